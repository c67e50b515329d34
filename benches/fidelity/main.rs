//! How faithfully files are read: `cargo bench --bench fidelity [-- KEEP]`.
//!
//! Writes documents of the corpus, with a table, notes, lists, running titles and two columns, in five languages, has
//! LibreOffice and pandoc make files of every format of them, reads these as the program does, and prints how many of
//! the words (word F1) and of the pairs of neighbouring words (bigram F1) of the source are found. PDFs are read both
//! ways, with `pdftotext` and by the reader built in, beside what `pdftotext` prints by itself. Exits with 1 where a
//! bound is missed. Needs `soffice`, `pandoc`, `pdftotext` and a font with Chinese; says so and does nothing without.
//! With KEEP, a folder, the files are left there.

mod score;
mod source;
mod write;

use praxis::extract::{Extractor, Limits};
use score::Score;
use source::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// The least that must be found of words and of pairs of words, by format; pairs of an Arabic PDF have one of their own.
const BOUNDS: &[(&str, f64, f64)] = &[
    ("docx", 0.99, 0.0),
    ("odt", 0.99, 0.0),
    ("rtf", 0.99, 0.0),
    ("epub", 0.99, 0.0),
    ("html", 0.99, 0.0),
    ("pptx", 0.96, 0.0),
    ("odp", 0.96, 0.0),
    ("pdf", 0.97, 0.95),
    ("pdf, built in", 0.97, 0.95),
];
const ARABIC_PAIRS: f64 = 0.80;

fn main() -> ExitCode {
    let missing: Vec<&str> =
        ["soffice", "pandoc", "pdftotext"].into_iter().filter(|program| !is_there(program)).collect();
    if !missing.is_empty() {
        println!("skipped: it needs {}", missing.join(", "));
        return ExitCode::SUCCESS;
    }
    let temporary = tempfile::tempdir().expect("a folder for the files");
    let kept = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let folder = kept.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder).expect("a folder for the files");
    let sources = source::all();
    for source in &sources {
        write::write(source, &folder);
    }
    make(&folder);
    let well = measure(&folder, &sources);
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
        || Command::new(program).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Has files of all formats made of what was written.
fn make(folder: &Path) {
    let written = |ending: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("the folder").filter_map(Result::ok).map(|entry| entry.path());
        let mut found: Vec<PathBuf> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
        found.sort();
        found
    };
    for (ending, formats) in [(".article.md", &["docx", "odt", "epub", "html"][..]), (".slides.md", &["pptx"][..])] {
        for source in written(ending) {
            for format in formats {
                let target = PathBuf::from(source.to_string_lossy().replace(".md", &format!(".pandoc.{format}")));
                run(Command::new("pandoc").arg("-s").arg(&source).arg("-o").arg(target));
            }
        }
    }
    for (ending, formats) in [(".fodt", &["odt", "docx", "rtf", "pdf"][..]), (".pandoc.pptx", &["odp", "pdf"][..])] {
        for format in formats {
            let profile = folder.join("profile").to_string_lossy().into_owned();
            run(Command::new("soffice")
                .arg(format!("-env:UserInstallation=file://{profile}"))
                .args(["--headless", "--convert-to", format, "--outdir"])
                .arg(folder)
                .args(written(ending)));
        }
    }
}

fn run(command: &mut Command) {
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(done.is_ok_and(|status| status.success()), "{command:?} failed");
}

/// Reads every file, prints what was found, and says whether the bounds are kept.
fn measure(folder: &Path, sources: &[Source]) -> bool {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_praxis"));
    let with = Extractor::child(program.clone(), Limits::default());
    let without = Extractor::child(program, Limits { programs: false, ..Limits::default() });
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the folder").filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    let mut sums: BTreeMap<(String, bool), Vec<Score>> = BTreeMap::new();
    let mut count = 0;
    println!("{:<34} {:>9} {:>9}   {:>9} {:>9}", "file", "words", "pairs", "pdftotext", "pairs");
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let format = name.rsplit('.').next().unwrap_or_default().to_owned();
        let Some(source) = sources.iter().find(|source| name.starts_with(&format!("{}.", source.language))) else {
            continue;
        };
        if !BOUNDS.iter().any(|(known, ..)| *known == format) {
            continue;
        }
        count += 1;
        let expected = if name.contains(".slides.") { source.slides_text() } else { source.text() };
        let bytes = std::fs::read(&file).expect("a file that was made");
        let arabic = source.language == "ar";
        let readers: &[(&Extractor, &str)] =
            if format == "pdf" { &[(&with, ""), (&without, ", built in")] } else { &[(&with, "")] };
        for (extractor, how) in readers {
            let found = extractor.extract(&name, &bytes).map_or_else(
                |failure| failure.reason,
                |parsed| format!("{}\n{}", parsed.title.unwrap_or_default(), parsed.text),
            );
            let score = Score::of(&expected, &found);
            let peer = (format == "pdf" && how.is_empty()).then(|| Score::of(&expected, &pdftotext(&file)));
            print!("{:<34} {:>9.4} {:>9.4}", format!("{name}{how}"), score.words, score.pairs);
            println!("{}", peer.map(|peer| format!("   {:>9.4} {:>9.4}", peer.words, peer.pairs)).unwrap_or_default());
            sums.entry((format!("{format}{how}"), arabic)).or_default().push(score);
            if let Some(peer) = peer {
                sums.entry(("pdftotext itself".to_owned(), arabic)).or_default().push(peer);
            }
        }
    }
    println!("\n{count} files; by format, the mean:");
    judge(&sums)
}

fn judge(sums: &BTreeMap<(String, bool), Vec<Score>>) -> bool {
    let mut well = true;
    for ((format, arabic), scores) in sums {
        let mean = |of: fn(&Score) -> f64| scores.iter().map(of).sum::<f64>() / scores.len() as f64;
        let (words, pairs) = (mean(|score| score.words), mean(|score| score.pairs));
        let bound = BOUNDS.iter().find(|(known, ..)| known == format);
        let missed = bound.is_some_and(|(_, least_words, least_pairs)| {
            let least_pairs = if *arabic { least_pairs.min(ARABIC_PAIRS) } else { *least_pairs };
            words < *least_words || pairs < least_pairs
        });
        well &= !missed;
        let script = if *arabic { "Arabic" } else { "others" };
        let note = if missed { "  MISSED" } else { "" };
        println!("{format:<20} {script:<8} {:>3} files {words:>9.4} {pairs:>9.4}{note}", scores.len());
    }
    well
}

/// What `pdftotext` prints by itself.
fn pdftotext(file: &Path) -> String {
    let printed = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(file).arg("-").output();
    printed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}
