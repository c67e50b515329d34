//! Text → pieces of the vocabulary: characters normalised by the model's table, then the most probable way to cut them
//! (Viterbi over a unigram model, Kudo 2018, as SentencePiece does it for XLM-R).
//!
//! It must cut as the model was trained, piece by piece: `benches/meaning.rs` holds it against the reference.

use super::file::{ModelFile, Special, words};
use std::collections::HashMap;

/// Stands for a space in pieces.
const SPACE: char = '\u{2581}';

/// Added to the score of the least probable piece for a character that no piece holds, as in the reference.
const UNKNOWN_PENALTY: f32 = -10.0;

/// The pieces of a vocabulary and the table of normalisation.
pub(super) struct Tokenizer {
    /// Where each piece begins in the file's text, and where the last ends.
    offsets: Vec<u32>,
    scores: Vec<f32>,
    /// Open addressing by the hash of a piece's bytes: the upper half of the hash above, the piece's number plus one
    /// below; 0 where there is none.
    table: Vec<u64>,
    normalisation: HashMap<char, Vec<char>>,
    special: Special,
    unknown_score: f32,
    /// Bytes.
    longest: usize,
}

impl Tokenizer {
    /// The tokenizer that a file holds.
    ///
    /// # Errors
    /// When its parts do not fit each other.
    pub(super) fn of(file: &ModelFile) -> anyhow::Result<Tokenizer> {
        let text = file.piece_text();
        let offsets: Vec<usize> = file.piece_offsets().collect();
        let ordered = offsets.is_sorted() && offsets.last().is_some_and(|last| *last <= text.len());
        anyhow::ensure!(ordered, "the pieces of the vocabulary do not lie one behind the other");
        let scores: Vec<f32> = file.piece_scores().collect();
        let least = scores.iter().copied().fold(f32::INFINITY, f32::min);
        let longest = offsets.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
        let mut table = vec![0_u64; (file.pieces * 2).next_power_of_two().max(2)];
        for (piece, pair) in offsets.windows(2).enumerate().filter(|(_, pair)| pair[0] < pair[1]) {
            let hash = text[pair[0]..pair[1]].iter().fold(HASH_START, |hash, byte| extend(hash, *byte));
            let mut slot = place(hash, table.len());
            while table[slot] != 0 {
                slot = (slot + 1) & (table.len() - 1);
            }
            table[slot] = tag(hash) | (piece as u64 + 1);
        }
        Ok(Tokenizer {
            offsets: offsets.iter().map(|offset| u32::try_from(*offset).unwrap_or(u32::MAX)).collect(),
            scores,
            table,
            normalisation: normalisation(file)?,
            special: file.special,
            unknown_score: least + UNKNOWN_PENALTY,
            longest,
        })
    }

    /// The numbers of the pieces of a text, without those that mark its beginning and end.
    pub(super) fn pieces(&self, text: &str, file: &ModelFile) -> Vec<u32> {
        let normalised = self.normalise(text);
        let ends: Vec<usize> = normalised.char_indices().map(|(at, _)| at).skip(1).chain([normalised.len()]).collect();
        let bytes = normalised.as_bytes();
        let count = ends.len();
        let mut best = vec![Step { score: f32::NEG_INFINITY, piece: self.special.unknown, from: 0 }; count + 1];
        best[0].score = 0.0;
        let mut start = 0;
        for from in 0..count {
            let score = best[from].score;
            let mut hash = HASH_START;
            let mut hashed = start;
            for to in from + 1..=count {
                let end = ends[to - 1];
                if end - start > self.longest {
                    break;
                }
                hash = bytes[hashed..end].iter().fold(hash, |hash, byte| extend(hash, *byte));
                hashed = end;
                let Some(piece) = self.find(hash, &bytes[start..end], file) else { continue };
                best[to].improve(Step { score: score + self.scores[piece as usize], piece, from });
            }
            let unknown = Step { score: score + self.unknown_score, piece: self.special.unknown, from };
            best[from + 1].improve(unknown);
            start = ends[from];
        }
        let mut pieces = Vec::with_capacity(count / 2 + 1);
        let mut at = count;
        while at > 0 {
            pieces.push(best[at].piece);
            at = best[at].from;
        }
        pieces.reverse();
        pieces
    }

    /// The pieces that stand before and after those of a text.
    pub(super) fn marks(&self) -> (u32, u32) {
        (self.special.begin, self.special.end)
    }

    /// Characters by the model's table, runs of spaces as one, a space in front.
    fn normalise(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + text.len() / 4 + 3);
        let mut after_space = false;
        let mut add = |character: char| {
            let space = character == ' ';
            if out.is_empty() && !space {
                out.push(SPACE);
            }
            if !(space && after_space) {
                out.push(if space { SPACE } else { character });
            }
            after_space = space;
        };
        for character in text.chars() {
            match self.normalisation.get(&character) {
                Some(instead) => instead.iter().copied().for_each(&mut add),
                None => add(character),
            }
        }
        if out.is_empty() {
            out.push(SPACE);
        }
        out
    }

    fn find(&self, hash: u64, bytes: &[u8], file: &ModelFile) -> Option<u32> {
        let mut slot = place(hash, self.table.len());
        loop {
            let entry = self.table[slot];
            if entry == 0 {
                return None;
            }
            if entry & TAG == tag(hash) {
                let piece = u32::try_from((entry & !TAG) - 1).expect("32 bits");
                let range = self.offsets[piece as usize] as usize..self.offsets[piece as usize + 1] as usize;
                if file.piece_text()[range] == *bytes {
                    return (piece != self.special.unknown).then_some(piece);
                }
            }
            slot = (slot + 1) & (self.table.len() - 1);
        }
    }
}

/// The best way to reach a place between two characters.
#[derive(Clone, Copy)]
struct Step {
    score: f32,
    piece: u32,
    from: usize,
}

impl Step {
    fn improve(&mut self, other: Step) {
        if other.score > self.score {
            *self = other;
        }
    }
}

// FNV-1a with 64 bits: it grows byte by byte, as pieces do while they are tried.
const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;
/// The part of a table's entry that tells pieces apart without looking at them.
const TAG: u64 = !0 << 32;

fn extend(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn place(hash: u64, slots: usize) -> usize {
    usize::try_from(hash & (slots as u64 - 1)).expect("below the number of slots")
}

fn tag(hash: u64) -> u64 {
    hash & TAG
}

fn normalisation(file: &ModelFile) -> anyhow::Result<HashMap<char, Vec<char>>> {
    let mut rest = file.normalisation();
    let mut all = HashMap::with_capacity(file.normalised);
    for _ in 0..file.normalised {
        let (head, tail) = rest.split_at_checked(5).ok_or_else(cut_short)?;
        let character = words(head).next().and_then(char::from_u32);
        let (instead, tail) = tail.split_at_checked(usize::from(head[4]) * 4).ok_or_else(cut_short)?;
        rest = tail;
        if let Some(character) = character {
            all.insert(character, words(instead).filter_map(char::from_u32).collect());
        }
    }
    Ok(all)
}

fn cut_short() -> anyhow::Error {
    anyhow::anyhow!("the table of normalisation is cut short")
}
