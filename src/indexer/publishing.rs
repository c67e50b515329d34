//! What can be seen now, frozen and handed on.

use super::Indexer;
use crate::index;
use std::sync::Arc;

/// Files that are told of by name while they wait.
const AT_WORK: usize = 10;

impl Indexer {
    /// Publishes what can be seen now.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn publish(&mut self) -> anyhow::Result<()> {
        let mut problems = self.understanding.problems.clone();
        problems.extend(self.accounts.problems(&self.claims));
        let surroundings = index::Surroundings {
            thesaurus: Arc::clone(&self.understanding.thesaurus),
            accounting: self.accounts.accounting(),
            problems: Arc::new(problems),
            at_work: Arc::new(self.accounts.at_work(AT_WORK)),
            departed: self.departures.all(),
            ready: self.ready,
            watch: self.watch.clone(),
        };
        let served = self.earlier.as_mut().unwrap_or(&mut self.index);
        let snapshot = served.snapshot_with(surroundings, self.meaning.as_mut())?;
        if let Some(passages) = &snapshot.meaning
            && self.told.is_due()
        {
            tracing::info!(encoded = passages.encoded, passages = passages.total, "encoding for search by meaning");
        }
        (self.parts.publish)(Arc::new(snapshot));
        Ok(())
    }

    /// Begins, where nothing is left to do, to bring the index into few parts, and says when that is done: then
    /// there is something to publish.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn gather(&mut self, done: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
        self.index.gather(done)
    }
}
