//! The arithmetic in plain Rust. Written so that a compiler makes vectors of it where it may: `vector` calls the same
//! functions with more instructions at hand. `FUSED` says that a product and a sum are one instruction there; elsewhere
//! that would be a call.

use super::matrix::{Matrix, PANEL, Rounded};
use super::{LANES, Signs, Table};
use crate::semantic::DIMENSIONS;
use crate::semantic::file::BLOCK;
use crate::semantic::network::HEAD;

/// Tokens that look at the others at a time.
const TOGETHER: usize = 4;
/// Others that are looked at at a time.
const WIDE: usize = 16;

/// Where attention keeps what belongs to one head.
#[derive(Default)]
pub(crate) struct Heads {
    /// By dimension, then by token: padded to whole groups of tokens.
    keys: Vec<f32>,
    values: Vec<[f32; HEAD]>,
    scores: Vec<f32>,
}

#[inline(always)]
fn fused<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// Added and taken away again, it rounds a number below 2^22 to the nearest whole, which then is in the lower bits.
const ROUNDER: f32 = 12_582_912.0;

#[inline(always)]
pub(super) fn round(values: &[f32], into: &mut Rounded) {
    let (blocks, _) = values.as_chunks::<BLOCK>();
    let out = into.values.iter_mut().zip(&mut into.scales).zip(&mut into.offsets);
    for (block, ((rounded, scale), offset)) in blocks.iter().zip(out) {
        let mut largest = [0.0_f32; 8];
        for eight in block.as_chunks::<8>().0 {
            for (largest, value) in largest.iter_mut().zip(eight) {
                let value = value.abs();
                *largest = if value > *largest { value } else { *largest };
            }
        }
        let largest = largest.iter().fold(0.0_f32, |a, b| if *b > a { *b } else { a });
        *scale = largest / 127.0;
        let inverse = if largest > 0.0 { 1.0 / *scale } else { 0.0 };
        let mut sums = [0_i16; 4];
        for (four, values) in rounded.iter_mut().zip(block.as_chunks::<4>().0) {
            for ((byte, value), sum) in four.iter_mut().zip(values).zip(&mut sums) {
                let whole = (value * inverse + ROUNDER).to_bits().wrapping_sub(ROUNDER.to_bits());
                *byte = whole as u8;
                *sum += i16::from(whole as i8);
            }
        }
        *offset = [-8 * (sums[0] + sums[1]), -8 * (sums[2] + sums[3])];
    }
}

/// Products as they are defined; `vector` has the fast ones.
pub(super) fn multiply(matrix: &Matrix, rows: &Rounded, into: &mut [f32]) {
    let across = matrix.across();
    let by_row = rows.values.chunks_exact(across).zip(rows.scales.chunks_exact(across));
    let by_row = by_row.zip(rows.offsets.chunks_exact(across)).zip(into.chunks_exact_mut(matrix.rows()));
    for (((values, scales), offsets), out) in by_row {
        let panels = matrix.weights.chunks_exact(across).zip(matrix.scales.chunks_exact(across));
        let panels = panels.zip(matrix.shift.as_chunks::<PANEL>().0);
        for (((weights, weight_scales), shift), out) in panels.zip(out.as_chunks_mut::<PANEL>().0) {
            *out = *shift;
            for block in 0..across {
                let start = i32::from(offsets[block][0]) + i32::from(offsets[block][1]);
                let mut sums = [start; PANEL];
                for (group, four) in weights[block].as_chunks::<32>().0.iter().enumerate() {
                    for (row, bytes) in four.as_chunks::<4>().0.iter().enumerate() {
                        for (column, byte) in bytes.iter().enumerate() {
                            let lower = i32::from(values[block][group][column] as i8);
                            let upper = i32::from(values[block][group + 4][column] as i8);
                            sums[row] += i32::from(byte & 15) * lower + i32::from(byte >> 4) * upper;
                        }
                    }
                }
                for ((out, sum), scale) in out.iter_mut().zip(sums).zip(weight_scales[block]) {
                    *out += sum as f32 * (scale * scales[block]);
                }
            }
        }
    }
}

/// e to the power of a number, to 2 units in the last place (Cephes' polynomial); 0 becomes 1, far below it nearly 0.
#[inline(always)]
fn exponential<const FUSED: bool>(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = fused::<FUSED>(x, std::f32::consts::LOG2_E, ROUNDER);
    let whole = shifted - ROUNDER;
    let rest = fused::<FUSED>(whole, -0.693_359_4, x);
    let rest = fused::<FUSED>(whole, 2.121_944_4e-4, rest);
    let mut sum = 1.987_569_1e-4;
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        sum = fused::<FUSED>(sum, rest, coefficient);
    }
    let power = fused::<FUSED>(sum, rest * rest, rest) + 1.0;
    f32::from_bits((shifted.to_bits() << 23).wrapping_add(power.to_bits()))
}

/// x/2 · (1 + erf(x/√2)), by Abramowitz and Stegun 7.1.26: to 1.5e-7 of erf.
#[inline(always)]
pub(super) fn gelu<const FUSED: bool>(values: &mut [f32]) {
    for value in values {
        let x = value.abs() * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / fused::<FUSED>(0.327_591_1, x, 1.0);
        let mut sum = 1.061_405_4;
        for coefficient in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
            sum = fused::<FUSED>(sum, t, coefficient);
        }
        let error = fused::<FUSED>(-sum * t, exponential::<FUSED>(-x * x), 1.0);
        *value = 0.5 * fused::<FUSED>(value.abs(), error, *value);
    }
}

#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0_f32; 16];
    for sixteen in values.as_chunks::<16>().0 {
        sums.iter_mut().zip(sixteen).for_each(|(sum, value)| *sum += of(*value));
    }
    sums.iter().sum()
}

#[inline(always)]
pub(super) fn normalise<const FUSED: bool>(
    rows: &mut [f32],
    added: Option<&[f32]>,
    scale: &[f32],
    shift: &[f32],
    epsilon: f32,
) {
    let count = scale.len();
    if let Some(added) = added {
        rows.iter_mut().zip(added).for_each(|(value, added)| *value += added);
    }
    for row in rows.chunks_exact_mut(count) {
        let mean = sum(row, |value| value) / count as f32;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / count as f32;
        let inverse = 1.0 / (variance + epsilon).sqrt();
        for ((value, scale), shift) in row.iter_mut().zip(scale).zip(shift) {
            *value = fused::<FUSED>((*value - mean) * inverse, *scale, *shift);
        }
    }
}

#[inline(always)]
pub(super) fn attend<const FUSED: bool>(tokens: &[f32], heads: usize, work: &mut Heads, into: &mut [f32]) {
    let hidden = heads * HEAD;
    let count = tokens.len() / (3 * hidden);
    let padded = count.next_multiple_of(WIDE);
    work.keys.clear();
    work.keys.resize(HEAD * padded, 0.0);
    work.values.resize(count, [0.0; HEAD]);
    work.scores.resize(TOGETHER * padded, 0.0);
    for head in 0..heads {
        for (at, token) in tokens.chunks_exact(3 * hidden).enumerate() {
            let key = &token[hidden + head * HEAD..][..HEAD];
            key.iter().zip(work.keys[at..].iter_mut().step_by(padded)).for_each(|(from, to)| *to = *from);
            work.values[at].copy_from_slice(&token[2 * hidden + head * HEAD..][..HEAD]);
        }
        for first in (0..count).step_by(TOGETHER) {
            // Behind the last token the last is taken again, and what comes of it is dropped.
            let places: [usize; TOGETHER] = std::array::from_fn(|n| (first + n).min(count - 1));
            let queries =
                places.map(|at| *tokens[at * 3 * hidden + head * HEAD..].first_chunk::<HEAD>().expect("a head"));
            score::<FUSED>(&queries, work, padded);
            for (n, at) in places.into_iter().enumerate().take(count - first) {
                let scores = &mut work.scores[n * padded..][..count];
                let mixed = mix::<FUSED>(scores, &work.values);
                into[at * hidden + head * HEAD..][..HEAD].copy_from_slice(&mixed);
            }
        }
    }
}

/// The products of some queries with all keys.
#[inline(always)]
fn score<const FUSED: bool>(queries: &[[f32; HEAD]; TOGETHER], work: &mut Heads, padded: usize) {
    for start in (0..padded).step_by(WIDE) {
        let mut sums = [[0.0_f32; WIDE]; TOGETHER];
        for (dimension, keys) in work.keys.chunks_exact(padded).enumerate() {
            let keys = keys[start..].first_chunk::<WIDE>().expect("padded to whole groups");
            for (sums, query) in sums.iter_mut().zip(queries) {
                for (sum, key) in sums.iter_mut().zip(keys) {
                    *sum = fused::<FUSED>(query[dimension], *key, *sum);
                }
            }
        }
        for (scores, sums) in work.scores.chunks_exact_mut(padded).zip(sums) {
            scores[start..start + WIDE].copy_from_slice(&sums);
        }
    }
}

/// The mean of all values, weighted by the exponentials of the scores.
#[inline(always)]
fn mix<const FUSED: bool>(scores: &mut [f32], values: &[[f32; HEAD]]) -> [f32; HEAD] {
    let mut largest = [f32::NEG_INFINITY; 8];
    let (eights, rest) = scores.as_chunks::<8>();
    for eight in eights {
        largest.iter_mut().zip(eight).for_each(|(a, b)| *a = if *b > *a { *b } else { *a });
    }
    let largest = largest.iter().chain(rest).fold(f32::NEG_INFINITY, |a, b| if *b > a { *b } else { a });
    let scale = 1.0 / (HEAD as f32).sqrt();
    for score in scores.iter_mut() {
        *score = exponential::<FUSED>((*score - largest) * scale);
    }
    let mut total = 0.0;
    let mut mixed = [0.0; HEAD];
    for (weight, values) in scores.iter().zip(values) {
        total += weight;
        for (sum, value) in mixed.iter_mut().zip(values) {
            *sum = fused::<FUSED>(*weight, *value, *sum);
        }
    }
    mixed.map(|sum| sum / total)
}

pub(super) fn look_up(blocks: &[Signs], table: &Table, into: &mut [[u16; LANES]]) {
    for (block, out) in blocks.iter().zip(into) {
        *out = [0; LANES];
        for (bytes, worth) in block.iter().zip(table) {
            let (lower, upper) = out.split_at_mut(LANES / 2);
            for ((byte, lower), upper) in bytes.iter().zip(lower).zip(upper) {
                *lower += u16::from(worth[usize::from(byte & 15)]);
                *upper += u16::from(worth[usize::from(byte >> 4)]);
            }
        }
    }
}

#[inline(always)]
pub(super) fn product<const FUSED: bool>(values: &[i8; DIMENSIONS], with: &[f32; DIMENSIONS]) -> f32 {
    let mut sums = [0.0_f32; 32];
    for (values, with) in values.as_chunks::<32>().0.iter().zip(with.as_chunks::<32>().0) {
        for ((sum, value), with) in sums.iter_mut().zip(values).zip(with) {
            *sum = fused::<FUSED>(f32::from(*value), *with, *sum);
        }
    }
    sums.iter().sum()
}
