//! The organisations that documents name, and each with its names and its latest documents.

use super::Chrome;
use super::themes::{counts, latest};
use crate::model::Results;
use crate::thesaurus::Partner;
use crate::web::App;
use crate::web::components::{self, Entry};
use crate::web::errors::Failure;
use crate::web::reader::Reader;
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// `GET /{lang}/partners`
pub(super) async fn list(State(app): State<App>, reader: Reader) -> Result<Markup, Failure> {
    let counts = counts(&app, &reader, "partner").await?;
    Ok(list_view(&reader, &counts))
}

fn list_view(reader: &Reader, counts: &BTreeMap<String, u64>) -> Markup {
    let (ui, labels) = (reader.ui, reader.labels());
    let entry = |(id, count): (&String, &u64)| Entry { id: id.clone(), label: labels.partner(id), count: *count };
    let title = ui.text("partners-title");
    let main = html! {
        h1 { (title) }
        p.lead { (ui.text("partners-intro")) }
        (components::counted_list(reader, "partners", counts.iter().map(entry).collect()))
    };
    components::layout(&Chrome { reader, title: &title }, &main)
}

/// `GET /{lang}/partners/{id}`
pub(super) async fn handler(
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    reader: Reader,
) -> Result<Markup, Failure> {
    let partner = reader.world.thesaurus.partner(&id).ok_or_else(Failure::not_found)?;
    let latest = latest(&app, &reader, "partner", &id).await?;
    Ok(view(&Page { reader: &reader, partner, latest: &latest }))
}

struct Page<'a> {
    reader: &'a Reader,
    partner: &'a Partner,
    latest: &'a Results,
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, ui, labels, partner) = (page.reader, page.reader.ui, page.reader.labels(), page.partner);
    let label = labels.partner(&partner.id);
    let translated = partner.names.iter().filter(|(_, name)| **name != label.text).map(|(lang, name)| {
        let (tag, dir) = components::foreign(reader, lang);
        html! { span lang=[tag] dir=[dir] { (name) } }
    });
    let others = partner.acronyms.iter().chain(&partner.former).filter(|name| **name != label.text);
    let names: Vec<Markup> = translated.chain(others.map(|name| html! { (name) })).collect();
    let country: Vec<_> = partner.country.iter().map(|code| labels.value("country", code)).collect();
    let website: Vec<Markup> = partner.homepage.iter().filter(|url| url.starts_with("https://")).map(website).collect();
    let main = html! {
        h1 { (label) }
        dl {
            (components::field(&ui.text("partner-also-called"), &names))
            (components::field(&ui.text("facet-country"), &country))
            (components::field(&ui.text("partner-website"), &website))
        }
        (components::about_entry(reader, "partner", &partner.id, page.latest))
    };
    components::layout(&Chrome { reader, title: &label.text }, &main)
}

fn website(url: &String) -> Markup {
    html! { a href=(url) rel="noopener noreferrer" { (url) } }
}
