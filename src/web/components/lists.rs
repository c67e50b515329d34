//! Lists of what there is (themes, partners, countries), and the page of one entry.

use super::brief;
use crate::i18n;
use crate::model::{FacetCounts, Results};
use crate::web::labels::Label;
use crate::web::links;
use crate::web::reader::Reader;
use maud::{Markup, Render, html};
use std::collections::BTreeMap;

/// One entry of a list.
pub(in crate::web) struct Entry {
    pub(in crate::web) id: String,
    pub(in crate::web) label: Label,
    pub(in crate::web) count: u64,
}

/// The values of one facet, each with its count.
pub(in crate::web) fn counts_of(facets: &[FacetCounts], key: &str) -> BTreeMap<String, u64> {
    let values = facets.iter().filter(|counts| counts.key == key).flat_map(|counts| &counts.values);
    values.map(|value| (value.id.clone(), value.count)).collect()
}

/// Entries by name, each with a link to its page below `list` and how many results it has.
pub(in crate::web) fn counted_list(reader: &Reader, list: &str, mut entries: Vec<Entry>) -> Markup {
    i18n::sort_by_name(&reader.ui.lang, &mut entries, |entry| &entry.label.text);
    html! {
        @if entries.is_empty() { p { (reader.ui.text("list-empty")) } }
        ul.entries {
            @for entry in &entries {
                li {
                    a href=(links::entry(reader.ui, list, &entry.id)) { (entry.label) }
                    " " span.count { (reader.ui.number(entry.count)) }
                }
            }
        }
    }
}

/// What belongs to one value of one facet: a link to the search, and the latest of it.
pub(in crate::web) fn about_entry(reader: &Reader, key: &str, id: &str, latest: &Results) -> Markup {
    let ui = reader.ui;
    html! {
        p { a.more href=(links::having(ui, key, id)) { (ui.text("list-search")) }
            " " span.count { (ui.text_with("practices-count", &[("count", latest.total.into())])) } }
        @if !latest.hits.is_empty() {
            section aria-labelledby="latest" {
                h2 #latest { (ui.text("list-latest")) }
                @for hit in &latest.hits { (brief(reader, hit)) }
            }
        }
    }
}

/// A term and what it stands for, in a list of descriptions; nothing where there is nothing.
pub(in crate::web) fn field<T: Render>(term: &str, values: &[T]) -> Markup {
    html! {
        @if !values.is_empty() {
            dt { (term) }
            @for value in values { dd { (value) } }
        }
    }
}
