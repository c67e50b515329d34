//! `praxis extract`: what Praxis understands of one file, each value with its evidence.

use super::Outcome;
use crate::config::Config;
use crate::corpus::{Corpus, SIDECAR};
use crate::enrich;
use crate::formats;
use crate::index::Gap;
use crate::indexer::Understanding;
use crate::model::{Assigned, Basis, Document, Failure, LanguageBasis};
use anyhow::{Context, bail};
use std::path::Path;

/// Reads a file, inside a corpus or not, and prints what is understood of it.
///
/// # Errors
/// When the file or the corpus's vocabulary cannot be read, or no format fits.
pub fn extract(config: &Config, file: &Path, json: bool) -> anyhow::Result<Outcome> {
    let corpus = corpus(config, file)?;
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let full = std::fs::canonicalize(file)?;
    let inside = full.strip_prefix(corpus.root()).ok().map(|path| path.to_string_lossy().into_owned());
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let path = inside.unwrap_or(name);
    let mut parsed = match super::extractor(config)?.extract(&path, &bytes) {
        Ok(parsed) => *parsed,
        Err(Failure { status, reason, hint }) => {
            bail!("{}: {}: {reason}{}", file.display(), status.id(), parenthesised(hint.as_deref()));
        }
    };
    let sidecar = file.with_file_name(format!("{}{}", full.file_name().unwrap_or_default().to_string_lossy(), SIDECAR));
    if let Ok(text) = std::fs::read_to_string(sidecar) {
        let (stated, warnings) = formats::sidecar(&text);
        parsed.stated = formats::merge(parsed.stated, stated);
        parsed.warnings.extend(warnings);
    }
    let understanding = Understanding::read(&corpus, &super::countries());
    let document = enrich::enrich(&path, parsed, &understanding.knowledge());
    if json {
        println!("{}", serde_json::to_string_pretty(&document)?);
    } else {
        print(&document);
    }
    Ok(if document.problems.is_empty() { Outcome::Done } else { Outcome::LookAt })
}

/// The corpus whose vocabulary counts; where there is none, the file's own folder.
fn corpus(config: &Config, file: &Path) -> anyhow::Result<Corpus> {
    Corpus::open(&config.corpus).or_else(|error| {
        eprintln!("praxis: {error:#}; without its vocabulary no themes and partners are found");
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        Corpus::open(folder.unwrap_or(Path::new(".")))
    })
}

fn parenthesised(hint: Option<&str>) -> String {
    hint.map(|hint| format!(" ({hint})")).unwrap_or_default()
}

fn print(document: &Document) {
    println!("{}", document.title);
    println!("  id          {}", document.id);
    println!("  format      {}", document.format);
    println!("  status      {}", document.status.id());
    let language_basis = match document.language_basis {
        LanguageBasis::Stated => "stated",
        LanguageBasis::Declared => "declared by the file",
        LanguageBasis::Detected => "found in the text",
        LanguageBasis::Undetermined => "not certain",
    };
    println!("  language    {} ({language_basis})", document.lang);
    if !document.summary.is_empty() {
        let basis = if document.summary_detected { "found in the text" } else { "stated" };
        println!("  summary     {} ({basis})", document.summary);
    }
    println!("  kind        {}", document.kind.map_or("not known", |kind| kind.id()));
    match (&document.date, &document.date_basis) {
        (Some(date), Some(basis)) => println!("  date        {date} ({})", known(basis)),
        _ => println!("  date        not known"),
    }
    if let Some((first, last)) = document.years.filter(|(first, last)| first != last) {
        println!("  years       {first}–{last}");
    }
    println!("  evaluation  {}", document.evaluation.id());
    assigned("theme", &document.themes);
    assigned("country", &document.countries);
    assigned("partner", &document.partners);
    for problem in &document.problems {
        println!("  to mend     {}{}", problem.reason, parenthesised(problem.hint.as_deref()));
    }
    for key in lacking(document) {
        println!("  to settle   {key} (write it into the front matter, or into {}{SIDECAR})", document.path);
    }
    println!("\n{}", document.text);
}

/// The keys of front matter by which a person would say what could not be found out.
fn lacking(document: &Document) -> Vec<&'static str> {
    let lacks = |gap: &Gap| match gap {
        Gap::Date => document.years.is_none(),
        Gap::Country => document.countries.is_empty(),
        Gap::Language => document.lang.is_undetermined(),
    };
    Gap::ALL.into_iter().filter(lacks).map(Gap::key).collect()
}

fn assigned(name: &str, values: &[Assigned]) {
    for value in values {
        let role = value.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
        println!("  {name:<11} {} ({}{role})", value.id, known(&value.basis));
    }
}

fn known(basis: &Basis) -> String {
    match basis {
        Basis::Stated => "stated".to_owned(),
        Basis::Declared => "declared by the file".to_owned(),
        Basis::Detected { sentence, text } => format!("“{text}” in: {}", sentence.trim()),
    }
}
