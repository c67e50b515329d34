//! Matches that pass → one per translation group, in the order asked for, cut to the page.

use super::matching::Match;
use crate::analysis::Analysis;
use crate::facets;
use crate::index::{NO_DAY, Snapshot};
use crate::model::{Kind, Query, Sort};
use std::cmp::Ordering;

/// A translation group: what orders it, which is the same for every reader, and the member that this reader sees.
#[derive(Clone, Copy)]
struct Group {
    shown: Match,
    /// Segment and document of the best member, whoever reads.
    best: (u32, u32),
    score: f32,
    newest: i64,
    oldest: i64,
    /// Puts equals into an order that is the same in every index.
    key: u32,
}

/// The page's groups: for each the member to show, with the score of its best member.
pub(super) fn page(passing: Vec<Match>, query: &Query, snapshot: &Snapshot) -> tantivy::Result<Vec<Match>> {
    let reader = query.reader.as_ref().map(|lang| Analysis::key(lang).to_owned());
    let first = query.page.saturating_sub(1).saturating_mul(query.per_page);
    let last = first.saturating_add(query.per_page);
    let (mut alone, mut several): (Vec<Match>, Vec<Match>) =
        passing.into_iter().partition(|found| snapshot.group_members[found.group as usize] == 1);
    if query.sort == Sort::Relevance {
        keep_best(&mut alone, last);
    }
    several.sort_unstable_by_key(|found| (found.group, found.segment, found.doc));
    let members = several.chunk_by(|a, b| a.group == b.group).chain(alone.chunks(1));
    let mut groups: Vec<Group> = members.map(|members| Group::of(members, reader.as_deref(), snapshot)).collect();
    let (first, last) = (first.min(groups.len()), last.min(groups.len()));
    let by_score = ByScore::new(snapshot);
    let by_score = |a: &Group, b: &Group| by_score.compare(a, b);
    match query.sort {
        Sort::Relevance => order(&mut groups, last, by_score),
        Sort::Newest => order(&mut groups, last, |a, b| b.newest.cmp(&a.newest).then_with(|| by_score(a, b))),
        Sort::Oldest => order(&mut groups, last, |a, b| a.oldest.cmp(&b.oldest).then_with(|| by_score(a, b))),
        Sort::Title => by_title(&mut groups, by_score, snapshot)?,
    }
    Ok(groups[first..last].iter().map(|group| Match { score: group.score, ..group.shown }).collect())
}

/// Keeps those among which the best so many are: all that score as much as the last of them.
fn keep_best(matches: &mut Vec<Match>, most: usize) {
    if most == 0 || most >= matches.len() {
        return;
    }
    let mut scores: Vec<f32> = matches.iter().map(|found| found.score).collect();
    let (_, &mut least, _) = scores.select_nth_unstable_by(most - 1, |a, b| b.total_cmp(a));
    matches.retain(|found| found.score.total_cmp(&least).is_ge());
}

impl Group {
    /// Shows the member in the reader's language, else the best.
    fn of(members: &[Match], reader: Option<&str>, snapshot: &Snapshot) -> Group {
        let better = |a: &&Match, b: &&Match| b.score.total_cmp(&a.score);
        let best = members.iter().min_by(better).expect("a group has a member");
        let own = members.iter().filter(|found| reader.is_some_and(|reader| is_in(found, reader, snapshot)));
        let days = members.iter().map(|found| day(found, snapshot)).filter(|day| *day != NO_DAY);
        Group {
            shown: *own.min_by(better).unwrap_or(best),
            best: (best.segment, best.doc),
            score: best.score,
            // What has no date comes last, whichever way.
            newest: days.clone().max().unwrap_or(i64::MIN),
            oldest: days.min().unwrap_or(i64::MAX),
            key: snapshot.columns[best.segment as usize].keys[best.doc as usize],
        }
    }
}

/// Brings the first `last` into order; what comes after need not be.
fn order(groups: &mut [Group], last: usize, compare: impl Fn(&Group, &Group) -> Ordering) {
    if last > 0 && last < groups.len() {
        groups.select_nth_unstable_by(last - 1, &compare);
    }
    groups[..last].sort_unstable_by(compare);
}

/// Better first; of equals practices before what is told about them, then the newer.
struct ByScore<'a> {
    snapshot: &'a Snapshot,
    /// The slot of the kind “practice”, if any document is one.
    practice: Option<u32>,
}

impl ByScore<'_> {
    fn new(snapshot: &Snapshot) -> ByScore<'_> {
        let practice = facets::position("kind").and_then(|kind| {
            let ordinal = snapshot.dictionary.ordinal(kind, Kind::Practice.id())?;
            Some(snapshot.dictionary.slots(kind)[ordinal as usize])
        });
        ByScore { snapshot, practice }
    }

    fn compare(&self, a: &Group, b: &Group) -> Ordering {
        let places = |group: &Group| (group.key, group.shown.group);
        b.score
            .total_cmp(&a.score)
            .then_with(|| self.is_practice(b).cmp(&self.is_practice(a)))
            .then_with(|| b.newest.cmp(&a.newest))
            .then_with(|| places(a).cmp(&places(b)))
    }

    /// Looked up only where two score the same.
    fn is_practice(&self, group: &Group) -> bool {
        let (segment, doc) = group.best;
        let columns = &self.snapshot.columns[segment as usize];
        self.practice.is_some_and(|practice| columns.rows.slots(doc).contains(&practice))
    }
}

fn day(found: &Match, snapshot: &Snapshot) -> i64 {
    snapshot.columns[found.segment as usize].days[found.doc as usize]
}

fn is_in(found: &Match, reader: &str, snapshot: &Snapshot) -> bool {
    let language = snapshot.columns[found.segment as usize].language(found.doc);
    language.is_some_and(|language| snapshot.dictionary.language_key(language) == reader)
}

/// Orders by the collation keys of the titles that are shown.
fn by_title(
    groups: &mut Vec<Group>,
    by_score: impl Fn(&Group, &Group) -> Ordering,
    snapshot: &Snapshot,
) -> tantivy::Result<()> {
    let readers = snapshot.searcher.segment_readers().iter();
    let columns: Vec<_> = readers.map(|reader| reader.fast_fields().bytes("order")).collect::<tantivy::Result<_>>()?;
    let mut titled = Vec::with_capacity(groups.len());
    for group in groups.drain(..) {
        let mut key = Vec::new();
        if let Some(column) = &columns[group.shown.segment as usize]
            && let Some(ordinal) = column.term_ords(group.shown.doc).next()
        {
            column.ord_to_bytes(ordinal, &mut key)?;
        }
        titled.push((key, group));
    }
    titled.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| by_score(&a.1, &b.1)));
    groups.extend(titled.into_iter().map(|(_, group)| group));
    Ok(())
}
