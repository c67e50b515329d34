//! The one writer: look → diff → read → parse → enrich → put → commit → publish.
//!
//! Start-up, a change, a missed event and the regular comparison are one path with a scope. An event is only a hint:
//! what is to be done is what the folder and the index say when they are compared. This room refuses to know HTTP and
//! searching.

mod accounts;
mod batch;
mod claims;
mod encoding;
mod home;
mod parsing;
mod publishing;
mod queue;
mod reading;
mod retries;
mod vocabulary;

pub use batch::batch;
pub use encoding::{Encoded, encode};
pub use vocabulary::Understanding;

use crate::corpus::{self, Change, Corpus, Entry, Listing, Scope};
use crate::extract::Extractor;
use crate::index::{self, Departures, Folder, Index, Meaning, Snapshot, WatchStatus};
use crate::model::{Document, DocumentId, Failure, ProblemStatus};
use crate::semantic::Encoder;
use crate::thesaurus::CountryName;
use accounts::{Accounts, State, Told, translates_itself};
use claims::Claims;
use home::Home;
use queue::{Queue, Task};
use retries::Retries;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// Where snapshots go.
pub type Publish = Box<dyn FnMut(Arc<Snapshot>) + Send>;

/// What an indexer is made of.
pub struct Parts {
    pub corpus: Corpus,
    pub extractor: Extractor,
    /// The names of all countries, by which they are recognised.
    pub countries: Vec<CountryName>,
    pub publish: Publish,
    /// What passages are encoded with, where there is one.
    pub encoder: Option<Arc<Encoder>>,
}

/// Keeps one index true to one folder.
pub struct Indexer {
    parts: Parts,
    home: Home,
    index: Index,
    /// What was there before, served until the index is complete: an earlier way of indexing, or one that is damaged.
    earlier: Option<Index>,
    understanding: Understanding,
    /// The folder as it was when each file was last dealt with; [`unsettled`] for what waits.
    known: BTreeMap<String, Entry>,
    accounts: Accounts,
    claims: Claims,
    departures: Departures,
    queue: Queue,
    retries: Retries,
    /// Whether everything that was in the folder at start-up has been dealt with.
    ready: bool,
    watch: WatchStatus,
    meaning: Option<Meaning>,
    told: encoding::Told,
}

/// What one batch came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub waiting: usize,
}

impl Indexer {
    /// An indexer that writes into a folder; what stands there is kept and brought up to date.
    ///
    /// # Errors
    /// When another process writes it, or the disk refuses.
    pub fn in_folder(folder: Folder, parts: Parts) -> anyhow::Result<Indexer> {
        let lock = folder.lock()?;
        let understanding = Understanding::read(&parts.corpus, &parts.countries);
        let analysis = Arc::clone(&understanding.analysis);
        let earlier = folder.open_earlier(&analysis);
        let index = folder.open_for_writing(&lock, analysis)?;
        let earlier = earlier.filter(|earlier| earlier.len() > index.len());
        let meaning = parts.encoder.clone().and_then(|encoder| {
            // Words are found without it.
            let opened = Meaning::in_folder(&folder, &lock, encoder);
            opened.inspect_err(|error| tracing::error!(error = format!("{error:#}"), "no search by meaning")).ok()
        });
        Indexer::new(Home::Folder { folder, lock }, index, earlier, (understanding, meaning), parts)
    }

    /// An indexer that writes into memory.
    ///
    /// # Errors
    /// When memory or threads run out.
    pub fn in_memory(parts: Parts) -> anyhow::Result<Indexer> {
        let understanding = Understanding::read(&parts.corpus, &parts.countries);
        let index = Index::in_memory(Arc::clone(&understanding.analysis))?;
        let meaning = parts.encoder.clone().map(Meaning::in_memory);
        Indexer::new(Home::Memory, index, None, (understanding, meaning), parts)
    }

    fn new(
        home: Home,
        index: Index,
        earlier: Option<Index>,
        (understanding, meaning): (Understanding, Option<Meaning>),
        parts: Parts,
    ) -> anyhow::Result<Indexer> {
        let mut indexer = Indexer {
            parts,
            home,
            index,
            earlier,
            understanding,
            known: BTreeMap::new(),
            accounts: Accounts::default(),
            claims: Claims::default(),
            departures: Departures::default(),
            queue: Queue::default(),
            retries: Retries::default(),
            ready: false,
            watch: WatchStatus { mode: "off".to_owned(), last_reconcile: None },
            meaning,
            told: encoding::Told::default(),
        };
        indexer.departures = indexer.home.departures();
        indexer.recall()?;
        Ok(indexer)
    }

    /// Takes over what the index says it holds.
    fn recall(&mut self) -> anyhow::Result<()> {
        let (mut known, mut accounts) = (Vec::new(), Vec::new());
        self.index.each_indexed(|path, indexed| {
            self.claims.claim(&indexed.claim, path);
            known.push((path.to_owned(), Entry::Seen(indexed.file.into())));
            let problems = self.index.problems(&indexed)?;
            accounts.push((path.to_owned(), State::of(indexed), problems));
            Ok(())
        })?;
        self.known = BTreeMap::from_iter(known);
        self.accounts = Accounts::of(accounts);
        // A process may have ended between the two commits by which an id changes hands.
        for path in self.accounts.moved(&self.claims) {
            self.again(&path);
        }
        Ok(())
    }

    /// Forgets what was not committed, and compares the whole folder again: after the index could not be written. Where
    /// the index is gone or damaged it is made anew, and what was there before serves meanwhile.
    ///
    /// # Errors
    /// When the index can still not be read or written. To be called again then.
    pub fn start_over(&mut self) -> anyhow::Result<()> {
        if let Err(error) = self.index.rollback() {
            self.open_again(error)?;
        }
        self.known.clear();
        self.accounts = Accounts::default();
        self.claims = Claims::default();
        self.queue.clear();
        self.recall()?;
        self.look(&Scope::Everything);
        Ok(())
    }

    fn open_again(&mut self, error: anyhow::Error) -> anyhow::Result<()> {
        let fresh = self.home.open_again(error, Arc::clone(&self.understanding.analysis))?;
        let old = std::mem::replace(&mut self.index, fresh);
        self.earlier.get_or_insert(old);
        Ok(())
    }

    /// Says how changes are noticed, for the status.
    pub fn watched_by(&mut self, mode: &str) {
        mode.clone_into(&mut self.watch.mode);
    }

    /// Compares a part of the folder with what is indexed, and lines up what differs. Reads nothing yet.
    pub fn look(&mut self, scope: &Scope) {
        let listing = self.parts.corpus.walk(scope);
        self.compare(scope, listing);
    }

    /// The same with what a walk of this scope has just found.
    pub fn compare(&mut self, scope: &Scope, listing: Listing) {
        for change in corpus::diff(&self.known, &listing, scope) {
            let entry = listing.files.get(change.path()).cloned();
            if entry.is_some() {
                self.accounts.pending(change.path());
            }
            self.known.insert(change.path().to_owned(), unsettled());
            self.queue.insert(Task { change, entry, anew: false });
        }
        self.accounts.unreadable(scope, listing.unreadable);
        if *scope == Scope::Everything {
            self.watch.last_reconcile = Some(jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        }
    }

    /// Whether nothing is left to do. Before the first round there always is: to find that nothing has changed, and to
    /// say so.
    pub fn is_idle(&self) -> bool {
        self.ready
            && self.index.is_writable()
            && self.queue.is_empty()
            && self.accounts.stale(self.understanding.thesaurus.fingerprint()).next().is_none()
    }

    /// Deals with some of what is lined up, commits it and publishes what can now be seen.
    ///
    /// # Errors
    /// When the index cannot be written: what was dealt with since the last commit is to be done again, after
    /// [`Indexer::start_over`].
    pub fn work(&mut self) -> anyhow::Result<Progress> {
        anyhow::ensure!(self.index.is_writable(), "the index is not open for writing");
        let (most, time) = batch(self.queue.taken());
        let until = Instant::now() + time;
        let mut done = 0;
        while done < most && Instant::now() < until {
            let Some(task) = self.queue.pop() else { break };
            self.deal_with(task)?;
            done += 1;
        }
        if self.queue.is_empty() {
            done += self.understand_again(most.saturating_sub(done), until)?;
        }
        self.index.commit()?;
        self.departures.save()?;
        if self.queue.is_empty() && (!self.ready || self.earlier.is_some()) {
            self.complete();
        }
        self.publish()?;
        Ok(Progress { done, waiting: self.queue.len() })
    }

    fn deal_with(&mut self, task: Task) -> anyhow::Result<()> {
        let path = task.change.path().to_owned();
        let settled = match task.entry {
            Some(Entry::Seen(stamp)) => self.read(&path, stamp, task.anew)?,
            Some(Entry::Ignored { rule }) => {
                self.forget(&path)?;
                self.accounts.set(&path, State::Ignored { rule: rule.clone() }, Vec::new());
                Some(Entry::Ignored { rule })
            }
            Some(Entry::Failed { reason, hint }) => {
                let failure = Failure { status: ProblemStatus::Failed, reason: reason.clone(), hint: hint.clone() };
                self.fail(&path, failure)?;
                Some(Entry::Failed { reason, hint })
            }
            None => self.lose(&path)?,
        };
        self.ended(&path);
        match settled {
            Some(entry) => self.known.insert(path, entry),
            None => self.known.remove(&path),
        };
        Ok(())
    }

    fn put(&mut self, mut document: Document, file: crate::model::Fingerprint) -> anyhow::Result<()> {
        let claim = document.id.0.clone();
        let path = document.path.clone();
        if let Some(before) = self.accounts.claim(&path).map(str::to_owned).filter(|before| *before != claim) {
            self.release(&before, &path);
        }
        if let Some(former) = self.claims.claim(&claim, &path) {
            self.again(&former);
        }
        if document.translation_of.as_ref().is_some_and(|original| original.0 == claim) {
            document.translation_of = None;
            document.problems.push(translates_itself(&path, document.stated.line("translation_of")));
        }
        document.id = DocumentId(self.claims.id(&claim, &path));
        if !document.draft {
            self.departures.arrived(&document.id, file.hash);
        }
        let vocabulary = self.understanding.thesaurus.fingerprint();
        self.index.put(&index::Entry { document: &document, claim: &claim, file, vocabulary })?;
        let state = State::Indexed {
            hash: file.hash,
            claim: Some(claim).filter(|claim| *claim != document.id.0),
            id: document.id.0,
            original: document.translation_of.map(|original| original.0),
            vocabulary,
            told: Some(Box::new(Told {
                lang: document.lang,
                id_line: document.stated.line("id"),
                original_line: document.stated.line("translation_of"),
            })),
        };
        self.accounts.set(&path, state, document.problems);
        if self.queue.holds_a_file(&path) {
            self.accounts.pending(&path);
        }
        Ok(())
    }

    fn lose(&mut self, path: &str) -> anyhow::Result<Option<Entry>> {
        if let Some((document, hash)) = self.index.standing(path)? {
            self.departures.left(document, hash);
        }
        self.forget(path)?;
        self.accounts.remove(path);
        Ok(None)
    }

    /// Takes a path out of the index and gives its id free.
    fn forget(&mut self, path: &str) -> anyhow::Result<()> {
        if let Some(claim) = self.accounts.claim(path).map(str::to_owned) {
            self.index.remove(path)?;
            self.release(&claim, path);
        }
        Ok(())
    }

    fn release(&mut self, claim: &str, path: &str) {
        if let Some(heir) = self.claims.release(claim, path) {
            self.again(&heir);
        }
    }

    /// Lines a path up to be indexed again though its content is the same: its id has changed hands, or what is stored
    /// of it is of no use.
    fn again(&mut self, path: &str) {
        if let Some(task) = self.queue.get_mut(path) {
            task.anew = true;
        } else {
            self.line_up(path, true);
        }
    }

    /// Lines up a file of which nothing has changed. Returns whether it is there and does not wait already.
    fn line_up(&mut self, path: &str, anew: bool) -> bool {
        let Some(Entry::Seen(stamp)) = self.known.get(path) else { return false };
        let entry = Some(Entry::Seen(*stamp));
        self.queue.insert(Task { change: Change::Look(path.to_owned()), entry, anew });
        true
    }

    /// Whatever was in the folder at start-up is searchable: the index of an earlier way of indexing has served.
    fn complete(&mut self) {
        self.ready = true;
        self.earlier = None;
        self.home.keep_only(self.index.fingerprint());
    }

    /// Works until nothing is left to do, telling of each batch; the index is in few parts then.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn finish(&mut self, mut told: impl FnMut(Progress)) -> anyhow::Result<()> {
        loop {
            let progress = self.work()?;
            told(progress);
            if self.is_idle() {
                self.index.gather_now()?;
                return self.publish();
            }
        }
    }
}

/// Differs from whatever a walk finds, so that what waits is compared again by every look: it may be as it was by then,
/// or gone.
fn unsettled() -> Entry {
    Entry::Ignored { rule: String::new() }
}
