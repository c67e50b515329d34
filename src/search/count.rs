//! Matches → what passes the filters, and exact counts of every facet, in one pass.
//!
//! For each match it is noted which facets' filters it misses: missing none it counts everywhere, missing exactly one
//! it counts in that facet alone, since a facet's counts ignore its own choices. What is counted are translation
//! groups: most have one member that matches and are counted at once; the others are set aside and counted without
//! repetition.

use super::matching::Match;
use crate::facets::{self, FACETS, Order};
use crate::index::Snapshot;
use crate::model::{FacetCount, FacetCounts, Filters, Matched, YEAR};
use tantivy::Term;

/// What the filters leave.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The matches that pass every filter, in the order of the matches.
    pub passing: Vec<Match>,
    pub total: u64,
    pub matched: Matched,
    pub facets: Vec<FacetCounts>,
    /// By the key of each facet that has a filter: how many there would be without it.
    pub without: Vec<(&'static str, u64)>,
}

/// Counts.
pub(super) fn count(matches: Vec<Match>, filters: &Filters, snapshot: &Snapshot) -> Counted {
    let gates = Gates::new(filters, snapshot);
    let mut tally = Tally::new(snapshot);
    let mut groups = Groups::default();
    let mut missing = vec![Groups::default(); gates.facets.len()];
    let mut add = |found: &Match| {
        let row = row(found, snapshot);
        let missed = gates.missed(row);
        let alone = snapshot.group_members[found.group as usize] == 1;
        if missed == 0 {
            groups.add(found, alone);
            tally.add_everywhere(row, found, alone);
        } else if missed & (missed - 1) == 0 {
            let gate = missed.trailing_zeros() as usize;
            missing[gate].add(found, alone);
            tally.add(row, found, alone, gates.facets[gate]);
        }
        missed == 0
    };
    let mut passing = matches;
    passing.retain(|found| add(found));
    let without = gates.facets.iter().zip(missing);
    let without = without.map(|(facet, missing)| (FACETS[usize::from(*facet)].key, groups.with(missing).totals().0));
    let without = without.collect();
    let (total, matched) = groups.totals();
    Counted { passing, total, matched, facets: tally.facets(filters), without }
}

/// How many practices match and pass, and the counts of every facet among them: its own choices hold for a facet too.
pub(super) fn within(matches: &[Match], filters: &Filters, snapshot: &Snapshot) -> (u64, Vec<FacetCounts>) {
    let gates = Gates::new(filters, snapshot);
    let mut tally = Tally::new(snapshot);
    let mut groups = Groups::default();
    for found in matches {
        let row = row(found, snapshot);
        if gates.missed(row) == 0 {
            let alone = snapshot.group_members[found.group as usize] == 1;
            groups.add(found, alone);
            tally.add_everywhere(row, found, alone);
        }
    }
    (groups.totals().0, tally.facets(&Filters::default()))
}

/// How many practices match and pass, without counting facets.
pub(super) fn total(matches: &[Match], filters: &Filters, snapshot: &Snapshot) -> u64 {
    let gates = Gates::new(filters, snapshot);
    practices(matches.iter().filter(|found| gates.missed(row(found, snapshot)) == 0), snapshot)
}

/// What passes, and how many practices that are, without counting facets.
pub(super) fn passing(mut matches: Vec<Match>, filters: &Filters, snapshot: &Snapshot) -> (u64, Vec<Match>) {
    let gates = Gates::new(filters, snapshot);
    matches.retain(|found| gates.missed(row(found, snapshot)) == 0);
    (practices(matches.iter(), snapshot), matches)
}

fn practices<'a>(passing: impl Iterator<Item = &'a Match>, snapshot: &Snapshot) -> u64 {
    let mut groups = Groups::default();
    passing.for_each(|found| groups.add(found, snapshot.group_members[found.group as usize] == 1));
    groups.totals().0
}

/// The values of all facets that a match has.
fn row<'a>(found: &Match, snapshot: &'a Snapshot) -> &'a [u32] {
    snapshot.columns[found.segment as usize].rows.slots(found.doc)
}

/// How many practices pass, whatever they say. Of one facet that has a filter only the documents are looked at that
/// have a value which it lets pass.
pub(super) fn everything(filters: &Filters, snapshot: &Snapshot) -> tantivy::Result<Option<u64>> {
    let Some((facet, ids)) = filters.values.iter().find_map(|(key, ids)| Some((facets::position(key)?, ids))) else {
        return Ok(None);
    };
    let gates = Gates::new(filters, snapshot);
    let mut groups = Groups::default();
    for id in ids {
        for address in snapshot.served(&Term::from_field_text(snapshot.fields.facets[facet], id))? {
            let columns = &snapshot.columns[address.segment_ord as usize];
            if gates.missed(columns.rows.slots(address.doc_id)) == 0 {
                // A document may have several of the values.
                groups.several.push((columns.groups[address.doc_id as usize], WORDS));
            }
        }
    }
    Ok(Some(groups.totals().0))
}

/// The filters: which values of the facets let a document pass. One bit for each facet that has a filter.
struct Gates {
    facets: Vec<u8>,
    all: u32,
    /// By slot: the bit of the facet whose filter lets this value pass. Empty where nothing is chosen.
    open: Vec<u32>,
}

impl Gates {
    fn new(filters: &Filters, snapshot: &Snapshot) -> Gates {
        let mut gates = Gates { facets: Vec::new(), all: 0, open: Vec::new() };
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
            let bit = 1 << gates.facets.len();
            gates.facets.push(u8::try_from(facet).expect("few facets"));
            gates.all |= bit;
            gates.open.resize(snapshot.dictionary.owners().len(), 0);
            for (id, &slot) in snapshot.dictionary.ids(facet).zip(snapshot.dictionary.slots(facet)) {
                if is_open(id) {
                    gates.open[slot as usize] = bit;
                }
            }
        }
        gates
    }

    /// The bits of those filters that none of a document's values passes.
    fn missed(&self, row: &[u32]) -> u32 {
        if self.all == 0 {
            return 0;
        }
        self.all & !row.iter().fold(0, |passed, &slot| passed | self.open[slot as usize])
    }
}

fn in_range(year: &str, filters: &Filters) -> bool {
    let Ok(year) = year.parse::<i32>() else { return false };
    filters.year_from.is_none_or(|from| from <= year) && filters.year_to.is_none_or(|to| year <= to)
}

/// Reasons to match, the strongest first; what comes after is meaning.
const WORDS: u8 = 0;
const VOCABULARY: u8 = 1;

/// The groups that pass, each under its strongest reason.
#[derive(Clone, Default)]
struct Groups {
    words: u64,
    vocabulary: u64,
    meaning: u64,
    /// Of groups that have several members: the group, and by what this one matches, the strongest first.
    several: Vec<(u32, u8)>,
}

impl Groups {
    fn add(&mut self, found: &Match, alone: bool) {
        let reason = if found.by_words { WORDS } else { VOCABULARY + u8::from(found.by_meaning) };
        if alone { self.count(reason) } else { self.several.push((found.group, reason)) }
    }

    fn count(&mut self, reason: u8) {
        match reason {
            WORDS => self.words += 1,
            VOCABULARY => self.vocabulary += 1,
            _ => self.meaning += 1,
        }
    }

    /// These and others.
    fn with(&self, mut others: Groups) -> Groups {
        others.words += self.words;
        others.vocabulary += self.vocabulary;
        others.meaning += self.meaning;
        others.several.extend_from_slice(&self.several);
        others
    }

    fn totals(mut self) -> (u64, Matched) {
        let mut several = std::mem::take(&mut self.several);
        // The members that match by words first.
        several.sort_unstable();
        several.dedup_by_key(|(group, _)| *group);
        several.into_iter().for_each(|(_, reason)| self.count(reason));
        let Groups { words, vocabulary, meaning, .. } = self;
        (words + vocabulary + meaning, Matched { words, vocabulary, meaning })
    }
}

/// Counts by slot of the dictionary.
struct Tally<'a> {
    snapshot: &'a Snapshot,
    counts: Vec<u32>,
    /// By slot: the facet.
    owners: &'a [u8],
    /// Members of groups that have several.
    several: Vec<Member>,
}

/// A member of a group, of which the values of one facet count, or of all.
struct Member {
    group: u32,
    segment: u32,
    doc: u32,
    facet: Option<u8>,
}

impl<'a> Tally<'a> {
    fn new(snapshot: &'a Snapshot) -> Tally<'a> {
        let owners = snapshot.dictionary.owners();
        Tally { snapshot, counts: vec![0; owners.len()], owners, several: Vec::new() }
    }

    fn add_everywhere(&mut self, row: &[u32], found: &Match, alone: bool) {
        if alone {
            for &slot in row {
                self.counts[slot as usize] += 1;
            }
        } else {
            self.set_aside(found, None);
        }
    }

    fn add(&mut self, row: &[u32], found: &Match, alone: bool, facet: u8) {
        if alone {
            for &slot in row.iter().filter(|slot| self.owners[**slot as usize] == facet) {
                self.counts[slot as usize] += 1;
            }
        } else {
            self.set_aside(found, Some(facet));
        }
    }

    fn set_aside(&mut self, found: &Match, facet: Option<u8>) {
        self.several.push(Member { group: found.group, segment: found.segment, doc: found.doc, facet });
    }

    /// Counts each value once for each group that has it.
    fn count_several(&mut self) {
        self.several.sort_unstable_by_key(|member| member.group);
        let mut slots: Vec<u32> = Vec::new();
        for members in self.several.chunk_by(|a, b| a.group == b.group) {
            slots.clear();
            for member in members {
                let row = self.snapshot.columns[member.segment as usize].rows.slots(member.doc);
                let counts = |slot: &u32| member.facet.is_none_or(|facet| self.owners[*slot as usize] == facet);
                slots.extend(row.iter().copied().filter(counts));
            }
            if members.len() > 1 {
                slots.sort_unstable();
                slots.dedup();
            }
            for &slot in &slots {
                self.counts[slot as usize] += 1;
            }
        }
    }

    fn facets(mut self, filters: &Filters) -> Vec<FacetCounts> {
        self.count_several();
        let facets = FACETS.iter().enumerate();
        facets.map(|(place, facet)| listed(place, facet, &self.counts, filters, self.snapshot)).collect()
    }
}

/// The values of one facet that anything has or that are chosen, in the facet's order.
fn listed(place: usize, facet: &facets::Facet, counts: &[u32], filters: &Filters, snapshot: &Snapshot) -> FacetCounts {
    let dictionary = &snapshot.dictionary;
    let chosen = filters.values.get(facet.key);
    let ranged = facet.key == YEAR && filters.year_from.is_some() && filters.year_from == filters.year_to;
    // A year is chosen by a range that is only itself.
    let selected = |id: &str| chosen.is_some_and(|ids| ids.contains(id)) || (ranged && in_range(id, filters));
    let any = chosen.is_some() || ranged;
    let mut values: Vec<(u32, u32, FacetCount)> = Vec::new();
    for ((id, &slot), &rank) in dictionary.ids(place).zip(dictionary.slots(place)).zip(&snapshot.ranks[place]) {
        let count = counts[slot as usize];
        let selected = any && selected(id);
        if count > 0 || selected {
            values.push((count, rank, FacetCount { id: id.clone(), count: u64::from(count), selected }));
        }
    }
    match facet.order {
        Order::ByCount => values.sort_unstable_by_key(|(count, rank, _)| (u32::MAX - count, *rank)),
        Order::Newest => values.sort_unstable_by_key(|(_, rank, _)| u32::MAX - rank),
        Order::Listed(ids) => {
            let ids = ids();
            values.sort_by_key(|(.., value)| ids.iter().position(|id| **id == *value.id).unwrap_or(ids.len()));
        }
    }
    let mut values: Vec<FacetCount> = values.into_iter().map(|(.., value)| value).collect();
    for id in chosen.into_iter().flatten().filter(|id| dictionary.ordinal(place, id).is_none()) {
        let unknown = FacetCount { id: id.as_str().into(), count: 0, selected: true };
        // Among the values that nothing has, which stand last by count; the others say where by themselves.
        let at = match facet.order {
            Order::ByCount => values.partition_point(|value| value.count > 0 || *value.id < **id),
            Order::Newest => values.partition_point(|value| *value.id > **id),
            Order::Listed(_) => values.len(),
        };
        values.insert(at, unknown);
    }
    FacetCounts { key: facet.key, values }
}
