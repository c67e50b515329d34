//! The one list of languages that are analysed by more than folding. Adding one is adding an entry (and its lists).

use super::fold::Casing;
use super::spelling;
use super::stem::no_singular;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// How one language is analysed.
#[derive(Debug)]
pub(super) struct Language {
    /// The primary subtag under which its words are kept.
    pub(super) key: &'static str,
    pub(super) cutting: Cutting,
    /// Folded articles and the like that an apostrophe joins to the word after them; they are no words.
    pub(super) elided: &'static [&'static str],
    /// What an apostrophe joins to the end of a word and is no part of it.
    pub(super) enclitics: Enclitics,
    pub(super) folding: Folding,
    /// Spelling variants by rule: the word as the stemmer would get it → the spelling that it gets.
    pub(super) spelling: fn(&str) -> Cow<'_, str>,
    /// The singular of a folded word that may be a plural; `None` where the language has no rule.
    pub(super) singular: fn(&str) -> Option<String>,
    pub(super) stemmer: Stemmer,
    /// The text of its file of forms.
    pub(super) forms: &'static str,
    /// The text of its file of stop words.
    pub(super) stop: &'static str,
}

/// What is a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Cutting {
    /// What the segmentation says.
    Words,
    /// Pairs of syllables, since a word carries its particles.
    HangulBigrams,
}

/// What an apostrophe joins to the end of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Enclitics {
    Listed(&'static [&'static str]),
    /// Whatever it is: case endings after a name (`İstanbul'da`).
    Any,
}

/// The stemmer; one source for a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stemmer {
    None,
    Snowball(rust_stemmers::Algorithm),
    /// Where the former lacks the language or fails.
    Newer(frostem::Algorithm),
}

/// When accents go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Folding {
    /// Before stemming: a word typed without its accents has the same stem, always. With the accents that the
    /// stemmer wants on an ending: (as folded, as spelled), longer endings before their own ends.
    BeforeStem(&'static [(&'static str, &'static str)]),
    /// After stemming, where the endings hang on the letters.
    AfterStem(Casing),
}

impl Hash for Language {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.key, self.cutting, self.elided, self.enclitics, self.folding, self.forms, self.stop).hash(state);
        format!("{:?}", self.stemmer).hash(state);
    }
}

/// Languages by other names. Norwegian is written in two ways that share one list of endings.
pub(super) const ALIASES: &[(&str, &str)] =
    &[("nb", "no"), ("nn", "no"), ("iw", "he"), ("in", "id"), ("ji", "yi"), ("cmn", "zh"), ("fil", "tl")];

/// Names are elided everywhere (`Côte d'Ivoire`).
const NAMES: &[&str] = &["d", "l"];
const FRENCH: &[&str] =
    &["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu"];
const ITALIAN: &[&str] = &[
    "l", "d", "c", "m", "n", "s", "t", "v", "un", "gl", "dell", "all", "nell", "sull", "dall", "coll", "quell",
    "quest", "bell", "sant", "degl", "agl", "negl", "dagl", "sugl", "tutt", "mezz", "cent", "trent", "anch", "senz",
];
const CATALAN: &[&str] = &["l", "d", "m", "n", "s", "t"];

// Of the endings that the stemmers know only with accents, those that measurably split words once the accents are gone
// (over the stemmers' own vocabularies, against stemming the accented words), unless the bare ending is as often another
// one: French -ite, Spanish -ia and -io, Italian -era stay as they are.
const FRENCH_ACCENTS: &[(&str, &str)] = &[
    ("ees", "ées"),
    ("ee", "ée"),
    ("erent", "èrent"),
    ("ieres", "ières"),
    ("iere", "ière"),
    ("ivites", "ivités"),
    ("ivite", "ivité"),
    ("alites", "alités"),
    ("alite", "alité"),
    ("ersites", "ersités"),
    ("ersite", "ersité"),
];
const SPANISH_ACCENTS: &[(&str, &str)] = &[
    ("cion", "ción"),
    ("logias", "logías"),
    ("logia", "logía"),
    ("iamos", "íamos"),
    ("ian", "ían"),
    ("abamos", "ábamos"),
    ("ieramos", "iéramos"),
    ("aramos", "áramos"),
    ("ieran", "ieran"),
    ("eran", "erán"),
    ("iran", "irán"),
];
const PORTUGUESE_ACCENTS: &[(&str, &str)] = &[
    ("cao", "ção"),
    ("coes", "ções"),
    ("aveis", "áveis"),
    ("avel", "ável"),
    ("iveis", "íveis"),
    ("ivel", "ível"),
    ("ancias", "âncias"),
    ("ancia", "ância"),
    ("encias", "ências"),
    ("encia", "ência"),
    ("iamos", "íamos"),
    ("avamos", "ávamos"),
    ("arao", "arão"),
    ("erao", "erão"),
    ("irao", "irão"),
];
const ITALIAN_ACCENTS: &[(&str, &str)] =
    &[("ivita", "ività"), ("icita", "icità"), ("alita", "alità"), ("bilita", "bilità")];
const CATALAN_ACCENTS: &[(&str, &str)] = &[("cio", "ció")];
const ROMANIAN_ACCENTS: &[(&str, &str)] = &[
    ("eaza", "ează"),
    ("easca", "ească"),
    ("este", "eşte"),
    ("esti", "eşti"),
    ("andu", "ându"),
    ("and", "ând"),
    ("tiunea", "ţiunea"),
    ("tiunii", "ţiunii"),
    ("tiune", "ţiune"),
    ("tiuni", "ţiuni"),
    ("atie", "aţie"),
    ("atia", "aţia"),
    ("atii", "aţii"),
    ("itie", "iţie"),
    ("itia", "iţia"),
    ("itii", "iţii"),
    ("ati", "aţi"),
    ("eti", "eţi"),
    ("iti", "iţi"),
    ("ara", "ară"),
    ("ura", "ură"),
    ("sera", "seră"),
];

/// What all entries have where they say nothing else; and the sound default of every language without an entry.
pub(super) const PLAIN: Language = Language {
    key: "und",
    cutting: Cutting::Words,
    elided: NAMES,
    enclitics: Enclitics::Listed(&[]),
    folding: Folding::BeforeStem(&[]),
    spelling: spelling::as_is,
    singular: no_singular,
    stemmer: Stemmer::None,
    forms: "",
    stop: "",
};

macro_rules! words {
    ($folder:literal, $key:literal) => {
        include_str!(concat!($folder, "/", $key, ".txt"))
    };
}

const USUAL: Folding = Folding::AfterStem(Casing::Usual);
const TURKIC: Folding = Folding::AfterStem(Casing::Turkic);

use Stemmer::{Newer, Snowball};
use frostem::Algorithm as New;
use rust_stemmers::Algorithm as Old;

/// Every language with an analyzer of its own, by key.
pub(super) const LANGUAGES: &[Language] = &[
    Language {
        key: "ar",
        stemmer: Snowball(Old::Arabic),
        folding: USUAL,
        spelling: spelling::arabic,
        elided: &[],
        stop: words!("stop", "ar"),
        ..PLAIN
    },
    Language {
        key: "ca",
        stemmer: Newer(New::Catalan),
        folding: Folding::BeforeStem(CATALAN_ACCENTS),
        elided: CATALAN,
        singular: spelling::spanish_singular,
        stop: words!("stop", "ca"),
        ..PLAIN
    },
    Language { key: "cs", stemmer: Newer(New::Czech), folding: USUAL, stop: words!("stop", "cs"), ..PLAIN },
    Language { key: "da", stemmer: Snowball(Old::Danish), folding: USUAL, stop: words!("stop", "da"), ..PLAIN },
    Language {
        key: "de",
        stemmer: Snowball(Old::German),
        spelling: spelling::german,
        forms: words!("forms", "de"),
        stop: words!("stop", "de"),
        ..PLAIN
    },
    Language {
        key: "el",
        stemmer: Newer(New::Greek),
        forms: words!("forms", "el"),
        stop: words!("stop", "el"),
        ..PLAIN
    },
    Language {
        key: "en",
        stemmer: Snowball(Old::English),
        enclitics: Enclitics::Listed(&["s"]),
        spelling: spelling::english,
        forms: words!("forms", "en"),
        stop: words!("stop", "en"),
        ..PLAIN
    },
    Language {
        key: "es",
        stemmer: Snowball(Old::Spanish),
        folding: Folding::BeforeStem(SPANISH_ACCENTS),
        spelling: spelling::spanish,
        singular: spelling::spanish_singular,
        forms: words!("forms", "es"),
        stop: words!("stop", "es"),
        ..PLAIN
    },
    Language { key: "et", stemmer: Newer(New::Estonian), folding: USUAL, ..PLAIN },
    Language { key: "eu", stemmer: Newer(New::Basque), ..PLAIN },
    Language {
        key: "fi",
        stemmer: Snowball(Old::Finnish),
        folding: USUAL,
        forms: words!("forms", "fi"),
        stop: words!("stop", "fi"),
        ..PLAIN
    },
    Language {
        key: "fr",
        stemmer: Snowball(Old::French),
        folding: Folding::BeforeStem(FRENCH_ACCENTS),
        elided: FRENCH,
        spelling: spelling::french,
        singular: spelling::french_singular,
        forms: words!("forms", "fr"),
        stop: words!("stop", "fr"),
        ..PLAIN
    },
    Language { key: "ga", stemmer: Newer(New::Irish), folding: USUAL, ..PLAIN },
    Language { key: "hi", stemmer: Newer(New::Hindi), stop: words!("stop", "hi"), ..PLAIN },
    Language { key: "hu", stemmer: Snowball(Old::Hungarian), folding: USUAL, stop: words!("stop", "hu"), ..PLAIN },
    Language { key: "id", stemmer: Newer(New::Indonesian), stop: words!("stop", "id"), ..PLAIN },
    Language {
        key: "it",
        stemmer: Snowball(Old::Italian),
        folding: Folding::BeforeStem(ITALIAN_ACCENTS),
        elided: ITALIAN,
        forms: words!("forms", "it"),
        stop: words!("stop", "it"),
        ..PLAIN
    },
    Language { key: "ja", stop: words!("stop", "ja"), ..PLAIN },
    Language { key: "km", ..PLAIN },
    Language { key: "ko", cutting: Cutting::HangulBigrams, ..PLAIN },
    Language { key: "lo", ..PLAIN },
    Language { key: "lt", stemmer: Newer(New::Lithuanian), folding: USUAL, ..PLAIN },
    Language {
        key: "nl",
        stemmer: Snowball(Old::Dutch),
        forms: words!("forms", "nl"),
        stop: words!("stop", "nl"),
        ..PLAIN
    },
    Language {
        key: "no",
        stemmer: Snowball(Old::Norwegian),
        folding: USUAL,
        forms: words!("forms", "no"),
        stop: words!("stop", "no"),
        ..PLAIN
    },
    Language { key: "pl", stemmer: Newer(New::Polish), folding: USUAL, stop: words!("stop", "pl"), ..PLAIN },
    Language {
        key: "pt",
        stemmer: Snowball(Old::Portuguese),
        folding: Folding::BeforeStem(PORTUGUESE_ACCENTS),
        spelling: spelling::portuguese,
        singular: spelling::portuguese_singular,
        forms: words!("forms", "pt"),
        stop: words!("stop", "pt"),
        ..PLAIN
    },
    Language {
        key: "ro",
        stemmer: Snowball(Old::Romanian),
        folding: Folding::BeforeStem(ROMANIAN_ACCENTS),
        stop: words!("stop", "ro"),
        ..PLAIN
    },
    Language {
        key: "ru",
        stemmer: Snowball(Old::Russian),
        forms: words!("forms", "ru"),
        stop: words!("stop", "ru"),
        ..PLAIN
    },
    Language { key: "sr", stemmer: Newer(New::Serbian), folding: USUAL, ..PLAIN },
    Language { key: "sv", stemmer: Snowball(Old::Swedish), folding: USUAL, stop: words!("stop", "sv"), ..PLAIN },
    Language { key: "ta", stemmer: Snowball(Old::Tamil), ..PLAIN },
    Language { key: "th", ..PLAIN },
    Language {
        key: "tr",
        stemmer: Snowball(Old::Turkish),
        folding: TURKIC,
        elided: &[],
        enclitics: Enclitics::Any,
        stop: words!("stop", "tr"),
        ..PLAIN
    },
    Language { key: "uk", stemmer: Newer(New::Ukrainian), stop: words!("stop", "uk"), ..PLAIN },
    Language { key: "zh", stop: words!("stop", "zh"), ..PLAIN },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_no_alias() {
        assert!(LANGUAGES.is_sorted_by(|a, b| a.key < b.key));
        for (alias, _) in ALIASES {
            assert!(LANGUAGES.iter().all(|language| language.key != *alias), "{alias}");
        }
    }
}
