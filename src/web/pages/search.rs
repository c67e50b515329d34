//! The search: what was found, why, and how to narrow or widen it.

use super::Chrome;
use crate::model::{Query, Results, Suggestion, SuggestionKind, YEAR};
use crate::search;
use crate::web::errors::Failure;
use crate::web::params::Notice;
use crate::web::reader::Reader;
use crate::web::{App, components, links};
use axum::extract::State;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /{lang}/search`
pub(super) async fn handler(State(app): State<App>, reader: Reader) -> Result<Markup, Failure> {
    let (query, notices) = reader.search();
    let (world, limits) = (Arc::clone(&reader.world), app.site.limits);
    let found = app.searches.run(move || answer(query, notices, &world, &limits)).await?;
    Ok(view(&Page { reader: &reader, query: &found.0, notices: &found.1, results: &found.2 }))
}

/// Answers; a page beyond the last one is set right to the last.
fn answer(
    mut query: Query,
    mut notices: Vec<Notice>,
    world: &crate::index::Snapshot,
    limits: &search::Limits,
) -> anyhow::Result<(Query, Vec<Notice>, Results)> {
    let mut results = search::answer(&query, world, limits)?;
    let last = components::pages(&query, results.total);
    if query.page > last {
        query.page = last;
        notices.push(Notice::Page(last));
        results = search::answer(&query, world, limits)?;
    }
    Ok((query, notices, results))
}

struct Page<'a> {
    reader: &'a Reader,
    query: &'a Query,
    notices: &'a [Notice],
    results: &'a Results,
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, ui, query, results) = (page.reader, page.reader.ui, page.query, page.results);
    let title = match query.text.trim() {
        "" => ui.text("search-title"),
        text => ui.text_with("search-title-for", &[("query", text.into())]),
    };
    let main = html! {
        h1 { (title) }
        (components::search_box(ui, query))
        (components::chips(reader.labels(), query))
        div.columns {
            section.results aria-labelledby="results-title" {
                h2 #results-title { (ui.text("search-results")) }
                (remarks(page))
                (offers(page))
                @for hit in &results.hits { (components::hit(reader, hit)) }
                (components::paging(ui, query, results.total))
            }
            (components::filters(reader.labels(), query, &results.facets))
        }
    };
    components::layout(&Chrome { reader, title: &title }, &main)
}

/// How many were found and how, what was given up, and what was set right.
fn remarks(page: &Page<'_>) -> Markup {
    let (ui, results) = (page.reader.ui, page.results);
    let matched = results.matched;
    let ways = [
        ("matched-words", matched.words),
        ("matched-vocabulary", matched.vocabulary),
        ("matched-meaning", matched.meaning),
    ];
    let pages = components::pages(page.query, results.total);
    html! {
        p.total role="status" {
            strong { (ui.text_with("practices-count", &[("count", results.total.into())])) }
            @if matched.vocabulary + matched.meaning > 0 {
                @for (key, count) in ways.into_iter().filter(|(_, count)| *count > 0) {
                    " · " (ui.text_with(key, &[("count", count.into())]))
                }
            }
            @if pages > 1 { " · " (ui.text_with("pages-here", &[("page", page.query.page.into()), ("pages", pages.into())])) }
        }
        @if !page.notices.is_empty() {
            ul.notices { @for notice in page.notices { li { (told(page.reader, notice)) } } }
        }
        @if let Some(relaxed) = &results.relaxed {
            @if relaxed.absent.is_empty() {
                p.notice { (ui.text("search-relaxed")) }
            } @else {
                p.notice { (ui.text_with("search-relaxed-absent", &[("words", (&relaxed.absent.join(", ")).into())])) }
            }
        }
        @if results.cut { p.notice { (ui.text("search-cut")) } }
        @if results.total == 0 { p { (ui.text("search-nothing")) } }
    }
}

fn told(reader: &Reader, notice: &Notice) -> String {
    let ui = reader.ui;
    let with_value = |key: &str, value: &String| ui.text_with(key, &[("value", value.into())]);
    match notice {
        Notice::QueryCut => ui.text("notice-query-cut"),
        Notice::Match(value) => with_value("notice-match", value),
        Notice::Year(value) => with_value("notice-year", value),
        Notice::YearsSwapped => ui.text("notice-years-swapped"),
        Notice::Sort(value) => with_value("notice-sort", value),
        Notice::Page(number) => ui.text_with("notice-page", &[("value", (*number).into())]),
        Notice::PerPage(number) => ui.text_with("notice-per-page", &[("value", (*number).into())]),
        Notice::Unknown(key, value) => {
            let facet = ui.text(&format!("facet-{key}"));
            ui.text_with("notice-unknown-value", &[("facet", (&facet).into()), ("value", value.into())])
        }
    }
}

/// Other spellings, and ways out where little was found.
fn offers(page: &Page<'_>) -> Markup {
    let (ui, results) = (page.reader.ui, page.results);
    let counted =
        |text: &str, total: u64| ui.text_with("search-with-total", &[("text", text.into()), ("count", total.into())]);
    html! {
        @if !results.corrections.is_empty() {
            p.offers {
                (ui.text("search-did-you-mean")) " "
                @for (position, correction) in results.corrections.iter().enumerate() {
                    @if position > 0 { ", " }
                    @let query = Query { text: correction.text.clone(), page: 1, ..page.query.clone() };
                    a href=(links::search(ui, &query)) { (counted(&correction.text, correction.total)) }
                }
            }
        }
        @if !results.suggestions.is_empty() {
            section.offers aria-labelledby="offers-title" {
                h3 #offers-title { (ui.text("search-instead")) }
                ul {
                    @for suggestion in &results.suggestions {
                        @let query = suggested(page.query, suggestion);
                        li { a href=(links::search(ui, &query)) { (counted(&offer(page.reader, suggestion), suggestion.total)) } }
                    }
                }
            }
        }
    }
}

fn suggested(query: &Query, suggestion: &Suggestion) -> Query {
    Query { text: suggestion.query.clone(), filters: suggestion.filters.clone(), page: 1, ..query.clone() }
}

/// What a suggestion changes, in words.
fn offer(reader: &Reader, suggestion: &Suggestion) -> String {
    let ui = reader.ui;
    let (key, text) = match suggestion.kind {
        SuggestionKind::Theme => ("suggestion-theme", reader.labels().theme(&suggestion.text).text),
        SuggestionKind::Spelling => ("suggestion-spelling", suggestion.text.clone()),
        SuggestionKind::WithoutWord => ("suggestion-without-word", suggestion.text.clone()),
        SuggestionKind::WithoutFilter => ("suggestion-without-filter", filter_name(reader, &suggestion.text)),
    };
    ui.text_with(key, &[("text", (&text).into())])
}

/// The name of the facet that a filter belongs to: `year_from` is of the year.
fn filter_name(reader: &Reader, key: &str) -> String {
    let key = if key.starts_with(YEAR) { YEAR } else { key };
    reader.ui.text(&format!("facet-{key}"))
}
