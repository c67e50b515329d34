//! The parts that pages are made of. Views take values and decide nothing.
//!
//! Text becomes markup here: `<mark>` only in [`highlighted`], a document's own HTML only in [`document_body`].

mod chips;
mod facets;
mod figures;
mod hit;
mod lists;
mod paging;

pub(super) use chips::{bridges, chips};
pub(super) use facets::filters;
pub(super) use figures::{bar, figures};
pub(super) use hit::{badge, brief, hit, language, page_name, rigour};
pub(super) use lists::{Entry, about_entry, counted_list, counts_of, field};
pub(super) use paging::{pages, paging};

use super::labels::Label;
use super::pages::{Chrome, MORE_NAVIGATION, NAVIGATION};
use super::reader::Reader;
use super::{assets, links};
use crate::i18n::{self, Messages};
use crate::model::{Document, Lang, PageNumber};
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
                @for (name, content) in chrome.described { meta name=(name) content=(content); }
                title { (chrome.title) " · " (ui.text("site-name")) }
                link rel="stylesheet" href=(assets::style());
                link rel="icon" type="image/svg+xml" href=(assets::icon());
                @for (lang, address) in alternates(chrome) { link rel="alternate" hreflang=(lang) href=(address); }
                script src=(assets::script()) defer {}
            }
            body.(chrome.class) {
                a.skip href="#main" { (ui.text("skip-to-content")) }
                (header(chrome))
                main #main tabindex="-1" { (main) }
                (footer(chrome.reader))
                p.hidden #live role="status" aria-live="polite" {}
            }
        }
    }
}

/// The same page in other languages: translations of what it shows first, then other languages of the interface.
fn alternates(chrome: &Chrome<'_>) -> Vec<(Lang, String)> {
    let mut all = chrome.alternates.to_vec();
    for other in Messages::all() {
        if !all.iter().any(|(lang, _)| lang.primary() == other.lang.primary()) {
            all.push((other.lang.clone(), links::in_language(other, &chrome.reader.here)));
        }
    }
    all
}

fn header(chrome: &Chrome<'_>) -> Markup {
    let (reader, ui) = (chrome.reader, chrome.reader.ui);
    html! {
        header.site {
            div.bar {
                a.brand href=(links::page(ui, "")) { (ui.text("site-name")) }
                nav.pages aria-label=(ui.text("main-navigation")) { (navigation(reader, &NAVIGATION)) }
                nav.languages #languages aria-label=(ui.text("interface-language")) {
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
            @if let Some(typed) = chrome.typed { div.band { (search_box(ui, typed)) } }
        }
    }
}

fn navigation(reader: &Reader, pages: &[(&str, &str)]) -> Markup {
    html! {
        ul {
            @for (name, key) in pages {
                @let address = links::page(reader.ui, name);
                @let current = reader.here.split('?').next() == Some(address.as_str());
                li { a href=(address) aria-current=[current.then_some("page")] { (reader.ui.text(key)) } }
            }
        }
    }
}

fn footer(reader: &Reader) -> Markup {
    html! {
        footer.site {
            p { (reader.ui.text("footer-note")) }
            nav aria-label=(reader.ui.text("more-navigation")) { (navigation(reader, &MORE_NAVIGATION)) }
        }
    }
}

/// The box to type a question into. Filters elsewhere on the page belong to its form. The attributes are for the
/// script, which completes what is being typed and has no words of its own.
pub(super) fn search_box(ui: &Messages, typed: &str) -> Markup {
    let available = ui.text_with("suggest-available", &[("count", "%".into())]);
    html! {
        form.search #(SEARCH_FORM) role="search" method="get" action=(links::page(ui, "search"))
            data-suggest=(links::suggest(ui)) data-theme=(ui.text("facet-theme")) data-partner=(ui.text("facet-partner"))
            data-country=(ui.text("facet-country")) data-document=(ui.text("suggest-document"))
            data-label=(ui.text("suggest-label")) data-available=(available) {
            label.hidden for="q" { (ui.text("search-label")) }
            div.line {
                input #q type="search" name="q" value=(typed) maxlength=(MAX_CHARACTERS) autocomplete="off"
                    enterkeyhint="search" placeholder=(ui.text("search-placeholder"));
                button type="submit" { (ui.text("search-button")) }
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
pub(super) fn document_body(ui: &Messages, document: &Document) -> Markup {
    let mut parts = document.html.split(PAGE_MARK);
    let mut body = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        // What follows the mark is the number and the end of the tag.
        let page = part.split_once("\">").map_or(part, |(_, page)| page);
        body.push_str(&page_start(ui, document, index + 1).into_string());
        body.push_str(page);
    }
    html! { (PreEscaped(body)) }
}

/// What a reader of pages leaves in the HTML where one begins; its number follows, and the end of the tag.
const PAGE_MARK: &str = "<hr data-page=\"";

/// Where a page or slide begins: a place to link to, and its number.
fn page_start(ui: &Messages, document: &Document, number: usize) -> Markup {
    let slide = document.pages.first().and_then(|start| document.page_at(*start)).is_some_and(|page| page.slide);
    html! {
        @if document.pages.len() > 1 {
            p.page id=(links::page_anchor(number)) lang=(ui.lang) dir=(ui.direction()) {
                (page_name(ui, PageNumber { number, slide }))
            }
        }
    }
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
