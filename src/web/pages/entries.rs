//! What the pages of themes, partners and countries have in common: what is read for them, and their head.

use crate::model::{FacetCounts, Filters, Query, Results, Sort};
use crate::search;
use crate::web::errors::Failure;
use crate::web::reader::Reader;
use crate::web::{App, components, links};
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Documents that the page of one theme, partner or country shows.
const LATEST: usize = 10;

/// What is known of one value of one facet.
pub(super) struct About {
    /// The latest documents that have it.
    pub(super) latest: Results,
    /// Everything that they have, counted.
    pub(super) within: Vec<FacetCounts>,
}

/// Reads what is known of one value of one facet.
pub(super) async fn about(app: &App, reader: &Reader, key: &str, id: &str) -> Result<About, Failure> {
    let (world, limits) = (Arc::clone(&reader.world), app.site.limits);
    let mut filters = Filters::default();
    filters.add(key, id);
    let lang = Some(reader.ui.lang.clone());
    let query = Query { filters, sort: Sort::Newest, per_page: LATEST, reader: lang, ..Query::default() };
    let read = move || {
        let (_, within) = search::within(&query, &world)?;
        Ok(About { latest: search::answer(&query, &world, &limits)?, within })
    };
    app.searches.run(read).await
}

/// How many results each value of one facet has.
pub(super) async fn counts(app: &App, reader: &Reader, key: &'static str) -> Result<BTreeMap<String, u64>, Failure> {
    let world = Arc::clone(&reader.world);
    let (_, facets) = app.searches.run(move || search::facets(&Query::default(), &world)).await?;
    Ok(components::counts_of(&facets, key))
}

/// The head of such a page: the list that it belongs to, its name, how much there is.
pub(super) fn head(reader: &Reader, key: &str, name: &Markup, total: u64) -> Markup {
    let ui = reader.ui;
    let (list, title) = match key {
        "theme" => ("themes", "themes-title"),
        "partner" => ("partners", "partners-title"),
        _ => ("countries", "countries-title"),
    };
    html! {
        p.crumbs { a href=(links::page(ui, list)) { (ui.text(title)) } }
        h1 { (name) }
        p.total { strong { (ui.text_with("entry-total", &[("count", total.into())])) } }
    }
}
