//! What becomes of each HTML element: the one list that the writer and the sanitizer go by.

use std::collections::HashSet;
use std::sync::LazyLock;

/// What an element is to the writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds words: a paragraph, a heading, a list item, a cell.
    Holder,
    /// Holds blocks: a quotation, a list, a table.
    Frame,
    /// Marks words within a block.
    Inline,
    /// Has no content and is kept.
    Void,
    /// Not kept itself; its content stands as blocks of its own.
    Section,
    /// The part of a page that is the document.
    Main,
    /// Never words: left out with all that is in it.
    Code,
    /// Left out with all that is in it, unless nothing else is left.
    Dropped,
    /// Left out likewise, but not within the main part, where it holds headings.
    Edge,
}

use Role::{Code, Dropped, Edge, Frame, Holder, Inline, Main, Section, Void};

/// Every element that is not simply passed over (its content being kept where it stands).
const ELEMENTS: &[(&str, Role)] = &[
    ("p", Holder),
    ("h1", Holder),
    ("h2", Holder),
    ("h3", Holder),
    ("h4", Holder),
    ("h5", Holder),
    ("h6", Holder),
    ("li", Holder),
    ("dt", Holder),
    ("dd", Holder),
    ("td", Holder),
    ("th", Holder),
    ("caption", Holder),
    ("summary", Holder),
    ("figcaption", Holder),
    ("pre", Holder),
    ("blockquote", Frame),
    ("details", Frame),
    ("figure", Frame),
    ("ul", Frame),
    ("ol", Frame),
    ("dl", Frame),
    ("table", Frame),
    ("thead", Frame),
    ("tbody", Frame),
    ("tfoot", Frame),
    ("tr", Frame),
    ("a", Inline),
    ("abbr", Inline),
    ("b", Inline),
    ("bdi", Inline),
    ("bdo", Inline),
    ("cite", Inline),
    ("code", Inline),
    ("del", Inline),
    ("dfn", Inline),
    ("em", Inline),
    ("i", Inline),
    ("ins", Inline),
    ("kbd", Inline),
    ("mark", Inline),
    ("q", Inline),
    ("rp", Inline),
    ("rt", Inline),
    ("ruby", Inline),
    ("s", Inline),
    ("samp", Inline),
    ("small", Inline),
    ("strong", Inline),
    ("sub", Inline),
    ("sup", Inline),
    ("time", Inline),
    ("u", Inline),
    ("var", Inline),
    ("br", Void),
    ("hr", Void),
    ("main", Main),
    ("article", Main),
    ("address", Section),
    ("body", Section),
    ("center", Section),
    ("div", Section),
    ("fieldset", Section),
    ("form", Section),
    ("hgroup", Section),
    ("html", Section),
    ("legend", Section),
    ("search", Section),
    ("section", Section),
    ("audio", Dropped),
    ("button", Dropped),
    ("canvas", Dropped),
    ("dialog", Dropped),
    ("iframe", Dropped),
    ("label", Dropped),
    ("map", Dropped),
    ("noembed", Dropped),
    ("noframes", Dropped),
    ("noscript", Dropped),
    ("object", Dropped),
    ("script", Code),
    ("select", Dropped),
    ("style", Code),
    ("svg", Dropped),
    ("template", Dropped),
    ("title", Code),
    ("textarea", Dropped),
    ("video", Dropped),
    ("aside", Dropped),
    ("nav", Dropped),
    ("footer", Edge),
    ("header", Edge),
];

/// The list's own spelling of an element's name, and its role.
pub(super) fn find(name: &str) -> Option<(&'static str, Role)> {
    static SORTED: LazyLock<Vec<(&str, Role)>> = LazyLock::new(|| {
        let mut sorted = ELEMENTS.to_vec();
        sorted.sort_by_key(|(element, _)| *element);
        sorted
    });
    SORTED.binary_search_by_key(&name, |(element, _)| element).ok().map(|at| SORTED[at])
}

/// The elements that may stand in a clean document.
pub(super) fn kept() -> HashSet<&'static str> {
    let kept = ELEMENTS.iter().filter(|(_, role)| matches!(role, Holder | Frame | Inline | Void));
    kept.map(|(name, _)| *name).collect()
}

/// What must stand between a frame and words or blocks within it. `None`: they may stand in it as they are.
pub(super) fn implied_child(parent: &str, child: Option<&str>) -> Option<&'static str> {
    match (parent, child) {
        ("table", Some("caption" | "thead" | "tbody" | "tfoot" | "tr")) => None,
        ("thead" | "tbody" | "tfoot", Some("tr")) | ("tr", Some("td" | "th")) => None,
        ("ul" | "ol", Some("li")) | ("dl", Some("dt" | "dd")) => None,
        ("table" | "thead" | "tbody" | "tfoot", _) => Some("tr"),
        ("tr", _) => Some("td"),
        ("ul" | "ol", _) => Some("li"),
        ("dl", _) => Some("dd"),
        _ => None,
    }
}

/// What an element cannot stand in without: `li` needs a list. The nearest of these decides.
pub(super) fn needs(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["ul", "ol"],
        "dt" | "dd" => &["dl"],
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" => &["table"],
        "summary" => &["details"],
        "figcaption" => &["figure"],
        _ => &[],
    }
}

/// The open elements that a start tag closes, up to the element that bounds its sight.
pub(super) fn closes(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th", "caption"], &["tr", "table"]),
        "tr" => (&["tr", "caption"], &["thead", "tbody", "tfoot", "table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "tr", "caption"], &["table"]),
        "a" => (&["a"], BOUNDS),
        _ => (&[], &[]),
    }
}

/// The elements that a paragraph does not reach out of.
pub(super) const BOUNDS: &[&str] =
    &["li", "dt", "dd", "td", "th", "caption", "blockquote", "details", "figure", "table"];
