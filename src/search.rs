//! Query + Snapshot → Results: hits with the reasons for them, exact counts, corrections and suggestions.
//!
//! What matches is decided by the query's text, how far it may go, and the snapshot; filters, order and page come
//! after. This room refuses to know URLs, HTML and the writer.

mod bm25;
mod conjunction;
mod count;
mod hits;
mod marks;
mod matching;
mod meaning;
mod order;
mod plan;
mod planner;
mod related;
mod shares;
mod snippet;
mod suggest;

pub use related::near_document;
pub use suggest::{Completion, complete};

use crate::index::Snapshot;
use crate::model::{Document, FacetCounts, Filters, Matched, Matching, Query, Relaxation, Results, TranslationLink};
use matching::Matches;
use meaning::Near;
use plan::Plan;
use std::time::{Duration, Instant};

/// Where nothing has all that is asked for, what has this share of the most that any document has is shown instead.
const RELAXED: f32 = 0.8;

/// Queries that find fewer than this are given ways out.
const FEW: u64 = 3;

/// Bounds of one answer.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// After this time words are no longer looked up; the answer says that it is cut.
    pub deadline: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { deadline: Duration::from_millis(500) }
    }
}

/// A whole document, and the others that are translations of it.
pub type Translated = (Document, Vec<TranslationLink>);

/// When to stop.
struct Deadline(Instant);

impl Deadline {
    fn after(time: Duration) -> Deadline {
        Deadline(Instant::now() + time)
    }

    fn passed(&self) -> bool {
        Instant::now() > self.0
    }
}

/// Answers a query.
///
/// # Errors
/// Only when the index cannot be read.
pub fn answer(query: &Query, snapshot: &Snapshot, limits: &Limits) -> anyhow::Result<Results> {
    let deadline = Deadline::after(limits.deadline);
    let found = Found::new(query, snapshot, &deadline)?;
    conclude(found, query, snapshot, &deadline)
}

/// Answers a query, and counts its facets without any filter as well, where it has some.
///
/// # Errors
/// Only when the index cannot be read.
pub fn answer_and_unfiltered(
    query: &Query,
    snapshot: &Snapshot,
    limits: &Limits,
) -> anyhow::Result<(Results, Option<Vec<FacetCounts>>)> {
    let deadline = Deadline::after(limits.deadline);
    let found = Found::new(query, snapshot, &deadline)?;
    let unfiltered =
        (!query.filters.is_empty()).then(|| count::within(&found.matches.all, &Filters::default(), snapshot).1);
    Ok((conclude(found, query, snapshot, &deadline)?, unfiltered))
}

/// The documents of a page of results, whole, each with its translations, and how many results there are; nothing else
/// of an answer.
///
/// # Errors
/// Only when the index cannot be read.
pub fn documents(query: &Query, snapshot: &Snapshot, limits: &Limits) -> anyhow::Result<(u64, Vec<Translated>)> {
    let found = Found::new(query, snapshot, &Deadline::after(limits.deadline))?;
    let (total, passing) = count::passing(found.matches.all, &query.filters, snapshot);
    let page = order::page(passing, query, snapshot)?;
    Ok((total, hits::documents(&page, snapshot)?))
}

fn conclude(mut found: Found, query: &Query, snapshot: &Snapshot, deadline: &Deadline) -> anyhow::Result<Results> {
    let counted = count::count(std::mem::take(&mut found.matches.all), &query.filters, snapshot);
    let page = order::page(counted.passing, query, snapshot)?;
    let mut results = Results {
        total: counted.total,
        matched: counted.matched,
        hits: hits::hits(&page, &found, snapshot)?,
        facets: counted.facets,
        cut: found.plan.cut || found.matches.cut,
        relaxed: found.relaxed.clone(),
        named: named(&found.plan),
        ..Results::default()
    };
    if !query.text.trim().is_empty() && query.page == 1 && query.matching == Matching::All {
        results.corrections = suggest::corrections(query, &found.plan, snapshot, deadline)?;
    }
    let Matched { words, vocabulary, .. } = results.matched;
    if (words + vocabulary < FEW || results.relaxed.is_some()) && !deadline.passed() {
        let asked = suggest::Asked { query, found: &found, without: &counted.without };
        results.suggestions = suggest::suggestions(&asked, &results, snapshot, deadline)?;
    }
    Ok(results)
}

/// Counts the facets of a search and nothing else: for pages that list what there is.
///
/// # Errors
/// Only when the index cannot be read.
pub fn facets(query: &Query, snapshot: &Snapshot) -> anyhow::Result<(u64, Vec<FacetCounts>)> {
    let found = Found::new(query, snapshot, &Deadline::after(Limits::default().deadline))?;
    let counted = count::count(found.matches.all, &query.filters, snapshot);
    Ok((counted.total, counted.facets))
}

/// What is left by a query and all its filters, counted by every facet: unlike in [`facets`], a facet's own choices hold
/// for its counts too, so that they say what occurs together with what was chosen.
///
/// # Errors
/// Only when the index cannot be read.
pub fn within(query: &Query, snapshot: &Snapshot) -> anyhow::Result<(u64, Vec<FacetCounts>)> {
    let found = Found::new(query, snapshot, &Deadline::after(Limits::default().deadline))?;
    Ok(count::within(&found.matches.all, &query.filters, snapshot))
}

/// What of the vocabulary a query names, each once.
fn named(plan: &Plan) -> Vec<(&'static str, String)> {
    let mut named: Vec<(&'static str, String)> = Vec::new();
    for bridge in &plan.bridges {
        let (key, id) = matching::entry_key(&bridge.entry);
        if !named.iter().any(|(_, known)| known == id) {
            named.push((key, id.to_owned()));
        }
    }
    named
}

/// What matches a query, before any filter.
struct Found {
    plan: Plan,
    matches: Matches,
    relaxed: Option<Relaxation>,
    /// What lies near the query's meaning, where that is asked for.
    near: Option<Near>,
}

impl Found {
    fn new(query: &Query, snapshot: &Snapshot, deadline: &Deadline) -> anyhow::Result<Found> {
        let mut plan = planner::plan(query, snapshot)?;
        let mut matches = matching::matches(&plan, snapshot, deadline)?;
        let mut relaxed = None;
        if matches.all.is_empty() && matches.best > 0.0 && query.matching == Matching::All {
            let seen = matches.seen;
            let content = plan.content();
            plan.relaxed = true;
            plan.rule.required = 0;
            plan.rule.counted = content;
            plan.rule.enough = matches.best * RELAXED;
            matches = matching::matches(&plan, snapshot, deadline)?;
            let units = plan.units.iter().enumerate();
            let absent = units.filter(|(index, _)| content & !seen & (1 << index) != 0);
            relaxed = Some(Relaxation { absent: absent.map(|(_, unit)| unit.text.clone()).collect() });
        }
        let near = meaning::near(query, &plan, snapshot);
        if let Some(near) = &near {
            near.join(&mut matches, &plan, snapshot);
        }
        Ok(Found { plan, matches, relaxed, near })
    }

    /// How many practices a query finds.
    fn total(query: &Query, filters: &Filters, snapshot: &Snapshot, deadline: &Deadline) -> anyhow::Result<u64> {
        if query.text.trim().is_empty()
            && let Some(total) = count::everything(filters, snapshot)?
        {
            return Ok(total);
        }
        let found = Found::new(query, snapshot, deadline)?;
        if found.relaxed.is_some() {
            return Ok(0);
        }
        Ok(count::total(&found.matches.all, filters, snapshot))
    }
}
