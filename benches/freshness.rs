//! How soon a change of the folder shows in search: `cargo bench --bench freshness [-- TRIES]`.
//!
//! Starts the program on a copy of the corpus and an empty index, then saves, replaces by rename, moves and deletes
//! documents and asks the API until the change shows. Then the large changes: a folder of 300 documents moved in,
//! 5,000 files in 350 folders copied in, both deleted; each must leave nothing missing and nothing extra. Exits with 1
//! if a bound is missed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The bounds: half of the changes within, and all of them.
const HALF: Duration = Duration::from_secs(1);
const WORST: Duration = Duration::from_secs(3);
/// For changes of thousands of files, after the last write.
const LARGE: Duration = Duration::from_secs(10);
/// When to stop waiting for a change at all.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let tries = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(40);
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let server = Server::start(folder.path());
    let mut well = small(&server, tries);
    well &= large(&server, folder.path());
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A running server over a folder of its own.
struct Server {
    process: Child,
    address: String,
    corpus: PathBuf,
}

impl Server {
    fn start(folder: &Path) -> Server {
        let corpus = folder.join("corpus");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), &corpus);
        let mut process = Command::new(env!("CARGO_BIN_EXE_praxis"))
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--model", "off"])
            .arg("--corpus")
            .arg(&corpus)
            .arg("--index")
            .arg(folder.join("index"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output is read");
        BufReader::new(output).read_line(&mut line).expect("the address");
        let server = Server { process, address: line.trim().to_owned(), corpus };
        server.wait(|| server.status_code("/ready") == 200);
        server
    }

    fn get(&self, path: &str) -> serde_json::Value {
        let text = ureq::get(format!("{}{path}", self.address))
            .call()
            .and_then(|mut answer| answer.body_mut().read_to_string())
            .unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn status_code(&self, path: &str) -> u16 {
        match ureq::get(format!("{}{path}", self.address)).call() {
            Ok(answer) => answer.status().as_u16(),
            Err(ureq::Error::StatusCode(code)) => code,
            Err(_) => 0,
        }
    }

    /// The paths of what a word finds.
    fn found(&self, word: &str) -> Vec<String> {
        let answer = self.get(&format!("/api/v1/search?q={word}&match=words&per_page=100"));
        let hits = answer["hits"].as_array().cloned().unwrap_or_default();
        hits.iter().filter_map(|hit| hit["path"].as_str().map(str::to_owned)).collect()
    }

    /// How long until something holds.
    fn wait(&self, holds: impl Fn() -> bool) -> Duration {
        let start = Instant::now();
        while !holds() {
            if start.elapsed() > PATIENCE {
                return PATIENCE;
            }
            pause();
        }
        start.elapsed()
    }

    fn files(&self) -> serde_json::Value {
        self.get("/api/v1/status")["files"].clone()
    }

    fn documents(&self) -> u64 {
        self.get("/api/v1/status")["documents"].as_u64().unwrap_or_default()
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
fn pause() {
    std::thread::sleep(Duration::from_millis(10));
}

fn text(word: &str) -> String {
    format!("---\nlanguage: en\ntitle: A note\n---\n\nA short note about {word} in the neighbourhood.\n")
}

/// One file at a time.
fn small(server: &Server, tries: usize) -> bool {
    let at = |name: &str| server.corpus.join(name);
    let mut times: [(&str, Vec<Duration>); 4] =
        [("saved", vec![]), ("replaced by rename", vec![]), ("moved", vec![]), ("deleted", vec![])];
    for one in 0..tries.div_ceil(4) {
        let (first, second) = (format!("freshword{one}a"), format!("freshword{one}b"));
        let (name, moved) = (format!("fresh-{one}.md"), format!("moved/fresh-{one}-moved.md"));
        fs::write(at(&name), text(&first)).expect("saving");
        times[0].1.push(server.wait(|| server.found(&first) == [name.clone()]));
        fs::write(at(".fresh.tmp"), text(&second)).expect("saving");
        fs::rename(at(".fresh.tmp"), at(&name)).expect("renaming");
        times[1].1.push(server.wait(|| server.found(&second) == [name.clone()] && server.found(&first).is_empty()));
        fs::create_dir_all(at("moved")).expect("a folder");
        fs::rename(at(&name), at(&moved)).expect("moving");
        times[2].1.push(server.wait(|| server.found(&second) == [moved.clone()]));
        fs::remove_file(at(&moved)).expect("deleting");
        times[3].1.push(server.wait(|| server.found(&second).is_empty()));
    }
    let mut all: Vec<Duration> = Vec::new();
    println!("{:<22} {:>5} {:>8} {:>8}", "change", "tries", "p50 ms", "worst ms");
    for (name, mut times) in times {
        times.sort();
        println!("{name:<22} {:>5} {:>8} {:>8}", times.len(), middle(&times).as_millis(), worst(&times).as_millis());
        all.append(&mut times);
    }
    all.sort();
    println!("{:<22} {:>5} {:>8} {:>8}", "all", all.len(), middle(&all).as_millis(), worst(&all).as_millis());
    middle(&all) <= HALF && worst(&all) <= WORST
}

fn middle(sorted: &[Duration]) -> Duration {
    sorted[sorted.len() / 2]
}

fn worst(sorted: &[Duration]) -> Duration {
    sorted.last().copied().unwrap_or_default()
}

/// Thousands of files at once, with the system's own `mv`, `cp -r` and `rm -r`.
fn large(server: &Server, folder: &Path) -> bool {
    let before = server.documents();
    let (moved, copied) = (folder.join("moved-in"), folder.join("copied-in"));
    for one in 0..300 {
        write(&moved.join(format!("note-{one}.md")), &text(&format!("bulkmove{one}")));
    }
    for one in 0..5_000 {
        let at = copied.join(format!("folder-{}/below-{}", one % 50, one % 350));
        write(&at.join(format!("note-{one}.md")), &text(&format!("bulkcopy{one}")));
    }
    println!("\n{:<40} {:>9} {:>10} {:>9} {:>8}", "change", "documents", "files", "on disk", "settled");
    let corpus = server.corpus.display();
    let steps: [(&str, String, u64); 4] = [
        ("mv of a folder of 300", format!("mv {} {corpus}/moved-in", moved.display()), before + 300),
        ("cp -r of 5,000 in 350 folders", format!("cp -r {} {corpus}/copied-in", copied.display()), before + 5_300),
        ("rm -r of the 300", format!("rm -r {corpus}/moved-in"), before + 5_000),
        ("rm -r of the 5,000", format!("rm -r {corpus}/copied-in"), before),
    ];
    let mut well = true;
    for (name, command, expected) in steps {
        let done = Command::new("sh").args(["-c", &command]).status().expect("a shell").success();
        let settled = server.wait(|| server.documents() == expected && server.files()["pending"] == 0);
        let (documents, files, on_disk) = (server.documents(), server.files(), walked(&server.corpus));
        let right = done && documents == expected && files["on_disk"] == on_disk && settled <= LARGE;
        let said = if right { "" } else { "  MISSED" };
        println!(
            "{name:<40} {documents:>9} {:>10} {on_disk:>9} {:>6.1} s{said}",
            files["on_disk"].as_u64().unwrap_or_default(),
            settled.as_secs_f64()
        );
        well &= right;
    }
    let complete = [0, 17, 299].iter().all(|one| server.found(&format!("bulkmove{one}")).is_empty());
    well && complete
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Files below a folder, as the account of a corpus counts them: not below folders that begin with `_` or a dot.
fn walked(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let of = |entry: fs::DirEntry| {
        let hidden = entry.file_name().to_string_lossy().starts_with(['_', '.']);
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => {
                if hidden {
                    0
                } else {
                    walked(&entry.path())
                }
            }
            Ok(_) => 1,
            Err(_) => 0,
        }
    };
    entries.map(of).sum()
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
