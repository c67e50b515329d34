//! What was found, to take along: a table for spreadsheets and references for citation managers.
//!
//! Both carry the search by which they were made, the day and how many there were, so that a review can say how it
//! looked. A format is one file in `web/exports/` and a line in [`routes`].

mod csv;
mod ris;

use super::App;
use super::documents::{self, Lookup};
use super::errors::Failure;
use super::labels::Labels;
use super::links;
use super::reader::{Origin, Reader};
use crate::index::Snapshot;
use crate::model::{Document, DocumentId, Query, TranslationLink};
use crate::search::{self, Limits};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

/// The most results that one file takes along.
pub(super) const MOST: usize = 1000;

/// The formats of a search's results: the end of the file's name, and the key of the format's own.
pub(super) const FORMATS: [(&str, &str); 2] = [("csv", "export-csv"), ("ris", "export-ris")];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/search.csv", get(table))
        .route("/{lang}/search.ris", get(references))
        .route("/{lang}/documents/{id}/citation.ris", get(reference))
}

/// One result, whole.
struct Record {
    document: Document,
    translations: Vec<TranslationLink>,
}

/// What was found and how.
struct Export<'a> {
    labels: Labels<'a>,
    origin: &'a Origin,
    records: &'a [Record],
    /// The address of the search; none for a single document.
    search: Option<String>,
    /// How many results the search has: more than there are records where it has more than [`MOST`].
    total: u64,
    /// ISO 8601
    today: String,
}

impl Export<'_> {
    /// The permanent address of a record's page.
    fn address(&self, record: &Record) -> String {
        self.origin.absolute(&links::document(self.labels.ui, &record.document.id))
    }
}

/// `GET /{lang}/search.csv`
async fn table(State(app): State<App>, origin: Origin, reader: Reader) -> Result<Response, Failure> {
    let (query, total, records) = found(&app, &reader).await?;
    let export = whole(&reader, &origin, &query, total, &records);
    Ok(file("text/csv; charset=utf-8", "praxis.csv", csv::write(&export)?))
}

/// `GET /{lang}/search.ris`
async fn references(State(app): State<App>, origin: Origin, reader: Reader) -> Result<Response, Failure> {
    let (query, total, records) = found(&app, &reader).await?;
    let export = whole(&reader, &origin, &query, total, &records);
    Ok(file(ris::MEDIA_TYPE, "praxis.ris", ris::write(&export)))
}

/// `GET /{lang}/documents/{id}/citation.ris`
async fn reference(
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    origin: Origin,
    reader: Reader,
) -> Result<Response, Failure> {
    let world = Arc::clone(&reader.world);
    let found = app.searches.run(move || documents::find(&world, &DocumentId(id))).await?;
    let found = match found {
        Lookup::Here(found) => found,
        Lookup::Elsewhere(elsewhere) => return elsewhere.answer(reader.ui, |id| links::citation(reader.ui, id)),
    };
    let others = found.others.into_iter().map(|other| TranslationLink { id: other.id, lang: other.lang });
    let name = format!("{}.ris", found.document.id);
    let records = [Record { document: found.document, translations: others.collect() }];
    let labels = reader.labels();
    let export = Export { labels, origin: &origin, records: &records, search: None, total: 1, today: today() };
    Ok(file(ris::MEDIA_TYPE, &name, ris::write(&export)))
}

fn whole<'a>(reader: &'a Reader, origin: &'a Origin, query: &Query, total: u64, records: &'a [Record]) -> Export<'a> {
    let search = Some(origin.absolute(&links::search(reader.ui, query)));
    Export { labels: reader.labels(), origin, records, search, total, today: today() }
}

/// The first [`MOST`] results of the search that the address states, whatever page it is on.
async fn found(app: &App, reader: &Reader) -> Result<(Query, u64, Vec<Record>), Failure> {
    let (query, _) = reader.search();
    let query = Query { page: 1, ..query };
    let asked = Query { per_page: MOST, ..query.clone() };
    let (world, limits) = (Arc::clone(&reader.world), app.site.limits);
    let (total, records) = app.searches.run(move || records(&asked, &world, &limits)).await?;
    Ok((query, total, records))
}

fn records(query: &Query, world: &Snapshot, limits: &Limits) -> anyhow::Result<(u64, Vec<Record>)> {
    let (total, documents) = search::documents(query, world, limits)?;
    let record = |(document, translations)| Record { document, translations };
    Ok((total, documents.into_iter().map(record).collect()))
}

fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

/// An answer that a browser saves under a name.
fn file(media_type: &'static str, name: &str, content: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], content)
        .into_response()
}
