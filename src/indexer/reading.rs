//! Reading one file: what it comes to, and what is kept of it when a newer save cannot be read.

use super::accounts::State;
use super::{Indexer, parsing, unsettled};
use crate::corpus::{self, Entry, Unreadable};
use crate::enrich;
use crate::model::{Failure, ProblemStatus};

impl Indexer {
    /// Reads a file and indexes it. Returns what is known of it then: nothing where it is gone.
    pub(super) fn read(&mut self, path: &str, stamp: corpus::Stamp, anew: bool) -> anyhow::Result<Option<Entry>> {
        let settled = Some(Entry::Seen(stamp));
        let contents = match self.parts.corpus.read(path) {
            Ok(contents) => contents,
            // A folder that is away has lost nothing: the next look tells.
            Err(Unreadable::Gone) if !self.parts.corpus.root().is_dir() => return Ok(Some(unsettled())),
            Err(Unreadable::Gone) => return self.lose(path),
            Err(Unreadable::Failed(failure)) => {
                self.keep(path, failure)?;
                return Ok(settled);
            }
        };
        if !anew && self.accounts.restore(path, contents.hash) {
            return Ok(settled);
        }
        match parsing::parse(path, &contents, &self.parts.extractor) {
            Ok(parsed) => {
                let document = enrich::enrich(path, parsed, &self.understanding.knowledge());
                self.put(document, stamp.fingerprint(contents.hash))?;
            }
            Err(failure) => self.keep(path, failure)?,
        }
        Ok(settled)
    }

    /// Nothing can be had at this path: nothing of it is served.
    pub(super) fn fail(&mut self, path: &str, failure: Failure) -> anyhow::Result<()> {
        self.forget(path)?;
        self.accounts.set(path, State::Failed(failure), Vec::new());
        Ok(())
    }

    /// The file as it is now cannot be read. The last version that could stays searchable, marked so, for a save that
    /// is broken takes nothing back. A password is no accident: what somebody has locked is served no longer.
    fn keep(&mut self, path: &str, failure: Failure) -> anyhow::Result<()> {
        if failure.status == ProblemStatus::Encrypted || self.accounts.claim(path).is_none() {
            return self.fail(path, failure);
        }
        // It stays where it is, unless its id has changed hands meanwhile.
        if self.accounts.is_moved(path, &self.claims) {
            let indexed = self.index.indexed()?.remove(path);
            let stored = indexed.as_ref().and_then(|indexed| self.index.stored(indexed).ok().flatten());
            let (Some(indexed), Some(document)) = (indexed, stored) else { return self.fail(path, failure) };
            self.understand(document, &indexed.claim, indexed.file)?;
        }
        self.accounts.broken(path, Some(failure));
        Ok(())
    }
}
