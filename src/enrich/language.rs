//! The language of a document: stated, else declared by its format, else found out from its body, else unknown.

use crate::model::{Lang, LanguageBasis, Warning};
use whatlang::{Detector, Lang as Code};

/// The languages that can be found out, with their BCP 47 tags: those that have an analyzer and their neighbours.
/// Fewer candidates make fewer mistakes, so languages in which no write-up is to be expected are left out.
const CANDIDATES: &[(Code, &str)] = &[
    (Code::Afr, "af"),
    (Code::Amh, "am"),
    (Code::Ara, "ar"),
    (Code::Aze, "az"),
    (Code::Bel, "be"),
    (Code::Ben, "bn"),
    (Code::Bul, "bg"),
    (Code::Cat, "ca"),
    (Code::Ces, "cs"),
    (Code::Cmn, "zh"),
    (Code::Cym, "cy"),
    (Code::Dan, "da"),
    (Code::Deu, "de"),
    (Code::Ell, "el"),
    (Code::Eng, "en"),
    (Code::Est, "et"),
    (Code::Fin, "fi"),
    (Code::Fra, "fr"),
    (Code::Guj, "gu"),
    (Code::Heb, "he"),
    (Code::Hin, "hi"),
    (Code::Hrv, "hr"),
    (Code::Hun, "hu"),
    (Code::Hye, "hy"),
    (Code::Ind, "id"),
    (Code::Ita, "it"),
    (Code::Jpn, "ja"),
    (Code::Kan, "kn"),
    (Code::Kat, "ka"),
    (Code::Khm, "km"),
    (Code::Kor, "ko"),
    (Code::Lav, "lv"),
    (Code::Lit, "lt"),
    (Code::Mal, "ml"),
    (Code::Mar, "mr"),
    (Code::Mkd, "mk"),
    (Code::Mya, "my"),
    (Code::Nep, "ne"),
    (Code::Nld, "nl"),
    (Code::Nob, "no"),
    (Code::Ori, "or"),
    (Code::Pan, "pa"),
    (Code::Pes, "fa"),
    (Code::Pol, "pl"),
    (Code::Por, "pt"),
    (Code::Ron, "ro"),
    (Code::Rus, "ru"),
    (Code::Sin, "si"),
    (Code::Slk, "sk"),
    (Code::Slv, "sl"),
    (Code::Spa, "es"),
    (Code::Srp, "sr"),
    (Code::Swe, "sv"),
    (Code::Tam, "ta"),
    (Code::Tel, "te"),
    (Code::Tgl, "tl"),
    (Code::Tha, "th"),
    (Code::Tur, "tr"),
    (Code::Ukr, "uk"),
    (Code::Urd, "ur"),
    (Code::Uzb, "uz"),
    (Code::Vie, "vi"),
];

/// Bytes of the body that are looked at, taken from this many places of it.
const SAMPLE: usize = 4096;
const PLACES: usize = 4;
/// Fewer letters than this tell no language, unless their script has only one.
const FEW_LETTERS: usize = 40;
/// From this many characters on, a clear lead is enough.
const ENOUGH: usize = 200;
/// The lead that is enough for a longer text (1 = as sure as can be).
const CLEAR: f64 = 0.5;

/// The language and how it became known. What is stated or declared and is no language is a warning, and the next source
/// is asked; `detect` is asked last and only then.
pub(super) fn of(
    stated: Option<&str>,
    declared: Option<&str>,
    warnings: &mut Vec<Warning>,
    detect: impl FnOnce() -> Option<Lang>,
) -> (Lang, LanguageBasis) {
    for (tag, basis) in [(stated, LanguageBasis::Stated), (declared, LanguageBasis::Declared)] {
        let Some(tag) = tag else { continue };
        match Lang::parse(tag) {
            Some(lang) if !lang.is_undetermined() => return (lang, basis),
            Some(_) => {}
            None => warnings.push(Warning {
                line: None,
                problem: format!("“{tag}” is not a language"),
                suggestion: Some("use a language tag such as en, fr, es or pt-BR".to_owned()),
            }),
        }
    }
    match detect() {
        Some(lang) => (lang, LanguageBasis::Detected),
        None => (Lang::undetermined(), LanguageBasis::Undetermined),
    }
}

/// The language that a body is written in, where that can be told. Never ask it about a title: a few words look like
/// many languages.
pub(super) fn detect(body: &str) -> Option<Lang> {
    let sample = sample(body);
    let detector = Detector::with_allowlist(CANDIDATES.iter().map(|(code, _)| *code).collect());
    let info = detector.detect(&sample)?;
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let sure = if letters < FEW_LETTERS {
        one_language(info.script())
    } else {
        info.is_reliable() || (letters > ENOUGH && info.confidence() >= CLEAR)
    };
    let (_, tag) = CANDIDATES.iter().find(|(code, _)| sure && *code == info.lang())?;
    Lang::parse(tag)
}

/// Whether a script is written by one language alone, as far as the detector knows.
fn one_language(script: whatlang::Script) -> bool {
    script.langs().len() == 1 && script != whatlang::Script::Mandarin
}

/// The whole of a short body; of a long one, pieces of equal length spread over it, cut between characters.
fn sample(body: &str) -> String {
    if body.len() <= SAMPLE {
        return body.to_owned();
    }
    let piece = SAMPLE / PLACES;
    let step = (body.len() - piece) / (PLACES - 1);
    let pieces = (0..PLACES).map(|place| {
        let start = body.ceil_char_boundary(place * step);
        &body[start..body.floor_char_boundary((start + piece).min(body.len())).max(start)]
    });
    pieces.collect::<Vec<_>>().join("\n")
}
