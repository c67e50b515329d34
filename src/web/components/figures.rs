//! Figures of a set of documents: how many by country, by kind, by year. Bars are drawings, numbers are text.

use crate::i18n::Messages;
use crate::model::{FacetCounts, Filters, Query, YEAR};
use crate::web::labels::Labels;
use crate::web::links;
use crate::web::reader::Reader;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Values of one facet that a figure shows.
const SHOWN: usize = 6;

/// The most years that are drawn, the last ones.
const YEARS: i32 = 40;

/// Height of the drawing of years, in its own units.
const HEIGHT: u64 = 40;

/// The figures of the documents that have one value of one facet. `facets` are counted within them.
pub(in crate::web) fn figures(reader: &Reader, own: (&str, &str), facets: &[FacetCounts], keys: &[&str]) -> Markup {
    let shown = keys.iter().filter_map(|key| facets.iter().find(|counts| counts.key == *key));
    html! {
        div.figures {
            @for counts in shown.filter(|counts| !counts.values.is_empty()) {
                section aria-labelledby={ "figure-" (counts.key) } {
                    h2 id={ "figure-" (counts.key) } { (reader.ui.text(&format!("figure-{}", counts.key))) }
                    @if counts.key == YEAR { (years(reader.ui, own, counts)) } @else { (bars(reader.labels(), own, counts)) }
                }
            }
        }
    }
}

/// Values with a bar each. What belongs to the facet of the page itself leads to pages: two of its values can be
/// chosen beside each other, but not together.
fn bars(labels: Labels<'_>, own: (&str, &str), counts: &FacetCounts) -> Markup {
    let others = || counts.values.iter().filter(|value| (counts.key, &*value.id) != own);
    let most = others().map(|value| value.count).max().unwrap_or(1).max(1);
    html! {
        ul.bars {
            @for value in others().take(SHOWN) {
                li {
                    a href=(address(labels.ui, own, counts.key, &value.id)) { (labels.value(counts.key, &value.id)) } " "
                    span.count { (labels.ui.number(value.count)) }
                    (bar(value.count, most))
                }
            }
        }
    }
}

/// A bar as long as this share of the most.
pub(in crate::web) fn bar(count: u64, most: u64) -> Markup {
    let share = (count * 100).div_ceil(most.max(1));
    html! {
        svg.bar viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect width=(share) height="4" {}
        }
    }
}

fn address(ui: &Messages, own: (&str, &str), key: &str, id: &str) -> String {
    if key == own.0 {
        return links::entry_of(ui, key, id);
    }
    let mut filters = Filters::default();
    filters.add(own.0, own.1);
    filters.add(key, id);
    links::search(ui, &Query { filters, ..Query::default() })
}

/// A drawing of the years, and in words from when to when and which has the most.
fn years(ui: &Messages, own: (&str, &str), counts: &FacetCounts) -> Markup {
    let counted = counts.values.iter().filter_map(|value| Some((value.id.parse::<i32>().ok()?, value.count)));
    let years: BTreeMap<i32, u64> = counted.filter(|(_, count)| *count > 0).collect();
    let (Some((first, _)), Some((last, _))) = (years.first_key_value(), years.last_key_value()) else {
        return html! {};
    };
    let from = (*first).max(last - YEARS + 1);
    let (most_year, most) =
        years.iter().max_by_key(|(_, count)| **count).map_or((0, 1), |(year, count)| (*year, *count));
    let (first_year, last_year, most_year) = (first.to_string(), last.to_string(), most_year.to_string());
    let span = [("first", (&first_year).into()), ("last", (&last_year).into())];
    let says = match most {
        1 => ui.text_with("year-span", &span),
        _ => {
            let [first, last] = span;
            ui.text_with("figure-years-said", &[first, last, ("most", (&most_year).into()), ("count", most.into())])
        }
    };
    let only = |year: i32| {
        let mut filters = Filters { year_from: Some(year), year_to: Some(year), ..Filters::default() };
        filters.add(own.0, own.1);
        links::search(ui, &Query { filters, ..Query::default() })
    };
    html! {
        @if first == last {
            p { a href=(only(*first)) { (first) } " " span.count { (ui.number(most)) } }
        } @else {
            svg.years viewBox={ "0 0 " (4 * (last - from + 1)) " " (HEIGHT) } preserveAspectRatio="none" role="img" aria-label=(says) {
                @for (year, count) in years.range(from..) {
                    @let height = (count * HEIGHT).div_ceil(most);
                    rect x=(4 * (year - from)) y=(HEIGHT - height) width="3" height=(height) { title { (year) " – " (ui.number(*count)) } }
                }
            }
            p.axis aria-hidden="true" { span { (from) } span { (last) } }
            p.said { (says) }
        }
    }
}
