//! The commands other than `serve`: they read what stands, or work in memory, and never disturb a running server.
//!
//! This room refuses to know HTML.

mod check;
mod eval;
mod extract;
mod index;
mod search;

pub use check::check;
pub use eval::eval;
pub use extract::extract;
pub use index::index;
pub use search::search;

use crate::config::Config;
use crate::corpus::{Corpus, Scope};
use crate::extract::Extractor;
use crate::i18n;
use crate::index::{Folder, Meaning, Snapshot, Surroundings};
use crate::indexer::{Indexer, Parts, Progress, Understanding};
use crate::semantic::Encoder;
use crate::thesaurus::CountryName;
use std::sync::{Arc, Mutex, PoisonError};

/// What a command has to say to whoever called it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Done,
    /// There is something that a person should look at.
    LookAt,
}

/// What passages and queries are encoded with; without it words and vocabulary find what they find.
pub(crate) fn encoder(config: &Config) -> Option<Arc<Encoder>> {
    let opened = config.model.as_deref().map(Encoder::open)?;
    let told = |error: &anyhow::Error| tracing::error!(error = format!("{error:#}"), "no search by meaning");
    opened.inspect_err(told).ok().map(Arc::new)
}

/// The names of all countries, by which they are recognised in documents and queries.
pub(crate) fn countries() -> Vec<CountryName> {
    let names = i18n::country_names(crate::analysis::Analysis::languages());
    names.into_iter().map(|(code, lang, name)| CountryName { code, lang, name }).collect()
}

/// The index that stands, or one of words alone built in memory where there is none: encoding takes minutes.
fn snapshot(config: &Config) -> anyhow::Result<Arc<Snapshot>> {
    encoded_snapshot(config, &words_only(config))
}

/// The same configuration without an encoder.
fn words_only(config: &Config) -> Config {
    Config { model: None, ..config.clone() }
}

/// The index that stands, or one built in memory with this other configuration where there is none.
fn encoded_snapshot(config: &Config, otherwise: &Config) -> anyhow::Result<Arc<Snapshot>> {
    let corpus = Corpus::open(&config.corpus)?.with_max_bytes(config.max_file);
    let understanding = Understanding::read(&corpus, &countries());
    let folder = Folder::new(&config.index);
    let Some(mut index) = folder.open_for_reading(&understanding.analysis) else {
        return in_memory(otherwise, corpus);
    };
    let mut meaning = encoder(config).map(|encoder| Meaning::reading(&folder, encoder)).transpose()?;
    let thesaurus = Arc::clone(&understanding.thesaurus);
    let surroundings = Surroundings { thesaurus, ready: true, ..Surroundings::default() };
    let snapshot = index.snapshot_with(surroundings, meaning.as_mut())?;
    Ok(Arc::new(snapshot))
}

/// Indexes a folder in memory, whole.
fn in_memory(config: &Config, corpus: Corpus) -> anyhow::Result<Arc<Snapshot>> {
    pass(config, corpus, Indexer::in_memory, |_| {}, |_| {})
}

/// Brings an index up to date with a folder in one pass, telling of each batch.
fn pass(
    config: &Config,
    corpus: Corpus,
    open: impl FnOnce(Parts) -> anyhow::Result<Indexer>,
    told: impl FnMut(Progress),
    encoded: impl FnMut(usize),
) -> anyhow::Result<Arc<Snapshot>> {
    let latest: Arc<Mutex<Option<Arc<Snapshot>>>> = Arc::default();
    let published = Arc::clone(&latest);
    let mut indexer = open(Parts {
        corpus,
        extractor: extractor(config)?,
        countries: countries(),
        encoder: encoder(config),
        publish: Box::new(move |snapshot| {
            *published.lock().unwrap_or_else(PoisonError::into_inner) = Some(snapshot);
        }),
    })?;
    indexer.look(&Scope::Everything);
    indexer.finish(told)?;
    indexer.encode_all(encoded)?;
    let snapshot = latest.lock().unwrap_or_else(PoisonError::into_inner).take();
    Ok(snapshot.expect("every pass publishes"))
}

/// Reads files in a process of their own, within the limits of the configuration.
pub(crate) fn extractor(config: &Config) -> anyhow::Result<Extractor> {
    let limits = crate::extract::Limits {
        time: config.read_timeout,
        memory: config.read_memory,
        ..crate::extract::Limits::default()
    };
    Ok(Extractor::child(std::env::current_exe()?, limits))
}
