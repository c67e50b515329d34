//! `GET /api/v1/openapi.json`: the API, described by its own types.

use super::{document, search, status, suggest};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(title = "Praxis", description = "Search over practices of crime prevention, in every language."),
    paths(search::handler, document::handler, suggest::handler, status::handler, status::ready)
)]
struct Description;

static TEXT: LazyLock<String> =
    LazyLock::new(|| Description::openapi().to_pretty_json().expect("the description is plain values"));

pub(super) async fn handler() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}
