//! The wiring: which command runs what, the indexer's thread, the watcher, the server, and their end.
//!
//! This room refuses to know the insides of any other.

mod encoding;
mod logging;
mod service;

pub use service::{Service, serve};

use crate::cli::{self, Outcome};
use crate::config::{Command, Config};

/// Runs a command.
///
/// # Errors
/// Whatever keeps the command from doing its work, in words for the person who called it.
pub fn run(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Serve(settings) => {
            let config = Config::settle(settings)?;
            logging::start(&config, &config.log);
            serve(&config).map(|()| Outcome::Done)
        }
        Command::Index { rebuild, settings } => cli::index(&quiet(settings)?, rebuild),
        Command::Search { query, filters, limit, json, settings } => {
            cli::search(&quiet(settings)?, &query, &filters, limit, json)
        }
        Command::Check { paths, settings } => cli::check(&quiet(settings)?, &paths),
        Command::Extract { file, json, settings } => cli::extract(&quiet(settings)?, &file, json),
        Command::Eval { file, bridges, settings } => cli::eval(&quiet(settings)?, file.as_deref(), bridges),
        Command::ExtractWorker => crate::extract::worker_main().map(|()| Outcome::Done),
    }
}

/// The configuration of a command whose output is its answer: only what goes wrong is logged, unless asked otherwise.
fn quiet(settings: crate::config::Settings) -> anyhow::Result<Config> {
    let level = settings.log.clone().unwrap_or_else(|| "warn".to_owned());
    let config = Config::settle(settings)?;
    logging::start(&config, &level);
    Ok(config)
}
