//! OpenDocument texts, slides and spreadsheets (ODT, ODP, ODS): one reader, since their contents are written alike.

use super::by_parts;
use super::docx::day;
use super::markup::{Block, Markup, Metadata, unreadable};
use super::package::Package;
use super::xml::{self, Element, Node};
use crate::model::{Parsed, ProblemStatus};

/// Repeated spaces of one mark that are believed.
const MAX_SPACES: usize = 100;

pub(super) fn parse_text(bytes: &[u8]) -> Parsed {
    parse("odt", bytes)
}

pub(super) fn parse_slides(bytes: &[u8]) -> Parsed {
    parse("odp", bytes)
}

pub(super) fn parse_sheets(bytes: &[u8]) -> Parsed {
    parse("ods", bytes)
}

fn parse(name: &'static str, bytes: &[u8]) -> Parsed {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(status) => return unreadable(name, status),
    };
    if package.text("META-INF/manifest.xml").is_some_and(|manifest| manifest.contains("encryption-data")) {
        return unreadable(name, ProblemStatus::Encrypted);
    }
    let Some(content) = package.text("content.xml") else { return by_parts(&package, bytes, name) };
    let mut reader = Reader { slides: name == "odp", ..Reader::default() };
    let whole = xml::walk(&content, |node| match node {
        Node::Start(element) => reader.start(&element),
        Node::End(name) => reader.end(name),
        // A line's end in the XML is a space.
        Node::Text(text) => reader.words(&text.replace('\n', " ")),
    });
    for note in std::mem::take(&mut reader.notes) {
        reader.markup.block(Block::Paragraph, &note);
    }
    let metadata = metadata(&mut package);
    reader.markup.finish(name, metadata, !whole || package.incomplete)
}

fn metadata(package: &mut Package<'_>) -> Metadata {
    let Some(meta) = package.text("meta.xml") else { return Metadata::default() };
    Metadata {
        title: xml::text_of(&meta, "title"),
        authors: xml::text_of(&meta, "initial-creator")
            .or_else(|| xml::text_of(&meta, "creator"))
            .into_iter()
            .collect(),
        language: xml::text_of(&meta, "language"),
        written: xml::text_of(&meta, "creation-date").and_then(|moment| day(&moment)),
    }
}

/// A paragraph or heading that is being read.
#[derive(Debug)]
struct Open {
    kind: Block,
    words: String,
}

#[derive(Debug, Default)]
struct Reader {
    markup: Markup,
    open: Vec<Open>,
    /// Footnotes, to stand at the end; how many are open.
    notes: Vec<String>,
    in_note: usize,
    lists: usize,
    /// Open elements whose words are not the document's: styles, tracked deletions, comments, the numbers of notes.
    silent: usize,
    /// What the frame that is open holds: the title of a slide, or its page number and the like.
    title_frame: bool,
    /// Whether it is read as slides.
    slides: bool,
    /// The styles of titles that were made for one place.
    titles: Vec<String>,
}

impl Reader {
    fn start(&mut self, element: &Element<'_>) {
        if self.silent > 0 {
            self.silent += 1;
            // A title with a change of its own has a style of its own, which says where it comes from.
            if element.name == "style" && element.get("parent-style-name").is_some_and(|parent| parent == "Title") {
                self.titles.extend(element.get("name"));
            }
            return;
        }
        match element.name {
            "automatic-styles" | "font-face-decls" | "tracked-changes" | "annotation" | "note-citation" | "forms"
            | "ruby-text" => self.silent = 1,
            "page" if self.slides => self.markup.page(),
            "frame" => match element.get_full("presentation:class").as_deref() {
                Some("title") => self.title_frame = true,
                Some("page-number" | "date-time" | "footer" | "header") => self.silent = 1,
                _ => {}
            },
            "h" => {
                let level = element.get("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
                self.open.push(Open { kind: Block::Heading(level), words: String::new() });
            }
            "p" => {
                let style = element.get_full("text:style-name");
                let title = style.is_some_and(|style| style == "Title" || self.titles.contains(&style));
                let kind = match (title, self.title_frame, self.lists > 0) {
                    (true, ..) => Block::Title,
                    // The title of the first slide is the deck's.
                    (_, true, _) if self.markup.is_empty() => Block::Title,
                    (_, true, _) => Block::Heading(1),
                    (.., true) => Block::Item,
                    _ => Block::Paragraph,
                };
                self.open.push(Open { kind, words: String::new() });
            }
            "s" => {
                let count: usize = element.get("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.words(&" ".repeat(count.min(MAX_SPACES)));
            }
            "tab" => self.words(" "),
            "line-break" => self.words("\n"),
            "note" => self.in_note += 1,
            "list" => self.lists += 1,
            "table" => self.markup.table("<table>"),
            "table-row" => self.markup.table("<tr>"),
            "table-cell" => self.markup.table("<td>"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.silent > 0 {
            self.silent -= 1;
            return;
        }
        match name {
            "p" | "h" => {
                let Some(open) = self.open.pop() else { return };
                if self.in_note > 0 {
                    self.notes.push(open.words);
                } else {
                    self.markup.block(open.kind, &open.words);
                }
            }
            "frame" => self.title_frame = false,
            "note" => self.in_note = self.in_note.saturating_sub(1),
            "list" => self.lists = self.lists.saturating_sub(1),
            "table" => self.markup.table("</table>\n"),
            "table-row" => self.markup.table("</tr>"),
            "table-cell" => self.markup.table("</td>"),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.silent > 0 {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            open.words.push_str(words);
        }
    }
}
