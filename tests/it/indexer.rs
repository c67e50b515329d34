//! A folder that lives → what is served of it, and the account of every file.
//!
//! The indexer is driven by hand: `look` is what a watcher would say, `finish` what the thread would do. Whatever it
//! publishes on the way is kept, and held to what must be true at every moment.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accounts;
mod departed;
mod folder;
mod ids;
mod property;
mod restart;
mod vocabulary;

use praxis::corpus::{Corpus, Scope};
use praxis::extract::{Extractor, Limits};
use praxis::index::{Folder, Snapshot};
use praxis::indexer::{Indexer, Parts};
use praxis::model::{Accounting, Document, Query};
use praxis::search;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// A corpus folder, an index folder and the indexer between them.
struct Living {
    dir: TempDir,
    indexer: Option<Indexer>,
    published: Arc<Mutex<Vec<Arc<Snapshot>>>>,
}

impl Living {
    /// Files in a folder, indexed to the end.
    fn of(files: &[(&str, &str)]) -> Living {
        let mut living = Living::stopped(files);
        living.start();
        living.everything();
        living
    }

    /// Files in a folder, and nobody who looks at them.
    fn stopped(files: &[(&str, &str)]) -> Living {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("corpus")).unwrap();
        let living = Living { dir, indexer: None, published: Arc::default() };
        for (path, text) in files {
            living.write(path, text);
        }
        living
    }

    fn parts(&self, extractor: Extractor) -> Parts {
        let published = Arc::clone(&self.published);
        Parts {
            corpus: Corpus::open(&self.corpus()).unwrap(),
            extractor,
            countries: Vec::new(),
            encoder: None,
            publish: Box::new(move |snapshot| published.lock().unwrap().push(snapshot)),
        }
    }

    fn start(&mut self) {
        self.start_with(Extractor::in_process());
    }

    /// Starts with a reader that fails on every file: what is served all the same was not read again.
    fn start_unable_to_read(&mut self) {
        let limits = Limits { time: Duration::ZERO, ..Limits::default() };
        self.start_with(Extractor::child(PathBuf::from(env!("CARGO_BIN_EXE_praxis")), limits));
    }

    fn start_with(&mut self, extractor: Extractor) {
        self.stop();
        self.indexer = Some(Indexer::in_folder(Folder::new(&self.index()), self.parts(extractor)).unwrap());
    }

    /// Ends as a killed process does: whatever is not committed is lost.
    fn stop(&mut self) {
        self.indexer = None;
        self.published.lock().unwrap().clear();
    }

    fn indexer(&mut self) -> &mut Indexer {
        self.indexer.as_mut().unwrap()
    }

    fn corpus(&self) -> PathBuf {
        self.dir.path().join("corpus")
    }

    fn index(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    /// The folders of the index, by name.
    fn generations(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.index()).unwrap().map(|entry| entry.unwrap().path());
        let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
        folders.sort();
        folders
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.corpus(), path, text);
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.corpus().join(path)).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        let to = self.corpus().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.corpus().join(from), to).unwrap();
    }

    /// Makes a file look as if it was saved an hour ago: a change of its time, or one that no later look would read
    /// again to be sure.
    fn age(&self, path: &str) {
        let file = fs::File::options().write(true).open(self.corpus().join(path)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(3_600)).unwrap();
    }

    /// Looks at these files, and does what there is to do.
    fn look(&mut self, paths: &[&str]) {
        for path in paths {
            self.indexer().look(&Scope::File((*path).to_owned()));
        }
        self.finish();
    }

    fn everything(&mut self) {
        self.indexer().look(&Scope::Everything);
        self.finish();
    }

    fn finish(&mut self) {
        self.indexer().finish(|_| {}).unwrap();
        for snapshot in self.published.lock().unwrap().iter() {
            adds_up(&snapshot.accounting);
        }
        assert_eq!(self.now().accounting.pending, 0);
    }

    /// What was published last.
    fn now(&self) -> Arc<Snapshot> {
        Arc::clone(self.published.lock().unwrap().last().unwrap())
    }

    /// Publishes and takes what can be seen before anything more is done.
    fn at_once(&mut self) -> Arc<Snapshot> {
        self.indexer().publish().unwrap();
        self.now()
    }

    fn served(&self) -> Vec<String> {
        served(&self.now())
    }

    fn problems(&self) -> Vec<String> {
        problems(&self.now())
    }

    /// On disk, indexed, failed, ignored, pending.
    fn account(&self) -> [u64; 5] {
        account(&self.now())
    }

    /// What an index that is made of this folder now, from nothing, would be.
    fn afresh(&self) -> Arc<Snapshot> {
        let published: Arc<Mutex<Vec<Arc<Snapshot>>>> = Arc::default();
        let to = Arc::clone(&published);
        let publish = Box::new(move |snapshot| to.lock().unwrap().push(snapshot));
        let parts = Parts { publish, ..self.parts(Extractor::in_process()) };
        let mut indexer = Indexer::in_memory(parts).unwrap();
        indexer.look(&Scope::Everything);
        indexer.finish(|_| {}).unwrap();
        drop(indexer);
        Arc::into_inner(published).unwrap().into_inner().unwrap().pop().unwrap()
    }

    /// Holds what is served, its problems and the account to what a rebuild would give.
    #[track_caller]
    fn is_as_if_made_afresh(&self) {
        let (now, afresh) = (self.now(), self.afresh());
        assert_eq!(served(&now), served(&afresh));
        assert_eq!(documents(&now), documents(&afresh));
        assert_eq!(problems(&now), problems(&afresh));
        assert_eq!(account(&now), account(&afresh));
        assert_eq!(now.documents, afresh.documents);
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[track_caller]
fn adds_up(files: &Accounting) {
    assert_eq!(files.on_disk, files.indexed + files.failed + files.ignored + files.pending, "{files:?}");
}

fn account(snapshot: &Snapshot) -> [u64; 5] {
    let files = snapshot.accounting;
    [files.on_disk, files.indexed, files.failed, files.ignored, files.pending]
}

/// Every document served: path, title and id.
fn served(snapshot: &Snapshot) -> Vec<String> {
    let shown = |document: Document| format!("{} “{}” {}", document.path, document.title, document.id);
    documents(snapshot).into_iter().map(shown).collect()
}

/// Every document served, by path.
fn documents(snapshot: &Snapshot) -> Vec<Document> {
    let query = Query { per_page: usize::MAX, ..Query::default() };
    let results = search::answer(&query, snapshot, &search::Limits::default()).unwrap();
    let hits = results.hits.into_iter();
    let ids = hits.flat_map(|hit| hit.translations.into_iter().map(|link| link.id).chain([hit.id]));
    let mut all: Vec<Document> = ids.map(|id| snapshot.document(&id).unwrap().unwrap()).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

fn problems(snapshot: &Snapshot) -> Vec<String> {
    let mut all: Vec<String> =
        snapshot.problems.iter().map(|problem| format!("{}: {}", problem.path, problem.reason)).collect();
    all.sort();
    all
}
