//! Matches → what passes the filters, and exact counts of every facet, in one pass.
//!
//! For each match it is noted which facets' filters it misses: missing none it counts everywhere, missing exactly one
//! it counts in that facet alone, since a facet's counts ignore its own choices. What is counted are translation
//! groups: most have one member that matches and are counted at once; the others are set aside and counted without
//! repetition.

use super::matching::Match;
use crate::facets::{self, FACETS, Order};
use crate::index::{Columns, Snapshot};
use crate::model::{FacetCount, FacetCounts, Filters, Matched, YEAR};

/// What the filters leave.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The matches that pass every filter, in the order of the matches.
    pub passing: Vec<Match>,
    pub total: u64,
    pub matched: Matched,
    pub facets: Vec<FacetCounts>,
}

/// Counts. `facets` may be left out where nobody asks for them.
pub(super) fn count(matches: &[Match], filters: &Filters, snapshot: &Snapshot) -> Counted {
    let gates = gates(filters, snapshot);
    let mut tally = Tally::new(snapshot);
    let mut passing = Vec::new();
    for found in matches {
        let columns = &*snapshot.columns[found.segment as usize];
        match missed(&gates, columns, found.doc) {
            Missed::None => {
                passing.push(*found);
                tally.add_everywhere(found, columns);
            }
            Missed::One(facet) => tally.add(found, columns, facet),
            Missed::More => {}
        }
    }
    let facets = tally.facets(filters, snapshot);
    let (total, matched) = totals(&passing);
    Counted { passing, total, matched, facets }
}

/// How many practices match and pass, without counting facets.
pub(super) fn total(matches: &[Match], filters: &Filters, snapshot: &Snapshot) -> u64 {
    let gates = gates(filters, snapshot);
    let passes =
        |found: &&Match| matches!(missed(&gates, &snapshot.columns[found.segment as usize], found.doc), Missed::None);
    let mut groups: Vec<u32> = matches.iter().filter(passes).map(|found| found.group).collect();
    groups.sort_unstable();
    groups.dedup();
    groups.len() as u64
}

/// The filter of one facet: which of its values let a document pass.
struct Gate {
    facet: usize,
    open: Vec<bool>,
}

fn gates(filters: &Filters, snapshot: &Snapshot) -> Vec<Gate> {
    let mut gates = Vec::new();
    for (facet, of) in FACETS.iter().enumerate() {
        let chosen = filters.values.get(of.key);
        let ranged = of.key == YEAR && (filters.year_from.is_some() || filters.year_to.is_some());
        if chosen.is_none() && !ranged {
            continue;
        }
        let is_open = |id: &str| {
            let listed = chosen.is_none_or(|ids| ids.contains(id));
            listed && (!ranged || in_range(id, filters))
        };
        gates.push(Gate { facet, open: snapshot.dictionary.ids(facet).map(is_open).collect() });
    }
    gates
}

fn in_range(year: &str, filters: &Filters) -> bool {
    let Ok(year) = year.parse::<i32>() else { return false };
    filters.year_from.is_none_or(|from| from <= year) && filters.year_to.is_none_or(|to| year <= to)
}

enum Missed {
    None,
    One(usize),
    More,
}

fn missed(gates: &[Gate], columns: &Columns, doc: u32) -> Missed {
    let mut missed = Missed::None;
    for gate in gates {
        if columns.facets[gate.facet].values(doc).iter().any(|&value| gate.open[value as usize]) {
            continue;
        }
        missed = match missed {
            Missed::None => Missed::One(gate.facet),
            Missed::One(_) | Missed::More => return Missed::More,
        };
    }
    missed
}

/// Counts by facet and value ordinal.
struct Tally<'a> {
    snapshot: &'a Snapshot,
    counts: Vec<Vec<u64>>,
    /// Facet, value and group of the members of groups that have several.
    several: Vec<(u32, u32, u32)>,
}

impl<'a> Tally<'a> {
    fn new(snapshot: &'a Snapshot) -> Tally<'a> {
        let counts = (0..FACETS.len()).map(|facet| vec![0; snapshot.dictionary.len(facet)]).collect();
        Tally { snapshot, counts, several: Vec::new() }
    }

    fn add_everywhere(&mut self, found: &Match, columns: &Columns) {
        for facet in 0..FACETS.len() {
            self.add(found, columns, facet);
        }
    }

    fn add(&mut self, found: &Match, columns: &Columns, facet: usize) {
        let values = columns.facets[facet].values(found.doc);
        if self.snapshot.group_members[found.group as usize] == 1 {
            for &value in values {
                self.counts[facet][value as usize] += 1;
            }
        } else {
            let facet = u32::try_from(facet).expect("few facets");
            self.several.extend(values.iter().map(|&value| (facet, value, found.group)));
        }
    }

    fn facets(mut self, filters: &Filters, snapshot: &Snapshot) -> Vec<FacetCounts> {
        self.several.sort_unstable();
        self.several.dedup();
        for (facet, value, _) in &self.several {
            self.counts[*facet as usize][*value as usize] += 1;
        }
        let facets = FACETS.iter().zip(self.counts).enumerate();
        facets.map(|(place, (facet, counts))| listed(place, facet, &counts, filters, snapshot)).collect()
    }
}

fn listed(place: usize, facet: &facets::Facet, counts: &[u64], filters: &Filters, snapshot: &Snapshot) -> FacetCounts {
    let mut values: Vec<FacetCount> = Vec::new();
    for (id, &count) in snapshot.dictionary.ids(place).zip(counts) {
        let selected = is_selected(facet.key, id, filters);
        if count > 0 || selected {
            values.push(FacetCount { id: id.to_owned(), count, selected });
        }
    }
    for id in filters.values.get(facet.key).into_iter().flatten() {
        if snapshot.dictionary.ordinal(place, id).is_none() {
            values.push(FacetCount { id: id.clone(), count: 0, selected: true });
        }
    }
    match facet.order {
        Order::ByCount => values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.id.cmp(&b.id))),
        Order::Newest => values.sort_by(|a, b| b.id.cmp(&a.id)),
        Order::Listed(ids) => {
            let ids = ids();
            values.sort_by_key(|value| ids.iter().position(|id| *id == value.id).unwrap_or(ids.len()));
        }
    }
    FacetCounts { key: facet.key, values }
}

/// Whether a value is chosen; a year is by a range that is only itself.
fn is_selected(key: &str, id: &str, filters: &Filters) -> bool {
    let year =
        key == YEAR && filters.year_from.is_some() && filters.year_from == filters.year_to && in_range(id, filters);
    year || filters.has(key, id)
}

fn totals(passing: &[Match]) -> (u64, Matched) {
    // Sorted by group, the members that match by words first: each group counts under its strongest reason.
    let mut groups: Vec<(u32, bool)> = passing.iter().map(|found| (found.group, !found.by_words)).collect();
    groups.sort_unstable();
    groups.dedup_by_key(|(group, _)| *group);
    let words = groups.iter().filter(|(_, by_vocabulary)| !by_vocabulary).count() as u64;
    let total = groups.len() as u64;
    (total, Matched { words, vocabulary: total - words, meaning: 0 })
}
