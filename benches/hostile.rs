//! What the worst queries cost: `cargo bench --bench hostile [-- DOCUMENTS]`.
//!
//! Indexes generated documents in memory (10,000 unless told otherwise), asks queries of up to 8 KiB that are made to
//! hurt, and prints the processor time that each answer took. Exits with 1 if one took more than 100 ms.

use praxis::analysis::Analysis;
use praxis::enrich::{self, Knowledge};
use praxis::index::{Entry, Index, Snapshot, Surroundings};
use praxis::model::{Fingerprint, Parsed, Query, Stated};
use praxis::search::{self, Limits};
use praxis::thesaurus::{Thesaurus, Vocabulary};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

const BOUND: Duration = Duration::from_millis(100);

/// How often each query is asked; the median counts.
const TIMES: usize = 9;

fn main() -> ExitCode {
    let documents = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(10_000);
    let (snapshot, sample) = corpus(documents);
    println!(
        "{documents} documents\n{:<34} {:>6} {:>9} {:>12} {:>12}",
        "query", "bytes", "found", "median ms", "worst ms"
    );
    let mut well = true;
    for (name, text) in queries(&sample) {
        let query = Query { text: text.clone(), ..Query::default() };
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..TIMES {
            let before = processor_time();
            found = search::answer(&query, &snapshot, &Limits::default()).expect("an answer").total;
            times.push(processor_time().saturating_sub(before));
        }
        times.sort();
        let (median, worst) = (times[TIMES / 2], times[TIMES - 1]);
        let missed = if median > BOUND { "  MISSED" } else { "" };
        well &= median <= BOUND;
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        println!("{name:<34} {:>6} {found:>9} {:>12.1} {:>12.1}{missed}", text.len(), ms(median), ms(worst));
    }
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What this thread has used of a processor.
fn processor_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|number| number.parse().ok()).expect("a Linux kernel's account");
    Duration::from_nanos(nanoseconds)
}

/// Documents of words drawn as words are (the n-th most common a share of 1/n), in three languages.
fn corpus(documents: usize) -> (Snapshot, Vec<String>) {
    let analysis = Arc::new(Analysis::built_in());
    let themes = include_str!("../corpus/_vocabulary/themes.yaml");
    let (vocabulary, _) = Vocabulary::parse(Some(themes), None, None);
    let thesaurus = Arc::new(Thesaurus::build(vocabulary, &[], &analysis).0);
    let knowledge = Knowledge { thesaurus: &thesaurus, analysis: &analysis };
    let mut index = Index::in_memory(Arc::clone(&analysis)).expect("an index in memory");
    let mut random = Random(7);
    let words: Vec<String> = (0..30_000).map(|_| random.word()).collect();
    for place in 0..documents {
        let text: Vec<&str> = (0..150).map(|_| words[random.zipf(words.len())].as_str()).collect();
        let language = ["en", "fr", "es"][place % 3];
        let stated = Stated {
            language: Some(language.to_owned()),
            title: Some(text[..6].join(" ")),
            themes: Some(vec!["street-gangs".to_owned()]),
            countries: Some(vec!["CA".to_owned()]),
            partners: Some(Vec::new()),
            ..Stated::default()
        };
        let parsed = Parsed { stated, text: text.join(" "), ..Parsed::default() };
        let document = enrich::enrich(&format!("{place}.md"), parsed, &knowledge);
        let entry = Entry { document: &document, claim: &document.id.0, file: Fingerprint::default(), vocabulary: 0 };
        index.put(&entry).expect("taking a document in");
    }
    index.commit().expect("a commit");
    let snapshot = index.snapshot(Surroundings { thesaurus, ready: true, ..Surroundings::default() });
    (snapshot.expect("a snapshot"), words)
}

fn queries(words: &[String]) -> Vec<(&'static str, String)> {
    let fill = |part: &str| part.repeat(8_192 / part.len());
    let cut = |mut text: String| {
        text.truncate(text.floor_char_boundary(8_192));
        text
    };
    let common = words[..1_000].join(" ");
    let alphabet: String = ('a'..='z').map(|letter| format!("{letter}{letter}* {letter}a* ")).collect();
    vec![
        ("nested parentheses", "(".repeat(4_096) + &")".repeat(4_096)),
        ("one letter", fill("a ")),
        ("every prefix of two letters", cut(fill(&alphabet))),
        ("one short prefix", "ba*".to_owned()),
        ("stars", fill("*")),
        ("common words", cut(common.clone())),
        ("common words, excluded", cut(words[..1_000].iter().map(|word| format!("-{word} ")).collect())),
        (
            "phrases of common words",
            cut(words.chunks(3).take(600).map(|three| format!("\"{}\" ", three.join(" "))).collect()),
        ),
        ("one endless phrase", format!("\"{}\"", cut(common))),
        ("unknown long words", cut((0..900).map(|place| format!("zzyzx{place}qwertyuiop ")).collect())),
        ("one word of 8 KiB", "x".repeat(8_192)),
        ("themes", fill("gangs de rue pandillas street gangs ")),
        ("combining marks", fill("e\u{301}\u{301}\u{301}")),
        ("no spaces, Chinese", cut("青少年暴力预防犯罪".repeat(400))),
        ("minus signs", fill("- ")),
        ("question of many words", cut(words[..800].join(" ")) + "?"),
        ("everything", String::new()),
    ]
}

/// A small generator of numbers (xorshift), the same on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A place below `most`, each n-th with a share of about 1/n.
    fn zipf(&mut self, most: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (((most as f64).ln() * share).exp() as usize).saturating_sub(1).min(most - 1)
    }

    fn word(&mut self) -> String {
        let syllables = 2 + self.next() % 3;
        let syllable = |random: &mut Random| {
            let consonants = b"bcdfglmnprstv";
            let vowels = b"aeiou";
            let at = |list: &[u8], number: u64| char::from(list[number as usize % list.len()]);
            format!("{}{}", at(consonants, random.next()), at(vowels, random.next()))
        };
        (0..syllables).map(|_| syllable(self)).collect()
    }
}
