//! PDF: words with their places on pages → text in reading order, page by page.
//!
//! Where words stand on a page comes from one of two readers, a program where one is at hand (see
//! [`parse_words`]) and a reader of our own language else; what is made of it is the same. A PDF knows no paragraphs,
//! headings, columns and tables: [`layout`] and [`flow`] find them by place and size.

mod flow;
mod furniture;
mod glyphs;
mod layout;
mod logical;
mod metadata;
mod words;

use super::markup::{Markup, Metadata, unreadable};
use super::say;
use crate::model::{Parsed, ProblemStatus};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

const NAME: &str = "pdf";

/// Pages that are read; a book has some hundreds.
const MAX_PAGES: usize = 5_000;

/// Letters that stand together on one line of a page. In points; y grows downwards.
#[derive(Clone, Debug, Default, PartialEq)]
struct Piece {
    left: f32,
    right: f32,
    /// Where the letters stand on.
    base: f32,
    size: f32,
    text: String,
    /// Whether it is a whole word, its letters in the order in which they are seen from left to right whatever the
    /// script; else it is what one drawn sign stands for.
    word: bool,
}

/// What is seen of one page.
#[derive(Clone, Debug, Default)]
struct Page {
    height: f32,
    pieces: Vec<Piece>,
    /// Words that do not stand upright.
    aside: String,
}

pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// Reads a PDF by the reader built in.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let pdf = match open(bytes) {
        Ok(pdf) => pdf,
        Err(status) => return unreadable(NAME, status),
    };
    let (pages, whole) = glyphs::pages(&pdf, MAX_PAGES);
    finish(pages, metadata::of(&pdf), !whole)
}

/// Reads a PDF of which `pdftotext -bbox-layout` has said where words stand.
pub fn parse_words(bytes: &[u8], words: &str) -> Parsed {
    let (pages, whole) = words::pages(words, MAX_PAGES);
    let letters = || pages.iter().flat_map(|page| &page.pieces).flat_map(|piece| piece.text.chars());
    let (all, backward) = (letters().count(), letters().filter(|letter| logical::is_backward(*letter)).count());
    if all == 0 {
        return parse(bytes);
    }
    if backward * 3 > all {
        // What one sign stands for cannot be told from its letters any more, which the reader built in knows.
        let own = parse(bytes);
        if own.status == ProblemStatus::Indexed && own.text.chars().count() * 10 > all * 8 {
            return own;
        }
    }
    // What the file says of itself is all that is wanted of it here.
    let metadata = open(bytes).map(|pdf| metadata::of(&pdf)).unwrap_or_default();
    finish(pages, metadata, !whole)
}

fn open(bytes: &[u8]) -> Result<Pdf, ProblemStatus> {
    Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ProblemStatus::Encrypted,
        LoadPdfError::Decryption(_) => ProblemStatus::Encrypted,
        LoadPdfError::Invalid => ProblemStatus::Damaged,
    })
}

fn finish(pages: Vec<Page>, metadata: Metadata, incomplete: bool) -> Parsed {
    if pages.is_empty() {
        return unreadable(NAME, ProblemStatus::Damaged);
    }
    let mut markup = Markup::default();
    flow::write(pages, &mut markup);
    let no_words = markup.is_empty();
    let mut parsed = markup.finish(NAME, metadata, incomplete);
    if no_words {
        parsed.warnings.clear();
        let problem = "no text: its pages are pictures, which needs OCR".to_owned();
        let hint = "run it through a program for text recognition and save it again";
        say(&mut parsed, ProblemStatus::NoText, problem, hint);
    }
    parsed
}
