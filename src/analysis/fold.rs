//! Folding: what two ways to type one word have in common.
//!
//! Compatibility forms (full width, ligatures, Arabic presentation forms) become the plain letters; case, format
//! characters and, where they are an ornament of the letter and not part of it, marks go. Marks go from Latin, Greek,
//! Arabic and Hebrew letters; from Cyrillic ones only stress and the dots of ё. Elsewhere (Indic scripts, Thai, kana)
//! a mark is a vowel or another consonant, and stays.

use super::words::is_dotted_acronym;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// How capitals become small letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Casing {
    Usual,
    /// I → ı, İ → i.
    Turkic,
}

/// Writes the folded word into `out`. Never empty for a word that has a letter or a digit.
pub(super) fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
    } else {
        write_folded(word, out);
    }
    if is_dotted_acronym(out) {
        out.retain(|c| c != '.');
    }
    if out.is_empty() {
        out.push_str(word);
    }
}

/// Writes the word as a stemmer that needs its letters wants it: small letters, composed, without format characters
/// and without the marks that are optional in Arabic and Hebrew writing.
pub(super) fn spell(word: &str, casing: Casing, out: &mut String) {
    out.clear();
    let mut base = '\0';
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(word.chars()) {
        if is_format(c) || c.is_whitespace() {
            continue;
        }
        if is_mark(c) {
            if casing == Casing::Turkic && base == 'ı' && c == '\u{307}' {
                out.pop();
                base = 'i';
                out.push(base);
            } else if !is_optional_mark(c) {
                out.push(c);
            }
            continue;
        }
        if casing == Casing::Turkic && c == 'I' {
            base = 'ı';
            out.push(base);
            continue;
        }
        for small in c.to_lowercase() {
            base = plain_sign(small);
            out.push(base);
        }
    }
    compose(out);
}

fn write_folded(word: &str, out: &mut String) {
    let mut base = '\0';
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(word.chars()) {
        if c.is_ascii() {
            base = c.to_ascii_lowercase();
            if !c.is_ascii_whitespace() {
                out.push(base);
            }
        } else if is_mark(c) {
            if keeps(base, c) {
                out.push(c);
            }
        } else if !is_format(c) && !c.is_whitespace() {
            for small in c.to_lowercase() {
                base = plain_sign(small);
                match letters_for(base) {
                    Some(letters) => out.push_str(letters),
                    None => out.push(base),
                }
            }
        }
    }
    compose(out);
}

fn compose(out: &mut String) {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    if !out.is_ascii() && !nfc.is_normalized(out) {
        *out = nfc.normalize(out).into_owned();
    }
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '＇')
}

/// Characters that only steer how a text is shown or joined.
fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{640}' | '·' | '‧'
        | '\u{E0000}'..='\u{E0FFF}'
    )
}

fn is_mark(c: char) -> bool {
    c >= '\u{300}' && CanonicalCombiningClassMapBorrowed::new().get_u8(c) != 0
}

/// Whether the mark makes another letter of its base.
fn keeps(base: char, mark: char) -> bool {
    match base {
        '\0'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' => false,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => false,
        '\u{400}'..='\u{52F}' => match mark {
            '\u{300}' | '\u{301}' => matches!(base, 'г' | 'к'),
            '\u{308}' => base != 'е',
            _ => true,
        },
        '\u{590}'..='\u{5FF}' => false,
        // ؤ and ئ are letters; the hamza on an alef is left out as often as not.
        '\u{600}'..='\u{77F}' => is_hamza_or_madda(mark) && !is_alef(base),
        _ => true,
    }
}

fn is_alef(c: char) -> bool {
    c == 'ا'
}

fn is_hamza_or_madda(mark: char) -> bool {
    matches!(mark, '\u{653}'..='\u{655}')
}

/// Hebrew points, Arabic vowel signs.
fn is_optional_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{652}' | '\u{656}'..='\u{65F}' | '\u{670}')
}

/// Signs that have one plain shape: apostrophes, digits of any script, positional letters.
fn plain_sign(c: char) -> char {
    match c {
        c if is_apostrophe(c) => '\'',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ی' => 'ي',
        'ک' => 'ك',
        _ => digit(c).unwrap_or(c),
    }
}

/// Decimal digits of the scripts that write numbers with their own.
fn digit(c: char) -> Option<char> {
    const ZEROS: &[char] =
        &['٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '෦', '๐', '໐', '༠', '၀', '႐', '០', '᠐', '᥆'];
    let value = ZEROS.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|&value| value < 10))?;
    char::from_digit(value, 10)
}

/// Letters that do not decompose, as they are typed where the keyboard lacks them.
fn letters_for(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ĸ' => "k",
        'ə' => "e",
        'ɖ' => "d",
        'ى' => "ي",
        'ة' => "ه",
        _ => return None,
    })
}
