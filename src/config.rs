//! One documented configuration: flags, environment, file, defaults, in this order of precedence.
//!
//! Nobody else reads the environment. This room refuses to know who uses a setting.

use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file that is read where no other is named and it exists.
const DEFAULT_FILE: &str = "praxis.toml";

/// The command line.
#[derive(Clone, Debug, Parser)]
#[command(name = "praxis", version, about, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Watch the corpus folder, keep the index true to it, and answer searches over HTTP
    Serve(Settings),
    /// Bring the index up to date in one pass and report
    Index {
        /// Throw the index away first
        #[arg(long)]
        rebuild: bool,
        #[command(flatten)]
        settings: Settings,
    },
    /// Search from the command line: the same answer as the API
    Search {
        /// What to look for: words, "phrases", prefix*, -excluded
        query: String,
        /// A choice in a facet, as KEY=VALUE (theme=street-gangs, year_from=2015); may be repeated
        #[arg(long = "filter", value_name = "KEY=VALUE")]
        filters: Vec<String>,
        /// Hits to show
        #[arg(long, default_value_t = 10)]
        limit: usize,
        /// The answer as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        settings: Settings,
    },
    /// Say what a person should mend in the corpus: file, line, problem, suggestion
    Check {
        /// Files or folders to look at; the whole corpus where none is named
        paths: Vec<PathBuf>,
        #[command(flatten)]
        settings: Settings,
    },
    /// Show what Praxis understands of one file, each value with its evidence
    Extract {
        /// The file, inside a corpus or not
        file: PathBuf,
        /// The same as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        settings: Settings,
    },
    /// Score judged queries: nDCG@10 and recall by language, same-language and across
    Eval {
        /// The judged queries, in TOML
        file: Option<PathBuf>,
        /// Score them again with each bridge between languages switched off in turn
        #[arg(long)]
        bridges: bool,
        #[command(flatten)]
        settings: Settings,
    },
    /// Read files for another process (used by Praxis itself)
    #[command(hide = true, name = "extract-worker")]
    ExtractWorker,
}

/// The settings as they are given: each may be a flag, an environment variable, or a line of the file.
#[derive(Clone, Debug, Default, Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder of documents [default: corpus]
    #[arg(long, env = "PRAXIS_CORPUS", value_name = "FOLDER")]
    pub corpus: Option<PathBuf>,
    /// The folder of the index, a cache that may be deleted [default: index]
    #[arg(long, env = "PRAXIS_INDEX", value_name = "FOLDER")]
    pub index: Option<PathBuf>,
    /// Where to answer; port 0 picks a free one [default: 127.0.0.1:8080]
    #[arg(long, env = "PRAXIS_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// How changes are noticed [default: auto]
    #[arg(long, env = "PRAXIS_WATCH", value_name = "MODE")]
    pub watch: Option<WatchMode>,
    /// Seconds between two comparisons of the whole folder with the index [default: 60]
    #[arg(long, env = "PRAXIS_RECONCILE", value_name = "SECONDS")]
    pub reconcile: Option<u64>,
    /// Who may see paths and problems at /status: this machine alone, or everybody [default: local]
    #[arg(long, env = "PRAXIS_STATUS", value_name = "WHO")]
    pub status: Option<StatusAudience>,
    /// The largest file that is read, in MiB [default: 64]
    #[arg(long, env = "PRAXIS_MAX_FILE", value_name = "MIB")]
    pub max_file: Option<u64>,
    /// Seconds that reading one file may take [default: 10]
    #[arg(long, env = "PRAXIS_READ_TIMEOUT", value_name = "SECONDS")]
    pub read_timeout: Option<u64>,
    /// MiB of memory that reading files may take [default: 512]
    #[arg(long, env = "PRAXIS_READ_MEMORY", value_name = "MIB")]
    pub read_memory: Option<u64>,
    /// Milliseconds that a search may take before its answer is cut, and says so [default: 500]
    #[arg(long, env = "PRAXIS_DEADLINE", value_name = "MILLISECONDS")]
    pub deadline: Option<u64>,
    /// Logs as text or as JSON lines [default: text]
    #[arg(long, env = "PRAXIS_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
    /// What is logged: error, warn, info, debug or trace, also by module (praxis::indexer=debug) [default: info]
    #[arg(long, env = "PRAXIS_LOG", value_name = "LEVEL")]
    pub log: Option<String>,
    /// The encoder's weights, for search by meaning; `off` for search by words alone
    /// [default: models/e5-small-q4.bin beside the program or in the working folder]
    #[arg(long, env = "PRAXIS_MODEL", value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// A file of settings [default: praxis.toml, where there is one]
    #[arg(long, env = "PRAXIS_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
}

/// How changes of the folder are noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WatchMode {
    /// Events of the operating system, else a timer
    #[default]
    Auto,
    /// Events of the operating system
    Native,
    /// A timer: for network drives
    Poll,
}

/// Who may see paths and problems.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatusAudience {
    /// This machine
    #[default]
    Local,
    /// Everybody
    Public,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// The configuration in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    pub corpus: PathBuf,
    pub index: PathBuf,
    pub listen: SocketAddr,
    pub watch: WatchMode,
    pub reconcile: Duration,
    pub status: StatusAudience,
    /// Bytes.
    pub max_file: u64,
    pub read_timeout: Duration,
    /// Bytes.
    pub read_memory: u64,
    pub deadline: Duration,
    pub log_format: LogFormat,
    pub log: String,
    /// The encoder's weights; `None` where there are none.
    pub model: Option<PathBuf>,
}

impl Config {
    /// Settles what is in force: what was given (flags, then environment), then the file, then the defaults.
    ///
    /// # Errors
    /// When a file that was named cannot be read, or a file has a setting that does not exist or makes no sense.
    pub fn settle(given: Settings) -> anyhow::Result<Config> {
        let file = match &given.config {
            Some(path) => read(path)?,
            None if Path::new(DEFAULT_FILE).is_file() => read(Path::new(DEFAULT_FILE))?,
            None => Settings::default(),
        };
        let seconds =
            |given: Option<u64>, file: Option<u64>, default| Duration::from_secs(given.or(file).unwrap_or(default));
        let mebibytes =
            |given: Option<u64>, file: Option<u64>, default| given.or(file).unwrap_or(default).saturating_mul(1 << 20);
        let config = Config {
            corpus: given.corpus.or(file.corpus).unwrap_or_else(|| "corpus".into()),
            index: given.index.or(file.index).unwrap_or_else(|| "index".into()),
            listen: given.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            watch: given.watch.or(file.watch).unwrap_or_default(),
            reconcile: seconds(given.reconcile, file.reconcile, 60),
            status: given.status.or(file.status).unwrap_or_default(),
            max_file: mebibytes(given.max_file, file.max_file, 64),
            read_timeout: seconds(given.read_timeout, file.read_timeout, 10),
            read_memory: mebibytes(given.read_memory, file.read_memory, 512),
            deadline: Duration::from_millis(given.deadline.or(file.deadline).unwrap_or(500)),
            log_format: given.log_format.or(file.log_format).unwrap_or_default(),
            log: given.log.or(file.log).unwrap_or_else(|| "info".to_owned()),
            model: model(given.model.or(file.model)),
        };
        config.check()
    }

    fn check(self) -> anyhow::Result<Config> {
        for (name, time) in
            [("reconcile", self.reconcile), ("read_timeout", self.read_timeout), ("deadline", self.deadline)]
        {
            if time.is_zero() {
                bail!("{name} must be more than 0");
            }
        }
        Ok(self)
    }
}

/// The weights that are to be used: those named, else where they lie by themselves.
fn model(named: Option<PathBuf>) -> Option<PathBuf> {
    const USUAL: &str = "models/e5-small-q4.bin";
    match named {
        Some(off) if off.as_os_str() == "off" => None,
        Some(named) => Some(named),
        None => {
            let program = std::env::current_exe().ok();
            let beside = program.as_deref().and_then(Path::parent).map(|folder| folder.join(USUAL));
            beside.into_iter().chain([PathBuf::from(USUAL)]).find(|path| path.is_file())
        }
    }
}

fn read(path: &Path) -> anyhow::Result<Settings> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading the settings in {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("understanding the settings in {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_wins_over_the_file_and_the_file_over_defaults() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, "corpus = \"from-file\"\nreconcile = 5\nwatch = \"poll\"\n").expect("writing the file");
        let given = Settings { config: Some(path), reconcile: Some(7), ..Settings::default() };
        let config = Config::settle(given).expect("settings that make sense");
        assert_eq!(config.corpus, Path::new("from-file"));
        assert_eq!(config.reconcile, Duration::from_secs(7));
        assert_eq!(config.watch, WatchMode::Poll);
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    }

    #[test]
    fn a_setting_that_does_not_exist_is_named() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, "corpsu = \"x\"\n").expect("writing the file");
        let error = Config::settle(Settings { config: Some(path), ..Settings::default() }).expect_err("a typo");
        assert!(format!("{error:#}").contains("corpsu"), "{error:#}");
    }

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        CommandLine::command().debug_assert();
    }
}
