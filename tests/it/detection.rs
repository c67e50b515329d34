//! What Praxis finds out by itself of the project's own corpus, against what is known of it.

use praxis::analysis::Analysis;
use praxis::corpus::Corpus;
use praxis::enrich;
use praxis::formats;
use praxis::i18n;
use praxis::indexer::Understanding;
use praxis::model::{Assigned, Document, Parsed, Stated};
use praxis::thesaurus::CountryName;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is true of a document that states nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    path: String,
    language: String,
    themes: BTreeSet<String>,
    /// What a second reader put on the text's catalogue card.
    card: BTreeSet<String>,
    /// What that reader would accept: neither demanded nor wrong.
    #[serde(default)]
    also: BTreeSet<String>,
    countries: BTreeSet<String>,
    partners: BTreeSet<String>,
    /// The first and, where it has ended, the last.
    years: Vec<i32>,
}

impl Truth {
    /// Whether what is told took place in these years.
    fn has_years(&self, (first, last): (i32, i32)) -> bool {
        match self.years[..] {
            [from] => first >= from,
            [from, to] => first >= from && last <= to,
            _ => false,
        }
    }
}

#[derive(Deserialize)]
struct Truths {
    document: Vec<Truth>,
}

/// How much of what is true was found, and how much of what was found is not true.
#[derive(Default)]
struct Figures {
    known: usize,
    found: usize,
    given: usize,
    wrong: usize,
}

impl Figures {
    fn add(&mut self, known: &BTreeSet<String>, also: &BTreeSet<String>, given: &[Assigned]) {
        let given: BTreeSet<String> = given.iter().map(|value| value.id.clone()).collect();
        self.known += known.len();
        self.given += given.len();
        self.found += given.intersection(known).count();
        self.wrong += given.iter().filter(|id| !known.contains(*id) && !also.contains(*id)).count();
    }

    fn recall(&self) -> f64 {
        self.found as f64 / self.known as f64
    }

    fn error(&self) -> f64 {
        self.wrong as f64 / self.given as f64
    }

    fn line(&self, what: &str) -> String {
        let (recall, error) = (100.0 * self.recall(), 100.0 * self.error());
        let Figures { known, found, given, wrong } = self;
        format!(
            "{what:<34} {found:>4} of {known:<4} found {recall:>5.1} %   {wrong:>4} of {given:<4} wrong {error:>5.1} %"
        )
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn understanding() -> Understanding {
    let names = i18n::country_names(Analysis::languages()).into_iter();
    let names: Vec<_> = names.map(|(code, lang, name)| CountryName { code, lang, name }).collect();
    Understanding::read(&Corpus::open(&root()).expect("the corpus of the project"), &names)
}

fn parsed(path: &str) -> Parsed {
    let bytes = std::fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    (formats::for_path(path, &bytes).expect("a format that is read").parse)(&bytes)
}

fn without_front_matter(understanding: &Understanding) -> Vec<(Truth, Document)> {
    let truths: Truths = toml::from_str(include_str!("../data/detection/truth.toml")).expect("the list of truths");
    let understand = |truth: Truth| {
        let document = enrich::enrich(&truth.path, parsed(&truth.path), &understanding.knowledge());
        assert_eq!(document.stated, Stated::default(), "{} states something", truth.path);
        (truth, document)
    };
    truths.document.into_iter().map(understand).collect()
}

/// The figures that were reached on the documents without front matter. `cargo test --test it detection -- --nocapture`
/// prints the table.
#[test]
fn documents_that_state_nothing_are_understood() {
    let understanding = understanding();
    let documents = without_front_matter(&understanding);
    assert!(documents.len() >= 25, "{} documents without front matter", documents.len());
    let mut figures: BTreeMap<&str, Figures> = BTreeMap::new();
    let none = BTreeSet::new();
    let mut languages = 0;
    for (truth, document) in &documents {
        languages += usize::from(document.lang.as_str() == truth.language);
        figures.entry("themes").or_default().add(&truth.themes, &truth.also, &document.themes);
        figures.entry("themes, by the labels alone").or_default().add(&truth.themes, &none, &document.themes);
        let accepted = truth.themes.union(&truth.also).cloned().collect();
        figures.entry("themes, by the reader's card").or_default().add(&truth.card, &accepted, &document.themes);
        figures.entry("countries").or_default().add(&truth.countries, &none, &document.countries);
        figures.entry("partners").or_default().add(&truth.partners, &none, &document.partners);
    }
    println!("without front matter: {} documents, language right for {languages}", documents.len());
    for (what, figures) in &figures {
        println!("{}", figures.line(what));
    }
    let dated = documents.iter().filter_map(|(truth, document)| Some((truth, document.years?)));
    let wrong: Vec<&str> =
        dated.clone().filter(|(truth, years)| !truth.has_years(*years)).map(|(truth, _)| truth.path.as_str()).collect();
    println!("dates {:>31} of {:<4} found {:>11} wrong", dated.clone().count(), documents.len(), wrong.len());
    assert_eq!(wrong, Vec::<&str>::new());
    assert!(dated.count() >= 22);
    assert_eq!(languages, documents.len());
    for (what, recall, error) in [
        ("themes", 0.85, 0.10),
        ("themes, by the labels alone", 0.85, 0.30),
        ("themes, by the reader's card", 0.85, 0.10),
        ("countries", 0.90, 0.10),
        ("partners", 0.90, 0.06),
    ] {
        let figures = &figures[what];
        assert!(figures.recall() >= recall && figures.error() <= error, "{}", figures.line(what));
    }
}

/// Documents that state their values, read without what they state. People state few of the themes that a text deals
/// with, and by meaning rather than by word, so that these figures are lower; they are held against getting worse. The
/// weights of themes come from these documents. `cargo test --test it detection -- --nocapture` prints the table, by
/// language too.
#[test]
fn documents_with_front_matter_would_be_understood_without() {
    let understanding = understanding();
    let knowledge = understanding.knowledge();
    let mut figures: BTreeMap<String, Figures> = BTreeMap::new();
    let (mut languages, mut documents) = (0, 0);
    let none = BTreeSet::new();
    for path in paths(&root(), &root()) {
        let stated = enrich::enrich(&path, parsed(&path), &knowledge);
        if stated.stated == Stated::default() {
            continue;
        }
        let mut bare = parsed(&path);
        bare.title = Some(stated.title.clone());
        bare.stated = Stated::default();
        let found = enrich::enrich(&path, bare, &knowledge);
        documents += 1;
        languages += usize::from(found.lang == stated.lang);
        let ids = |values: &[Assigned]| -> BTreeSet<String> {
            values.iter().map(|value| value.id.clone()).filter(|id| id != "international").collect()
        };
        let themes = ids(&stated.themes);
        for what in ["themes".to_owned(), format!("themes, {}", stated.lang)] {
            figures.entry(what).or_default().add(&themes, &none, &found.themes);
        }
        figures.entry("countries".to_owned()).or_default().add(&ids(&stated.countries), &none, &found.countries);
        figures.entry("partners".to_owned()).or_default().add(&ids(&stated.partners), &none, &found.partners);
    }
    println!("front matter taken off: {documents} documents, language right for {languages}");
    for (what, figures) in &figures {
        println!("{}", figures.line(what));
    }
    assert_eq!(languages, documents);
    for (what, recall, error) in [("themes", 0.50, 0.44), ("countries", 0.84, 0.05), ("partners", 0.82, 0.10)] {
        let figures = &figures[what];
        assert!(figures.recall() >= recall && figures.error() <= error, "{}", figures.line(what));
    }
}

fn paths(folder: &Path, root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the corpus") {
        let path = entry.expect("an entry of a folder").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && !name.starts_with('_') {
            found.extend(paths(&path, root));
        } else if name.ends_with(".md") && !name.starts_with('_') {
            found.push(path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned());
        }
    }
    found.sort();
    found
}

/// The mapping names labels of the records and concepts that are there.
#[test]
fn labels_and_truths_name_what_the_vocabulary_has() {
    let understanding = understanding();
    let thesaurus = understanding.knowledge().thesaurus;
    let labels: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("../data/detection/labels.toml")).expect("the labels");
    assert_eq!(labels.len(), 336);
    let unknown: Vec<_> = labels.values().flatten().filter(|id| thesaurus.concept(id).is_none()).collect();
    assert_eq!(unknown, Vec::<&String>::new());
    let truths: Truths = toml::from_str(include_str!("../data/detection/truth.toml")).expect("the list of truths");
    for truth in &truths.document {
        let themes = truth.themes.iter().chain(&truth.card).chain(&truth.also);
        assert!(themes.into_iter().all(|id| thesaurus.concept(id).is_some()), "{}", truth.path);
        assert!(truth.partners.iter().all(|id| thesaurus.partner(id).is_some()), "{}", truth.path);
        assert!(truth.themes.is_disjoint(&truth.also), "{}", truth.path);
    }
}
