//! The first page: what this is, the box to ask in, and what is inside: themes, countries, partners, the latest.

use super::Chrome;
use crate::i18n::Messages;
use crate::model::{Lang, Query, Results, Sort};
use crate::search;
use crate::thesaurus::Thesaurus;
use crate::web::choices::{Choice, FacetChoices, choices};
use crate::web::errors::Failure;
use crate::web::reader::{Reader, interface_of};
use crate::web::{App, assets, components, links};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Redirect;
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many of each are shown.
const NARROWER: usize = 4;
const COUNTRIES: usize = 14;
const PARTNERS: usize = 8;
const LATEST: usize = 5;
const EXAMPLES: usize = 7;

/// Among how many of the most frequent themes an example is chosen, the shortest name first.
const FREQUENT: usize = 18;

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
    let facets = choices(reader.labels(), &Query::default(), &latest.facets, &latest.facets);
    Ok(view(&Page { reader: &reader, latest: &latest, facets: &facets }))
}

struct Page<'a> {
    reader: &'a Reader,
    latest: &'a Results,
    facets: &'a [FacetChoices],
}

impl Page<'_> {
    fn facet(&self, key: &str) -> &[Choice] {
        self.facets.iter().find(|facet| facet.key == key).map_or(&[], |facet| &facet.values)
    }
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, ui) = (page.reader, page.reader.ui);
    let main = html! {
        section.hero {
            h1 { (ui.text("home-title")) }
            p.lead { (ui.text("home-intro")) }
            (components::search_box(ui, ""))
            (examples(page))
            img.street src=(assets::street()) alt="" width="960" height="120";
        }
        (holdings(page))
        @if page.latest.total == 0 { p.notice { (ui.text("home-empty")) } }
        (themes(page))
        div.halves {
            @if !page.latest.hits.is_empty() {
                section.latest aria-labelledby="latest" {
                    h2 #latest { (ui.text("home-latest")) }
                    @for hit in &page.latest.hits { (components::brief(reader, hit, None)) }
                    p { a.button href=(links::search(ui, &Query { sort: Sort::Newest, ..Query::default() })) { (ui.text("home-all-documents")) } }
                }
            }
            div {
                (values(page, "country", "countries", COUNTRIES))
                (values(page, "partner", "partners", PARTNERS))
            }
        }
    };
    components::layout(&Chrome { typed: None, ..Chrome::new(reader, &ui.text("site-tagline"), "home-page") }, &main)
}

/// How much is here.
fn holdings(page: &Page<'_>) -> Markup {
    let (ui, world) = (page.reader.ui, &page.reader.world);
    let all = links::search(ui, &Query::default());
    html! {
        p.holdings {
            a href=(all) {
                (ui.text_with("home-holdings", &[("documents", world.documents.into()), ("languages", world.languages.len().into())]))
            }
            @for (key, message, list) in [("country", "home-countries", "countries"), ("partner", "home-partners", "partners")] {
                @let count = page.facets.iter().find(|facet| facet.key == key).map_or(0, |facet| facet.size);
                @if count > 0 { " · " a href=(links::page(ui, list)) { (ui.text_with(message, &[("count", count.into())])) } }
            }
        }
    }
}

/// Questions to begin with, each in another language: names of the most frequent themes.
fn examples(page: &Page<'_>) -> Markup {
    let (reader, ui) = (page.reader, page.reader.ui);
    let examples = questions(reader, &leaves(page.facet("theme")));
    html! {
        @if !examples.is_empty() {
            div.examples {
                p { (ui.text("home-examples")) }
                ul.chips {
                    @for (lang, text) in &examples {
                        @let (tag, dir) = components::foreign(reader, lang);
                        @let query = Query { text: text.clone(), ..Query::default() };
                        li { a.chip href=(links::search(ui, &query)) lang=[tag] dir=[dir] title=(reader.labels().language(lang.as_str())) { (text) } }
                    }
                }
            }
        }
    }
}

/// The themes without narrower ones, most frequent first.
fn leaves(themes: &[Choice]) -> Vec<&Choice> {
    fn collect<'a>(themes: &'a [Choice], into: &mut Vec<&'a Choice>) {
        for theme in themes {
            if theme.below.is_empty() { into.push(theme) } else { collect(&theme.below, into) }
        }
    }
    let mut leaves = Vec::new();
    collect(themes, &mut leaves);
    leaves.sort_by_key(|theme| (std::cmp::Reverse(theme.count), &theme.id));
    leaves
}

/// A theme's name in each language, each another theme: the reader's, those of the documents, then others of the vocabulary.
fn questions(reader: &Reader, themes: &[&Choice]) -> Vec<(Lang, String)> {
    let thesaurus: &Thesaurus = &reader.world.thesaurus;
    let named: BTreeSet<&Lang> = thesaurus.concepts().iter().flat_map(|concept| concept.pref.keys()).collect();
    let mut languages: Vec<&Lang> = named.into_iter().collect();
    languages.sort_by_key(|lang| (!reader.reads(lang), !reader.world.languages.contains_key(lang.primary()), *lang));
    let mut left: Vec<&Choice> = themes.iter().take(FREQUENT).copied().collect();
    let mut questions: Vec<(Lang, String)> = Vec::new();
    for lang in languages.into_iter().take(EXAMPLES) {
        let name = |theme: &Choice| thesaurus.concept(&theme.id).and_then(|concept| concept.pref.get(lang)).cloned();
        let named = left.iter().enumerate().filter_map(|(place, theme)| Some((place, name(theme)?)));
        if let Some((place, name)) = named.min_by_key(|(_, name)| name.chars().count()) {
            left.remove(place);
            questions.push((lang.clone(), name));
        }
    }
    questions
}

/// The broadest themes, each with its most frequent narrower ones.
fn themes(page: &Page<'_>) -> Markup {
    let ui = page.reader.ui;
    let themes = page.facet("theme");
    html! {
        @if !themes.is_empty() {
            section.themes aria-labelledby="top-themes" {
                h2 #top-themes { (ui.text("home-top-themes")) }
                ul.cards {
                    @for theme in themes {
                        li.card {
                            h3 { (counted(ui, "themes", theme)) }
                            @if !theme.below.is_empty() {
                                ul { @for narrower in theme.below.iter().take(NARROWER) { li { (counted(ui, "themes", narrower)) } } }
                            }
                        }
                    }
                }
                p { a href=(links::page(ui, "themes")) { (ui.text("home-all-themes")) } }
            }
        }
    }
}

fn counted(ui: &Messages, list: &str, value: &Choice) -> Markup {
    html! {
        a href=(links::entry(ui, list, &value.id)) { (value.label) } " " span.count { (ui.number(value.count)) }
    }
}

/// The most frequent values of one facet.
fn values(page: &Page<'_>, key: &str, list: &str, most: usize) -> Markup {
    let (ui, values) = (page.reader.ui, page.facet(key));
    let (title, all) = match key {
        "country" => ("countries-title", "home-all-countries"),
        _ => ("partners-title", "home-all-partners"),
    };
    html! {
        @if !values.is_empty() {
            section aria-labelledby={ "top-" (list) } {
                h2 id={ "top-" (list) } { (ui.text(title)) }
                ul.top { @for value in values.iter().take(most) { li { (counted(ui, list, value)) } } }
                @if values.len() > most { p { a href=(links::page(ui, list)) { (ui.text(all)) } } }
            }
        }
    }
}
