//! The program, started on a copy of the corpus and asked from outside, as a person would.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// When to stop waiting for a change at all.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1_800);

/// A running server over a folder of its own.
pub(crate) struct Server {
    process: Child,
    address: String,
    pub(crate) corpus: PathBuf,
}

impl Server {
    /// A server on a copy of the project's corpus in this folder, once it has read all of it. `arguments` are its own.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Server {
        let corpus = folder.join("corpus");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), &corpus);
        let mut process = Command::new(env!("CARGO_BIN_EXE_praxis"))
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "error", "--corpus"])
            .arg(&corpus)
            .arg("--index")
            .arg(folder.join("index"))
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output is piped");
        BufReader::new(output).read_line(&mut line).expect("its first line is the address");
        let server = Server { process, address: line.trim().to_owned(), corpus };
        server.wait(|| server.status()["ready"] == true);
        server
    }

    /// What the API answers at an address; null where it does not answer.
    pub(crate) fn get(&self, path: &str) -> serde_json::Value {
        let text = ureq::get(format!("{}{path}", self.address))
            .call()
            .and_then(|mut answer| answer.body_mut().read_to_string())
            .unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    pub(crate) fn status(&self) -> serde_json::Value {
        self.get("/api/v1/status")
    }

    /// The paths of what a word finds.
    pub(crate) fn found(&self, word: &str) -> Vec<String> {
        let answer = self.get(&format!("/api/v1/search?q={word}&match=words&per_page=100"));
        let hits = answer["hits"].as_array().cloned().unwrap_or_default();
        hits.iter().filter_map(|hit| hit["path"].as_str().map(str::to_owned)).collect()
    }

    /// How long until something holds; at most [`PATIENCE`].
    pub(crate) fn wait(&self, holds: impl Fn() -> bool) -> Duration {
        let start = Instant::now();
        while !holds() && start.elapsed() < PATIENCE {
            pause();
        }
        start.elapsed()
    }

    /// Memory of its own that it holds, in KiB; its children's is not in it.
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended, or ended now.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[expect(clippy::disallowed_methods, reason = "a server is asked from outside, as a person would")]
pub(crate) fn pause() {
    std::thread::sleep(Duration::from_millis(10));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
