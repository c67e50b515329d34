//! Which of the labels that stand in a text count: none that is denied, and none inside another.

use super::Entry;
use super::matcher::Found;
use std::collections::HashMap;
use std::ops::Range;

/// Which places of a text are taken, and by what: one name may begin inside another (“prévention de la violence chez les
/// jeunes”) but not lie in it.
#[derive(Default)]
pub(super) struct Taken {
    /// In the order of their beginnings: names of themes, names of partners, names of countries, signs.
    themes: Vec<Range<usize>>,
    partners: Vec<Range<usize>>,
    countries: Vec<Range<usize>>,
    signs: Vec<Range<usize>>,
}

impl Taken {
    /// Whether the place is free for this; then it is taken. To be called in the order of beginnings, the longer first,
    /// and with all names before all signs.
    pub(super) fn take(&mut self, entry: &Entry, found: &Found) -> bool {
        let range = &found.range;
        let free = |ranges: &[Range<usize>]| ranges.last().is_none_or(|last| last.end <= range.start);
        let outside = |ranges: &[Range<usize>]| ranges.last().is_none_or(|last| last.end < range.end);
        let (may, own) = match entry {
            Entry::Country(_) => (free(&self.countries), &mut self.countries),
            Entry::Theme(_) if found.sign => {
                let unnamed = !touches(&self.themes, range) && !touches(&self.partners, range);
                (unnamed && free(&self.signs), &mut self.signs)
            }
            Entry::Theme(_) => (outside(&self.themes) && free(&self.partners), &mut self.themes),
            Entry::Partner(_) => (free(&self.partners) && outside(&self.themes), &mut self.partners),
        };
        if may {
            own.push(range.clone());
        }
        may
    }
}

/// Whether one of these ranges, which begin and end in order, has a byte of this one.
fn touches(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = ranges.partition_point(|taken| taken.end <= range.start);
    ranges.get(next).is_some_and(|taken| taken.start < range.end)
}

/// Takes away what is said not to mean its entry, and the sayings.
pub(super) fn suppress(all: &mut Vec<Found>) {
    // By entry: where it is denied, from the left, each with the furthest end so far.
    let mut denied: HashMap<u32, Vec<Range<usize>>> = HashMap::new();
    for never in all.iter().filter(|found| found.never) {
        denied.entry(never.target.entry).or_default().push(never.range.clone());
    }
    for ranges in denied.values_mut() {
        ranges.sort_by_key(|range| range.start);
        let mut furthest = 0;
        for range in ranges {
            furthest = furthest.max(range.end);
            range.end = furthest;
        }
    }
    all.retain(|one| {
        let covers = |ranges: &Vec<Range<usize>>| {
            let after = ranges.partition_point(|range| range.start <= one.range.start);
            after > 0 && ranges[after - 1].end >= one.range.end
        };
        !one.never && !denied.get(&one.target.entry).is_some_and(covers)
    });
}
