//! Query + Snapshot → Plan: what every word could be in every language of the corpus, what the query names in the
//! vocabulary, and the rule by which a document matches.
//!
//! The rule. A query's words are *content words* or *function words*: the latter are the stop words of the languages
//! that the query can be in, which are those that know most of its words. Function words add to the score and decide
//! nothing, unless there is nothing else. A document matches a query of up to [`SHORT`] content words if it has them
//! all; a longer one, or a question, if it has so many that their weights make up [`ENOUGH`] of those that any document
//! has. A word's weight is its inverse document frequency in the language where it is most common, relative to the
//! rarest word there. Phrases and prefixes are always asked for, but in a question quotation marks only quote. A
//! document has a word in any inflection or listed variant of its own language, or (vocabulary) by having, or naming, a
//! theme, partner or country that these words of the query name.

use super::bm25::{K1, saturation};
use super::plan::{Bridge, Form, Plan, PlanLanguage, Realisation, Rule, Run, Unit, mask};
use crate::analysis::Analysis;
use crate::facets::LANGUAGE;
use crate::index::Snapshot;
use crate::model::{Lang, Matching, Query};
use crate::query::{self, Clause};
use crate::schema::{WordForm, term_text};
use std::ops::Range;
use tantivy::{SegmentReader, Term};

/// Queries of up to so many content words ask for all of them.
const SHORT: usize = 3;

/// The share of the weights of its content words that a longer query asks for. Low enough that a passage which
/// answers in other words still comes, high enough that one common word does not bring it; chosen on collections of
/// questions with known answers.
const ENOUGH: f32 = 0.15;

/// The most words of a query that are looked up: one bit each.
pub(super) const MAX_UNITS: usize = 48;

/// The most phrases and prefixes, which cost more to look up than words.
const MAX_DEAR: usize = 12;

/// Runs of up to so many words count more where they stand side by side; in a longer one that says little.
const LONGEST_RUN: usize = 6;

/// The fewest letters of a prefix; a shorter one is taken as a word.
const SHORTEST_PREFIX: usize = 2;

/// Plans a query: its text and how far it may go; filters, sorting and paging are no part of it.
pub(super) fn plan(query: &Query, snapshot: &Snapshot) -> tantivy::Result<Plan> {
    let typed = query::parse(&query.text);
    let mut planner = Planner { snapshot, plan: Plan { cut: typed.cut, ..Plan::default() } };
    planner.languages();
    for clause in &typed.wanted {
        match clause {
            Clause::Phrase(text) if typed.question => planner.want(&Clause::Words(text.clone()), query.matching),
            clause => planner.want(clause, query.matching),
        }
    }
    for clause in &typed.excluded {
        let units = planner.units(clause);
        planner.plan.excluded.extend(units);
    }
    planner.plan.excluded.truncate(MAX_UNITS);
    planner.plan.wordless =
        planner.plan.units.is_empty() && planner.plan.excluded.is_empty() && !query.text.trim().is_empty();
    planner.frequencies()?;
    planner.plan.runs.retain(|run| run.is_known(&planner.plan.units));
    planner.function_words();
    planner.attainable();
    planner.rule(typed.question);
    Ok(planner.plan)
}

/// How the stems and surfaces of a text's words make a form, under the key of a language.
type FormOf = fn(&str, &[(String, String)]) -> Option<Form>;

struct Planner<'a> {
    snapshot: &'a Snapshot,
    plan: Plan,
}

impl Planner<'_> {
    fn languages(&mut self) {
        let known = self.snapshot.statistics.iter().filter(|(_, statistics)| statistics.documents > 0);
        self.plan.languages = known
            .map(|(key, statistics)| PlanLanguage {
                key: key.clone(),
                lang: Lang::parse(key).unwrap_or_default(),
                statistics: *statistics,
                saturation: Box::new(
                    statistics
                        .tokens
                        .map(|tokens| saturation((tokens as f32 / statistics.documents.max(1) as f32).max(1.0))),
                ),
                attainable: 1.0,
            })
            .collect();
        let dictionary = &self.snapshot.dictionary;
        let ordinals = 0..u32::try_from(dictionary.len(LANGUAGE)).expect("few languages");
        let keys = ordinals.map(|ordinal| dictionary.language_key(ordinal));
        let place = |key: String| self.plan.languages.iter().position(|language| language.key == key);
        self.plan.places = keys.map(|key| place(key).unwrap_or(usize::MAX)).collect();
    }

    fn want(&mut self, clause: &Clause, matching: Matching) {
        let first = self.plan.units.len();
        let dear = self.plan.units.iter().filter(|unit| !unit.word).count();
        if !matches!(clause, Clause::Words(_)) && dear == MAX_DEAR {
            self.plan.cut = true;
            return;
        }
        let units = self.units(clause);
        if first + units.len() > MAX_UNITS {
            self.plan.cut = true;
        }
        self.plan.units.extend(units.into_iter().take(MAX_UNITS - first));
        let Clause::Words(text) = clause else { return };
        self.runs(first);
        if matching == Matching::Words {
            return;
        }
        for named in self.snapshot.thesaurus.named(text, &self.snapshot.analysis) {
            let end = (first + named.words.end).min(self.plan.units.len());
            let units = first + named.words.start..end;
            let span = units.clone().fold(0, |mask, unit| mask | 1 << unit);
            if span != 0 {
                self.plan.bridges.push(Bridge { span, entry: named.entry });
                self.keep_together(units);
            }
        }
    }

    /// In the languages where a word of a name has a namesake (the Spanish verb in *se trata de*, the noun in *trata de
    /// personas*), the words of the name count only side by side.
    fn keep_together(&mut self, name: Range<usize>) {
        if name.len() < 2 {
            return;
        }
        for (index, language) in self.plan.languages.iter().enumerate() {
            let units = &mut self.plan.units[name.clone()];
            let Some(terms) = units.iter().map(|unit| unit.stem(index)).collect::<Option<Vec<String>>>() else {
                continue;
            };
            let analyzer = self.snapshot.analysis.analyzer(&language.lang);
            if !terms.iter().any(|term| analyzer.is_kept_apart(&term[language.key.len() + 1..])) {
                continue;
            }
            for unit in units.iter_mut().filter(|unit| !analyzer.is_stop(&unit.text)) {
                for own in unit.realisations.iter_mut().filter(|own| own.language == index) {
                    own.form = Form::Sequence(terms.clone());
                }
            }
        }
    }

    /// The units from this one on as words side by side, in each language.
    fn runs(&mut self, first: usize) {
        let units = &self.plan.units[first..];
        if !(2..=LONGEST_RUN).contains(&units.len()) {
            return;
        }
        let span = (first..first + units.len()).fold(0, |span, index| span | 1 << index);
        for language in 0..self.plan.languages.len() {
            if let Some(terms) = units.iter().map(|unit| unit.stem(language)).collect() {
                self.plan.runs.push(Run { span, language, terms });
            }
        }
    }

    fn units(&self, clause: &Clause) -> Vec<Unit> {
        match clause {
            Clause::Words(text) => {
                let words = Analysis::words(text).into_iter().take(MAX_UNITS + 1);
                words.map(|range| self.unit(&text[range], true, word_form)).collect()
            }
            Clause::Phrase(text) => vec![self.unit(text, false, phrase_form)],
            Clause::Prefix(text) if text.chars().count() >= SHORTEST_PREFIX => {
                vec![self.unit(text, false, prefix_form)]
            }
            Clause::Prefix(text) => vec![self.unit(text, true, word_form)],
        }
    }

    fn unit(&self, text: &str, word: bool, form: FormOf) -> Unit {
        let mut realisations = Vec::new();
        for (index, language) in self.plan.languages.iter().enumerate() {
            let mut tokens = self.snapshot.analysis.analyzer(&language.lang).tokens(text);
            let mut forms = Vec::new();
            while let Some(token) = tokens.next() {
                forms.push((token.stem.clone(), token.surface.clone()));
                if forms.len() == MAX_UNITS {
                    break;
                }
            }
            if let Some(form) = form(&language.key, &forms) {
                realisations.push(Realisation { language: index, form, terms: Vec::new() });
            }
        }
        let languages = self.plan.languages.len();
        let text = text.to_owned();
        Unit { text, function: false, word, realisations, idf: vec![0.0; languages], known: vec![false; languages] }
    }

    fn frequencies(&mut self) -> tantivy::Result<()> {
        for unit in &mut self.plan.units {
            for (index, language) in self.plan.languages.iter().enumerate() {
                unit.idf[index] = idf(0, language.statistics.documents);
            }
            for realisation in &mut unit.realisations {
                let frequency = document_frequency(self.snapshot, realisation)?;
                let documents = self.plan.languages[realisation.language].statistics.documents;
                unit.idf[realisation.language] = idf(frequency, documents);
                unit.known[realisation.language] = frequency > 0;
            }
        }
        Ok(())
    }

    /// Marks the stop words of those languages that know most of the query's words.
    fn function_words(&mut self) {
        let analysis = &self.snapshot.analysis;
        // Word by word, so that each is cut once and not once a language.
        let stops_of = |unit: &Unit| -> Vec<bool> {
            analysis.analyzers().map(|(_, analyzer)| unit.word && analyzer.is_stop(&unit.text)).collect()
        };
        let by_unit: Vec<Vec<bool>> = self.plan.units.iter().map(stops_of).collect();
        let mut best = 0;
        let mut stops_of_best: Vec<Vec<bool>> = Vec::new();
        for (number, (key, _)) in analysis.analyzers().enumerate() {
            let stops: Vec<bool> = by_unit.iter().map(|stops| stops[number]).collect();
            let place = self.plan.languages.iter().position(|language| language.key == key);
            let known = |unit: &Unit| place.is_some_and(|place| unit.known[place]);
            let covered = self.plan.units.iter().zip(&stops).filter(|(unit, stop)| **stop || known(unit)).count();
            if covered > best {
                best = covered;
                stops_of_best.clear();
            }
            if covered == best && covered > 0 {
                stops_of_best.push(stops);
            }
        }
        for (index, unit) in self.plan.units.iter_mut().enumerate() {
            unit.function = stops_of_best.iter().any(|stops| stops[index]);
        }
    }

    fn attainable(&mut self) {
        for (index, language) in self.plan.languages.iter_mut().enumerate() {
            let sum: f32 = self.plan.units.iter().map(|unit| unit.idf[index]).sum();
            language.attainable = (sum * (K1 + 1.0)).max(f32::MIN_POSITIVE);
        }
    }

    fn rule(&mut self, question: bool) {
        let content = self.plan.content();
        let words = mask(&self.plan.units, |unit| unit.word) & content;
        let mut rule = Rule { required: content, weights: self.weights(), ..Rule::default() };
        if words.count_ones() as usize > SHORT || (question && words.count_ones() > 1) {
            self.plan.long = true;
            rule.required = content & !words;
            rule.counted = words;
            let known = mask(&self.plan.units, |unit| unit.known.iter().any(|known| *known));
            rule.enough = (rule.weight(words & known) * ENOUGH).max(f32::MIN_POSITIVE);
        }
        self.plan.rule = rule;
    }

    fn weights(&self) -> Vec<f32> {
        let rarest: Vec<f32> =
            self.plan.languages.iter().map(|language| idf(0, language.statistics.documents)).collect();
        let weight = |unit: &Unit| {
            let known = (0..rarest.len()).filter(|&language| unit.known[language]);
            known.map(|language| unit.idf[language] / rarest[language]).fold(1.0, f32::min)
        };
        self.plan.units.iter().map(weight).collect()
    }
}

fn word_form(key: &str, tokens: &[(String, String)]) -> Option<Form> {
    match tokens {
        [] => None,
        [(stem, surface)] => Some(Form::Word {
            stem: term_text(key, WordForm::Stem, stem),
            surface: term_text(key, WordForm::Surface, surface),
        }),
        many => Some(Form::Sequence(many.iter().map(|(stem, _)| term_text(key, WordForm::Stem, stem)).collect())),
    }
}

fn phrase_form(key: &str, tokens: &[(String, String)]) -> Option<Form> {
    let terms: Vec<String> = tokens.iter().map(|(_, surface)| term_text(key, WordForm::Surface, surface)).collect();
    (!terms.is_empty()).then_some(Form::Sequence(terms))
}

fn prefix_form(key: &str, tokens: &[(String, String)]) -> Option<Form> {
    match tokens {
        [(_, surface)] => Some(Form::Prefix(term_text(key, WordForm::Surface, surface))),
        [.., _] => phrase_form(key, tokens),
        [] => None,
    }
}

/// Inverse document frequency as BM25 has it, never negative.
fn idf(frequency: u64, documents: u64) -> f32 {
    let (frequency, documents) = (frequency as f32, documents.max(frequency) as f32);
    (1.0 + (documents - frequency + 0.5) / (frequency + 0.5)).ln()
}

/// In how many documents a form stands; of a sequence, its rarest term; a prefix counts as one that is not common.
/// Where the stem of a word stands is kept: whoever looks for it next need not look it up.
fn document_frequency(snapshot: &Snapshot, realisation: &mut Realisation) -> tantivy::Result<u64> {
    let text = snapshot.fields.text;
    let of = |term: &str| snapshot.searcher.doc_freq(&Term::from_field_text(text, term));
    match &realisation.form {
        Form::Word { stem, .. } => {
            let term = Term::from_field_text(text, stem);
            let readers = snapshot.searcher.segment_readers().iter();
            let look_up = |reader: &SegmentReader| Ok(reader.inverted_index(text)?.get_term_info(&term)?);
            realisation.terms = readers.map(look_up).collect::<tantivy::Result<_>>()?;
            Ok(realisation.terms.iter().flatten().map(|info| u64::from(info.doc_freq)).sum())
        }
        Form::Sequence(terms) => {
            terms.iter().map(|term| of(term)).try_fold(u64::MAX, |least, next| Ok(least.min(next?)))
        }
        Form::Prefix(_) => Ok(1),
    }
}
