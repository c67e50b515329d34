//! Word documents (DOCX): paragraphs, headings, lists, tables and notes in reading order.

use super::by_parts;
use super::markup::{Block, Markup, Metadata, unreadable};
use super::package::Package;
use super::xml::{self, Element, Node};
use crate::model::Parsed;
use std::collections::HashMap;

const NAME: &str = "docx";

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(status) => return unreadable(NAME, status),
    };
    let Some(main) = package.text("word/document.xml") else {
        return by_parts(&package, bytes, NAME);
    };
    let styles = package.text("word/styles.xml").map(|source| styles(&source)).unwrap_or_default();
    let mut reader = Reader { styles, ..Reader::default() };
    let mut whole = reader.read(&main);
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(source) = package.text(notes) {
            whole &= reader.read(&source);
        }
    }
    let metadata = core_metadata(&mut package);
    reader.markup.finish(NAME, metadata, !whole || package.incomplete)
}

/// What `docProps/core.xml` says, for all Office formats.
pub(super) fn core_metadata(package: &mut Package<'_>) -> Metadata {
    let Some(core) = package.text("docProps/core.xml") else { return Metadata::default() };
    Metadata {
        title: xml::text_of(&core, "title"),
        authors: xml::text_of(&core, "creator").into_iter().collect(),
        language: xml::text_of(&core, "language"),
        written: xml::text_of(&core, "created").and_then(|moment| day(&moment)),
    }
}

/// The day of a moment in ISO 8601.
pub(super) fn day(moment: &str) -> Option<String> {
    let day = moment.get(..10)?;
    let figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    (parts.len() == 3 && parts.into_iter().all(figures)).then(|| day.to_owned())
}

/// What the paragraphs of each style are. Style ids are in the language of the program; names are English.
fn styles(source: &str) -> HashMap<String, Block> {
    let mut found = HashMap::new();
    let mut id = None;
    xml::walk(source, |node| {
        let Node::Start(element) = node else { return };
        match element.name {
            "style" => id = element.get("styleId"),
            "name" => {
                let name = element.get("val").unwrap_or_default().to_lowercase();
                let kind = match name.strip_prefix("heading ").and_then(|level| level.parse().ok()) {
                    Some(level) => Block::Heading(level),
                    None if name == "title" => Block::Title,
                    None => return,
                };
                if let Some(id) = id.take() {
                    found.insert(id, kind);
                }
            }
            _ => {}
        }
    });
    found
}

/// A paragraph that is being read; text boxes nest them.
#[derive(Debug, Default)]
struct Paragraph {
    kind: Block,
    words: String,
}

#[derive(Debug, Default)]
struct Reader {
    styles: HashMap<String, Block>,
    markup: Markup,
    open: Vec<Paragraph>,
    /// Open elements whose words are not the document's: what an older program would show in place of another part,
    /// and the marks of separators among the notes.
    silent: usize,
    in_words: bool,
}

impl Reader {
    fn read(&mut self, source: &str) -> bool {
        xml::walk(source, |node| match node {
            Node::Start(element) => self.start(&element),
            Node::End(name) => self.end(name),
            Node::Text(text) => {
                if self.in_words && self.silent == 0 {
                    self.words(text);
                }
            }
        })
    }

    fn start(&mut self, element: &Element<'_>) {
        if self.silent > 0 {
            self.silent += 1;
            return;
        }
        match element.name {
            // Words that were moved stand where they were moved to.
            "Fallback" | "moveFrom" => self.silent = 1,
            "footnote" | "endnote" if element.get("type").is_some_and(|kind| kind != "normal") => self.silent = 1,
            "p" => self.open.push(Paragraph::default()),
            "pStyle" => {
                let kind = element.get("val").and_then(|id| self.styles.get(&id).copied());
                if let (Some(kind), Some(paragraph)) = (kind, self.open.last_mut()) {
                    paragraph.kind = kind;
                }
            }
            "numPr" => {
                if let Some(paragraph) = self.open.last_mut()
                    && paragraph.kind == Block::Paragraph
                {
                    paragraph.kind = Block::Item;
                }
            }
            "t" => self.in_words = true,
            "tab" | "ptab" => self.words(" "),
            "br" | "cr" => self.words("\n"),
            "noBreakHyphen" => self.words("-"),
            "tbl" => self.markup.table("<table>"),
            "tr" => self.markup.table("<tr>"),
            "tc" => self.markup.table("<td>"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.silent > 0 {
            self.silent -= 1;
            return;
        }
        match name {
            "t" => self.in_words = false,
            "p" => {
                if let Some(paragraph) = self.open.pop() {
                    self.markup.block(paragraph.kind, &paragraph.words);
                }
            }
            "tbl" => self.markup.table("</table>\n"),
            "tr" => self.markup.table("</tr>"),
            "tc" => self.markup.table("</td>"),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.words.push_str(words);
        }
    }
}
