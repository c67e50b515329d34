//! The walk: what is there, by one `stat` a file.

use super::SIDECAR;
use super::read::{is_placeholder, reason};
use super::rules::Rules;
use crate::model::Fingerprint;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file changed less than this before it was looked at may change again without its time changing: file systems
/// tick every few milliseconds. Such a stamp is made to differ from the one of any later look.
const TICK: Duration = Duration::from_millis(50);

/// Which part of the folder is looked at. Paths are below the corpus folder, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One file and its sidecar (either may be named). If it turns out to be a folder, or to have been one: all of it.
    File(String),
    /// A folder and all that is below it; the empty path is everything.
    Subtree(String),
    Everything,
}

impl Scope {
    /// Whether what is known of this path is to be held against a listing of this scope.
    pub fn contains(&self, path: &str) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Subtree(folder) => folder.is_empty() || is_at_or_below(path, folder),
            Scope::File(file) => is_at_or_below(path, file) || owner(path) == owner(file),
        }
    }
}

/// The document that a path speaks of: itself, or the one whose sidecar it is.
fn owner(path: &str) -> &str {
    path.strip_suffix(SIDECAR).unwrap_or(path)
}

/// Whether `path` is `folder` or lies below it. Everything lies below the empty path.
pub(super) fn is_at_or_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A file's state on disk without its content: the part of a [`Fingerprint`] that costs one `stat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Bytes, without the sidecar's.
    pub size: u64,
    /// Nanoseconds since 1970, without the sidecar's.
    pub modified: i64,
    /// The file's number on its disk, mixed with the state of its sidecar where it has one: another number is another
    /// file or another sidecar.
    pub inode: u64,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().unwrap_or(UNIX_EPOCH);
        let nanos = match modified.duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
        };
        let fresh = SystemTime::now().duration_since(modified).is_ok_and(|age| age < TICK);
        // Once its content is there, a placeholder is another file, though nothing else of it changes.
        let inode = if is_placeholder(metadata) { !inode(metadata) } else { inode(metadata) };
        Stamp { size: metadata.len(), modified: nanos - i64::from(fresh), inode }
    }

    fn with_sidecar(self, sidecar: Stamp) -> Stamp {
        // Any mixing will do: what matters is that another state of the sidecar gives another number.
        let mix = [sidecar.size, sidecar.modified.cast_unsigned(), sidecar.inode, 1]
            .into_iter()
            .fold(0u64, |mixed, part| (mixed ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29));
        Stamp { inode: self.inode ^ mix, ..self }
    }

    /// The whole fingerprint, with the hash of what was read.
    pub fn fingerprint(self, hash: u64) -> Fingerprint {
        Fingerprint { size: self.size, modified: self.modified, inode: self.inode, hash }
    }
}

impl From<Fingerprint> for Stamp {
    fn from(fingerprint: Fingerprint) -> Stamp {
        Stamp { size: fingerprint.size, modified: fingerprint.modified, inode: fingerprint.inode }
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

/// One file of the folder, as a walk finds it or as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Seen(Stamp),
    /// Left out by this rule.
    Ignored {
        rule: String,
    },
    /// It is there and can never be a document as it is.
    Failed {
        reason: String,
        hint: Option<String>,
    },
}

/// What a walk found within its scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Every file, by its path below the corpus folder.
    pub files: BTreeMap<String, Entry>,
    /// Folders (or single paths) that could not be looked at, and why. What is known below them is not gone.
    pub unreadable: BTreeMap<String, String>,
}

/// Walks a scope.
pub(super) fn walk(root: &Path, rules: &Rules, scope: &Scope) -> Listing {
    let mut walk = Walk { root, rules, listing: Listing::default(), sidecars: BTreeMap::new() };
    match scope {
        Scope::Everything => walk.folder(String::new()),
        Scope::Subtree(path) if path.is_empty() => walk.folder(String::new()),
        Scope::Subtree(path) => walk.one(path),
        Scope::File(path) => {
            let document = owner(path);
            walk.one(document);
            walk.one(&format!("{document}{SIDECAR}"));
        }
    }
    walk.finish()
}

struct Walk<'a> {
    root: &'a Path,
    rules: &'a Rules,
    listing: Listing,
    sidecars: BTreeMap<String, Stamp>,
}

impl Walk<'_> {
    /// Looks at one path, if a walk from the top would come to it.
    fn one(&mut self, path: &str) {
        let mut above = String::new();
        let parts: Vec<&str> = path.split('/').collect();
        let Some((name, folders)) = parts.split_last() else { return };
        if parts.iter().any(|part| part.is_empty() || *part == "." || *part == ".." || part.contains('\0')) {
            return;
        }
        for folder in folders {
            join(&mut above, folder);
            if !self.rules.walks(&above, folder) {
                return;
            }
            match fs::symlink_metadata(self.root.join(&above)) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => return,
                Err(error) => return self.missing(&above, &error),
            }
        }
        match fs::symlink_metadata(self.root.join(path)) {
            Ok(metadata) => self.entry(path.to_owned(), name, &metadata),
            Err(error) => self.missing(path, &error),
        }
    }

    fn missing(&mut self, path: &str, error: &std::io::Error) {
        if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename) {
            self.listing.unreadable.insert(path.to_owned(), reason(error));
        } else if !self.root.is_dir() {
            // The whole folder is away: a disk that is not mounted has not deleted anything.
            self.listing.unreadable.insert(String::new(), "the corpus folder is not there".to_owned());
        }
    }

    /// Walks a folder and all below it, with a list of its own instead of recursion.
    fn folder(&mut self, start: String) {
        let mut waiting = vec![start];
        while let Some(folder) = waiting.pop() {
            let entries = match fs::read_dir(self.root.join(&folder)) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound && !folder.is_empty() => continue,
                Err(error) => {
                    self.listing.unreadable.insert(folder, reason(&error));
                    continue;
                }
            };
            for entry in entries {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        self.listing.unreadable.insert(folder.clone(), reason(&error));
                        break;
                    }
                };
                let mut path = folder.clone();
                let os_name = entry.file_name();
                let Some(name) = os_name.to_str() else {
                    self.misnamed(&path, &os_name.to_string_lossy());
                    continue;
                };
                join(&mut path, name);
                match entry.metadata() {
                    Ok(metadata) if metadata.is_dir() => {
                        if self.rules.walks(&path, name) {
                            waiting.push(path);
                        }
                    }
                    Ok(metadata) => self.entry(path, name, &metadata),
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    Err(error) => {
                        self.listing.unreadable.insert(path, reason(&error));
                    }
                }
            }
        }
    }

    /// A name that is no text cannot be a path of ours: it is shown as well as it can be.
    fn misnamed(&mut self, folder: &str, shown: &str) {
        let mut path = folder.to_owned();
        join(&mut path, shown);
        while self.listing.files.contains_key(&path) {
            path.push('\u{fffd}');
        }
        let reason = "its name is not valid UTF-8 text".to_owned();
        let hint = Some("rename the file (or the folder)".to_owned());
        self.listing.files.insert(path, Entry::Failed { reason, hint });
    }

    fn entry(&mut self, path: String, name: &str, metadata: &Metadata) {
        if metadata.is_dir() {
            if self.rules.walks(&path, name) {
                self.folder(path);
            }
            return;
        }
        let found = if metadata.is_symlink() {
            match self.linked(&path) {
                Some(found) => found,
                None => return,
            }
        } else if metadata.is_file() {
            Ok(Stamp::of(metadata))
        } else {
            return;
        };
        if let (Some(document), Ok(stamp)) = (path.strip_suffix(SIDECAR), &found) {
            self.sidecars.insert(document.to_owned(), *stamp);
        }
        let entry = match (self.rules.rule_for(&path, name), found) {
            (Some(rule), _) => Entry::Ignored { rule },
            // It could be no path of ours: some systems part folders with it.
            (None, Ok(_)) if path.contains('\\') => Entry::Failed {
                reason: "its name has a backslash".to_owned(),
                hint: Some("rename the file (or the folder)".to_owned()),
            },
            (None, Ok(stamp)) => Entry::Seen(stamp),
            (None, Err(failed)) => failed,
        };
        self.listing.files.insert(path, entry);
    }

    /// What a link leads to. `None` for a link to a folder: those are not followed, so no walk can go in circles.
    fn linked(&self, path: &str) -> Option<Result<Stamp, Entry>> {
        let full = self.root.join(path);
        let failed = |reason: &str, hint: &str| {
            Some(Err(Entry::Failed { reason: reason.to_owned(), hint: Some(hint.to_owned()) }))
        };
        let (Ok(metadata), Ok(target)) = (fs::metadata(&full), fs::canonicalize(&full)) else {
            return failed("the link leads nowhere", "remove the link, or put the file in its place");
        };
        if metadata.is_dir() {
            return None;
        }
        if !target.starts_with(self.root) || !metadata.is_file() {
            return failed("the link leads out of the corpus folder", "put a copy of the file in its place");
        }
        Some(Ok(Stamp::of(&metadata)))
    }

    /// Folds every sidecar into the document that it belongs to.
    fn finish(mut self) -> Listing {
        for (document, sidecar) in self.sidecars {
            if let Some(Entry::Seen(stamp)) = self.listing.files.get_mut(&document) {
                *stamp = stamp.with_sidecar(sidecar);
            }
        }
        self.listing
    }
}

fn join(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('/');
    }
    path.push_str(name);
}
