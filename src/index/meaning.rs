//! What the index knows of the meaning of documents: which of their passages have a vector, and whose each vector is.
//!
//! Vectors lie beside the generations, by the hash of the passage's text; a document holds the hashes of its passages.
//! So words never wait for a vector, and a rebuild, a rename or a copy encodes nothing again.

use super::language::{BeyondLanguage, Own, own};
use super::{Folder, FolderLock, Index, NO_GROUP};
use crate::schema;
use crate::semantic::{DIMENSIONS, Encoder, Passage, Queries, Vectors, View, passages};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tantivy::index::SegmentId;
use tantivy::{DocAddress, SegmentReader, TantivyDocument};

/// A passage that has no vector yet.
const NO_SLOT: u32 = u32::MAX;

/// The vectors beside an index, and what of it they cover.
#[derive(Debug)]
pub struct Meaning {
    encoder: Option<Arc<Encoder>>,
    queries: Arc<Queries>,
    vectors: Vectors,
    segments: HashMap<SegmentId, Segment>,
    /// Passages that were given up: they are not encoded, and not asked for again.
    given_up: HashSet<u64>,
}

/// The passages of one segment.
#[derive(Debug, Default)]
struct Segment {
    starts: Vec<u32>,
    keys: Vec<u64>,
    slots: Arc<Slots>,
    complete: bool,
}

/// By document of a segment, the numbers of its passages' vectors.
#[derive(Clone, Debug, Default)]
struct Slots {
    starts: Vec<u32>,
    slots: Vec<u32>,
}

impl Slots {
    fn of(&self, doc: u32) -> &[u32] {
        &self.slots[self.starts[doc as usize] as usize..self.starts[doc as usize + 1] as usize]
    }
}

impl Meaning {
    /// The vectors of an index folder, to add to them.
    ///
    /// # Errors
    /// When their file cannot be read or written.
    pub fn in_folder(folder: &Folder, _lock: &FolderLock, encoder: Arc<Encoder>) -> anyhow::Result<Meaning> {
        let vectors = Vectors::in_file(&folder.vectors(), encoder.fingerprint())?;
        Ok(Meaning::of(encoder, vectors))
    }

    /// The vectors of an index folder as they are, whoever adds to them.
    ///
    /// # Errors
    /// When their file cannot be read.
    pub fn reading(folder: &Folder, encoder: Arc<Encoder>) -> anyhow::Result<Meaning> {
        let vectors = Vectors::reading(&folder.vectors(), encoder.fingerprint())?;
        Ok(Meaning::of(encoder, vectors))
    }

    /// Vectors in memory.
    pub fn in_memory(encoder: Arc<Encoder>) -> Meaning {
        Meaning::of(encoder, Vectors::in_memory())
    }

    fn of(encoder: Arc<Encoder>, vectors: Vectors) -> Meaning {
        Meaning {
            queries: Arc::new(Queries::new(Arc::clone(&encoder))),
            encoder: Some(encoder),
            ..Meaning::made(vectors, Arc::new(Queries::remembered()))
        }
    }

    /// Vectors that come from elsewhere, and queries whose vectors are known.
    pub fn made(vectors: Vectors, queries: Arc<Queries>) -> Meaning {
        Meaning { encoder: None, queries, vectors, segments: HashMap::new(), given_up: HashSet::new() }
    }

    /// What encodes passages.
    pub fn encoder(&self) -> Option<Arc<Encoder>> {
        self.encoder.clone()
    }

    /// Takes vectors in; they are seen in the next snapshot.
    pub fn add(&mut self, vectors: &[(u64, [f32; DIMENSIONS])]) {
        for (key, vector) in vectors {
            self.vectors.add(*key, vector);
        }
    }

    /// Passages that shall not be asked for again.
    pub fn give_up(&mut self, keys: impl IntoIterator<Item = u64>) {
        self.given_up.extend(keys);
    }

    /// Passages of the index that have no vector, of its newest documents first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn lacking(&mut self, index: &Index, most: usize) -> anyhow::Result<Vec<Passage>> {
        let searcher = index.searcher();
        let mut found: Vec<Passage> = Vec::new();
        let mut seen = HashSet::new();
        for (place, reader) in searcher.segment_readers().iter().enumerate().rev() {
            let segment = self.segments.entry(reader.segment_id()).or_default();
            segment.update(reader, &self.vectors)?;
            if segment.complete {
                continue;
            }
            for doc in reader.doc_ids_alive() {
                let lacks = |key: &u64| !self.vectors.has(*key) && !self.given_up.contains(key);
                if !segment.keys(doc).iter().any(lacks) {
                    continue;
                }
                let address = DocAddress::new(u32::try_from(place).expect("few segments"), doc);
                let stored: TantivyDocument = searcher.doc(address)?;
                let document = schema::Outline::from_index(index.fields(), &stored);
                let mut all = document.map_or(Vec::new(), |document| passages(&document.title, &document.text));
                all.retain(|passage| lacks(&passage.key()) && seen.insert(passage.key()));
                if all.is_empty() {
                    // Damaged, or cut otherwise than when it was written.
                    let lost: Vec<u64> = segment.keys(doc).iter().copied().filter(|key| !seen.contains(key)).collect();
                    self.given_up.extend(lost);
                }
                found.extend(all);
                if found.len() >= most {
                    return Ok(found);
                }
            }
        }
        Ok(found)
    }

    /// Leaves out vectors of which no passage is in the index any more, if most are such.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn tidy(&mut self) -> anyhow::Result<()> {
        if self.vectors.len() <= 2 * self.segments.values().map(|segment| segment.keys.len()).sum::<usize>() {
            return Ok(());
        }
        let wanted: HashSet<u64> = self.segments.values().flat_map(|segment| segment.keys.iter().copied()).collect();
        self.vectors.compact(|key| wanted.contains(&key))?;
        // Numbers may have changed.
        self.segments.clear();
        Ok(())
    }

    /// What there is, for a snapshot of these segments.
    pub(super) fn freeze(
        &mut self,
        readers: &[SegmentReader],
        columns: &[Arc<super::Columns>],
    ) -> anyhow::Result<Passages> {
        let view = self.vectors.view()?;
        let mut before = std::mem::take(&mut self.segments);
        let mut slots = Vec::with_capacity(readers.len());
        for reader in readers {
            let mut segment = before.remove(&reader.segment_id()).unwrap_or_default();
            segment.update(reader, &self.vectors)?;
            slots.push(Arc::clone(&segment.slots));
            self.segments.insert(reader.segment_id(), segment);
        }
        let mut passages = Passages::new(Arc::clone(&self.queries), view, slots, readers, columns);
        passages.complete = passages.encoded + self.given_up.len() as u64 >= passages.total;
        Ok(passages)
    }
}

impl Segment {
    fn keys(&self, doc: u32) -> &[u64] {
        &self.keys[self.starts[doc as usize] as usize..self.starts[doc as usize + 1] as usize]
    }

    /// Reads the hashes once, and looks those up that had no vector.
    fn update(&mut self, reader: &SegmentReader, vectors: &Vectors) -> tantivy::Result<()> {
        if self.starts.is_empty() {
            let column = reader.fast_fields().u64("passages")?;
            self.starts.push(0);
            for doc in 0..reader.max_doc() {
                self.keys.extend(column.values_for_doc(doc));
                self.starts.push(u32::try_from(self.keys.len()).expect("fewer than 2^32 passages"));
            }
            self.slots = Arc::new(Slots { starts: self.starts.clone(), slots: vec![NO_SLOT; self.keys.len()] });
        }
        if !self.complete {
            let slots = Arc::make_mut(&mut self.slots);
            for (slot, key) in slots.slots.iter_mut().zip(&self.keys).filter(|(slot, _)| **slot == NO_SLOT) {
                *slot = vectors.slot(*key).unwrap_or(NO_SLOT);
            }
            self.complete = !slots.slots.contains(&NO_SLOT);
        }
        Ok(())
    }
}

/// A passage of a document: its segment, the document there, and which of its passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) segment: u32,
    pub(crate) doc: u32,
    pub(crate) passage: u32,
}

/// The passages of a snapshot's documents with their vectors.
pub struct Passages {
    queries: Arc<Queries>,
    view: View,
    slots: Vec<Arc<Slots>>,
    /// By the number of a vector: where its passages begin in `places`.
    starts: Vec<u32>,
    places: Vec<Place>,
    /// By the ordinal of a language: how the mean of its passages differs from that of all languages.
    own: HashMap<u32, Own>,
    /// Passages of documents that are served.
    pub total: u64,
    /// Those of them that have a vector.
    pub encoded: u64,
    /// Whether all have one that can.
    pub complete: bool,
}

impl Passages {
    fn new(
        queries: Arc<Queries>,
        view: View,
        slots: Vec<Arc<Slots>>,
        readers: &[SegmentReader],
        columns: &[Arc<super::Columns>],
    ) -> Passages {
        let mut starts = vec![0_u32; view.len() + 1];
        let (mut total, mut encoded) = (0, 0);
        each(&slots, readers, columns, |_, slot| {
            total += 1;
            if let Some(count) = starts.get_mut(slot as usize) {
                *count += 1;
                encoded += 1;
            }
        });
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum - *start;
        }
        let mut next = starts.clone();
        let mut places = vec![Place { segment: 0, doc: 0, passage: 0 }; sum as usize];
        each(&slots, readers, columns, |place, slot| {
            if let Some(next) = next.get_mut(slot as usize) {
                places[*next as usize] = place;
                *next += 1;
            }
        });
        let mut passages =
            Passages { queries, view, slots, starts, places, own: HashMap::new(), total, encoded, complete: false };
        passages.own = own(&passages.view, passages.by_language(columns));
        passages
    }

    /// By the ordinal of a language: the numbers of its passages' vectors.
    fn by_language(&self, columns: &[Arc<super::Columns>]) -> HashMap<u32, Vec<u32>> {
        let mut by_language: HashMap<u32, Vec<u32>> = HashMap::new();
        for slot in 0..u32::try_from(self.view.len()).expect("fewer than 2^32 vectors") {
            let Some(place) = self.places(slot).first() else { continue };
            if let Some(language) = columns[place.segment as usize].language(place.doc) {
                by_language.entry(language).or_default().push(slot);
            }
        }
        by_language
    }

    /// The passages that have the vector of this number.
    pub(crate) fn places(&self, slot: u32) -> &[Place] {
        &self.places[self.starts[slot as usize] as usize..self.starts[slot as usize + 1] as usize]
    }

    /// The vector of a document: the mean of its passages, of length 1; `None` where none is encoded.
    pub(crate) fn mean_of(&self, segment: u32, doc: u32) -> Option<[f32; DIMENSIONS]> {
        let mut sum = [0.0; DIMENSIONS];
        for vector in self.slots[segment as usize].of(doc).iter().filter_map(|slot| self.view.vector(*slot)) {
            sum.iter_mut().zip(vector.vector()).for_each(|(sum, value)| *sum += value);
        }
        let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
        (length > 0.0).then(|| sum.map(|value| value / length))
    }

    /// Whether two documents have a passage in common, to the letter.
    pub(crate) fn share_one(&self, segment: u32, doc: u32, other_segment: u32, other: u32) -> bool {
        let others = self.slots[other_segment as usize].of(other);
        let own = self.slots[segment as usize].of(doc).iter();
        own.filter(|slot| **slot != NO_SLOT).any(|slot| others.contains(slot))
    }

    /// The vector of a query; `None` where it cannot be made.
    pub(crate) fn query(&self, text: &str) -> Option<Arc<[f32; DIMENSIONS]>> {
        self.queries.vector(text)
    }

    /// The passages nearest to a vector, nearest first: the numbers of their vectors with the cosine.
    pub(crate) fn nearest(&self, vector: &[f32; DIMENSIONS], most: usize) -> Vec<(u32, f32)> {
        let found = self.view.nearest(vector, most, |slot| !self.places(slot).is_empty());
        found.into_iter().map(|neighbour| (neighbour.slot, neighbour.similarity)).collect()
    }

    /// What tells how near passages are to a vector beyond what they have in common with all of their language.
    pub(crate) fn beyond_language<'a>(&'a self, vector: &[f32; DIMENSIONS]) -> BeyondLanguage<'a> {
        BeyondLanguage::new(vector, &self.own, &self.view)
    }
}

impl std::fmt::Debug for Passages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passages").field("total", &self.total).field("encoded", &self.encoded).finish_non_exhaustive()
    }
}

/// Tells of every passage of a document that is served, with the number of its vector.
fn each(
    slots: &[Arc<Slots>],
    readers: &[SegmentReader],
    columns: &[Arc<super::Columns>],
    mut tell: impl FnMut(Place, u32),
) {
    for (segment, ((slots, reader), columns)) in (0..).zip(slots.iter().zip(readers).zip(columns)) {
        for doc in 0..reader.max_doc() {
            if columns.groups[doc as usize] == NO_GROUP || reader.is_deleted(doc) {
                continue;
            }
            for (passage, slot) in (0..).zip(slots.of(doc)) {
                tell(Place { segment, doc, passage }, *slot);
            }
        }
    }
}
