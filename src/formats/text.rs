//! Plain text: paragraphs by blank lines, hard-wrapped lines joined again, a first short line alone as the title.

use super::body::{self, without_space_between};
use super::encoding::{decode, is_binary};
use super::{say, settle};
use crate::model::{Parsed, ProblemStatus};

/// A title is no longer than this, in letters.
const MAX_TITLE: usize = 120;
/// Lines are wrapped by hand or by a mail program between these widths; shorter ones are verses and lists, longer ones
/// are paragraphs of their own.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=120;

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let mut parsed = Parsed { format: "text".to_owned(), ..Parsed::default() };
    if is_binary(bytes) {
        let problem = "it is named as text and is none".to_owned();
        say(&mut parsed, ProblemStatus::Damaged, problem, "give the file the ending of its real kind");
        return parsed;
    }
    let (text, damage) = decode(bytes, None);
    parsed.warnings.extend(damage);
    let mut paragraphs = paragraphs(&text);
    if paragraphs.len() > 1 && is_title(&paragraphs[0]) {
        parsed.title = paragraphs.remove(0).pop();
    }
    let mut html = String::new();
    for line in paragraphs.iter().flatten() {
        html.push_str("<p>");
        body::escape(line, &mut html);
        html.push_str("</p>\n");
    }
    let body = body::read(&html, |_| true);
    parsed.html = body.html;
    parsed.text = body.text;
    settle(&mut parsed, body.truncated);
    parsed
}

fn is_title(paragraph: &[String]) -> bool {
    matches!(paragraph, [line] if line.chars().count() <= MAX_TITLE && !line.ends_with(['.', ';', ',', ':', '。']))
}

/// Paragraphs, each as its lines once the wrapped ones are joined.
fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let mut paragraphs: Vec<Vec<String>> = vec![Vec::new()];
    let mut wrapped = false;
    for line in text.split(['\n', '\u{0c}', '\u{2028}', '\u{2029}']).map(str::trim) {
        // A row of dashes is a line across the page.
        if !line.chars().any(char::is_alphanumeric) {
            if paragraphs.last().is_some_and(|paragraph| !paragraph.is_empty()) {
                paragraphs.push(Vec::new());
            }
            wrapped = false;
            continue;
        }
        let Some(paragraph) = paragraphs.last_mut() else { break };
        match paragraph.last_mut() {
            Some(last) if wrapped && !begins_item(line) => join(last, line),
            _ => paragraph.push(line.to_owned()),
        }
        wrapped = WRAPPED.contains(&width(line));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// Columns: an ideograph takes two.
fn width(line: &str) -> usize {
    line.chars().map(|c| if matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}') { 2 } else { 1 }).sum()
}

/// Whether a line begins an item of a list: `-`, `•`, `3.`, `b)`.
fn begins_item(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or("");
    let marker = word.trim_end_matches(['.', ')']);
    match word.len() - marker.len() {
        0 => matches!(word, "-" | "*" | "•" | "–" | "—" | "·" | "+" | "▪" | "●" | "o"),
        _ => {
            !marker.is_empty()
                && marker.chars().count() <= 3
                && marker.chars().all(char::is_alphanumeric)
                && (marker.chars().all(char::is_numeric) || marker.chars().count() == 1)
        }
    }
}

fn join(before: &mut String, line: &str) {
    let (last, first) = (before.chars().next_back(), line.chars().next());
    let together = matches!((last, first), (Some(last), Some(first)) if last == '-' && first.is_lowercase() || without_space_between(last, first));
    if !together {
        before.push(' ');
    }
    before.push_str(line);
}
