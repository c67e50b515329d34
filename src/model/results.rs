//! What a search answers.

use super::{Assigned, DocumentId, EvaluationLevel, Filters, Kind, Lang, PageNumber};
use std::ops::Range;
use std::sync::Arc;

/// A passage of a document with the places that matched. Text, never HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    pub text: String,
    /// Ranges of Unicode scalar values in `text`: sorted, not overlapping.
    pub highlights: Vec<Range<usize>>,
}

/// Another member of a hit's translation group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslationLink {
    pub id: DocumentId,
    pub lang: Lang,
}

/// One reason why a hit is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// A word of the query, in the form in which it stands in the document.
    Word {
        text: String,
        lang: Lang,
    },
    /// A word that begins as asked (`prev*`).
    Prefix {
        text: String,
        lang: Lang,
    },
    /// The query names this theme; `text` is the label that the document has, or that the query used.
    Theme {
        text: String,
        concept: String,
    },
    Partner {
        text: String,
        partner: String,
    },
    Place {
        text: String,
        country: String,
    },
    /// What it says lies near what was asked, whatever the words: by the cosine of both.
    Meaning {
        similarity: f32,
    },
}

/// What a score is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// Of words and vocabulary, in shares of what the query could attain.
    pub words: f32,
    /// The cosine with the nearest passage, where the query's meaning was looked at.
    pub similarity: Option<f32>,
}

/// One practice (a translation group) that matches, shown by its best member.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub id: DocumentId,
    pub path: String,
    pub title: String,
    /// Ranges of Unicode scalar values in `title`.
    pub title_highlights: Vec<Range<usize>>,
    pub kind: Option<Kind>,
    pub lang: Lang,
    /// The other members of the group, in any language, sorted by language.
    pub translations: Vec<TranslationLink>,
    pub date: Option<String>,
    pub years: Option<(i32, i32)>,
    pub score: f32,
    pub snippet: Snippet,
    /// Where in the document the snippet stands, where it has pages or slides.
    pub page: Option<PageNumber>,
    pub themes: Vec<Assigned>,
    pub countries: Vec<Assigned>,
    pub partners: Vec<Assigned>,
    pub evaluation: EvaluationLevel,
    pub why: Vec<Why>,
    pub parts: Parts,
}

/// One value of a facet and how many practices choosing it would leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCount {
    /// Shared with the index: counts name hundreds of values.
    pub id: Arc<str>,
    pub count: u64,
    pub selected: bool,
}

/// The values of one facet, most frequent first. Values that nothing matches are not in it, unless they are selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    pub key: &'static str,
    pub values: Vec<FacetCount>,
}

/// How many practices match, each counted under its strongest reason; the three add up to the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    pub words: u64,
    pub vocabulary: u64,
    pub meaning: u64,
}

/// What was given up because nothing had every word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// Words of the query that no document holds.
    pub absent: Vec<String>,
}

/// Another spelling of the query that finds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub text: String,
    pub total: u64,
}

/// What kind of way out a suggestion offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    Theme,
    Spelling,
    WithoutWord,
    WithoutFilter,
}

/// A way out where little or nothing was found: another search, and what it would find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub kind: SuggestionKind,
    /// What changes: the theme's id, the corrected word, the word left out, or the key of the filter taken off.
    pub text: String,
    pub query: String,
    pub filters: Filters,
    pub total: u64,
}

/// The whole answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Practices (translation groups) that match the query and every filter. Exact unless `cut`.
    pub total: u64,
    pub matched: Matched,
    pub hits: Vec<Hit>,
    /// In the order of the list of facets.
    pub facets: Vec<FacetCounts>,
    pub relaxed: Option<Relaxation>,
    /// What of the vocabulary the query names: a facet's key and a value's id.
    pub named: Vec<(&'static str, String)>,
    pub corrections: Vec<Correction>,
    pub suggestions: Vec<Suggestion>,
    /// A deadline or a cap was reached: what is shown is not all.
    pub cut: bool,
}
