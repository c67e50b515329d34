//! The first page: what this is, the box to ask in, the most frequent themes, the latest documents.

use super::Chrome;
use crate::i18n;
use crate::model::{FacetCount, Query, Results, Sort};
use crate::search;
use crate::web::errors::Failure;
use crate::web::reader::{Reader, interface_of};
use crate::web::{App, components, links};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Redirect;
use maud::{Markup, html};
use std::sync::Arc;

/// Themes and documents that are shown.
const THEMES: usize = 12;
const LATEST: usize = 5;

/// `GET /`: on to the interface language that suits the browser.
pub(super) async fn choose_language(uri: Uri, headers: HeaderMap) -> Redirect {
    let ui = interface_of(&uri, &headers);
    Redirect::temporary(&links::page(ui, ""))
}

/// `GET /{lang}`: the home page's address ends in a slash.
pub(super) async fn add_slash(reader: Reader) -> Redirect {
    Redirect::permanent(&links::page(reader.ui, ""))
}

/// `GET /{lang}/`
pub(super) async fn handler(State(app): State<App>, reader: Reader) -> Result<Markup, Failure> {
    let (world, limits) = (Arc::clone(&reader.world), app.site.limits);
    let reader_language = Some(reader.ui.lang.clone());
    let query = Query { sort: Sort::Newest, per_page: LATEST, reader: reader_language, ..Query::default() };
    let latest = app.searches.run(move || search::answer(&query, &world, &limits)).await?;
    Ok(view(&Page { reader: &reader, latest: &latest, themes: top_themes(&latest) }))
}

struct Page<'a> {
    reader: &'a Reader,
    latest: &'a Results,
    themes: Vec<&'a FacetCount>,
}

fn top_themes(results: &Results) -> Vec<&FacetCount> {
    let themes = results.facets.iter().filter(|counts| counts.key == "theme").flat_map(|counts| &counts.values);
    themes.take(THEMES).collect()
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, ui) = (page.reader, page.reader.ui);
    let world = &reader.world;
    let main = html! {
        h1 { (ui.text("home-title")) }
        p.lead { (ui.text("home-intro")) }
        (components::search_box(ui, &Query::default()))
        p {
            (ui.text_with("home-holdings", &[("documents", world.documents.into()), ("languages", world.languages.len().into())]))
            " · "
            a href=(links::search(ui, &Query::default())) { (ui.text("home-all-documents")) }
        }
        @if page.latest.total == 0 { p { (ui.text("home-empty")) } }
        @if !page.themes.is_empty() { (themes(page)) }
        @if !page.latest.hits.is_empty() {
            section aria-labelledby="latest" {
                h2 #latest { (ui.text("home-latest")) }
                @for hit in &page.latest.hits { (components::brief(reader, hit)) }
            }
        }
    };
    components::layout(&Chrome { reader, title: &ui.text("site-tagline") }, &main)
}

fn themes(page: &Page<'_>) -> Markup {
    let (ui, labels) = (page.reader.ui, page.reader.labels());
    let mut themes: Vec<_> = page.themes.iter().map(|theme| (labels.theme(&theme.id), *theme)).collect();
    i18n::sort_by_name(&ui.lang, &mut themes, |(label, _)| &label.text);
    html! {
        section aria-labelledby="top-themes" {
            h2 #top-themes { (ui.text("home-top-themes")) }
            ul.chips {
                @for (label, theme) in themes {
                    li { a href=(links::having(ui, "theme", &theme.id)) { (label) " " span.count { (ui.number(theme.count)) } } }
                }
            }
        }
    }
}
