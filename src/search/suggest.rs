//! Ways on: completions as one types, other spellings of words that nobody uses, and ways out of an empty answer.

use super::plan::{Form, Plan, Unit};
use super::{Deadline, Found};
use crate::analysis::Analysis;
use crate::index::Snapshot;
use crate::model::{Correction, DocumentId, Filters, Lang, Query, Results, Suggestion, SuggestionKind, YEAR};
use crate::schema::{WordForm, term_text};
use crate::thesaurus::Entry;
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};
use std::collections::HashMap;
use std::sync::LazyLock;
use tantivy_fst::Automaton;

/// Words of fewer letters are never corrected, nor offered: one letter makes another word of them (French *vol*, *viol*;
/// English *drone*, *done*).
const SHORTEST_CORRECTED: usize = 5;

/// Nor longer ones, which are no words.
const LONGEST_CORRECTED: usize = 30;

/// Words of this many letters may differ in two places.
const LONG: usize = 9;

/// The most words that are looked up for another spelling, and the most spellings offered.
const MAX_MISSPELT: usize = 3;
const MAX_CORRECTIONS: usize = 3;

/// Longer texts, in bytes, are not compared with the names of themes: none is as long.
const LONGEST_NAME: usize = 80;

/// What automata are built from: costly to make, and the same for every word. A swap of neighbours is one edit.
static ONE_EDIT: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_EDITS: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

/// The most suggestions of each kind.
const MAX_SUGGESTIONS: usize = 4;

/// Other spellings of the query, where it has words that stand in no document and one of nearly the same letters does.
pub(super) fn corrections(
    query: &Query,
    plan: &Plan,
    snapshot: &Snapshot,
    deadline: &Deadline,
) -> anyhow::Result<Vec<Correction>> {
    let named = plan.bridges.iter().fold(0, |mask, bridge| mask | bridge.span);
    let unknown = |(index, unit): &(usize, &Unit)| {
        unit.word && !unit.function && named & (1 << index) == 0 && !unit.known.iter().any(|known| *known)
    };
    let misspelt: Vec<&Unit> = plan.units.iter().enumerate().filter(unknown).map(|(_, unit)| unit).collect();
    let mut candidates: Vec<String> = Vec::new();
    let misspelt = misspelt.into_iter().filter(|unit| !is_listed(unit, plan, snapshot));
    let misspelt: Vec<&Unit> = misspelt.collect();
    for unit in misspelt.iter().take(MAX_MISSPELT) {
        let spellings = spellings(unit, plan, snapshot)?;
        candidates = match candidates.is_empty() {
            true => spellings.iter().map(|spelling| with(&query.text, &unit.text, spelling)).collect(),
            false => candidates
                .iter()
                .flat_map(|text| spellings.first().map(|spelling| with(text, &unit.text, spelling)))
                .collect(),
        };
    }
    let mut corrections = Vec::new();
    for text in candidates.into_iter().take(MAX_CORRECTIONS) {
        let corrected = Query { text: text.clone(), ..query.clone() };
        let total = Found::total(&corrected, &query.filters, snapshot, deadline)?;
        if total > 0 {
            corrections.push(Correction { text, total });
        }
        if deadline.passed() {
            break;
        }
    }
    Ok(corrections)
}

/// A text with another word in the place of one of its words.
fn with(text: &str, word: &str, other: &str) -> String {
    match Analysis::words(text).into_iter().find(|range| text[range.clone()] == *word) {
        Some(range) => format!("{}{other}{}", &text[..range.start], &text[range.end..]),
        None => text.replacen(word, other, 1),
    }
}

/// Whether a word is known to a language by a list, though no document has it: it is spelt as it was meant.
fn is_listed(unit: &Unit, plan: &Plan, snapshot: &Snapshot) -> bool {
    unit.realisations.iter().any(|realisation| {
        let Form::Word { surface, .. } = &realisation.form else { return false };
        let language = &plan.languages[realisation.language];
        snapshot.analysis.analyzer(&language.lang).is_listed(&surface[language.key.len() + 1..])
    })
}

/// The words of the corpus nearest to one that it does not have: fewest edits first, then those that begin alike, then
/// the most common.
fn spellings(unit: &Unit, plan: &Plan, snapshot: &Snapshot) -> anyhow::Result<Vec<String>> {
    let mut found: HashMap<String, (u8, bool, u32)> = HashMap::new();
    // The word is folded alike in nearly all languages, and its automaton is dear.
    let mut automata: HashMap<&str, DFA> = HashMap::new();
    for realisation in &unit.realisations {
        let Form::Word { surface, .. } = &realisation.form else { continue };
        let key = &plan.languages[realisation.language].key;
        let word = &surface[key.len() + 1..];
        let letters = word.chars().count();
        if !(SHORTEST_CORRECTED..=LONGEST_CORRECTED).contains(&letters) {
            continue;
        }
        let builder = if letters >= LONG { &*TWO_EDITS } else { &*ONE_EDIT };
        let dfa = automata.entry(word).or_insert_with(|| builder.build_dfa(word));
        let head = term_text(key, WordForm::Surface, "");
        let end = format!("{head}{}", char::MAX);
        let near = Near { dfa, head: head.as_bytes() };
        let analyzer = snapshot.analysis.analyzer(&plan.languages[realisation.language].lang);
        for reader in snapshot.searcher.segment_readers() {
            let inverted = reader.inverted_index(snapshot.fields.text)?;
            let mut terms = inverted.terms().search(&near).ge(&head).lt(&end).into_stream()?;
            while terms.advance() {
                let Ok(other) = std::str::from_utf8(&terms.key()[head.len()..]) else { continue };
                let Distance::Exact(distance) = near.dfa.eval(other) else { continue };
                if other.chars().count() < SHORTEST_CORRECTED || analyzer.is_stop_word(other) {
                    continue;
                }
                let begins_otherwise = other.chars().next() != word.chars().next();
                let entry = found.entry(other.to_owned()).or_insert((distance, begins_otherwise, 0));
                entry.2 += terms.value().doc_freq;
            }
        }
    }
    let ranked = |(word, (distance, otherwise, frequency))| (distance, otherwise, u32::MAX - frequency, word);
    let mut spellings: Vec<(u8, bool, u32, String)> = found.into_iter().map(ranked).collect();
    spellings.sort();
    Ok(spellings.into_iter().map(|(.., word)| word).take(MAX_CORRECTIONS).collect())
}

/// Terms of one language that are few edits from a word, as the term dictionary walks them.
struct Near<'a> {
    dfa: &'a DFA,
    /// What stands in front of every term of the language.
    head: &'a [u8],
}

/// How far a term has been read.
#[derive(Clone, Copy)]
enum Reading {
    Head(usize),
    Word(u32),
    Elsewhere,
}

impl Automaton for &Near<'_> {
    type State = Reading;

    fn start(&self) -> Reading {
        Reading::Head(0)
    }

    fn is_match(&self, state: &Reading) -> bool {
        matches!(state, Reading::Word(state) if matches!(self.dfa.distance(*state), Distance::Exact(_)))
    }

    fn can_match(&self, state: &Reading) -> bool {
        match state {
            Reading::Head(_) => true,
            Reading::Word(state) => *state != levenshtein_automata::SINK_STATE,
            Reading::Elsewhere => false,
        }
    }

    fn accept(&self, state: &Reading, byte: u8) -> Reading {
        match *state {
            Reading::Head(place) if self.head.get(place) != Some(&byte) => Reading::Elsewhere,
            Reading::Head(place) if place + 1 == self.head.len() => Reading::Word(self.dfa.initial_state()),
            Reading::Head(place) => Reading::Head(place + 1),
            Reading::Word(state) => Reading::Word(self.dfa.transition(state, byte)),
            Reading::Elsewhere => Reading::Elsewhere,
        }
    }
}

/// What was asked, and what came of it.
pub(super) struct Asked<'a> {
    pub query: &'a Query,
    pub found: &'a Found,
    /// By the key of each facet that has a filter: how many there would be without it.
    pub without: &'a [(&'static str, u64)],
}

/// Ways out, each with what it would find.
pub(super) fn suggestions(
    asked: &Asked<'_>,
    results: &Results,
    snapshot: &Snapshot,
    deadline: &Deadline,
) -> anyhow::Result<Vec<Suggestion>> {
    let Asked { query, found, without } = asked;
    let mut offers: Vec<Suggestion> = Vec::new();
    let offer = |kind, text: &str, query: String, filters: Filters| Suggestion {
        kind,
        text: text.to_owned(),
        query,
        filters,
        total: 0,
    };
    for key in query.filters.values.keys() {
        let mut filters = query.filters.clone();
        filters.values.remove(key);
        offers.push(offer(SuggestionKind::WithoutFilter, key, query.text.clone(), filters));
    }
    if query.filters.year_from.is_some() || query.filters.year_to.is_some() {
        let filters = Filters { year_from: None, year_to: None, ..query.filters.clone() };
        offers.push(offer(SuggestionKind::WithoutFilter, YEAR, query.text.clone(), filters));
    }
    for correction in &results.corrections {
        offers.push(offer(SuggestionKind::Spelling, &correction.text, correction.text.clone(), query.filters.clone()));
    }
    for theme in near_themes(query, &found.plan, snapshot).into_iter().take(MAX_SUGGESTIONS) {
        let mut filters = query.filters.clone();
        filters.values.remove("theme");
        filters.add("theme", &theme);
        offers.push(offer(SuggestionKind::Theme, &theme, String::new(), filters));
    }
    if found.plan.units.len() > 1 {
        let words = found.plan.units.iter().filter(|unit| !unit.function);
        for unit in words.take(MAX_SUGGESTIONS) {
            let text = with(&query.text, &unit.text, "");
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            offers.push(offer(SuggestionKind::WithoutWord, &unit.text, text, query.filters.clone()));
        }
    }
    let mut kept = Vec::new();
    for mut offer in offers {
        if deadline.passed() {
            break;
        }
        let counted = without.iter().find(|(key, _)| offer.kind == SuggestionKind::WithoutFilter && *key == offer.text);
        // Of the two ways to choose years only one is taken off.
        let counted = counted.filter(|(key, _)| *key != YEAR || !query.filters.values.contains_key(YEAR));
        offer.total = match counted {
            Some(_) if found.relaxed.is_some() => 0,
            Some((_, total)) => *total,
            None => {
                let other = Query { text: offer.query.clone(), ..(*query).clone() };
                Found::total(&other, &offer.filters, snapshot, deadline)?
            }
        };
        if offer.total > results.total || (offer.total > 0 && results.relaxed.is_some()) {
            kept.push(offer);
        }
    }
    Ok(kept)
}

/// Themes that the query names, else those whose names are nearest to its words.
fn near_themes(query: &Query, plan: &Plan, snapshot: &Snapshot) -> Vec<String> {
    let mut themes: Vec<String> = Vec::new();
    for bridge in &plan.bridges {
        if let Entry::Theme(id) = &bridge.entry
            && !themes.contains(id)
        {
            themes.push(id.clone());
        }
    }
    if themes.is_empty() {
        let whole = std::iter::once(query.text.as_str());
        let words = plan.units.iter().filter(|unit| !unit.function).map(|unit| unit.text.as_str());
        let likely = whole.chain(words).filter(|text| text.len() <= LONGEST_NAME);
        for text in likely.take(MAX_MISSPELT) {
            if let Some(id) = snapshot.thesaurus.suggest_theme(text)
                && !themes.iter().any(|theme| theme == id)
            {
                themes.push(id.to_owned());
            }
        }
    }
    themes
}

/// What a person may be about to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Something of the vocabulary, with the label that begins so.
    Entry { entry: Entry, label: String },
    /// A document, by its title.
    Document { id: DocumentId, title: String, lang: Lang },
}

/// What begins as the text does: vocabulary first, then titles with words that do.
///
/// # Errors
/// Only when the index cannot be read.
pub fn complete(text: &str, reader: &Lang, snapshot: &Snapshot, limit: usize) -> anyhow::Result<Vec<Completion>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let prefix = format!("{}*", text.replace(['"', '*'], " ").trim());
    let query = Query { text: prefix, per_page: limit, reader: Some(reader.clone()), ..Query::default() };
    let results = super::answer(&query, snapshot, &super::Limits::default())?;
    let titled = results.hits.into_iter().filter(|hit| !hit.title_highlights.is_empty());
    let titles: Vec<Completion> =
        titled.map(|hit| Completion::Document { id: hit.id, title: hit.title, lang: hit.lang }).collect();
    // Names are what most people are after, but they leave some room to titles.
    let names = limit - titles.len().min(limit / 3);
    let named = snapshot.thesaurus.beginning(text, reader, &snapshot.analysis, names);
    let mut found: Vec<Completion> =
        named.into_iter().map(|(entry, label)| Completion::Entry { entry, label }).collect();
    found.extend(titles);
    found.truncate(limit);
    Ok(found)
}
