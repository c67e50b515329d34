//! What is being written: well-nested HTML and its lines of text, under a bounded stack of open elements.

use super::attributes::escape;
use super::elements::{self, BOUNDS, Role};
use super::lines::Lines;
use super::written::Mark;

/// Elements open at once; what is nested deeper stands at this depth.
const MAX_DEPTH: usize = 64;
/// Bytes of text that are read of one document.
pub(in crate::formats) const MAX_TEXT: usize = 16_000_000;
/// Headings and main parts that are remembered.
const MAX_MARKS: usize = 200;

/// An element that is open.
#[derive(Debug)]
struct Open {
    name: &'static str,
    role: Role,
    /// Where its start tag begins, and where its content does.
    at: usize,
    content: usize,
}

/// The output, and where in it we are.
#[derive(Debug, Default)]
pub(super) struct Output {
    html: String,
    lines: Lines,
    open: Vec<Open>,
    /// How many elements were open when each main part began: it does not close what it did not open.
    floors: Vec<(usize, Mark)>,
    mains: Vec<Mark>,
    headings: Vec<Mark>,
    /// Where in the line the cell that is open begins.
    cell_from: usize,
    /// From this many open elements on, words are not text: they mark a footnote.
    silent: Option<usize>,
    truncated: bool,
}

/// Everything that was written.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) html: String,
    pub(super) text: String,
    pub(super) mains: Vec<Mark>,
    pub(super) headings: Vec<Mark>,
    pub(super) truncated: bool,
}

impl Output {
    /// Writes words, in a block of their own where none is open.
    pub(super) fn words(&mut self, words: &str) {
        if !self.within_holder() {
            if words.bytes().all(|b| b.is_ascii_whitespace()) {
                return;
            }
            self.open_holder(None);
        }
        escape(words, &mut self.html);
        match self.silent {
            Some(_) => {}
            None if self.open.iter().any(|open| open.name == "pre") => self.lines.push_preformatted(words),
            None => self.lines.push(words),
        }
    }

    /// A space in the text that the HTML need not show.
    pub(super) fn space(&mut self) {
        self.lines.space();
    }

    /// Breaks the line within a block.
    pub(super) fn break_line(&mut self) {
        if self.within_holder() {
            self.html.push_str("<br>");
            self.lines.space();
        }
    }

    /// Draws a line across the page.
    pub(super) fn rule(&mut self) {
        self.end_block();
        if self.open.last().is_none_or(|open| elements::implied_child(open.name, Some("hr")).is_none()) {
            self.html.push_str("<hr>");
        }
    }

    /// Until the innermost element closes, words are not text.
    pub(super) fn be_silent(&mut self) {
        self.silent.get_or_insert(self.open.len());
    }

    /// Whether another element may be opened.
    pub(super) fn has_depth(&self) -> bool {
        self.open.len() < MAX_DEPTH
    }

    /// Whether we are in a main part of the page.
    pub(super) fn is_in_main(&self) -> bool {
        !self.floors.is_empty()
    }

    /// Whether as much was written as is read of one document.
    pub(super) fn is_full(&mut self) -> bool {
        self.truncated |= self.lines.len() + self.lines.line_len() > MAX_TEXT || self.html.len() > 2 * MAX_TEXT;
        self.truncated
    }

    /// The innermost open element of these names, no further out than the bounds and the main part reach.
    pub(super) fn find_open(&self, names: &[&str], bounds: &[&str]) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().skip(self.floor()).rev() {
            if names.contains(&open.name) {
                return Some(at);
            }
            if bounds.contains(&open.name) {
                return None;
            }
        }
        None
    }

    /// Whether words may be written where we are.
    pub(super) fn within_holder(&self) -> bool {
        let innermost = self.open.iter().rev().find(|open| open.role != Role::Inline);
        innermost.is_some_and(|open| open.role == Role::Holder)
    }

    /// Opens what must stand between us and words, or a block of this name.
    pub(super) fn open_holder(&mut self, child: Option<&'static str>) {
        while let Some(parent) = self.open.last().map(|open| open.name)
            && let Some(implied) = elements::implied_child(parent, child)
        {
            self.open(implied, String::new());
        }
        if child.is_none() && !self.within_holder() {
            self.open("p", String::new());
        }
    }

    /// Writes a start tag.
    pub(super) fn open(&mut self, name: &'static str, attributes: String) {
        match name {
            "td" | "th" => {
                self.lines.next_cell();
                self.cell_from = self.lines.line_len();
            }
            "tr" | "table" | "li" | "dt" | "dd" => self.lines.end_line(),
            "h1" => self.lines.end_line(),
            _ => {}
        }
        if name == "h1" && self.headings.len() < MAX_MARKS {
            let text = self.lines.len()..self.lines.len();
            self.headings.push(Mark { name, html: self.html.len()..self.html.len(), text });
        }
        let at = self.html.len();
        self.html.push('<');
        self.html.push_str(name);
        self.html.push_str(&attributes);
        self.html.push('>');
        let role = elements::find(name).map_or(Role::Inline, |(_, role)| role);
        self.open.push(Open { name, role, at, content: self.html.len() });
    }

    /// Closes the innermost elements until this many are open.
    pub(super) fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            if self.silent.is_some_and(|depth| depth > self.open.len()) {
                self.silent = None;
            }
            match open.name {
                "tr" | "table" | "li" | "dt" | "dd" | "caption" => self.lines.end_line(),
                "td" | "th" => {}
                _ if open.role == Role::Inline => {}
                name => self.end_of(name),
            }
            if self.html[open.content..].trim_ascii().is_empty() && !matches!(open.name, "td" | "th") {
                self.html.truncate(open.at);
                self.forget_marks_beyond(open.at);
            } else {
                self.html.push_str("</");
                self.html.push_str(open.name);
                self.html.push('>');
            }
            if open.name == "h1"
                && let Some(mark) = self.headings.last_mut()
                && mark.html.start == open.at
            {
                mark.html.end = self.html.len();
                mark.text.end = self.lines.len();
            }
        }
    }

    /// Closes what marks words within the innermost block.
    pub(super) fn close_inlines(&mut self) {
        let floor = self.floor();
        let keep = self.open.iter().skip(floor).rposition(|open| open.role != Role::Inline);
        self.close_to(keep.map_or(floor, |at| floor + at + 1));
    }

    /// Ends a paragraph or heading that is open: whatever comes next stands in a block of its own.
    pub(super) fn end_block(&mut self) {
        const WORDS: &[&str] = &["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "figcaption"];
        if let Some(at) = self.find_open(WORDS, BOUNDS) {
            self.close_to(at);
        }
        self.close_inlines();
        self.end_line_of_block();
    }

    /// Begins a main part of the page.
    pub(super) fn start_main(&mut self, name: &'static str) {
        self.end_block();
        if self.floors.len() < MAX_DEPTH {
            self.lines.end_line();
            let mark = Mark { name, html: self.html.len()..0, text: self.lines.len()..0 };
            self.floors.push((self.open.len(), mark));
        }
    }

    /// Ends a main part, if it is the innermost that is open.
    pub(super) fn end_main(&mut self, name: &str) {
        if self.floors.last().is_none_or(|(_, mark)| mark.name != name) {
            return self.end_block();
        }
        self.close_to(self.floor());
        self.lines.end_line();
        if let Some((_, mut mark)) = self.floors.pop()
            && self.mains.len() < MAX_MARKS
        {
            mark.html.end = self.html.len();
            mark.text.end = self.lines.len();
            self.mains.push(mark);
        }
    }

    /// Closes everything.
    pub(super) fn finish(mut self) -> Finished {
        while let Some((_, mark)) = self.floors.last() {
            let name = mark.name;
            self.end_main(name);
        }
        self.close_to(0);
        Finished {
            html: self.html,
            text: self.lines.finish(),
            mains: self.mains,
            headings: self.headings,
            truncated: self.truncated,
        }
    }

    fn floor(&self) -> usize {
        self.floors.last().map_or(0, |(floor, _)| *floor)
    }

    /// Ends the line of text, but for the first block of a cell, which stays on its row's line.
    fn end_line_of_block(&mut self) {
        let in_cell = self.open.iter().any(|open| matches!(open.name, "td" | "th"));
        if !in_cell || self.lines.line_len() > self.cell_from {
            self.lines.end_line();
            self.cell_from = 0;
        }
    }

    /// What was marked and turned out to be empty is marked no more.
    fn forget_marks_beyond(&mut self, end: usize) {
        for marks in [&mut self.mains, &mut self.headings] {
            while marks.pop_if(|mark| mark.html.end > end).is_some() {}
        }
    }

    /// The end of a block within a cell leaves its words on the row's line; elsewhere the line ends.
    fn end_of(&mut self, name: &str) {
        let in_cell = self.open.iter().any(|open| matches!(open.name, "td" | "th"));
        if !in_cell || name == "h1" {
            self.lines.end_line();
        } else {
            self.lines.space();
        }
    }
}
