//! The arithmetic for processors with AVX2 and fused products.
//!
//! Safety rests on one thing: an [`Avx2`] exists only where the processor was asked and has these instructions.
#![expect(unsafe_code, reason = "vector arithmetic: calling what needs AVX2 once the processor was asked")]

use super::matrix::{Matrix, Rounded};
use super::plain::Heads;
use super::{LANES, Signs, Table};
use crate::semantic::DIMENSIONS;

/// Proof that the processor has AVX2 and fused products.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2(());

#[cfg(target_arch = "x86_64")]
impl Avx2 {
    pub(super) fn detect() -> Option<Avx2> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Avx2(()))
    }

    pub(super) fn round(self, values: &[f32], into: &mut Rounded) {
        // SAFETY: here and below, `self` proves that the processor has the instructions.
        unsafe { x86::round(values, into) }
    }

    pub(super) fn multiply(self, matrix: &Matrix, rows: &Rounded, into: &mut [f32]) {
        // SAFETY: as above.
        unsafe { x86::multiply(matrix, rows, into) }
    }

    pub(super) fn attend(self, tokens: &[f32], heads: usize, work: &mut Heads, into: &mut [f32]) {
        // SAFETY: as above.
        unsafe { x86::attend(tokens, heads, work, into) }
    }

    pub(super) fn gelu(self, values: &mut [f32]) {
        // SAFETY: as above.
        unsafe { x86::gelu(values) }
    }

    pub(super) fn normalise(self, rows: &mut [f32], added: Option<&[f32]>, scale: &[f32], shift: &[f32], epsilon: f32) {
        // SAFETY: as above.
        unsafe { x86::normalise(rows, added, scale, shift, epsilon) }
    }

    pub(super) fn look_up(self, blocks: &[Signs], table: &Table, into: &mut [[u16; LANES]]) {
        // SAFETY: as above.
        unsafe { x86::look_up(blocks, table, into) }
    }

    pub(super) fn product(self, values: &[i8; DIMENSIONS], with: &[f32; DIMENSIONS]) -> f32 {
        // SAFETY: as above.
        unsafe { x86::product(values, with) }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::super::matrix::{Matrix, PANEL, PANEL_BYTES, Rounded};
    use super::super::plain::{self, Heads};
    use super::super::{LANES, Signs, Table};
    use crate::semantic::DIMENSIONS;
    use std::arch::x86_64::*;

    /// Panels of rows, and rows of activations, that are multiplied at a time: as many sums as registers hold.
    const PANELS: usize = 2;
    const TILE: usize = 4;

    #[target_feature(enable = "avx2,fma")]
    pub(super) fn round(values: &[f32], into: &mut Rounded) {
        plain::round(values, into);
    }

    #[target_feature(enable = "avx2,fma")]
    pub(super) fn attend(tokens: &[f32], heads: usize, work: &mut Heads, into: &mut [f32]) {
        plain::attend::<true>(tokens, heads, work, into);
    }

    #[target_feature(enable = "avx2,fma")]
    pub(super) fn gelu(values: &mut [f32]) {
        plain::gelu::<true>(values);
    }

    #[target_feature(enable = "avx2,fma")]
    pub(super) fn normalise(rows: &mut [f32], added: Option<&[f32]>, scale: &[f32], shift: &[f32], epsilon: f32) {
        plain::normalise::<true>(rows, added, scale, shift, epsilon);
    }

    #[target_feature(enable = "avx2,fma")]
    pub(super) fn product(values: &[i8; DIMENSIONS], with: &[f32; DIMENSIONS]) -> f32 {
        plain::product::<true>(values, with)
    }

    /// Two groups of dimensions a vector; what they are worth is added in bytes four times, then in 16 bits.
    #[target_feature(enable = "avx2,fma")]
    pub(super) fn look_up(blocks: &[Signs], table: &Table, into: &mut [[u16; LANES]]) {
        let (low, byte) = (_mm256_set1_epi8(15), _mm256_set1_epi16(255));
        let tables = table.as_flattened().as_chunks::<32>().0;
        for (block, out) in blocks.iter().zip(into) {
            let mut sums = [_mm256_setzero_si256(); 4];
            for (codes, tables) in block.as_flattened().as_chunks::<32>().0.chunks(4).zip(tables.chunks(4)) {
                let mut worth = [_mm256_setzero_si256(); 2];
                for (codes, table) in codes.iter().zip(tables) {
                    let (codes, table) = (load(codes), load(table));
                    let upper = _mm256_and_si256(_mm256_srli_epi16(codes, 4), low);
                    worth[0] = _mm256_add_epi8(worth[0], _mm256_shuffle_epi8(table, _mm256_and_si256(codes, low)));
                    worth[1] = _mm256_add_epi8(worth[1], _mm256_shuffle_epi8(table, upper));
                }
                for (n, worth) in worth.into_iter().enumerate() {
                    sums[n * 2] = _mm256_add_epi16(sums[n * 2], _mm256_and_si256(worth, byte));
                    sums[n * 2 + 1] = _mm256_add_epi16(sums[n * 2 + 1], _mm256_srli_epi16(worth, 8));
                }
            }
            for (half, out) in out.as_chunks_mut::<16>().0.iter_mut().enumerate() {
                // The two halves of a vector are two groups of dimensions of the same 16; even and odd lie apart.
                let (even, odd) = (sums[half * 2], sums[half * 2 + 1]);
                let even = _mm_add_epi16(_mm256_castsi256_si128(even), _mm256_extracti128_si256(even, 1));
                let odd = _mm_add_epi16(_mm256_castsi256_si128(odd), _mm256_extracti128_si256(odd, 1));
                let (first, second) = (_mm_unpacklo_epi16(even, odd), _mm_unpackhi_epi16(even, odd));
                // SAFETY: 16 numbers of 16 bits can be written there.
                unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), _mm256_set_m128i(second, first)) };
            }
        }
    }

    /// The weights of one block of a panel, a byte each, four columns of eight rows in a vector.
    type Bytes = [[u8; 32]; 8];

    #[target_feature(enable = "avx2,fma")]
    pub(super) fn multiply(matrix: &Matrix, rows: &Rounded, into: &mut [f32]) {
        let across = matrix.across();
        let mut bytes: Vec<[Bytes; PANELS]> = vec![[[[0; 32]; 8]; PANELS]; across];
        let mut scales: Vec<[[f32; PANEL]; PANELS]> = vec![[[0.0; PANEL]; PANELS]; across];
        let panels = matrix.rows() / PANEL;
        for first in (0..panels).step_by(PANELS) {
            for (n, panel) in (first..first + PANELS).enumerate() {
                let range = panel * across..(panel + 1) * across;
                let source = matrix.weights[range.clone()].iter().zip(&matrix.scales[range]);
                for ((bytes, scales), (packed, scale)) in bytes.iter_mut().zip(&mut scales).zip(source) {
                    unpack(packed, &mut bytes[n]);
                    scales[n] = *scale;
                }
            }
            let here = Panels {
                bytes: &bytes,
                scales: &scales,
                shift: &matrix.shift.as_chunks().0[first..],
                groups: std::hint::black_box(8),
            };
            let mut outs = into.chunks_mut(matrix.rows() * TILE);
            for at in (0..rows.count()).step_by(TILE) {
                let Some(out) = outs.next() else { break };
                let out = &mut out[first * PANEL..];
                match rows.count() - at {
                    1 => here.tile::<1>(rows, at, out, matrix.rows()),
                    2 => here.tile::<2>(rows, at, out, matrix.rows()),
                    3 => here.tile::<3>(rows, at, out, matrix.rows()),
                    _ => here.tile::<TILE>(rows, at, out, matrix.rows()),
                }
            }
        }
    }

    #[target_feature(enable = "avx2,fma")]
    #[inline]
    fn unpack(packed: &[u8; PANEL_BYTES], bytes: &mut Bytes) {
        let (lower, upper) = bytes.split_at_mut(4);
        let mask = _mm256_set1_epi8(15);
        for ((packed, lower), upper) in packed.as_chunks::<32>().0.iter().zip(lower).zip(upper) {
            let packed = load(packed);
            store_bytes(_mm256_and_si256(packed, mask), lower);
            store_bytes(_mm256_and_si256(_mm256_srli_epi16(packed, 4), mask), upper);
        }
    }

    /// Two panels of a matrix.
    struct Panels<'a> {
        bytes: &'a [[Bytes; PANELS]],
        scales: &'a [[[f32; PANEL]; PANELS]],
        shift: &'a [[f32; PANEL]],
        /// Groups of four columns in a block.
        groups: usize,
    }

    impl Panels<'_> {
        /// Products with some rows of activations. Products of bytes are added in 16 bits: a block's sum fits, and what
        /// overflows on the way comes back.
        #[target_feature(enable = "avx2,fma")]
        #[inline]
        fn tile<const T: usize>(&self, rows: &Rounded, first: usize, out: &mut [f32], stride: usize) {
            let across = self.bytes.len();
            let (mut values, mut scales, mut offsets) = ([&[][..]; T], [&[][..]; T], [&[][..]; T]);
            for n in 0..T {
                let range = (first + n) * across..(first + n + 1) * across;
                values[n] = &rows.values[range.clone()];
                scales[n] = &rows.scales[range.clone()];
                offsets[n] = &rows.offsets[range];
            }
            let ones = _mm256_set1_epi16(1);
            let mut totals = [[_mm256_setzero_ps(); PANELS]; T];
            for (block, (bytes, weight_scales)) in self.bytes.iter().zip(&self.scales[..across]).enumerate() {
                let mut sums = [[_mm256_setzero_si256(); PANELS]; T];
                for n in 0..T {
                    let [even, odd] = offsets[n][block];
                    let both = i32::from(odd) << 16 | i32::from(even) & 0xffff;
                    sums[n] = [_mm256_set1_epi32(both); PANELS];
                }
                // A loop that is not unrolled: unrolled, the sums would not stay in registers.
                for group in 0..self.groups {
                    let (first, second) = (load(&bytes[0][group]), load(&bytes[1][group]));
                    for n in 0..T {
                        let four = _mm256_set1_epi32(i32::from_le_bytes(values[n][block][group]));
                        sums[n][0] = _mm256_add_epi16(sums[n][0], _mm256_maddubs_epi16(first, four));
                        sums[n][1] = _mm256_add_epi16(sums[n][1], _mm256_maddubs_epi16(second, four));
                    }
                }
                let weight_scales = [load_floats(&weight_scales[0]), load_floats(&weight_scales[1])];
                for n in 0..T {
                    let scale = _mm256_set1_ps(scales[n][block]);
                    for panel in 0..PANELS {
                        let sum = _mm256_cvtepi32_ps(_mm256_madd_epi16(sums[n][panel], ones));
                        totals[n][panel] =
                            _mm256_fmadd_ps(sum, _mm256_mul_ps(weight_scales[panel], scale), totals[n][panel]);
                    }
                }
            }
            for (n, totals) in totals.iter().enumerate() {
                let out = out[n * stride..].first_chunk_mut::<{ PANELS * PANEL }>().expect("room for two panels");
                for (panel, out) in out.as_chunks_mut::<PANEL>().0.iter_mut().enumerate() {
                    store(_mm256_add_ps(totals[panel], load_floats(&self.shift[panel])), out);
                }
            }
        }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn load(bytes: &[u8; 32]) -> __m256i {
        // SAFETY: 32 bytes can be read there.
        unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn store_bytes(vector: __m256i, into: &mut [u8; 32]) {
        // SAFETY: 32 bytes can be written there.
        unsafe { _mm256_storeu_si256(into.as_mut_ptr().cast(), vector) }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn load_floats(values: &[f32; 8]) -> __m256 {
        // SAFETY: 8 numbers can be read there.
        unsafe { _mm256_loadu_ps(values.as_ptr()) }
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn store(vector: __m256, into: &mut [f32; 8]) {
        // SAFETY: 8 numbers can be written there.
        unsafe { _mm256_storeu_ps(into.as_mut_ptr(), vector) }
    }
}

/// Elsewhere there is none.
#[cfg(not(target_arch = "x86_64"))]
impl Avx2 {
    pub(super) fn detect() -> Option<Avx2> {
        None
    }

    pub(super) fn round(self, values: &[f32], into: &mut Rounded) {
        super::plain::round(values, into);
    }

    pub(super) fn multiply(self, matrix: &Matrix, rows: &Rounded, into: &mut [f32]) {
        super::plain::multiply(matrix, rows, into);
    }

    pub(super) fn attend(self, tokens: &[f32], heads: usize, work: &mut Heads, into: &mut [f32]) {
        super::plain::attend::<false>(tokens, heads, work, into);
    }

    pub(super) fn gelu(self, values: &mut [f32]) {
        super::plain::gelu::<false>(values);
    }

    pub(super) fn normalise(self, rows: &mut [f32], added: Option<&[f32]>, scale: &[f32], shift: &[f32], epsilon: f32) {
        super::plain::normalise::<false>(rows, added, scale, shift, epsilon);
    }

    pub(super) fn look_up(self, blocks: &[Signs], table: &Table, into: &mut [[u16; LANES]]) {
        super::plain::look_up(blocks, table, into);
    }

    pub(super) fn product(self, values: &[i8; DIMENSIONS], with: &[f32; DIMENSIONS]) -> f32 {
        super::plain::product::<false>(values, with)
    }
}
