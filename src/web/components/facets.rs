//! What can be chosen, with exact counts, and what is chosen.

use super::SEARCH_FORM;
use crate::facets::{FACETS, Labels as Source};
use crate::i18n::Messages;
use crate::model::{FacetCount, FacetCounts, Query, Sort, YEAR};
use crate::web::labels::{Label, Labels};
use crate::web::{links, params};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Values of a facet that are shown before "more".
const SHOWN: usize = 8;

/// Facets that stand open even where nothing is chosen in them.
const OPEN: usize = 3;

/// Everything to narrow a search by. Its fields belong to the form [`SEARCH_FORM`].
pub(in crate::web) fn filters(labels: Labels<'_>, query: &Query, facets: &[FacetCounts]) -> Markup {
    let ui = labels.ui;
    html! {
        section.filters #filters aria-labelledby="filters-title" {
            h2 #filters-title { (ui.text("search-filters")) }
            div.sort {
                label for="sort" { (ui.text("search-sort")) }
                " "
                select #sort name="sort" form=(SEARCH_FORM) {
                    @for sort in Sort::ALL {
                        option value=(sort.id()) selected[sort == query.sort] { (ui.text(&format!("sort-{}", sort.id()))) }
                    }
                }
            }
            @for (position, counts) in facets.iter().enumerate() {
                (facet(labels, query, counts, position < OPEN))
            }
            @if query.per_page != Query::PER_PAGE {
                input type="hidden" name="per_page" value=(query.per_page) form=(SEARCH_FORM);
            }
            button type="submit" form=(SEARCH_FORM) { (ui.text("search-apply")) }
        }
    }
}

fn facet(labels: Labels<'_>, query: &Query, counts: &FacetCounts, open: bool) -> Markup {
    let chosen = counts.values.iter().any(|value| value.selected);
    let name = labels.ui.text(&format!("facet-{}", counts.key));
    html! {
        @if !counts.values.is_empty() {
            details open[open || chosen] {
                summary { (name) }
                div role="group" aria-label=(name) {
                    @if counts.key == YEAR {
                        (years(labels.ui, query, counts))
                    } @else if FACETS.iter().any(|facet| facet.key == counts.key && facet.labels == Source::Concept) {
                        (tree(labels, counts))
                    } @else {
                        (list(labels, counts))
                    }
                }
            }
        }
    }
}

fn list(labels: Labels<'_>, counts: &FacetCounts) -> Markup {
    let (first, more): (Vec<_>, Vec<_>) =
        counts.values.iter().enumerate().partition(|(position, value)| *position < SHOWN || value.selected);
    html! {
        ul { @for (_, value) in first { li { (choice(labels, counts.key, value)) } } }
        @if !more.is_empty() {
            details.more {
                summary { (labels.ui.text_with("search-more-values", &[("count", more.len().into())])) }
                ul { @for (_, value) in more { li { (choice(labels, counts.key, value)) } } }
            }
        }
    }
}

/// Themes below their broader themes, each level with the most frequent first.
fn tree(labels: Labels<'_>, counts: &FacetCounts) -> Markup {
    let present: BTreeSet<&str> = counts.values.iter().map(|value| value.id.as_str()).collect();
    let above = |value: &FacetCount| {
        let ancestors = labels.thesaurus.ancestors(&value.id);
        ancestors.into_iter().find(|id| present.contains(id)).map(str::to_owned)
    };
    let placed: Vec<(Option<String>, &FacetCount)> = counts.values.iter().map(|value| (above(value), value)).collect();
    branch(labels, counts.key, &placed, None)
}

fn branch(labels: Labels<'_>, key: &str, placed: &[(Option<String>, &FacetCount)], under: Option<&str>) -> Markup {
    let here: Vec<_> = placed.iter().filter(|(above, _)| above.as_deref() == under).map(|(_, value)| *value).collect();
    html! {
        @if !here.is_empty() {
            ul {
                @for value in here {
                    li { (choice(labels, key, value)) (branch(labels, key, placed, Some(&value.id))) }
                }
            }
        }
    }
}

fn choice(labels: Labels<'_>, key: &str, value: &FacetCount) -> Markup {
    html! {
        label {
            input type="checkbox" name=(key) value=(value.id) checked[value.selected] form=(SEARCH_FORM);
            " " (labels.value(key, &value.id)) " " span.count { (labels.ui.number(value.count)) }
        }
    }
}

/// From and to, and every year as a link.
fn years(ui: &Messages, query: &Query, counts: &FacetCounts) -> Markup {
    let field = |name: &str, key: &str, year: Option<i32>| {
        html! {
            label {
                (ui.text(key)) " "
                input type="number" name=(name) value=[year] min="1" max="9999" inputmode="numeric" form=(SEARCH_FORM);
            }
        }
    };
    html! {
        div.years {
            (field("year_from", "search-years-from", query.filters.year_from))
            " "
            (field("year_to", "search-years-to", query.filters.year_to))
        }
        ul.inline {
            @for value in counts.values.iter().take(3 * SHOWN) {
                @if let Ok(year) = value.id.parse::<i32>() {
                    @let mut one = Query { page: 1, ..query.clone() };
                    @let () = { (one.filters.year_from, one.filters.year_to) = (Some(year), Some(year)) };
                    li {
                        a href=(links::search(ui, &one)) aria-current=[value.selected.then_some("true")] { (year) }
                        " " span.count { (ui.number(value.count)) }
                    }
                }
            }
        }
    }
}

/// What is chosen, each with a link that takes it off.
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
    if let Some(year) = query.filters.year_from {
        let label = Label { text: year.to_string(), lang: None };
        chosen.push((ui.text("search-years-from"), label, without(&|query| query.filters.year_from = None)));
    }
    if let Some(year) = query.filters.year_to {
        let label = Label { text: year.to_string(), lang: None };
        chosen.push((ui.text("search-years-to"), label, without(&|query| query.filters.year_to = None)));
    }
    html! {
        @if !chosen.is_empty() {
            section.chosen aria-label=(ui.text("search-chosen")) {
                ul.chips {
                    @for (facet, value, address) in &chosen {
                        @let says = ui.text_with("search-remove", &[("facet", facet.into()), ("value", (&value.text).into())]);
                        li { a href=(address) aria-label=(says) title=(says) { (value) span aria-hidden="true" { " ×" } } }
                    }
                    li { a.clear href=(without(&|query| query.filters = Default::default())) { (ui.text("search-clear")) } }
                }
            }
        }
    }
}
