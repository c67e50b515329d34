//! How soon a change of the folder shows in search: `cargo bench --bench freshness [-- TRIES]`.
//!
//! Starts the program on a copy of the corpus and an empty index, then saves, replaces by rename, moves and deletes
//! documents and asks the API until the change shows. Then the large changes: a folder of 300 documents moved in,
//! 5,000 files in 350 folders copied in, both deleted; each must leave nothing missing and nothing extra. At last the
//! small ones again, with the encoder, while 1,000 documents wait for it. Exits with 1 if a bound is missed.

#[path = "running/server.rs"]
mod server;

use server::Server;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

/// The bounds: half of the changes within, and all of them.
const HALF: Duration = Duration::from_secs(1);
const WORST: Duration = Duration::from_secs(3);
/// For changes of thousands of files, after the last write.
const LARGE: Duration = Duration::from_secs(10);
/// Documents that wait to be encoded while others are saved.
const WAITING: usize = 1_000;

fn main() -> ExitCode {
    let tries = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(40);
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let server = Server::start(folder.path(), &["--model", "off"]);
    let mut well = small(&server, tries);
    well &= large(&server, folder.path());
    println!("memory of its own that the server holds then: {} MiB", server.memory() >> 10);
    drop(server);
    well &= while_encoding(tries);
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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

/// The same while a thousand documents that were just saved wait to be encoded for search by meaning.
fn while_encoding(tries: usize) -> bool {
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let server = Server::start(folder.path(), &[]);
    if server.status()["meaning"]["state"] == "off" {
        println!("\nwhile others wait to be encoded: skipped, the encoder's file is not there");
        return true;
    }
    let before = documents(&server);
    for one in 0..WAITING {
        write(&server.corpus.join(format!("waiting/note-{one}.md")), &text(&format!("waiting{one}")));
    }
    server.wait(|| documents(&server) == before + WAITING as u64);
    println!("\nwhile {WAITING} others wait to be encoded");
    let well = small(&server, tries);
    let meaning = server.status()["meaning"].clone();
    println!("encoded by then: {} of {} passages", meaning["encoded"], meaning["passages"]);
    well && meaning["state"] == "encoding"
}

/// Thousands of files at once, with the system's own `mv`, `cp -r` and `rm -r`.
fn large(server: &Server, folder: &Path) -> bool {
    let before = documents(server);
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
        let settled = server.wait(|| documents(server) == expected && files(server)["pending"] == 0);
        let (documents, files, on_disk) = (documents(server), files(server), walked(&server.corpus));
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

fn files(server: &Server) -> serde_json::Value {
    server.status()["files"].clone()
}

fn documents(server: &Server) -> u64 {
    server.status()["documents"].as_u64().unwrap_or_default()
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
