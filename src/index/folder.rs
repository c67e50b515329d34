//! The folder `index/`: one folder below it for each way of indexing, and one lock for who writes.

use super::{Departures, Index};
use crate::analysis::Analysis;
use crate::schema::{self, Layout};
use anyhow::{Context, bail};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::directory::MmapDirectory;

/// The file whose lock says that a process writes the index.
const LOCK: &str = ".lock";

/// The file of the documents that have gone.
const DEPARTED: &str = "departed.json";

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
    file: File,
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
            Ok(()) => Ok(FolderLock { file }),
            Err(TryLockError::WouldBlock) => {
                bail!("another process writes {}; stop it, or name another folder with --index", self.root.display())
            }
            Err(TryLockError::Error(error)) => Err(error).with_context(named),
        }
    }

    /// Takes the right to write again, if the folder was deleted or replaced meanwhile and the lock with it.
    ///
    /// # Errors
    /// As for [`Folder::lock`].
    pub fn lock_again(&self, lock: &mut FolderLock) -> anyhow::Result<()> {
        if !lock.is_at(&self.root.join(LOCK)) {
            *lock = self.lock()?;
        }
        Ok(())
    }

    /// Opens the generation of this analysis for writing; makes it where there is none or where it is damaged.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open_for_writing(&self, _lock: &FolderLock, analysis: Arc<Analysis>) -> anyhow::Result<Index> {
        let layout = Layout::new();
        let path = self.generation(&schema::fingerprint(&layout, &analysis));
        let opened = open(&path, &layout).and_then(sound);
        match opened.and_then(|index| Index::new(index, layout.clone(), Arc::clone(&analysis))?.writing()) {
            Ok(index) => return Ok(index),
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
        Index::new(index, layout, analysis)?.writing()
    }

    /// Opens what stands for reading, whether another process writes it or not: the generation of this analysis, or
    /// [`Folder::open_earlier`] where that holds more, since then it is not complete yet. `None` where there is none.
    pub fn open_for_reading(&self, analysis: &Arc<Analysis>) -> Option<Index> {
        let own = Folder::open_one(&self.generation(&schema::fingerprint(&Layout::new(), analysis)), analysis);
        let own_size = own.as_ref().map(Index::len);
        self.open_earlier(analysis).filter(|earlier| Some(earlier.len()) > own_size).or(own)
    }

    /// Opens the fullest generation that is not the one of this analysis and has the same fields.
    pub fn open_earlier(&self, analysis: &Arc<Analysis>) -> Option<Index> {
        let own = self.generation(&schema::fingerprint(&Layout::new(), analysis));
        let others = self.generations().into_iter().filter(|path| *path != own);
        others.filter_map(|path| Folder::open_one(&path, analysis)).max_by_key(Index::len)
    }

    fn open_one(path: &Path, analysis: &Arc<Analysis>) -> Option<Index> {
        let layout = Layout::new();
        let index = open(path, &layout).ok()?;
        Index::new(index, layout, Arc::clone(analysis)).ok()
    }

    /// The documents that have gone.
    pub fn departures(&self) -> Departures {
        Departures::read(self.root.join(DEPARTED))
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

    /// The file of vectors, beside all generations.
    pub(super) fn vectors(&self) -> PathBuf {
        self.root.join("vectors")
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

/// Holds every file against its checksum: damage that nothing else would notice makes answers wrong.
fn sound(index: tantivy::Index) -> anyhow::Result<tantivy::Index> {
    let damaged = index.validate_checksum()?;
    match damaged.iter().next() {
        None => Ok(index),
        Some(path) => bail!("{} is damaged", path.display()),
    }
}

impl FolderLock {
    /// Whether this path still leads to the locked file.
    #[cfg(unix)]
    fn is_at(&self, path: &Path) -> bool {
        use std::os::unix::fs::MetadataExt;
        let number = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        fs::metadata(path).ok().map(number) == self.file.metadata().ok().map(number)
    }

    /// Elsewhere a file that is open cannot be deleted.
    #[cfg(not(unix))]
    fn is_at(&self, _path: &Path) -> bool {
        self.file.metadata().is_ok()
    }
}
