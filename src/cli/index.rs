//! `praxis index`: one pass over the folder, with a report.

use super::Outcome;
use crate::config::Config;
use crate::corpus::Corpus;
use crate::index::{Folder, Snapshot};
use crate::indexer::{Indexer, Progress};
use crate::model::Query;
use crate::search;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Instant;

/// Documents that are named of those that lack a value.
const NAMED: usize = 5;

/// Brings the index up to date and says what came of it.
///
/// # Errors
/// When another process writes the index, or a folder cannot be read or written.
pub fn index(config: &Config, rebuild: bool) -> anyhow::Result<Outcome> {
    let started = Instant::now();
    let corpus = Corpus::open(&config.corpus)?.with_max_bytes(config.max_file);
    let folder = Folder::new(&config.index);
    if rebuild {
        folder.clear()?;
    }
    let bar = progress_bar();
    let mut done = 0;
    let open = |parts| Indexer::in_folder(folder, parts);
    let words = |progress: Progress| {
        done += progress.done;
        bar.set_length((done + progress.waiting) as u64);
        bar.set_position(done as u64);
    };
    let snapshot = super::pass(config, corpus, open, words, |encoded| {
        bar.set_style(
            ProgressStyle::with_template("{pos} passages encoded").unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_position(encoded as u64);
    })?;
    bar.finish_and_clear();
    report(&snapshot, done, started)
}

fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} files, {eta} to go");
    ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn report(snapshot: &Snapshot, done: usize, started: Instant) -> anyhow::Result<Outcome> {
    let accounting = &snapshot.accounting;
    println!(
        "{} files: {} indexed, {} failed, {} ignored; {done} dealt with in {:.1} s",
        accounting.on_disk,
        accounting.indexed,
        accounting.failed,
        accounting.ignored,
        started.elapsed().as_secs_f64()
    );
    let languages = snapshot.languages.iter().map(|(language, count)| format!("{language} {count}"));
    println!("{} documents served: {}", snapshot.documents, languages.collect::<Vec<_>>().join(", "));
    let (groups, facets) = search::facets(&Query::default(), snapshot)?;
    let kinds = facets.into_iter().filter(|facet| facet.key == "kind").flat_map(|facet| facet.values);
    let kinds: Vec<String> = kinds.map(|value| format!("{} {}", value.id, value.count)).collect();
    println!("{groups} told in one language or several: {}", kinds.join(", "));
    if let Some(passages) = &snapshot.meaning {
        println!("{} of {} passages encoded for search by meaning", passages.encoded, passages.total);
    }
    for lacking in snapshot.lacking(NAMED) {
        let named: Vec<&str> = lacking.first.iter().map(|id| id.0.as_str()).collect();
        let more = if lacking.documents > named.len() as u64 { " …" } else { "" };
        println!("{} documents without {}: {}{more}", lacking.documents, lacking.gap.key(), named.join(", "));
    }
    let shown = super::check::print(&snapshot.problems, |_| true);
    println!("{shown} problems");
    Ok(if shown > 0 { Outcome::LookAt } else { Outcome::Done })
}
