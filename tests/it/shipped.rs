//! The corpus that the project ships with, indexed once: how much of it there is and in which languages, and whether its
//! facets look right to a person who browses.

use praxis::analysis::{Analysis, Analyzer};
use praxis::corpus::{Corpus, Scope};
use praxis::extract::Extractor;
use praxis::i18n;
use praxis::index::Snapshot;
use praxis::indexer::{Indexer, Parts};
use praxis::model::{Document, DocumentId, FacetCounts, Kind, Lang, Query, Stated};
use praxis::search::{self, Limits};
use praxis::thesaurus::{CountryName, Entry};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

/// The facet's value of what belongs to no country.
const INTERNATIONAL: &str = "international";

/// The corpus with its own vocabulary, indexed in memory.
pub(crate) fn snapshot() -> &'static Snapshot {
    static SHIPPED: OnceLock<Arc<Snapshot>> = OnceLock::new();
    SHIPPED.get_or_init(indexed)
}

fn indexed() -> Arc<Snapshot> {
    let latest: Arc<Mutex<Option<Arc<Snapshot>>>> = Arc::default();
    let published = Arc::clone(&latest);
    let names = i18n::country_names(Analysis::languages()).into_iter();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let parts = Parts {
        corpus: Corpus::open(&folder).expect("the corpus of the project"),
        extractor: Extractor::in_process(),
        countries: names.map(|(code, lang, name)| CountryName { code, lang, name }).collect(),
        encoder: None,
        publish: Box::new(move |snapshot| {
            *published.lock().expect("no test panics while it holds this") = Some(snapshot);
        }),
    };
    let mut indexer = Indexer::in_memory(parts).expect("an index in memory");
    indexer.look(&Scope::Everything);
    indexer.finish(|_| {}).expect("a pass over the corpus");
    let snapshot = latest.lock().expect("no test panics while it holds this").take();
    snapshot.expect("every pass publishes")
}

pub(crate) fn document(id: &str) -> Option<Document> {
    snapshot().document(&DocumentId(id.to_owned())).expect("the index is read")
}

/// Every document that is served, translations included.
fn documents() -> Vec<Document> {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut query = Query { per_page: Query::MAX_PER_PAGE, ..Query::default() };
    loop {
        let results = search::answer(&query, snapshot(), &Limits::default()).expect("an answer");
        let of = |hit: praxis::model::Hit| {
            let translations = hit.translations.into_iter().map(|translation| translation.id.0);
            translations.chain([hit.id.0]).collect::<Vec<_>>()
        };
        let reached = results.total <= u64::try_from(query.page * query.per_page).expect("few pages");
        ids.extend(results.hits.into_iter().flat_map(of));
        if reached {
            break;
        }
        query.page += 1;
    }
    let documents: Vec<Document> = ids.iter().filter_map(|id| document(id)).collect();
    assert_eq!(documents.len() as u64, snapshot().documents, "every document is reached from the list of everything");
    documents
}

fn facets() -> Vec<FacetCounts> {
    search::facets(&Query::default(), snapshot()).expect("the facets").1
}

fn counts(key: &str) -> BTreeMap<String, u64> {
    let facet = facets().into_iter().find(|facet| facet.key == key).expect("a facet of the list");
    facet.values.into_iter().map(|value| (value.id.to_string(), value.count)).collect()
}

#[test]
fn the_corpus_is_whole_and_without_problems() {
    let snapshot = snapshot();
    let problems: Vec<String> = snapshot.problems.iter().map(|problem| format!("{problem:?}")).collect();
    assert_eq!(problems, Vec::<String>::new());
    let files = &snapshot.accounting;
    assert_eq!((files.failed, files.pending), (0, 0), "{files:?}");
    assert_eq!(files.indexed, snapshot.documents, "no duplicates, no drafts");
    for (language, least) in [("en", 100), ("fr", 55), ("es", 50), ("pt", 8), ("de", 4), ("ar", 3)] {
        let there = snapshot.languages.get(language).copied().unwrap_or(0);
        assert!(there >= least, "{there} documents in {language}: {:?}", snapshot.languages);
    }
}

#[test]
fn forty_practices_are_told_in_english_french_and_spanish() {
    let mut languages: BTreeMap<DocumentId, BTreeSet<String>> = BTreeMap::new();
    let mut originals: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for document in documents().iter().filter(|document| document.kind == Some(Kind::Practice)) {
        let of = languages.entry(document.group().clone()).or_default();
        assert!(of.insert(document.lang.primary().to_owned()), "{} is told twice in one language", document.path);
        *originals.entry(document.group().clone()).or_default() += usize::from(document.translation_of.is_none());
    }
    let several: Vec<_> = originals.iter().filter(|(_, originals)| **originals != 1).collect();
    assert!(several.is_empty(), "translations of none, or of several: {several:?}");
    let in_three = |of: &&BTreeSet<String>| ["en", "fr", "es"].iter().all(|language| of.contains(*language));
    let told = languages.values().filter(in_three).count();
    assert!(told >= 40, "{told} of {} practices", languages.len());
}

/// The practices, meetings, reports and news of which facts were gathered before the corpus was written, by id.
#[test]
fn every_record_has_its_document() {
    let records: Vec<&str> = include_str!("../data/records.txt").lines().collect();
    assert_eq!(records.len(), 125);
    let mut told: BTreeSet<String> = BTreeSet::new();
    for document in documents() {
        told.insert(document.group().to_string());
        // A text without front matter has no other id than its file's name.
        let name = document.path.rsplit('/').next().unwrap_or_default();
        told.extend(name.split('.').next().map(str::to_owned));
    }
    let untold: Vec<&&str> = records.iter().filter(|record| !told.contains(**record)).collect();
    assert_eq!(untold, Vec::<&&str>::new());
}

/// Words in a row that no two documents share: whoever reads one practice after the other reads nothing twice.
const RUN: usize = 12;

#[test]
fn no_document_repeats_another() {
    let mut first: HashMap<Vec<String>, String> = HashMap::new();
    let mut repeats = Vec::new();
    for document in documents() {
        let words = told_words(&document.text);
        assert!(words.len() > RUN, "{} has a text", document.path);
        for run in words.windows(RUN) {
            match first.get(run) {
                Some(other) if *other != document.path => {
                    repeats.push(format!("{other} and {}: {}", document.path, run.join(" ")));
                }
                Some(_) => {}
                None => drop(first.insert(run.to_vec(), document.path.clone())),
            }
        }
    }
    assert_eq!(repeats, Vec::<String>::new());
}

/// What stands above sources in the languages of the corpus.
const SOURCES: [&str; 9] =
    ["sources", "source", "fuentes", "fuente", "fontes", "fonte", "quellen", "quelle", "المصادر"];

/// What stands on a line behind the word for sources; nothing where the line does not begin with it.
fn after_sources(line: &str) -> Option<String> {
    let line = line.trim().to_lowercase();
    let rest = SOURCES.iter().find_map(|word| line.strip_prefix(word))?;
    let is_heading = rest.is_empty() || rest.starts_with([':', ' ', '\u{a0}']);
    is_heading.then(|| rest.trim_start_matches([':', ' ', '\u{a0}']).to_owned())
}

/// Whether a text without front matter ends with where it is known from.
fn names_its_source(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| after_sources(line).is_none());
    let named = lines.next().and_then(after_sources).is_some_and(|rest| !rest.is_empty());
    named || lines.any(|line| !line.trim().is_empty())
}

/// The words of a text up to its sources, without addresses.
fn told_words(text: &str) -> Vec<String> {
    let told = text.lines().take_while(|line| after_sources(line).is_none()).flat_map(str::split_whitespace);
    let told = told.filter(|word| !word.contains("://"));
    let words = told.flat_map(|word| word.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn some_texts_come_as_a_newsletter_prints_them() {
    let bare = documents().into_iter().filter(|document| document.stated == Stated::default()).count();
    assert!(bare >= 25, "{bare} documents without front matter");
}

#[test]
fn every_document_says_where_it_is_known_from() {
    let documents = documents();
    let unsourced = documents.iter().filter(|document| {
        let bare = document.stated == Stated::default();
        document.stated.sources.is_empty() && !(bare && names_its_source(&document.text))
    });
    let unsourced: Vec<&str> = unsourced.map(|document| document.path.as_str()).collect();
    assert_eq!(unsourced, Vec::<&str>::new());
    let sources = documents.iter().flat_map(|document| document.stated.sources.iter().map(move |of| (document, of)));
    let untitled = sources.filter(|(_, source)| source.title.trim().is_empty());
    let untitled: Vec<&str> = untitled.map(|(document, _)| document.path.as_str()).collect();
    assert_eq!(untitled, Vec::<&str>::new());
}

#[test]
fn what_belongs_to_no_country_says_so() {
    let documents = documents();
    for document in documents.iter().filter(|document| document.stated != Stated::default()) {
        let scope = document.stated.scope.as_deref();
        let named = document.stated.countries.iter().flatten().any(|name| name.eq_ignore_ascii_case(INTERNATIONAL));
        assert!(!named, "{}: “{INTERNATIONAL}” is a scope, no country", document.path);
        let is_placed = document.countries.iter().any(|country| country.id != INTERNATIONAL);
        assert!(is_placed || scope == Some(INTERNATIONAL), "{}: no country and no scope", document.path);
    }
    assert!(counts("country").get(INTERNATIONAL).is_some_and(|count| *count >= 5), "{:?}", counts("country"));
}

/// Names that only differ in case, accents, spelling or number are one name to a reader.
fn name_key(name: &str, analyzer: &Analyzer) -> String {
    let mut tokens = analyzer.tokens(name);
    let mut key = Vec::new();
    while let Some(token) = tokens.next() {
        key.push(token.stem.clone());
    }
    key.join(" ")
}

#[test]
fn no_facet_has_a_value_twice_under_two_names() {
    let snapshot = snapshot();
    for key in ["theme", "partner", "country"] {
        let ids: Vec<String> = counts(key).into_keys().filter(|id| id != INTERNATIONAL).collect();
        for lang in ["en", "fr", "es"] {
            let lang = Lang::parse(lang).expect("a language");
            let analyzer = snapshot.analysis.analyzer(&lang);
            let mut owners: BTreeMap<String, &str> = BTreeMap::new();
            for id in &ids {
                let entry = match key {
                    "theme" => Entry::Theme(id.clone()),
                    "partner" => Entry::Partner(id.clone()),
                    _ => Entry::Country(id.clone()),
                };
                let label = snapshot.thesaurus.label(&entry, &lang);
                assert!(!label.trim().is_empty(), "{key} {id} has no name in {lang}");
                let other = owners.insert(name_key(label, analyzer), id);
                assert_eq!(other, None, "{key} {id} has the name of another in {lang}: {label}");
            }
        }
    }
}

#[test]
fn no_value_of_a_facet_is_empty() {
    for facet in facets() {
        let empty: Vec<_> = facet.values.iter().filter(|value| value.count == 0).map(|value| &value.id).collect();
        assert!(facet.values.len() > 1 && empty.is_empty(), "{}: {empty:?}", facet.key);
    }
}

/// A theme that a third of everything has tells nobody anything; those that stand above others may be as wide.
#[test]
fn no_narrower_theme_is_on_more_than_a_third_of_the_documents() {
    let documents = documents();
    let thesaurus = &snapshot().thesaurus;
    let mut assigned: BTreeMap<&str, usize> = BTreeMap::new();
    for theme in documents.iter().flat_map(|document| &document.themes) {
        *assigned.entry(&theme.id).or_default() += 1;
    }
    let is_narrower = |id: &str| thesaurus.concept(id).is_some_and(|concept| concept.broader.is_some());
    let wide: Vec<_> = assigned.iter().filter(|(id, count)| is_narrower(id) && **count * 3 > documents.len()).collect();
    assert!(wide.is_empty(), "of {} documents: {wide:?}", documents.len());
}
