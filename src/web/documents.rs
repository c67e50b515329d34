//! A document by its id, with the other members of its translation group, and what is related to it.

use super::errors::Failure;
use crate::i18n::{self, Messages};
use crate::index::Snapshot;
use crate::model::{
    Assigned, Departed, Document, DocumentId, Filters, Hit, Lang, Query, Results, Sort, TranslationKind,
};
use crate::search::{self, Limits};
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::HashMap;

/// Related documents that are shown, and among how many of the latest they are looked for.
const RELATED: usize = 4;
const CANDIDATES: usize = 40;

/// What it weighs to be the nearest in meaning; the last of the candidates gains nothing.
const MEANING_WEIGHT: f64 = 1.0;

/// What one shared country weighs beside a shared theme or partner that few documents have.
const COUNTRY_WEIGHT: f64 = 0.3;

/// Another member of a translation group.
pub(super) struct Other {
    pub(super) id: DocumentId,
    pub(super) lang: Lang,
    pub(super) title: String,
    pub(super) translation: Option<TranslationKind>,
}

/// A document and its translations.
pub(super) struct WithTranslations {
    pub(super) document: Document,
    /// By language.
    pub(super) others: Vec<Other>,
}

/// What an id leads to.
pub(super) enum Lookup {
    Here(Box<WithTranslations>),
    Elsewhere(Elsewhere),
}

/// Why there is no document with an id.
pub(super) enum Elsewhere {
    /// It has this id now.
    Moved(DocumentId),
    Gone(Departed),
    Unknown,
}

impl Elsewhere {
    /// Leads to where the document has moved, by what `address` makes of its id.
    ///
    /// # Errors
    /// When it has not moved: that it is gone, or was never there.
    pub(super) fn answer(self, ui: &Messages, address: impl Fn(&DocumentId) -> String) -> Result<Response, Failure> {
        match self {
            Elsewhere::Moved(id) => Ok(Redirect::permanent(&address(&id)).into_response()),
            Elsewhere::Gone(departed) => Err(Failure::gone(ui.text_with(
                "error-gone-document",
                &[("title", departed.title.as_str().into()), ("day", (&i18n::date(ui, &departed.day)).into())],
            ))),
            Elsewhere::Unknown => Err(Failure::not_found()),
        }
    }
}

/// What this id leads to.
///
/// # Errors
/// Only when the index cannot be read.
pub(super) fn find(world: &Snapshot, id: &DocumentId) -> anyhow::Result<Lookup> {
    let Some(document) = world.document(id)? else { return Ok(Lookup::Elsewhere(elsewhere(world, id)?)) };
    let mut others = Vec::new();
    for (id, lang, title) in world.group(document.group())? {
        if id != document.id {
            let translation = world.document(&id)?.and_then(|other| other.translation);
            others.push(Other { id, lang, title, translation });
        }
    }
    Ok(Lookup::Here(Box::new(WithTranslations { document, others })))
}

fn elsewhere(world: &Snapshot, id: &DocumentId) -> anyhow::Result<Elsewhere> {
    let Some(departed) = world.departed.get(id) else { return Ok(Elsewhere::Unknown) };
    if let Some(moved) = &departed.moved
        && world.document(moved)?.is_some()
    {
        return Ok(Elsewhere::Moved(moved.clone()));
    }
    Ok(Elsewhere::Gone(departed.clone()))
}

/// Documents that lie near this one in meaning or share themes, partners or countries with it, the most alike first.
/// What few documents have weighs more: a shared theme of three documents says more than one of three hundred.
///
/// # Errors
/// Only when the index cannot be read.
pub(super) fn related(
    world: &Snapshot,
    document: &Document,
    reader: &Lang,
    limits: &Limits,
) -> anyhow::Result<Vec<Hit>> {
    let mut hits: HashMap<DocumentId, (f64, Hit)> = HashMap::new();
    for (key, own) in [("theme", &document.themes), ("partner", &document.partners)] {
        if own.is_empty() {
            continue;
        }
        let mut filters = Filters::default();
        own.iter().for_each(|value| filters.add(key, &value.id));
        let lang = Some(reader.clone());
        let query = Query { filters, sort: Sort::Newest, per_page: CANDIDATES, reader: lang, ..Query::default() };
        let found = search::answer(&query, world, limits)?;
        let weights = Weights::of(&found);
        for hit in found.hits {
            let same = hit.id == document.id || hit.translations.iter().any(|other| other.id == document.id);
            if !same {
                let entry =
                    hits.entry(hit.id.clone()).or_insert_with(|| (weights.country(document, &hit), hit.clone()));
                entry.0 += weights.shared(key, document, &hit);
            }
        }
    }
    let near = search::near_document(document, reader, world, CANDIDATES)?;
    let (first, last) = (near.first().map_or(0.0, |hit| hit.score), near.last().map_or(0.0, |hit| hit.score));
    for hit in near {
        let share = (hit.score - last) / (first - last).max(f32::EPSILON);
        if share > 0.0 {
            hits.entry(hit.id.clone()).or_insert((0.0, hit)).0 += MEANING_WEIGHT * f64::from(share);
        }
    }
    let mut hits: Vec<_> = hits.into_values().collect();
    hits.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.id.cmp(&other.id)));
    Ok(hits.into_iter().take(RELATED).map(|(_, hit)| hit).collect())
}

/// How many documents have each value.
struct Weights(HashMap<(&'static str, String), u64>);

impl Weights {
    fn of(results: &Results) -> Weights {
        let values =
            results.facets.iter().flat_map(|counts| counts.values.iter().map(move |value| (counts.key, value)));
        Weights(values.map(|(key, value)| ((key, value.id.to_string()), value.count)).collect())
    }

    /// The weight of what both have of one facet: of each value the inverse of how common it is, dampened.
    fn shared(&self, key: &'static str, document: &Document, hit: &Hit) -> f64 {
        let (own, others) = match key {
            "theme" => (&document.themes, &hit.themes),
            "partner" => (&document.partners, &hit.partners),
            _ => (&document.countries, &hit.countries),
        };
        let both = own.iter().filter(|value: &&Assigned| others.iter().any(|other| other.id == value.id));
        let weight = |id: &str| {
            let count = self.0.get(&(key, id.to_owned())).copied().unwrap_or(1).max(1);
            1.0 / (1.0 + (count as f64).ln())
        };
        both.map(|value| weight(&value.id)).sum()
    }

    fn country(&self, document: &Document, hit: &Hit) -> f64 {
        COUNTRY_WEIGHT * self.shared("country", document, hit)
    }
}
