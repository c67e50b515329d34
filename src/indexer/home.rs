//! Where the index is kept.

use crate::analysis::Analysis;
use crate::index::{Departures, Folder, FolderLock, Index};
use std::sync::Arc;

pub(super) enum Home {
    Folder { folder: Folder, lock: FolderLock },
    Memory,
}

impl Home {
    /// The documents that have gone.
    pub(super) fn departures(&self) -> Departures {
        match self {
            Home::Folder { folder, .. } => folder.departures(),
            Home::Memory => Departures::default(),
        }
    }

    /// Opens the index for writing once more, after this error of the one that was open.
    ///
    /// # Errors
    /// The same error where there is no other way, else what the disk says.
    pub(super) fn open_again(&mut self, error: anyhow::Error, analysis: Arc<Analysis>) -> anyhow::Result<Index> {
        let Home::Folder { folder, lock } = self else { return Err(error) };
        folder.lock_again(lock)?;
        folder.open_for_writing(lock, analysis)
    }

    /// Removes the indexes of other ways of indexing than this one's.
    pub(super) fn keep_only(&self, fingerprint: &str) {
        if let Home::Folder { folder, lock } = self {
            folder.forget_others(lock, fingerprint);
        }
    }
}
