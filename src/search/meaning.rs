//! What lies near a query's meaning, joined with what its words and the vocabulary find into one ranking.
//!
//! The passages nearest to the query are looked at, over the whole index and before any filter, so that what matches
//! stays a fixed set. A document that words found gains by how near its nearest passage is; one that they did not find
//! is added if it is near enough. A query says by itself whether meaning is asked for at all.

use super::matching::{Match, Matches};
use super::plan::{Plan, mask};
use crate::index::{NO_GROUP, Passages, Place, Snapshot};
use crate::model::{Matching, Query};
use crate::semantic::DIMENSIONS;
use std::collections::{HashMap, HashSet};

/// Passages that are looked at.
const LOOKED_AT: usize = 600;

/// Documents that meaning alone may add.
const MOST_ADDED: usize = 20;

/// Of what a query has in common with all passages of a language, beyond what it has with the farthest, the share that
/// says nothing; and the most that this may come to.
const COMMON: f32 = 0.5;
const MOST_COMMON: f32 = 0.15;

/// A single word of so few letters has too many meanings.
const SHORTEST: usize = 4;

/// How near a passage is, at least, for its document to be added: for a question or many words, which say what is meant;
/// for a few words that nothing has; and for a few that are found, since there what only resembles them is in the way.
/// Of documents on one field most lie at 0.5 to 0.6 from any of its questions.
const NEAR_MANY_WORDS: f32 = 0.45;
const NEAR_NOTHING: f32 = 0.6;
const NEAR_FEW_WORDS: f32 = 0.65;

/// What words count beside the similarity, at most, and the score of words at which they count half of that. They count
/// by the square: that a document has most of a query says much, that it has a few of its words, in a corpus of many
/// languages, next to nothing. Chosen on collections with known answers, in one language and in many.
const WORDS: f32 = 0.3;
const HALF: f32 = 0.5;

/// What was found near a query's meaning.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// By segment and document: how near its nearest passage is, and which that is.
    documents: HashMap<(u32, u32), (f32, u32)>,
    /// Nothing that is not among them is nearer than this.
    floor: f32,
}

impl Near {
    /// How near a document is, and by which of its passages.
    pub(super) fn of(&self, found: &Match) -> Option<(f32, u32)> {
        self.documents.get(&(found.segment, found.doc)).copied()
    }
}

/// Looks for what lies near a query; `None` where its meaning is not to be asked for, or cannot be.
pub(super) fn near(query: &Query, plan: &Plan, snapshot: &Snapshot) -> Option<Near> {
    let passages = snapshot.meaning.as_ref().filter(|passages| passages.encoded > 0)?;
    let short = plan.units.len() == 1 && plan.units[0].text.chars().count() <= SHORTEST;
    if query.matching == Matching::Words || plan.is_everything() || plan.wordless || short {
        return None;
    }
    let vector = passages.query(&query.text)?;
    Some(Near::of_vector(&vector, LOOKED_AT, passages, snapshot))
}

impl Near {
    /// The documents of the passages nearest to a vector.
    pub(super) fn of_vector(vector: &[f32; DIMENSIONS], most: usize, passages: &Passages, snapshot: &Snapshot) -> Near {
        let common = passages.in_common(vector);
        let least = common.values().copied().reduce(f32::min).unwrap_or(0.0);
        let found = passages.nearest(vector, most);
        let floor = found.last().map_or(0.0, |(_, similarity)| *similarity);
        let mut near = Near { floor, ..Near::default() };
        for (slot, similarity) in found {
            for place in passages.places(slot) {
                let language = snapshot.columns[place.segment as usize].language(place.doc);
                let own = language.and_then(|language| common.get(&language)).copied().unwrap_or(least);
                near.note(*place, similarity - (COMMON * (own - least)).min(MOST_COMMON));
            }
        }
        near
    }

    /// Forgets documents, by segment and number.
    pub(super) fn leave_out(&mut self, is_out: impl Fn(u32, u32) -> bool) {
        self.documents.retain(|(segment, doc), _| !is_out(*segment, *doc));
    }

    /// All documents, by segment and number, with how near they are.
    pub(super) fn documents(&self) -> impl Iterator<Item = (u32, u32, f32)> {
        self.documents.iter().map(|((segment, doc), (similarity, _))| (*segment, *doc, *similarity))
    }

    fn note(&mut self, place: Place, similarity: f32) {
        let best = self.documents.entry((place.segment, place.doc)).or_insert((f32::MIN, 0));
        if similarity > best.0 {
            *best = (similarity, place.passage);
        }
    }

    /// Joins it with what words and vocabulary found.
    pub(super) fn join(&self, matches: &mut Matches, plan: &Plan, snapshot: &Snapshot) {
        let enough = match matches.all.is_empty() || plan.relaxed {
            _ if plan.long => NEAR_MANY_WORDS,
            true => NEAR_NOTHING,
            false => NEAR_FEW_WORDS,
        };
        for found in &mut matches.all {
            let similarity = self.of(found).map_or(self.floor, |(similarity, _)| similarity);
            found.words = found.score;
            found.score = score(found.words, similarity);
        }
        if !adds(plan) {
            return;
        }
        let known: HashSet<(u32, u32)> = matches.all.iter().map(|found| (found.segment, found.doc)).collect();
        let mut added: Vec<Match> = Vec::new();
        for (&(segment, doc), &(similarity, _)) in &self.documents {
            let group = snapshot.columns[segment as usize].groups[doc as usize];
            if similarity >= enough && group != NO_GROUP && !known.contains(&(segment, doc)) {
                let score = score(0.0, similarity);
                added.push(Match { segment, doc, group, score, by_meaning: true, ..Match::default() });
            }
        }
        added.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then((a.segment, a.doc).cmp(&(b.segment, b.doc))));
        added.truncate(MOST_ADDED);
        matches.all.extend(added);
    }
}

fn score(words: f32, similarity: f32) -> f32 {
    let square = words * words.max(0.0);
    WORDS * square / (square + HALF) + similarity
}

/// Whether meaning alone may bring a document: whoever puts words in quotation marks or leaves some out means words.
fn adds(plan: &Plan) -> bool {
    plan.excluded.is_empty() && mask(&plan.units, |unit| !unit.word) == 0
}
