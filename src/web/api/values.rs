//! Values with their labels, as they stand in every answer.

use crate::model::{Assigned, Basis, DocumentId, Lang};
use crate::web::labels::Labels;
use serde::Serialize;
use utoipa::ToSchema;

/// A value of a facet.
#[derive(Serialize, ToSchema)]
pub(super) struct Value {
    /// The id by which it is chosen.
    pub(super) id: String,
    /// Its name in the reader's language.
    pub(super) label: String,
}

/// Another member of a translation group.
#[derive(Serialize, ToSchema)]
pub(super) struct Translation {
    pub(super) id: String,
    /// BCP 47
    pub(super) language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
}

impl Translation {
    pub(super) fn new(id: &DocumentId, lang: &Lang, title: Option<String>) -> Translation {
        Translation { id: id.0.clone(), language: lang.to_string(), title }
    }
}

/// A value of a facet that a document has, and why.
#[derive(Serialize, ToSchema)]
pub(super) struct Evidenced {
    pub(super) id: String,
    pub(super) label: String,
    #[serde(flatten)]
    pub(super) known: Known,
    /// The part a partner played.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<String>,
}

pub(super) fn labelled(labels: Labels<'_>, key: &str, values: &[Assigned]) -> Vec<Value> {
    let value = |value: &Assigned| Value { id: value.id.clone(), label: labels.value(key, &value.id).text };
    values.iter().map(value).collect()
}

pub(super) fn evidenced(labels: Labels<'_>, key: &str, values: &[Assigned]) -> Vec<Evidenced> {
    let value = |value: &Assigned| {
        let label = labels.value(key, &value.id).text;
        Evidenced { id: value.id.clone(), label, known: Known::of(&value.basis), role: value.role.clone() }
    };
    values.iter().map(value).collect()
}

/// How a value is known.
#[derive(Serialize, ToSchema)]
pub(super) struct Known {
    /// `stated` by the author, `declared` by the file, or `detected` in the text.
    pub(super) by: &'static str,
    /// The sentence in which it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sentence: Option<String>,
    /// The words that were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
}

impl Known {
    pub(super) fn of(basis: &Basis) -> Known {
        let (by, sentence, text) = match basis {
            Basis::Stated => ("stated", None, None),
            Basis::Declared => ("declared", None, None),
            Basis::Detected { sentence, text } => ("detected", Some(sentence.clone()), Some(text.clone())),
        };
        Known { by, sentence, text }
    }
}
