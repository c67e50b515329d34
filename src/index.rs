//! The `index/` folder: open or rebuild, put, remove, commit, what is indexed, and the snapshot of it all.
//!
//! The index is a cache of the corpus folder: any of it may be deleted at any moment. Each way of indexing (fields,
//! facets, analysis: see [`schema::fingerprint`]) has a folder of its own below `index/`, so that a new one is built
//! beside the one that serves. This room refuses to know where documents come from, and HTTP.

mod columns;
mod departures;
mod folder;
mod gaps;
mod meaning;
mod snapshot;

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
use snapshot::Frozen;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, IndexReader, IndexWriter, ReloadPolicy, TERMINATED, TantivyDocument};

/// Bytes of words gathered in memory before a segment is written.
const WRITER_MEMORY: usize = 96 << 20;

/// The share of deleted documents at which a segment is written again without them.
const MOST_DELETED: f32 = 0.25;

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
        })
    }

    fn writing(mut self) -> anyhow::Result<Index> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(WRITER_MEMORY)
            .build();
        let writer: IndexWriter = self.index.writer_with_options(options).context("opening the index for writing")?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(6);
        policy.set_del_docs_ratio_before_merge(MOST_DELETED);
        writer.set_merge_policy(Box::new(policy));
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

    /// Makes all changes so far durable and visible to the next snapshot, or none of them. Without changes it does
    /// nothing.
    ///
    /// # Errors
    /// When the index cannot be written; what was committed before stays.
    pub fn commit(&mut self) -> anyhow::Result<()> {
        if self.changed {
            self.writer()?.commit().context("writing the index")?;
            self.reload()?;
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
        let searcher = self.reader.searcher();
        let mut all = BTreeMap::new();
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
                    id: id.of(doc),
                    claim: claim.of(doc),
                    group: group.of(doc),
                    vocabulary: vocabulary.first(doc).unwrap_or_default(),
                    address: DocAddress::new(segment, doc),
                    problems: problems.first(doc).unwrap_or_default(),
                };
                all.insert(path.of(doc), entry);
            }
        }
        Ok(all)
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

    /// The problems of those documents that have any, by path, as of the same commit.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn problems(&self, of: &BTreeMap<String, Indexed>) -> anyhow::Result<BTreeMap<String, Vec<Problem>>> {
        let mut all = BTreeMap::new();
        for (path, indexed) in of.iter().filter(|(_, indexed)| indexed.problems > 0) {
            if let Some(document) = self.stored(indexed)? {
                all.insert(path.clone(), document.problems);
            }
        }
        Ok(all)
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

/// A whole column of strings: its dictionary is read once from end to end, which looking up each document's would not.
struct Strings {
    column: tantivy::columnar::StrColumn,
    terms: Vec<String>,
}

impl Strings {
    fn read(column: tantivy::columnar::StrColumn) -> tantivy::Result<Strings> {
        let mut terms = Vec::with_capacity(column.num_terms());
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            terms.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        drop(stream);
        Ok(Strings { column, terms })
    }

    fn of(&self, doc: u32) -> String {
        let term = self.column.term_ords(doc).next().and_then(|ordinal| self.terms.get(ordinal as usize));
        term.cloned().unwrap_or_default()
    }
}

fn string(column: &tantivy::columnar::StrColumn, doc: u32) -> tantivy::Result<String> {
    let mut text = String::new();
    if let Some(ordinal) = column.term_ords(doc).next() {
        column.ord_to_str(ordinal, &mut text)?;
    }
    Ok(text)
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("fingerprint", &self.fingerprint).finish_non_exhaustive()
    }
}
