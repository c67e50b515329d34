//! The documents that have gone, kept beside the index: unlike the index it cannot be made again from the folder.

use crate::model::{Departed, Document, DocumentId};
use anyhow::Context;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many are remembered; the earliest are forgotten first.
const MOST: usize = 10_000;

/// Documents that have gone, by id.
#[derive(Debug, Default)]
pub struct Departures {
    /// Where they are kept; only in memory where there is none.
    file: Option<PathBuf>,
    all: Arc<BTreeMap<DocumentId, Departed>>,
    /// The hashes of all of them, and perhaps of some that are forgotten: what has none of these has not gone before.
    hashes: HashSet<u64>,
    changed: bool,
}

impl Departures {
    /// Reads what is kept in this file. One that is missing or damaged holds nothing.
    pub fn read(file: PathBuf) -> Departures {
        let all = match fs::read(&file).map(|bytes| serde_json::from_slice::<Vec<Departed>>(&bytes)) {
            Ok(Ok(all)) => all,
            Ok(Err(error)) => {
                tracing::warn!(file = %file.display(), %error, "the list of deleted documents is damaged and begun anew");
                Vec::new()
            }
            Err(_) => Vec::new(),
        };
        let hashes = all.iter().map(|departed| departed.hash).collect();
        let all = all.into_iter().map(|departed| (departed.id.clone(), departed)).collect();
        Departures { file: Some(file), all: Arc::new(all), hashes, changed: false }
    }

    /// All of them, as they are now.
    pub fn all(&self) -> Arc<BTreeMap<DocumentId, Departed>> {
        Arc::clone(&self.all)
    }

    /// Remembers a document that has gone, with the hash of its content. Today is its day.
    pub fn left(&mut self, document: Document, hash: u64) {
        let Document { id, title, lang, .. } = document;
        let day = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
        self.hashes.insert(hash);
        let all = Arc::make_mut(&mut self.all);
        all.insert(id.clone(), Departed { id, title, lang, day, hash, moved: None });
        if all.len() > MOST {
            let first = all.values().min_by(|a, b| a.day.cmp(&b.day)).map(|departed| departed.id.clone());
            first.and_then(|id| all.remove(&id));
        }
        self.changed = true;
    }

    /// Notes that a document is there: it has not gone, and whatever went with the same content has moved to it.
    pub fn arrived(&mut self, id: &DocumentId, hash: u64) {
        let waits = |departed: &Departed| departed.hash == hash && departed.moved.is_none();
        // Every file that is indexed comes by here: only one that may be concerned is looked for among all.
        let concerned = self.all.contains_key(id) || (self.hashes.contains(&hash) && self.all.values().any(waits));
        if !concerned {
            return;
        }
        let all = Arc::make_mut(&mut self.all);
        all.remove(id);
        for departed in all.values_mut().filter(|departed| departed.hash == hash) {
            departed.moved = Some(id.clone());
        }
        self.changed = true;
    }

    /// Writes what has changed: whole, or not at all.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn save(&mut self) -> anyhow::Result<()> {
        if let Some(file) = self.file.as_ref().filter(|_| self.changed) {
            write(file, &self.all).with_context(|| format!("writing {}", file.display()))?;
        }
        self.changed = false;
        Ok(())
    }
}

fn write(file: &Path, all: &BTreeMap<DocumentId, Departed>) -> anyhow::Result<()> {
    let beside = file.with_extension("new");
    fs::write(&beside, serde_json::to_vec(&all.values().collect::<Vec<_>>())?)?;
    Ok(fs::rename(beside, file)?)
}
