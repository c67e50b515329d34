//! The one list of facets: key, where labels come from, how values are read off a document, in which order they stand.
//!
//! Adding a facet is adding an entry here (and its name to the interface's language files): the schema, the URL
//! parameter, the counts, the API and the page follow. This room refuses to know tantivy, HTML and URLs.

use crate::model::{Document, EvaluationLevel, Kind};
use std::cmp::Reverse;

/// Where the label of a facet's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// A concept of the thesaurus.
    Concept,
    /// A partner of the thesaurus.
    Partner,
    /// A country's name in the interface's language.
    Country,
    /// A language's name in the interface's language.
    Language,
    /// A message of the interface: `{key}-{id}`.
    Message,
    /// The value itself (a year).
    Verbatim,
}

/// The order of a facet's values.
#[derive(Clone, Copy, Debug)]
pub enum Order {
    /// Most frequent first.
    ByCount,
    /// Newest first: values are years.
    Newest,
    /// As in this list of ids.
    Listed(fn() -> Vec<&'static str>),
}

/// One way to narrow a search.
#[derive(Clone, Copy, Debug)]
pub struct Facet {
    /// The name in URLs, in the API and in the index.
    pub key: &'static str,
    pub labels: Labels,
    pub order: Order,
    /// The values that a document has, without repetition.
    pub values: fn(&Document) -> Vec<String>,
}

/// The facets, in the order in which they are shown.
pub const FACETS: &[Facet] = &[
    Facet { key: "theme", labels: Labels::Concept, order: Order::ByCount, values: themes },
    Facet { key: "country", labels: Labels::Country, order: Order::ByCount, values: |d| ids(&d.countries) },
    Facet { key: "partner", labels: Labels::Partner, order: Order::ByCount, values: |d| ids(&d.partners) },
    Facet { key: "kind", labels: Labels::Message, order: Order::Listed(kinds), values: kind },
    Facet {
        key: "language",
        labels: Labels::Language,
        order: Order::ByCount,
        values: |d| vec![d.lang.primary().to_owned()],
    },
    Facet { key: "year", labels: Labels::Verbatim, order: Order::Newest, values: years },
    Facet {
        key: "evaluation",
        labels: Labels::Message,
        order: Order::Listed(levels),
        values: |d| vec![d.evaluation.id().to_owned()],
    },
];

/// The place of the language in [`FACETS`], which is also read for each document that matches.
pub const LANGUAGE: usize = {
    let mut place = 0;
    while !matches!(FACETS[place].labels, Labels::Language) {
        place += 1;
    }
    place
};

/// The place of the facet with this key in [`FACETS`].
pub fn position(key: &str) -> Option<usize> {
    FACETS.iter().position(|facet| facet.key == key)
}

/// The most years that one document is counted in; a longer span counts in its last years.
const MAX_YEARS: i32 = 200;

fn ids(assigned: &[crate::model::Assigned]) -> Vec<String> {
    let mut ids: Vec<String> = assigned.iter().map(|value| value.id.clone()).collect();
    ids.sort();
    ids.dedup();
    ids
}

fn themes(document: &Document) -> Vec<String> {
    let mut themes = ids(&document.themes);
    themes.extend(document.broader_themes.iter().cloned());
    themes.sort();
    themes.dedup();
    themes
}

fn kind(document: &Document) -> Vec<String> {
    document.kind.iter().map(|kind| kind.id().to_owned()).collect()
}

fn years(document: &Document) -> Vec<String> {
    let Some((first, last)) = document.years else { return Vec::new() };
    (first.max(last.saturating_sub(MAX_YEARS - 1))..=last).map(|year| format!("{year:04}")).collect()
}

fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.id()).collect()
}

/// The most rigorous first, what is not known last.
fn levels() -> Vec<&'static str> {
    let mut levels = EvaluationLevel::ALL;
    levels.sort_by_key(|level| Reverse(level.rigour()));
    levels.iter().map(|level| level.id()).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn evaluations_stand_from_the_most_rigorous_to_the_unknown() {
        let levels = super::levels();
        assert_eq!((levels[0], levels[1], levels[6]), ("systematic-review", "randomised", "unknown"));
    }
}
