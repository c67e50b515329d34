//! The `index/` folder: open or rebuild, put, remove, commit, what is indexed, and the snapshot of it all.
//!
//! The index is a cache of the corpus folder: any of it may be deleted at any moment. Each way of indexing (fields,
//! facets, analysis: see [`schema::fingerprint`]) has a folder of its own below `index/`, so that a new one is built
//! beside the one that serves. This room refuses to know where documents come from, and HTTP.

mod columns;
mod departures;
mod folder;
mod gaps;
mod language;
mod meaning;
mod segments;
mod snapshot;
mod strings;

pub use crate::schema::Entry;
pub use columns::{Columns, Dictionary, FacetRows, LanguageStatistics, NO_DAY, NO_GROUP};
pub use departures::Departures;
pub use folder::{Folder, FolderLock};
pub use gaps::{Gap, Lacking};
pub(crate) use meaning::Place;
pub use meaning::{Meaning, Passages};
pub use snapshot::{Snapshot, Surroundings, WatchStatus};

use crate::analysis::Analysis;
use crate::model::{Document, Fingerprint, Problem};
use crate::schema::{self, Layout};
use anyhow::Context;
use columns::ColumnCache;
use segments::Gathering;
use snapshot::Frozen;
use std::collections::BTreeMap;
use std::sync::Arc;
use strings::Strings;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, IndexReader, IndexWriter, ReloadPolicy, TERMINATED, TantivyDocument};

/// Bytes of words gathered in memory before a segment is written.
const WRITER_MEMORY: usize = 96 << 20;

/// What the index says of one file that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    pub file: Fingerprint,
    pub id: String,
    /// The id that the document would have if no other claimed it.
    pub claim: String,
    /// The id that all translations of it share.
    pub group: String,
    /// The fingerprint of the vocabulary by which it was understood.
    pub vocabulary: u64,
    pub address: DocAddress,
    pub problems: u64,
}

/// An open index, for reading; for writing too where it has a writer.
pub struct Index {
    index: tantivy::Index,
    writer: Option<IndexWriter>,
    reader: IndexReader,
    layout: Layout,
    analysis: Arc<Analysis>,
    columns: ColumnCache,
    fingerprint: String,
    /// Differs for every content that could answer otherwise: made of the segments and of what is deleted in them.
    state: u64,
    /// Whether anything was put or removed since the last commit.
    changed: bool,
    /// Segments that are becoming one.
    gathering: Option<Gathering>,
}

impl Index {
    /// An index in memory, for tests and for commands that find none on disk.
    ///
    /// # Errors
    /// Only if memory or threads run out.
    pub fn in_memory(analysis: Arc<Analysis>) -> anyhow::Result<Index> {
        let layout = Layout::new();
        let index = tantivy::Index::create_in_ram(layout.schema.clone());
        Index::new(index, layout, analysis)?.writing()
    }

    fn new(index: tantivy::Index, layout: Layout, analysis: Arc<Analysis>) -> anyhow::Result<Index> {
        schema::register(&index);
        let fingerprint = schema::fingerprint(&layout, &analysis);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let state = state(&reader);
        Ok(Index {
            index,
            writer: None,
            reader,
            layout,
            analysis,
            columns: ColumnCache::new(),
            fingerprint,
            state,
            changed: false,
            gathering: None,
        })
    }

    fn writing(mut self) -> anyhow::Result<Index> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_MEMORY)
            .build();
        let writer: IndexWriter = self.index.writer_with_options(options).context("opening the index for writing")?;
        // Merging waits until there are many segments or nothing else to do: see [`Index::gather`].
        writer.set_merge_policy(Box::new(NoMergePolicy));
        writer.garbage_collect_files().wait().context("removing files that no commit names")?;
        self.writer = Some(writer);
        Ok(self)
    }

    /// Whether it is open for writing, and was not found to be beyond repair.
    pub fn is_writable(&self) -> bool {
        self.writer.is_some()
    }

    fn writer(&mut self) -> anyhow::Result<&mut IndexWriter> {
        self.writer.as_mut().context("the index is not open for writing")
    }

    fn reload(&mut self) -> anyhow::Result<()> {
        self.reader.reload().context("reading the index again")?;
        self.state = state(&self.reader);
        self.changed = false;
        Ok(())
    }

    /// Differs for every way of indexing.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// How many documents it holds, served or not.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The analysis by which this index was and is written.
    pub fn analysis(&self) -> &Arc<Analysis> {
        &self.analysis
    }

    /// Takes a document in, in place of what its path held before. Seen after the next commit.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn put(&mut self, entry: &schema::Entry<'_>) -> anyhow::Result<()> {
        let path = &entry.document.path;
        let new = schema::to_index(&self.layout.fields, entry, &self.analysis);
        let old = schema::path_term(&self.layout.fields, path);
        self.changed = true;
        let writer = self.writer()?;
        writer.delete_term(old);
        writer.add_document(new).with_context(|| format!("indexing {path}"))?;
        Ok(())
    }

    /// Takes out whatever this path held. Seen after the next commit.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn remove(&mut self, path: &str) -> anyhow::Result<()> {
        let old = schema::path_term(&self.layout.fields, path);
        self.changed = true;
        self.writer()?.delete_term(old);
        Ok(())
    }

    /// Makes all changes so far durable and visible to the next snapshot, or none of them. Without changes it only looks
    /// whether segments have become one meanwhile.
    ///
    /// # Errors
    /// When the index cannot be written; what was committed before stays.
    pub fn commit(&mut self) -> anyhow::Result<()> {
        if self.changed {
            self.writer()?.commit().context("writing the index")?;
            self.reload()?;
        } else if self.gathering.take_if(|gathering| gathering.has_ended()).is_some() {
            self.reload()?;
        }
        if self.reader.searcher().segment_readers().len() > segments::MANY {
            self.gather(|| ())?;
        }
        Ok(())
    }

    /// Drops all changes since the last commit.
    ///
    /// # Errors
    /// When the index cannot be read. It is not open for writing any more then, and can be opened again.
    pub fn rollback(&mut self) -> anyhow::Result<()> {
        let rolled_back = self.writer()?.rollback().context("going back to what the index was");
        let reloaded = rolled_back.and_then(|_| self.reload());
        if reloaded.is_err() {
            // A second attempt of a writer that failed at this would be a panic.
            self.writer = None;
        }
        reloaded
    }

    /// Freezes the index as of the last commit.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn snapshot(&mut self, surroundings: Surroundings) -> anyhow::Result<Snapshot> {
        self.snapshot_with(surroundings, None)
    }

    /// The same with what is known of the meaning of its documents.
    ///
    /// # Errors
    /// When the index or the vectors cannot be read.
    pub fn snapshot_with(
        &mut self,
        surroundings: Surroundings,
        meaning: Option<&mut Meaning>,
    ) -> anyhow::Result<Snapshot> {
        let searcher = self.reader.searcher();
        let columns = self.columns.columns(searcher.segment_readers(), &self.layout.fields)?;
        let mut generation = format!(
            "{}-{:x}-{:x}",
            &self.fingerprint[..8],
            self.state & 0xffff_ffff,
            surroundings.thesaurus.fingerprint() & 0xffff_ffff
        );
        let meaning = meaning.map(|meaning| meaning.freeze(searcher.segment_readers(), &columns)).transpose()?;
        if let Some(passages) = &meaning {
            generation.push_str(&format!("-{:x}", passages.encoded));
        }
        let frozen = Frozen {
            searcher,
            fields: self.layout.fields.clone(),
            columns,
            dictionary: self.columns.dictionary(),
            group_count: self.columns.group_count(),
            generation,
            meaning,
        };
        Ok(Snapshot::new(frozen, Arc::clone(&self.analysis), surroundings))
    }

    pub(crate) fn searcher(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    pub(crate) fn fields(&self) -> &schema::Fields {
        &self.layout.fields
    }

    /// Every file that the index holds, by path.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn indexed(&self) -> anyhow::Result<BTreeMap<String, Indexed>> {
        let mut all = BTreeMap::new();
        self.each_indexed(|path, indexed| {
            all.insert(path.to_owned(), indexed);
            Ok(())
        })?;
        Ok(all)
    }

    /// Tells of every file that the index holds, by its path, in no order.
    ///
    /// # Errors
    /// When the index cannot be read, and those of whoever is told.
    pub fn each_indexed(&self, mut tell: impl FnMut(&str, Indexed) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let searcher = self.reader.searcher();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let segment = u32::try_from(segment).expect("few segments");
            let fast = reader.fast_fields();
            let strings =
                |name: &str| -> anyhow::Result<Option<Strings>> { Ok(fast.str(name)?.map(Strings::read).transpose()?) };
            let (Some(path), Some(id)) = (strings("path")?, strings("id")?) else { continue };
            let (Some(claim), Some(group)) = (strings("claim")?, strings("group")?) else { continue };
            let (size, modified) = (fast.u64("size")?, fast.i64("modified")?);
            let (inode, hash) = (fast.u64("inode")?, fast.u64("hash")?);
            let (vocabulary, problems) = (fast.u64("vocabulary")?, fast.u64("problems")?);
            for doc in reader.doc_ids_alive() {
                let file = Fingerprint {
                    size: size.first(doc).unwrap_or_default(),
                    modified: modified.first(doc).unwrap_or_default(),
                    inode: inode.first(doc).unwrap_or_default(),
                    hash: hash.first(doc).unwrap_or_default(),
                };
                let entry = Indexed {
                    file,
                    id: id.of(doc).to_owned(),
                    claim: claim.of(doc).to_owned(),
                    group: group.of(doc).to_owned(),
                    vocabulary: vocabulary.first(doc).unwrap_or_default(),
                    address: DocAddress::new(segment, doc),
                    problems: problems.first(doc).unwrap_or_default(),
                };
                tell(path.of(doc), entry)?;
            }
        }
        Ok(())
    }

    /// The document that an entry of [`Index::indexed`] names, as of the same commit.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stored(&self, indexed: &Indexed) -> anyhow::Result<Option<Document>> {
        let stored: TantivyDocument = self.reader.searcher().doc(indexed.address)?;
        Ok(schema::from_index(&self.layout.fields, &stored))
    }

    /// The served document that stands at a path, as of the last commit, with the hash of its content.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn standing(&self, path: &str) -> anyhow::Result<Option<(Document, u64)>> {
        let searcher = self.reader.searcher();
        let term = schema::path_term(&self.layout.fields, path);
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let inverted = reader.inverted_index(self.layout.fields.path)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED && reader.is_deleted(postings.doc()) {
                postings.advance();
            }
            if postings.doc() != TERMINATED {
                let doc = postings.doc();
                let stored: TantivyDocument = searcher.doc(DocAddress::new(u32::try_from(segment)?, doc))?;
                let hash = reader.fast_fields().u64("hash")?.first(doc).unwrap_or_default();
                let document = schema::from_index(&self.layout.fields, &stored);
                return Ok(document.filter(|document| !document.draft).map(|document| (document, hash)));
            }
        }
        Ok(None)
    }

    /// The problems of a document, as of the same commit.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn problems(&self, of: &Indexed) -> anyhow::Result<Vec<Problem>> {
        let document = if of.problems > 0 { self.stored(of)? } else { None };
        Ok(document.map(|document| document.problems).unwrap_or_default())
    }
}

/// A number for what a reader sees. Counting operations would not do: an index that is made again may need as many.
fn state(reader: &IndexReader) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for (segment, deleted) in reader.searcher().generation().segments() {
        hasher.update(format!("{segment:?} {deleted:?} ").as_bytes());
    }
    hasher.finalize().as_bytes()[..8].iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("fingerprint", &self.fingerprint).finish_non_exhaustive()
    }
}
