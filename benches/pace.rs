//! What an answer costs, beside others, in one run: `cargo bench --bench pace [-- quick | DOCUMENTS…] [kept]`.
//!
//! Generates a corpus in five languages (`pace/corpus.rs`) of 10,000 and of 100,000 documents below `target/pace`,
//! indexes it in each way, and asks a fixed mix of queries (`pace/queries.rs`) of each engine in turn:
//!
//! - **raw**: tantivy out of the box, as its own basic example has it: one body field, the default tokenizer, the query
//!   parser with its defaults (*any* of the words), the best 10 and the count. This is the reference: what someone gets
//!   who takes the engine as it comes. Beside it **raw, all words** asks for all of them, so that nobody is misled:
//!   counting fewer documents is less work.
//! - **same**: tantivy made to do what the page needs (`pace/engine.rs`).
//! - **praxis**: the whole answer: 20 hits with snippets and reasons, the exact total, all facets, translations folded.
//!
//! `quick` is 10,000 documents alone; `kept` takes the indexes that an earlier run has left and measures no indexing.
//! Prints a table and appends a line for each size to `benches/history.csv`, unless `kept`. Exits with 1 if a bound is
//! missed.

#[path = "pace/corpus.rs"]
mod corpus;
#[path = "pace/engine.rs"]
mod engine;
#[path = "pace/indexing.rs"]
mod indexing;
#[path = "pace/languages.rs"]
mod languages;
#[path = "pace/measure.rs"]
mod measure;
#[path = "pace/queries.rs"]
mod queries;
#[path = "pace/random.rs"]
mod random;
#[path = "pace/report.rs"]
mod report;
#[path = "pace/serving.rs"]
mod serving;

use engine::{Raw, Same};
use indexing::{Indexed, Place};
use measure::{Times, in_turn};
use praxis::enrich::Knowledge;
use praxis::search::{Limits, answer};
use queries::Asked;
use report::{Figures, Report};
use std::process::ExitCode;
use std::time::Duration;

/// Queries of the mix, and how often each is asked.
const QUERIES: usize = 300;
const ROUNDS: usize = 7;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = if has("quick") { vec![10_000] } else { vec![10_000, 100_000] };
    }
    let mut well = true;
    for documents in sizes {
        let report = Report { documents, figures: measure(documents, has("kept")) };
        report.print();
        if !has("kept") {
            report.append();
        }
        well &= report.is_well();
    }
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn measure(documents: usize, kept: bool) -> Figures {
    let place = Place::new(documents);
    let generated = corpus::Corpus::generate(documents);
    let Indexed { rates, text } = indexing::index(&place, &generated, kept);
    let understanding = place.understanding();
    let knowledge = Knowledge { thesaurus: &understanding.thesaurus, analysis: &understanding.analysis };
    let mix = queries::queries(QUERIES, &generated.files, &knowledge);
    drop(generated);
    let served = serving::serve(&place.corpus(), &place.index(), &mix);
    let snapshot = place.snapshot(&understanding);
    let raw = Raw::open(&place.raw()).expect("the raw index");
    let same = Same::open(&place.same()).expect("the index of the same");
    println!("segments: praxis {}, raw {}", place.segments(), raw.segments());
    let texts: Vec<String> = mix.iter().map(Asked::text).collect();
    let praxis = |query: usize, chosen: usize| {
        let results = answer(&mix[query].query(chosen), &snapshot, &Limits { deadline: Duration::MAX / 4 });
        let results = results.expect("an answer");
        usize::try_from(results.total).expect("few documents")
    };
    let times = in_turn(
        QUERIES,
        ROUNDS,
        &[
            &|query| raw.any(&texts[query]),
            &|query| raw.all(&texts[query]),
            &|query| same.answer(&mix[query], mix[query].chosen),
            &|query| praxis(query, mix[query].chosen),
        ],
    );
    let by_groups = in_turn(
        QUERIES,
        ROUNDS,
        &[&|query| praxis(query, 0), &|query| praxis(query, 1), &|query| praxis(query, 2), &|query| praxis(query, 3)],
    );
    let [any, all, same, praxis]: [Times; 4] = times.try_into().expect("four engines");
    Figures { any, all, same, praxis, by_groups, rates, text, disk: place.disk(), served }
}
