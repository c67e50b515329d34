//! Judged queries: the project's own corpus is whole and its traps hold, and a mixed corpus is fair to each language.

use crate::library::{self, Library};
use crate::shipped;
use praxis::analysis::{Analysis, WordLists};
use praxis::enrich::{self, Knowledge};
use praxis::eval::{self, Figures, JudgedQuery, Judgements, Report};
use praxis::formats;
use praxis::model::{Document, Matching, Query};
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

/// All judged queries and traps over the project's own corpus.
fn judgements() -> Judgements {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/judged");
    let mut all = Judgements::default();
    for entry in std::fs::read_dir(folder).expect("the folder of judged queries") {
        let path = entry.expect("an entry of the folder").path();
        if path.extension() != Some(OsStr::new("toml")) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a list of judged queries");
        let list = Judgements::parse(&text).unwrap_or_else(|error| panic!("{}: {error:#}", path.display()));
        all.queries.extend(list.queries);
        all.traps.extend(list.traps);
    }
    all
}

/// The least of the mean figures over all judged queries: what was reached, rounded down.
const REACHED: [(&str, f64); 4] = [
    ("same language, nDCG@10", 0.86),
    ("same language, recall@20", 0.86),
    ("across, nDCG@10", 0.58),
    ("across, recall@20", 0.66),
];

#[test]
fn the_judged_queries_are_answered_as_well_as_before_and_the_traps_hold() {
    let judgements = judgements();
    let asked_in = |language: &str| judgements.queries.iter().filter(|judged| judged.language == language).count();
    for (language, least) in [("en", 50), ("fr", 50), ("es", 50), ("pt", 5), ("de", 5), ("ar", 5)] {
        assert!(asked_in(language) >= least, "{} queries in {language}", asked_in(language));
    }
    assert!(judgements.traps.len() >= 40, "{} traps", judgements.traps.len());
    let in_traps = judgements.traps.iter().flat_map(|trap| trap.never.iter().chain(&trap.must));
    let unknown: Vec<&String> = in_traps.filter(|id| shipped::document(id).is_none()).collect();
    assert_eq!(unknown, Vec::<&String>::new(), "a trap over a document that is not there holds nothing");
    let report = eval::score(&judgements, shipped::snapshot(), eval::asked_in_its_language).expect("the figures");
    assert!(report.missing.is_empty(), "judged, but not in the corpus: {:?}", report.missing);
    assert_eq!(report.caught, Vec::<String>::new());
    let (same, across) = (Figures::over(&report.same_language), Figures::over(&report.across));
    let figures = [same.ndcg, same.recall, across.ndcg, across.recall];
    for ((what, least), figure) in REACHED.into_iter().zip(figures) {
        assert!(figure >= least, "{what}: {figure:.3}, where {least:.3} was reached");
    }
}

const PASSAGES: [(&str, &str); 5] = [
    ("en", include_str!("../data/fairness/en.txt")),
    ("fr", include_str!("../data/fairness/fr.txt")),
    ("es", include_str!("../data/fairness/es.txt")),
    ("de", include_str!("../data/fairness/de.txt")),
    // The same story in each language, about something of one name.
    ("shared", include_str!("../data/fairness/shared.txt")),
];
const FAIRNESS: &str = include_str!("../data/fairness/queries.toml");

/// The passages in these languages, which no file states: they are found out. The vocabulary is the project's own.
fn mixture(of: &[&str]) -> Library {
    let analysis = Arc::new(Analysis::new(&WordLists::default()));
    let themes = include_str!("../../corpus/_vocabulary/themes.yaml");
    let thesaurus = Arc::new(library::thesaurus(themes, library::PARTNERS, &analysis));
    let knowledge = Knowledge { thesaurus: &thesaurus, analysis: &analysis };
    // The languages take turns, as files come into a folder.
    let mut documents: Vec<(usize, Document)> = Vec::new();
    for (_, files) in PASSAGES.iter().filter(|(language, _)| of.contains(language)) {
        for (turn, part) in files.split("//- ").filter(|part| !part.trim().is_empty()).enumerate() {
            let (path, text) = part.split_once('\n').expect("a path on a line of its own");
            let format = formats::for_path(path, text.as_bytes()).expect("a format that is read");
            documents.push((turn, enrich::enrich(path, (format.parse)(text.as_bytes()), &knowledge)));
        }
    }
    documents.sort_by_key(|(turn, _)| *turn);
    let documents: Vec<Document> = documents.into_iter().map(|(_, document)| document).collect();
    Library::indexed(&documents, &analysis, &thesaurus)
}

/// The judged queries over the passages.
fn asked() -> Vec<JudgedQuery> {
    let judgements = Judgements::parse(FAIRNESS).expect("the judged queries");
    assert!(judgements.queries.len() >= 40 && judgements.traps.is_empty());
    judgements.queries
}

fn shape(judged: &JudgedQuery, matching: Matching) -> Query {
    Query { matching, per_page: 100, ..eval::asked_in_its_language(judged) }
}

/// The figures of the queries in the languages of the library.
fn figures(library: &Library, matching: Matching) -> Report {
    let mut judgements = Judgements { queries: asked(), traps: Vec::new() };
    judgements.queries.retain(|judged| library.snapshot.languages.contains_key(&judged.language));
    let report = eval::score(&judgements, &library.snapshot, |judged| shape(judged, matching)).expect("the figures");
    assert!(report.missing.is_empty(), "{:?}", report.missing);
    report
}

/// The hits of a query that are in its own language, best first; of equals, by id.
fn own(judged: &JudgedQuery, library: &Library, matching: Matching) -> Vec<String> {
    let mut hits = library.ask(&shape(judged, matching)).hits;
    hits.retain(|hit| hit.lang.primary() == judged.language);
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    hits.into_iter().map(|hit| hit.id.0).collect()
}

const LANGUAGES: [&str; 4] = ["en", "fr", "es", "de"];

/// The most by which a figure over the mixture may differ from the one over the language alone, as a share of that.
const FAIR: f64 = 0.03;

#[test]
fn a_mixed_corpus_is_fair_to_each_of_its_languages() {
    let mixed = mixture(&LANGUAGES);
    let counted = LANGUAGES.map(|language| mixed.snapshot.languages.get(language).copied());
    assert_eq!(counted, [Some(24), Some(16), Some(8), Some(4)], "each passage is known by its language");
    for language in LANGUAGES {
        let alone = mixture(&[language]);
        for matching in [Matching::All, Matching::Words] {
            let alone = figures(&alone, matching).same_language[language];
            let together = figures(&mixed, matching);
            let own = together.same_language[language];
            let told = format!("{language}, {matching:?}: {:.3} alone, {:.3} in the mixture", alone.ndcg, own.ndcg);
            assert!(alone.queries >= 12 && alone.ndcg > 0.5 && alone.ndcg < 0.95, "too easy or too hard: {told}");
            assert!((alone.ndcg - own.ndcg).abs() <= FAIR * alone.ndcg, "{told}");
            // By words alone documents in other languages are noise here, and must not stand before the answers.
            // Over the vocabulary they are answers too, and nobody has judged them.
            let among_all = together.all[language].ndcg;
            if matching == Matching::Words {
                assert!((alone.ndcg - among_all).abs() <= FAIR * alone.ndcg, "{told}, {among_all:.3} among all");
            }
        }
    }
}

/// Documents in other languages may come between, and change nothing among those in the language of the query. This
/// is finer than the figures above: statistics taken over the whole mixture move too little in so few passages.
#[test]
fn within_a_language_the_order_is_the_one_that_it_has_alone() {
    let mixed = mixture(&LANGUAGES);
    let mut several = 0;
    for language in LANGUAGES {
        let alone = mixture(&[language]);
        for judged in asked().iter().filter(|judged| judged.language == language) {
            for matching in [Matching::All, Matching::Words] {
                let order = own(judged, &alone, matching);
                several += usize::from(order.len() > 2);
                assert_eq!(own(judged, &mixed, matching), order, "{matching:?}: {}", judged.text);
            }
        }
    }
    assert!(several >= 20, "only {several} queries have an order to speak of");
}

#[test]
fn a_document_neither_gains_nor_loses_by_how_rare_its_language_is() {
    let mixed = mixture(&["en", "fr", "es", "de", "shared"]);
    let hits = mixed.ask(&Query { text: "Kaleido".to_owned(), ..Query::default() }).hits;
    let scores: Vec<(&str, f32)> = hits.iter().map(|hit| (hit.lang.primary(), hit.score)).collect();
    assert_eq!(scores.len(), LANGUAGES.len(), "{scores:?}");
    let (best, worst) = (scores[0].1, scores[scores.len() - 1].1);
    assert!(worst > 0.9 * best, "the same story scores by its language: {scores:?}");
}
