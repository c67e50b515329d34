//! What can be chosen in a search, ready to be shown: facets whose values keep their places while one chooses.
//!
//! Values and their order come from the search without its filters, counts from the search with them: what a choice
//! leaves nothing of stays where it was, with the count 0. This file refuses to know HTML and addresses.

use super::labels::{Label, Labels};
use crate::facets::{FACETS, Labels as Source, Order};
use crate::i18n;
use crate::model::{FacetCount, FacetCounts, FacetOrder, Query};
use std::collections::HashMap;

/// One facet.
pub(super) struct FacetChoices {
    pub(super) key: &'static str,
    /// In the interface's language.
    pub(super) name: String,
    /// The ones to show first first; of themes those that have no broader one here.
    pub(super) values: Vec<Choice>,
    /// How many are chosen.
    pub(super) chosen: usize,
    /// How many there are, at every level.
    pub(super) size: usize,
}

/// One value of a facet.
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) label: Label,
    /// As many results as choosing it leaves.
    pub(super) count: u64,
    pub(super) selected: bool,
    /// Narrower values.
    pub(super) below: Vec<Choice>,
}

impl Choice {
    /// Whether something below it is chosen.
    pub(super) fn chosen_below(&self) -> bool {
        self.below.iter().any(|choice| choice.selected || choice.chosen_below())
    }
}

/// The facets of a search: `unfiltered` are the counts without any filter, `counted` those with all of them.
pub(super) fn choices(
    labels: Labels<'_>,
    query: &Query,
    unfiltered: &[FacetCounts],
    counted: &[FacetCounts],
) -> Vec<FacetChoices> {
    let of = |key: &str| unfiltered.iter().find(|counts| counts.key == key).map_or(&[][..], |counts| &counts.values);
    let facet = |counts: &FacetCounts| {
        let values = merged(of(counts.key), &counts.values);
        let (chosen, size) = (values.iter().filter(|value| value.selected).count(), values.len());
        let name = labels.ui.text(&format!("facet-{}", counts.key));
        let mut values = placed(labels, counts.key, values);
        if query.facet_order == FacetOrder::Name && can_be_sorted(counts.key) {
            by_name(labels, &mut values);
        }
        FacetChoices { key: counts.key, name, values, chosen, size }
    };
    counted.iter().map(facet).filter(|facet| facet.size > 0).collect()
}

/// Every value that the search has without filters, in that order, then what is chosen beside them; counts with filters.
fn merged(unfiltered: &[FacetCount], counted: &[FacetCount]) -> Vec<FacetCount> {
    let counts: HashMap<&str, &FacetCount> = counted.iter().map(|value| (&*value.id, value)).collect();
    let now = |value: &FacetCount| match counts.get(&*value.id) {
        Some(counted) => (*counted).clone(),
        None => FacetCount { count: 0, selected: false, ..value.clone() },
    };
    let mut values: Vec<FacetCount> = unfiltered.iter().map(now).collect();
    let known: std::collections::HashSet<&str> = unfiltered.iter().map(|value| &*value.id).collect();
    values.extend(counted.iter().filter(|value| !known.contains(&*value.id)).cloned());
    values
}

/// Named, and themes below the nearest broader theme that is there.
fn placed(labels: Labels<'_>, key: &str, values: Vec<FacetCount>) -> Vec<Choice> {
    let themes = FACETS.iter().any(|facet| facet.key == key && facet.labels == Source::Concept);
    let present: HashMap<String, usize> =
        values.iter().enumerate().map(|(position, value)| (value.id.to_string(), position)).collect();
    let above = |id: &str| labels.thesaurus.ancestors(id).into_iter().find_map(|id| present.get(id).copied());
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); values.len()];
    let mut tops = Vec::new();
    for (position, value) in values.iter().enumerate() {
        match above(&value.id).filter(|_| themes) {
            Some(broader) => below[broader].push(position),
            None => tops.push(position),
        }
    }
    tops.into_iter().map(|position| choice(labels, key, position, &values, &below)).collect()
}

fn choice(labels: Labels<'_>, key: &str, position: usize, values: &[FacetCount], below: &[Vec<usize>]) -> Choice {
    let value = &values[position];
    Choice {
        id: value.id.to_string(),
        label: labels.value(key, &value.id),
        count: value.count,
        selected: value.selected,
        below: below[position].iter().map(|position| choice(labels, key, *position, values, below)).collect(),
    }
}

/// Whether a facet has no order of its own (kinds and levels have one, years too).
fn can_be_sorted(key: &str) -> bool {
    FACETS.iter().any(|facet| facet.key == key && matches!(facet.order, Order::ByCount))
}

fn by_name(labels: Labels<'_>, values: &mut [Choice]) {
    i18n::sort_by_name(&labels.ui.lang, values, |choice| &choice.label.text);
    values.iter_mut().for_each(|choice| by_name(labels, &mut choice.below));
}
