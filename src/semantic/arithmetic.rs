//! The arithmetic of the encoder and of the search for neighbours, on whatever processor there is.
//!
//! Everything exists once in plain Rust (`plain`), which any processor runs, and what is worth it once more for
//! processors with AVX2 (`vector`), chosen when the program runs. Tests hold that both agree. This module refuses to
//! know what is computed with it.

mod matrix;
mod plain;
mod vector;

pub(super) use matrix::{Matrix, Rounded};
pub(super) use plain::Heads;

use super::DIMENSIONS;

use vector::Avx2;

/// Vectors whose signs lie side by side.
pub(super) const LANES: usize = 32;

/// The signs of 32 vectors, a bit each, set where a number is above 0: for each four dimensions a byte of two vectors, the
/// `n`th in the lower half and the `n + 16`th in the upper.
pub(super) type Signs = [[u8; LANES / 2]; DIMENSIONS / 4];

/// What each four signs are worth, at most 63.
pub(super) type Table = [[u8; 16]; DIMENSIONS / 4];

/// How to compute.
#[derive(Clone, Copy, Debug)]
pub(super) enum Arithmetic {
    Plain,
    Vector(Avx2),
}

impl Arithmetic {
    /// The fastest that this processor can do.
    pub(super) fn best() -> Arithmetic {
        Avx2::detect().map_or(Arithmetic::Plain, Arithmetic::Vector)
    }

    /// Rounds rows of so many values to 8 bits, with one scale a block.
    pub(super) fn round(self, values: &[f32], columns: usize, into: &mut Rounded) {
        into.resize(values.len() / columns, columns);
        match self {
            Arithmetic::Plain => plain::round(values, into),
            Arithmetic::Vector(avx2) => avx2.round(values, into),
        }
    }

    /// For each row of activations the products with all rows of a matrix, and what the matrix adds.
    pub(super) fn multiply(self, matrix: &Matrix, rows: &Rounded, into: &mut Vec<f32>) {
        into.resize(rows.count() * matrix.rows(), 0.0);
        match self {
            Arithmetic::Plain => plain::multiply(matrix, rows, into),
            Arithmetic::Vector(avx2) => avx2.multiply(matrix, rows, into),
        }
    }

    /// Attention among all tokens: each holds its query, key and value, one behind the other.
    pub(super) fn attend(self, tokens: &[f32], heads: usize, work: &mut Heads, into: &mut Vec<f32>) {
        into.resize(tokens.len() / 3, 0.0);
        match self {
            Arithmetic::Plain => plain::attend::<false>(tokens, heads, work, into),
            Arithmetic::Vector(avx2) => avx2.attend(tokens, heads, work, into),
        }
    }

    /// The Gaussian error linear unit of each value.
    pub(super) fn gelu(self, values: &mut [f32]) {
        match self {
            Arithmetic::Plain => plain::gelu::<false>(values),
            Arithmetic::Vector(avx2) => avx2.gelu(values),
        }
    }

    /// Adds to each row and normalises it: mean 0, variance 1, then by dimension a scale and a shift.
    pub(super) fn normalise(self, rows: &mut [f32], added: Option<&[f32]>, scale: &[f32], shift: &[f32], epsilon: f32) {
        match self {
            Arithmetic::Plain => plain::normalise::<false>(rows, added, scale, shift, epsilon),
            Arithmetic::Vector(avx2) => avx2.normalise(rows, added, scale, shift, epsilon),
        }
    }

    /// For each block of signs the sums of what they are worth.
    pub(super) fn look_up(self, blocks: &[Signs], table: &Table, into: &mut [[u16; LANES]]) {
        match self {
            Arithmetic::Plain => plain::look_up(blocks, table, into),
            Arithmetic::Vector(avx2) => avx2.look_up(blocks, table, into),
        }
    }

    /// The product of two vectors, of which one is of small integers.
    pub(super) fn product(self, values: &[i8; DIMENSIONS], with: &[f32; DIMENSIONS]) -> f32 {
        match self {
            Arithmetic::Plain => plain::product::<false>(values, with),
            Arithmetic::Vector(avx2) => avx2.product(values, with),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small numbers without order, the same every time.
    fn numbers() -> impl Iterator<Item = u8> {
        (0_u32..).map(|n| (n.wrapping_mul(2_654_435_761) >> 21) as u8)
    }

    #[test]
    fn products_are_the_same_however_they_are_computed() {
        let (rows, columns) = (32, 64);
        let bytes: Vec<u8> = numbers().take(rows * columns / 32 * 18).collect();
        let mut blocks: Vec<[u8; 18]> = bytes.as_chunks().0.to_vec();
        blocks.iter_mut().for_each(|block| block[..2].copy_from_slice(&0x2e66_u16.to_le_bytes()));
        let matrix = Matrix::of(blocks.as_flattened(), columns, vec![0.5; rows]);
        for count in 1..=9 {
            let values: Vec<f32> = numbers().skip(7).take(count * columns).map(|n| f32::from(n) - 100.0).collect();
            let multiplied = |arithmetic: Arithmetic| {
                let (mut rounded, mut out) = (Rounded::default(), Vec::new());
                arithmetic.round(&values, columns, &mut rounded);
                arithmetic.multiply(&matrix, &rounded, &mut out);
                out
            };
            let (plain, best) = (multiplied(Arithmetic::Plain), multiplied(Arithmetic::best()));
            assert!(plain.iter().zip(&best).all(|(a, b)| (a - b).abs() <= a.abs().max(1.0) * 1e-4), "{count} rows");
            let row: Vec<f32> = blocks[..2].iter().flat_map(|block| Matrix::values(block)).collect();
            let exact: f32 = row.iter().zip(&values).map(|(a, b)| a * b).sum::<f32>() + 0.5;
            assert!((plain[0] - exact).abs() < exact.abs() * 0.02, "{} instead of {exact}", plain[0]);
        }
    }

    #[test]
    fn signs_are_worth_the_same_however_they_are_looked_up() {
        let blocks: Vec<u8> = numbers().take(3 * 16 * 96).collect();
        let blocks: Vec<Signs> = blocks.as_chunks::<16>().0.as_chunks::<96>().0.to_vec();
        let table: Vec<u8> = numbers().skip(5).take(16 * 96).map(|worth| worth % 64).collect();
        let table: Table = *table.as_chunks::<16>().0.first_chunk().expect("96 groups");
        let looked_up = |arithmetic: Arithmetic| {
            let mut into = [[0; LANES]; 3];
            arithmetic.look_up(&blocks, &table, &mut into);
            into
        };
        assert_eq!(looked_up(Arithmetic::Plain), looked_up(Arithmetic::best()));
    }
}
