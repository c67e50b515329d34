//! `GET /api/v1/documents/{id}`

use super::values::{Evidenced, Known, Translation, evidenced};
use crate::model::{self, Document, DocumentId, LanguageBasis, TranslationKind};
use crate::web::documents::{self, Lookup, WithTranslations};
use crate::web::errors::{ErrorAnswer, Failure};
use crate::web::reader::Program;
use crate::web::{App, links};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A document: what its author stated, and what was found in its text.
#[derive(Serialize, ToSchema)]
pub(super) struct DocumentAnswer {
    id: String,
    /// Below the folder of documents.
    path: String,
    /// The page for people.
    url: String,
    /// The file as it is now cannot be read: this is the last version that could.
    is_last_readable: bool,
    title: String,
    summary: String,
    /// The summary is the beginning of the text, not the author's.
    summary_detected: bool,
    kind: Option<&'static str>,
    language: String,
    /// `stated`, `declared`, `detected` or `undetermined`
    language_by: &'static str,
    /// ISO 8601, as precise as it is known.
    date: Option<String>,
    /// How the date is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    date_by: Option<Known>,
    /// First and last year.
    years: Option<(i32, i32)>,
    themes: Vec<Evidenced>,
    countries: Vec<Evidenced>,
    partners: Vec<Evidenced>,
    evaluation: EvaluationAnswer,
    translation_of: Option<String>,
    /// `official`, `machine` or `summary`
    translation: Option<&'static str>,
    translations: Vec<Translation>,
    /// What the author stated beside all this.
    stated: StatedAnswer,
    sources: Vec<SourceAnswer>,
    /// The body as clean HTML.
    html: String,
    /// The body as plain text.
    text: String,
}

/// How far an evaluation is documented.
#[derive(Serialize, ToSchema)]
struct EvaluationAnswer {
    level: &'static str,
    findings: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct StatedAnswer {
    places: Vec<String>,
    event: Option<String>,
    target_group: Option<String>,
    setting: Option<String>,
    cost: Option<String>,
    authors: Vec<String>,
    publisher: Option<String>,
    rights: Option<String>,
    contact: Option<String>,
    reviewed: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct SourceAnswer {
    title: String,
    url: Option<String>,
}

/// One document, by its id.
#[utoipa::path(
    get,
    path = "/api/v1/documents/{id}",
    params(
        ("id" = String, Path, description = "the document's id"),
        ("lang" = Option<String>, Query, description = "the language of labels"),
    ),
    responses(
        (status = 200, body = DocumentAnswer),
        (status = 308, description = "its file was moved: the document is there now"),
        (status = 404, description = "no such document", body = ErrorAnswer),
        (status = 410, description = "it was deleted: what it was, and when it went", body = ErrorAnswer),
    )
)]
pub(super) async fn handler(
    State(app): State<App>,
    Path(id): Path<String>,
    program: Program,
) -> Result<Response, Failure> {
    let world = Arc::clone(&program.world);
    match app.searches.run(move || documents::find(&world, &DocumentId(id))).await? {
        Lookup::Here(found) => Ok(Json(answer(&program, *found)).into_response()),
        Lookup::Elsewhere(elsewhere) => elsewhere.answer(program.ui, links::api_document),
    }
}

fn answer(program: &Program, WithTranslations { document, others }: WithTranslations) -> DocumentAnswer {
    let labels = program.labels();
    let translations = others.into_iter().map(|other| Translation::new(&other.id, &other.lang, Some(other.title)));
    DocumentAnswer {
        url: links::document(program.ui, &document.id),
        is_last_readable: program.world.is_last_readable(&document),
        themes: evidenced(labels, "theme", &document.themes),
        countries: evidenced(labels, "country", &document.countries),
        partners: evidenced(labels, "partner", &document.partners),
        evaluation: evaluation(&document),
        stated: stated(&document),
        sources: sources(&document),
        language_by: language_by(document.language_basis),
        translation: document.translation.map(translation),
        translations: translations.collect(),
        id: document.id.0,
        path: document.path,
        title: document.title,
        summary: document.summary,
        summary_detected: document.summary_detected,
        kind: document.kind.map(model::Kind::id),
        language: document.lang.to_string(),
        date_by: document.date_basis.as_ref().map(Known::of),
        date: document.date,
        years: document.years,
        translation_of: document.translation_of.map(|id| id.0),
        html: document.html,
        text: document.text,
    }
}

fn language_by(basis: LanguageBasis) -> &'static str {
    match basis {
        LanguageBasis::Stated => "stated",
        LanguageBasis::Declared => "declared",
        LanguageBasis::Detected => "detected",
        LanguageBasis::Undetermined => "undetermined",
    }
}

fn translation(kind: TranslationKind) -> &'static str {
    match kind {
        TranslationKind::Official => "official",
        TranslationKind::Machine => "machine",
        TranslationKind::Summary => "summary",
    }
}

fn evaluation(document: &Document) -> EvaluationAnswer {
    let findings = document.stated.evaluation.as_ref().map(|evaluation| evaluation.findings.clone());
    EvaluationAnswer { level: document.evaluation.id(), findings: findings.unwrap_or_default() }
}

fn stated(document: &Document) -> StatedAnswer {
    let stated = document.stated.clone();
    StatedAnswer {
        places: stated.places,
        event: stated.event,
        target_group: stated.target_group,
        setting: stated.setting,
        cost: stated.cost,
        authors: stated.authors,
        publisher: stated.publisher,
        rights: stated.rights,
        contact: stated.contact,
        reviewed: stated.reviewed,
    }
}

fn sources(document: &Document) -> Vec<SourceAnswer> {
    let sources = document.stated.sources.iter();
    sources.map(|source| SourceAnswer { title: source.title.clone(), url: source.url.clone() }).collect()
}
