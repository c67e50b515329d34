//! What lies near a document by its meaning, in whatever language: not its translations, and not its copies.

use super::matching::{Match, Matches};
use super::meaning::Near;
use super::plan::Plan;
use super::{Found, hits, order};
use crate::index::{NO_GROUP, Snapshot};
use crate::model::{Document, Hit, Lang, Query};
use tantivy::Term;

/// Passages that are looked at.
const LOOKED_AT: usize = 200;

/// The practices nearest to a document, nearest first; the score of each is how near it is.
///
/// # Errors
/// Only when the index cannot be read.
pub fn near_document(document: &Document, reader: &Lang, snapshot: &Snapshot, most: usize) -> anyhow::Result<Vec<Hit>> {
    let Some(passages) = &snapshot.meaning else { return Ok(Vec::new()) };
    let own = snapshot.served(&Term::from_field_text(snapshot.fields.id, &document.id.0))?;
    let Some(own) = own.first() else { return Ok(Vec::new()) };
    let Some(vector) = passages.mean_of(own.segment_ord, own.doc_id) else { return Ok(Vec::new()) };
    let group_of = |segment: u32, doc: u32| snapshot.columns[segment as usize].groups[doc as usize];
    let own_group = group_of(own.segment_ord, own.doc_id);
    let is_copy = |segment, doc| passages.share_one(segment, doc, own.segment_ord, own.doc_id);
    let mut near = Near::of_vector(&vector, LOOKED_AT, passages, snapshot);
    near.leave_out(|segment, doc| group_of(segment, doc) == own_group || is_copy(segment, doc));
    let matches = near.documents().filter(|(segment, doc, _)| group_of(*segment, *doc) != NO_GROUP);
    let matches = matches.map(|(segment, doc, score)| Match {
        segment,
        doc,
        group: group_of(segment, doc),
        score,
        by_meaning: true,
        ..Match::default()
    });
    let query = Query { per_page: most, reader: Some(reader.clone()), ..Query::default() };
    let page = order::page(matches.collect(), &query, snapshot)?;
    let found = Found { plan: Plan::default(), matches: Matches::default(), relaxed: None, near: None };
    hits::hits(&page, &found, snapshot)
}
