//! What a list of hits shows of a document: as little of what is stored as that needs.

use super::{Fields, Spans};
use crate::model::{self, Assigned, DocumentId, EvaluationLevel, Kind, Lang, Mentioned, PageNumber};
use serde::Deserialize;
use tantivy::TantivyDocument;
use tantivy::schema::Value as _;

/// A document without its HTML and without what its author stated beside the values.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Outline {
    pub id: DocumentId,
    pub path: String,
    pub format: String,
    /// Where in `text` each page or slide begins, in bytes; none where the format has none.
    pub pages: Vec<usize>,
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub kind: Option<Kind>,
    pub themes: Vec<Assigned>,
    pub broader_themes: Vec<String>,
    pub countries: Vec<Assigned>,
    pub partners: Vec<Assigned>,
    pub mentions: Vec<Mentioned>,
    pub years: Option<(i32, i32)>,
    pub date: Option<String>,
    pub evaluation: EvaluationLevel,
    pub translation_of: Option<DocumentId>,
    #[serde(skip)]
    pub text: String,
    #[serde(skip)]
    pub spans: Spans,
}

impl Outline {
    /// What the index holds of it. `None` where the entry is damaged.
    pub fn from_index(fields: &Fields, stored: &TantivyDocument) -> Option<Outline> {
        let text = |field| stored.get_first(field).and_then(|value| value.as_str());
        let mut outline: Outline = serde_json::from_str(text(fields.stored_meta)?).ok()?;
        outline.text = text(fields.stored_text)?.to_owned();
        let spans = stored.get_first(fields.stored_spans).and_then(|value| value.as_bytes());
        outline.spans = spans.map(Spans::read).unwrap_or_default();
        Some(outline)
    }

    /// The page or slide on which a place in `text` (bytes) stands; none where there is only one or the format has none.
    pub fn page_at(&self, place: usize) -> Option<PageNumber> {
        model::page_at(&self.format, &self.pages, place)
    }

    /// The id that all translations of it share: the original's.
    pub fn group(&self) -> &DocumentId {
        self.translation_of.as_ref().unwrap_or(&self.id)
    }
}
