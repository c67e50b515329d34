//! A document: what its author stated, what a format's parser read, and what Praxis made of both.

use super::{Evaluation, EvaluationLevel, Lang, Problem, ProblemStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The stable name of a document, from its front matter's `id` or made from its path.
/// Lower-case letters, digits, `-`, `_` and `.`; never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(pub String);

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of write-up a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Practice,
    Workshop,
    Conference,
    Report,
    News,
}

impl Kind {
    /// All kinds, in the order in which an interface lists them.
    pub const ALL: [Kind; 5] = [Kind::Practice, Kind::Workshop, Kind::Conference, Kind::Report, Kind::News];

    /// The id used in front matter, URLs and the API.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Practice => "practice",
            Kind::Workshop => "workshop",
            Kind::Conference => "conference",
            Kind::Report => "report",
            Kind::News => "news",
        }
    }

    /// The kind with this id.
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// How a translation came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TranslationKind {
    Official,
    Machine,
    Summary,
}

/// A partner as the front matter names it: any known id, name or acronym, and the part it played.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StatedPartner {
    pub name: String,
    pub role: Option<String>,
}

/// Where a statement comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    pub title: String,
    pub url: Option<String>,
}

/// When something happened: ISO 8601 dates as written (`2021`, `2021-11`, `2021-11-04`), both ends included.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DateSpan {
    pub start: Option<String>,
    pub end: Option<String>,
}

/// Everything that a person stated in front matter or a sidecar, as written: nothing is looked up or corrected here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stated {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub themes: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub countries: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partners: Option<Vec<StatedPartner>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<DateSpan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    pub draft: bool,
    /// On which lines of the file each key stands (`themes`, `evaluation.level`), and after it each value of a list.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: BTreeMap<String, Vec<u32>>,
}

impl Stated {
    /// The line of a key, where it is known.
    pub fn line(&self, key: &str) -> Option<u32> {
        self.lines.get(key)?.first().copied()
    }

    /// The line of a value of a list; of its key, where the values are not lines of their own.
    pub fn line_of(&self, key: &str, value: usize) -> Option<u32> {
        self.lines.get(key)?.get(value + 1).copied().or_else(|| self.line(key))
    }
}

/// What a format's parser read from a file's bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parsed {
    /// The format's name in the list of formats: `markdown`, `html`, `text` …
    pub format: String,
    pub stated: Stated,
    /// A title found in the text itself (first heading, `<title>`), where there is one.
    pub title: Option<String>,
    /// The body as clean HTML: only harmless elements and attributes, no scripts, no styles. Does not repeat the title.
    pub html: String,
    /// The body as plain text, one block a line.
    pub text: String,
    /// Where in `text` each page or slide begins, in bytes; none where the format has none.
    pub pages: Vec<usize>,
    /// The language that the file declares for itself (HTML `lang`).
    pub declared_language: Option<String>,
    /// The day on which the file says that it was written, ISO 8601.
    pub written: Option<String>,
    /// How far it could be read. Where that is not simply [`ProblemStatus::Indexed`], the first warning says why.
    pub status: ProblemStatus,
    pub warnings: Vec<super::Warning>,
}

/// A page or a slide of a document, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageNumber {
    pub number: usize,
    pub slide: bool,
}

/// How the language of a document became known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LanguageBasis {
    /// The front matter or the sidecar says so.
    Stated,
    /// The file's own format says so (HTML `lang`).
    Declared,
    /// Found out from the words of the body.
    Detected,
    #[default]
    Undetermined,
}

/// Why a value is assigned to a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Basis {
    /// A person stated it.
    Stated,
    /// The file says it of itself.
    Declared,
    /// It stands in this sentence of the text (or in the file's path). `text` is what stands there for it.
    Detected { sentence: String, text: String },
}

/// A value of a facet that a document has, by id, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assigned {
    pub id: String,
    pub basis: Basis,
    /// The part a partner played, where stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// How often a label of a theme, partner or country stands in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentioned {
    /// Kind and id: `theme:street-gangs`, `partner:icpc`, `country:CA`.
    pub entry: String,
    /// The label as it stands there first.
    pub text: String,
    pub count: u32,
}

/// A file's state on disk, by which a change is noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970 of the last modification.
    pub modified: i64,
    pub inode: u64,
    /// First 8 bytes of the content's BLAKE3 hash, and of the sidecar's where there is one.
    pub hash: u64,
}

/// A document as Praxis understands it: ready to be indexed and shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    pub id: DocumentId,
    /// Path below the corpus folder, with `/` between its parts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub format: String,
    pub lang: Lang,
    pub language_basis: LanguageBasis,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Stated, else the first paragraph that reads like one (then `summary_detected`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    pub summary_detected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Assigned>,
    /// The broader concepts of `themes` that are not in it themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub broader_themes: Vec<String>,
    /// ISO 3166-1 alpha-2 codes, or `international`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Assigned>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Assigned>,
    /// Everything of the vocabulary that the text names, whether assigned or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mentioned>,
    /// First and last calendar year it speaks for, both included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<(i32, i32)>,
    /// The day to sort by, ISO 8601, as precise as it is known: the end of a span.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// How the date is known; none where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_basis: Option<Basis>,
    pub evaluation: EvaluationLevel,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation_of: Option<DocumentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<TranslationKind>,
    pub draft: bool,
    /// As the author stated it: sources, places, authors, rights and all that is only shown.
    pub stated: Stated,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub html: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Where in `text` each page or slide begins, in bytes; none where the format has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<usize>,
    /// The day on which the file says that it was written, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The language that the file declares for itself (HTML `lang`), as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_language: Option<String>,
    /// How far its file could be read.
    pub status: ProblemStatus,
    /// What the format's reader had to say; also among `problems`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<super::Warning>,
    /// What a person should look at in this document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// The page or slide on which a place in a text (bytes) stands, given where each begins; none where there is only one.
pub fn page_at(format: &str, pages: &[usize], place: usize) -> Option<PageNumber> {
    let number = pages.iter().take_while(|start| **start <= place).count();
    let slide = matches!(format, "pptx" | "odp");
    (pages.len() > 1 && number > 0).then_some(PageNumber { number, slide })
}

impl Document {
    /// The page or slide on which a place in `text` (bytes) stands; none where there is only one or the format has none.
    pub fn page_at(&self, place: usize) -> Option<PageNumber> {
        page_at(&self.format, &self.pages, place)
    }

    /// The id that all translations of one practice share: the original's.
    pub fn group(&self) -> &DocumentId {
        self.translation_of.as_ref().unwrap_or(&self.id)
    }
}

impl Default for DocumentId {
    fn default() -> Self {
        DocumentId("document".to_owned())
    }
}

impl Default for Lang {
    fn default() -> Self {
        Lang::undetermined()
    }
}
