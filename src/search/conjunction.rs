//! A short query's plan → the documents that have all its words: from the rarest word on, by seeking in the others.
//!
//! It gives what `matching` gives for the same plan, to the last bit of a score, and looks at no document that has not
//! the rarest word (or what stands for it by the vocabulary).

use super::Deadline;
use super::bm25::{K1, postings};
use super::matching::{
    ASSIGNED, CONFIRMED, MENTIONED, Match, Matches, SIDE_BY_SIDE, SUMMARY, SURFACE, TITLE, entry_key,
};
use super::plan::{Form, Plan};
use super::shares::Shares;
use crate::facets;
use crate::index::{Columns, NO_GROUP, Snapshot};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, Term};

/// After so many documents the time is looked at.
const BETWEEN_LOOKS: usize = 4_096;

/// Whether a plan asks for all of its words and for nothing else.
pub(super) fn suits(plan: &Plan) -> bool {
    let plain = |form: &Form| matches!(form, Form::Word { .. });
    plan.rule.counted == 0
        && plan.rule.required != 0
        && plan.units.iter().all(|unit| unit.realisations.iter().all(|realisation| plain(&realisation.form)))
}

/// One segment, as it is read for one plan.
struct Segment<'a> {
    plan: &'a Plan,
    snapshot: &'a Snapshot,
    reader: &'a SegmentReader,
    columns: &'a Columns,
    shares: Shares<'a>,
    /// Of the fields text, title and summary.
    norms: [FieldNormReader; 3],
    /// By unit and language of the plan.
    words: Vec<Vec<Option<Word>>>,
    bridges: Vec<Reach>,
    /// By language of the plan: the first run of words side by side, if any.
    runs: Vec<Option<usize>>,
    positions: [Vec<u32>; 2],
}

/// A word in the documents of one language: its stem in the text, and what else counts, opened when it is needed.
struct Word {
    text: SegmentPostings,
    weight: f32,
    others: Option<Vec<Other>>,
}

/// The surface in the text, the stem in the title and in the summary.
struct Other {
    postings: SegmentPostings,
    weight: f32,
    /// Of the field.
    place: usize,
}

/// The documents that have, or name, something of the vocabulary.
struct Reach {
    span: u64,
    assigned: Ascending,
    mentioned: Ascending,
}

/// Documents in their order, asked for in their order.
struct Ascending {
    docs: Vec<u32>,
    at: usize,
}

impl Ascending {
    fn new(docs: Vec<u32>) -> Ascending {
        Ascending { docs, at: 0 }
    }

    /// Whether it has this document, which comes after those asked for before.
    fn has(&mut self, doc: u32) -> bool {
        let mut step = 1;
        while self.docs.get(self.at + step).is_some_and(|other| *other <= doc) {
            self.at += step;
            step *= 2;
        }
        let end = (self.at + step).min(self.docs.len());
        self.at += self.docs[self.at..end].partition_point(|other| *other < doc);
        self.docs.get(self.at) == Some(&doc)
    }
}

/// Adds what matches in one segment.
pub(super) fn scan(
    plan: &Plan,
    snapshot: &Snapshot,
    segment: u32,
    excluded: &[bool],
    deadline: &Deadline,
    found: &mut Matches,
) -> tantivy::Result<()> {
    let mut scanned = Segment::open(plan, snapshot, segment)?;
    let (first, docs) = scanned.seeds();
    let order = scanned.order(first);
    for (number, doc) in docs.into_iter().enumerate() {
        if number % BETWEEN_LOOKS == BETWEEN_LOOKS - 1 && deadline.passed() {
            found.cut = true;
            break;
        }
        let group = scanned.columns.groups[doc as usize];
        if group == NO_GROUP || excluded.get(doc as usize) == Some(&true) || scanned.reader.is_deleted(doc) {
            continue;
        }
        if let Some((score, direct, bridged)) = scanned.look(doc, &order)? {
            let by_words = plan.rule.holds(direct);
            found.all.push(Match { segment, doc, group, score, direct, bridged, by_words, ..Match::default() });
        }
    }
    Ok(())
}

impl<'a> Segment<'a> {
    fn open(plan: &'a Plan, snapshot: &'a Snapshot, segment: u32) -> tantivy::Result<Segment<'a>> {
        let place = segment as usize;
        let reader = &snapshot.searcher.segment_readers()[place];
        let columns = &*snapshot.columns[place];
        let fields = &snapshot.fields;
        let norms = |field: Field| reader.get_fieldnorms_reader(field);
        let mut runs = vec![None; plan.languages.len()];
        for (index, run) in plan.runs.iter().enumerate() {
            runs[run.language].get_or_insert(index);
        }
        let mut opened = Segment {
            plan,
            snapshot,
            reader,
            columns,
            shares: Shares { plan, columns },
            norms: [norms(fields.text)?, norms(fields.title)?, norms(fields.summary)?],
            words: Vec::with_capacity(plan.units.len()),
            bridges: Vec::new(),
            runs,
            positions: Default::default(),
        };
        opened.bridges()?;
        opened.words(place)?;
        Ok(opened)
    }

    fn bridges(&mut self) -> tantivy::Result<()> {
        let fields = &self.snapshot.fields;
        for bridge in &self.plan.bridges {
            let (key, id) = entry_key(&bridge.entry);
            let facet = facets::position(key).expect("themes, partners and countries are facets");
            let assigned = postings(self.reader, &Term::from_field_text(fields.facets[facet], id))?;
            let mentioned = postings(self.reader, &Term::from_field_text(fields.mention, &format!("{key}:{id}")))?;
            let (assigned, mentioned) = (Ascending::new(assigned), Ascending::new(mentioned));
            self.bridges.push(Reach { span: bridge.span, assigned, mentioned });
        }
        Ok(())
    }

    /// Opens the words in those languages in which a document can have all that is asked for.
    fn words(&mut self, segment: usize) -> tantivy::Result<()> {
        let plan = self.plan;
        let reached = self.bridges.iter().fold(0, |mask, bridge| mask | bridge.span);
        let mut known = vec![reached; plan.languages.len()];
        for (bit, unit) in plan.units.iter().enumerate() {
            for realisation in &unit.realisations {
                if realisation.terms[segment].is_some() {
                    known[realisation.language] |= 1 << bit;
                }
            }
        }
        let inverted = self.reader.inverted_index(self.snapshot.fields.text)?;
        for unit in &plan.units {
            let mut words: Vec<Option<Word>> = Vec::new();
            words.resize_with(plan.languages.len(), || None);
            for realisation in &unit.realisations {
                let language = realisation.language;
                let Some(info) = &realisation.terms[segment] else { continue };
                if known[language] & plan.rule.required != plan.rule.required {
                    continue;
                }
                let option = match self.runs[language] {
                    Some(_) => IndexRecordOption::WithFreqsAndPositions,
                    None => IndexRecordOption::WithFreqs,
                };
                let text = inverted.read_postings_from_terminfo(info, option)?;
                let weight = unit.idf[language] * (K1 + 1.0) / plan.languages[language].attainable;
                words[language] = Some(Word { text, weight, others: None });
            }
            self.words.push(words);
        }
        Ok(())
    }

    /// How many documents may have a unit.
    fn size(&self, unit: usize) -> usize {
        let words = self.words[unit].iter().flatten().map(|word| word.text.doc_freq() as usize);
        let bridges = self.bridges.iter().filter(|bridge| bridge.span & (1 << unit) != 0);
        words.sum::<usize>()
            + bridges.map(|bridge| bridge.assigned.docs.len() + bridge.mentioned.docs.len()).sum::<usize>()
    }

    /// The rarest of the units asked for, and the documents that have it.
    fn seeds(&self) -> (usize, Vec<u32>) {
        let required = (0..self.plan.units.len()).filter(|unit| self.plan.rule.required & (1 << unit) != 0);
        let rarest = required.min_by_key(|unit| self.size(*unit)).expect("something is asked for");
        let mut docs = Vec::with_capacity(self.size(rarest));
        let mut sources = 0;
        for word in self.words[rarest].iter().flatten() {
            let mut text = word.text.clone();
            while text.doc() != tantivy::TERMINATED {
                docs.push(text.doc());
                text.advance();
            }
            sources += 1;
        }
        for bridge in self.bridges.iter().filter(|bridge| bridge.span & (1 << rarest) != 0) {
            docs.extend_from_slice(&bridge.assigned.docs);
            docs.extend_from_slice(&bridge.mentioned.docs);
            sources += 2;
        }
        if sources > 1 {
            docs.sort_unstable();
            docs.dedup();
        }
        (rarest, docs)
    }

    /// The other units asked for, the rarest first.
    fn order(&self, first: usize) -> Vec<usize> {
        let required = (0..self.plan.units.len()).filter(|unit| self.plan.rule.required & (1 << unit) != 0);
        let mut order: Vec<usize> = required.filter(|unit| *unit != first).collect();
        order.sort_by_key(|unit| self.size(*unit));
        order.insert(0, first);
        order
    }

    /// The score of a document that has all that is asked for, and what it has directly and by the vocabulary.
    fn look(&mut self, doc: u32, order: &[usize]) -> tantivy::Result<Option<(f32, u64, u64)>> {
        let language = self.shares.language(doc);
        let reached = self.reached(doc);
        let mut direct = 0;
        for &unit in order {
            let bit = 1 << unit;
            if self.has(unit, language, doc) {
                direct |= bit;
            } else if reached & bit == 0 {
                return Ok(None);
            }
        }
        let optional = (0..self.plan.units.len()).filter(|unit| self.plan.rule.required & (1 << unit) == 0);
        for unit in optional {
            if self.has(unit, language, doc) {
                direct |= 1 << unit;
            }
        }
        let mut score = 0.0;
        for unit in 0..self.plan.units.len() {
            if direct & (1 << unit) != 0 {
                score = self.score(unit, language, doc, score)?;
            }
        }
        if let Some(run) = self.runs.get(language).copied().flatten()
            && direct & self.plan.runs[run].span == self.plan.runs[run].span
            && self.side_by_side(run, language)
        {
            score += SIDE_BY_SIDE * self.shares.share(self.plan.runs[run].span, language);
        }
        let bridged = self.bridge(doc, direct, language, &mut score);
        Ok(Some((score, direct, bridged)))
    }

    fn has(&mut self, unit: usize, language: usize, doc: u32) -> bool {
        let Some(Some(word)) = self.words[unit].get_mut(language) else { return false };
        word.text.doc() == doc || (word.text.doc() < doc && word.text.seek(doc) == doc)
    }

    /// What the vocabulary gives a document, whether it has the words or not.
    fn reached(&mut self, doc: u32) -> u64 {
        let mut reached = 0;
        for bridge in &mut self.bridges {
            // Both are asked, so that both keep up.
            let (assigned, mentioned) = (bridge.assigned.has(doc), bridge.mentioned.has(doc));
            if assigned || mentioned {
                reached |= bridge.span;
            }
        }
        reached
    }

    /// Adds what a word counts in a document that has it.
    fn score(&mut self, unit: usize, language: usize, doc: u32, mut score: f32) -> tantivy::Result<f32> {
        if self.words[unit][language].as_ref().is_some_and(|word| word.others.is_none()) {
            let others = self.others(unit, language)?;
            if let Some(word) = &mut self.words[unit][language] {
                word.others = Some(others);
            }
        }
        let Some(word) = &mut self.words[unit][language] else { return Ok(score) };
        let saturation = &self.plan.languages[language].saturation;
        let counted = |weight: f32, frequency: u32, place: usize| {
            let norm = self.norms[place].fieldnorm_id(doc) as usize;
            weight * frequency as f32 / (frequency as f32 + saturation[place][norm])
        };
        score += counted(word.weight, word.text.term_freq(), 0);
        for other in word.others.iter_mut().flatten() {
            let postings = &mut other.postings;
            if postings.doc() == doc || (postings.doc() < doc && postings.seek(doc) == doc) {
                score += counted(other.weight, postings.term_freq(), other.place);
            }
        }
        Ok(score)
    }

    fn others(&self, unit: usize, language: usize) -> tantivy::Result<Vec<Other>> {
        let mut others = Vec::new();
        let unit = &self.plan.units[unit];
        let own = unit.realisations.iter().find(|realisation| realisation.language == language);
        let Some(Form::Word { stem, surface }) = own.map(|own| &own.form) else { return Ok(others) };
        let weight = unit.idf[language] * (K1 + 1.0) / self.plan.languages[language].attainable;
        let fields = &self.snapshot.fields;
        let of =
            [(fields.text, surface, SURFACE, 0), (fields.title, stem, TITLE, 1), (fields.summary, stem, SUMMARY, 2)];
        for (field, term, share, place) in of {
            let inverted = self.reader.inverted_index(field)?;
            let term = Term::from_field_text(field, term);
            if let Some(postings) = inverted.read_postings(&term, IndexRecordOption::WithFreqs)? {
                others.push(Other { postings, weight: weight * share, place });
            }
        }
        Ok(others)
    }

    /// Whether the words of a run, all at one document, stand side by side in it.
    fn side_by_side(&mut self, run: usize, language: usize) -> bool {
        let [starts, next] = &mut self.positions;
        for (index, unit) in self.plan.runs[run].units().enumerate() {
            let Some(Some(word)) = self.words[unit].get_mut(language) else { return false };
            if index == 0 {
                word.text.positions(starts);
                continue;
            }
            let offset = u32::try_from(index).expect("a run is short");
            word.text.positions(next);
            starts.retain(|start| next.binary_search(&(start + offset)).is_ok());
            if starts.is_empty() {
                return false;
            }
        }
        true
    }

    /// Adds what the vocabulary counts. Returns the units that it gives.
    fn bridge(&mut self, doc: u32, direct: u64, language: usize, score: &mut f32) -> u64 {
        let mut bridged = 0;
        for bridge in &mut self.bridges {
            let span = bridge.span;
            let mut reach = |strength: f32, score: &mut f32| {
                let missing = span & !direct & !bridged;
                if missing != 0 {
                    *score += strength * self.shares.share(missing, language);
                }
                bridged |= span;
            };
            if bridge.assigned.has(doc) {
                reach(ASSIGNED, score);
                if direct & span == span {
                    *score += CONFIRMED * self.shares.share(span, language);
                }
            }
            if bridge.mentioned.has(doc) {
                reach(MENTIONED, score);
            }
        }
        bridged
    }
}

#[cfg(test)]
mod tests;
