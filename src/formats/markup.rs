//! HTML as the readers of office formats write it: blocks, lists and tables from events, in order.
//!
//! What is written here goes through [`super::body`] like any other HTML, which bounds and cleans it.

use super::body::{self, escape};
use super::{partly, settle};
use crate::model::{Lang, Parsed, ProblemStatus, Stated, Warning};

/// What a block of words is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Block {
    #[default]
    Paragraph,
    /// The document's own title.
    Title,
    /// A heading of this level, from 1.
    Heading(u8),
    Item,
}

/// What a file says of itself beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<String>,
    /// The day it was written, ISO 8601.
    pub(super) written: Option<String>,
}

/// HTML in the making.
#[derive(Debug, Default)]
pub(super) struct Markup {
    html: String,
    in_list: bool,
    /// Where in `html` each page or slide begins.
    pages: Vec<usize>,
}

impl Markup {
    /// Adds a block of plain words; none where there are none.
    pub(super) fn block(&mut self, kind: Block, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if kind == Block::Item && !self.in_list {
            self.html.push_str("<ul>");
            self.in_list = true;
        }
        if kind != Block::Item {
            self.end_list();
        }
        let tag = match kind {
            Block::Paragraph => "p",
            Block::Title => "h1",
            Block::Heading(level) => ["h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 5) - 1)],
            Block::Item => "li",
        };
        self.html.push('<');
        self.html.push_str(tag);
        self.html.push('>');
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.html.push_str("<br>");
            }
            escape(line, &mut self.html);
        }
        self.html.push_str("</");
        self.html.push_str(tag);
        self.html.push_str(">\n");
    }

    /// Opens or closes a part of a table: `<table>`, `</tr>` …
    pub(super) fn table(&mut self, tag: &str) {
        self.end_list();
        self.html.push_str(tag);
    }

    /// Adds a table of plain words.
    pub(super) fn rows(&mut self, rows: &[Vec<String>]) {
        self.table("<table>");
        for row in rows {
            self.table("<tr>");
            for cell in row {
                self.html.push_str("<td>");
                escape(cell, &mut self.html);
                self.html.push_str("</td>");
            }
            self.table("</tr>");
        }
        self.table("</table>\n");
    }

    /// A page or slide begins.
    pub(super) fn page(&mut self) {
        self.end_list();
        self.pages.push(self.html.len());
    }

    /// Whether nothing has been written.
    pub(super) fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    fn end_list(&mut self) {
        if std::mem::take(&mut self.in_list) {
            self.html.push_str("</ul>\n");
        }
    }

    /// What is written, page by page.
    fn parts(&self) -> Vec<&str> {
        let inner = self.pages.iter().copied().skip(1);
        let starts = std::iter::once(0).chain(inner.clone());
        starts.zip(inner.chain([self.html.len()])).map(|(from, to)| &self.html[from..to]).collect()
    }

    /// Makes a document of it. `format` is the format's name; `incomplete` says that something could not be read.
    pub(super) fn finish(mut self, format: &str, metadata: Metadata, incomplete: bool) -> Parsed {
        self.end_list();
        let mut parsed = Parsed {
            format: format.to_owned(),
            stated: Stated { authors: metadata.authors, ..Stated::default() },
            written: metadata.written,
            declared_language: metadata.language.filter(|tag| Lang::parse(tag).is_some()),
            ..Parsed::default()
        };
        let mut truncated = false;
        for (index, part) in self.parts().into_iter().enumerate() {
            let body = body::read(part, |_| parsed.title.is_some() || !parsed.text.is_empty());
            parsed.title = parsed.title.take().or(body.heading);
            if !self.pages.is_empty() {
                let apart = !parsed.text.is_empty() && !body.text.is_empty();
                parsed.pages.push(parsed.text.len() + usize::from(apart));
                parsed.html.push_str(&page_mark(index + 1));
            }
            if !parsed.text.is_empty() && !body.text.is_empty() {
                parsed.text.push('\n');
            }
            parsed.text.push_str(&body.text);
            parsed.html.push_str(&body.html);
            truncated |= body.truncated || parsed.text.len() > body::MAX_TEXT;
            if truncated {
                break;
            }
        }
        parsed.title = parsed.title.or_else(|| metadata.title.filter(|title| is_title(title)));
        if incomplete {
            partly(&mut parsed);
        }
        settle(&mut parsed, truncated);
        parsed
    }
}

/// The mark in a document's HTML where a page or slide begins. Nothing that is read leaves one like it: of a rule, no
/// attribute is kept.
fn page_mark(number: usize) -> String {
    format!("<hr data-page=\"{number}\">")
}

/// Whether a title that a program has put into a file says anything: many say how the file came about.
fn is_title(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    let made_up =
        ["untitled", "microsoft word", "document", "powerpoint", "presentation", "présentation", "sans titre"];
    title.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !made_up.iter().any(|word| title.starts_with(word) && title.len() < word.len() + 24)
        && !title.contains(".doc")
        && !title.contains(".ppt")
        && !title.contains(".indd")
}

/// A file of which nothing could be read.
pub(super) fn unreadable(format: &str, status: ProblemStatus) -> Parsed {
    let (problem, suggestion) = match status {
        ProblemStatus::Encrypted => ("it is protected by a password", "save it without a password"),
        ProblemStatus::Unsupported => {
            ("it was saved by an office program of before 2007, which is not read", "save it as .docx, .pptx or .xlsx")
        }
        _ => ("it is damaged, cut short, or not of the kind its name says", "copy it again, or save it again"),
    };
    Parsed {
        format: format.to_owned(),
        status,
        warnings: vec![Warning { line: None, problem: problem.to_owned(), suggestion: Some(suggestion.to_owned()) }],
        ..Parsed::default()
    }
}
