//! Plan → the documents that match, with their scores: term at a time, into dense arrays over a segment.
//!
//! Scores are BM25 with the statistics of each document's own language, divided by the most that the query could
//! attain there, so that a document neither wins nor loses by how rare its language is in the corpus.

use super::Deadline;
use super::bm25::{FieldScorer, K1, postings};
use super::conjunction;
use super::plan::{Bridge, Form, Plan, Realisation};
use super::planner::MAX_UNITS;
use super::shares::Shares;
use crate::facets;
use crate::index::{Columns, NO_GROUP, Snapshot};
use crate::thesaurus::Entry;
use tantivy::postings::TermInfo;
use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

/// What a match counts beside that of the stem in the text: the very form that was typed, the title, the summary.
pub(super) const SURFACE: f32 = 0.3;
pub(super) const TITLE: f32 = 0.6;
pub(super) const SUMMARY: f32 = 0.2;

/// What a word counts that a document has by its vocabulary instead: stated or detected as the document's own, or
/// only named in its text.
pub(super) const ASSIGNED: f32 = 0.5;
pub(super) const MENTIONED: f32 = 0.3;

/// What a document gains that has both the words and what they name.
pub(super) const CONFIRMED: f32 = 0.1;

/// What the words of the query gain that stand side by side as they were typed.
pub(super) const SIDE_BY_SIDE: f32 = 0.4;

/// What a prefix counts, and a phrase, in shares of a word that is matched fully.
const PREFIX: f32 = 0.6;
const SEQUENCE: f32 = 1.0;

/// The most terms that the prefixes of one query stand for, in one segment.
const MAX_EXPANSIONS: usize = 10_000;

/// A document that matches.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Match {
    pub segment: u32,
    pub doc: u32,
    pub group: u32,
    pub score: f32,
    /// Of its score, what words and vocabulary count, where meaning counts as well.
    pub words: f32,
    /// Units that stand in the text, and units that the document has by its vocabulary.
    pub direct: u64,
    pub bridged: u64,
    /// Whether the words alone satisfy the rule, and whether meaning alone brings it.
    pub by_words: bool,
    pub by_meaning: bool,
}

/// All documents that match, whatever the filters.
#[derive(Debug, Default)]
pub(super) struct Matches {
    pub all: Vec<Match>,
    /// Whether a deadline or a cap left something out.
    pub cut: bool,
    /// Units that stand in no document at all, nor are named by one.
    pub seen: u64,
    /// The greatest weight of counted and required units that one document has, where nothing matches.
    pub best: f32,
}

/// Finds what matches.
pub(super) fn matches(plan: &Plan, snapshot: &Snapshot, deadline: &Deadline) -> tantivy::Result<Matches> {
    let mut found = Matches::default();
    if plan.wordless {
        return Ok(found);
    }
    if conjunction::suits(plan) {
        for segment in 0..segments(snapshot) {
            let excluded = excluded(plan, snapshot, segment)?;
            conjunction::scan(plan, snapshot, segment, &excluded, deadline, &mut found)?;
        }
        if !found.all.is_empty() || found.cut {
            return Ok(found);
        }
        // Nothing has all of them: what has most is to be told.
    }
    exhaustive(plan, snapshot, deadline)
}

/// Finds what matches by looking at every document that has anything of the query.
pub(super) fn exhaustive(plan: &Plan, snapshot: &Snapshot, deadline: &Deadline) -> tantivy::Result<Matches> {
    let mut found = Matches::default();
    for segment in 0..segments(snapshot) {
        let mut scan = Scan::new(plan, snapshot, segment);
        if plan.is_everything() && plan.excluded.is_empty() {
            everything(segment, scan.reader, scan.columns, &mut found);
            continue;
        }
        scan.run(deadline)?;
        found.cut |= scan.cut;
        scan.collect(segment, &mut found);
    }
    Ok(found)
}

fn segments(snapshot: &Snapshot) -> u32 {
    u32::try_from(snapshot.columns.len()).expect("few segments")
}

/// By document of a segment, whether it has something that is excluded; empty where nothing is.
fn excluded(plan: &Plan, snapshot: &Snapshot, segment: u32) -> tantivy::Result<Vec<bool>> {
    if plan.excluded.is_empty() {
        return Ok(Vec::new());
    }
    let mut scan = Scan::new(plan, snapshot, segment);
    scan.exclude_all()?;
    Ok(scan.excluded)
}

fn everything(segment: u32, reader: &SegmentReader, columns: &Columns, found: &mut Matches) {
    for doc in 0..reader.max_doc() {
        let group = columns.groups[doc as usize];
        if group != NO_GROUP && !reader.is_deleted(doc) {
            found.all.push(Match { segment, doc, group, by_words: true, ..Match::default() });
        }
    }
}

/// The pass over one segment.
struct Scan<'a> {
    plan: &'a Plan,
    snapshot: &'a Snapshot,
    reader: &'a SegmentReader,
    columns: &'a Columns,
    shares: Shares<'a>,
    segment: usize,
    scores: Vec<f32>,
    direct: Vec<u64>,
    bridged: Vec<u64>,
    excluded: Vec<bool>,
    expansions: usize,
    cut: bool,
}

/// A part of the documents of one language.
#[derive(Clone, Copy)]
struct Part {
    field: Field,
    /// Of the field in a language's token counts.
    place: usize,
    /// Of the language in the plan.
    language: usize,
}

impl<'a> Scan<'a> {
    fn new(plan: &'a Plan, snapshot: &'a Snapshot, segment: u32) -> Scan<'a> {
        let segment = segment as usize;
        let (reader, columns) = (&snapshot.searcher.segment_readers()[segment], &*snapshot.columns[segment]);
        Scan {
            plan,
            snapshot,
            reader,
            columns,
            shares: Shares { plan, columns },
            segment,
            scores: Vec::new(),
            direct: Vec::new(),
            bridged: Vec::new(),
            excluded: Vec::new(),
            expansions: 0,
            cut: false,
        }
    }

    fn run(&mut self, deadline: &Deadline) -> tantivy::Result<()> {
        let plan = self.plan;
        let documents = self.reader.max_doc() as usize;
        self.scores = vec![0.0; documents];
        self.direct = vec![0; documents];
        self.bridged = vec![0; documents];
        for (bit, unit) in plan.units.iter().enumerate() {
            for realisation in &unit.realisations {
                if unit.known[realisation.language] {
                    self.unit(bit, realisation)?;
                }
            }
            if deadline.passed() {
                self.cut = true;
                return Ok(());
            }
        }
        for run in &plan.runs {
            let gain = SIDE_BY_SIDE * self.shares.share(run.span, run.language);
            for doc in self.sequence(&run.terms)? {
                self.scores[doc as usize] += gain;
            }
        }
        for bridge in &plan.bridges {
            self.bridge(bridge)?;
        }
        self.exclude_all()
    }

    fn exclude_all(&mut self) -> tantivy::Result<()> {
        let plan = self.plan;
        if !plan.excluded.is_empty() {
            self.excluded = vec![false; self.reader.max_doc() as usize];
        }
        for realisation in plan.excluded.iter().flat_map(|unit| &unit.realisations) {
            self.exclude(&realisation.form)?;
        }
        Ok(())
    }

    fn unit(&mut self, bit: usize, realisation: &Realisation) -> tantivy::Result<()> {
        let language = &self.plan.languages[realisation.language];
        let weight = self.plan.units[bit].idf[realisation.language] * (K1 + 1.0) / language.attainable;
        match &realisation.form {
            Form::Word { stem, surface } => {
                let fields = &self.snapshot.fields;
                let text = Part { field: fields.text, place: 0, language: realisation.language };
                let title = Part { field: fields.title, place: 1, ..text };
                let summary = Part { field: fields.summary, place: 2, ..text };
                // The plan has looked it up.
                if let Some(info) = &realisation.terms[self.segment] {
                    self.add(bit, text, info, weight)?;
                } else {
                    return Ok(());
                }
                self.words(bit, text, surface, weight * SURFACE)?;
                self.words(bit, title, stem, weight * TITLE)?;
                self.words(bit, summary, stem, weight * SUMMARY)?;
            }
            Form::Sequence(terms) => {
                for doc in self.sequence(terms)? {
                    self.scores[doc as usize] += weight * SEQUENCE;
                    self.direct[doc as usize] |= 1 << bit;
                }
            }
            Form::Prefix(prefix) => {
                for doc in self.prefix(prefix)? {
                    if self.direct[doc as usize] & (1 << bit) == 0 {
                        self.scores[doc as usize] += weight * PREFIX;
                        self.direct[doc as usize] |= 1 << bit;
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds the BM25 of one term of one part of documents.
    fn words(&mut self, bit: usize, part: Part, term: &str, weight: f32) -> tantivy::Result<()> {
        let field = part.field;
        let inverted = self.reader.inverted_index(field)?;
        match inverted.get_term_info(&Term::from_field_text(field, term))? {
            Some(info) => self.add(bit, part, &info, weight),
            None => Ok(()),
        }
    }

    fn add(&mut self, bit: usize, part: Part, info: &TermInfo, weight: f32) -> tantivy::Result<()> {
        let inverted = self.reader.inverted_index(part.field)?;
        let saturation = &self.plan.languages[part.language].saturation[part.place];
        let norms = self.reader.get_fieldnorms_reader(part.field)?;
        let scorer = FieldScorer { inverted: &inverted, norms: &norms, saturation, weight };
        scorer.add(info, &mut self.scores, &mut self.direct, 1 << bit)
    }

    fn sequence(&self, terms: &[String]) -> tantivy::Result<Vec<u32>> {
        let field = self.snapshot.fields.text;
        let terms: Vec<Term> = terms.iter().map(|term| Term::from_field_text(field, term)).collect();
        if let [term] = terms.as_slice() {
            return postings(self.reader, term);
        }
        let weight = PhraseQuery::new(terms).weight(EnableScoring::disabled_from_searcher(&self.snapshot.searcher))?;
        let mut scorer = weight.scorer(self.reader, 1.0)?;
        let mut docs = Vec::new();
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            docs.push(doc);
            doc = scorer.advance();
        }
        Ok(docs)
    }

    fn prefix(&mut self, prefix: &str) -> tantivy::Result<Vec<u32>> {
        let inverted = self.reader.inverted_index(self.snapshot.fields.text)?;
        let end = format!("{prefix}{}", char::MAX);
        let mut terms = inverted.terms().range().ge(prefix).lt(end).into_stream()?;
        let mut docs = Vec::new();
        while terms.advance() {
            self.expansions += 1;
            if self.expansions > MAX_EXPANSIONS {
                self.cut = true;
                break;
            }
            let mut postings = inverted.read_block_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            while postings.block_len() > 0 {
                docs.extend_from_slice(postings.docs());
                postings.advance();
            }
        }
        Ok(docs)
    }

    /// Gives documents the words of the query that name what they have or mention.
    fn bridge(&mut self, bridge: &Bridge) -> tantivy::Result<()> {
        let (key, id) = entry_key(&bridge.entry);
        let facet = facets::position(key).expect("themes, partners and countries are facets");
        let assigned = Term::from_field_text(self.snapshot.fields.facets[facet], id);
        let assigned = postings(self.reader, &assigned)?;
        let mentioned = Term::from_field_text(self.snapshot.fields.mention, &format!("{key}:{id}"));
        let mentioned = postings(self.reader, &mentioned)?;
        for doc in assigned {
            self.reach(doc, bridge.span, ASSIGNED);
            if self.direct[doc as usize] & bridge.span == bridge.span {
                self.scores[doc as usize] += CONFIRMED * self.shares.share(bridge.span, self.shares.language(doc));
            }
        }
        for doc in mentioned {
            self.reach(doc, bridge.span, MENTIONED);
        }
        Ok(())
    }

    fn reach(&mut self, doc: u32, span: u64, strength: f32) {
        let place = doc as usize;
        let missing = span & !self.direct[place] & !self.bridged[place];
        if missing != 0 {
            self.scores[place] += strength * self.shares.share(missing, self.shares.language(doc));
        }
        self.bridged[place] |= span;
    }

    fn exclude(&mut self, form: &Form) -> tantivy::Result<()> {
        let docs = match form {
            Form::Word { stem, .. } => self.sequence(std::slice::from_ref(stem))?,
            Form::Sequence(terms) => self.sequence(terms)?,
            Form::Prefix(prefix) => self.prefix(prefix)?,
        };
        for doc in docs {
            self.excluded[doc as usize] = true;
        }
        Ok(())
    }

    fn collect(&self, segment: u32, found: &mut Matches) {
        debug_assert!(self.plan.units.len() <= MAX_UNITS, "one bit a unit");
        let everything = self.plan.is_everything();
        let rule = &self.plan.rule;
        for doc in 0..self.reader.max_doc() {
            let place = doc as usize;
            let (direct, bridged, group) = (self.direct[place], self.bridged[place], self.columns.groups[place]);
            if (direct | bridged == 0 && !everything) || group == NO_GROUP || self.reader.is_deleted(doc) {
                continue;
            }
            if self.excluded.get(place).copied().unwrap_or_default() {
                continue;
            }
            found.seen |= direct | bridged;
            let by_words = everything || rule.holds(direct);
            if by_words || rule.holds(direct | bridged) {
                let score = self.scores[place];
                found.all.push(Match { segment, doc, group, score, direct, bridged, by_words, ..Match::default() });
            } else if found.all.is_empty() {
                found.best = found.best.max(rule.weight((direct | bridged) & (rule.counted | rule.required)));
            }
        }
    }
}

/// The facet and the id of an entry of the vocabulary.
pub(super) fn entry_key(entry: &Entry) -> (&'static str, &str) {
    match entry {
        Entry::Theme(id) => ("theme", id),
        Entry::Partner(id) => ("partner", id),
        Entry::Country(code) => ("country", code),
    }
}
