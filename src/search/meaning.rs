//! What lies near a query's meaning, joined with what its words and the vocabulary find into one ranking.
//!
//! The passages nearest to the query are looked at, over the whole index and before any filter, so that what matches
//! stays a fixed set. A document that words found gains by how near its nearest passage is; one that they did not find
//! is added if it is near enough. A query says by itself whether meaning is asked for at all.

use super::matching::{Match, Matches};
use super::plan::{Plan, PlanLanguage, mask};
use crate::index::{NO_GROUP, Passages, Place, Snapshot};
use crate::model::{Matching, Query};
use crate::semantic::DIMENSIONS;
use std::collections::{HashMap, HashSet};

/// Passages that are looked at.
const LOOKED_AT: usize = 600;

/// Documents that meaning alone may add.
const MOST_ADDED: usize = 40;

/// A single word of so few letters has too many meanings.
const SHORTEST: usize = 4;

/// How near a passage is, at least, for its document to be added: to a question or many words, which say what is meant;
/// to a few words; to a few of which some are nowhere, so that half of what was meant may be missing; and to what is said
/// in a word that documents have, or in words that the vocabulary knows as one name: those are found, and what only
/// resembles them is in the way. Of documents on one field most lie at 0.5 to 0.55 from anything asked in it.
const NEAR_MANY_WORDS: f32 = 0.45;
const NEAR_FEW_WORDS: f32 = 0.55;
const NEAR_PARTS: f32 = 0.575;
const NEAR_A_NAME: f32 = 0.68;

/// What the score of words counts beside the similarity: in proportion where all documents are in one language, less the
/// more languages there are; and by its cube, up to a bound. That a document has most of a query says much anywhere; that
/// it has a few of its words says something where others had the same chance to have them, and next to nothing where the
/// answer may be in another language. Chosen on collections with known answers, in one language and in many.
const IN_PROPORTION: f32 = 0.25;
const BY_THE_CUBE: f32 = 0.5;

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
        let found = passages.nearest(vector, most);
        let floor = found.last().map_or(0.0, |(_, similarity)| *similarity);
        let beyond = passages.beyond_language(vector);
        let mut near = Near { floor, ..Near::default() };
        for (slot, similarity) in found {
            for place in passages.places(slot) {
                let language = snapshot.columns[place.segment as usize].language(place.doc);
                near.note(*place, beyond.similarity(slot, language, similarity));
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
        let enough = enough(plan, matches);
        let scale = Scale::of(plan);
        for found in &mut matches.all {
            let similarity = self.of(found).map_or(self.floor, |(similarity, _)| similarity);
            found.words = found.score;
            found.score = scale.words(found.words) + similarity;
        }
        if !adds(plan) {
            return;
        }
        let known: HashSet<(u32, u32)> = matches.all.iter().map(|found| (found.segment, found.doc)).collect();
        let mut added: Vec<Match> = Vec::new();
        for (&(segment, doc), &(similarity, _)) in &self.documents {
            let group = snapshot.columns[segment as usize].groups[doc as usize];
            if similarity >= enough && group != NO_GROUP && !known.contains(&(segment, doc)) {
                added.push(Match { segment, doc, group, score: similarity, by_meaning: true, ..Match::default() });
            }
        }
        added.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then((a.segment, a.doc).cmp(&(b.segment, b.doc))));
        added.truncate(MOST_ADDED);
        matches.all.extend(added);
    }
}

/// How near a passage must be for its document to be added.
fn enough(plan: &Plan, matches: &Matches) -> f32 {
    let content = plan.content();
    let named = plan.bridges.iter().fold(0, |named, bridge| named | bridge.span);
    if plan.long {
        NEAR_MANY_WORDS
    } else if plan.relaxed {
        NEAR_PARTS
    } else if !matches.all.is_empty() && (content.count_ones() == 1 || content & !named == 0) {
        NEAR_A_NAME
    } else {
        NEAR_FEW_WORDS
    }
}

/// What words count in a corpus.
struct Scale {
    in_proportion: f32,
}

impl Scale {
    fn of(plan: &Plan) -> Scale {
        let documents = |language: &PlanLanguage| language.statistics.documents as f32;
        let all = plan.languages.iter().map(documents).sum::<f32>().max(1.0);
        // The chance that two documents are in one language.
        let alike: f32 = plan.languages.iter().map(|language| (documents(language) / all).powi(2)).sum();
        Scale { in_proportion: IN_PROPORTION * alike }
    }

    fn words(&self, score: f32) -> f32 {
        let score = score.max(0.0);
        let cube = score.powi(3);
        self.in_proportion * score + BY_THE_CUBE * cube / (cube + 1.0)
    }
}

/// Whether meaning alone may bring a document: whoever puts words in quotation marks or leaves some out means words.
fn adds(plan: &Plan) -> bool {
    plan.excluded.is_empty() && mask(&plan.units, |unit| !unit.word) == 0
}
