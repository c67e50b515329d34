//! What a person should know about an answer: how much and by what it was found, what was given up, what was set
//! right, and other ways to look.

use super::Page;
use crate::model::{Matching, Query, Results, Suggestion, SuggestionKind, YEAR};
use crate::web::params::Notice;
use crate::web::reader::Reader;
use crate::web::{components, links};
use maud::{Markup, html};

/// How many were found, and by what.
pub(super) fn total(page: &Page<'_>) -> Markup {
    let (ui, results) = (page.reader.ui, &page.found.results);
    let matched = results.matched;
    let ways = [
        ("matched-words", matched.words),
        ("matched-vocabulary", matched.vocabulary),
        ("matched-meaning", matched.meaning),
    ];
    let pages = components::pages(&page.found.query, results.total);
    html! {
        p.total #total {
            strong { (ui.text_with("practices-count", &[("count", results.total.into())])) }
            @if matched.vocabulary + matched.meaning > 0 {
                @for (key, count) in ways.into_iter().filter(|(_, count)| *count > 0) {
                    " · " (ui.text_with(key, &[("count", count.into())]))
                }
            }
            @if pages > 1 {
                " · " (ui.text_with("pages-here", &[("page", page.found.query.page.into()), ("pages", pages.into())]))
            }
        }
    }
}

/// The spelling to show instead of what was typed: where nothing has all of its words, and one of them stands nowhere.
/// Whoever meant what was typed is one link away from it.
pub(super) fn corrected(results: &Results) -> Option<String> {
    let by_words = results.matched.words + results.matched.vocabulary;
    let found = by_words > 0 && results.relaxed.as_ref().is_none_or(|relaxed| relaxed.absent.is_empty());
    results.corrections.first().filter(|_| !found).map(|correction| correction.text.clone())
}

/// What was set right or given up, and other spellings.
pub(super) fn remarks(page: &Page<'_>) -> Markup {
    let (ui, results) = (page.reader.ui, &page.found.results);
    html! {
        @if !page.found.notices.is_empty() {
            ul.notices { @for notice in &page.found.notices { li { (told(page.reader, notice)) } } }
        }
        @if let Some(typed) = &page.found.typed { (instead(page, typed)) }
        @if let Some(relaxed) = &results.relaxed {
            @if relaxed.absent.is_empty() {
                p.notice { (ui.text("search-relaxed")) }
            } @else {
                p.notice #absent { (ui.text_with("search-relaxed-absent", &[("words", (&absent(page, &relaxed.absent)).into())])) }
            }
        }
        @if results.cut { p.notice { (ui.text("search-cut")) } }
        @if results.total == 0 { p.notice #nothing { (ui.text(nothing(page.found.query.filters.is_empty(), results))) } }
        (spellings(page))
    }
}

/// Words in quotation marks, with commas between.
fn absent(page: &Page<'_>, words: &[String]) -> String {
    let quoted = words.iter().map(|word| page.reader.ui.text_with("quoted", &[("text", word.into())]));
    quoted.collect::<Vec<_>>().join(", ")
}

/// Why nothing was found.
fn nothing(unfiltered: bool, results: &Results) -> &'static str {
    let by_filters = results.suggestions.iter().any(|suggestion| suggestion.kind == SuggestionKind::WithoutFilter);
    match (unfiltered, by_filters) {
        (true, _) => "search-nothing",
        (false, true) => "search-nothing-with-filters",
        (false, false) => "search-nothing-at-all",
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

/// That another spelling is shown, and the way to what was typed: by these words only, which nobody corrects.
fn instead(page: &Page<'_>, typed: &str) -> Markup {
    let (ui, query) = (page.reader.ui, &page.found.query);
    let as_typed = Query { text: typed.to_owned(), matching: Matching::Words, page: 1, ..query.clone() };
    html! {
        p.notice #corrected {
            (ui.text_with("search-corrected", &[("text", (&query.text).into())])) " "
            a href=(links::search(ui, &as_typed)) { (ui.text_with("search-as-typed", &[("text", typed.into())])) }
        }
    }
}

fn spellings(page: &Page<'_>) -> Markup {
    let (ui, results) = (page.reader.ui, &page.found.results);
    html! {
        @if !results.corrections.is_empty() {
            p.notice #spellings {
                (ui.text("search-did-you-mean")) " "
                @for (position, correction) in results.corrections.iter().enumerate() {
                    @if position > 0 { ", " }
                    @let query = Query { text: correction.text.clone(), page: 1, ..page.found.query.clone() };
                    a href=(links::search(ui, &query)) { (correction.text) } " " span.count { (ui.number(correction.total)) }
                }
            }
        }
    }
}

/// Ways out where little was found, each with what it would find. Spellings are offered above.
pub(super) fn offers(page: &Page<'_>) -> Markup {
    let (ui, results) = (page.reader.ui, &page.found.results);
    let ways = results.suggestions.iter().filter(|suggestion| suggestion.kind != SuggestionKind::Spelling);
    let ways: Vec<&Suggestion> = ways.collect();
    html! {
        @if !ways.is_empty() {
            section.offers aria-labelledby="offers-title" {
                h2 #offers-title { (ui.text("search-instead")) }
                ul {
                    @for suggestion in ways {
                        @let query = suggested(&page.found.query, suggestion);
                        li data-kind=(kind(suggestion.kind)) {
                            a href=(links::search(ui, &query)) { (offer(page.reader, suggestion)) } " "
                            span.count { (ui.number(suggestion.total)) }
                        }
                    }
                }
            }
        }
    }
}

fn suggested(query: &Query, suggestion: &Suggestion) -> Query {
    Query { text: suggestion.query.clone(), filters: suggestion.filters.clone(), page: 1, ..query.clone() }
}

fn kind(kind: SuggestionKind) -> &'static str {
    match kind {
        SuggestionKind::Theme => "theme",
        SuggestionKind::Spelling => "spelling",
        SuggestionKind::WithoutWord => "without-word",
        SuggestionKind::WithoutFilter => "without-filter",
    }
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
