//! A zip package, as office programs and e-books use it: parts by name, within bounds.
//!
//! What a part unpacks to is bounded, and so is what all parts together do: a small file can hold a package that
//! would fill the machine.

use crate::model::ProblemStatus;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What one part, and all that are read of one package, may unpack to, in bytes.
const MAX_PART: u64 = 64 << 20;
const MAX_PACKAGE: u64 = 192 << 20;

/// Entries that are looked at; a package of an office program has some hundreds.
const MAX_ENTRIES: usize = 20_000;

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    left: u64,
    /// Whether something was left unread since it is too large or broken.
    pub(super) incomplete: bool,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, ProblemStatus> {
        if is_compound_file(bytes) {
            return Err(compound_file(bytes));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ProblemStatus::Damaged)?;
        let names = archive.file_names().take(MAX_ENTRIES).filter_map(Result::ok).map(|name| name.into_owned());
        let names = names.collect();
        Ok(Package { archive, names, left: MAX_PACKAGE, incomplete: false })
    }

    /// The names of its parts, as the package lists them.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// A part's bytes; `None` where there is none of this name, or it cannot be read.
    pub(super) fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        if !self.names.iter().any(|known| known == name) {
            return None;
        }
        let Ok(part) = self.archive.by_name(name) else {
            self.incomplete = true;
            return None;
        };
        let bound = MAX_PART.min(self.left);
        let mut bytes = Vec::new();
        let whole = part.take(bound + 1).read_to_end(&mut bytes).is_ok() && bytes.len() as u64 <= bound;
        bytes.truncate(usize::try_from(bound).unwrap_or(usize::MAX));
        self.left -= bytes.len() as u64;
        self.incomplete |= !whole;
        Some(bytes)
    }

    /// A part as text; XML parts are in UTF-8, or in UTF-16 with a mark.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let bytes = self.bytes(name)?;
        Some(super::encoding::decode(&bytes, Some(encoding_rs::UTF_8)).0)
    }
}

/// Whether these bytes begin an OLE compound file: an office document of before 2007, or one under a password.
pub(super) fn is_compound_file(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// Why such a file is not read: a document under a password is a package within the older container, which names it.
fn compound_file(bytes: &[u8]) -> ProblemStatus {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
    match bytes.windows(name.len()).any(|part| part == name) {
        true => ProblemStatus::Encrypted,
        false => ProblemStatus::Unsupported,
    }
}

/// The path of a relation's target, from the part that names it: `slides/slide1.xml` in `ppt/presentation.xml`.
pub(super) fn resolve(from: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut path: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}
