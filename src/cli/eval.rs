//! `praxis eval`: judged queries as a table.

use super::Outcome;
use crate::config::Config;
use crate::eval::{self, Figures, JudgedQuery, Judgements, Report};
use crate::index::Snapshot;
use crate::model::{Matching, Query};
use anyhow::Context;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The judged queries of the project's own corpus.
const DEFAULT: &str = "tests/data/judged";

/// Scores a list of judged queries, or all lists of a folder, and prints the figures; then, if that is asked for, what
/// each bridge is worth.
///
/// # Errors
/// When a list cannot be read or there is nothing to search.
pub fn eval(config: &Config, path: Option<&Path>, bridges: bool) -> anyhow::Result<Outcome> {
    let judgements = read(path.unwrap_or(Path::new(DEFAULT)))?;
    let snapshot = super::encoded_snapshot(config, config)?;
    let report = eval::score(&judgements, &snapshot, eval::asked_in_its_language)?;
    print(&report);
    match &snapshot.meaning {
        Some(passages) => println!("meaning: {} of {} passages encoded", passages.encoded, passages.total),
        None => println!("meaning: off"),
    }
    if bridges {
        let snapshot = Arc::into_inner(snapshot).context("the index is in use elsewhere")?;
        worth(&judgements, snapshot, &report)?;
    }
    let well = report.caught.is_empty() && report.missing.is_empty();
    Ok(if well { Outcome::Done } else { Outcome::LookAt })
}

/// One line with all bridges, one for each that is switched off, and one with words alone.
fn worth(judgements: &Judgements, mut snapshot: Snapshot, all: &Report) -> anyhow::Result<()> {
    println!("\n{:30} {:^20} {:^20}", "", "same language", "across languages");
    println!("{:30} {:>20} {:>20} {:>8}", "", "nDCG@10 recall@20", "nDCG@10 recall@20", "traps");
    let spelt = |snapshot: &Snapshot| {
        let shape = |judged: &JudgedQuery| eval::taking_the_spelling(judged, snapshot).unwrap_or_default();
        eval::score(judgements, snapshot, shape)
    };
    bridge("all, and the spelling offered", &spelt(&snapshot)?);
    bridge("all (no spelling)", all);
    let meaning = snapshot.meaning.take();
    bridge("no meaning", &eval::score(judgements, &snapshot, eval::asked_in_its_language)?);
    snapshot.meaning = meaning;
    snapshot.thesaurus = Arc::default();
    bridge("no vocabulary", &eval::score(judgements, &snapshot, eval::asked_in_its_language)?);
    let words = |judged: &JudgedQuery| Query { matching: Matching::Words, ..eval::asked_in_its_language(judged) };
    bridge("words alone", &eval::score(judgements, &snapshot, words)?);
    Ok(())
}

fn bridge(name: &str, report: &Report) {
    let cells = [&report.same_language, &report.across].map(|figures| {
        let Figures { ndcg, recall, .. } = Figures::over(figures);
        format!("{ndcg:>10.3} {recall:>9.3}")
    });
    println!("{name:30} {} {:>3} of {}", cells.join(" "), report.held, report.traps);
}

/// All judgements of a file, or of every `.toml` file of a folder.
fn read(path: &Path) -> anyhow::Result<Judgements> {
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        let entries = std::fs::read_dir(path).with_context(|| format!("reading {}", path.display()))?;
        files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<PathBuf>, _>>()?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
        files.sort();
        anyhow::ensure!(!files.is_empty(), "{} holds no list of judged queries (*.toml)", path.display());
    }
    let mut all = Judgements::default();
    for file in files {
        let text = std::fs::read_to_string(&file);
        let text = text.with_context(|| format!("reading the judged queries {}", file.display()))?;
        let judgements = Judgements::parse(&text).with_context(|| file.display().to_string())?;
        all.queries.extend(judgements.queries);
        all.traps.extend(judgements.traps);
    }
    Ok(all)
}

/// One line for each language of the query, and one for all: every answer, those in its language, those in others.
fn print(report: &Report) {
    let languages: BTreeSet<&String> = report.all.keys().collect();
    println!("{:9} {:^26} {:^26} {:^26}", "", "all answers", "same language", "across languages");
    let heads = "queries nDCG@10 recall@20";
    println!("{:9} {heads:>26} {heads:>26} {heads:>26}", "query in");
    let kinds = [&report.all, &report.same_language, &report.across];
    for language in languages {
        line(language, kinds.map(|figures| figures.get(language).copied().unwrap_or_default()));
    }
    line("all", kinds.map(Figures::over));
    println!("\ntraps: {} of {} held", report.held, report.traps);
    for caught in &report.caught {
        println!("  {caught}");
    }
    for id in &report.missing {
        println!("judged, but not in the corpus: {id}");
    }
}

fn line(name: &str, figures: [Figures; 3]) {
    let cells = figures.map(|figures| {
        if figures.queries == 0 {
            return format!("{:>26}", "-");
        }
        format!(" {:>7} {:>7.3} {:>9.3}", figures.queries, figures.ndcg, figures.recall)
    });
    println!("{name:9} {}", cells.join(" "));
}
