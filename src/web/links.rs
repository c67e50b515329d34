//! The addresses of everything that is not a search. No address is put together anywhere else.

use crate::i18n::Messages;
use crate::model::{DocumentId, Filters, Query};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands in a path as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A page below an interface language, by its name; the home page's is empty.
pub(super) fn page(ui: &Messages, name: &str) -> String {
    format!("/{}/{name}", ui.lang)
}

/// One entry of a list of pages: `/fr/themes/street-gangs`.
pub(super) fn entry(ui: &Messages, list: &str, id: &str) -> String {
    format!("/{}/{list}/{}", ui.lang, utf8_percent_encode(id, SEGMENT))
}

pub(super) fn document(ui: &Messages, id: &DocumentId) -> String {
    entry(ui, "documents", &id.0)
}

/// A page or slide within a document.
pub(super) fn page_of(ui: &Messages, id: &DocumentId, number: usize) -> String {
    format!("{}#{}", document(ui, id), page_anchor(number))
}

/// The name of the place where a page or slide of a document begins.
pub(super) fn page_anchor(number: usize) -> String {
    format!("page-{number}")
}

/// A document, for programs.
pub(super) fn api_document(id: &DocumentId) -> String {
    format!("/api/v1/documents/{}", utf8_percent_encode(&id.0, SEGMENT))
}

/// The page of one value of a facet that has pages: a theme, a partner, a country.
pub(super) fn entry_of(ui: &Messages, key: &str, id: &str) -> String {
    let list = match key {
        "theme" => "themes",
        "partner" => "partners",
        _ => "countries",
    };
    entry(ui, list, id)
}

/// What completes a question as it is typed, in the language of the interface.
pub(super) fn suggest(ui: &Messages) -> String {
    format!("/api/v1/suggest?lang={}", ui.lang)
}

/// A search.
pub(super) fn search(ui: &Messages, query: &Query) -> String {
    super::params::url(ui.lang.as_str(), query)
}

/// The file of what a search found: `csv` or `ris`.
pub(super) fn export(ui: &Messages, query: &Query, format: &str) -> String {
    let whole = Query { page: 1, ..query.clone() };
    search(ui, &whole).replacen("/search", &format!("/search.{format}"), 1)
}

/// The reference of a document, for citation managers.
pub(super) fn citation(ui: &Messages, id: &DocumentId) -> String {
    format!("{}/citation.ris", document(ui, id))
}

/// Everything that has one value of one facet.
pub(super) fn having(ui: &Messages, key: &str, id: &str) -> String {
    let mut filters = Filters::default();
    filters.add(key, id);
    search(ui, &Query { filters, ..Query::default() })
}

/// The same page in another interface language. `here` is the path and query string of a page that has one.
pub(super) fn in_language(ui: &Messages, here: &str) -> String {
    let below = here.trim_start_matches('/').split_once('/').map_or("", |(_, below)| below);
    page(ui, below)
}
