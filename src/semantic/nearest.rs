//! The nearest of many vectors.
//!
//! First by the signs of each vector's numbers, a bit each: a query becomes a table of what each four bits are worth to
//! it, and 32 vectors are looked up at a time (André et al. 2015, "Cache locality is not enough"). Then the best of these
//! by their 8-bit numbers. Bits alone misjudge by about 0.04 of a cosine, so many more are looked at again than wanted.

use super::DIMENSIONS;
use super::arithmetic::{Arithmetic, LANES, Signs, Table};
use super::directions::centre;

/// How many are looked at again: so many, and as many more for every doubling of what is searched.
const AGAIN: usize = 2_000;

/// The vector of a passage, of length 1: how it differs from where passages lie on average, in 8-bit numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounded {
    /// What a number of 1 stands for.
    pub(super) scale: f32,
    pub(super) values: [i8; DIMENSIONS],
}

impl Rounded {
    /// The nearest to a vector.
    pub fn of(vector: &[f32; DIMENSIONS]) -> Rounded {
        let centre = centre();
        let differs: [f32; DIMENSIONS] = std::array::from_fn(|n| vector[n] - centre[n]);
        let largest = differs.iter().fold(0.0_f32, |a, b| a.max(b.abs()));
        let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        Rounded { scale, values: differs.map(|value| (value / scale).round() as i8) }
    }

    /// The vector, about.
    pub fn vector(&self) -> [f32; DIMENSIONS] {
        let centre = centre();
        std::array::from_fn(|n| centre[n] + f32::from(self.values[n]) * self.scale)
    }
}

/// One that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Its number, in the order in which vectors came.
    pub slot: u32,
    /// Its cosine with what was asked.
    pub similarity: f32,
}

/// The signs of the numbers of many vectors, 32 side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct SignBits {
    blocks: Vec<Signs>,
    count: usize,
}

impl SignBits {
    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn push(&mut self, values: &[i8; DIMENSIONS]) {
        let lane = self.count % LANES;
        if lane == 0 {
            self.blocks.push([[0; LANES / 2]; DIMENSIONS / 4]);
        }
        let block = self.blocks.last_mut().expect("pushed where there was none");
        for (group, four) in block.iter_mut().zip(values.as_chunks::<4>().0) {
            let bits = four.iter().enumerate().fold(0, |bits, (n, value)| bits | u8::from(*value > 0) << n);
            group[lane % (LANES / 2)] |= bits << (lane / (LANES / 2) * 4);
        }
        self.count += 1;
    }
}

/// The vectors nearest to a query among `parts`, nearest first. `vector` reads one by its number, counted through all
/// parts; what it does not give is left out.
pub(super) fn nearest(
    query: &[f32; DIMENSIONS],
    parts: &[&SignBits],
    wanted: usize,
    vector: impl Fn(u32) -> Option<Rounded>,
) -> Vec<Neighbour> {
    let arithmetic = Arithmetic::best();
    let on_average: f32 = query.iter().zip(centre()).map(|(value, centre)| value * centre).sum();
    let total: usize = parts.iter().map(|part| part.len()).sum();
    let doublings = (total / 50_000).checked_ilog2().unwrap_or(0) as usize;
    let candidates = candidates(arithmetic, query, parts, (wanted.max(AGAIN)) * (1 + doublings));
    let mut found: Vec<Neighbour> = candidates
        .into_iter()
        .filter_map(|slot| {
            let Rounded { scale, values } = vector(slot)?;
            Some(Neighbour { slot, similarity: arithmetic.product(&values, query) * scale + on_average })
        })
        .collect();
    found.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.slot.cmp(&b.slot)));
    found.truncate(wanted);
    found
}

/// The numbers of those whose signs agree best with a query, in no order.
fn candidates(arithmetic: Arithmetic, query: &[f32; DIMENSIONS], parts: &[&SignBits], most: usize) -> Vec<u32> {
    let table = table(query);
    let mut best: Vec<(u16, u32)> = Vec::with_capacity(most * 2 + LANES);
    let mut least = 0;
    let mut first = 0;
    let mut scores = [[0_u16; LANES]; 64];
    for part in parts {
        for (run, blocks) in part.blocks.chunks(scores.len()).enumerate() {
            arithmetic.look_up(blocks, &table, &mut scores);
            for (n, lanes) in scores[..blocks.len()].iter().enumerate() {
                if lanes.iter().fold(0, |a, b| a.max(*b)) < least {
                    continue;
                }
                let at = (run * scores.len() + n) * LANES;
                for (lane, score) in lanes.iter().enumerate().take(part.count - at) {
                    if *score >= least {
                        best.push((*score, u32::try_from(first + at + lane).expect("fewer than 2^32 vectors")));
                    }
                }
                if best.len() >= most * 2 {
                    best.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
                    best.truncate(most);
                    least = best[most - 1].0;
                }
            }
        }
        first += part.count;
    }
    if best.len() > most {
        best.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
        best.truncate(most);
    }
    best.into_iter().map(|(_, slot)| slot).collect()
}

/// What each four signs are worth to a query, from 0 to 63: four such fit together into a byte.
fn table(query: &[f32; DIMENSIONS]) -> Table {
    let (fours, _) = query.as_chunks::<4>();
    let widest = fours.iter().map(|four| four.iter().map(|value| value.abs()).sum::<f32>() * 2.0).fold(0.0, f32::max);
    let unit = if widest > 0.0 { 63.0 / widest } else { 0.0 };
    let mut table = [[0; 16]; DIMENSIONS / 4];
    for (worth, four) in table.iter_mut().zip(fours) {
        let least: f32 = -four.iter().map(|value| value.abs()).sum::<f32>();
        for (bits, worth) in worth.iter_mut().enumerate() {
            let signed = |(n, value): (usize, &f32)| if bits >> n & 1 == 1 { *value } else { -value };
            let sum: f32 = four.iter().enumerate().map(signed).sum();
            *worth = ((sum - least) * unit).round() as u8;
        }
    }
    table
}
