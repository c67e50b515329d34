//! The nouns of Praxis: plain values that every other room speaks in.
//!
//! This room refuses to know the disk, the clock, the index and HTTP. Whatever it defines can be
//! built in a test with a struct literal.

mod departed;
mod document;
mod evaluation;
mod lang;
mod problem;
mod query;
mod results;

pub use departed::Departed;
pub use document::{
    Assigned, Basis, DateSpan, Document, DocumentId, Fingerprint, Kind, LanguageBasis, Mentioned, PageNumber, Parsed,
    Source, Stated, StatedPartner, TranslationKind, page_at,
};
pub use evaluation::{Evaluation, EvaluationLevel};
pub use lang::Lang;
pub use problem::{Accounting, Failure, Problem, ProblemStatus, Warning};
pub use query::{FacetOrder, Filters, Matching, Query, Sort, YEAR};
pub use results::{
    Correction, FacetCount, FacetCounts, Hit, Matched, Parts, Relaxation, Results, Snippet, Suggestion, SuggestionKind,
    TranslationLink, Why,
};
