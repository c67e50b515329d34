//! Everything that one request may see, frozen at one commit.

use super::columns::{Columns, Dictionary, LanguageStatistics, NO_GROUP};
use super::meaning::Passages;
use crate::analysis::Analysis;
use crate::facets::LANGUAGE;
use crate::model::{Accounting, Departed, Document, DocumentId, Lang, Problem, TranslationLink};
use crate::schema::{self, Fields, Outline};
use crate::thesaurus::Thesaurus;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

/// How changes of the folder are noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchStatus {
    /// `native` (events of the operating system), `poll`, or `off`.
    pub mode: String,
    /// When the whole folder was last compared with the index, ISO 8601.
    pub last_reconcile: Option<String>,
}

/// What is known beside the index when a snapshot is taken.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    pub thesaurus: Arc<Thesaurus>,
    pub accounting: Accounting,
    pub problems: Arc<Vec<Problem>>,
    /// The first files that are being dealt with or wait for it, by path.
    pub at_work: Arc<Vec<String>>,
    pub departed: Arc<BTreeMap<DocumentId, Departed>>,
    /// Whether everything that was in the folder at start-up is searchable.
    pub ready: bool,
    pub watch: WatchStatus,
}

/// The index at one commit.
pub(super) struct Frozen {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) columns: Vec<Arc<Columns>>,
    pub(super) dictionary: Arc<Dictionary>,
    pub(super) group_count: usize,
    pub(super) generation: String,
    pub(super) meaning: Option<Passages>,
}

/// One world: the index at one commit, with the vocabulary and the account of files that belong to it.
pub struct Snapshot {
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    /// By segment, as the searcher orders them.
    pub(crate) columns: Vec<Arc<Columns>>,
    pub(crate) dictionary: Arc<Dictionary>,
    /// By the key of the language.
    pub(crate) statistics: BTreeMap<String, LanguageStatistics>,
    /// By facet and ordinal: the place of the value among all of the facet, in the order of their ids.
    pub(crate) ranks: Vec<Vec<u32>>,
    /// Served documents by translation group.
    pub(crate) group_members: Vec<u32>,
    pub analysis: Arc<Analysis>,
    pub thesaurus: Arc<Thesaurus>,
    pub accounting: Accounting,
    pub problems: Arc<Vec<Problem>>,
    /// The first files that are being dealt with or wait for it, by path.
    pub at_work: Arc<Vec<String>>,
    /// The documents that have gone, by id.
    pub departed: Arc<BTreeMap<DocumentId, Departed>>,
    pub ready: bool,
    pub watch: WatchStatus,
    /// Differs whenever any answer could.
    pub generation: String,
    /// What is known of the meaning of documents; nothing where there is no encoder.
    pub meaning: Option<Passages>,
    /// Documents served.
    pub documents: u64,
    /// Documents served, by language.
    pub languages: BTreeMap<String, u64>,
}

impl Snapshot {
    pub(super) fn new(frozen: Frozen, analysis: Arc<Analysis>, surroundings: Surroundings) -> Snapshot {
        let ranks = frozen.dictionary.ranks();
        let mut snapshot = Snapshot {
            searcher: frozen.searcher,
            fields: frozen.fields,
            columns: frozen.columns,
            dictionary: frozen.dictionary,
            ranks,
            statistics: BTreeMap::new(),
            group_members: vec![0; frozen.group_count],
            analysis,
            thesaurus: surroundings.thesaurus,
            accounting: surroundings.accounting,
            problems: surroundings.problems,
            at_work: surroundings.at_work,
            departed: surroundings.departed,
            ready: surroundings.ready,
            watch: surroundings.watch,
            generation: frozen.generation,
            meaning: frozen.meaning,
            documents: 0,
            languages: BTreeMap::new(),
        };
        snapshot.count();
        snapshot
    }

    fn count(&mut self) {
        let mut languages = vec![0_u64; self.dictionary.len(LANGUAGE)];
        for (reader, columns) in self.searcher.segment_readers().iter().zip(&self.columns) {
            for (key, found) in &columns.statistics {
                self.statistics.entry(key.clone()).or_default().add(found);
            }
            for doc in 0..reader.max_doc() {
                let group = columns.groups[doc as usize];
                if group == NO_GROUP || reader.is_deleted(doc) {
                    continue;
                }
                self.group_members[group as usize] += 1;
                self.documents += 1;
                if let Some(language) = columns.language(doc) {
                    languages[language as usize] += 1;
                }
            }
        }
        let counted = self.dictionary.ids(LANGUAGE).zip(languages).filter(|(_, count)| *count > 0);
        self.languages = counted.map(|(id, count)| (id.to_string(), count)).collect();
    }

    /// Whether this is the last version that could be read: the file as it is now cannot be.
    pub fn is_last_readable(&self, document: &Document) -> bool {
        self.problems.iter().any(|problem| problem.path == document.path && problem.status.is_failure())
    }

    /// The document with this id, drafts excepted.
    ///
    /// # Errors
    /// Only when the index cannot be read.
    pub fn document(&self, id: &DocumentId) -> anyhow::Result<Option<Document>> {
        for address in self.served(&Term::from_field_text(self.fields.id, &id.0))? {
            let stored: TantivyDocument = self.searcher.doc(address)?;
            if let Some(document) = schema::from_index(&self.fields, &stored) {
                return Ok(Some(document));
            }
        }
        Ok(None)
    }

    /// The served members of a translation group, by language: id, language, title.
    ///
    /// # Errors
    /// Only when the index cannot be read.
    pub fn group(&self, group: &DocumentId) -> anyhow::Result<Vec<(DocumentId, Lang, String)>> {
        let mut members = Vec::new();
        for address in self.served(&Term::from_field_text(self.fields.group, &group.0))? {
            let stored: TantivyDocument = self.searcher.doc(address)?;
            if let Some(document) = Outline::from_index(&self.fields, &stored) {
                members.push((document.id, document.lang, document.title));
            }
        }
        members.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
        Ok(members)
    }

    /// The same without titles, from the columns alone.
    pub(crate) fn translations(&self, group: &DocumentId) -> tantivy::Result<Vec<TranslationLink>> {
        let mut members = Vec::new();
        for address in self.served(&Term::from_field_text(self.fields.group, &group.0))? {
            let columns = &self.columns[address.segment_ord as usize];
            members.push(TranslationLink { id: columns.id(address.doc_id), lang: columns.lang(address.doc_id) });
        }
        members.sort_by(|a, b| (&a.lang, &a.id).cmp(&(&b.lang, &b.id)));
        Ok(members)
    }

    /// The served documents that have this term.
    pub(crate) fn served(&self, term: &Term) -> tantivy::Result<Vec<DocAddress>> {
        let mut found = Vec::new();
        for (segment, (reader, columns)) in self.searcher.segment_readers().iter().zip(&self.columns).enumerate() {
            let inverted = reader.inverted_index(term.field())?;
            let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if !reader.is_deleted(doc) && columns.groups[doc as usize] != NO_GROUP {
                    found.push(DocAddress::new(u32::try_from(segment).expect("few segments"), doc));
                }
                postings.advance();
            }
        }
        Ok(found)
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("generation", &self.generation).field("documents", &self.documents).finish()
    }
}
