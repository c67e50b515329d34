//! Which segments are made one: small ones, so that a query has few to look into, whose terms are kept once.

use super::Index;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use tantivy::SegmentReader;
use tantivy::index::SegmentId;

/// While files wait, so many segments are left alone.
pub(super) const MANY: usize = 8;

/// A segment joins those smaller than itself once they have its number of documents, divided by this: what is merged
/// has grown by a quarter at least, so that a document is written again a few times and not by every save.
const GROWTH: u64 = 4;

/// The share of deleted documents at which a segment is written again without them.
const MOST_DELETED: f32 = 0.25;

/// Segments that are becoming one, in the background.
pub(super) struct Gathering {
    ended: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Gathering {
    pub(super) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire)
    }
}

impl Index {
    /// Begins to make small segments one, where there are any and none are being made one already, and says when that
    /// is done: the next commit sees it. Meanwhile everything goes on.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn gather(&mut self, done: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
        if self.gathering.is_some() {
            return Ok(());
        }
        let chosen = to_merge(self.reader.searcher().segment_readers());
        if chosen.is_empty() {
            return Ok(());
        }
        let merging = self.writer()?.merge(&chosen);
        let ended = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&ended);
        let wait = move || {
            if let Err(error) = merging.wait() {
                // Nothing is lost but a little time in each answer.
                tracing::warn!(%error, "segments of the index could not be merged");
            }
            end.store(true, Ordering::Release);
            done();
        };
        let thread = std::thread::Builder::new().name("gathering".to_owned()).spawn(wait)?;
        self.gathering = Some(Gathering { ended, thread });
        Ok(())
    }

    /// Makes small segments one, and waits for it.
    ///
    /// # Errors
    /// When the index cannot be read, or no thread be started.
    pub fn gather_now(&mut self) -> anyhow::Result<()> {
        // What had been begun before leaves out what came since.
        for _ in 0..2 {
            self.gather(|| ())?;
            let Some(gathering) = self.gathering.take() else { return Ok(()) };
            drop(gathering.thread.join());
            self.reload()?;
        }
        Ok(())
    }
}

/// The segments that are to become one; none where all is well.
pub(super) fn to_merge(readers: &[SegmentReader]) -> Vec<SegmentId> {
    let mut segments: Vec<&SegmentReader> = readers.iter().collect();
    segments.sort_by_key(|reader| reader.num_docs());
    let (mut joined, mut sum) = (0, 0);
    for (place, reader) in segments.iter().enumerate() {
        let size = u64::from(reader.num_docs());
        if place > 0 && sum * GROWTH >= size {
            joined = place + 1;
        }
        sum += size;
    }
    let decayed = |reader: &SegmentReader| reader.num_deleted_docs() as f32 > MOST_DELETED * reader.max_doc() as f32;
    let chosen = segments.iter().enumerate().filter(|(place, reader)| *place < joined || decayed(reader));
    chosen.map(|(_, reader)| reader.segment_id()).collect()
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;
    use crate::index::{Entry, Index};
    use crate::model::{Document, DocumentId, Fingerprint};
    use std::sync::{Arc, mpsc};

    fn index() -> Index {
        Index::in_memory(Arc::new(Analysis::built_in())).expect("an index in memory")
    }

    fn put(index: &mut Index, paths: &[&str]) {
        for path in paths {
            let document =
                Document { id: DocumentId((*path).to_owned()), path: (*path).to_owned(), ..Document::default() };
            let entry = Entry { document: &document, claim: path, file: Fingerprint::default(), vocabulary: 0 };
            index.put(&entry).expect("a document is taken in");
        }
        index.commit().expect("a commit");
    }

    fn segments(index: &Index) -> usize {
        index.searcher().segment_readers().len()
    }

    #[test]
    fn small_segments_become_one_and_nothing_is_lost() {
        let mut index = index();
        ["a", "b", "c", "d"].iter().for_each(|path| put(&mut index, &[path]));
        index.remove("b").expect("a document is taken out");
        index.commit().expect("a commit");
        assert_eq!(segments(&index), 3);
        index.gather_now().expect("gathered");
        assert_eq!(segments(&index), 1);
        assert_eq!(index.indexed().expect("what it holds").into_keys().collect::<Vec<_>>(), ["a", "c", "d"]);
    }

    #[test]
    fn a_large_one_is_not_written_again_for_a_save() {
        let mut index = index();
        put(&mut index, &["a", "b", "c", "d", "e"]);
        put(&mut index, &["f"]);
        index.gather_now().expect("gathered");
        assert_eq!(segments(&index), 2);
    }

    #[test]
    fn one_with_many_deleted_documents_is_written_again() {
        let mut index = index();
        put(&mut index, &["a", "b", "c", "d", "e"]);
        put(&mut index, &["a", "b"]);
        let deleted =
            |index: &Index| index.searcher().segment_readers().iter().map(|r| r.num_deleted_docs()).sum::<u32>();
        assert_eq!(deleted(&index), 2);
        index.gather_now().expect("gathered");
        assert_eq!((deleted(&index), index.len()), (0, 5));
    }

    #[test]
    fn the_commit_after_it_sees_what_became_one_in_the_background() {
        let mut index = index();
        ["a", "b"].iter().for_each(|path| put(&mut index, &[path]));
        let (done, ended) = mpsc::channel();
        index.gather(move || done.send(()).expect("it is waited for")).expect("begun");
        ended.recv().expect("it ends");
        assert_eq!(segments(&index), 2);
        index.commit().expect("a commit");
        assert_eq!(segments(&index), 1);
    }
}
