//! What stands on every page: running titles and page numbers, at the top and the bottom.

use super::layout::{Row, line};
use std::collections::HashMap;

/// Rows at each end of a page that may be furniture, and the share of its height in which they stand.
const ROWS: usize = 3;
const MARGIN: f32 = 0.16;

/// Of so many pages in a hundred, at least, and of two.
const SHARE: usize = 25;

/// Takes out what is on many pages at the same place, page numbers apart. `heights` are the pages'.
pub(super) fn remove(pages: &mut [Vec<Row>], heights: &[f32]) {
    let mut seen: HashMap<(String, bool), usize> = HashMap::new();
    let found: Vec<Vec<(usize, String, bool)>> =
        pages.iter().zip(heights).map(|(rows, height)| candidates(rows, *height)).collect();
    for page in &found {
        for (_, text, top) in page {
            *seen.entry((text.clone(), *top)).or_default() += 1;
        }
    }
    let least = (pages.len() * SHARE / 100).max(2);
    for (rows, page) in pages.iter_mut().zip(found) {
        let gone: Vec<usize> = page
            .into_iter()
            .filter(|(index, text, top)| {
                seen.get(&(text.clone(), *top)).is_some_and(|count| *count >= least)
                    || is_number(text) && is_outermost(*index, *top, rows.len())
            })
            .map(|(index, ..)| index)
            .collect();
        let mut index = 0;
        rows.retain(|_| {
            index += 1;
            !gone.contains(&(index - 1))
        });
    }
}

/// The rows near an edge of the page: index, text with figures made alike, whether at the top.
fn candidates(rows: &[Row], height: f32) -> Vec<(usize, String, bool)> {
    let top = rows.iter().enumerate().take(ROWS).filter(|(_, row)| row.base < height * MARGIN);
    let bottom = rows.iter().enumerate().rev().take(ROWS).filter(|(_, row)| row.base > height * (1.0 - MARGIN));
    let key = |row: &Row| -> String {
        let text = line(row, false).text;
        let mut key = String::new();
        for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
            match letter.is_numeric() {
                true if key.ends_with('#') => {}
                true => key.push('#'),
                false => key.extend(letter.to_lowercase()),
            }
        }
        key
    };
    let top = top.map(|(index, row)| (index, key(row), true));
    top.chain(bottom.map(|(index, row)| (index, key(row), false))).collect()
}

/// Whether there is a number and nothing else: `3`, `– 3 –`, `3/12`.
fn is_number(key: &str) -> bool {
    key.contains('#') && !key.chars().any(char::is_alphabetic)
}

fn is_outermost(index: usize, top: bool, rows: usize) -> bool {
    rows > 1 && if top { index == 0 } else { index + 1 == rows }
}
