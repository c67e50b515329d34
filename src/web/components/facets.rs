//! What can be chosen, with exact counts: a column on a wide screen, a sheet on a narrow one.

use super::SEARCH_FORM;
use crate::i18n::Messages;
use crate::model::{FacetOrder, Matching, Query, YEAR};
use crate::web::choices::{Choice, FacetChoices};
use crate::web::{links, params};
use maud::{Markup, html};

/// Values of a facet that are shown before "more".
const SHOWN: usize = 8;

/// Facets that stand open even where nothing is chosen in them.
const OPEN: usize = 4;

/// Facets of more values have a box to look for one.
const SEARCHED: usize = 8;

/// Years that are offered one by one.
const YEARS: usize = 12;

/// Everything to narrow a search by. Its fields belong to the form [`SEARCH_FORM`].
pub(in crate::web) fn filters(ui: &Messages, query: &Query, facets: &[FacetChoices], total: u64) -> Markup {
    html! {
        section.filters #filters aria-labelledby="filters-title" {
            div.sheet-head {
                h2 #filters-title { (ui.text("search-filters")) }
                a.close #close-filters href="#results" { (ui.text("search-close-filters")) }
            }
            div.sheet-body {
                (facet_order(ui, query))
                @for (position, facet) in facets.iter().enumerate() { (self::facet(ui, query, facet, position < OPEN)) }
                label.toggle {
                    input #only-words type="checkbox" name="match" value=(params::matching_id(Matching::Words))
                        checked[query.matching == Matching::Words] form=(SEARCH_FORM);
                    span { (ui.text("search-only-words")) }
                }
                (kept(query))
            }
            div.sheet-foot {
                button.apply #apply type="submit" form=(SEARCH_FORM) { (ui.text("search-apply")) }
                a.button.show href="#results" { (ui.text_with("search-show", &[("count", total.into())])) }
            }
        }
    }
}

/// What a form would lose: it sends only its own fields.
fn kept(query: &Query) -> Markup {
    html! {
        @if query.per_page != Query::PER_PAGE {
            input type="hidden" name="per_page" value=(query.per_page) form=(SEARCH_FORM);
        }
        @if query.facet_order == FacetOrder::Name {
            input type="hidden" name="facets" value=(params::FACETS_BY_NAME) form=(SEARCH_FORM);
        }
    }
}

/// Values by number or by name.
fn facet_order(ui: &Messages, query: &Query) -> Markup {
    let orders = [(FacetOrder::Usual, "facets-by-count"), (FacetOrder::Name, "facets-by-name")];
    html! {
        p.order {
            (ui.text("facets-by")) " "
            @for (order, key) in orders {
                @let current = (order == query.facet_order).then_some("true");
                a #(key) href=(links::search(ui, &Query { facet_order: order, ..query.clone() })) aria-current=[current] {
                    (ui.text(key))
                }
                " "
            }
        }
    }
}

fn facet(ui: &Messages, query: &Query, facet: &FacetChoices, open: bool) -> Markup {
    let ranged = facet.key == YEAR && (query.filters.year_from.is_some() || query.filters.year_to.is_some());
    html! {
        details.facet data-facet=(facet.key) data-keep={ "facet-" (facet.key) } open[open || facet.chosen > 0 || ranged] {
            summary {
                h3 { (facet.name) }
                @if facet.chosen > 0 { " " span.chosen-here { (ui.text_with("facet-chosen", &[("count", facet.chosen.into())])) } }
            }
            div role="group" aria-label=(facet.name) {
                @if facet.key == YEAR {
                    (years(ui, query, facet))
                } @else {
                    @if facet.size > SEARCHED {
                        input.find type="search" hidden autocomplete="off" aria-label={ (ui.text("facet-find")) " – " (facet.name) }
                            placeholder=(ui.text("facet-find"));
                    }
                    (list(ui, facet))
                }
            }
        }
    }
}

fn list(ui: &Messages, facet: &FacetChoices) -> Markup {
    let shown = |(position, choice): &(usize, &Choice)| *position < SHOWN || choice.selected || choice.chosen_below();
    let (first, more): (Vec<_>, Vec<_>) = facet.values.iter().enumerate().partition(shown);
    html! {
        ul.values { @for (_, value) in first { (entry(ui, facet.key, value)) } }
        @if !more.is_empty() {
            details.more data-keep={ "more-" (facet.key) } {
                summary { (ui.text_with("search-more-values", &[("count", more.len().into())])) }
                ul.values { @for (_, value) in more { (entry(ui, facet.key, value)) } }
            }
        }
    }
}

/// A value, with its narrower ones behind a handle.
fn entry(ui: &Messages, key: &str, value: &Choice) -> Markup {
    html! {
        li {
            (choice(ui, key, value))
            @if !value.below.is_empty() {
                details.narrower data-keep={ "narrower-" (value.id) } open[value.chosen_below()] {
                    summary {
                        (ui.text_with("facet-narrower", &[("count", value.below.len().into())]))
                        span.hidden { " – " (value.label) }
                    }
                    ul.values { @for narrower in &value.below { (entry(ui, key, narrower)) } }
                }
            }
        }
    }
}

fn choice(ui: &Messages, key: &str, value: &Choice) -> Markup {
    let none = value.count == 0;
    html! {
        label.choice.none[none] {
            input type="checkbox" id={ "f-" (key) "-" (value.id) } name=(key) value=(value.id)
                checked[value.selected] disabled[none && !value.selected] form=(SEARCH_FORM);
            span.name { (value.label) } " "
            span.count { (ui.number(value.count)) }
        }
    }
}

/// From and to, and the latest years as links.
fn years(ui: &Messages, query: &Query, facet: &FacetChoices) -> Markup {
    let field = |name: &str, key: &str, year: Option<i32>| {
        html! {
            label {
                span { (ui.text(key)) }
                input id=(name) type="number" name=(name) value=[year] min="1" max="9999" inputmode="numeric" form=(SEARCH_FORM);
            }
        }
    };
    let only = |year: i32| {
        let mut one = Query { page: 1, ..query.clone() };
        (one.filters.year_from, one.filters.year_to) = (Some(year), Some(year));
        links::search(ui, &one)
    };
    html! {
        div.years {
            (field("year_from", "search-years-from", query.filters.year_from))
            (field("year_to", "search-years-to", query.filters.year_to))
        }
        ul.years-list {
            @for value in facet.values.iter().take(YEARS) {
                @if let Ok(year) = value.id.parse::<i32>() {
                    @let chosen = query.filters.year_from == Some(year) && query.filters.year_to == Some(year);
                    li {
                        @if value.count == 0 {
                            span.none { (year) " " span.count { "0" } }
                        } @else {
                            a id={ "year-" (year) } href=(only(year)) aria-current=[chosen.then_some("true")] {
                                (year) " " span.count { (ui.number(value.count)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
