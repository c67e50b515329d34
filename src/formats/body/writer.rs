//! Tags and words in, clean HTML and lines out, under a bounded stack.

use super::elements::{self, BOUNDS, Role};
use super::lines::Lines;
use super::{Closers, Head};
use html5ever::tokenizer::Tag;
use std::ops::Range;

/// Elements open at once; what is nested deeper stands at this depth.
const MAX_DEPTH: usize = 64;
/// Bytes of text that are read of one document.
pub(super) const MAX_TEXT: usize = 16_000_000;
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

/// A stretch of the output, in the HTML and in the text.
#[derive(Clone, Debug)]
struct Mark {
    name: &'static str,
    html: Range<usize>,
    text: Range<usize>,
}

/// What is left out of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Drops {
    /// Menus, page headers and footers, buttons: all that a page has around its document.
    #[default]
    Furniture,
    /// Only what is never words.
    Code,
}

/// What is left out at the moment: until the element closes.
#[derive(Debug)]
struct Dropping {
    name: String,
    depth: usize,
}

/// The state of the writing.
#[derive(Debug, Default)]
pub(super) struct Writer {
    drops: Drops,
    /// Closing tags that are still to come.
    closers: Closers,
    html: String,
    lines: Lines,
    open: Vec<Open>,
    /// How many elements were open when each main part began: it does not close what it did not open.
    floors: Vec<(usize, Mark)>,
    dropping: Option<Dropping>,
    in_title: bool,
    title: String,
    /// The heading of a page header that is left out: the title of a page that has no other.
    in_header_heading: bool,
    header_heading: String,
    head: Head,
    mains: Vec<Mark>,
    headings: Vec<Mark>,
    /// Words stood in the cell that is open.
    cell_from: usize,
    /// Open elements whose words are not text: marks of footnotes.
    silent: usize,
    truncated: bool,
}

/// All that was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) html: String,
    pub(super) text: String,
    pub(super) head: Head,
    pub(super) truncated: bool,
    /// The input ended within something that was being left out.
    pub(super) leftover: bool,
    mains: Vec<Mark>,
    headings: Vec<Mark>,
}

/// The part of what was written that is the document.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) html: String,
    pub(super) text: String,
    pub(super) heading: Option<String>,
}

impl Writer {
    pub(super) fn new(closers: Closers, drops: Drops) -> Writer {
        Writer { drops, closers, ..Writer::default() }
    }

    /// Whether a closing tag of this element is still to come.
    pub(super) fn will_close(&self, name: &str) -> bool {
        self.closers.get(name).is_some_and(|left| *left > 0)
    }

    /// Words between tags.
    pub(super) fn text(&mut self, words: &str) {
        if self.in_title {
            if self.title.len() < 1000 {
                self.title.push_str(words);
            }
            return;
        }
        if self.in_header_heading && self.header_heading.len() < 1000 {
            self.header_heading.push_str(words);
        }
        if self.dropping.is_some() || self.is_full() {
            return;
        }
        let blank = words.bytes().all(|b| b.is_ascii_whitespace());
        if !self.within_holder() {
            if blank {
                return;
            }
            self.open_holder(None);
        }
        escape(words, &mut self.html);
        match () {
            () if self.silent > 0 => {}
            () if self.open.iter().any(|open| open.name == "pre") => self.lines.push_preformatted(words),
            () => self.lines.push(words),
        }
    }

    pub(super) fn start(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if let Some(dropping) = &mut self.dropping {
            let closes_too = self.closers.get(name).is_some_and(|left| *left > dropping.depth);
            dropping.depth += usize::from(dropping.name == name && closes_too);
            self.in_header_heading |= name == "h1" && dropping.name == "header" && self.header_heading.is_empty();
            return;
        }
        match name {
            "html" => self.head.language = self.head.language.take().or_else(|| attribute(tag, "lang")),
            "title" if self.title.is_empty() && self.will_close("title") => self.in_title = true,
            "meta" => self.meta(tag),
            "img" => self.image(tag),
            _ => {}
        }
        let Some((name, role)) = elements::find(name) else { return };
        if self.is_full() {
            return;
        }
        match role {
            Role::Code if self.in_title => {}
            Role::Code => self.drop_from(tag),
            Role::Dropped if self.drops == Drops::Furniture => self.drop_from(tag),
            Role::Edge if self.drops == Drops::Furniture && self.floors.is_empty() => self.drop_from(tag),
            Role::Dropped | Role::Edge | Role::Section => self.end_block(),
            Role::Main => self.start_main(name),
            Role::Void => self.void(name),
            Role::Inline => self.start_inline(name, tag),
            Role::Holder | Role::Frame => self.start_block(name, tag),
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        if let Some(left) = self.closers.get_mut(name) {
            *left = left.saturating_sub(1);
        }
        if name == "title" && self.in_title {
            self.in_title = false;
            return;
        }
        if let Some(dropping) = &mut self.dropping {
            self.in_header_heading &= name != "h1" && dropping.name != name;
            if dropping.name == name {
                dropping.depth -= 1;
                if dropping.depth == 0 {
                    self.dropping = None;
                }
            }
            return;
        }
        let Some((name, role)) = elements::find(name) else { return };
        match role {
            Role::Main => self.end_main(name),
            Role::Section | Role::Dropped | Role::Edge => self.end_block(),
            Role::Void | Role::Code => {}
            Role::Inline => {
                if let Some(at) = self.find_open(&[name], BOUNDS) {
                    self.close_to(at);
                }
            }
            Role::Holder | Role::Frame => {
                let bounds = if matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") { BOUNDS } else { &[] };
                if let Some(at) = self.find_open(&[name], bounds) {
                    self.close_to(at);
                }
            }
        }
    }

    pub(super) fn finish(mut self) -> Written {
        while let Some((_, mark)) = self.floors.last() {
            let name = mark.name;
            self.end_main(name);
        }
        self.close_to(0);
        let title = [&self.title, &self.header_heading].map(|title| one_line(title));
        self.head.title = title.into_iter().find(|title| !title.is_empty());
        Written {
            html: self.html,
            text: self.lines.finish(),
            head: self.head,
            truncated: self.truncated,
            leftover: self.dropping.is_some(),
            mains: self.mains,
            headings: self.headings,
        }
    }

    fn is_full(&mut self) -> bool {
        self.truncated |= self.lines.len() + self.lines.line_len() > MAX_TEXT || self.html.len() > 2 * MAX_TEXT;
        self.truncated
    }

    fn floor(&self) -> usize {
        self.floors.last().map_or(0, |(floor, _)| *floor)
    }

    /// The innermost open element of these names, no further out than the bounds and the main part reach.
    fn find_open(&self, names: &[&str], bounds: &[&str]) -> Option<usize> {
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
    fn within_holder(&self) -> bool {
        let innermost = self.open.iter().rev().find(|open| open.role != Role::Inline);
        innermost.is_some_and(|open| open.role == Role::Holder)
    }

    /// Opens what must stand between us and words, or a block of this name.
    fn open_holder(&mut self, child: Option<&'static str>) {
        while let Some(parent) = self.open.last().map(|open| open.name)
            && let Some(implied) = elements::implied_child(parent, child)
        {
            self.open(implied, String::new());
        }
        if child.is_none() && !self.within_holder() {
            self.open("p", String::new());
        }
    }

    fn start_block(&mut self, name: &'static str, tag: &Tag) {
        let needs = elements::needs(name);
        if !needs.is_empty() && self.find_open(needs, &[]).is_none() {
            return self.end_block();
        }
        let (closes, bounds) = elements::closes(name);
        while let Some(at) = self.find_open(closes, bounds) {
            self.close_to(at);
        }
        match name {
            // Cells share the line of their row.
            "td" | "th" => self.close_inlines(),
            _ => self.end_paragraph(),
        }
        if self.open.len() >= MAX_DEPTH {
            return self.end_block();
        }
        self.open_holder(Some(name));
        let attributes = attributes(name, tag);
        self.open(name, attributes);
    }

    fn start_inline(&mut self, name: &'static str, tag: &Tag) {
        if name == "a" {
            if let Some(at) = self.find_open(&["a"], BOUNDS) {
                self.close_to(at);
            }
            if has_class(tag, "footnote-backref") {
                return self.drop_from(tag);
            }
            if attribute(tag, "href").is_none_or(|href| !is_outward(&href)) {
                return;
            }
        }
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        if !self.within_holder() {
            self.open_holder(None);
        }
        let attributes = attributes(name, tag);
        self.open(name, attributes);
        if name == "sup" && has_class(tag, "footnote-ref") {
            self.silent = self.open.len();
        }
    }

    fn start_main(&mut self, name: &'static str) {
        self.end_block();
        if self.floors.len() < MAX_DEPTH {
            self.lines.end_line();
            let mark = Mark { name, html: self.html.len()..0, text: self.lines.len()..0 };
            self.floors.push((self.open.len(), mark));
        }
    }

    fn end_main(&mut self, name: &str) {
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

    fn void(&mut self, name: &'static str) {
        if name == "br" {
            if self.within_holder() {
                self.html.push_str("<br>");
                self.lines.space();
            }
            return;
        }
        self.end_paragraph();
        if self.open.last().is_none_or(|open| elements::implied_child(open.name, Some(name)).is_none()) {
            self.html.push_str("<hr>");
        }
    }

    /// An image is not shown, which would tell a third party who reads; what it says in words is.
    fn image(&mut self, tag: &Tag) {
        if let Some(words) = attribute(tag, "alt") {
            self.lines.space();
            self.text(&words);
            self.lines.space();
        }
    }

    fn meta(&mut self, tag: &Tag) {
        if attribute(tag, "name").is_some_and(|name| name.eq_ignore_ascii_case("author")) {
            self.head.author =
                self.head.author.take().or_else(|| attribute(tag, "content").map(|text| one_line(&text)));
        }
    }

    /// Leaves an element out with all that is in it, if it ever closes.
    fn drop_from(&mut self, tag: &Tag) {
        if self.will_close(&tag.name) && !tag.self_closing {
            self.dropping = Some(Dropping { name: tag.name.to_string(), depth: 1 });
        }
    }

    /// Ends a paragraph or heading that is open, so that a block can follow.
    fn end_paragraph(&mut self) {
        const WORDS: &[&str] = &["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "figcaption"];
        if let Some(at) = self.find_open(WORDS, BOUNDS) {
            self.close_to(at);
        }
        self.close_inlines();
        self.end_line_of_block();
    }

    /// The border of a section: whatever words come next stand in a block of their own.
    fn end_block(&mut self) {
        self.end_paragraph();
    }

    fn close_inlines(&mut self) {
        let floor = self.floor();
        let keep = self.open.iter().skip(floor).rposition(|open| open.role != Role::Inline);
        self.close_to(keep.map_or(floor, |at| floor + at + 1));
    }

    /// Ends the line of text, but for the first block of a cell, which stays on its row's line.
    fn end_line_of_block(&mut self) {
        let in_cell = self.open.iter().any(|open| matches!(open.name, "td" | "th"));
        if !in_cell || self.lines.line_len() > self.cell_from {
            self.lines.end_line();
            self.cell_from = 0;
        }
    }

    fn open(&mut self, name: &'static str, attributes: String) {
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
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            if self.silent > self.open.len() {
                self.silent = 0;
            }
            match open.name {
                "tr" | "table" | "li" | "dt" | "dd" | "caption" => self.lines.end_line(),
                "td" | "th" => {}
                _ if open.role == Role::Inline => {}
                name => self.end_of(name),
            }
            if self.html[open.content..].trim_ascii().is_empty() && !matches!(open.name, "td" | "th") {
                self.html.truncate(open.at);
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

impl Written {
    /// The main part of a page, where it says which it is; else everything. The first heading is taken out where
    /// nothing stands before it and it is the title.
    pub(super) fn main_part(&self, keep_heading: impl Fn(&str) -> bool) -> Cut {
        let parts = self.parts();
        let heading = parts
            .iter()
            .find_map(|part| {
                self.headings.iter().find(|mark| is_within(&mark.html, &part.html) && !self.words(mark).is_empty())
            })
            .or_else(|| self.headings.iter().find(|mark| !self.words(mark).is_empty()));
        let mut cut = Cut { heading: heading.map(|mark| self.words(mark)), ..Cut::default() };
        for part in &parts {
            let first = cut.text.is_empty();
            let taken_out = heading.filter(|mark| {
                first
                    && is_within(&mark.html, &part.html)
                    && self.text[part.text.start..mark.text.start].trim().is_empty()
                    && !keep_heading(&self.words(mark))
            });
            let (html, text) = match taken_out {
                Some(mark) => (mark.html.clone(), mark.text.clone()),
                None => (part.html.start..part.html.start, part.text.start..part.text.start),
            };
            for piece in [part.html.start..html.start, html.end..part.html.end] {
                cut.html.push_str(&self.html[piece]);
            }
            for piece in [part.text.start..text.start, text.end..part.text.end] {
                cut.text.push_str(&self.text[piece]);
            }
        }
        cut
    }

    fn words(&self, mark: &Mark) -> String {
        one_line(&self.text[mark.text.clone()])
    }

    fn parts(&self) -> Vec<Mark> {
        let all = Mark { name: "", html: 0..self.html.len(), text: 0..self.text.len() };
        for name in ["main", "article"] {
            let mut found: Vec<&Mark> = self.mains.iter().filter(|mark| mark.name == name).collect();
            found.sort_by_key(|mark| mark.html.start);
            // Of nested parts, the outer one.
            let mut outer: Vec<Mark> = Vec::new();
            for mark in found {
                if outer.last().is_none_or(|last| mark.html.start >= last.html.end) {
                    outer.push(mark.clone());
                }
            }
            let has_words = outer.iter().any(|mark| !self.text[mark.text.clone()].trim().is_empty());
            if has_words && (name == "main" || outer.len() == 1) {
                return outer;
            }
        }
        vec![all]
    }
}

fn is_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let value = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?.value.trim().to_owned();
    (!value.is_empty()).then_some(value)
}

fn has_class(tag: &Tag, class: &str) -> bool {
    attribute(tag, "class").is_some_and(|classes| classes.split_ascii_whitespace().any(|c| c == class))
}

/// Whether an address leads to a page that can be reached from anywhere.
fn is_outward(href: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| href.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)))
}

/// The attributes that are kept, as they are written into the start tag.
fn attributes(name: &str, tag: &Tag) -> String {
    const KEPT: &[(&str, &[&str])] = &[
        ("lang", &[]),
        ("dir", &[]),
        ("href", &["a"]),
        ("start", &["ol"]),
        ("colspan", &["td", "th"]),
        ("rowspan", &["td", "th"]),
        ("scope", &["th"]),
    ];
    let mut written = String::new();
    for (attribute_name, elements) in KEPT {
        if (elements.is_empty() || elements.contains(&name))
            && let Some(value) = attribute(tag, attribute_name).filter(|value| value.len() < 2000)
        {
            written.push(' ');
            written.push_str(attribute_name);
            written.push_str("=\"");
            escape(&value, &mut written);
            written.push('"');
        }
    }
    written
}

/// Writes text so that it is text in HTML, in an attribute too.
pub(in crate::formats) fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
