//! Where practices come from, and each country with its figures and its latest documents.

use super::Chrome;
use super::entries::{self, About, counts};
use crate::i18n;
use crate::web::App;
use crate::web::components::{self, Entry};
use crate::web::errors::Failure;
use crate::web::reader::Reader;
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What is counted on the page of a country.
const FIGURES: [&str; 6] = ["theme", "partner", "kind", "year", "language", "evaluation"];

/// `GET /{lang}/countries`
pub(super) async fn list(State(app): State<App>, reader: Reader) -> Result<Markup, Failure> {
    let counts = counts(&app, &reader, "country").await?;
    Ok(list_view(&reader, &counts))
}

fn list_view(reader: &Reader, counts: &BTreeMap<String, u64>) -> Markup {
    let (ui, labels) = (reader.ui, reader.labels());
    let entry = |(code, count): (&String, &u64)| Entry {
        id: code.clone(),
        label: labels.value("country", code),
        note: None,
        count: *count,
    };
    let title = ui.text("countries-title");
    let main = html! {
        h1 { (title) }
        p.lead { (ui.text("countries-intro")) }
        (components::counted_list(reader, "countries", counts.iter().map(entry).collect()))
    };
    components::layout(&Chrome::new(reader, &title, "list-page"), &main)
}

/// `GET /{lang}/countries/{code}`
pub(super) async fn handler(
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    reader: Reader,
) -> Result<Markup, Failure> {
    let name = i18n::country_name(&code, &reader.ui.lang).ok_or_else(Failure::not_found)?;
    let about = entries::about(&app, &reader, "country", &code).await?;
    Ok(view(&Page { reader: &reader, code: &code, name: &name, about: &about }))
}

struct Page<'a> {
    reader: &'a Reader,
    code: &'a str,
    name: &'a str,
    about: &'a About,
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, about) = (page.reader, page.about);
    let main = html! {
        (entries::head(reader, "country", &html! { (page.name) }, about.latest.total))
        div.entry {
            (components::figures(reader, ("country", page.code), &about.within, &FIGURES))
            (components::about_entry(reader, "country", page.code, &about.latest, |_| None))
        }
    };
    components::layout(&Chrome::new(reader, page.name, "entry-page"), &main)
}
