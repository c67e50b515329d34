//! Runs a format's parser where it can do no harm: in a child process with limits, which is killed when it hangs and
//! replaced when it dies. One file can cost itself and no other.
//!
//! The child is this same program with a command of its own; see [`worker_main`]. This room knows how to give bytes
//! to a parser and what can become of that; it refuses to know what is inside a document.

mod child;
mod frame;
mod poppler;
mod worker;

pub use worker::worker_main;

use crate::formats;
use crate::model::{Failure, Parsed, ProblemStatus};
use child::{Child, Death};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The command by which this program becomes a worker.
pub const WORKER_COMMAND: &str = "extract-worker";

/// A parser's stack, in bytes. Parsers walk nested documents; what nests deeper than this is a mistake or an attack.
const STACK: usize = 64 << 20;

/// Files after which a child is replaced by a fresh one.
const FILES_PER_CHILD: u32 = 10_000;

/// What reading one file may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// For one file.
    pub time: Duration,
    /// Address space of the whole child, in bytes.
    pub memory: u64,
    /// What is made of one file: its text and HTML as the child hands them over, in bytes.
    pub output: u64,
    /// Whether programs of the machine that read a format well may be asked; else what is built in reads it.
    pub programs: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(10), memory: 512 << 20, output: 128 << 20, programs: true }
    }
}

/// What became of a file: what was read of it, or why nothing could be.
pub type Extracted = Result<Box<Parsed>, Failure>;

/// Reads files, one or several at a time, from as many threads as like to.
#[derive(Debug)]
pub struct Extractor {
    /// The program to run as a child; `None` reads in this process.
    program: Option<PathBuf>,
    limits: Limits,
    /// Children that wait for a file.
    idle: Mutex<Vec<Child>>,
    warned: AtomicBool,
}

impl Extractor {
    /// Reads in child processes: `program` is this program, or another one with the same [`WORKER_COMMAND`]. Where it
    /// cannot be started, files are read in this process, and the log says so once.
    pub fn child(program: PathBuf, limits: Limits) -> Extractor {
        Extractor { program: Some(program), limits, idle: Mutex::default(), warned: AtomicBool::new(false) }
    }

    /// Reads in this process: a panic costs its file; a hang or a lack of memory is not contained.
    pub fn in_process() -> Extractor {
        Extractor { program: None, limits: Limits::default(), idle: Mutex::default(), warned: AtomicBool::new(false) }
    }

    /// Reads a file. `path` decides by its ending which format it is.
    pub fn extract(&self, path: &str, bytes: &[u8]) -> Extracted {
        let Some(format) = formats::for_path(path, bytes) else {
            return Err(Failure::new(
                ProblemStatus::Unsupported,
                formats::no_reader(path),
                &formats::no_reader_hint(path),
            ));
        };
        let extracted = match &self.program {
            Some(program) => self.in_child(program, format.name, bytes),
            None => worker::parse_on_own_thread(format.name, bytes.to_vec()),
        };
        match extracted {
            Ok(parsed) if parsed.status.is_failure() => Err(unreadable(*parsed)),
            extracted => extracted,
        }
    }

    fn in_child(&self, program: &std::path::Path, format: &'static str, bytes: &[u8]) -> Extracted {
        loop {
            let idle = self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop();
            let mut child = match idle.map_or_else(|| Child::start(program, self.limits), Ok) {
                Ok(child) => child,
                Err(error) => return self.without_child(&error, format, bytes),
            };
            let served = child.served();
            match child.extract(format, bytes, self.limits.time) {
                Ok(extracted) => {
                    if child.served() < FILES_PER_CHILD {
                        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(child);
                    }
                    return extracted;
                }
                // Perhaps the child was worn out by others: only a fresh one tells whether this file is to blame.
                Err(Death::Crashed { .. } | Death::OutOfMemory) if served > 0 => {}
                Err(death) => return Err(self.words_for(death)),
            }
        }
    }

    fn words_for(&self, death: Death) -> Failure {
        match death {
            Death::TooSlow => Failure::new(
                ProblemStatus::Timeout,
                format!("reading it took longer than {} s", self.limits.time.as_secs_f64()),
                "split it into smaller documents, or save it again in a simpler form",
            ),
            Death::OutOfMemory => Failure::new(
                ProblemStatus::TooLarge,
                format!("reading it needed more than {} of memory", in_words(self.limits.memory)),
                "split it into smaller documents, or save it again in a simpler form",
            ),
            Death::TooMuch => Failure::new(
                ProblemStatus::TooLarge,
                format!("what is in it is larger than {}", in_words(self.limits.output)),
                "split it into smaller documents",
            ),
            Death::Crashed { how } => Failure::new(
                ProblemStatus::Damaged,
                format!("the reader crashed on it ({how})"),
                "save it again with another program",
            ),
        }
    }

    fn without_child(&self, error: &std::io::Error, format: &'static str, bytes: &[u8]) -> Extracted {
        if !self.warned.swap(true, Ordering::Relaxed) {
            tracing::warn!(%error, "cannot start a process for reading files: reading them in this one, without limits");
        }
        worker::parse_on_own_thread(format, bytes.to_vec())
    }
}

/// A file whose reader could make nothing of it: its first warning says why.
fn unreadable(parsed: Parsed) -> Failure {
    let why = parsed.warnings.into_iter().next().unwrap_or_default();
    Failure { status: parsed.status, reason: why.problem, hint: why.suggestion }
}

fn panicked() -> Failure {
    let reason = "the reader crashed on it (a mistake in Praxis)";
    Failure::new(ProblemStatus::Damaged, reason, "please report it, with the file if you may")
}

fn in_words(bytes: u64) -> String {
    if bytes >= 1 << 30 && bytes.is_multiple_of(1 << 30) {
        format!("{} GiB", bytes >> 30)
    } else {
        format!("{} MiB", bytes >> 20)
    }
}
