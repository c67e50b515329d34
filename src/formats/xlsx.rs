//! Spreadsheets (XLSX): each sheet's name as a heading and its cells as a table.

use super::docx::core_metadata;
use super::markup::{Block, Markup, unreadable};
use super::package::Package;
use super::pptx::relations;
use super::xml::{self, Node};
use crate::model::{Parsed, ProblemStatus};

const NAME: &str = "xlsx";
const MAIN: &str = "xl/workbook.xml";

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(status) => return unreadable(NAME, status),
    };
    let Some(main) = package.text(MAIN) else { return unreadable(NAME, ProblemStatus::Damaged) };
    let strings = package.text("xl/sharedStrings.xml").map(|source| strings(&source)).unwrap_or_default();
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
        whole &= cells(&source, &strings, &mut markup);
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

fn cells(source: &str, strings: &[String], markup: &mut Markup) -> bool {
    let (mut kind, mut value, mut in_value) = (String::new(), String::new(), false);
    xml::walk(source, |node| match node {
        Node::Start(element) => match element.name {
            "row" => markup.table("<tr>"),
            "c" => {
                kind = element.get("t").unwrap_or_default();
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
                "s" => value.trim().parse().ok().and_then(|index: usize| strings.get(index)).cloned(),
                "e" => None,
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
