//! What `pdftotext -bbox-layout` prints: every word and the box around it.

use super::super::xml::{self, Element, Node};
use super::{Page, Piece};

/// The share of a word's box that is its font's size, and that lies below the line its letters stand on.
const SIZE: f32 = 0.8;
const BELOW: f32 = 0.2;

/// Its pages, and whether that is all of them.
pub(super) fn pages(source: &str, max: usize) -> (Vec<Page>, bool) {
    let mut pages: Vec<Page> = Vec::new();
    let mut word: Option<Piece> = None;
    let whole = xml::walk(source, |node| match node {
        Node::Start(element) => match element.name {
            "page" => pages.push(Page { height: number(&element, "height"), ..Page::default() }),
            "word" => word = Some(piece(&element)),
            _ => {}
        },
        Node::Text(text) => {
            if let Some(word) = &mut word {
                word.text.push_str(text);
            }
        }
        Node::End("word") => {
            if let (Some(word), Some(page)) = (word.take(), pages.last_mut()) {
                page.pieces.push(word);
            }
        }
        Node::End(_) => {}
    });
    let complete = pages.len() <= max;
    pages.truncate(max);
    (pages, whole && complete)
}

fn piece(element: &Element<'_>) -> Piece {
    let (top, bottom) = (number(element, "yMin"), number(element, "yMax"));
    let height = (bottom - top).max(0.1);
    Piece {
        left: number(element, "xMin"),
        right: number(element, "xMax"),
        base: bottom - height * BELOW,
        size: height * SIZE,
        text: String::new(),
        word: true,
    }
}

fn number(element: &Element<'_>, name: &str) -> f32 {
    element.get(name).and_then(|value| value.parse().ok()).filter(|number: &f32| number.is_finite()).unwrap_or_default()
}
