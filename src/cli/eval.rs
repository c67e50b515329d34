//! `praxis eval`: judged queries as a table.

use super::Outcome;
use crate::config::Config;
use crate::eval::{self, Figures, Judgements};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

/// The judged queries of the project's own corpus.
const DEFAULT_FILE: &str = "tests/data/judged/queries.toml";

/// Scores a list of judged queries and prints the figures.
///
/// # Errors
/// When the list cannot be read or there is nothing to search.
pub fn eval(config: &Config, file: Option<&Path>) -> anyhow::Result<Outcome> {
    let file = file.unwrap_or(Path::new(DEFAULT_FILE));
    let text =
        std::fs::read_to_string(file).with_context(|| format!("reading the judged queries {}", file.display()))?;
    let judgements = Judgements::parse(&text).with_context(|| file.display().to_string())?;
    let snapshot = super::snapshot(config)?;
    let report = eval::score(&judgements, &snapshot, eval::asked_in_its_language)?;
    println!("{:<15} {:<9} {:>7} {:>8} {:>9}", "answers", "query in", "queries", "nDCG@10", "recall@20");
    table("all", &report.all);
    table("same language", &report.same_language);
    table("across", &report.across);
    println!("traps: {} of {} held", report.held, report.traps);
    for caught in &report.caught {
        println!("  {caught}");
    }
    for id in &report.missing {
        println!("judged, but not in the corpus: {id}");
    }
    let well = report.caught.is_empty() && report.missing.is_empty();
    Ok(if well { Outcome::Done } else { Outcome::LookAt })
}

fn table(name: &str, figures: &BTreeMap<String, Figures>) {
    for (language, figures) in figures {
        println!("{name:<15} {language:<9} {:>7} {:>8.3} {:>9.3}", figures.queries, figures.ndcg, figures.recall);
    }
}
