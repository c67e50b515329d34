//! What a person asks for.

use super::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// The key of the facet that is chosen by a range (`year_from`, `year_to`) instead of by values.
pub const YEAR: &str = "year";

/// How far a search may go from the words typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Matching {
    /// Words, vocabulary and, where nothing has them all, fewer words.
    #[default]
    All,
    /// Only the words typed, in their inflections and listed variants.
    Words,
}

/// The order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    #[default]
    Relevance,
    Newest,
    Oldest,
    Title,
}

impl Sort {
    pub const ALL: [Sort; 4] = [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Title];

    /// The id used in URLs and the API.
    pub fn id(self) -> &'static str {
        match self {
            Sort::Relevance => "relevance",
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
            Sort::Title => "title",
        }
    }

    /// The order with this id.
    pub fn from_id(id: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.id() == id)
    }
}

/// The order in which a page lists the values of a facet. It changes no answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FacetOrder {
    /// As the facet has it: most frequent first, where it has no order of its own.
    #[default]
    Usual,
    Name,
}

/// What was chosen in the facets: OR inside one key, AND across keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filters {
    /// Facet key → ids. A key with no ids is never kept.
    pub values: BTreeMap<String, BTreeSet<String>>,
    pub year_from: Option<i32>,
    pub year_to: Option<i32>,
}

impl Filters {
    /// Whether nothing is chosen at all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.year_from.is_none() && self.year_to.is_none()
    }

    /// Whether this value of this facet is chosen.
    pub fn has(&self, key: &str, id: &str) -> bool {
        self.values.get(key).is_some_and(|ids| ids.contains(id))
    }

    /// Adds a value of a facet.
    pub fn add(&mut self, key: &str, id: &str) {
        self.values.entry(key.to_owned()).or_default().insert(id.to_owned());
    }

    /// Takes a value of a facet away.
    pub fn remove(&mut self, key: &str, id: &str) {
        if let Some(ids) = self.values.get_mut(key) {
            ids.remove(id);
            if ids.is_empty() {
                self.values.remove(key);
            }
        }
    }
}

/// A search, as the URL, the API and the command line state it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    /// What was typed; empty means everything.
    pub text: String,
    pub matching: Matching,
    pub filters: Filters,
    pub sort: Sort,
    /// From 1.
    pub page: usize,
    /// 1 to 100.
    pub per_page: usize,
    pub facet_order: FacetOrder,
    /// The language of the reader: decides which translation of a practice is shown, never what is found or counted.
    pub reader: Option<Lang>,
}

impl Query {
    /// Hits on a page where nobody asks for another number.
    pub const PER_PAGE: usize = 20;
    /// The most hits on one page.
    pub const MAX_PER_PAGE: usize = 100;
}

impl Default for Query {
    fn default() -> Self {
        Query {
            text: String::new(),
            matching: Matching::All,
            filters: Filters::default(),
            sort: Sort::Relevance,
            page: 1,
            per_page: Query::PER_PAGE,
            facet_order: FacetOrder::Usual,
            reader: None,
        }
    }
}
