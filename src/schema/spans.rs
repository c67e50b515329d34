//! Where the words of a text stand in it, in about half a byte a word: so that a passage can be marked from the
//! positions that the index holds, without the text being cut into words again.
//!
//! Half bytes. From 1 to 14: a word of so many bytes, one byte after the word before. [`FARTHER`]: the same, two bytes
//! after it; its length follows. [`ELSEWHERE`]: two numbers follow, how far from the word before it begins and its length.

use crate::analysis::Analysed;
use std::ops::Range;

const ELSEWHERE: u8 = 0;
const FARTHER: u8 = 15;

/// The words of a document's text in byte ranges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// The position, in the field `text`, of the first of them.
    first: u32,
    halves: Vec<u8>,
}

impl Spans {
    /// How the words of a text are kept that begin at this position of the field.
    pub(super) fn write(first: u32, words: &Analysed) -> Vec<u8> {
        let mut out = Writer { bytes: Vec::with_capacity(words.len()), half: false };
        out.number(u64::from(first));
        let mut end = 0_i64;
        for word in words.words() {
            let start = i64::try_from(word.range.start).expect("a text fits into memory");
            // Pairs of Korean syllables overlap: the distance may be negative.
            let gap = start - end;
            match (gap, u8::try_from(word.range.len())) {
                (1, Ok(length @ 1..FARTHER)) => out.push(length),
                (2, Ok(length @ 1..=FARTHER)) => {
                    out.push(FARTHER);
                    out.push(length);
                }
                _ => {
                    out.push(ELSEWHERE);
                    out.number(((gap << 1) ^ (gap >> 63)).cast_unsigned());
                    out.number(word.range.len() as u64);
                }
            }
            end = i64::try_from(word.range.end).expect("a text fits into memory");
        }
        if out.half {
            // Before the end of the bytes it stands for nothing.
            out.push(ELSEWHERE);
        }
        out.bytes
    }

    /// Takes what was kept.
    pub(super) fn read(bytes: &[u8]) -> Spans {
        let mut halves = bytes.iter().flat_map(|byte| [byte & 0xf, byte >> 4]);
        let first = take(&mut halves).and_then(|first| u32::try_from(first).ok()).unwrap_or_default();
        Spans { first, halves: halves.collect() }
    }

    /// The position, in the field `text`, of the first word.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// The words in the order of the text.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut halves = self.halves.iter().copied();
        let mut end = 0_i64;
        std::iter::from_fn(move || {
            let (gap, length) = match halves.next()? {
                ELSEWHERE => {
                    let (gap, length) = (take(&mut halves)?, take(&mut halves)?);
                    ((gap >> 1).cast_signed() ^ -(gap & 1).cast_signed(), i64::try_from(length).ok()?)
                }
                FARTHER => (2, i64::from(halves.next()?)),
                length => (1, i64::from(length)),
            };
            let start = end + gap;
            end = start + length;
            Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
        })
    }
}

struct Writer {
    bytes: Vec<u8>,
    /// Whether the last byte has room for one half more.
    half: bool,
}

impl Writer {
    fn push(&mut self, half: u8) {
        match self.bytes.last_mut().filter(|_| self.half) {
            Some(last) => *last |= half << 4,
            None => self.bytes.push(half),
        }
        self.half = !self.half;
    }

    /// Three bits a half, the lowest first; the fourth says that more come.
    fn number(&mut self, mut number: u64) {
        while number > 7 {
            self.push(u8::try_from(number & 7).expect("three bits") | 8);
            number >>= 3;
        }
        self.push(u8::try_from(number).expect("three bits"));
    }
}

fn take(halves: &mut impl Iterator<Item = u8>) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(3) {
        let half = halves.next()?;
        number |= u64::from(half & 7).checked_shl(shift)?;
        if half < 8 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Spans;
    use crate::analysis::Analysis;
    use crate::model::Lang;

    fn there_and_back(lang: &str, text: &str) {
        let analysis = Analysis::built_in();
        let words = analysis.analyzer(&Lang::parse(lang).expect("a language")).analysed(text);
        let spans = Spans::read(&Spans::write(300, &words));
        assert_eq!(spans.first(), 300);
        let ranges: Vec<_> = words.words().map(|word| word.range).collect();
        assert_eq!(spans.ranges().collect::<Vec<_>>(), ranges, "{text}");
    }

    #[test]
    fn words_stand_where_they_stood() {
        there_and_back("en", "Gangs, \u{201c}mediation\u{201d} –––––––––––––––––––– and what works.");
        there_and_back("fr", &format!("l'été {} d'un {}fin", "x".repeat(31), " ".repeat(4000)));
        there_and_back("ko", "청소년 범죄예방 프로그램");
        there_and_back("th", "การป้องกันอาชญากรรม");
        there_and_back("en", "");
    }
}
