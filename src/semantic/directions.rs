//! Vectors of meaning without language.
//!
//! The encoder's vectors carry the language of a text as well as its meaning, so that a query lies nearest to what is
//! written in its own tongue. What the languages differ in was computed once, from one text in many languages
//! (`benches/meaning/directions.rs`, told in docs/meaning.md). Without part of the mean and all that lies along these
//! directions, a vector is nearly of meaning alone.

use super::file::words;
use super::{DIMENSIONS, Role};
use std::sync::LazyLock;

/// Vectors of little-endian numbers in single precision: what is taken from passages, what from queries, the mean of
/// passages of which both was taken, and the directions.
static BYTES: &[u8] = include_bytes!("directions.bin");

struct Directions {
    of_passages: [f32; DIMENSIONS],
    of_queries: [f32; DIMENSIONS],
    centre: [f32; DIMENSIONS],
    basis: Vec<[f32; DIMENSIONS]>,
}

static DIRECTIONS: LazyLock<Directions> = LazyLock::new(|| {
    let numbers: Vec<f32> = words(BYTES).map(f32::from_bits).collect();
    let mut rows = numbers.as_chunks::<DIMENSIONS>().0.iter().copied();
    let mut next = || rows.next().unwrap_or([0.0; DIMENSIONS]);
    Directions { of_passages: next(), of_queries: next(), centre: next(), basis: rows.collect() }
});

/// The vector of a text without its language, of length 1.
pub(super) fn without_language(role: Role, vector: &[f32; DIMENSIONS]) -> [f32; DIMENSIONS] {
    let mean = match role {
        Role::Passage => &DIRECTIONS.of_passages,
        Role::Query => &DIRECTIONS.of_queries,
    };
    removing(vector, mean, &DIRECTIONS.basis)
}

/// A vector less another, and without what lies along some directions; of length 1.
pub fn removing(
    vector: &[f32; DIMENSIONS],
    mean: &[f32; DIMENSIONS],
    basis: &[[f32; DIMENSIONS]],
) -> [f32; DIMENSIONS] {
    let mut left: [f32; DIMENSIONS] = std::array::from_fn(|n| vector[n] - mean[n]);
    for direction in basis {
        let along: f32 = left.iter().zip(direction).map(|(value, part)| value * part).sum();
        left.iter_mut().zip(direction).for_each(|(value, part)| *value -= along * part);
    }
    super::normalised(left)
}

/// Where passages lie on average: what is kept of each is how it differs from this.
pub(super) fn centre() -> &'static [f32; DIMENSIONS] {
    &DIRECTIONS.centre
}

/// Differs when the directions do.
pub(super) fn fingerprint() -> blake3::Hash {
    blake3::hash(BYTES)
}
