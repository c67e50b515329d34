//! What could not be found out of documents and a person may know: when, where, in which language.

use super::{NO_GROUP, Snapshot};
use crate::facets::{self, LANGUAGE};
use crate::model::{DocumentId, Lang};

/// A value that a document lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Date,
    Country,
    Language,
}

impl Gap {
    pub const ALL: [Gap; 3] = [Gap::Date, Gap::Country, Gap::Language];

    /// The key of front matter that fills it.
    pub fn key(self) -> &'static str {
        match self {
            Gap::Date => "date",
            Gap::Country => "countries",
            Gap::Language => "language",
        }
    }
}

/// The documents that lack one value.
#[derive(Clone, Debug)]
pub struct Lacking {
    pub gap: Gap,
    /// How many there are.
    pub documents: u64,
    /// Some of them.
    pub first: Vec<DocumentId>,
}

impl Snapshot {
    /// The documents served that lack a value which most have: by value how many, and the ids of at most so many. Read
    /// from columns in memory alone.
    pub fn lacking(&self, most: usize) -> Vec<Lacking> {
        let mut all: Vec<Lacking> =
            Gap::ALL.into_iter().map(|gap| Lacking { gap, documents: 0, first: Vec::new() }).collect();
        for (segment, columns) in (0..).zip(&self.columns) {
            let alive = self.searcher.segment_reader(segment).alive_bitset();
            for (doc, group) in (0..).zip(&columns.groups) {
                if *group == NO_GROUP || alive.is_some_and(|alive| !alive.is_alive(doc)) {
                    continue;
                }
                for lacking in all.iter_mut().filter(|lacking| self.lacks(lacking.gap, segment, doc)) {
                    lacking.documents += 1;
                    if lacking.first.len() < most {
                        lacking.first.push(columns.id(doc));
                    }
                }
            }
        }
        all.retain(|lacking| lacking.documents > 0);
        all
    }

    fn lacks(&self, gap: Gap, segment: u32, doc: u32) -> bool {
        let columns = &self.columns[segment as usize];
        let none_of = |key: &str| {
            let facet = facets::position(key);
            let owners = self.dictionary.owners();
            !columns.rows.slots(doc).iter().any(|slot| Some(usize::from(owners[*slot as usize])) == facet)
        };
        match gap {
            Gap::Date => none_of("year"),
            Gap::Country => none_of("country"),
            Gap::Language => columns.language(doc).is_none_or(|language| {
                Lang::parse(self.dictionary.id(LANGUAGE, language)).is_none_or(|lang| lang.is_undetermined())
            }),
        }
    }
}
