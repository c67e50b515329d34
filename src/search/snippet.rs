//! A passage of a text that shows why it matches, with the places marked.

use crate::model::Snippet;
use std::ops::Range;

/// About how many characters a snippet has.
const LENGTH: usize = 260;

/// One place in a text that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Bytes.
    pub range: Range<usize>,
    pub unit: usize,
}

/// The best passage of a text, given the places that match; its beginning where there is none.
pub(super) fn snippet(text: &str, places: &[Place]) -> Snippet {
    let window = window(text, places);
    let start = if window.start == 0 { 0 } else { sentence_or_word_start(text, window.start) };
    let end = word_end(text, window.end.max(text.floor_char_boundary((start + LENGTH).min(text.len()))));
    let passage = &text[start..end];
    let (mut out, mut highlights) = (String::new(), Vec::new());
    if start > 0 {
        out.push('…');
    }
    let mut written = out.chars().count();
    let mut inside = places.iter().filter(|place| place.range.start >= start && place.range.end <= end).peekable();
    let mut open = None;
    for (index, character) in passage.char_indices() {
        if let Some(place) = inside.next_if(|place| place.range.start == start + index) {
            open = Some((written, place.range.end - start));
        }
        written += write(character, &mut out);
        if let Some((from, until)) = open
            && index + character.len_utf8() >= until
        {
            highlights.push(from..written);
            open = None;
        }
    }
    if end < text.trim_end().len() {
        // After the end of a sentence the mark stands for itself.
        let ended = out.ends_with(['.', '!', '?', '…', ';', ':', ',']);
        out.push_str(if ended { " …" } else { "…" });
    }
    Snippet { text: out, highlights }
}

/// The first place that the best passage shows; none where nothing matches.
pub(super) fn first_shown(text: &str, places: &[Place]) -> Option<usize> {
    let window = window(text, places);
    places.iter().map(|place| place.range.start).find(|start| window.contains(start))
}

/// Writes a character of a passage; where a block ends, a mark that keeps a heading from running into what follows.
/// Returns how many characters that are.
fn write(character: char, out: &mut String) -> usize {
    if character == '\n' {
        out.push_str(" · ");
        return 3;
    }
    out.push(character);
    1
}

/// Byte ranges as ranges of Unicode scalar values: sorted, not overlapping, as the places are.
pub(super) fn in_characters<'a>(
    text: &'a str,
    ranges: impl Iterator<Item = Range<usize>> + 'a,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let (mut bytes, mut characters) = (0, 0);
    ranges.filter_map(move |range| {
        if range.start < bytes {
            return None;
        }
        characters += text[bytes..range.start].chars().count();
        let start = characters;
        characters += text[range.clone()].chars().count();
        bytes = range.end;
        Some(start..characters)
    })
}

/// The stretch of about [`LENGTH`] bytes that holds most different things wanted, then most of them, then the first.
fn window(text: &str, places: &[Place]) -> Range<usize> {
    let mut best = (0, 0, 0..0);
    for (first, place) in places.iter().enumerate() {
        let inside = places[first..].iter().take_while(|other| other.range.end <= place.range.start + LENGTH);
        let (mut units, mut count, mut end) = (0_u64, 0, place.range.end);
        for other in inside {
            units |= 1 << other.unit;
            count += 1;
            end = other.range.end;
        }
        if (units.count_ones(), count) > (best.0, best.1) {
            // Some text before the first place, so that it can be understood.
            let lead = (LENGTH.saturating_sub(end - place.range.start) / 2).min(LENGTH / 4);
            best = (units.count_ones(), count, text.floor_char_boundary(place.range.start.saturating_sub(lead))..end);
        }
    }
    best.2
}

fn sentence_or_word_start(text: &str, from: usize) -> usize {
    let reach = text.floor_char_boundary(from.saturating_sub(LENGTH / 4));
    let before = &text[reach..from];
    let sentence = before
        .rfind(['\n', '。', '؟'])
        .map(|index| (index, 1))
        .max([". ", "! ", "? "].iter().filter_map(|mark| before.rfind(mark)).max().map(|index| (index, 2)));
    if let Some((index, _)) = sentence {
        let mark = before[index..].chars().next().map_or(1, char::len_utf8);
        return skip_spaces(text, reach + index + mark);
    }
    match before.rfind(char::is_whitespace) {
        Some(index) => skip_spaces(text, reach + index),
        None => from,
    }
}

fn skip_spaces(text: &str, from: usize) -> usize {
    from + (text[from..].len() - text[from..].trim_start().len())
}

fn word_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let reach = rest.floor_char_boundary(40.min(rest.len()));
    match rest[..reach].find(char::is_whitespace) {
        Some(index) => from + index,
        None if reach == rest.len() => text.len(),
        None => from,
    }
}
