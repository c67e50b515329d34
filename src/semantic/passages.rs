//! A text → passages that the encoder reads whole: sentences together, up to about 150 words, each with the title.
//!
//! What a passage is decides under which key its vector is kept, so that the same text cut again needs no encoding. Words
//! and sentences are those of the text's own script (UAX #29, with dictionaries where words are not spaced).

use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{SentenceSegmenter, SentenceSegmenterBorrowed, WordSegmenter, WordSegmenterBorrowed};
use std::ops::Range;

/// Words of a passage, about: a text that needs several is cut in equal parts of at most so many.
const WORDS: usize = 140;
/// Words beyond which a sentence is cut, wherever that is.
const LONGEST_SENTENCE: usize = 160;
/// Passages of one text; what is behind them is found by its words alone. About 200 pages.
const MOST: usize = 600;
/// Bytes of a title that stand before each passage.
const TITLE: usize = 300;

/// Changes whenever the same text would be cut otherwise.
pub const VERSION: &str = "passages 2";

/// A part of a text, as the encoder reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What is encoded: the title, then the part of the text, unless the title says nothing else.
    pub text: String,
}

impl Passage {
    /// The key of its vector: the first 8 bytes of the BLAKE3 hash of what is encoded.
    pub fn key(&self) -> u64 {
        let hash = blake3::hash(self.text.as_bytes());
        u64::from_le_bytes(*hash.as_bytes().first_chunk().expect("32 bytes"))
    }
}

/// The passages of a text; one of the title alone where there is no text.
pub fn passages(title: &str, text: &str) -> Vec<Passage> {
    let place = place(title, text);
    let before = |n: usize, range: &Range<usize>| match place {
        Place::Before => title,
        Place::Heading if n > 0 || range.is_empty() => title,
        Place::Heading | Place::Cut => "",
    };
    let ranges = ranges(title, text).into_iter().enumerate();
    ranges.map(|(n, range)| passage(before(n, &range), text, range)).collect()
}

/// What the title of a text is to it.
#[derive(Clone, Copy)]
enum Place {
    /// It stands before the text.
    Before,
    /// The text begins with it.
    Heading,
    /// It was made by cutting the text's beginning short, as titles of what has none are. Said again before each
    /// passage it only makes a document's passages alike.
    Cut,
}

/// Compares letters and digits alone, whatever stands between them.
fn place(title: &str, text: &str) -> Place {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric());
    let repeated = title.chars().filter(|c| c.is_alphanumeric()).all(|c| letters.next() == Some(c));
    let cut = title.trim_end().ends_with('…') && letters.next().is_some();
    match repeated {
        true if cut => Place::Cut,
        true => Place::Heading,
        false => Place::Before,
    }
}

/// Where the passages of a text stand in it.
fn ranges(title: &str, text: &str) -> Vec<Range<usize>> {
    let sentences = sentences(text);
    let words: usize = sentences.iter().map(|sentence| sentence.words).sum();
    let parts = words.div_ceil(WORDS).max(1);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut current: Option<Range<usize>> = None;
    let mut seen = 0;
    for sentence in sentences {
        let part = found.len() + 1;
        // A sentence that lies across the end of a part belongs where most of it lies.
        if let Some(range) = current.take_if(|_| (seen + sentence.words / 2) * parts >= part * words) {
            found.push(range);
        }
        if found.len() == MOST {
            return found;
        }
        seen += sentence.words;
        current = Some(current.map_or(sentence.range.start, |range| range.start)..sentence.range.end);
    }
    match current {
        Some(range) => found.push(range),
        None if found.is_empty() && !title.trim().is_empty() => found.push(0..0),
        None => {}
    }
    found
}

fn passage(title: &str, text: &str, range: Range<usize>) -> Passage {
    let mut encoded = String::with_capacity(title.len() + range.len() + 1);
    let title = &title[..title.floor_char_boundary(TITLE)];
    for word in title.split_whitespace().chain(text[range.clone()].split_whitespace()) {
        if !encoded.is_empty() {
            encoded.push(' ');
        }
        encoded.push_str(word);
    }
    Passage { range, text: encoded }
}

struct Sentence {
    range: Range<usize>,
    words: usize,
}

/// The sentences of each line, and how many words each has. Those without words belong to the one before.
fn sentences(text: &str) -> Vec<Sentence> {
    let sentences: SentenceSegmenterBorrowed<'static> =
        SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let words: WordSegmenterBorrowed<'static> = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut found: Vec<Sentence> = Vec::new();
    let mut start = 0;
    for end in sentences.segment_str(text).skip(1) {
        let mut piece = Sentence { range: start..start, words: 0 };
        let mut word_start = start;
        for word_end in words.segment_str(&text[start..end]).skip(1).map(|at| start + at) {
            piece.range.end = word_end;
            if text[word_start..word_end].contains(char::is_alphanumeric) {
                piece.words += 1;
                if piece.words == LONGEST_SENTENCE {
                    found.push(std::mem::replace(&mut piece, Sentence { range: word_end..word_end, words: 0 }));
                }
            }
            word_start = word_end;
        }
        match found.last_mut() {
            Some(last) if piece.words == 0 => last.range.end = piece.range.end,
            _ if piece.words == 0 => {}
            _ => found.push(piece),
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_one_passage_with_its_title() {
        let found = passages("Gangs", "One sentence. Another\nline.\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "Gangs One sentence. Another line.");
        assert_eq!(found[0].key(), passages("Gangs", "One  sentence.\nAnother line.")[0].key());
    }

    #[test]
    fn a_title_that_the_text_begins_with_is_not_said_again() {
        let heading =
            passages("Night patrols", &format!("Night patrols\n\n{}", "Seven words are in this one here. ".repeat(30)));
        assert!(heading[0].text.starts_with("Night patrols Seven words"), "{}", heading[0].text);
        assert!(heading[1].text.starts_with("Night patrols Seven words"), "{}", heading[1].text);
        let cut = passages("Every night they walk …", &"Every night they walk through the quarter. ".repeat(30));
        assert!(cut.iter().all(|passage| passage.text.starts_with("Every night they walk through")), "{cut:?}");
    }

    #[test]
    fn a_title_without_text_is_a_passage_and_nothing_is_none() {
        assert_eq!(passages("Gangs", "\n ")[0].text, "Gangs");
        assert_eq!(passages(" ", "…"), []);
    }

    #[test]
    fn a_long_text_is_cut_between_sentences_in_like_parts_and_nothing_is_lost() {
        let text: String = (0..100).map(|n| format!("Sentence {n} has just seven words here. ")).collect();
        let found = passages("", &text);
        let counts: Vec<usize> = found.iter().map(|passage| passage.text.split(' ').count()).collect();
        assert_eq!(counts, [140; 5]);
        assert!(found.iter().all(|passage| passage.text.ends_with('.')));
        let again: Vec<&str> = found.iter().map(|passage| &text[passage.range.clone()]).collect();
        assert_eq!(again.concat(), text);
    }

    #[test]
    fn what_has_no_sentences_and_no_spaces_is_cut_too() {
        let found = passages("", &"word ".repeat(1_000));
        assert!((6..=9).contains(&found.len()), "{}", found.len());
        let thai = passages("", &"ความรุนแรงของเยาวชนในเมืองใหญ่".repeat(100));
        assert!((2..=8).contains(&thai.len()), "{}", thai.len());
    }

    #[test]
    fn a_text_without_end_has_an_end() {
        assert_eq!(passages("", &"One more word. ".repeat(100_000)).len(), MOST);
    }
}
