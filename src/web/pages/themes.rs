//! The vocabulary: all themes as a tree, and each with its names, its neighbours and its latest documents.

use super::Chrome;
use crate::model::{Filters, Query, Results, Sort};
use crate::search;
use crate::web::errors::Failure;
use crate::web::labels::Label;
use crate::web::reader::Reader;
use crate::web::{App, components, links};
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Documents that the page of one theme, partner or country shows.
pub(super) const LATEST: usize = 10;

/// The latest documents that have one value of one facet.
pub(super) async fn latest(app: &App, reader: &Reader, key: &str, id: &str) -> Result<Results, Failure> {
    let (world, limits) = (Arc::clone(&reader.world), app.site.limits);
    let mut filters = Filters::default();
    filters.add(key, id);
    let lang = Some(reader.ui.lang.clone());
    let query = Query { filters, sort: Sort::Newest, per_page: LATEST, reader: lang, ..Query::default() };
    app.searches.run(move || search::answer(&query, &world, &limits)).await
}

/// How many results each value of one facet has.
pub(super) async fn counts(app: &App, reader: &Reader, key: &'static str) -> Result<BTreeMap<String, u64>, Failure> {
    let world = Arc::clone(&reader.world);
    let (_, facets) = app.searches.run(move || search::facets(&Query::default(), &world)).await?;
    Ok(components::counts_of(&facets, key))
}

/// `GET /{lang}/themes`
pub(super) async fn list(State(app): State<App>, reader: Reader) -> Result<Markup, Failure> {
    let counts = counts(&app, &reader, "theme").await?;
    Ok(list_view(&reader, &counts))
}

fn list_view(reader: &Reader, counts: &BTreeMap<String, u64>) -> Markup {
    let ui = reader.ui;
    let concepts = reader.world.thesaurus.concepts();
    let known: BTreeSet<&str> = concepts.iter().map(|concept| concept.id.as_str()).collect();
    let is_top = |broader: &Option<String>| broader.as_deref().is_none_or(|id| !known.contains(id));
    let tops = concepts.iter().filter(|concept| is_top(&concept.broader)).map(|concept| concept.id.as_str()).collect();
    let title = ui.text("themes-title");
    let main = html! {
        h1 { (title) }
        p.lead { (ui.text("themes-intro")) }
        @if concepts.is_empty() { p { (ui.text("list-empty")) } }
        (tree(reader, counts, tops))
    };
    components::layout(&Chrome { reader, title: &title }, &main)
}

fn tree(reader: &Reader, counts: &BTreeMap<String, u64>, ids: Vec<&str>) -> Markup {
    html! {
        ul.tree {
            @for (id, label) in sorted(reader, ids) {
                @let children = reader.world.thesaurus.children(id);
                li {
                    a href=(links::entry(reader.ui, "themes", id)) { (label) }
                    " " span.count { (reader.ui.number(counts.get(id).copied().unwrap_or(0))) }
                    @if !children.is_empty() { (tree(reader, counts, children)) }
                }
            }
        }
    }
}

fn sorted<'a>(reader: &Reader, ids: Vec<&'a str>) -> Vec<(&'a str, Label)> {
    let labels = reader.labels();
    let mut named: Vec<_> = ids.into_iter().map(|id| (id, labels.theme(id))).collect();
    crate::i18n::sort_by_name(&reader.ui.lang, &mut named, |(_, label)| &label.text);
    named
}

/// `GET /{lang}/themes/{id}`
pub(super) async fn handler(
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    reader: Reader,
) -> Result<Markup, Failure> {
    reader.world.thesaurus.concept(&id).ok_or_else(Failure::not_found)?;
    let latest = latest(&app, &reader, "theme", &id).await?;
    Ok(view(&Page { reader: &reader, id: &id, latest: &latest }))
}

struct Page<'a> {
    reader: &'a Reader,
    id: &'a str,
    latest: &'a Results,
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, ui, labels) = (page.reader, page.reader.ui, page.reader.labels());
    let label = labels.theme(page.id);
    let thesaurus = &reader.world.thesaurus;
    let linked = |ids: Vec<&str>| -> Vec<Markup> {
        let named = sorted(reader, ids).into_iter();
        named.map(|(id, label)| html! { a href=(links::entry(ui, "themes", id)) { (label) } }).collect()
    };
    let main = html! {
        h1 { (label) }
        dl {
            (components::field(&ui.text("theme-broader"), &linked(thesaurus.ancestors(page.id).into_iter().take(1).collect())))
            (components::field(&ui.text("theme-narrower"), &linked(thesaurus.children(page.id))))
            (components::field(&ui.text("theme-also-called"), &other_names(page)))
        }
        (components::about_entry(reader, "theme", page.id, page.latest))
    };
    components::layout(&Chrome { reader, title: &label.text }, &main)
}

/// The theme's name in every other language, with the name of the language.
fn other_names(page: &Page<'_>) -> Vec<Markup> {
    let reader = page.reader;
    let Some(concept) = reader.world.thesaurus.concept(page.id) else { return Vec::new() };
    let foreign = concept.pref.iter().filter(|(lang, _)| !reader.reads(lang));
    let name = |(lang, text): (&crate::model::Lang, &String)| {
        let (tag, dir) = components::foreign(reader, lang);
        html! { span lang=[tag] dir=[dir] { (text) } " (" (reader.labels().language(lang.as_str())) ")" }
    };
    foreign.map(name).collect()
}
