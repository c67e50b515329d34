//! What is read of every matching document, kept in memory by segment: facet values, group, date.
//!
//! A segment never changes, so its columns are built once and shared by all snapshots that hold it. Values are
//! ordinals of one dictionary for the whole index, so that counting needs no strings.

use super::strings::Strings;
use crate::analysis::Analysis;
use crate::facets::{FACETS, LANGUAGE};
use crate::model::{DocumentId, Lang};
use crate::schema::Fields;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;

/// The group of a document that is not served.
pub const NO_GROUP: u32 = u32::MAX;

/// The language of a document of which none is kept.
const NO_LANGUAGE: u32 = u32::MAX;

/// The day of a document without a date: sorts after all others, whichever way.
pub const NO_DAY: i64 = i64::MIN;

/// The values of all facets by document, side by side: *slots* of the dictionary, without repetition.
#[derive(Clone, Debug, Default)]
pub struct FacetRows {
    starts: Vec<u32>,
    slots: Vec<u32>,
}

impl FacetRows {
    /// The values of a document of the segment.
    pub fn slots(&self, doc: u32) -> &[u32] {
        let start = self.starts[doc as usize] as usize;
        let end = self.starts[doc as usize + 1] as usize;
        &self.slots[start..end]
    }
}

/// How much text of one language a segment holds, deleted documents included (as document frequencies do).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LanguageStatistics {
    pub documents: u64,
    /// Tokens in the fields text, title and summary: two for each word, its surface and its stem.
    pub tokens: [u64; 3],
}

/// The columns of one segment.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub rows: FacetRows,
    /// The language of each document by its ordinal in the dictionary, `NO_LANGUAGE` where it has none.
    pub languages: Vec<u32>,
    /// The translation group of each document, [`NO_GROUP`] where it is not served.
    pub groups: Vec<u32>,
    /// By document: a number of its group that is the same in every index that holds it.
    pub keys: Vec<u32>,
    /// Days since 1970, [`NO_DAY`] where there is no date.
    pub days: Vec<i64>,
    /// By the key of the language under which words are kept.
    pub statistics: HashMap<String, LanguageStatistics>,
    /// The id of each document and the whole tag of its language; nothing in an empty segment.
    ids: Option<Strings>,
    tags: Option<Strings>,
}

impl Columns {
    /// The id of a document.
    pub fn id(&self, doc: u32) -> DocumentId {
        DocumentId(self.ids.as_ref().map_or("", |ids| ids.of(doc)).to_owned())
    }

    /// The language of a document, as its whole tag says.
    pub fn lang(&self, doc: u32) -> Lang {
        Lang::parse(self.tags.as_ref().map_or("", |tags| tags.of(doc))).unwrap_or_default()
    }

    /// The language of a document, by its ordinal in the dictionary.
    pub fn language(&self, doc: u32) -> Option<u32> {
        Some(self.languages[doc as usize]).filter(|language| *language != NO_LANGUAGE)
    }
}

/// The values of every facet, by ordinal within the facet, and by slot among the values of all. It only ever grows.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    facets: Vec<FacetValues>,
    /// By slot: the facet.
    owners: Vec<u8>,
}

#[derive(Clone, Debug, Default)]
struct FacetValues {
    ids: Vec<Arc<str>>,
    /// By ordinal.
    slots: Vec<u32>,
    ordinals: HashMap<Arc<str>, u32>,
}

impl Dictionary {
    fn new() -> Dictionary {
        Dictionary { facets: vec![FacetValues::default(); FACETS.len()], owners: Vec::new() }
    }

    /// The value of a facet with this ordinal.
    pub fn id(&self, facet: usize, ordinal: u32) -> &str {
        &self.facets[facet].ids[ordinal as usize]
    }

    /// The ordinal of a facet's value, if any document ever had it.
    pub fn ordinal(&self, facet: usize, id: &str) -> Option<u32> {
        self.facets[facet].ordinals.get(id).copied()
    }

    /// The key under which the words of a language are kept, by the language's ordinal.
    pub fn language_key(&self, ordinal: u32) -> String {
        let lang = Lang::parse(self.id(LANGUAGE, ordinal)).unwrap_or_default();
        Analysis::key(&lang).to_owned()
    }

    /// How many values a facet has.
    pub fn len(&self, facet: usize) -> usize {
        self.facets[facet].ids.len()
    }

    /// All values of a facet, by ordinal.
    pub fn ids(&self, facet: usize) -> impl Iterator<Item = &Arc<str>> {
        self.facets[facet].ids.iter()
    }

    /// The slots of all values of a facet, by ordinal.
    pub fn slots(&self, facet: usize) -> &[u32] {
        &self.facets[facet].slots
    }

    /// By facet and ordinal: the place of each value in the order of the facet's ids.
    pub(super) fn ranks(&self) -> Vec<Vec<u32>> {
        let ranks = |values: &FacetValues| {
            let mut order: Vec<usize> = (0..values.ids.len()).collect();
            order.sort_unstable_by(|a, b| values.ids[*a].cmp(&values.ids[*b]));
            let mut ranks = vec![0; order.len()];
            for (rank, ordinal) in (0..).zip(order) {
                ranks[ordinal] = rank;
            }
            ranks
        };
        self.facets.iter().map(ranks).collect()
    }

    /// By slot, the facet of each value.
    pub fn owners(&self) -> &[u8] {
        &self.owners
    }

    fn intern(&mut self, facet: usize, id: &str) -> u32 {
        let values = &mut self.facets[facet];
        if let Some(&ordinal) = values.ordinals.get(id) {
            return ordinal;
        }
        let ordinal = u32::try_from(values.ids.len()).expect("fewer than 2^32 values of a facet");
        let id: Arc<str> = Arc::from(id);
        values.ids.push(Arc::clone(&id));
        values.slots.push(u32::try_from(self.owners.len()).expect("fewer than 2^32 values of facets"));
        self.owners.push(u8::try_from(facet).expect("few facets"));
        values.ordinals.insert(id, ordinal);
        ordinal
    }
}

/// The columns of all segments that were seen lately, and the dictionaries they share.
#[derive(Debug)]
pub(super) struct ColumnCache {
    dictionary: Arc<Dictionary>,
    groups: HashMap<Box<str>, u32>,
    segments: HashMap<SegmentId, Arc<Columns>>,
}

impl ColumnCache {
    pub(super) fn new() -> ColumnCache {
        ColumnCache { dictionary: Arc::new(Dictionary::new()), groups: HashMap::new(), segments: HashMap::new() }
    }

    pub(super) fn dictionary(&self) -> Arc<Dictionary> {
        Arc::clone(&self.dictionary)
    }

    /// How many groups were ever seen: one more than the greatest group ordinal.
    pub(super) fn group_count(&self) -> usize {
        self.groups.len()
    }

    /// The columns of these segments, built where they are new; what is no longer used is forgotten.
    pub(super) fn columns(&mut self, readers: &[SegmentReader], fields: &Fields) -> tantivy::Result<Vec<Arc<Columns>>> {
        let mut all = Vec::with_capacity(readers.len());
        for reader in readers {
            let columns = match self.segments.get(&reader.segment_id()) {
                Some(columns) => Arc::clone(columns),
                None => Arc::new(self.build(reader, fields)?),
            };
            all.push(columns);
        }
        self.segments = readers.iter().map(SegmentReader::segment_id).zip(all.iter().cloned()).collect();
        Ok(all)
    }

    fn build(&mut self, reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Columns> {
        let mut columns = Columns::default();
        (columns.rows, columns.languages) = self.rows(reader)?;
        (columns.groups, columns.keys) = self.groups(reader)?;
        let days = reader.fast_fields().i64("day")?;
        columns.days = (0..reader.max_doc()).map(|doc| days.first(doc).unwrap_or(NO_DAY)).collect();
        columns.statistics = self.statistics(reader, fields, &columns)?;
        let strings = |name: &str| reader.fast_fields().str(name)?.map(Strings::read).transpose();
        (columns.ids, columns.tags) = (strings("id")?, strings("lang")?);
        Ok(columns)
    }

    fn rows(&mut self, reader: &SegmentReader) -> tantivy::Result<(FacetRows, Vec<u32>)> {
        let documents = reader.max_doc() as usize;
        let mut columns = Vec::new();
        for (facet, of) in FACETS.iter().enumerate() {
            let Some(column) = reader.fast_fields().str(of.key)? else { continue };
            let ordinals = self.ordinals(&column, facet)?;
            columns.push((facet, column, ordinals));
        }
        let mut rows = FacetRows { starts: vec![0; documents + 1], slots: Vec::new() };
        let mut languages = vec![NO_LANGUAGE; documents];
        for doc in 0..reader.max_doc() {
            let from = rows.slots.len();
            for (facet, column, ordinals) in &columns {
                let slots = self.dictionary.slots(*facet);
                for ordinal in column.term_ords(doc) {
                    let value = ordinals[ordinal as usize];
                    let slot = slots[value as usize];
                    if *facet == LANGUAGE && languages[doc as usize] == NO_LANGUAGE {
                        languages[doc as usize] = value;
                    }
                    if !rows.slots[from..].contains(&slot) {
                        rows.slots.push(slot);
                    }
                }
            }
            rows.starts[doc as usize + 1] = u32::try_from(rows.slots.len()).expect("fewer than 2^32 facet values");
        }
        rows.slots.shrink_to_fit();
        Ok((rows, languages))
    }

    /// By the ordinal of a value in a segment, its ordinal in the dictionary.
    fn ordinals(&mut self, column: &StrColumn, facet: usize) -> tantivy::Result<Vec<u32>> {
        let dictionary = Arc::make_mut(&mut self.dictionary);
        let mut ordinals = Vec::with_capacity(column.num_terms());
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            ordinals.push(dictionary.intern(facet, &String::from_utf8_lossy(terms.key())));
        }
        Ok(ordinals)
    }

    fn groups(&mut self, reader: &SegmentReader) -> tantivy::Result<(Vec<u32>, Vec<u32>)> {
        let documents = reader.max_doc() as usize;
        let (mut groups, mut keys) = (vec![NO_GROUP; documents], vec![0; documents]);
        let served = reader.fast_fields().u64("served")?;
        let Some(column) = reader.fast_fields().str("group")? else { return Ok((groups, keys)) };
        let mut ordinals = Vec::with_capacity(column.num_terms());
        let mut terms = column.dictionary().stream()?;
        while terms.advance() {
            let id = String::from_utf8_lossy(terms.key());
            let next = u32::try_from(self.groups.len()).expect("fewer than 2^32 groups");
            ordinals.push((*self.groups.entry(id.as_ref().into()).or_insert(next), key(&id)));
        }
        for doc in 0..reader.max_doc() {
            if served.first(doc) == Some(1)
                && let Some(ordinal) = column.term_ords(doc).next()
            {
                (groups[doc as usize], keys[doc as usize]) = ordinals[ordinal as usize];
            }
        }
        Ok((groups, keys))
    }

    fn statistics(
        &self,
        reader: &SegmentReader,
        fields: &Fields,
        columns: &Columns,
    ) -> tantivy::Result<HashMap<String, LanguageStatistics>> {
        let norms = [
            reader.get_fieldnorms_reader(fields.text)?,
            reader.get_fieldnorms_reader(fields.title)?,
            reader.get_fieldnorms_reader(fields.summary)?,
        ];
        let mut by_ordinal: HashMap<u32, LanguageStatistics> = HashMap::new();
        for doc in 0..reader.max_doc() {
            let Some(language) = columns.language(doc) else { continue };
            let statistics = by_ordinal.entry(language).or_default();
            statistics.documents += 1;
            for (tokens, norm) in statistics.tokens.iter_mut().zip(&norms) {
                *tokens += u64::from(norm.fieldnorm(doc));
            }
        }
        let mut by_key: HashMap<String, LanguageStatistics> = HashMap::new();
        for (ordinal, found) in by_ordinal {
            by_key.entry(self.dictionary.language_key(ordinal)).or_default().add(&found);
        }
        Ok(by_key)
    }
}

/// A number made of an id alone.
fn key(id: &str) -> u32 {
    let hash = blake3::hash(id.as_bytes());
    hash.as_bytes()[..4].iter().fold(0, |number, byte| (number << 8) | u32::from(*byte))
}

impl LanguageStatistics {
    /// Adds the statistics of another part of the index.
    pub fn add(&mut self, other: &LanguageStatistics) {
        self.documents += other.documents;
        for (sum, tokens) in self.tokens.iter_mut().zip(other.tokens) {
            *sum += tokens;
        }
    }
}
