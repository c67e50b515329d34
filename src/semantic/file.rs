//! The file of weights: where in it each part lies.
//!
//! The layout is that of `e5-small-q4.bin` (see `models/README.md`), little-endian throughout: `E5S1`, a version, nine
//! numbers on the network; the pieces of the vocabulary (counts, offsets, scores, bytes); the table by which characters
//! are normalised; a directory of tensors by name. It is mapped, not read: what is not used costs nothing, and whatever
//! else maps it shares the memory. A file that is not of this layout is refused, whatever it holds.

use anyhow::{Context, bail, ensure};
use memmap2::Mmap;
use std::collections::HashMap;
use std::fs::File;
use std::ops::Range;
use std::path::Path;

/// Weights that share one scale.
pub(super) const BLOCK: usize = 32;
/// Bytes of such a block: a scale in half precision, then two weights a byte.
pub(super) const BLOCK_BYTES: usize = 2 + BLOCK / 2;

/// The sizes of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sizes {
    pub(super) hidden: usize,
    pub(super) layers: usize,
    pub(super) heads: usize,
    pub(super) inner: usize,
    pub(super) vocabulary: usize,
    pub(super) positions: usize,
    /// Of tokens; all of ours are of the first.
    pub(super) kinds: usize,
}

/// The pieces that the vocabulary sets apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Special {
    pub(super) begin: u32,
    pub(super) end: u32,
    pub(super) unknown: u32,
}

/// A mapped file of weights, found to be whole.
pub(super) struct ModelFile {
    bytes: Mmap,
    pub(super) sizes: Sizes,
    pub(super) epsilon: f32,
    pub(super) special: Special,
    pub(super) pieces: usize,
    piece_offsets: Range<usize>,
    piece_scores: Range<usize>,
    piece_bytes: Range<usize>,
    pub(super) normalised: usize,
    normalisation: Range<usize>,
    tensors: HashMap<String, Range<usize>>,
}

impl ModelFile {
    /// Maps a file.
    ///
    /// # Errors
    /// When it cannot be read, is cut short, or is none of this layout.
    pub(super) fn open(path: &Path) -> anyhow::Result<ModelFile> {
        let named = || format!("the model {}", path.display());
        let file = File::open(path).with_context(named)?;
        let bytes = map(&file).with_context(named)?;
        ModelFile::parse(bytes).with_context(named)
    }

    /// Differs for other weights, as far as samples of them tell.
    pub(super) fn fingerprint(&self) -> blake3::Hash {
        const SAMPLE: usize = 4096;
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.bytes.len().to_le_bytes());
        for sample in self.bytes.chunks(self.bytes.len().div_ceil(64).max(SAMPLE)) {
            hasher.update(&sample[..sample.len().min(SAMPLE)]);
        }
        hasher.finalize()
    }

    fn parse(bytes: Mmap) -> anyhow::Result<ModelFile> {
        let mut at = Cursor { bytes: &bytes, position: 0 };
        let magic = at.take(4)?;
        ensure!(bytes[magic] == *b"E5S1", "it does not begin as such a file does");
        let _version = at.number()?;
        let sizes = Sizes {
            hidden: at.number()?,
            layers: at.number()?,
            heads: at.number()?,
            inner: at.number()?,
            vocabulary: at.number()?,
            positions: at.number()?,
            kinds: at.number()?,
        };
        let epsilon = f32::from_bits(at.word()?);
        ensure!(at.number()? == BLOCK, "its blocks are of another size");
        check(sizes)?;
        let pieces = at.number()?;
        let (begin, end, _padding, unknown) = (at.word()?, at.word()?, at.word()?, at.word()?);
        let piece_length = at.long()?;
        let piece_offsets = at.take(pieces.saturating_add(1).saturating_mul(4))?;
        let piece_scores = at.take(pieces.saturating_mul(4))?;
        let piece_bytes = at.take(piece_length)?;
        let normalised = at.number()?;
        let normalisation_length = at.number()?;
        let normalisation = at.take(normalisation_length)?;
        let tensors = directory(&mut at)?;
        Ok(ModelFile {
            sizes,
            epsilon,
            special: Special { begin, end, unknown },
            pieces,
            piece_offsets,
            piece_scores,
            piece_bytes,
            normalised,
            normalisation,
            tensors,
            bytes,
        })
    }

    /// Where each piece begins in [`ModelFile::piece_text`], and where the last ends.
    pub(super) fn piece_offsets(&self) -> impl Iterator<Item = usize> {
        words(&self.bytes[self.piece_offsets.clone()]).map(|word| word as usize)
    }

    /// The logarithm of each piece's probability.
    pub(super) fn piece_scores(&self) -> impl Iterator<Item = f32> {
        words(&self.bytes[self.piece_scores.clone()]).map(f32::from_bits)
    }

    /// All pieces, one behind the other, in UTF-8.
    pub(super) fn piece_text(&self) -> &[u8] {
        &self.bytes[self.piece_bytes.clone()]
    }

    /// The table of normalisation: for each of `normalised` characters its number, a byte that counts, and so many
    /// characters in its place.
    pub(super) fn normalisation(&self) -> &[u8] {
        &self.bytes[self.normalisation.clone()]
    }

    /// A matrix of 4-bit weights, row by row in blocks.
    ///
    /// # Errors
    /// When there is none of this name and size.
    pub(super) fn blocks(&self, name: &str, rows: usize, columns: usize) -> anyhow::Result<&[u8]> {
        self.tensor(name, rows * columns / BLOCK * BLOCK_BYTES)
    }

    /// Numbers in single precision.
    ///
    /// # Errors
    /// When there are none of this name and count.
    pub(super) fn floats(&self, name: &str, count: usize) -> anyhow::Result<Vec<f32>> {
        Ok(words(self.tensor(name, count * 4)?).map(f32::from_bits).collect())
    }

    fn tensor(&self, name: &str, length: usize) -> anyhow::Result<&[u8]> {
        let range = self.tensors.get(name).with_context(|| format!("{name} is missing"))?;
        ensure!(range.len() == length, "{name} has {} bytes instead of {length}", range.len());
        Ok(&self.bytes[range.clone()])
    }
}

#[expect(unsafe_code, reason = "mapping a file: what is not used stays on disk, and what is used is shared")]
pub(super) fn map(file: &File) -> std::io::Result<Mmap> {
    // SAFETY: the map is read-only, and this program changes no byte of what it maps: models are never written, vectors
    // are added behind what is mapped or put into a new file. As everywhere where files are mapped, others must not cut
    // the file short meanwhile.
    unsafe { Mmap::map(file) }
}

/// What the arithmetic takes for granted.
fn check(sizes: Sizes) -> anyhow::Result<()> {
    let Sizes { hidden, layers, heads, inner, positions, .. } = sizes;
    if hidden != super::DIMENSIONS || heads == 0 || hidden % heads != 0 || hidden / heads != super::network::HEAD {
        bail!("a network of {hidden} dimensions and {heads} heads is not supported");
    }
    ensure!(inner > 0 && inner % BLOCK == 0 && inner <= 1 << 16, "an inner size of {inner} is not supported");
    ensure!((1..=100).contains(&layers) && positions > 2, "{layers} layers, {positions} positions");
    Ok(())
}

fn directory(at: &mut Cursor<'_>) -> anyhow::Result<HashMap<String, Range<usize>>> {
    let mut tensors = HashMap::new();
    for _ in 0..at.number()? {
        let name_length = at.short()?;
        let name = at.take(name_length)?;
        let name = String::from_utf8_lossy(&at.bytes[name]).into_owned();
        let _kind = at.take(1)?;
        let _count = at.number()?;
        let (start, length) = (at.long()?, at.long()?);
        let range = start..start.saturating_add(length);
        ensure!(range.end <= at.bytes.len(), "it is cut short: {name} ends behind its end");
        tensors.insert(name, range);
    }
    Ok(tensors)
}

/// The little-endian numbers of these bytes.
pub(super) fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (words, _) = bytes.as_chunks::<4>();
    words.iter().map(|word| u32::from_le_bytes(*word))
}

/// Reads one thing after another, never beyond the end.
struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl Cursor<'_> {
    fn take(&mut self, length: usize) -> anyhow::Result<Range<usize>> {
        let end = self.position.saturating_add(length);
        ensure!(end <= self.bytes.len(), "it is cut short");
        let range = self.position..end;
        self.position = end;
        Ok(range)
    }

    fn array<const N: usize>(&mut self) -> anyhow::Result<[u8; N]> {
        let range = self.take(N)?;
        Ok(self.bytes[range].try_into().expect("as many bytes as were taken"))
    }

    fn short(&mut self) -> anyhow::Result<usize> {
        Ok(usize::from(u16::from_le_bytes(self.array()?)))
    }

    fn word(&mut self) -> anyhow::Result<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn number(&mut self) -> anyhow::Result<usize> {
        Ok(self.word()? as usize)
    }

    fn long(&mut self) -> anyhow::Result<usize> {
        usize::try_from(u64::from_le_bytes(self.array()?)).context("a length beyond what this machine can address")
    }
}
