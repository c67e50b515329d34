//! What it costs to read files in a process of their own: `cargo bench --bench isolation [-- FILES]`.
//!
//! Writes 1,000 Word documents of about three pages (or so many), indexes the folder once with files read in child
//! processes and once without, by turns, and prints how many a second. All must be searchable; exits with 1 where
//! reading them apart is slower than 0.7 of reading them in one process.

use praxis::corpus::{Corpus, Scope};
use praxis::extract::{Extractor, Limits};
use praxis::index::Snapshot;
use praxis::indexer::{Indexer, Parts};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use zip::write::SimpleFileOptions;

const RATIO: f64 = 0.7;
/// Each way is measured so often; the best counts.
const TIMES: usize = 3;

fn main() -> ExitCode {
    let count: usize = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000);
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    for number in 0..count {
        std::fs::write(folder.path().join(format!("file-{number}.docx")), document(number)).expect("a file");
    }
    let program = PathBuf::from(env!("CARGO_BIN_EXE_praxis"));
    let (mut apart, mut together) = (0.0_f64, 0.0_f64);
    let mut complete = true;
    for _ in 0..TIMES {
        let (rate, found) = index(folder.path(), Extractor::child(program.clone(), Limits::default()));
        (apart, complete) = (apart.max(rate), complete && found == count);
        let (rate, found) = index(folder.path(), Extractor::in_process());
        (together, complete) = (together.max(rate), complete && found == count);
    }
    let ratio = apart / together;
    println!("{count} documents: {apart:.0} a second read apart, {together:.0} in one process; ratio {ratio:.2}");
    println!("all searchable: {complete}");
    if complete && ratio >= RATIO { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Documents indexed a second, and how many can be found.
fn index(folder: &Path, extractor: Extractor) -> (f64, usize) {
    let last: Arc<Mutex<Option<Arc<Snapshot>>>> = Arc::default();
    let published = Arc::clone(&last);
    let parts = Parts {
        corpus: Corpus::open(folder).expect("the folder"),
        extractor,
        countries: Vec::new(),
        encoder: None,
        publish: Box::new(move |snapshot| *published.lock().expect("nobody panics with it") = Some(snapshot)),
    };
    let begin = Instant::now();
    let mut indexer = Indexer::in_memory(parts).expect("an index in memory");
    indexer.look(&Scope::Everything);
    indexer.finish(|_| {}).expect("a pass over the folder");
    let took = begin.elapsed().as_secs_f64();
    let documents = last.lock().expect("nobody panics with it").as_ref().map_or(0, |snapshot| snapshot.documents);
    (documents as f64 / took, usize::try_from(documents).unwrap_or(usize::MAX))
}

/// About three pages of words, as a Word document.
fn document(number: usize) -> Vec<u8> {
    const WORDS: &[&str] = &[
        "street",
        "lamp",
        "young",
        "people",
        "evening",
        "council",
        "school",
        "park",
        "theft",
        "mediator",
        "summer",
        "police",
        "report",
        "meeting",
        "neighbour",
        "project",
        "evaluation",
        "budget",
        "volunteer",
        "training",
    ];
    let mut state = number as u64 * 2_654_435_761 + 12_345;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[usize::try_from(state >> 33).expect("a small number") % WORDS.len()]
    };
    let mut body =
        format!("<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Document {number}</w:t></w:r></w:p>");
    for _ in 0..24 {
        let words: Vec<&str> = (0..60).map(|_| word()).collect();
        body.push_str(&format!("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t>{}.</w:t></w:r></w:p>", words.join(" ")));
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("word/document.xml", format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")),
        (
            "word/styles.xml",
            "<w:styles><w:style w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style></w:styles>".to_owned(),
        ),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).expect("writing to memory succeeds");
        writer.write_all(text.as_bytes()).expect("writing to memory succeeds");
    }
    writer.finish().expect("writing to memory succeeds").into_inner()
}
