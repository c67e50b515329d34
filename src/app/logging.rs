//! Logs on standard error, as text or as JSON lines. What people search for is never among them.

use crate::config::{Config, LogFormat};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging. Called once; a second call changes nothing.
pub(super) fn start(config: &Config, level: &str) {
    // tantivy tells of each commit, and warns of merges that deletions overtook, which nobody need look at.
    let filter =
        EnvFilter::try_new(format!("{level},tantivy=error")).unwrap_or_else(|_| EnvFilter::new("info,tantivy=error"));
    let colours = std::io::stderr().is_terminal();
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    let started = match config.log_format {
        LogFormat::Text => logs.with_target(false).try_init(),
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
    };
    if started.is_err() {
        tracing::debug!("logging had been started already");
    }
}
