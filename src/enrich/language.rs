//! The language of a document: stated, else declared by its format, else found out from its body, else unknown.

use super::passages::{quoted, weight};
use crate::analysis::Analysis;
use crate::model::{Lang, LanguageBasis, Warning};
use std::cmp::Reverse;
use std::collections::HashSet;
use whatlang::{Detector, Lang as Code, Script};

/// The languages that can be found out, with their BCP 47 tags: those that have an analyzer and their neighbours.
/// Fewer candidates make fewer mistakes, so languages in which no write-up is to be expected are left out.
const CANDIDATES: &[(Code, &str)] = &[
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
/// Bytes of the sample in which function words are counted, once for every language.
const VOTES: usize = SAMPLE / PLACES;
/// So many more function words of one language than of any other tell it by themselves.
const LEAD: f64 = 1.5;
/// Fewer different function words than this confirm nothing.
const FEW_FUNCTION_WORDS: usize = 4;

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
                problem: format!("{} is not a language", quoted(tag)),
                suggestion: Some("use a language tag such as en, fr, es or pt-BR".to_owned()),
            }),
        }
    }
    match detect() {
        Some(lang) => (lang, LanguageBasis::Detected),
        None => (Lang::undetermined(), LanguageBasis::Undetermined),
    }
}

/// The language that a body is written in, where that can be told: by its letters, or where these leave doubt by its
/// function words. Never ask it about a title: a few words look like many languages.
pub(super) fn detect(body: &str, analysis: &Analysis) -> Option<Lang> {
    let sample = sample(body);
    let detector = Detector::with_allowlist(CANDIDATES.iter().map(|(code, _)| *code).collect());
    let info = detector.detect(&sample)?;
    let (_, tag) = CANDIDATES.iter().find(|(code, _)| *code == info.lang())?;
    let letters: usize = sample.chars().filter(|c| c.is_alphabetic()).map(weight).sum();
    if letters < FEW_LETTERS {
        return one_language(info.script()).then(|| Lang::parse(tag))?;
    }
    if info.is_reliable() { Lang::parse(tag) } else { by_function_words(&sample, tag, analysis) }
}

/// The language whose function words lead clearly, or lead at all and the letters `seem` to agree.
fn by_function_words(sample: &str, seem: &str, analysis: &Analysis) -> Option<Lang> {
    let sample = &sample[..sample.floor_char_boundary(VOTES)];
    let mut counts: Vec<(usize, Lang)> = Vec::new();
    for lang in Analysis::languages().filter_map(Lang::parse) {
        let analyzer = analysis.analyzer(&lang);
        let mut tokens = analyzer.tokens(sample);
        // Each once: “Los Angeles” ten times is not Spanish.
        let mut words = HashSet::new();
        while let Some(token) = tokens.next() {
            if analyzer.is_stop_word(&token.surface) && !words.contains(&token.surface) {
                words.insert(token.surface.clone());
            }
        }
        counts.push((words.len(), lang));
    }
    counts.sort_by_key(|(count, _)| Reverse(*count));
    let second = counts.get(1).map_or(0, |(count, _)| *count);
    let (count, lang) = counts.into_iter().next()?;
    let clear = count as f64 >= second as f64 * LEAD || (count > second && lang.as_str() == seem);
    (count >= FEW_FUNCTION_WORDS && clear).then_some(lang)
}

/// Whether a script is written by one language alone, as far as the detector knows. Chinese characters are not: a short
/// Japanese text may hold nothing else.
fn one_language(script: Script) -> bool {
    script.langs().len() == 1 && script != Script::Mandarin
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
