//! Which tags of a page are kept, which are passed over, and what is left out with all that is in it.

use super::attributes::{attribute, attributes, has_class, is_outward, one_line};
use super::elements::{self, BOUNDS, Role};
use super::output::Output;
use super::written::Written;
use super::{Closers, Head};
use html5ever::tokenizer::Tag;

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

/// Follows the tags of a page and writes what is kept.
#[derive(Debug, Default)]
pub(super) struct Writer {
    drops: Drops,
    /// Closing tags that are still to come.
    closers: Closers,
    out: Output,
    dropping: Option<Dropping>,
    in_title: bool,
    title: String,
    /// The heading of a page header that is left out: the title of a page that has no other.
    in_header_heading: bool,
    header_heading: String,
    /// Within a link to a note: the raised number to come is no word.
    reference: bool,
    head: Head,
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
        if self.dropping.is_some() || self.out.is_full() {
            return;
        }
        self.out.words(words);
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
        if self.out.is_full() {
            return;
        }
        match role {
            Role::Code if self.in_title => {}
            Role::Code => self.drop_from(tag),
            Role::Dropped if self.drops == Drops::Furniture => self.drop_from(tag),
            Role::Edge if self.drops == Drops::Furniture && !self.out.is_in_main() => self.drop_from(tag),
            Role::Dropped | Role::Edge | Role::Section => self.out.end_block(),
            Role::Main => self.out.start_main(name),
            Role::Void if name == "br" => self.out.break_line(),
            Role::Void => self.out.rule(),
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
            Role::Main => self.out.end_main(name),
            Role::Section | Role::Dropped | Role::Edge => self.out.end_block(),
            Role::Void | Role::Code => {}
            Role::Inline => {
                if let Some(at) = self.out.find_open(&[name], BOUNDS) {
                    self.out.close_to(at);
                }
            }
            Role::Holder | Role::Frame => {
                let bounds = if matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") { BOUNDS } else { &[] };
                if let Some(at) = self.out.find_open(&[name], bounds) {
                    self.out.close_to(at);
                }
            }
        }
    }

    pub(super) fn finish(mut self) -> Written {
        let title = [&self.title, &self.header_heading].map(|title| one_line(title));
        self.head.title = title.into_iter().find(|title| !title.is_empty());
        Written { out: self.out.finish(), head: self.head, leftover: self.dropping.is_some() }
    }

    fn start_block(&mut self, name: &'static str, tag: &Tag) {
        let needs = elements::needs(name);
        if !needs.is_empty() && self.out.find_open(needs, &[]).is_none() {
            return self.out.end_block();
        }
        let (closes, bounds) = elements::closes(name);
        while let Some(at) = self.out.find_open(closes, bounds) {
            self.out.close_to(at);
        }
        match name {
            // Cells share the line of their row.
            "td" | "th" => self.out.close_inlines(),
            _ => self.out.end_block(),
        }
        if !self.out.has_depth() {
            return self.out.end_block();
        }
        self.out.open_holder(Some(name));
        let attributes = attributes(name, tag);
        self.out.open(name, attributes);
    }

    fn start_inline(&mut self, name: &'static str, tag: &Tag) {
        if name == "a" {
            if let Some(at) = self.out.find_open(&["a"], BOUNDS) {
                self.out.close_to(at);
            }
            if is_way_back(tag) {
                return self.drop_from(tag);
            }
            self.reference = is_reference(tag);
            if attribute(tag, "href").is_none_or(|href| !is_outward(&href)) {
                return;
            }
        }
        if !self.out.has_depth() {
            return;
        }
        if !self.out.within_holder() {
            self.out.open_holder(None);
        }
        let attributes = attributes(name, tag);
        self.out.open(name, attributes);
        if name == "sup" && (has_class(tag, "footnote-ref") || std::mem::take(&mut self.reference)) {
            self.out.be_silent();
        }
    }

    /// An image is not shown, which would tell a third party who reads; what it says in words is.
    fn image(&mut self, tag: &Tag) {
        if let Some(words) = attribute(tag, "alt") {
            self.out.space();
            self.text(&words);
            self.out.space();
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
}

/// Whether a link leads to a note, and its raised number is no word of the text.
fn is_reference(tag: &Tag) -> bool {
    has_class(tag, "footnote-ref") || has_role(tag, "doc-noteref") || has_type(tag, "noteref")
}

/// Whether a link leads from a note back to where it belongs.
fn is_way_back(tag: &Tag) -> bool {
    ["footnote-backref", "footnote-back"].iter().any(|class| has_class(tag, class)) || has_role(tag, "doc-backlink")
}

fn has_role(tag: &Tag, role: &str) -> bool {
    attribute(tag, "role").is_some_and(|value| value == role)
}

/// What an e-book says of a link.
fn has_type(tag: &Tag, kind: &str) -> bool {
    attribute(tag, "epub:type").is_some_and(|value| value == kind)
}
