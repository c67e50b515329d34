//! Writing each index, and how many documents a second that makes.

use crate::corpus::{self, Corpus};
use crate::engine::{write_raw, write_same};
use crate::queries::parse;
use crate::serving;
use praxis::corpus::Corpus as Folder;
use praxis::enrich;
use praxis::index::{self, Entry, Snapshot, Surroundings};
use praxis::indexer::{self, Understanding};
use praxis::model::{Fingerprint, Parsed};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Where one size of the corpus is kept.
pub(crate) struct Place(PathBuf);

/// Documents a second.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rates {
    pub(crate) raw: f64,
    pub(crate) parsed: f64,
    pub(crate) files: f64,
}

pub(crate) struct Indexed {
    /// Nothing where the indexes of an earlier run were taken.
    pub(crate) rates: Option<Rates>,
    /// Bytes of the documents' titles and bodies, as plain text.
    pub(crate) text: u64,
}

impl Place {
    pub(crate) fn new(documents: usize) -> Place {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pace");
        Place(target.join(format!("{documents}-{}", corpus::REVISION)))
    }

    pub(crate) fn corpus(&self) -> PathBuf {
        self.0.join("corpus")
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.0.join("index")
    }

    pub(crate) fn raw(&self) -> PathBuf {
        self.0.join("raw")
    }

    pub(crate) fn same(&self) -> PathBuf {
        self.0.join("same")
    }

    pub(crate) fn understanding(&self) -> Understanding {
        let folder = Folder::open(&self.corpus()).expect("the corpus");
        Understanding::read(&folder, &corpus::countries())
    }

    pub(crate) fn snapshot(&self, understanding: &Understanding) -> Snapshot {
        let folder = index::Folder::new(&self.index());
        let mut index = folder.open_for_reading(&understanding.analysis).expect("the index");
        let thesaurus = Arc::clone(&understanding.thesaurus);
        index.snapshot(Surroundings { thesaurus, ready: true, ..Surroundings::default() }).expect("a snapshot")
    }

    /// Bytes of the index on disk.
    pub(crate) fn disk(&self) -> u64 {
        size(&self.index())
    }

    /// Of Praxis' index.
    pub(crate) fn segments(&self) -> usize {
        fn stores(folder: &Path) -> usize {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
            entries
                .map(|path| {
                    if path.is_dir() { stores(&path) } else { usize::from(path.extension() == Some("store".as_ref())) }
                })
                .sum()
        }
        stores(&self.index())
    }
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.map(|path| if path.is_dir() { size(&path) } else { path.metadata().map_or(0, |data| data.len()) }).sum()
}

pub(crate) fn index(place: &Place, generated: &Corpus, kept: bool) -> Indexed {
    let documents = generated.files.len();
    let parsed: Vec<Parsed> = generated.files.iter().map(parse).collect();
    let bodies: Vec<String> = parsed.iter().map(body).collect();
    let text = bodies.iter().map(|body| body.len() as u64).sum();
    let complete = place.0.join("complete");
    if kept && complete.exists() {
        // What has changed since in how Praxis indexes is brought up to date.
        serving::index(&place.corpus(), &place.index());
        return Indexed { rates: None, text };
    }
    if place.0.exists() {
        fs::remove_dir_all(&place.0).expect("removing what an earlier run has left");
    }
    generated.write(&place.corpus()).expect("writing the corpus");
    let a_second = |time: Duration| documents as f64 / time.as_secs_f64();
    let raw = timed(|| {
        fs::create_dir_all(place.raw()).expect("a folder");
        write_raw(&place.raw(), bodies.iter().map(String::as_str)).expect("the raw index");
    });
    let understanding = place.understanding();
    let mut copies = parsed.clone();
    let from_parsed = timed(|| write_parsed(place, &understanding, generated, &mut copies));
    let from_files = serving::index(&place.corpus(), &place.index());
    let knowledge = understanding.knowledge();
    fs::create_dir_all(place.same()).expect("a folder");
    let understood =
        generated.files.iter().zip(parsed).map(|(file, parsed)| enrich::enrich(&file.path, parsed, &knowledge));
    write_same(&place.same(), bodies.iter().cloned().zip(understood)).expect("the index of the same");
    fs::write(&complete, "").expect("a mark");
    let rates = Rates { raw: a_second(raw), parsed: a_second(from_parsed), files: a_second(from_files) };
    Indexed { rates: Some(rates), text }
}

/// Title and text, as the one field that the other engines have.
fn body(parsed: &Parsed) -> String {
    format!("{}\n{}", parsed.stated.title.as_deref().unwrap_or_default(), parsed.text)
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// Understands what was read of the files and indexes it, into a folder of its own, in the batches of the indexer.
fn write_parsed(place: &Place, understanding: &Understanding, generated: &Corpus, parsed: &mut [Parsed]) {
    let folder = index::Folder::new(&place.0.join("parsed"));
    let lock = folder.lock().expect("the one writer");
    let mut index = folder.open_for_writing(&lock, Arc::clone(&understanding.analysis)).expect("an index");
    let vocabulary = understanding.thesaurus.fingerprint();
    let (mut before, mut waiting) = (0, 0);
    for (file, parsed) in generated.files.iter().zip(parsed) {
        let document = enrich::enrich(&file.path, std::mem::take(parsed), &understanding.knowledge());
        let claim = document.id.0.clone();
        let entry = Entry { document: &document, claim: &claim, file: Fingerprint::default(), vocabulary };
        index.put(&entry).expect("taking a document in");
        waiting += 1;
        if waiting == indexer::batch(before).0 {
            index.commit().expect("a commit");
            (before, waiting) = (before + waiting, 0);
        }
    }
    index.commit().expect("a commit");
    drop(index);
    fs::remove_dir_all(place.0.join("parsed")).expect("removing the folder");
}
