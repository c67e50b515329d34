//! What damaged files cost: `cargo bench --bench damaged [-- FILES]`.
//!
//! Makes 5,000 files (or so many) from sound ones: bits flipped, cut short, named wrongly, empty, archives within
//! archives, under passwords, bombs. First each is read by itself, and none may take more than 12 seconds. Then all are
//! dropped into the folder of a running server, which must answer searches throughout, keep its memory within 1.5
//! times of what it was at rest, and say of each file what became of it; a sound file saved then must be found within
//! 3 seconds. Exits with 1 where a bound is missed.

mod damage;
#[path = "../running/server.rs"]
mod server;

use damage::{Chance, DAMAGES, Seed};
use praxis::extract::{Extractor, Limits};
use server::{Server, pause};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

const SLOWEST: Duration = Duration::from_secs(12);
const MEMORY: f64 = 1.5;
const NEXT: Duration = Duration::from_secs(3);
/// An answer that takes longer is none.
const ANSWER: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(5_000);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let files = damaged(&corpus, count);
    let mut well = one_by_one(&files);
    well &= all_at_once(&files);
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Names, what happened, and bytes.
fn damaged(corpus: &Path, count: usize) -> Vec<(String, &'static str, Vec<u8>)> {
    let seeds = damage::seeds(corpus);
    let bombs: Vec<Seed> = damage::bombs();
    let mut files: Vec<(String, &'static str, Vec<u8>)> = Vec::new();
    for number in 0..count.saturating_sub(bombs.len()) {
        let mut chance = Chance::new(number as u64 + 1);
        let (what, happens) = DAMAGES[number % DAMAGES.len()];
        let (ending, bytes) = happens(&seeds[chance.below(seeds.len())], &mut chance);
        files.push((format!("damaged-{number}.{ending}"), what, bytes));
    }
    for (number, (ending, bytes)) in bombs.into_iter().enumerate() {
        files.push((format!("bomb-{number}.{ending}"), "a bomb", bytes));
    }
    files
}

fn one_by_one(files: &[(String, &'static str, Vec<u8>)]) -> bool {
    let extractor = Extractor::child(PathBuf::from(env!("CARGO_BIN_EXE_praxis")), Limits::default());
    let mut rows: BTreeMap<&str, (usize, Duration, BTreeMap<&str, usize>)> = BTreeMap::new();
    let mut slowest = (Duration::ZERO, "");
    for (name, what, bytes) in files {
        let begin = Instant::now();
        let status = match extractor.extract(name, bytes) {
            Ok(parsed) => parsed.status,
            Err(failure) => {
                assert!(!failure.reason.is_empty(), "{name} has no reason");
                failure.status
            }
        };
        let took = begin.elapsed();
        slowest = slowest.max((took, name));
        let row = rows.entry(what).or_default();
        row.0 += 1;
        row.1 = row.1.max(took);
        *row.2.entry(status.id()).or_default() += 1;
    }
    println!("{:<26} {:>6} {:>10}   became", "what happened", "files", "slowest s");
    for (what, (count, slowest, became)) in &rows {
        let became: Vec<String> = became.iter().map(|(status, count)| format!("{status} {count}")).collect();
        println!("{what:<26} {count:>6} {:>10.2}   {}", slowest.as_secs_f64(), became.join(", "));
    }
    let well = slowest.0 <= SLOWEST;
    println!(
        "slowest of all: {} in {:.1} s{}\n",
        slowest.1,
        slowest.0.as_secs_f64(),
        if well { "" } else { "  MISSED" }
    );
    well
}

fn all_at_once(files: &[(String, &'static str, Vec<u8>)]) -> bool {
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let server = Server::start(folder.path(), &[]);
    for _ in 0..50 {
        drop(server.get("/api/v1/search?q=youth"));
    }
    let quiet = server.memory();
    let (done, unanswered, slowest, most) =
        (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let accounted = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let begin = Instant::now();
                let answered =
                    server.get("/api/v1/search?q=youth+violence")["total"].as_u64().is_some_and(|total| total > 0);
                let took = begin.elapsed();
                unanswered.fetch_add(u64::from(!answered || took > ANSWER), Ordering::Relaxed);
                slowest.fetch_max(u64::try_from(took.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
                most.fetch_max(server.memory(), Ordering::Relaxed);
                pause();
            }
        });
        let accounted = drop_in(&server, files);
        done.store(true, Ordering::Relaxed);
        accounted
    });
    fs::write(server.corpus.join("sound.md"), "# A sound one\n\nAbout zwetschgenbaum in the street.\n")
        .expect("a file");
    let next = server.wait(|| server.found("zwetschgenbaum").len() == 1);
    let (unanswered, most) = (unanswered.into_inner(), most.into_inner());
    let growth = most as f64 / quiet.max(1) as f64;
    let slowest = slowest.into_inner();
    let say = |what: &str, figure: String, well: bool| {
        println!("{what:<44} {figure:>16}{}", if well { "" } else { "  MISSED" });
        well
    };
    let mut well = say("searches without an answer within 2 s", unanswered.to_string(), unanswered == 0);
    say("slowest answer, ms", slowest.to_string(), true);
    well &= say("memory at rest and at most, MiB", format!("{} / {}", quiet >> 10, most >> 10), growth <= MEMORY);
    well &=
        say("files with a status and a reason", format!("{accounted} of {}", files.len()), accounted == files.len());
    well & say("the next sound file found after, s", format!("{:.2}", next.as_secs_f64()), next <= NEXT)
}

/// Drops the files into the folder, waits until the server is done with them, and says how many it accounts for.
fn drop_in(server: &Server, files: &[(String, &'static str, Vec<u8>)]) -> usize {
    let before = server.status()["files"]["on_disk"].as_u64().unwrap_or_default();
    let target = server.corpus.join("dropped");
    fs::create_dir_all(&target).expect("a folder");
    for (name, _, bytes) in files {
        fs::write(target.join(name), bytes).expect("a file");
    }
    let expected = before + files.len() as u64;
    let took = server.wait(|| {
        let files = &server.status()["files"];
        files["on_disk"] == expected && files["pending"] == 0
    });
    let status = server.status();
    println!("{} files dealt with in {:.0} s: {}", files.len(), took.as_secs_f64(), status["files"]);
    let account = &status["files"];
    let number = |key: &str| account[key].as_u64().unwrap_or_default();
    let failed: Vec<&serde_json::Value> = status["problems"].as_array().into_iter().flatten().collect();
    let explained = |name: &str| {
        let path = format!("dropped/{name}");
        failed.iter().any(|problem| {
            problem["path"] == path.as_str() && problem["reason"].as_str().is_some_and(|reason| !reason.is_empty())
        })
    };
    let listed = files.iter().filter(|(name, ..)| explained(name)).count();
    // Whatever is not listed is indexed without a remark: the account adds up only then.
    let adds_up =
        number("indexed") + number("failed") + number("ignored") == number("on_disk") && number("pending") == 0;
    println!(
        "{listed} of them listed with a reason; the account {}",
        if adds_up { "adds up" } else { "does NOT add up" }
    );
    if adds_up { files.len() } else { listed }
}
