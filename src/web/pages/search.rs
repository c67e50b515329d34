//! The search: what was found, why, and how to narrow or widen it.

mod remarks;

use super::Chrome;
use crate::index::Snapshot;
use crate::model::{FacetCounts, Filters, Query, Results, Sort};
use crate::search;
use crate::web::choices::choices;
use crate::web::errors::Failure;
use crate::web::params::Notice;
use crate::web::reader::Reader;
use crate::web::{App, components, exports, links};
use axum::extract::State;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /{lang}/search`
pub(super) async fn handler(State(app): State<App>, reader: Reader) -> Result<Markup, Failure> {
    let (query, notices) = reader.search();
    let (world, limits) = (Arc::clone(&reader.world), app.site.limits);
    let found = app.searches.run(move || answer(query, notices, &world, &limits)).await?;
    Ok(view(&Page { reader: &reader, found: &found }))
}

/// A search and its answer.
struct Found {
    query: Query,
    /// What was typed, where the query is another spelling of it.
    typed: Option<String>,
    notices: Vec<Notice>,
    results: Results,
    /// The facets without any filter, by which their values keep their places; none where nothing is chosen.
    unfiltered: Option<Vec<FacetCounts>>,
}

impl Found {
    fn unfiltered(&self) -> &[FacetCounts] {
        self.unfiltered.as_deref().unwrap_or(&self.results.facets)
    }
}

/// Answers; a page beyond the last one is set right to the last, and a misspelt query of which nothing is found, to the
/// spelling that finds most likely what was meant.
fn answer(
    mut query: Query,
    mut notices: Vec<Notice>,
    world: &Snapshot,
    limits: &search::Limits,
) -> anyhow::Result<Found> {
    let (mut results, mut unfiltered) = search::answer_and_unfiltered(&query, world, limits)?;
    let mut typed = None;
    if let Some(text) = remarks::corrected(&results) {
        typed = Some(std::mem::replace(&mut query.text, text));
        (results, unfiltered) = search::answer_and_unfiltered(&query, world, limits)?;
    }
    let last = components::pages(&query, results.total);
    if query.page > last {
        query.page = last;
        notices.push(Notice::Page(last));
        results = search::answer(&query, world, limits)?;
    }
    Ok(Found { query, typed, notices, results, unfiltered })
}

struct Page<'a> {
    reader: &'a Reader,
    found: &'a Found,
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, ui, query, results) = (page.reader, page.reader.ui, &page.found.query, &page.found.results);
    let title = match query.text.trim() {
        "" => ui.text("search-title"),
        text => ui.text_with("search-title-for", &[("query", text.into())]),
    };
    let facets = choices(reader.labels(), query, page.found.unfiltered(), &results.facets);
    let main = html! {
        div.columns {
            (components::filters(ui, query, &facets, results.total))
            div.results #results {
                (head(page, &title))
                (components::chips(reader.labels(), query))
                (remarks::remarks(page))
                (components::bridges(reader.labels(), query, &results.named, &results.facets))
                h2.hidden #results-title { (ui.text("search-results")) }
                div.hits aria-labelledby="results-title" role="group" {
                    @for hit in &results.hits { (components::hit(reader, hit)) }
                }
                (remarks::offers(page))
                (components::paging(ui, query, results.total))
                (take_along(page))
            }
        }
    };
    components::layout(&Chrome { typed: Some(&query.text), ..Chrome::new(reader, &title, "search-page") }, &main)
}

/// What was asked, how much was found, in which order; on a narrow screen the way to the filters.
fn head(page: &Page<'_>, title: &str) -> Markup {
    let (ui, query, results) = (page.reader.ui, &page.found.query, &page.found.results);
    html! {
        div.results-head {
            div.found {
                h1 #asked tabindex="-1" { (title) }
                (remarks::total(page))
            }
            div.tools {
                a.button.open-filters #open-filters href="#filters" {
                    (ui.text("search-filters"))
                    @if !query.filters.is_empty() { " " span.count { (ui.number(chosen(&query.filters))) } }
                }
                @if results.total > 1 || query.sort != Sort::default() { (sort(page)) }
            }
        }
    }
}

/// What was found as files: a table, and references.
fn take_along(page: &Page<'_>) -> Markup {
    let (ui, query, total) = (page.reader.ui, &page.found.query, page.found.results.total);
    html! {
        @if total > 0 {
            p.take-along {
                @match usize::try_from(total).is_ok_and(|total| total <= exports::MOST) {
                    true => (ui.text("export-all")),
                    false => (ui.text_with("export-first", &[("count", exports::MOST.into())])),
                }
                " "
                @for (format, name) in exports::FORMATS {
                    a href=(links::export(ui, query, format)) rel="nofollow" { (ui.text(name)) } " "
                }
            }
        }
    }
}

fn chosen(filters: &Filters) -> u64 {
    let years = [filters.year_from, filters.year_to].into_iter().flatten().count();
    (filters.values.values().map(std::collections::BTreeSet::len).sum::<usize>() + years) as u64
}

fn sort(page: &Page<'_>) -> Markup {
    let (ui, query) = (page.reader.ui, &page.found.query);
    html! {
        div.sort {
            label for="sort" { (ui.text("search-sort")) }
            select #sort name="sort" form=(components::SEARCH_FORM) {
                @for sort in Sort::ALL {
                    option value=(sort.id()) selected[sort == query.sort] { (ui.text(&format!("sort-{}", sort.id()))) }
                }
            }
            button.apply.quiet type="submit" form=(components::SEARCH_FORM) { (ui.text("search-sort-apply")) }
        }
    }
}
