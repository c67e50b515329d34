//! The same answers for programs, as JSON, and what a process supervisor asks for.
//!
//! The structs that are written out are the API's own: the model may change without any program noticing.

mod document;
mod openapi;
mod search;
mod status;
mod suggest;
mod values;

pub use search::answer_as_json;

use super::App;
use super::errors::Failure;
use axum::Router;
use axum::routing::get;

/// Everything below `/api/v1`.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/search", get(search::handler))
        .route("/documents/{id}", get(document::handler))
        .route("/suggest", get(suggest::handler))
        .route("/status", get(status::handler))
        .route("/openapi.json", get(openapi::handler))
        .fallback(async || Failure::not_found())
}

/// What says that the process lives, and that it is ready.
pub(super) fn probes() -> Router<App> {
    Router::new().route("/health", get(status::health)).route("/ready", get(status::ready))
}
