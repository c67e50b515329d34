//! Slides (PPTX): each slide's title, words, tables and notes, in the order of the deck.

use super::by_parts;
use super::docx::core_metadata;
use super::markup::{Block, Markup, unreadable};
use super::package::{Package, resolve};
use super::xml::{self, Node};
use crate::model::Parsed;
use std::collections::HashMap;

const NAME: &str = "pptx";
const MAIN: &str = "ppt/presentation.xml";

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(status) => return unreadable(NAME, status),
    };
    let Some(main) = package.text(MAIN) else { return by_parts(&package, bytes, NAME) };
    let targets = relations(&mut package, MAIN);
    let mut order = Vec::new();
    let mut whole = xml::walk(&main, |node| {
        if let Node::Start(element) = node
            && element.name == "sldId"
            && let Some(id) = element.get_full("r:id")
        {
            order.push(id);
        }
    });
    let mut markup = Markup::default();
    for (index, slide) in order.iter().filter_map(|id| targets.get(id)).enumerate() {
        markup.page();
        let Some(source) = package.text(&slide.path) else {
            whole = false;
            continue;
        };
        whole &= read(&source, if index == 0 { Block::Title } else { Block::Heading(1) }, &mut markup);
        let notes = relations(&mut package, &slide.path).into_values().find(|target| target.kind == "notesSlide");
        if let Some(source) = notes.and_then(|notes| package.text(&notes.path)) {
            whole &= read(&source, Block::Paragraph, &mut markup);
        }
    }
    let metadata = core_metadata(&mut package);
    markup.finish(NAME, metadata, !whole || package.incomplete)
}

/// Where a relation leads.
pub(super) struct Target {
    pub(super) path: String,
    /// The last part of its type's name: `slide`, `notesSlide`, `worksheet` …
    pub(super) kind: String,
}

/// The relations of a part, by id.
pub(super) fn relations(package: &mut Package<'_>, part: &str) -> HashMap<String, Target> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut found = HashMap::new();
    let Some(source) = package.text(&format!("{folder}/_rels/{name}.rels")) else { return found };
    xml::walk(&source, |node| {
        let Node::Start(element) = node else { return };
        if let (Some(id), Some(target), Some(kind)) = (element.get("Id"), element.get("Target"), element.get("Type")) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, Target { path: resolve(part, &target), kind });
        }
    });
    found
}

/// Reads a slide or its notes. Placeholders for numbers, dates, headers and footers are on every slide and left out.
fn read(source: &str, title: Block, markup: &mut Markup) -> bool {
    let (mut kind, mut skipped, mut in_words, mut in_table) = (Block::Item, false, false, false);
    let mut words = String::new();
    xml::walk(source, |node| match node {
        Node::Start(element) => match element.name {
            // What is left out of one shape says nothing of the next, which may be a table.
            "sp" | "graphicFrame" => (kind, skipped) = (Block::Paragraph, false),
            "ph" => match element.get("type").as_deref() {
                Some("title" | "ctrTitle") => kind = title,
                Some("sldNum" | "dt" | "ftr" | "hdr" | "sldImg") => skipped = true,
                Some("subTitle") => kind = Block::Paragraph,
                _ => kind = Block::Item,
            },
            "tbl" => {
                in_table = true;
                markup.table("<table>");
            }
            "tr" if in_table => markup.table("<tr>"),
            "tc" if in_table => markup.table("<td>"),
            "t" => in_words = true,
            "br" => words.push('\n'),
            "tab" => words.push(' '),
            _ => {}
        },
        Node::Text(text) if in_words => words.push_str(text),
        Node::Text(_) => {}
        Node::End(name) => match name {
            "t" => in_words = false,
            "p" => {
                let kind = match (in_table, title) {
                    (true, _) | (_, Block::Paragraph) => Block::Paragraph,
                    _ => kind,
                };
                if !skipped {
                    markup.block(kind, &words);
                }
                words.clear();
            }
            "tbl" if in_table => {
                in_table = false;
                markup.table("</table>\n");
            }
            "tr" if in_table => markup.table("</tr>"),
            "tc" if in_table => markup.table("</td>"),
            _ => {}
        },
    })
}
