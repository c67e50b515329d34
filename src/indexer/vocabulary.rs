//! What documents are understood by: the vocabulary folder, read as one; and understanding them again when it changes.

use super::{Home, Indexer};
use crate::analysis::{Analysis, WordLists};
use crate::corpus::{Corpus, Unreadable, VOCABULARY};
use crate::enrich::{self, Knowledge};
use crate::index::Index;
use crate::model::{Document, DocumentId, Failure, Fingerprint, Problem, ProblemStatus};
use crate::thesaurus::{CountryName, Thesaurus, Vocabulary};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

/// A file of the vocabulary folder: its name, and what is wrong with a text of which nothing can be understood; empty
/// where something can.
type VocabularyFile = (&'static str, fn(&str) -> Vec<Problem>);

const FILES: [VocabularyFile; 4] = [
    (WORDS, |text| {
        let (lists, problems) = words(text);
        if lists == WordLists::default() { problems } else { Vec::new() }
    }),
    (THEMES, |text| nothing_but(Vocabulary::parse(Some(text), None, None))),
    (PARTNERS, |text| nothing_but(Vocabulary::parse(None, Some(text), None))),
    (PLACES, |text| nothing_but(Vocabulary::parse(None, None, Some(text)))),
];

const WORDS: &str = "words.yaml";
const THEMES: &str = "themes.yaml";
const PARTNERS: &str = "partners.yaml";
const PLACES: &str = "places.yaml";

/// The vocabulary in force.
#[derive(Clone, Debug)]
pub struct Understanding {
    pub analysis: Arc<Analysis>,
    pub thesaurus: Arc<Thesaurus>,
    pub problems: Vec<Problem>,
    /// The vocabulary folder as it was when it was read.
    files: u64,
    /// What each file says; where it is broken, what it said before.
    texts: Texts,
}

type Texts = BTreeMap<&'static str, String>;

impl Understanding {
    /// Reads the vocabulary folder. What cannot be understood of it is a problem, and the rest holds.
    pub fn read(corpus: &Corpus, countries: &[CountryName]) -> Understanding {
        Understanding::read_after(&Texts::new(), corpus, countries)
    }

    /// The same after some time. A file of which nothing can be understood any more was broken while it was written:
    /// nobody means to take all themes from all documents by a bracket too many. What it said before stays in force.
    fn read_after(before: &Texts, corpus: &Corpus, countries: &[CountryName]) -> Understanding {
        let files = corpus.vocabulary_fingerprint();
        let mut texts = Texts::new();
        let mut broken: BTreeMap<String, Vec<Problem>> = BTreeMap::new();
        for (name, wrong_with) in FILES {
            match text(corpus, name, wrong_with) {
                Ok(text) => texts.extend(text.map(|text| (name, text))),
                Err(mut problems) => {
                    let kept = before.get(name);
                    problems.push(nothing_understood(name, kept.is_some()));
                    broken.insert(shown(name), problems);
                    texts.extend(kept.map(|text| (name, text.clone())));
                }
            }
        }
        let file = |name: &str| texts.get(name).map(String::as_str);
        let (lists, mut problems) = words(file(WORDS).unwrap_or_default());
        let analysis = Analysis::new(&lists);
        let (vocabulary, found) = Vocabulary::parse(file(THEMES), file(PARTNERS), file(PLACES));
        problems.extend(found);
        let (thesaurus, found) = Thesaurus::build(vocabulary, countries, &analysis);
        problems.extend(found);
        // The lines of what a broken file said before are not its lines now.
        problems.retain(|problem| !broken.contains_key(&problem.path));
        problems.extend(broken.into_values().flatten());
        Understanding { analysis: Arc::new(analysis), thesaurus: Arc::new(thesaurus), problems, files, texts }
    }

    /// What a document is enriched with.
    pub fn knowledge(&self) -> Knowledge<'_> {
        Knowledge { thesaurus: &self.thesaurus, analysis: &self.analysis }
    }
}

/// The text of a file; `None` where there is none, problems where nothing of it can be read or understood.
fn text(corpus: &Corpus, name: &str, wrong_with: fn(&str) -> Vec<Problem>) -> Result<Option<String>, Vec<Problem>> {
    match corpus.read(&shown(name)) {
        Ok(contents) => {
            let text = String::from_utf8_lossy(&contents.bytes).trim_start_matches('\u{feff}').to_owned();
            let problems = wrong_with(&text);
            if problems.is_empty() { Ok(Some(text)) } else { Err(problems) }
        }
        Err(Unreadable::Gone) => Ok(None),
        Err(Unreadable::Failed(Failure { status, reason, hint })) => {
            Err(vec![Problem { path: shown(name), line: None, status, reason, hint }])
        }
    }
}

/// The path of a vocabulary file below the corpus folder.
fn shown(name: &str) -> String {
    format!("{VOCABULARY}/{name}")
}

fn words(text: &str) -> (WordLists, Vec<Problem>) {
    let (lists, warnings) = WordLists::parse_yaml(text);
    (lists, warnings.into_iter().map(|warning| Problem::indexed(&shown(WORDS), warning)).collect())
}

/// The problems of a vocabulary in which there is nothing else.
fn nothing_but((vocabulary, problems): (Vocabulary, Vec<Problem>)) -> Vec<Problem> {
    if vocabulary == Vocabulary::default() { problems } else { Vec::new() }
}

fn nothing_understood(name: &str, is_kept: bool) -> Problem {
    let hint = if is_kept { "mend it; until then what it said before is in force" } else { "mend it" };
    Problem {
        path: shown(name),
        line: None,
        status: ProblemStatus::Failed,
        reason: "nothing of it can be understood".to_owned(),
        hint: Some(hint.to_owned()),
    }
}

impl Indexer {
    /// Reads the vocabulary again if its files have changed. Documents are understood again bit by bit after that; only
    /// if words are now cut or stemmed otherwise is the index written anew beside the one that serves.
    ///
    /// # Errors
    /// When the index cannot be read or written. What was in force stays so, until this is called again.
    pub fn look_at_vocabulary(&mut self) -> anyhow::Result<()> {
        if self.parts.corpus.vocabulary_fingerprint() == self.understanding.files {
            return Ok(());
        }
        let before = &self.understanding;
        let fresh = Understanding::read_after(&before.texts, &self.parts.corpus, &self.parts.countries);
        tracing::info!(problems = fresh.problems.len(), "the vocabulary has changed");
        let other_words = fresh.analysis.fingerprint() != before.analysis.fingerprint();
        let before = std::mem::replace(&mut self.understanding, fresh);
        if other_words && let Err(error) = self.write_anew() {
            self.understanding = before;
            return Err(error);
        }
        Ok(())
    }

    /// Writes all that is indexed into a new index, from what the old one stores, and takes it in use.
    fn write_anew(&mut self) -> anyhow::Result<()> {
        let analysis = Arc::clone(&self.understanding.analysis);
        let fresh = match &self.home {
            Home::Folder { folder, lock } => folder.open_for_writing(lock, analysis)?,
            Home::Memory => Index::in_memory(analysis)?,
        };
        let old = std::mem::replace(&mut self.index, fresh);
        if let Err(error) = self.carry_over(&old) {
            self.index = old;
            self.start_over()?;
            return Err(error);
        }
        // Where an earlier one serves still, it goes when this one is complete.
        if let Home::Folder { folder, lock } = &self.home
            && self.earlier.is_none()
        {
            folder.forget_others(lock, self.index.fingerprint());
        }
        Ok(())
    }

    /// Takes over what another index stores, and nothing else.
    fn carry_over(&mut self, old: &Index) -> anyhow::Result<()> {
        let standing = old.indexed()?;
        for path in self.index.indexed()?.keys().filter(|path| !standing.contains_key(*path)) {
            self.index.remove(path)?;
        }
        for (path, indexed) in &standing {
            match old.stored(indexed) {
                Ok(Some(document)) => self.understand(document, &indexed.claim, indexed.file)?,
                _ => self.again(path),
            }
        }
        self.index.commit()
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
            // An entry that is not there or cannot be read is damaged: its file mends it.
            match standing.get(&path).map(|indexed| (indexed, self.index.stored(indexed))) {
                Some((indexed, Ok(Some(document)))) => self.understand(document, &indexed.claim, indexed.file)?,
                _ => self.again(&path),
            }
            done += 1;
        }
        Ok(done)
    }

    /// Indexes again what is stored of a file; what is known against the file as it is now stays so.
    pub(super) fn understand(&mut self, document: Document, claim: &str, file: Fingerprint) -> anyhow::Result<()> {
        let mut document = enrich::again(document, &self.understanding.knowledge());
        document.id = DocumentId(claim.to_owned());
        let path = document.path.clone();
        let broken = self.accounts.broken(&path, None);
        self.put(document, file)?;
        if broken.is_some() {
            self.accounts.broken(&path, broken);
        }
        Ok(())
    }
}
