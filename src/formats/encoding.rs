//! Bytes → text, whatever encoding they were saved in.

use crate::model::Warning;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at where its encoding has to be guessed.
const SAMPLE: usize = 256 << 10;

/// Decodes a file: byte order mark, then UTF-8 if it is that, then what the file declares, then an informed guess.
/// Line ends become `\n`; NUL, which no text means, is left out.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> (String, Option<Warning>) {
    let encoding = choose(bytes, declared);
    let (text, _, damaged) = encoding.decode(bytes);
    let warning = damaged.then(|| Warning {
        line: text.find('\u{fffd}').map(|at| line_of(&text, at)),
        problem: format!("some bytes are no valid {} text; they are shown as \u{fffd}", encoding.name()),
        suggestion: Some("save the file again as UTF-8".to_owned()),
    });
    (tidy(&text), warning)
}

/// The line, from 1, that holds this byte.
pub(super) fn line_of(text: &str, at: usize) -> u32 {
    let before = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

fn tidy(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    if !text.contains(['\r', '\0']) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

fn choose(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding;
    }
    // Valid UTF-8 with letters beyond ASCII is hardly ever anything else, whatever a copied header declares.
    match Utf8::of(bytes) {
        // Japanese mail programs write in ASCII with escapes.
        Utf8 { beyond_ascii: 0, faults: 0 } if bytes.contains(&0x1b) => declared.unwrap_or_else(|| guess(bytes)),
        Utf8 { beyond_ascii: 0, faults: 0 } => declared.unwrap_or(UTF_8),
        Utf8 { faults: 0, .. } => UTF_8,
        Utf8 { beyond_ascii, faults } if beyond_ascii >= 10 * faults => UTF_8,
        _ => declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| guess(bytes)),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a byte order mark: in any text with Latin letters, spaces or line ends, the zero bytes all stand on
/// one side.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 {
        return None;
    }
    let (mut even, mut odd) = (0usize, 0usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let (few, many) = (sample.len() / 200, sample.len() / 8);
    match (even, odd) {
        (even, odd) if odd > many && even <= few => Some(UTF_16LE),
        (even, odd) if even > many && odd <= few => Some(UTF_16BE),
        _ => None,
    }
}

/// How well bytes read as UTF-8.
struct Utf8 {
    beyond_ascii: usize,
    faults: usize,
}

impl Utf8 {
    fn of(bytes: &[u8]) -> Utf8 {
        let mut found = Utf8 { beyond_ascii: 0, faults: 0 };
        for chunk in bytes.utf8_chunks() {
            found.beyond_ascii += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            found.faults += usize::from(!chunk.invalid().is_empty());
        }
        found
    }
}

/// Whether bytes are no text at all: too many control characters once decoded.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if Encoding::for_bom(sample).is_some() || utf_16(sample).is_some() {
        return false;
    }
    let control = sample.iter().filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b));
    // A stray control character happens; a file of which a hundredth is control characters was never typed.
    control.count() > sample.len() / 100 + 3
}
