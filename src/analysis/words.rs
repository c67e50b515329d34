//! Where words begin and end: UAX #29 with dictionaries for the scripts that write no spaces, and a few cuts more.
//!
//! It refuses to know languages: the words of a text are the same whoever analyses them.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

/// A query is cut for every language, one after the other: texts of so few bytes are remembered, the last of them.
const SHORT: usize = 256;

thread_local! {
    static LAST: RefCell<(String, Vec<Range<usize>>)> = const { RefCell::new((String::new(), Vec::new())) };
}

/// The words of a text in byte ranges. A text and its canonical equivalents have the same words.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    if text.len() > SHORT {
        return cut(text);
    }
    LAST.with_borrow_mut(|(last, words)| {
        if last != text {
            *words = cut(text);
            last.clear();
            last.push_str(text);
        }
        words.clone()
    })
}

fn cut(text: &str) -> Vec<Range<usize>> {
    if ComposingNormalizerBorrowed::new_nfc().is_normalized(text) {
        return segment(text);
    }
    // Dictionaries know composed letters only, so a decomposed text is composed to be cut, and the cuts carried back.
    let (composed, runs) = compose(text);
    let original = |cut: usize| {
        let index = runs.partition_point(|run| run.composed <= cut).saturating_sub(1);
        let run = &runs[index];
        if !run.changed {
            return run.original + (cut - run.composed);
        }
        let end = runs.get(index + 1).map_or(text.len(), |next| next.original);
        composed_prefix(&text[run.original..end], &composed[run.composed..cut]) + run.original
    };
    let mut words = segment(&composed);
    let mut floor = 0;
    for word in &mut words {
        // Where marks were reordered, two cuts may fall in one piece: words never overlap all the same.
        word.start = original(word.start).max(floor);
        word.end = original(word.end).max(word.start);
        floor = word.end;
    }
    words.retain(|word| word.start < word.end);
    words
}

/// How many bytes of a changed piece compose to this; the whole piece where no beginning does.
fn composed_prefix(piece: &str, composed: &str) -> usize {
    const LONGEST_TRIED: usize = 32;
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let mut ends = piece.char_indices().map(|(end, _)| end).take_while(|&end| end <= LONGEST_TRIED);
    ends.find(|&end| nfc.normalize(&piece[..end]) == composed).unwrap_or(piece.len())
}

/// A stretch of text that composing changed, or one that it left as it was: where it begins, before and after.
struct Run {
    original: usize,
    composed: usize,
    changed: bool,
}

fn compose(text: &str) -> (String, Vec<Run>) {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let mut composed = String::with_capacity(text.len());
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = cluster_end(text, start);
        let cluster = &text[start..end];
        let changed = !nfc.is_normalized(cluster);
        if changed || runs.last().is_none_or(|run| run.changed) {
            runs.push(Run { original: start, composed: composed.len(), changed });
        }
        match changed {
            true => composed.push_str(&nfc.normalize(cluster)),
            false => composed.push_str(cluster),
        }
        start = end;
    }
    (composed, runs)
}

/// The end of a piece that composes with nothing outside of it: a character with its marks, or a syllable of jamo.
fn cluster_end(text: &str, start: usize) -> usize {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let joins = |c: char| {
        !c.is_ascii()
            && (GeneralCategoryGroup::Mark.contains(categories.get(c)) || ('\u{1160}'..='\u{11FF}').contains(&c))
    };
    let mut chars = text[start..].char_indices().skip(1);
    chars.find(|&(_, c)| !joins(c)).map_or(text.len(), |(at, _)| start + at)
}

/// Its dictionaries are looked up by name when it is made, which for a short text takes longer than to cut it.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

fn segment(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::with_capacity(text.len() / 6 + 1);
    let mut start = 0;
    for end in SEGMENTER.segment_str(text) {
        // Not by the segmenter's word type: it is that of the last character, and calls no word what ends in a mark
        // (Hindi vowel signs, decomposed accents).
        if text[start..end].contains(char::is_alphanumeric) {
            cut_at_joints(text, start..end, &mut words);
        }
        start = end;
    }
    words
}

/// UAX #29 keeps `crime.The`, `theme:gangs`, `usager·ère` and `field_notes` in one piece. They are found by their
/// parts, so they are cut there; kept are numbers (`3.5`), the letters of an acronym (`U.S.A`) and Catalan `col·legi`.
fn cut_at_joints(text: &str, word: Range<usize>, words: &mut Vec<Range<usize>>) {
    let is_joint =
        |c: char| matches!(c, '.' | ':' | '_' | '·' | '‧' | '․' | '﹒' | '．' | '：' | '︓' | '﹕' | '‿' | '⁀' | '＿');
    let whole = &text[word.clone()];
    if !whole.contains(is_joint) || is_dotted_acronym(whole) {
        words.push(word);
        return;
    }
    let mut start = word.start;
    for (at, joint) in whole.char_indices().filter(|&(_, c)| is_joint(c)) {
        let (before, after) = (&whole[..at], &whole[at + joint.len_utf8()..]);
        let (last, first) = (before.chars().next_back(), after.chars().next());
        let kept = match joint {
            '·' | '‧' => matches!((last, first), (Some('l' | 'L'), Some('l' | 'L'))),
            '_' | '‿' | '⁀' | '＿' => false,
            _ => last.is_some_and(char::is_numeric) && first.is_some_and(char::is_numeric),
        };
        if !kept {
            push_part(text, start..word.start + at, words);
            start = word.start + at + joint.len_utf8();
        }
    }
    push_part(text, start..word.end, words);
}

/// A part that has a letter or a digit; the marks between two joints are no word.
fn push_part(text: &str, part: Range<usize>, words: &mut Vec<Range<usize>>) {
    if text[part.clone()].contains(char::is_alphanumeric) {
        words.push(part);
    }
}

/// `U.S.A`, `O.N.G.`: single letters with dots between.
pub(super) fn is_dotted_acronym(word: &str) -> bool {
    let mut parts = word.trim_end_matches('.').split('.');
    word.contains('.')
        && parts.all(|part| {
            let mut letters = part.chars().filter(|c| c.is_alphanumeric());
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
}

/// Cuts the Korean words (an eojeol carries its particles) into overlapping pairs of syllables, a single syllable as
/// it stands: `국제협력단은` → `국제 제협 협력 력단 단은`. Other words pass as they are.
pub(super) fn hangul_bigrams(text: &str, words: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut bigrams = Vec::with_capacity(words.len() * 2);
    let mut syllables: Vec<usize> = Vec::new();
    for word in words {
        let whole = &text[word.clone()];
        let mut run_start = word.start;
        while run_start < word.end {
            let hangul = text[run_start..].chars().next().is_some_and(is_hangul);
            let rest = &whole[run_start - word.start..];
            let length = rest.find(|c| is_hangul(c) != hangul && !is_carried(c)).unwrap_or(rest.len());
            let run = run_start..run_start + length;
            run_start = run.end;
            if !hangul {
                push_part(text, run, &mut bigrams);
                continue;
            }
            syllables.clear();
            let starts = text[run.clone()].char_indices().filter(|&(at, c)| at == 0 || begins_syllable(c));
            syllables.extend(starts.map(|(at, _)| run.start + at));
            syllables.push(run.end);
            match syllables.len() {
                0..=2 => bigrams.push(run),
                _ => bigrams.extend(syllables.windows(3).map(|pair| pair[0]..pair[2])),
            }
        }
    }
    bigrams
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{A960}'..='\u{A97C}' | '\u{AC00}'..='\u{D7A3}' | '\u{D7B0}'..='\u{D7FB}' | '\u{FFA0}'..='\u{FFDC}')
}

/// What belongs to the letter before it, whatever its script.
fn is_carried(c: char) -> bool {
    !c.is_alphanumeric()
}

/// A whole syllable, or the leading consonant of a decomposed one; vowels and finals of jamo continue it.
fn begins_syllable(c: char) -> bool {
    is_hangul(c) && !matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}')
}
