//! The program itself on a ready index: how soon it answers, what memory it takes, how soon a saved file is found. It
//! runs without an encoder, which would encode the whole corpus beside what is measured.

use crate::queries::Asked;
use praxis::facets::FACETS;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often a file is saved and looked for.
const SAVES: usize = 9;

/// Gives up on something that does not come.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Served {
    /// From starting the program to its first answer that finds something.
    pub(crate) start: Duration,
    /// Anonymous memory, in bytes, once it has answered the whole mix.
    pub(crate) memory: u64,
    /// The median time from saving a file to finding it.
    pub(crate) save: Duration,
}

struct Server {
    process: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended, or ended now.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Indexes a folder with the program. Returns how long that took.
pub(crate) fn index(corpus: &Path, index: &Path) -> Duration {
    let started = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_praxis"));
    command.args(["index", "--model", "off"]).arg("--corpus").arg(corpus).arg("--index").arg(index);
    // It says by its status whether there is something to look at in the files, as there is.
    command.stdout(Stdio::null()).stderr(Stdio::inherit()).status().expect("the program runs");
    started.elapsed()
}

pub(crate) fn serve(corpus: &Path, index: &Path, mix: &[Asked]) -> Served {
    let started = Instant::now();
    let server = Server::start(corpus, index);
    server.wait(|| server.total("") > 0);
    let start = started.elapsed();
    server.wait(|| ureq::get(format!("{}/ready", server.address)).call().is_ok());
    for asked in mix {
        std::hint::black_box(server.get(&address(asked)));
    }
    let memory = server.anonymous_memory();
    let mut saves: Vec<Duration> = (0..SAVES).map(|number| server.save(corpus, number)).collect();
    saves.sort();
    Served { start, memory, save: saves[SAVES / 2] }
}

impl Server {
    fn start(corpus: &Path, index: &Path) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_praxis"));
        command.args(["serve", "--model", "off", "--listen", "127.0.0.1:0", "--log", "warn"]);
        command.arg("--corpus").arg(corpus).arg("--index").arg(index);
        let mut process = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output is read");
        BufReader::new(output).read_line(&mut line).expect("the address");
        Server { process, address: line.trim().to_owned() }
    }

    fn get(&self, path: &str) -> serde_json::Value {
        let answer = ureq::get(format!("{}{path}", self.address)).call();
        let text = answer.and_then(|mut answer| answer.body_mut().read_to_string()).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn total(&self, text: &str) -> u64 {
        self.get(&format!("/api/v1/search?match=words&q={text}"))["total"].as_u64().unwrap_or_default()
    }

    fn save(&self, corpus: &Path, number: usize) -> Duration {
        let word = format!("savedword{number}x");
        let path = corpus.join(format!("saved-{number}.md"));
        let started = Instant::now();
        fs::write(&path, format!("---\nlanguage: en\ntitle: A note\n---\n\nA note about {word}.\n")).expect("saving");
        self.wait(|| self.total(&word) == 1);
        let took = started.elapsed();
        fs::remove_file(&path).expect("deleting");
        self.wait(|| self.total(&word) == 0);
        took
    }

    fn wait(&self, holds: impl Fn() -> bool) {
        let started = Instant::now();
        while !holds() {
            assert!(started.elapsed() < PATIENCE, "the program does not answer as it should");
            pause();
        }
    }

    fn anonymous_memory(&self) -> u64 {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("a Linux kernel's account");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("anonymous memory");
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number of kB");
        kilobytes << 10
    }
}

#[expect(clippy::disallowed_methods, reason = "a server is asked from outside, as a person would")]
fn pause() {
    std::thread::sleep(Duration::from_millis(5));
}

fn address(asked: &Asked) -> String {
    let encoded =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let mut address = format!("/api/v1/search?q={}", encoded(&asked.text()));
    for (facet, value) in &asked.choices[..asked.chosen] {
        let value = encoded(value);
        let written = match FACETS[*facet].key {
            praxis::model::YEAR => write!(address, "&year_from={value}&year_to={value}"),
            key => write!(address, "&{key}={value}"),
        };
        written.expect("writing into memory");
    }
    address
}
