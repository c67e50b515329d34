//! What documents are understood by: the vocabulary folder, read as one; and understanding them again when it changes.

use super::{Home, Indexer};
use crate::analysis::{Analysis, WordLists};
use crate::corpus::{Corpus, VOCABULARY};
use crate::enrich::{self, Knowledge};
use crate::index::Index;
use crate::model::Problem;
use crate::thesaurus::{CountryName, Thesaurus, Vocabulary};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

/// The file of the vocabulary folder that extends the analysis.
const WORDS: &str = "words.yaml";

/// The vocabulary in force.
#[derive(Clone, Debug)]
pub struct Understanding {
    pub analysis: Arc<Analysis>,
    pub thesaurus: Arc<Thesaurus>,
    pub problems: Vec<Problem>,
    /// The vocabulary folder as it was when it was read.
    files: u64,
}

impl Understanding {
    /// Reads the vocabulary folder. What cannot be understood of it is a problem, and the rest holds.
    pub fn read(corpus: &Corpus, countries: &[CountryName]) -> Understanding {
        let files = corpus.vocabulary_fingerprint();
        let file = |name: &str| corpus.vocabulary_file(name);
        let (lists, warnings) = WordLists::parse_yaml(&file(WORDS).unwrap_or_default());
        let analysis = Analysis::new(&lists);
        let path = format!("{VOCABULARY}/{WORDS}");
        let mut problems: Vec<Problem> = warnings.into_iter().map(|warning| Problem::indexed(&path, warning)).collect();
        let (themes, partners, places) = (file("themes.yaml"), file("partners.yaml"), file("places.yaml"));
        let (vocabulary, found) = Vocabulary::parse(themes.as_deref(), partners.as_deref(), places.as_deref());
        problems.extend(found);
        let (thesaurus, found) = Thesaurus::build(vocabulary, countries, &analysis);
        problems.extend(found);
        Understanding { analysis: Arc::new(analysis), thesaurus: Arc::new(thesaurus), problems, files }
    }

    /// What a document is enriched with.
    pub fn knowledge(&self) -> Knowledge<'_> {
        Knowledge { thesaurus: &self.thesaurus, analysis: &self.analysis }
    }
}

impl Indexer {
    /// Reads the vocabulary again if its files have changed. Documents are understood again bit by bit after that; only
    /// if words are now cut or stemmed otherwise is the index written anew beside the one that serves.
    ///
    /// # Errors
    /// When the index cannot be read or written.
    pub fn look_at_vocabulary(&mut self) -> anyhow::Result<()> {
        if self.parts.corpus.vocabulary_fingerprint() == self.understanding.files {
            return Ok(());
        }
        let fresh = Understanding::read(&self.parts.corpus, &self.parts.countries);
        tracing::info!(problems = fresh.problems.len(), "the vocabulary has changed");
        let other_words = fresh.analysis.fingerprint() != self.understanding.analysis.fingerprint();
        self.understanding = fresh;
        if other_words {
            self.write_anew()?;
        }
        Ok(())
    }

    /// Writes all that is indexed into a new index, from what the old one stores, and takes it in use.
    fn write_anew(&mut self) -> anyhow::Result<()> {
        let analysis = Arc::clone(&self.understanding.analysis);
        let mut fresh = match &self.home {
            Home::Folder { folder, lock } => folder.open_for_writing(lock, analysis)?,
            Home::Memory => Index::in_memory(analysis)?,
        };
        let known: BTreeSet<String> = fresh.indexed()?.into_keys().collect();
        let standing = self.index.indexed()?;
        for path in known.iter().filter(|path| !standing.contains_key(*path)) {
            fresh.remove(path);
        }
        std::mem::swap(&mut self.index, &mut fresh);
        let old = fresh;
        for indexed in standing.values() {
            let Some(document) = old.stored(indexed)? else { continue };
            self.understand(document, &indexed.claim, indexed.file)?;
        }
        self.index.commit()?;
        if let Home::Folder { folder, lock } = &self.home {
            folder.forget_others(lock, self.index.fingerprint());
        }
        Ok(())
    }

    /// Understands some of those documents again that were understood by another vocabulary. Returns how many.
    pub(super) fn understand_again(&mut self, most: usize, until: Instant) -> anyhow::Result<usize> {
        let current = self.understanding.thesaurus.fingerprint();
        let stale: BTreeSet<String> = self.accounts.stale(current).take(most).map(str::to_owned).collect();
        if stale.is_empty() {
            return Ok(0);
        }
        let standing = self.index.indexed()?;
        let mut done = 0;
        for path in stale {
            if done > 0 && Instant::now() > until {
                break;
            }
            // What was put since the last commit has the new vocabulary already and is not stale.
            let Some(indexed) = standing.get(&path) else { continue };
            let Some(document) = self.index.stored(indexed)? else { continue };
            self.understand(document, &indexed.claim, indexed.file)?;
            done += 1;
        }
        Ok(done)
    }

    fn understand(
        &mut self,
        document: crate::model::Document,
        claim: &str,
        file: crate::model::Fingerprint,
    ) -> anyhow::Result<()> {
        let mut document = enrich::again(document, &self.understanding.knowledge());
        document.id = crate::model::DocumentId(claim.to_owned());
        self.put(document, file)
    }
}
