//! A document by its id, with the other members of its translation group.

use crate::index::Snapshot;
use crate::model::{Document, DocumentId, Lang};

/// A document and its translations: id, language, title.
pub(super) type WithTranslations = (Document, Vec<(DocumentId, Lang, String)>);

/// The document with this id; `None` where there is none.
///
/// # Errors
/// Only when the index cannot be read.
pub(super) fn find(world: &Snapshot, id: &DocumentId) -> anyhow::Result<Option<WithTranslations>> {
    let Some(document) = world.document(id)? else { return Ok(None) };
    let mut others = world.group(document.group())?;
    others.retain(|(other, ..)| *other != document.id);
    Ok(Some((document, others)))
}
