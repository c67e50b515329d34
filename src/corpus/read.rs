//! Reading one file, whole and bounded.

use super::{Corpus, SIDECAR};
use crate::model::{Failure, ProblemStatus};
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Bytes that a file system may keep in a file's entry, without a block of its own.
const IN_ENTRY: u64 = 4096;

/// Whether only the name of a file is here: a synchronised drive shows it and would fetch what is in it when it is read.
#[cfg(unix)]
pub(super) fn is_placeholder(metadata: &Metadata) -> bool {
    metadata.len() > IN_ENTRY && std::os::unix::fs::MetadataExt::blocks(metadata) == 0
}

#[cfg(not(unix))]
pub(super) fn is_placeholder(_: &Metadata) -> bool {
    false
}

/// What was read of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    pub bytes: Vec<u8>,
    /// The bytes of its sidecar, where it has one that can be read.
    pub sidecar: Option<Vec<u8>>,
    /// First 8 bytes of the BLAKE3 hash of the content, and of the sidecar's where there is one.
    pub hash: u64,
}

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not there any more: the next look at the folder will say so.
    Gone,
    Failed(Failure),
}

pub(super) fn read(corpus: &Corpus, path: &str) -> Result<Contents, Unreadable> {
    let full = corpus.resolve(path).ok_or(Unreadable::Gone)?;
    let bytes = bounded(&full, corpus.max_bytes).map_err(|error| unreadable(&error, corpus.max_bytes))?;
    let sidecar =
        corpus.resolve(&format!("{path}{SIDECAR}")).and_then(|sidecar| bounded(&sidecar, corpus.max_bytes).ok());
    let hash = match &sidecar {
        None => short_hash(&bytes),
        Some(sidecar) => short_hash(&[short_hash(&bytes).to_le_bytes(), short_hash(sidecar).to_le_bytes()].concat()),
    };
    Ok(Contents { bytes, sidecar, hash })
}

fn unreadable(error: &io::Error, max_bytes: u64) -> Unreadable {
    match error.kind() {
        ErrorKind::NotFound => Unreadable::Gone,
        ErrorKind::FileTooLarge => Unreadable::Failed(Failure::new(
            ProblemStatus::TooLarge,
            format!("larger than {} MiB", max_bytes >> 20),
            "make the file smaller, or allow larger ones in the settings",
        )),
        ErrorKind::ResourceBusy => {
            let hint = "let the drive keep it on this machine; it is read once it is there";
            let reason = "its content is not on this machine, but on a synchronised drive";
            Unreadable::Failed(Failure::new(ProblemStatus::Failed, reason, hint))
        }
        ErrorKind::PermissionDenied => {
            let hint = "give the user that runs Praxis the right to read it";
            Unreadable::Failed(Failure::new(ProblemStatus::Failed, reason(error), hint))
        }
        _ => Unreadable::Failed(Failure::new(ProblemStatus::Failed, reason(error), "")),
    }
}

/// A failure of the disk, in words.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied => "permission to read it is denied".to_owned(),
        ErrorKind::NotFound => "it is not there".to_owned(),
        _ => format!("it cannot be read: {error}"),
    }
}

/// Reads a regular file of at most `max_bytes`.
pub(super) fn bounded(path: &Path, max_bytes: u64) -> io::Result<Vec<u8>> {
    let metadata = path.metadata()?;
    if !metadata.is_file() {
        // Opening a pipe would wait for somebody to write into it.
        return Err(io::Error::new(ErrorKind::InvalidInput, "not a regular file"));
    }
    if is_placeholder(&metadata) {
        return Err(ErrorKind::ResourceBusy.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(max_bytes)).unwrap_or(0));
    File::open(path)?.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The first 8 bytes of the BLAKE3 hash.
pub(super) fn short_hash(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes()[..8].iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
