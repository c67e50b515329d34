//! `praxis search`: the answer of the API, for a terminal or as JSON.

use super::Outcome;
use crate::config::Config;
use crate::facets::FACETS;
use crate::index::Snapshot;
use crate::model::{Filters, Hit, Lang, Query, Results, SuggestionKind, Why};
use crate::search::{self, Limits};
use crate::web;
use anyhow::bail;
use std::time::Instant;

/// Searches and prints.
///
/// # Errors
/// When there is nothing to search, or a filter makes no sense.
pub fn search(config: &Config, text: &str, filters: &[String], limit: usize, json: bool) -> anyhow::Result<Outcome> {
    let query = Query {
        text: text.to_owned(),
        filters: parse(filters)?,
        per_page: limit.clamp(1, Query::MAX_PER_PAGE),
        ..Query::default()
    };
    let snapshot = super::snapshot(config)?;
    let started = Instant::now();
    let results = search::answer(&query, &snapshot, &Limits { deadline: config.deadline })?;
    if json {
        let lang = Lang::parse("en").unwrap_or_default();
        println!("{}", web::answer_as_json(&query, &results, &snapshot, &lang, started.elapsed())?);
    } else {
        print(&results, &snapshot);
    }
    Ok(if results.total == 0 { Outcome::LookAt } else { Outcome::Done })
}

fn parse(filters: &[String]) -> anyhow::Result<Filters> {
    let mut parsed = Filters::default();
    for filter in filters {
        let Some((key, value)) = filter.split_once('=') else {
            bail!("--filter {filter}: write KEY=VALUE, for example theme=street-gangs");
        };
        let year =
            || value.parse::<i32>().map_err(|_| anyhow::anyhow!("--filter {filter}: write a year, for example 2015"));
        match key {
            "year_from" => parsed.year_from = Some(year()?),
            "year_to" => parsed.year_to = Some(year()?),
            key if FACETS.iter().any(|facet| facet.key == key) => parsed.add(key, value),
            key => {
                let known: Vec<&str> = FACETS.iter().map(|facet| facet.key).collect();
                bail!("--filter {key}: there is no such facet; there are {}, year_from, year_to", known.join(", "));
            }
        }
    }
    Ok(parsed)
}

fn print(results: &Results, snapshot: &Snapshot) {
    let cut = if results.cut { " (cut: not everything was looked at)" } else { "" };
    println!("{} found{cut}", results.total);
    if let Some(relaxed) = &results.relaxed {
        let absent = relaxed.absent.join(", ");
        let absent = if absent.is_empty() { String::new() } else { format!("; nothing has: {absent}") };
        println!("Nothing has all of that. These have most{absent}");
    }
    for correction in &results.corrections {
        println!("Did you mean: {} ({})", correction.text, correction.total);
    }
    for hit in &results.hits {
        println!();
        print_hit(hit);
    }
    for suggestion in &results.suggestions {
        let text = &suggestion.text;
        let way = match suggestion.kind {
            SuggestionKind::Theme => format!("the theme {text}"),
            // Said above, as what was perhaps meant.
            SuggestionKind::Spelling => continue,
            SuggestionKind::WithoutWord => format!("without “{text}”"),
            SuggestionKind::WithoutFilter => format!("without the filter {text}"),
        };
        println!("Try {way} ({})", suggestion.total);
    }
    tracing::debug!(generation = snapshot.generation, "answered");
}

fn print_hit(hit: &Hit) {
    let kind = hit.kind.map(|kind| format!("{}, ", kind.id())).unwrap_or_default();
    let countries: Vec<&str> = hit.countries.iter().map(|country| country.id.as_str()).collect();
    let date = hit.date.as_deref().unwrap_or("undated");
    println!("{}\n  {kind}{}, {}, {date}  [{}]", hit.title, hit.lang, countries.join(" "), hit.path);
    println!("  {}", hit.snippet.text);
    let why: Vec<String> = hit.why.iter().map(why).collect();
    if !why.is_empty() {
        println!("  because: {}", why.join("; "));
    }
}

fn why(why: &Why) -> String {
    match why {
        Why::Word { text, lang } => format!("“{text}” ({lang})"),
        Why::Prefix { text, lang } => format!("“{text}” ({lang}, begins so)"),
        Why::Theme { text, concept } => format!("theme {concept}: “{text}”"),
        Why::Partner { text, partner } => format!("partner {partner}: “{text}”"),
        Why::Place { text, country } => format!("country {country}: “{text}”"),
        Why::Meaning { similarity } => format!("similar in meaning ({similarity:.2})"),
    }
}
