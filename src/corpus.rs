//! The corpus folder as paths, bytes and fingerprints.
//!
//! This room knows which files there are, which rule leaves some of them out, and what has changed since somebody
//! last looked. It refuses to know what a file means: no formats, no languages, no index. Whatever is wrong with a
//! file or a folder is a value with words for a person, never an error that costs the others.

mod diff;
mod read;
mod rules;
mod walk;

pub use diff::{Change, apply, diff};
pub use read::{Contents, Unreadable};
pub use walk::{Entry, Listing, Scope, Stamp};

use anyhow::Context;
use rules::Rules;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What the name of a sidecar ends with: `report.pdf.meta.yaml` states the keys of `report.pdf`.
pub const SIDECAR: &str = ".meta.yaml";
/// The folder of the vocabulary, below the corpus folder.
pub const VOCABULARY: &str = "_vocabulary";
/// The file that lists what is to be left out, in gitignore syntax.
pub const IGNORE_FILE: &str = ".praxisignore";
/// The largest file that is read where nobody asks for another limit.
pub const MAX_BYTES: u64 = 64 << 20;

/// An open corpus folder. Cheap to clone; holds no file open.
#[derive(Clone, Debug)]
pub struct Corpus {
    root: PathBuf,
    max_bytes: u64,
}

impl Corpus {
    /// Opens a folder. Fails, in words a person can act on, where there is none or it cannot be read.
    pub fn open(root: &Path) -> anyhow::Result<Corpus> {
        let shown = root.display();
        let canonical = fs::canonicalize(root).with_context(|| {
            format!("cannot open the corpus folder {shown}: create it, or name another one with --corpus")
        })?;
        anyhow::ensure!(
            canonical.is_dir(),
            "the corpus {shown} is a file, not a folder: name the folder that holds it"
        );
        fs::read_dir(&canonical)
            .with_context(|| format!("cannot read the corpus folder {shown}: give this user the right to list it"))?;
        Ok(Corpus { root: canonical, max_bytes: MAX_BYTES })
    }

    /// The same folder with another limit for the size of a file that is read.
    #[must_use]
    pub fn with_max_bytes(self, max_bytes: u64) -> Corpus {
        Corpus { max_bytes, ..self }
    }

    /// The folder itself: absolute, without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Looks at the folder, or at a part of it: what is there, without opening a single document.
    pub fn walk(&self, scope: &Scope) -> Listing {
        walk::walk(&self.root, &Rules::load(&self.root), scope)
    }

    /// Where a path of the corpus lies on disk. `None` for whatever is no plain path below the corpus folder: absolute,
    /// with `..`, with NUL, led elsewhere by a link, or not there.
    pub fn resolve(&self, path: &str) -> Option<PathBuf> {
        let relative = Path::new(path);
        let plain = !path.is_empty()
            && !path.contains('\0')
            && !path.contains('\\')
            && relative.components().all(|part| matches!(part, Component::Normal(_)));
        let full = plain.then(|| fs::canonicalize(self.root.join(relative)).ok())??;
        full.starts_with(&self.root).then_some(full)
    }

    /// Reads a document and its sidecar whole, and hashes them.
    pub fn read(&self, path: &str) -> Result<Contents, Unreadable> {
        read::read(self, path)
    }

    /// Which part of the corpus an absolute path on disk speaks of. `None` for what no walk would ever list: paths
    /// outside of the folder, and what lies under a folder whose name begins with `_` or `.`.
    pub fn scope_of(&self, path: &Path) -> Option<Scope> {
        let relative = path.strip_prefix(&self.root).ok()?;
        let mut parts = Vec::new();
        for part in relative.components() {
            match part {
                Component::Normal(name) => parts.push(name.to_string_lossy()),
                _ => return None,
            }
        }
        let Some((name, folders)) = parts.split_last() else { return Some(Scope::Everything) };
        if folders.iter().any(|folder| rules::is_hidden_folder(folder)) {
            return None;
        }
        if folders.is_empty() && name == IGNORE_FILE {
            return Some(Scope::Everything);
        }
        Some(Scope::File(parts.join("/")))
    }

    /// A number that changes when a file of the vocabulary is saved, added or removed. 0 where there is no vocabulary.
    pub fn vocabulary_fingerprint(&self) -> u64 {
        let Ok(folder) = fs::read_dir(self.root.join(VOCABULARY)) else { return 0 };
        let mut files: Vec<(String, Stamp)> = folder
            .flatten()
            .filter(|entry| entry.path().extension() == Some(OsStr::new("yaml")))
            .filter_map(|entry| {
                let stamp = Stamp::of(&fs::metadata(entry.path()).ok()?);
                Some((entry.file_name().to_string_lossy().into_owned(), stamp))
            })
            .collect();
        files.sort();
        read::short_hash(format!("{files:?}").as_bytes())
    }
}
