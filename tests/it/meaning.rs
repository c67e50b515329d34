//! A folder → passages encoded → what is found by meaning alone, on the model of the repository.

use praxis::corpus::{Corpus, Scope};
use praxis::extract::Extractor;
use praxis::index::{Folder, Snapshot};
use praxis::indexer::{Indexer, Parts};
use praxis::model::{Matching, Query, Results, Why};
use praxis::search::{self, Limits};
use praxis::semantic::Encoder;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

static ENCODER: LazyLock<Arc<Encoder>> = LazyLock::new(|| {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/e5-small-q4.bin");
    Arc::new(Encoder::open(&model).expect("the model of the repository"))
});

const FILES: &[(&str, &str)] = &[
    ("luces.md", "# Más luz\n\nLos vecinos instalaron mejores luces en las calles y bajaron los robos en las casas.\n"),
    (
        "bus.md",
        "# Médiation\n\nDes médiateurs accompagnent les voyageuses et font cesser le harcèlement dans les bus.\n",
    ),
    ("schule.md", "# Schule\n\nDie Schule bildet Schülerinnen und Schüler aus, die bei Mobbing eingreifen.\n"),
];

type Latest = Arc<Mutex<Option<Arc<Snapshot>>>>;

fn indexer(folder: &Path) -> (Indexer, Latest) {
    let latest = Latest::default();
    let published = Arc::clone(&latest);
    let parts = Parts {
        corpus: Corpus::open(&folder.join("corpus")).expect("the folder"),
        extractor: Extractor::in_process(),
        countries: Vec::new(),
        encoder: Some(Arc::clone(&ENCODER)),
        publish: Box::new(move |snapshot| {
            *published.lock().unwrap_or_else(PoisonError::into_inner) = Some(snapshot);
        }),
    };
    let mut indexer = Indexer::in_folder(Folder::new(&folder.join("index")), parts).expect("the index");
    indexer.look(&Scope::Everything);
    indexer.finish(|_| {}).expect("a pass");
    (indexer, latest)
}

fn snapshot(latest: &Latest) -> Arc<Snapshot> {
    latest.lock().unwrap_or_else(PoisonError::into_inner).clone().expect("a snapshot")
}

fn ask(snapshot: &Snapshot, text: &str, matching: Matching) -> Results {
    let query = Query { text: text.to_owned(), matching, ..Query::default() };
    search::answer(&query, snapshot, &Limits::default()).expect("an answer")
}

fn state(snapshot: &Snapshot) -> (u64, u64, bool) {
    let passages = snapshot.meaning.as_ref().expect("an encoder");
    (passages.encoded, passages.total, passages.complete)
}

#[test]
fn words_are_found_first_then_meaning_in_every_language_and_nothing_is_encoded_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("corpus")).expect("a folder");
    for (name, text) in FILES {
        fs::write(folder.path().join("corpus").join(name), text).expect("a file");
    }
    let (mut indexer, latest) = indexer(folder.path());

    // Before anything is encoded words find what they find.
    let before = snapshot(&latest);
    assert_eq!(state(&before), (0, 3, false));
    assert_eq!(ask(&before, "luces", Matching::All).total, 1);
    let question = "does better street lighting reduce burglary?";
    assert_eq!(ask(&before, question, Matching::All).total, 0);

    indexer.encode_all(|_| {}).expect("encoding");
    let after = snapshot(&latest);
    assert_eq!(state(&after), (3, 3, true));
    let found = ask(&after, question, Matching::All);
    assert_eq!(found.hits.first().map(|hit| hit.path.as_str()), Some("luces.md"), "{:?}", found.hits);
    assert!(matches!(found.hits[0].why[..], [Why::Meaning { .. }]), "{:?}", found.hits[0].why);
    assert_eq!(found.matched.meaning, found.total);
    assert!(found.hits[0].snippet.text.contains("luces"), "{:?}", found.hits[0].snippet);
    // Whoever wants words gets words.
    assert_eq!(ask(&after, question, Matching::Words).total, 0);
    assert_eq!(ask(&after, "\"street lighting\"", Matching::All).matched.meaning, 0);
    assert_eq!(ask(&after, "lamp", Matching::All).total, 0);

    // Moved, and the index thrown away: the vectors are those that were.
    drop((indexer, before, after));
    fs::rename(folder.path().join("corpus/bus.md"), folder.path().join("corpus/autobus.md")).expect("a move");
    Folder::new(&folder.path().join("index")).clear().expect("an empty index");
    let (mut again, latest) = self::indexer(folder.path());
    assert!(again.to_encode(10).expect("a readable index").is_empty());
    assert_eq!(state(&snapshot(&latest)), (3, 3, true));
}
