//! Lists of what there is (themes, partners, countries), and the page of one entry.

use super::{bar, brief};
use crate::i18n;
use crate::model::{FacetCounts, Hit, Results};
use crate::web::labels::Label;
use crate::web::links;
use crate::web::reader::Reader;
use maud::{Markup, Render, html};
use std::collections::BTreeMap;

/// One entry of a list.
pub(in crate::web) struct Entry {
    pub(in crate::web) id: String,
    pub(in crate::web) label: Label,
    /// What is said below it instead of a bar: the country of an organisation.
    pub(in crate::web) note: Option<Label>,
    pub(in crate::web) count: u64,
}

/// The values of one facet, each with its count.
pub(in crate::web) fn counts_of(facets: &[FacetCounts], key: &str) -> BTreeMap<String, u64> {
    let values = facets.iter().filter(|counts| counts.key == key).flat_map(|counts| &counts.values);
    values.map(|value| (value.id.to_string(), value.count)).collect()
}

/// Entries by name, each with a link to its page below `list` and how many results it has.
pub(in crate::web) fn counted_list(reader: &Reader, list: &str, mut entries: Vec<Entry>) -> Markup {
    i18n::sort_by_name(&reader.ui.lang, &mut entries, |entry| &entry.label.text);
    let most = entries.iter().map(|entry| entry.count).max().unwrap_or(1);
    html! {
        @if entries.is_empty() { p { (reader.ui.text("list-empty")) } }
        input.find type="search" hidden autocomplete="off" aria-label=(reader.ui.text("facet-find"))
            placeholder=(reader.ui.text("facet-find"));
        ul.entries {
            @for entry in &entries {
                li {
                    a href=(links::entry(reader.ui, list, &entry.id)) { (entry.label) } " "
                    span.count { (reader.ui.number(entry.count)) }
                    @match &entry.note {
                        Some(note) => span.note { (note) },
                        None => { (bar(entry.count, most)) }
                    }
                }
            }
        }
    }
}

/// What belongs to one value of one facet: the latest of it, and a link to all. `note` is said of each document.
pub(in crate::web) fn about_entry(
    reader: &Reader,
    key: &str,
    id: &str,
    latest: &Results,
    note: impl Fn(&Hit) -> Option<Markup>,
) -> Markup {
    let ui = reader.ui;
    html! {
        section.latest aria-labelledby="latest" {
            h2 #latest { (ui.text("list-latest")) }
            @for hit in &latest.hits { (brief(reader, hit, note(hit))) }
            @if latest.hits.is_empty() { p { (ui.text("list-empty")) } }
            @if latest.total > 0 {
                p { a.button href=(links::having(ui, key, id)) { (ui.text_with("list-search", &[("count", latest.total.into())])) } }
            }
        }
    }
}

/// A term and what it stands for, in a list of descriptions; nothing where there is nothing.
pub(in crate::web) fn field<T: Render>(term: &str, values: &[T]) -> Markup {
    html! {
        @if !values.is_empty() {
            div.field { dt { (term) } @for value in values { dd { (value) } } }
        }
    }
}
