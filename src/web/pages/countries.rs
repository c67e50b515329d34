//! Where practices come from, and each country with its latest documents.

use super::Chrome;
use super::themes::{counts, latest};
use crate::i18n;
use crate::model::Results;
use crate::web::App;
use crate::web::components::{self, Entry};
use crate::web::errors::Failure;
use crate::web::reader::Reader;
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::collections::BTreeMap;

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
        count: *count,
    };
    let title = ui.text("countries-title");
    let main = html! {
        h1 { (title) }
        p.lead { (ui.text("countries-intro")) }
        (components::counted_list(reader, "countries", counts.iter().map(entry).collect()))
    };
    components::layout(&Chrome { reader, title: &title }, &main)
}

/// `GET /{lang}/countries/{code}`
pub(super) async fn handler(
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    reader: Reader,
) -> Result<Markup, Failure> {
    let name = i18n::country_name(&code, &reader.ui.lang).ok_or_else(Failure::not_found)?;
    let latest = latest(&app, &reader, "country", &code).await?;
    Ok(view(&Page { reader: &reader, code: &code, name: &name, latest: &latest }))
}

struct Page<'a> {
    reader: &'a Reader,
    code: &'a str,
    name: &'a str,
    latest: &'a Results,
}

fn view(page: &Page<'_>) -> Markup {
    let main = html! {
        h1 { (page.name) }
        (components::about_entry(page.reader, "country", page.code, page.latest))
    };
    components::layout(&Chrome { reader: page.reader, title: page.name }, &main)
}
