//! Letters as they are seen from left to right → as they are read.
//!
//! What a page shows of Arabic or Hebrew is drawn in any order; sorted by place it reads backwards, numbers and Latin
//! words within it excepted. This is the reverse of what the bidirectional algorithm does for showing (UAX #9), as far
//! as it can be undone without knowing what was written.

use super::Piece;
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, GeneralCategory};

/// The gap between two letters that is a space, by the size of the letters.
const SPACE: f32 = 0.13;

/// Letters smaller than this, by the size of what stands before them, are a note's number.
const RAISED: f32 = 0.78;

/// The text of letters of one line, sorted by place, and whether the line is read from right to left. `among` says
/// whether most lines around it are: then foreign words within it change nothing, however many they are.
pub(super) fn line(pieces: &[Piece], among: bool) -> (String, bool) {
    let pieces = with_marks(pieces);
    let backwards = is_backwards(&pieces) || among && pieces.iter().any(|piece| has_backward(&piece.text));
    let mut letters: Vec<String> = Vec::new();
    let mut before: Option<&Piece> = None;
    for (index, piece) in pieces.iter().enumerate() {
        let word = if backwards { pieces.get(index + 1) } else { index.checked_sub(1).map(|before| &pieces[before]) };
        if word.is_some_and(|word| is_reference(word, piece)) {
            continue;
        }
        if before.is_some_and(|before| is_apart(before, piece)) && letters.last().is_some_and(|last| last != " ") {
            letters.push(" ".to_owned());
        }
        before = Some(piece);
        match piece.text.trim().is_empty() {
            true if letters.last().is_some_and(|last| last != " ") => letters.push(" ".to_owned()),
            true => {}
            // A reader that gives whole words gives their letters as they are seen.
            false if piece.word && (backwards || has_backward(&piece.text)) => letters.extend(clusters(&piece.text)),
            false => letters.push(piece.text.clone()),
        }
    }
    without_stretches(&mut letters);
    if backwards || letters.iter().any(|letter| has_backward(letter)) {
        turn(&mut letters, backwards);
    }
    (tidy(&letters.concat()), backwards)
}

/// A word that is stretched to fill its line is drawn with signs between its letters, which a widespread program
/// passes off as figures. No figure stands within a word of such a script.
fn without_stretches(letters: &mut Vec<String>) {
    let is =
        |letter: Option<&String>, kind: Way| letter.and_then(|letter| letter.chars().next()).map(way) == Some(kind);
    let mut at = 1;
    while at < letters.len() {
        let figures = letters[at..].iter().take_while(|letter| is(Some(letter), Way::Digit)).count();
        let end = at + figures;
        if figures > 0 && is(letters.get(at - 1), Way::Backwards) && is(letters.get(end), Way::Backwards) {
            letters.drain(at..end);
        }
        at += figures.max(1);
    }
}

/// Whether most letters with a direction go from right to left.
fn is_backwards(pieces: &[Piece]) -> bool {
    let (mut forwards, mut back) = (0usize, 0usize);
    for letter in pieces.iter().flat_map(|piece| piece.text.chars()) {
        match way(letter) {
            Way::Forwards => forwards += 1,
            Way::Backwards => back += 1,
            _ => {}
        }
    }
    back > forwards
}

/// Whether it is a letter of a script that is read from right to left.
pub(super) fn is_backward(letter: char) -> bool {
    way(letter) == Way::Backwards
}

fn has_backward(text: &str) -> bool {
    text.chars().any(|letter| way(letter) == Way::Backwards)
}

/// What a letter says of the direction of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Forwards,
    Backwards,
    Digit,
    /// Stands between digits of one number.
    Joint,
    None,
}

fn way(letter: char) -> Way {
    match CodePointMapData::<BidiClass>::new().get(letter) {
        BidiClass::LeftToRight => Way::Forwards,
        BidiClass::RightToLeft | BidiClass::ArabicLetter => Way::Backwards,
        BidiClass::EuropeanNumber | BidiClass::ArabicNumber => Way::Digit,
        BidiClass::EuropeanSeparator | BidiClass::EuropeanTerminator | BidiClass::CommonSeparator => Way::Joint,
        _ => Way::None,
    }
}

fn is_mark(letter: char) -> bool {
    CodePointMapData::<GeneralCategory>::new().get(letter) == GeneralCategory::NonspacingMark
}

/// Puts marks that are drawn by themselves to the letter that they stand over.
fn with_marks(pieces: &[Piece]) -> Vec<Piece> {
    let is_alone = |piece: &Piece| !piece.text.is_empty() && piece.text.chars().all(is_mark);
    if !pieces.iter().any(is_alone) {
        return pieces.to_vec();
    }
    let mut kept: Vec<Piece> = pieces.iter().filter(|piece| !is_alone(piece)).cloned().collect();
    for mark in pieces.iter().filter(|piece| is_alone(piece)) {
        let middle = (mark.left + mark.right) / 2.0;
        let distance = |piece: &Piece| (piece.left - middle).max(middle - piece.right).max(0.0);
        let nearest = kept
            .iter_mut()
            .filter(|piece| !piece.text.trim().is_empty())
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(nearest) = nearest {
            // Of a whole word's letters, seen from left to right, the last is the first that is read.
            match nearest.word && has_backward(&nearest.text) {
                true => nearest.text.insert_str(0, &mark.text),
                false => nearest.text.push_str(&mark.text),
            }
        }
    }
    kept
}

/// Whether it is the raised number of a note at the end of a word, which is not the text's.
fn is_reference(before: &Piece, piece: &Piece) -> bool {
    let raised = piece.size < before.size * RAISED && piece.base < before.base - before.size * 0.15;
    let number = piece.text.trim();
    raised && !number.is_empty() && number.chars().count() <= 3 && number.chars().all(|letter| letter.is_ascii_digit())
}

fn is_apart(before: &Piece, piece: &Piece) -> bool {
    let gap = piece.left - before.right;
    let (small, large) = if before.size < piece.size { (before, piece) } else { (piece, before) };
    let raised = small.size < large.size * RAISED && small.text.chars().all(|letter| letter.is_numeric());
    gap > large.size * SPACE || raised && !before.text.trim().is_empty()
}

/// Letters with the marks over them. In a word as it is seen from left to right, a mark stands before its letter.
fn clusters(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut marks = String::new();
    for letter in text.chars() {
        match is_mark(letter) {
            true if found.is_empty() || has_backward(text) => marks.push(letter),
            true => found.last_mut().expect("there is a letter before it").push(letter),
            false => found.push(std::iter::once(letter).chain(marks.drain(..)).collect()),
        }
    }
    if let Some(last) = found.last_mut() {
        last.push_str(&marks);
    }
    found
}

/// Turns what is read backwards around: all of a line but its numbers and foreign words, or only its words of such a
/// script.
fn turn(letters: &mut [String], backwards: bool) {
    if backwards {
        letters.reverse();
    }
    let ways: Vec<Way> = letters.iter().map(|letter| letter.chars().next().map_or(Way::None, way)).collect();
    let turned = |way: Way| match backwards {
        true => matches!(way, Way::Forwards | Way::Digit),
        false => way == Way::Backwards,
    };
    let mut at = 0;
    while at < letters.len() {
        if !turned(ways[at]) {
            at += 1;
            continue;
        }
        let (mut end, mut next) = (at + 1, at + 1);
        while next < letters.len() {
            if turned(ways[next]) {
                end = next + 1;
            } else if !goes_on(&ways, end - 1, next, backwards) {
                break;
            }
            next += 1;
        }
        letters[at..end].reverse();
        at = end;
    }
}

/// Whether a stretch of one direction may go on over this letter, which has none of its own.
fn goes_on(ways: &[Way], last: usize, at: usize, backwards: bool) -> bool {
    match (backwards, ways[at], ways[last]) {
        (_, Way::Backwards | Way::Forwards, _) | (false, Way::Digit, _) => false,
        // Between two numbers only what can stand within one; between words, whatever stands between words.
        (true, Way::None, Way::Digit) => {
            ways[at..].iter().find(|way| matches!(way, Way::Forwards | Way::Backwards | Way::Digit))
                == Some(&Way::Forwards)
        }
        _ => true,
    }
}

/// Ligatures and letters in the form they have at a place in a word → letters; spaces and what is not seen set right.
fn tidy(text: &str) -> String {
    let is_form = |letter: char| matches!(letter, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{f900}'..='\u{faff}' | '\u{2e80}'..='\u{2fdf}');
    let mut out = String::with_capacity(text.len());
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    let mut last = ' ';
    for letter in text.chars() {
        match letter {
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => continue,
            letter if is_form(letter) => out.push_str(&nfkc.normalize(letter.encode_utf8(&mut [0; 4]))),
            letter if letter.is_whitespace() && last.is_whitespace() => continue,
            letter if letter.is_whitespace() || letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
        last = letter;
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(out.trim()).into_owned()
}
