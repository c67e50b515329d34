//! What is to be marked in a document, and where it stands: in a title by reading it, in the text by the positions that
//! the index holds, so that no text is analysed to be shown.

use super::plan::{Form, Plan};
use super::snippet::Place;
use crate::analysis::Analyzer;
use crate::index::Snapshot;
use crate::schema::{Outline, Spans, WordForm, term_text};
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, InvertedIndexReader, Term};

/// How many bytes of a text are looked at for the best passage.
const LOOKED_AT: usize = 200_000;

/// What is looked for in texts of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// The key of the language.
    key: String,
    /// By stem and by surface: the place of what it stands for in the query.
    stems: HashMap<String, usize>,
    surfaces: HashMap<String, usize>,
    prefixes: Vec<(String, usize)>,
}

impl Wanted {
    /// The forms of the plan's units in one language, function words left out where there are others.
    pub(super) fn new(plan: &Plan, key: &str) -> Wanted {
        let mut wanted = Wanted { key: key.to_owned(), ..Wanted::default() };
        let content = plan.content();
        for (index, unit) in plan.units.iter().enumerate().filter(|(index, _)| content & (1 << index) != 0) {
            let realisations = unit.realisations.iter();
            for own in realisations.filter(|realisation| plan.languages[realisation.language].key == key) {
                wanted.add(&own.form, index);
            }
        }
        wanted
    }

    fn add(&mut self, form: &Form, unit: usize) {
        // Terms carry their language and form in front: `fr~gang`.
        let bare = |term: &str| term[self.key.len() + 1..].to_owned();
        match form {
            Form::Word { stem, surface } => {
                self.stems.entry(bare(stem)).or_insert(unit);
                self.surfaces.entry(bare(surface)).or_insert(unit);
            }
            Form::Sequence(terms) => {
                for term in terms {
                    let of_surfaces = term[self.key.len()..].starts_with('=');
                    let forms = if of_surfaces { &mut self.surfaces } else { &mut self.stems };
                    forms.entry(bare(term)).or_insert(unit);
                }
            }
            Form::Prefix(prefix) => self.prefixes.push((bare(prefix), unit)),
        }
    }

    /// Looks for the words of a label of the vocabulary as well, for those that carry something.
    pub(super) fn add_label(&mut self, label: &str, unit: usize, analyzer: &Analyzer) {
        let mut tokens = analyzer.tokens(label);
        while let Some(token) = tokens.next() {
            if !analyzer.is_stop_word(&token.surface) {
                self.surfaces.entry(token.surface.clone()).or_insert(unit);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.stems.is_empty() && self.surfaces.is_empty() && self.prefixes.is_empty()
    }

    /// Where what is wanted stands in a text, by analysing it.
    pub(super) fn read(&self, text: &str, analyzer: &Analyzer) -> Vec<Place> {
        let mut places = Vec::new();
        if self.is_empty() {
            return places;
        }
        let end = text.floor_char_boundary(LOOKED_AT.min(text.len()));
        let mut tokens = analyzer.tokens(&text[..end]);
        while let Some(token) = tokens.next() {
            let prefixed = || {
                let prefix = self.prefixes.iter().find(|(prefix, _)| token.surface.starts_with(prefix.as_str()));
                prefix.map(|(_, unit)| unit)
            };
            let unit = self.surfaces.get(&token.surface).or_else(|| self.stems.get(&token.stem)).or_else(prefixed);
            if let Some(&unit) = unit {
                places.push(Place { range: token.start..token.end, unit });
            }
        }
        places
    }
}

/// The positions of terms in the texts of a page's documents, which are asked for in the order of the index: what was
/// looked up for one is used for the next.
pub(super) struct Marks<'a> {
    snapshot: &'a Snapshot,
    segment: Option<(u32, Arc<InvertedIndexReader>)>,
    terms: HashMap<String, Option<SegmentPostings>>,
    /// Position, whether it is only the stem, unit.
    found: Vec<(u32, bool, usize)>,
    positions: Vec<u32>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Marks<'a> {
        Marks { snapshot, segment: None, terms: HashMap::new(), found: Vec::new(), positions: Vec::new() }
    }

    /// Where what is wanted stands in a document's text.
    pub(super) fn places(
        &mut self,
        address: DocAddress,
        document: &Outline,
        wanted: &Wanted,
        analyzer: &Analyzer,
    ) -> tantivy::Result<Vec<Place>> {
        if !wanted.prefixes.is_empty() {
            // A prefix may stand for thousands of terms.
            return Ok(wanted.read(&document.text, analyzer));
        }
        self.found.clear();
        for (form, words) in [(WordForm::Surface, &wanted.surfaces), (WordForm::Stem, &wanted.stems)] {
            for (word, &unit) in words {
                self.look(address, term_text(&wanted.key, form, word))?;
                let stem = form == WordForm::Stem;
                self.found.extend(self.positions.iter().map(|position| (*position, stem, unit)));
            }
        }
        self.found.sort_unstable();
        self.found.dedup_by_key(|(position, ..)| *position);
        Ok(placed(&self.found, &document.spans))
    }

    /// The positions of a term in a document.
    fn look(&mut self, address: DocAddress, term: String) -> tantivy::Result<()> {
        self.positions.clear();
        let field = self.snapshot.fields.text;
        let inverted = match &self.segment {
            Some((segment, inverted)) if *segment == address.segment_ord => inverted,
            _ => {
                self.terms.clear();
                let inverted = self.snapshot.searcher.segment_reader(address.segment_ord).inverted_index(field)?;
                &self.segment.insert((address.segment_ord, inverted)).1
            }
        };
        if !self.terms.contains_key(&term) {
            let own = Term::from_field_text(field, &term);
            let postings = inverted.read_postings(&own, IndexRecordOption::WithFreqsAndPositions)?;
            self.terms.insert(term.clone(), postings);
        }
        let Some(Some(postings)) = self.terms.get_mut(&term) else { return Ok(()) };
        let doc = address.doc_id;
        if postings.doc() == doc || (postings.doc() < doc && postings.seek(doc) == doc) {
            postings.positions(&mut self.positions);
        }
        Ok(())
    }
}

/// Positions of the field, in their order, as places in the text.
fn placed(found: &[(u32, bool, usize)], spans: &Spans) -> Vec<Place> {
    // Before the text stand the title and the summary.
    let mut found = found.iter().skip_while(|(position, ..)| *position < spans.first()).peekable();
    let mut places = Vec::new();
    for (position, range) in (spans.first()..).zip(spans.ranges()) {
        if found.peek().is_none() || range.end > LOOKED_AT {
            break;
        }
        if let Some((.., unit)) = found.next_if(|(at, ..)| *at == position) {
            places.push(Place { range, unit: *unit });
        }
    }
    places
}
