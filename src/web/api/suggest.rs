//! `GET /api/v1/suggest`

use crate::search::{self, Completion};
use crate::thesaurus::Entry;
use crate::web::errors::{ErrorAnswer, Failure};
use crate::web::params;
use crate::web::reader::Program;
use crate::web::{App, links};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The most completions.
const MOST: usize = 10;

/// What a person may be about to type.
#[derive(Serialize, ToSchema)]
pub(super) struct SuggestAnswer {
    /// What was typed so far.
    q: String,
    completions: Vec<CompletionAnswer>,
}

#[derive(Serialize, ToSchema)]
struct CompletionAnswer {
    /// `theme`, `partner`, `country` or `document`
    kind: &'static str,
    id: String,
    /// The label or title that begins so.
    text: String,
    /// The page for people.
    url: String,
}

/// Completes what is being typed: themes, partners and countries by their labels, then titles.
#[utoipa::path(
    get,
    path = "/api/v1/suggest",
    params(
        ("q" = String, Query, description = "what was typed so far"),
        ("lang" = Option<String>, Query, description = "the reader's language"),
    ),
    responses((status = 200, body = SuggestAnswer), (status = 503, description = "too many at once", body = ErrorAnswer))
)]
pub(super) async fn handler(State(app): State<App>, program: Program) -> Result<Json<SuggestAnswer>, Failure> {
    let typed = params::typed(&program.parameters);
    let (world, lang, text) = (Arc::clone(&program.world), program.ui.lang.clone(), typed.clone());
    let found = app.searches.run(move || search::complete(&text, &lang, &world, MOST)).await?;
    let completions = found.into_iter().map(|completion| answer(&program, completion)).collect();
    Ok(Json(SuggestAnswer { q: typed, completions }))
}

fn answer(program: &Program, completion: Completion) -> CompletionAnswer {
    let ui = program.ui;
    let (kind, id, text, url) = match completion {
        Completion::Document { id, title, .. } => {
            let url = links::document(ui, &id);
            ("document", id.0, title, url)
        }
        Completion::Entry { entry, label } => {
            let (kind, id) = match entry {
                Entry::Theme(id) => ("theme", id),
                Entry::Partner(id) => ("partner", id),
                Entry::Country(code) => ("country", code),
            };
            let url = links::having(ui, kind, &id);
            (kind, id, label, url)
        }
    };
    CompletionAnswer { kind, id, text, url }
}
