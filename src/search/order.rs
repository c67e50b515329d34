//! Matches that pass → one per translation group, in the order asked for, cut to the page.

use super::matching::Match;
use crate::analysis::Analysis;
use crate::facets;
use crate::index::{NO_DAY, Snapshot};
use crate::model::{Lang, Query, Sort};
use std::cmp::Ordering;

/// The page's groups: for each the member to show, with the score of its best member.
pub(super) fn page(mut passing: Vec<Match>, query: &Query, snapshot: &Snapshot) -> tantivy::Result<Vec<Match>> {
    let reader = query.reader.as_ref().map(|lang| Analysis::key(lang).to_owned());
    passing.sort_unstable_by_key(|found| found.group);
    let mut shown: Vec<Match> = passing
        .chunk_by(|a, b| a.group == b.group)
        .map(|members| representative(members, reader.as_deref(), snapshot))
        .collect();
    let first = query.page.saturating_sub(1).saturating_mul(query.per_page).min(shown.len());
    let last = first.saturating_add(query.per_page).min(shown.len());
    match query.sort {
        Sort::Relevance => order(&mut shown, last, |a, b| by_score(a, b, snapshot)),
        Sort::Newest => order(&mut shown, last, |a, b| {
            day(b, snapshot).cmp(&day(a, snapshot)).then_with(|| by_score(a, b, snapshot))
        }),
        Sort::Oldest => order(&mut shown, last, |a, b| {
            let age = |found| (day(found, snapshot) == NO_DAY, day(found, snapshot));
            age(a).cmp(&age(b)).then_with(|| by_score(a, b, snapshot))
        }),
        Sort::Title => {
            let mut titled = titles(&shown, snapshot)?;
            titled.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.group.cmp(&b.1.group)));
            shown = titled.into_iter().map(|(_, found)| found).collect();
        }
    }
    Ok(shown[first..last].to_vec())
}

/// Brings the first `last` into order; what comes after need not be.
fn order(shown: &mut [Match], last: usize, compare: impl Fn(&Match, &Match) -> Ordering) {
    if last > 0 && last < shown.len() {
        shown.select_nth_unstable_by(last - 1, &compare);
    }
    shown[..last].sort_unstable_by(compare);
}

/// Better first; of equals the newer, then the one whose group was known longer.
fn by_score(a: &Match, b: &Match, snapshot: &Snapshot) -> Ordering {
    b.score
        .total_cmp(&a.score)
        .then_with(|| day(b, snapshot).cmp(&day(a, snapshot)))
        .then_with(|| a.group.cmp(&b.group))
}

fn day(found: &Match, snapshot: &Snapshot) -> i64 {
    snapshot.columns[found.segment as usize].days[found.doc as usize]
}

/// The member in the reader's language, else the best; with the best score of all, so that the order of groups does
/// not depend on who reads.
fn representative(members: &[Match], reader: Option<&str>, snapshot: &Snapshot) -> Match {
    let best = members.iter().min_by(|a, b| by_score(a, b, snapshot).then_with(|| place(a).cmp(&place(b))));
    let best = best.expect("a group has a member");
    let own = members.iter().filter(|found| reader.is_some_and(|reader| is_in(found, reader, snapshot)));
    let own = own.min_by(|a, b| by_score(a, b, snapshot).then_with(|| place(a).cmp(&place(b))));
    Match { score: best.score, ..*own.unwrap_or(best) }
}

fn place(found: &Match) -> (u32, u32) {
    (found.segment, found.doc)
}

fn is_in(found: &Match, reader: &str, snapshot: &Snapshot) -> bool {
    let facet = facets::position("language").expect("the list of facets has the language");
    let languages = snapshot.columns[found.segment as usize].facets[facet].values(found.doc);
    languages.iter().any(|&language| {
        let lang = Lang::parse(snapshot.dictionary.id(facet, language)).unwrap_or_default();
        Analysis::key(&lang) == reader
    })
}

/// The collation keys of the titles.
fn titles(shown: &[Match], snapshot: &Snapshot) -> tantivy::Result<Vec<(Vec<u8>, Match)>> {
    let readers = snapshot.searcher.segment_readers();
    let columns: Vec<_> =
        readers.iter().map(|reader| reader.fast_fields().bytes("order")).collect::<tantivy::Result<_>>()?;
    let mut titled = Vec::with_capacity(shown.len());
    for found in shown {
        let mut key = Vec::new();
        if let Some(column) = &columns[found.segment as usize]
            && let Some(ordinal) = column.term_ords(found.doc).next()
        {
            column.ord_to_bytes(ordinal, &mut key)?;
        }
        titled.push((key, *found));
    }
    Ok(titled)
}
