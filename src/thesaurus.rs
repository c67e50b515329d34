//! Concepts, partners and countries: their labels in every language, and from text to concepts.
//!
//! Labels are matched as whole words, as the language's analyzer cuts them, so that a text, a query and a label mean the
//! same by a word. This room refuses to know documents and files: the text of the vocabulary's files is handed in.

mod build;
mod completion;
mod countries;
mod entries;
mod matcher;
mod names;
mod taken;
mod vocabulary;

pub use vocabulary::{Concept, ConceptFacet, Partner, Place, Texts, Vocabulary};

use crate::analysis::Analysis;
use crate::model::Lang;
use matcher::{Found, Matcher, Reading, Target, Use};
use names::Names;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use taken::{Taken, suppress};

/// Something that the vocabulary knows, by its id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entry {
    /// A concept's id.
    Theme(String),
    /// A partner's id.
    Partner(String),
    /// ISO 3166-1 alpha-2.
    Country(String),
}

impl Entry {
    /// The id, whatever it is the id of.
    pub fn id(&self) -> &str {
        match self {
            Entry::Theme(id) | Entry::Partner(id) | Entry::Country(id) => id,
        }
    }

    /// Kind and id in one: `theme:street-gangs`, `partner:icpc`, `country:CA`.
    pub fn key(&self) -> String {
        let kind = match self {
            Entry::Theme(_) => "theme",
            Entry::Partner(_) => "partner",
            Entry::Country(_) => "country",
        };
        format!("{kind}:{}", self.id())
    }
}

/// The name of a country in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountryName {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    pub lang: Lang,
    pub name: String,
}

/// A name of an entry; in the undetermined language where it belongs to none (an acronym, a former name).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub lang: Lang,
    pub text: String,
}

/// A place in a text that names an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub entry: Entry,
    /// Whether it only speaks for the entry, and does not name it.
    pub sign: bool,
}

/// Words of a query that name an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which of `Analysis::words` of the query.
    pub words: Range<usize>,
    pub entry: Entry,
    /// The language of the label; undetermined where it belongs to none.
    pub lang: Lang,
    /// The label as the vocabulary has it.
    pub label: String,
}

/// Changes whenever the same vocabulary would be found at other places of the same text.
const REVISION: u32 = 2;

/// The vocabulary, ready to be looked up and to be found in texts.
#[derive(Clone, Debug, Default)]
pub struct Thesaurus {
    vocabulary: Vocabulary,
    concepts: HashMap<String, usize>,
    partners: HashMap<String, usize>,
    /// Ids of the concepts directly below a concept, in the order of the file.
    children: HashMap<String, Vec<usize>>,
    country_names: HashMap<String, BTreeMap<Lang, String>>,
    entries: Vec<Known>,
    positions: HashMap<Entry, usize>,
    theme_names: Names,
    partner_names: Names,
    country_ids: Names,
    /// By the key of their language; under `und` for texts in all others.
    matchers: BTreeMap<String, (Lang, Matcher)>,
    fingerprint: u64,
}

/// An entry with all that can be found of it.
#[derive(Clone, Debug)]
struct Known {
    entry: Entry,
    /// Names for showing and for bridging.
    labels: Vec<Label>,
    /// Everything to look for.
    patterns: Vec<(Label, Use)>,
}

impl Thesaurus {
    /// What a text names: whole words, the longest label at each place, in the text's own language. Where the language
    /// is undetermined, only names of partners and countries, as they stand. No theme lies in another or in the name of a
    /// partner; a country may. Signs of themes are given where nothing is named.
    pub fn find(&self, text: &str, lang: &Lang, analysis: &Analysis) -> Vec<Mention> {
        let Some((lang, matcher)) = self.matchers.get(Analysis::key(lang)).or_else(|| self.matchers.get("und")) else {
            return Vec::new();
        };
        let mut found = matcher.find(text, analysis.analyzer(lang), Reading::Text);
        suppress(&mut found);
        // At each place the longest; a name before what only speaks for something.
        found.sort_by_key(|found| (found.sign, found.range.start, Reverse(found.range.end), found.target.entry));
        let mut taken = Taken::default();
        let mut mentions: Vec<Mention> = Vec::new();
        for found in found {
            let entry = &self.known(found.target).entry;
            if taken.take(entry, &found) {
                mentions.push(Mention { range: found.range, entry: entry.clone(), sign: found.sign });
            }
        }
        mentions.sort_by_key(|mention| mention.range.start);
        mentions
    }

    /// What a query names, in whatever language: the longest label at each place; several entries may share one place.
    /// A single word that carries nothing by itself names nothing.
    pub fn named(&self, text: &str, analysis: &Analysis) -> Vec<Named> {
        let words = Analysis::words(text);
        let mut all: Vec<Found> = Vec::new();
        for (lang, matcher) in self.matchers.values() {
            let found = matcher.find(text, analysis.analyzer(lang), Reading::Query);
            all.extend(found.into_iter().filter(|found| !self.says_nothing(found, lang, analysis)));
        }
        suppress(&mut all);
        let mut all: Vec<_> = all.into_iter().map(|found| (words_of(&words, &found.range), found)).collect();
        all.sort_by_key(|(words, found)| {
            (words.start, Reverse(words.end), found.target.entry, !found.exact, found.target.label)
        });
        let mut named: Vec<Named> = Vec::new();
        for (words, found) in all {
            let known = self.known(found.target);
            let here = || named.iter().rev().take_while(|other| other.words == words);
            let repeated = here().any(|other| other.entry == known.entry);
            let hidden = named.last().is_some_and(|other| words.start < other.words.end && words != other.words);
            if !repeated && !hidden {
                let label = &known.patterns[index(found.target.label)].0;
                named.push(Named {
                    words,
                    entry: known.entry.clone(),
                    lang: label.lang.clone(),
                    label: label.text.clone(),
                });
            }
        }
        named
    }

    /// All names of an entry in all languages, the ones to show first.
    pub fn labels(&self, entry: &Entry) -> &[Label] {
        self.positions.get(entry).map_or(&[], |position| &self.entries[*position].labels)
    }

    /// The concept with this id.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.concepts.get(id).map(|position| &self.vocabulary.themes[*position])
    }

    /// The partner with this id.
    pub fn partner(&self, id: &str) -> Option<&Partner> {
        self.partners.get(id).map(|position| &self.vocabulary.partners[*position])
    }

    /// All concepts, in the order of the file.
    pub fn concepts(&self) -> &[Concept] {
        &self.vocabulary.themes
    }

    /// All partners, in the order of the file.
    pub fn partners(&self) -> &[Partner] {
        &self.vocabulary.partners
    }

    /// All places, in the order of the file.
    pub fn places(&self) -> &[Place] {
        &self.vocabulary.places
    }

    /// Everything above a concept, the nearest first.
    pub fn ancestors(&self, id: &str) -> Vec<&str> {
        let broader = |id: &str| self.concept(id).and_then(|concept| concept.broader.as_deref());
        std::iter::successors(broader(id), |id| broader(id)).take(self.vocabulary.themes.len()).collect()
    }

    /// The concepts directly below a concept, in the order of the file.
    pub fn children(&self, id: &str) -> Vec<&str> {
        let below = self.children.get(id).into_iter().flatten();
        below.map(|position| self.vocabulary.themes[*position].id.as_str()).collect()
    }

    /// Everything below a concept, the nearest first.
    pub fn narrower(&self, id: &str) -> Vec<&str> {
        let mut all = self.children(id);
        let mut next = 0;
        while next < all.len() {
            all.extend(self.children(all[next]));
            next += 1;
        }
        all
    }

    /// The name to show in a language: in that language, else in English, else in any, else the id.
    pub fn label<'a>(&'a self, entry: &'a Entry, lang: &Lang) -> &'a str {
        let (names, other) = match entry {
            Entry::Theme(id) => (self.concept(id).map(|concept| &concept.pref), None),
            Entry::Partner(id) => {
                let partner = self.partner(id);
                (partner.map(|partner| &partner.names), partner.and_then(|partner| partner.acronyms.first()))
            }
            Entry::Country(code) => (self.country_names.get(code), None),
        };
        let in_language = |primary: &str| names?.iter().find(|(lang, _)| lang.primary() == primary);
        let name = names.and_then(|names| names.get_key_value(lang));
        let name = name.or_else(|| in_language(lang.primary())).or_else(|| in_language("en"));
        let name = name.or_else(|| names?.first_key_value()).map(|(_, name)| name).or(other);
        name.map_or_else(|| entry.id(), String::as_str)
    }

    /// The theme with this id or with this label in any language.
    pub fn resolve_theme(&self, text: &str) -> Option<&str> {
        self.concept(text.trim()).map(|concept| concept.id.as_str()).or_else(|| self.theme_names.resolve(text))
    }

    /// The partner with this id, name or acronym.
    pub fn resolve_partner(&self, text: &str) -> Option<&str> {
        self.partner(text.trim()).map(|partner| partner.id.as_str()).or_else(|| self.partner_names.resolve(text))
    }

    /// The code of the country with this code or name.
    pub fn resolve_country(&self, text: &str) -> Option<&str> {
        self.country_ids.resolve(text)
    }

    /// The theme whose id or label is most like this.
    pub fn suggest_theme(&self, text: &str) -> Option<&str> {
        self.theme_names.suggest(text)
    }

    /// The partner whose id or name is most like this.
    pub fn suggest_partner(&self, text: &str) -> Option<&str> {
        self.partner_names.suggest(text)
    }

    /// The code of the country whose name is most like this.
    pub fn suggest_country(&self, text: &str) -> Option<&str> {
        self.country_ids.suggest(text)
    }

    /// Changes whenever the content does: the vocabulary, the names of countries, or how they are found.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Whether this is a single word that carries nothing by itself: for names, which belong to no language, in any.
    fn says_nothing(&self, found: &Found, lang: &Lang, analysis: &Analysis) -> bool {
        let Some(word) = found.word.as_deref().filter(|_| !found.never) else { return false };
        match self.known(found.target).entry {
            Entry::Theme(_) => analysis.analyzer(lang).is_stop_word(word),
            _ => self.matchers.values().any(|(lang, _)| analysis.analyzer(lang).is_stop_word(word)),
        }
    }

    fn known(&self, target: Target) -> &Known {
        &self.entries[index(target.entry)]
    }
}

/// Which of the words these bytes touch.
fn words_of(words: &[Range<usize>], bytes: &Range<usize>) -> Range<usize> {
    let first = words.partition_point(|word| word.end <= bytes.start);
    first..words.partition_point(|word| word.start < bytes.end).max(first)
}

/// The place in a list that this number names.
fn index(number: u32) -> usize {
    usize::try_from(number).expect("numbers are given to things in memory")
}
