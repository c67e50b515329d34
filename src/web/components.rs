//! The parts that pages are made of. Views take values and decide nothing.
//!
//! Text becomes markup here: `<mark>` only in [`highlighted`], a document's own HTML only in [`document_body`].

mod facets;
mod hit;
mod lists;
mod paging;

pub(super) use facets::{chips, filters};
pub(super) use hit::{brief, hit};
pub(super) use lists::{Entry, about_entry, counted_list, counts_of, field};
pub(super) use paging::{pages, paging};

use super::labels::Label;
use super::pages::{Chrome, NAVIGATION};
use super::reader::Reader;
use super::{assets, links};
use crate::i18n::{self, Messages};
use crate::model::{Document, Lang, Matching, Query};
use crate::query::MAX_CHARACTERS;
use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
use std::ops::Range;

/// The id of the form that searches: filters elsewhere on the page belong to it.
pub(super) const SEARCH_FORM: &str = "search";

/// A whole page.
pub(super) fn layout(chrome: &Chrome<'_>, main: &Markup) -> Markup {
    let ui = chrome.reader.ui;
    html! {
        (DOCTYPE)
        html lang=(ui.lang) dir=(ui.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (chrome.title) " · " (ui.text("site-name")) }
                link rel="stylesheet" href=(assets::style());
                link rel="icon" type="image/svg+xml" href=(assets::icon());
                @for other in Messages::all() {
                    link rel="alternate" hreflang=(other.lang) href=(links::in_language(other, &chrome.reader.here));
                }
            }
            body {
                a.skip href="#main" { (ui.text("skip-to-content")) }
                (header(chrome.reader))
                main #main tabindex="-1" { (main) }
                footer { p { (ui.text("footer-note")) } }
            }
        }
    }
}

fn header(reader: &Reader) -> Markup {
    let ui = reader.ui;
    html! {
        header.site {
            a.brand href=(links::page(ui, "")) { (ui.text("site-name")) }
            nav aria-label=(ui.text("main-navigation")) {
                ul {
                    @for (name, key) in NAVIGATION {
                        @let address = links::page(ui, name);
                        @let current = reader.here.split('?').next() == Some(address.as_str());
                        li { a href=(address) aria-current=[current.then_some("page")] { (ui.text(key)) } }
                    }
                }
            }
            nav.languages aria-label=(ui.text("interface-language")) {
                ul {
                    @for other in Messages::all() {
                        @let current = other.lang == ui.lang;
                        li {
                            a href=(links::in_language(other, &reader.here)) lang=(other.lang) hreflang=(other.lang)
                                aria-current=[current.then_some("true")] { (other.native_name()) }
                        }
                    }
                }
            }
        }
    }
}

/// The box to type a question into. Filters elsewhere on the page belong to its form.
pub(super) fn search_box(ui: &Messages, query: &Query) -> Markup {
    html! {
        form.search #(SEARCH_FORM) role="search" method="get" action=(links::page(ui, "search")) {
            label.hidden for="q" { (ui.text("search-label")) }
            div.line {
                input #q type="search" name="q" value=(query.text) maxlength=(MAX_CHARACTERS) autocomplete="off"
                    placeholder=(ui.text("search-placeholder"));
                button type="submit" { (ui.text("search-button")) }
            }
            label.toggle {
                input type="checkbox" name="match" value=(super::params::matching_id(Matching::Words))
                    checked[query.matching == Matching::Words];
                " " (ui.text("search-only-words"))
            }
        }
    }
}

/// A text with its highlighted places, which are ranges of Unicode scalar values: sorted, not overlapping.
pub(super) fn highlighted(text: &str, highlights: &[Range<usize>]) -> Markup {
    let byte = |scalar: usize| text.char_indices().nth(scalar).map_or(text.len(), |(index, _)| index);
    let mut pieces = Vec::with_capacity(2 * highlights.len() + 1);
    let mut done = 0;
    for range in highlights {
        let (start, end) = (byte(range.start).max(done), byte(range.end).max(done));
        pieces.push((&text[done..start], &text[start..end]));
        done = end.max(start);
    }
    html! {
        @for (before, marked) in pieces { (before) @if !marked.is_empty() { mark { (marked) } } }
        (&text[done..])
    }
}

/// The body of a document: HTML that its format's reader has cleaned.
pub(super) fn document_body(document: &Document) -> Markup {
    html! { (PreEscaped(&document.html)) }
}

/// The attributes `lang` and `dir` of a passage in a language that may not be the interface's; none where it is.
pub(super) fn foreign<'a>(reader: &Reader, lang: &'a Lang) -> (Option<&'a str>, Option<&'static str>) {
    let needed = !reader.reads(lang) && !lang.is_undetermined();
    (needed.then(|| lang.as_str()), needed.then(|| i18n::direction(lang)))
}

impl Render for Label {
    fn render(&self) -> Markup {
        html! {
            @match &self.lang {
                Some(lang) => span lang=(lang) dir=(i18n::direction(lang)) { (self.text) },
                None => (self.text),
            }
        }
    }
}
