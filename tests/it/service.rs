//! The service without a server: what it publishes, and when.

use praxis::app::Service;
use praxis::config::{Config, Settings};
use praxis::corpus::{Corpus, Scope};
use praxis::extract::Extractor;
use praxis::index::{Folder, Snapshot};
use praxis::indexer::{Indexer, Parts};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Longer than any round takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// A service that compares the whole folder once an hour, so that nothing but its own work moves it.
fn config(folder: &Path) -> Config {
    let settings = Settings {
        corpus: Some(folder.join("corpus")),
        index: Some(folder.join("index")),
        reconcile: Some(3_600),
        model: Some("off".into()),
        ..Settings::default()
    };
    Config::settle(settings).expect("settings that make sense")
}

fn index(folder: &Path) {
    let corpus = Corpus::open(&folder.join("corpus")).expect("the folder");
    let publish = Box::new(|_| {});
    let parts = Parts { corpus, extractor: Extractor::in_process(), countries: Vec::new(), publish, encoder: None };
    let mut indexer = Indexer::in_folder(Folder::new(&folder.join("index")), parts).expect("the index");
    indexer.look(&Scope::Everything);
    indexer.finish(|_| {}).expect("a pass");
}

async fn once_ready(service: &Service) -> Arc<Snapshot> {
    let mut snapshots = service.snapshots();
    let ready = snapshots.wait_for(|snapshot| snapshot.ready);
    Arc::clone(&tokio::time::timeout(PATIENCE, ready).await.expect("ready in time").expect("a living service"))
}

#[tokio::test]
async fn it_is_ready_soon_where_nothing_has_changed_since_it_was_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("corpus")).expect("a folder");
    fs::write(folder.path().join("corpus/a.md"), "# A\n\nStreet lights.\n").expect("a file");
    index(folder.path());
    let service = Service::start(&config(folder.path())).expect("a service");
    assert_eq!(once_ready(&service).await.documents, 1);
}

#[tokio::test]
async fn it_is_ready_soon_over_an_empty_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("corpus")).expect("a folder");
    let service = Service::start(&config(folder.path())).expect("a service");
    assert_eq!(once_ready(&service).await.documents, 0);
}
