//! The folder `index/`: one folder below it for each way of indexing, and one lock for who writes.

use super::Index;
use crate::analysis::Analysis;
use crate::schema::{self, Layout};
use anyhow::{Context, bail};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::directory::MmapDirectory;

/// The file whose lock says that a process writes the index.
const LOCK: &str = ".lock";

/// Begins the name of every folder that holds an index, so that nothing else is ever deleted.
const PREFIX: &str = "generation-";

/// The folder of the index.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// Held by the one process that writes the index; given back when dropped, or by the system when the process ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl Folder {
    /// The folder at this path, which need not exist yet.
    pub fn new(root: &Path) -> Folder {
        Folder { root: root.to_owned() }
    }

    /// Takes the right to write.
    ///
    /// # Errors
    /// When another process has it, or the folder cannot be made or written.
    pub fn lock(&self) -> anyhow::Result<FolderLock> {
        let named = || format!("the index folder {}", self.root.display());
        fs::create_dir_all(&self.root).with_context(named)?;
        let file =
            File::options().create(true).truncate(false).write(true).open(self.root.join(LOCK)).with_context(named)?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock { _file: file }),
            Err(TryLockError::WouldBlock) => {
                bail!("another process writes {}; stop it, or name another folder with --index", self.root.display())
            }
            Err(TryLockError::Error(error)) => Err(error).with_context(named),
        }
    }

    /// Opens the generation of this analysis for writing; makes it where there is none or where it is damaged.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open_for_writing(&self, _lock: &FolderLock, analysis: Arc<Analysis>) -> anyhow::Result<Index> {
        let layout = Layout::new();
        let path = self.generation(&schema::fingerprint(&layout, &analysis));
        let opened = open(&path, &layout);
        match opened.and_then(|index| Index::new(index, layout.clone(), Arc::clone(&analysis))?.writing()) {
            Ok(index) => return Ok(Index { folder: Some(path), ..index }),
            Err(error) if path.exists() => {
                tracing::warn!(folder = %path.display(), error = format!("{error:#}"), "the index is damaged and made anew");
            }
            Err(_) => {}
        }
        if path.exists() {
            fs::remove_dir_all(&path).with_context(|| format!("removing the damaged index {}", path.display()))?;
        }
        fs::create_dir_all(&path).with_context(|| format!("making the index folder {}", path.display()))?;
        let index = tantivy::Index::create_in_dir(&path, layout.schema.clone()).context("making the index")?;
        let index = Index::new(index, layout, analysis)?.writing()?;
        Ok(Index { folder: Some(path), ..index })
    }

    /// Opens what stands for reading, whether another process writes it or not: the generation of this analysis, else
    /// the newest that has the same fields. `None` where there is none.
    pub fn open_for_reading(&self, analysis: &Arc<Analysis>) -> Option<Index> {
        let layout = Layout::new();
        let own = self.generation(&schema::fingerprint(&layout, analysis));
        let mut paths = self.generations();
        paths.sort_by_key(|path| (*path == own, fs::metadata(path).and_then(|meta| meta.modified()).ok()));
        paths.into_iter().rev().find_map(|path| {
            let index = open(&path, &layout).ok()?;
            (index.schema() == layout.schema).then_some(())?;
            let index = Index::new(index, layout.clone(), Arc::clone(analysis)).ok()?;
            Some(Index { folder: Some(path), ..index })
        })
    }

    /// Deletes every generation: the next to write begins anew.
    ///
    /// # Errors
    /// When another process writes the index, or the disk refuses.
    pub fn clear(&self) -> anyhow::Result<()> {
        let _lock = self.lock()?;
        for path in self.generations() {
            fs::remove_dir_all(&path).with_context(|| format!("removing {}", path.display()))?;
        }
        Ok(())
    }

    /// Deletes every generation but the one of this fingerprint.
    pub fn forget_others(&self, _lock: &FolderLock, fingerprint: &str) {
        let own = self.generation(fingerprint);
        for path in self.generations().into_iter().filter(|path| *path != own) {
            if let Err(error) = fs::remove_dir_all(&path) {
                tracing::warn!(folder = %path.display(), %error, "an old index could not be removed");
            }
        }
    }

    fn generation(&self, fingerprint: &str) -> PathBuf {
        self.root.join(format!("{PREFIX}{fingerprint}"))
    }

    fn generations(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        entries
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX))
            .map(|entry| entry.path())
            .filter(|path| path.is_dir())
            .collect()
    }
}

fn open(path: &Path, layout: &Layout) -> anyhow::Result<tantivy::Index> {
    let index = tantivy::Index::open(MmapDirectory::open(path)?)?;
    if index.schema() != layout.schema {
        bail!("the index has other fields");
    }
    Ok(index)
}
