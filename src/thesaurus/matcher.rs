//! Labels of one language, found in a stream of that language's words.
//!
//! A label is a sequence of stems. The first stem leads to the few labels that may begin there, so that a text is read
//! once, whatever the size of the vocabulary.

use crate::analysis::{Analyzer, FastMap};
use std::ops::Range;

/// A single word under this many letters must stand in the text as it is: *vol* is no inflection of anything.
/// The same holds where the stem is that short: *maras* and *mar* meet in a stem of three letters. And for names of
/// whatever length: *Francis* is no *France*.
const SHORT: usize = 4;
/// A word in capitals of at most this many letters is an acronym and matters as written.
const ACRONYM: usize = 6;

/// What a label is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Names its entry in texts and in queries.
    Name,
    /// The same, and is a proper noun: in a text it begins with a capital where the label does.
    ProperName,
    /// A proper noun that names its entry in texts alone: who asks for a city does not ask for the country.
    Place,
    /// Names its entry in queries alone.
    QueryOnly,
    /// Speaks for its entry in texts, and does not name it.
    Sign,
    /// Never means its entry, in texts nor in queries.
    Never,
}

/// Which way a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// People write documents with care for capitals.
    Text,
    /// People type queries without.
    Query,
}

/// A label to be found: the number of its entry and the number of the label among all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) entry: u32,
    pub(super) label: u32,
}

/// A label that stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) target: Target,
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// The folded word, where the label is a single one.
    pub(super) word: Option<String>,
    /// Whether every word stands in the very form of the label.
    pub(super) exact: bool,
    /// Whether this says that the place does *not* mean the entry.
    pub(super) never: bool,
    /// Whether this only speaks for the entry.
    pub(super) sign: bool,
}

/// The labels of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    /// Stems and surfaces of labels, numbered.
    forms: FastMap<Box<str>, u32>,
    /// By the number of the first stem.
    labels: Vec<Vec<Pattern>>,
    /// Only surfaces count: nothing is known of inflections.
    exact: bool,
}

#[derive(Clone, Debug)]
struct Pattern {
    words: Box<[Word]>,
    /// Every word must stand in its very form: the stem is not enough.
    exact: bool,
    /// The folded word of a label of one word, by which its inflections are told from its relatives.
    alone: Option<Box<str>>,
    /// Without the words that carry nothing, which may be others in the text: “violence (chez les) jeunes”.
    loose: bool,
    used: Use,
    target: Target,
}

#[derive(Clone, Debug)]
struct Word {
    stem: u32,
    surface: u32,
    written: Written,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Anyhow,
    /// Begins with a capital.
    Capital,
    /// All in capitals; `short` where it is so in queries too.
    Capitals {
        short: bool,
    },
}

/// A word of a text whose stem some label knows.
struct Read {
    stem: u32,
    /// Whether it carries nothing by itself.
    stop: bool,
    surface: String,
    range: Range<usize>,
}

/// The most words that carry nothing between two words of a label.
const BETWEEN: usize = 3;

/// No label has such a form.
const UNKNOWN: u32 = u32::MAX;

impl Matcher {
    /// A matcher for texts of which the language is not known.
    pub(super) fn of_surfaces() -> Matcher {
        Matcher { exact: true, ..Matcher::default() }
    }

    /// Adds a label; false where it holds no word at all.
    pub(super) fn add(&mut self, label: &str, used: Use, target: Target, analyzer: &Analyzer) -> bool {
        let mut words = Vec::new();
        let mut stops = Vec::new();
        let mut short = true;
        let mut alone = None;
        let mut tokens = analyzer.tokens(label);
        while let Some(token) = tokens.next() {
            let raw = &label[token.start..token.end];
            short = token.surface.chars().count() < SHORT || token.stem.chars().count() < SHORT;
            let first = words.is_empty();
            alone = first.then(|| token.surface.as_str().into());
            stops.push(analyzer.is_stop_word(&token.surface));
            let (stem, surface) = (token.stem.clone(), token.surface.clone());
            let (stem, surface) = (self.number(&stem), self.number(&surface));
            words.push(Word {
                stem,
                surface,
                written: written(raw, first && matches!(used, Use::ProperName | Use::Place)),
            });
        }
        let inflects = !short && matches!(used, Use::Name | Use::QueryOnly | Use::Sign);
        let exact = self.exact || (words.len() == 1 && !inflects);
        if matches!(used, Use::Name | Use::Sign)
            && let Some(words) = without_stops(&words, &stops)
        {
            self.put(Pattern { words, exact, alone: None, loose: true, used, target });
        }
        self.put(Pattern { words: words.into(), exact, alone, loose: false, used, target })
    }

    fn put(&mut self, pattern: Pattern) -> bool {
        let Some(first) = pattern.words.first().map(|word| word.stem) else { return false };
        let first = usize::try_from(first).expect("a number given to a form fits an index");
        if self.labels.len() <= first {
            self.labels.resize_with(first + 1, Vec::new);
        }
        self.labels[first].push(pattern);
        true
    }

    /// Every label that stands in the text, overlapping or not, in the order of their places.
    pub(super) fn find(&self, text: &str, analyzer: &Analyzer, reading: Reading) -> Vec<Found> {
        let words = self.read(text, analyzer, reading);
        let mut found = Vec::new();
        for (at, first) in words.iter().enumerate().filter(|(_, word)| word.stem != UNKNOWN) {
            let Some(patterns) = usize::try_from(first.stem).ok().and_then(|stem| self.labels.get(stem)) else {
                continue;
            };
            for pattern in patterns.iter().filter(|pattern| pattern.is_read(reading)) {
                let Some(place) = pattern.place(&words[at..]) else { continue };
                if let Some(exact) = self.stands(pattern, place, text, reading) {
                    let range = first.range.start..place.last().map_or(first.range.end, |word| word.range.end);
                    let word = (place.len() == 1).then(|| first.surface.clone());
                    let (never, sign) = (pattern.used == Use::Never, pattern.used == Use::Sign);
                    found.push(Found { target: pattern.target, range, word, exact, never, sign });
                }
            }
        }
        found
    }

    fn number(&mut self, form: &str) -> u32 {
        let next = u32::try_from(self.forms.len()).expect("a vocabulary has fewer than four thousand million words");
        *self.forms.entry(form.into()).or_insert(next)
    }

    fn read(&self, text: &str, analyzer: &Analyzer, reading: Reading) -> Vec<Read> {
        let mut words = Vec::new();
        let mut add = |surface: &str, stem: &str, range: Range<usize>| {
            let stem = self.forms.get(stem).copied().unwrap_or(UNKNOWN);
            let stop = analyzer.is_stop_word(surface);
            let surface = if stem == UNKNOWN { String::new() } else { surface.to_owned() };
            words.push(Read { stem, stop, surface, range });
        };
        match reading {
            // It is going to be indexed.
            Reading::Text => {
                analyzer.analysed(text).words().for_each(|word| add(word.surface, word.stem, word.range));
            }
            Reading::Query => {
                let mut tokens = analyzer.tokens(text);
                while let Some(token) = tokens.next() {
                    add(&token.surface, &token.stem, token.start..token.end);
                }
            }
        }
        words
    }

    /// Whether the label, of which the stems stand at this place, stands there indeed; if so, whether in its very form.
    fn stands(&self, pattern: &Pattern, place: &[Read], text: &str, reading: Reading) -> Option<bool> {
        let same = |(label, word): (&Word, &Read)| self.forms.get(word.surface.as_str()) == Some(&label.surface);
        let exact = !pattern.loose && pattern.words.iter().zip(place).all(same);
        let related = |label: &str| exact || place.iter().all(|word| inflected(label, &word.surface));
        if (pattern.exact && !exact) || !pattern.alone.as_deref().is_none_or(related) {
            return None;
        }
        if pattern.used == Use::Never {
            return Some(exact);
        }
        // A loose label has none that must be written in one way.
        let written = pattern.loose
            || pattern.words.iter().zip(place).all(|(label, word)| {
                let raw = &text[word.range.clone()];
                match label.written {
                    Written::Anyhow => true,
                    Written::Capital => reading == Reading::Query || !begins_small(raw),
                    Written::Capitals { short } => (reading == Reading::Query && !short) || all_capitals(raw),
                }
            });
        let together = place.windows(2).all(|pair| {
            let before = &text[pair[0].range.clone()];
            // Bigrams of one word overlap.
            let gap = text.get(pair[0].range.end..pair[1].range.start).unwrap_or_default();
            reading == Reading::Query || !parts(before, gap)
        });
        (written && together).then_some(exact)
    }
}

impl Pattern {
    /// Whether this is looked for where this is read.
    fn is_read(&self, reading: Reading) -> bool {
        match reading {
            Reading::Text => self.used != Use::QueryOnly,
            Reading::Query => !self.loose && !matches!(self.used, Use::Place | Use::Sign),
        }
    }

    /// The words at the beginning of these that have the label's stems.
    fn place<'w>(&self, words: &'w [Read]) -> Option<&'w [Read]> {
        if !self.loose {
            let place = words.get(..self.words.len())?;
            return self.words.iter().zip(place).all(|(label, word)| label.stem == word.stem).then_some(place);
        }
        let mut end = 0;
        for label in &self.words {
            let skipped = words[end..].iter().take(BETWEEN).take_while(|word| word.stop && word.stem != label.stem);
            let at = end + skipped.count();
            end = at + 1;
            if words.get(at).is_none_or(|word| word.stem != label.stem) {
                return None;
            }
        }
        words.get(..end)
    }
}

/// The words of a label that carry something, where there are several with others between them.
fn without_stops(words: &[Word], stops: &[bool]) -> Option<Box<[Word]>> {
    let bare: Vec<Word> = words.iter().zip(stops).filter(|(_, stop)| !**stop).map(|(word, _)| word.clone()).collect();
    let between = stops.first() == Some(&false) && stops.last() == Some(&false) && bare.len() < words.len();
    (between && bare.len() > 1 && bare.iter().all(|word| word.written == Written::Anyhow)).then(|| bare.into())
}

/// Endings of two forms of one word that differ by more than two letters on both sides or one.
const ENDINGS: &[(&str, &str)] = &[("y", "ies"), ("ao", "oes"), ("ao", "aes"), ("al", "aux"), ("ail", "aux")];

/// Whether one of two words with the same stem can be an inflection of the other. Stemmers unite too much for a single
/// word to be recognised by its stem: *extreme* and *extremism*, French *suivant* and *suivi*.
fn inflected(one: &str, other: &str) -> bool {
    let common: usize = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (one, other) = (&one[common..], &other[common..]);
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let letters = long.chars().count();
    letters <= 2 || (short.is_empty() && letters <= 3) || ENDINGS.contains(&(short, long))
}

fn written(raw: &str, proper: bool) -> Written {
    let letters = raw.chars().count();
    if (2..=ACRONYM).contains(&letters) && all_capitals(raw) {
        Written::Capitals { short: letters < 3 }
    } else if proper && raw.chars().next().is_some_and(char::is_uppercase) {
        Written::Capital
    } else {
        Written::Anyhow
    }
}

fn all_capitals(raw: &str) -> bool {
    raw.chars().any(char::is_uppercase) && !raw.chars().any(char::is_lowercase)
}

fn begins_small(raw: &str) -> bool {
    raw.chars().next().is_some_and(char::is_lowercase)
}

/// Whether what stands between two words parts them: the end of a sentence, of a part of it, or of a block.
fn parts(before: &str, gap: &str) -> bool {
    gap.chars().any(|c| match c {
        // A point after a short word may be an abbreviation: “St. Lucia”.
        '.' => before.chars().count() > 3,
        '\n' | '!' | '?' | ';' | ':' | ',' | '(' | ')' | '|' | '。' | '，' | '、' | '；' | '：' | '؟' | '،' => {
            true
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_are_told_from_relatives() {
        for (one, other) in [("gang", "gangs"), ("robbery", "robberies"), ("mentoring", "mentor"), ("rapina", "rapine")]
        {
            assert!(inflected(one, other) && inflected(other, one), "{one} {other}");
        }
        for (one, other) in
            [("extreme", "extremism"), ("suivi", "suivant"), ("crime", "criminal"), ("агент", "агентство")]
        {
            assert!(!inflected(one, other) && !inflected(other, one), "{one} {other}");
        }
    }
}
