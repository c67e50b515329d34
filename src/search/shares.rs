//! What share of the whole query some of its units are, in the language of a document.

use super::bm25::K1;
use super::plan::Plan;
use crate::index::Columns;

/// What parts of the query count in a segment.
pub(super) struct Shares<'a> {
    pub plan: &'a Plan,
    pub columns: &'a Columns,
}

impl Shares<'_> {
    /// The share of the query that these units are, in a language of the plan; outside it, by number.
    pub(super) fn share(&self, mut mask: u64, language: usize) -> f32 {
        let Some(of) = self.plan.languages.get(language) else {
            return mask.count_ones() as f32 / self.plan.units.len() as f32;
        };
        let mut sum = 0.0;
        while mask != 0 {
            sum += self.plan.units[mask.trailing_zeros() as usize].idf[language];
            mask &= mask - 1;
        }
        sum * (K1 + 1.0) / of.attainable
    }

    /// The place of a document's language in the plan.
    pub(super) fn language(&self, doc: u32) -> usize {
        let ordinal = self.columns.language(doc).map_or(0, |ordinal| ordinal as usize);
        self.plan.places.get(ordinal).copied().unwrap_or(usize::MAX)
    }
}
