//! What is chosen, each with a link that takes it off, and what the question names, each with a link that chooses it.

use crate::i18n::Messages;
use crate::model::{FacetCounts, Filters, Query};
use crate::web::labels::{Label, Labels};
use crate::web::{links, params};
use maud::{Markup, html};

/// What is chosen; nothing where nothing is.
pub(in crate::web) fn chips(labels: Labels<'_>, query: &Query) -> Markup {
    let ui = labels.ui;
    let without = |change: &dyn Fn(&mut Query)| {
        let mut other = Query { page: 1, ..query.clone() };
        change(&mut other);
        links::search(ui, &other)
    };
    let mut chosen: Vec<(String, Label, String)> = Vec::new();
    for key in params::facet_keys() {
        for id in query.filters.values.get(key).into_iter().flatten() {
            let address = without(&|query| query.filters.remove(key, id));
            chosen.push((ui.text(&format!("facet-{key}")), labels.value(key, id), address));
        }
    }
    let year = |year: i32| Label { text: year.to_string(), lang: None };
    if let Some(from) = query.filters.year_from {
        chosen.push((ui.text("search-years-from"), year(from), without(&|query| query.filters.year_from = None)));
    }
    if let Some(to) = query.filters.year_to {
        chosen.push((ui.text("search-years-to"), year(to), without(&|query| query.filters.year_to = None)));
    }
    html! {
        @if !chosen.is_empty() {
            ul.chips #chosen aria-label=(ui.text("search-chosen")) {
                @for (facet, value, address) in &chosen {
                    @let says = ui.text_with("search-remove", &[("facet", facet.into()), ("value", (&value.text).into())]);
                    li {
                        a.chip href=(address) aria-label=(says) title=(says) {
                            span.of { (facet) } " " (value) " " span.cross aria-hidden="true" { "×" }
                        }
                    }
                }
                @if chosen.len() > 1 {
                    li { a.clear href=(without(&|query| query.filters = Filters::default())) { (ui.text("search-clear")) } }
                }
            }
        }
    }
}

/// What of the vocabulary the question names and is not chosen yet, as filters of one click, each with its exact count.
pub(in crate::web) fn bridges(
    labels: Labels<'_>,
    query: &Query,
    named: &[(&'static str, String)],
    facets: &[FacetCounts],
) -> Markup {
    let ui = labels.ui;
    let count = |key: &str, id: &str| {
        let counts = facets.iter().find(|counts| counts.key == key)?;
        counts.values.iter().find(|value| &*value.id == id).map(|value| value.count)
    };
    // Beside other choices of the same facet it would widen, not narrow.
    let is_free = |key: &str| !query.filters.values.contains_key(key);
    let offered = named.iter().filter(|(key, _)| is_free(key)).filter_map(|(key, id)| {
        let count = count(key, id).filter(|count| *count > 0)?;
        let mut narrowed = Query { page: 1, ..query.clone() };
        narrowed.filters.add(key, id);
        Some((*key, id, count, links::search(ui, &narrowed)))
    });
    let offered: Vec<_> = offered.collect();
    html! {
        @if !offered.is_empty() {
            div.bridges #bridges {
                p { (ui.text("bridge-intro")) }
                ul {
                    @for (key, id, count, address) in &offered {
                        li.bridge data-facet=(key) {
                            a.chip href=(address) { (bridge(ui, key)) " " strong { (labels.value(key, id)) } " " span.count { (ui.number(*count)) } }
                            " "
                            a.page href=(links::entry_of(ui, key, id)) { (ui.text("bridge-page")) span.hidden { " – " (labels.value(key, id)) } }
                        }
                    }
                }
            }
        }
    }
}

fn bridge(ui: &Messages, key: &str) -> String {
    ui.text(match key {
        "theme" => "bridge-theme",
        "partner" => "bridge-partner",
        _ => "bridge-country",
    })
}
