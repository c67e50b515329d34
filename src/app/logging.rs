//! Logs on standard error, as text or as JSON lines. What people search for is never among them.

use crate::config::{Config, LogFormat};
use tracing_subscriber::EnvFilter;

/// Starts logging. Called once; a second call changes nothing.
pub(super) fn start(config: &Config, level: &str) {
    // tantivy tells of each commit and merge at the level of information.
    let filter =
        EnvFilter::try_new(format!("{level},tantivy=warn")).unwrap_or_else(|_| EnvFilter::new("info,tantivy=warn"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Text => logs.with_target(false).try_init(),
        LogFormat::Json => logs.json().flatten_event(true).try_init(),
    };
    if started.is_err() {
        tracing::debug!("logging had been started already");
    }
}
