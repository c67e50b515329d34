//! Spreadsheets (XLSX): each sheet's name as a heading and its cells as a table.

use super::by_parts;
use super::docx::core_metadata;
use super::markup::{Block, Markup, unreadable};
use super::package::Package;
use super::pptx::relations;
use super::xml::{self, Node};
use crate::model::Parsed;
use std::collections::HashMap;

const NAME: &str = "xlsx";
const MAIN: &str = "xl/workbook.xml";

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(status) => return unreadable(NAME, status),
    };
    let Some(main) = package.text(MAIN) else { return by_parts(&package, bytes, NAME) };
    let strings = package.text("xl/sharedStrings.xml").map(|source| strings(&source)).unwrap_or_default();
    let dates = package.text("xl/styles.xml").map(|source| date_styles(&source)).unwrap_or_default();
    let words =
        Words { strings, dates, since_1904: main.contains("date1904=\"1\"") || main.contains("date1904=\"true\"") };
    let targets = relations(&mut package, MAIN);
    let mut sheets = Vec::new();
    let mut whole = xml::walk(&main, |node| {
        if let Node::Start(element) = node
            && element.name == "sheet"
            && let Some(id) = element.get_full("r:id")
        {
            sheets.push((element.get("name").unwrap_or_default(), id));
        }
    });
    let mut markup = Markup::default();
    for (name, id) in sheets {
        let Some(source) = targets.get(&id).and_then(|target| package.text(&target.path)) else {
            whole = false;
            continue;
        };
        markup.block(Block::Heading(1), &name);
        markup.table("<table>");
        whole &= cells(&source, &words, &mut markup);
        markup.table("</table>\n");
    }
    let metadata = core_metadata(&mut package);
    markup.finish(NAME, metadata, !whole || package.incomplete)
}

/// The words that cells share. Hints for pronunciation are left out.
fn strings(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut words, mut in_words, mut phonetic) = (String::new(), false, false);
    xml::walk(source, |node| match node {
        Node::Start(element) => match element.name {
            "rPh" => phonetic = true,
            "t" => in_words = !phonetic,
            _ => {}
        },
        Node::Text(text) if in_words => words.push_str(text),
        Node::Text(_) => {}
        Node::End("rPh") => phonetic = false,
        Node::End("t") => in_words = false,
        Node::End("si") => found.push(std::mem::take(&mut words)),
        Node::End(_) => {}
    });
    found
}

/// What turns the values of cells into words.
struct Words {
    strings: Vec<String>,
    /// By style: whether numbers in it are days.
    dates: Vec<bool>,
    /// Whether days are counted from 1904, as some programs did.
    since_1904: bool,
}

/// Which styles of cells show numbers as days.
fn date_styles(source: &str) -> Vec<bool> {
    let (mut own, mut styles, mut in_styles) = (HashMap::new(), Vec::new(), false);
    xml::walk(source, |node| match node {
        Node::Start(element) => match element.name {
            "numFmt" => {
                if let (Some(id), Some(code)) = (element.get("numFmtId"), element.get("formatCode")) {
                    own.insert(id, shows_days(&code));
                }
            }
            "cellXfs" => in_styles = true,
            "xf" if in_styles => {
                let id = element.get("numFmtId").unwrap_or_default();
                // The numbers of the formats that every program knows.
                let known = matches!(id.parse(), Ok(14..=17 | 22 | 27..=31 | 34..=36 | 50..=58));
                styles.push(own.get(&id).copied().unwrap_or(known));
            }
            _ => {}
        },
        Node::End("cellXfs") => in_styles = false,
        Node::End(_) | Node::Text(_) => {}
    });
    styles
}

/// Whether a format's code writes years or days; what is quoted or in brackets is shown as it is.
fn shows_days(code: &str) -> bool {
    let mut quoted = false;
    let bare: String = code
        .chars()
        .filter(|letter| {
            quoted ^= matches!(letter, '"' | '[' | ']');
            !quoted
        })
        .collect();
    bare.to_lowercase().contains(['y', 'd'])
}

/// The day that a number of days stands for, ISO 8601.
fn day(value: &str, since_1904: bool) -> Option<String> {
    let days: f64 = value.trim().parse().ok().filter(|days| (1.0..2_958_466.0).contains(days))?;
    // Day 60 of 1900 is one that there never was; hence the day before the year's first.
    let first = if since_1904 { jiff::civil::date(1904, 1, 1) } else { jiff::civil::date(1899, 12, 30) };
    #[expect(clippy::cast_possible_truncation, reason = "it has just been held against its bounds")]
    let days = days as i64;
    first.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(|day| day.to_string())
}

fn cells(source: &str, known: &Words, markup: &mut Markup) -> bool {
    let (mut kind, mut style, mut value, mut in_value) = (String::new(), None, String::new(), false);
    xml::walk(source, |node| match node {
        Node::Start(element) => match element.name {
            "row" => markup.table("<tr>"),
            "c" => {
                kind = element.get("t").unwrap_or_default();
                style = element.get("s").and_then(|style| style.parse::<usize>().ok());
                value.clear();
            }
            "v" | "t" => in_value = true,
            _ => {}
        },
        Node::Text(text) if in_value => value.push_str(text),
        Node::Text(_) => {}
        Node::End("v" | "t") => in_value = false,
        Node::End("row") => markup.table("</tr>"),
        Node::End("c") => {
            let words = match kind.as_str() {
                "s" => value.trim().parse().ok().and_then(|index: usize| known.strings.get(index)).cloned(),
                "e" => None,
                "" | "n" if style.and_then(|style| known.dates.get(style)).is_some_and(|dates| *dates) => {
                    day(&value, known.since_1904).or_else(|| Some(value.clone()))
                }
                _ => Some(value.clone()),
            };
            if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
                markup.table("<td>");
                markup.block(Block::Paragraph, &words);
                markup.table("</td>");
            }
        }
        Node::End(_) => {}
    })
}
