//! BM25 over the postings of one term, and other ways to read postings whole.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{InvertedIndexReader, SegmentReader, Term};

/// BM25's saturation of term frequency and its length normalisation, as usual since Robertson and Walker (1994).
pub(super) const K1: f32 = 1.2;
const B: f32 = 0.75;

/// One field of words, with what scoring in it needs.
pub(super) struct FieldScorer<'a> {
    pub(super) inverted: &'a InvertedIndexReader,
    pub(super) norms: &'a FieldNormReader,
    /// By field norm id: `K1 * (1 - B + B * length / average)`.
    pub(super) saturation: &'a [f32; 256],
    pub(super) weight: f32,
}

impl FieldScorer<'_> {
    /// Adds the term's score to each document that has it, and its bit to the document's mask.
    pub(super) fn add(&self, info: &TermInfo, scores: &mut [f32], masks: &mut [u64], bit: u64) -> tantivy::Result<()> {
        let mut postings = self.inverted.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
        while postings.block_len() > 0 {
            for (&doc, &frequency) in postings.docs().iter().zip(postings.freqs()) {
                let frequency = frequency as f32;
                let saturation = self.saturation[self.norms.fieldnorm_id(doc) as usize];
                scores[doc as usize] += self.weight * frequency / (frequency + saturation);
                masks[doc as usize] |= bit;
            }
            postings.advance();
        }
        Ok(())
    }
}

/// What a term's frequency saturates against, by field norm id, where the average length is this.
pub(super) fn saturation(average: f32) -> [f32; 256] {
    std::array::from_fn(|id| {
        let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).expect("256 ids")) as f32;
        K1 * (1.0 - B + B * length / average)
    })
}

/// All documents of a segment that have a term, deleted ones too.
pub(super) fn postings(reader: &SegmentReader, term: &Term) -> tantivy::Result<Vec<u32>> {
    let inverted = reader.inverted_index(term.field())?;
    let Some(mut postings) = inverted.read_block_postings(term, IndexRecordOption::Basic)? else {
        return Ok(Vec::new());
    };
    let mut docs = Vec::with_capacity(postings.doc_freq() as usize);
    while postings.block_len() > 0 {
        docs.extend_from_slice(postings.docs());
        postings.advance();
    }
    Ok(docs)
}
