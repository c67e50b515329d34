//! Matrices of 4-bit weights and rows of 8-bit activations, laid out for products.

use crate::semantic::file::{BLOCK, BLOCK_BYTES};

/// Rows of a matrix that lie side by side: as many as a vector of 32 bytes has groups of four.
pub(super) const PANEL: usize = 8;
/// Bytes of one block of such rows.
pub(super) const PANEL_BYTES: usize = PANEL * BLOCK / 2;

/// A matrix of weights between -8 and 7 times the scale of their block, with a number to add to each row's product.
///
/// Eight rows lie side by side, block by block: 128 bytes hold 32 columns of each. Byte `32 v + 4 r + i` has in its lower
/// half the weight of row `r` and column `4 v + i`, in its upper half that of column `4 v + i + 16`, both plus 8.
pub(crate) struct Matrix {
    columns: usize,
    pub(super) weights: Vec<[u8; PANEL_BYTES]>,
    /// For each block of such eight rows their scales.
    pub(super) scales: Vec<[f32; PANEL]>,
    pub(super) shift: Vec<f32>,
}

impl Matrix {
    /// From the file's blocks, row by row; as many rows as there are numbers to add.
    pub(crate) fn of(blocks: &[u8], columns: usize, shift: Vec<f32>) -> Matrix {
        let (blocks, _) = blocks.as_chunks::<BLOCK_BYTES>();
        let across = columns / BLOCK;
        let mut weights = Vec::with_capacity(blocks.len() / PANEL);
        let mut scales = Vec::with_capacity(blocks.len() / PANEL);
        for panel in blocks.chunks_exact(across * PANEL) {
            for block in 0..across {
                let mut bytes = [0; PANEL_BYTES];
                let mut scale = [0.0; PANEL];
                for (row, blocks) in panel.chunks_exact(across).enumerate() {
                    let source = &blocks[block];
                    scale[row] = half([source[0], source[1]]);
                    for (group, four) in source[2..].as_chunks::<4>().0.iter().enumerate() {
                        bytes[group * 32 + row * 4..][..4].copy_from_slice(four);
                    }
                }
                weights.push(bytes);
                scales.push(scale);
            }
        }
        Matrix { columns, weights, scales, shift }
    }

    pub(crate) fn rows(&self) -> usize {
        self.shift.len()
    }

    /// Blocks of one row.
    pub(super) fn across(&self) -> usize {
        self.columns / BLOCK
    }

    /// The values of one row as the file has it.
    pub(crate) fn values(row: &[u8]) -> impl Iterator<Item = f32> {
        row.as_chunks::<BLOCK_BYTES>().0.iter().flat_map(|block| {
            let scale = half([block[0], block[1]]);
            let weights = &block[2..];
            let value = move |half: u8| f32::from(i16::from(half) - 8) * scale;
            let lower = weights.iter().map(move |byte| value(byte & 15));
            lower.chain(weights.iter().map(move |byte| value(byte >> 4)))
        })
    }
}

/// Rows of activations, rounded to 8 bits with one scale a block.
#[derive(Default)]
pub(crate) struct Rounded {
    columns: usize,
    pub(super) values: Vec<[[u8; 4]; PANEL]>,
    pub(super) scales: Vec<f32>,
    /// What takes the 8 out of the weights again: -8 times the sum of a block's values whose column, divided by four,
    /// leaves 0 or 1; and of the others.
    pub(super) offsets: Vec<[i16; 2]>,
}

impl Rounded {
    pub(super) fn resize(&mut self, rows: usize, columns: usize) {
        let blocks = rows * columns / BLOCK;
        self.columns = columns;
        self.values.resize(blocks, [[0; 4]; PANEL]);
        self.scales.resize(blocks, 0.0);
        self.offsets.resize(blocks, [0; 2]);
    }

    pub(super) fn count(&self) -> usize {
        self.scales.len() / self.across()
    }

    /// Blocks of one row.
    pub(super) fn across(&self) -> usize {
        self.columns / BLOCK
    }
}

/// A number in half precision (IEEE 754 binary16).
fn half(bytes: [u8; 2]) -> f32 {
    let bits = u16::from_le_bytes(bytes);
    let (exponent, fraction) = (u32::from(bits >> 10 & 31), u32::from(bits & 1023));
    let magnitude = match exponent {
        0 => fraction as f32 / 16_777_216.0,
        31 => f32::from_bits(0x7f80_0000 | fraction << 13),
        _ => f32::from_bits((exponent + 112) << 23 | fraction << 13),
    };
    if bits >> 15 == 1 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn numbers_in_half_precision_are_read() {
        let read = |bits: u16| half(bits.to_le_bytes());
        assert_eq!(read(0x3c00), 1.0);
        assert_eq!(read(0xc000), -2.0);
        assert_eq!(read(0x3555), 0.333_251_95);
        assert_eq!(read(0x0001), 5.960_464_5e-8);
        assert_eq!(read(0x03ff), 6.097_555e-5);
        assert_eq!(read(0x7c00), f32::INFINITY);
    }
}
