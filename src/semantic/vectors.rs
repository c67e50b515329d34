//! The vectors of passages: a file to which they are added, kept by the hash of the passage's text, and views of it.
//!
//! What was encoded once is never encoded again, whatever becomes of documents and of the index. A view is frozen: it
//! maps the file as it was, and what is added later is not in it. An entry that a crash left half written is found by
//! its checksum; what lies behind it is encoded again.

use super::DIMENSIONS;
use super::file::map;
use super::nearest::{Neighbour, Rounded, SignBits, nearest};
use anyhow::Context;
use memmap2::Mmap;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Begins the file; then comes what the vectors were made with.
const MAGIC: &[u8; 8] = b"PRAXISV1";
const HEADER: usize = 40;
/// Key, scale, checksum, numbers.
const ENTRY: usize = 16 + DIMENSIONS;
/// Vectors whose signs are kept together and never copied again.
const SEALED: usize = 4096;

/// The vectors of all passages that were ever encoded.
pub struct Vectors {
    /// None in memory.
    file: Option<(PathBuf, File)>,
    fingerprint: [u8; 32],
    bytes: Bytes,
    slots: HashMap<u64, u32>,
    sealed: Vec<Arc<SignBits>>,
    last: SignBits,
    /// Added since the last view, to be written.
    waiting: Vec<u8>,
}

/// The entries of a view, without the header.
#[derive(Clone)]
enum Bytes {
    Mapped(Arc<Mmap>),
    Held(Arc<Vec<u8>>),
}

impl Bytes {
    fn entries(&self) -> &[[u8; ENTRY]] {
        let bytes: &[u8] = match self {
            Bytes::Mapped(map) => map.get(HEADER..).unwrap_or_default(),
            Bytes::Held(bytes) => bytes,
        };
        bytes.as_chunks().0
    }
}

impl Vectors {
    /// Vectors in memory alone.
    pub fn in_memory() -> Vectors {
        Vectors {
            file: None,
            fingerprint: [0; 32],
            bytes: Bytes::Held(Arc::default()),
            slots: HashMap::new(),
            sealed: Vec::new(),
            last: SignBits::default(),
            waiting: Vec::new(),
        }
    }

    /// The vectors in a file, to add to them. A file that was made with another model, or is none of these, is begun
    /// anew. Only one may write it at a time.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn in_file(path: &Path, fingerprint: [u8; 32]) -> anyhow::Result<Vectors> {
        let named = || format!("the vectors {}", path.display());
        let mut vectors = Vectors { fingerprint, ..Vectors::in_memory() };
        if !vectors.read(path).with_context(named)? {
            begin(path, &fingerprint).with_context(named)?;
        }
        let file = File::options().read(true).append(true).open(path).with_context(named)?;
        file.set_len((HEADER + vectors.len() * ENTRY) as u64).with_context(named)?;
        vectors.bytes = Bytes::Mapped(Arc::new(map(&file).with_context(named)?));
        vectors.file = Some((path.to_owned(), file));
        Ok(vectors)
    }

    /// The vectors in a file as they are, whoever adds to it; none where there is no file of this model.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reading(path: &Path, fingerprint: [u8; 32]) -> anyhow::Result<Vectors> {
        let mut vectors = Vectors { fingerprint, ..Vectors::in_memory() };
        vectors.read(path).with_context(|| format!("the vectors {}", path.display()))?;
        Ok(vectors)
    }

    /// Takes over all whole entries of a file; says whether there is one of this model.
    fn read(&mut self, path: &Path) -> anyhow::Result<bool> {
        let Ok(file) = File::open(path) else { return Ok(false) };
        let mapped = map(&file)?;
        if mapped.get(..HEADER) != Some(&header(&self.fingerprint)) {
            return Ok(false);
        }
        self.bytes = Bytes::Mapped(Arc::new(mapped));
        let bytes = self.bytes.clone();
        for entry in bytes.entries() {
            let (key, vector) = read_entry(entry);
            if *entry != write_entry(key, &vector) {
                break;
            }
            self.remember(key, &vector.values);
        }
        Ok(true)
    }

    fn remember(&mut self, key: u64, values: &[i8; DIMENSIONS]) {
        self.slots.insert(key, u32::try_from(self.len()).expect("fewer than 2^32 vectors"));
        self.last.push(values);
        if self.last.len() == SEALED {
            self.sealed.push(Arc::new(std::mem::take(&mut self.last)));
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.sealed.len() * SEALED + self.last.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the passage with this key was encoded.
    pub fn has(&self, key: u64) -> bool {
        self.slots.contains_key(&key)
    }

    /// The number of a passage's vector in every view from the next on.
    pub fn slot(&self, key: u64) -> Option<u32> {
        self.slots.get(&key).copied()
    }

    /// Adds the vector of a passage; seen in the next view.
    pub fn add(&mut self, key: u64, vector: &[f32; DIMENSIONS]) {
        let rounded = Rounded::of(vector);
        if !self.has(key) {
            self.waiting.extend_from_slice(&write_entry(key, &rounded));
            self.remember(key, &rounded.values);
        }
    }

    /// Writes what was added and freezes all there is.
    ///
    /// # Errors
    /// When the file cannot be written. What could not be written is tried again with the next view.
    pub fn view(&mut self) -> anyhow::Result<View> {
        self.write()?;
        let parts = self.sealed.iter().cloned().chain([Arc::new(self.last.clone())]).collect();
        Ok(View { bytes: self.bytes.clone(), parts })
    }

    fn write(&mut self) -> anyhow::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let before = HEADER + self.len() * ENTRY - self.waiting.len();
        match (&mut self.file, &mut self.bytes) {
            (Some((path, file)), bytes) => {
                let named = || format!("the vectors {}", path.display());
                file.set_len(before as u64).with_context(named)?;
                file.write_all(&self.waiting).with_context(named)?;
                *bytes = Bytes::Mapped(Arc::new(map(file).with_context(named)?));
            }
            (None, Bytes::Held(held)) => Arc::make_mut(held).extend_from_slice(&self.waiting),
            (None, Bytes::Mapped(_)) => anyhow::bail!("these vectors are for reading"),
        }
        self.waiting.clear();
        Ok(())
    }

    /// Leaves out all vectors that are not wanted any more, if that halves the file: written beside it and moved over
    /// it. Views that were taken go on as they are.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn compact(&mut self, wanted: impl Fn(u64) -> bool) -> anyhow::Result<()> {
        let Some((path, _)) = &self.file else { return Ok(()) };
        let path = path.clone();
        let kept = self.slots.keys().filter(|key| wanted(**key)).count();
        if self.len() < SEALED || kept * 2 > self.len() {
            return Ok(());
        }
        self.write()?;
        let beside = path.with_extension("new");
        let mut bytes = header(&self.fingerprint).to_vec();
        for entry in self.bytes.entries().iter().filter(|entry| wanted(read_entry(entry).0)) {
            bytes.extend_from_slice(entry);
        }
        fs::write(&beside, bytes).with_context(|| format!("writing {}", beside.display()))?;
        fs::rename(&beside, &path).with_context(|| format!("replacing {}", path.display()))?;
        *self = Vectors::in_file(&path, self.fingerprint)?;
        Ok(())
    }
}

impl std::fmt::Debug for Vectors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vectors").field("file", &self.file).field("len", &self.len()).finish_non_exhaustive()
    }
}

/// All vectors that there were at one time.
#[derive(Clone)]
pub struct View {
    bytes: Bytes,
    parts: Vec<Arc<SignBits>>,
}

impl View {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The vector with this number, or none where there is no such.
    pub fn vector(&self, slot: u32) -> Option<Rounded> {
        self.bytes.entries().get(slot as usize).map(|entry| read_entry(entry).1)
    }

    /// Those nearest to a vector of length 1, nearest first, among those that `counts`.
    pub fn nearest(&self, query: &[f32; DIMENSIONS], wanted: usize, counts: impl Fn(u32) -> bool) -> Vec<Neighbour> {
        let parts: Vec<&SignBits> = self.parts.iter().map(AsRef::as_ref).collect();
        let entries = self.bytes.entries();
        nearest(query, &parts, wanted, |slot| {
            let entry = entries.get(slot as usize).filter(|_| counts(slot))?;
            let vector = read_entry(entry).1;
            Some(vector)
        })
    }
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").field("len", &self.len()).finish_non_exhaustive()
    }
}

fn header(fingerprint: &[u8; 32]) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..8].copy_from_slice(MAGIC);
    header[8..].copy_from_slice(fingerprint);
    header
}

/// A file without entries, in place of whatever was there.
fn begin(path: &Path, fingerprint: &[u8; 32]) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    fs::write(&beside, header(fingerprint))?;
    fs::rename(&beside, path)
}

fn write_entry(key: u64, vector: &Rounded) -> [u8; ENTRY] {
    let mut entry = [0; ENTRY];
    entry[..8].copy_from_slice(&key.to_le_bytes());
    entry[8..12].copy_from_slice(&vector.scale.to_le_bytes());
    entry[16..].iter_mut().zip(&vector.values).for_each(|(byte, value)| *byte = value.cast_unsigned());
    let check = blake3::hash(&entry);
    entry[12..16].copy_from_slice(&check.as_bytes()[..4]);
    entry
}

fn read_entry(entry: &[u8; ENTRY]) -> (u64, Rounded) {
    let key = u64::from_le_bytes(*entry.first_chunk().expect("longer than a key"));
    let scale = f32::from_le_bytes(*entry[8..].first_chunk().expect("longer than a scale"));
    let bytes: &[u8; DIMENSIONS] = entry[16..].first_chunk().expect("as many numbers as dimensions");
    (key, Rounded { scale, values: bytes.map(u8::cast_signed) })
}
