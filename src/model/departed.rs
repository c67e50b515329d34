//! A document that is not there any more.

use super::{DocumentId, Lang};
use serde::{Deserialize, Serialize};

/// What is remembered of a document whose file has gone, so that its address still says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departed {
    pub id: DocumentId,
    pub title: String,
    pub lang: Lang,
    /// The day on which it was found to be gone, ISO 8601.
    pub day: String,
    /// [`super::Fingerprint::hash`] of the file as it was.
    pub hash: u64,
    /// The document with the same content in another place: the file was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<DocumentId>,
}
