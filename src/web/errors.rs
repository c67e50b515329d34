//! What is answered when there is no answer: one kind of failure for pages and programs alike.
//!
//! A handler returns a [`Failure`]; what it looks like (a page in the reader's language, or JSON) is decided once, at
//! the edge, where the address is known. Bare failures of the layers below (a timeout, a wrong method) pass there too.

use super::reader::{Reader, interface_of};
use super::{App, components, links, pages::Chrome};
use crate::i18n::Messages;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Serialize;
use std::any::Any;
use std::sync::Arc;
use utoipa::ToSchema;

/// Seconds after which it is worth trying again when too many search at once.
const RETRY_AFTER: &str = "2";

/// How a failure is told.
struct Kind {
    status: StatusCode,
    /// For programs.
    code: &'static str,
    title: &'static str,
    text: &'static str,
}

/// Every failure there is; the last stands for all others.
const KINDS: &[Kind] = &[
    Kind {
        status: StatusCode::BAD_REQUEST,
        code: "bad-request",
        title: "error-bad-request-title",
        text: "error-bad-request-text",
    },
    Kind {
        status: StatusCode::NOT_FOUND,
        code: "not-found",
        title: "error-not-found-title",
        text: "error-not-found-text",
    },
    Kind { status: StatusCode::GONE, code: "gone", title: "error-gone-title", text: "error-gone-text" },
    Kind {
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: "method-not-allowed",
        title: "error-method-title",
        text: "error-method-text",
    },
    Kind {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        code: "too-large",
        title: "error-too-large-title",
        text: "error-too-large-text",
    },
    Kind { status: StatusCode::SERVICE_UNAVAILABLE, code: "busy", title: "error-busy-title", text: "error-busy-text" },
    Kind {
        status: StatusCode::GATEWAY_TIMEOUT,
        code: "timeout",
        title: "error-timeout-title",
        text: "error-timeout-text",
    },
    Kind {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        code: "internal",
        title: "error-internal-title",
        text: "error-internal-text",
    },
];

/// Why a request has no answer.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    status: StatusCode,
    /// What exactly is wrong, in the reader's language, where more is known than the status says.
    detail: Option<String>,
    /// For the log only.
    cause: Option<Arc<anyhow::Error>>,
}

impl Failure {
    pub(super) fn not_found() -> Failure {
        Failure { status: StatusCode::NOT_FOUND, detail: None, cause: None }
    }

    pub(super) fn busy() -> Failure {
        Failure { status: StatusCode::SERVICE_UNAVAILABLE, detail: None, cause: None }
    }

    pub(super) fn bad_request(detail: String) -> Failure {
        Failure { status: StatusCode::BAD_REQUEST, detail: Some(detail), cause: None }
    }

    /// What was there once; `detail` says what it was and when it went.
    pub(super) fn gone(detail: String) -> Failure {
        Failure { status: StatusCode::GONE, detail: Some(detail), cause: None }
    }

    fn kind(&self) -> &'static Kind {
        let last = KINDS.last().expect("the list is not empty");
        KINDS.iter().find(|kind| kind.status == self.status).unwrap_or(last)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(cause: anyhow::Error) -> Self {
        Failure { status: StatusCode::INTERNAL_SERVER_ERROR, detail: None, cause: Some(Arc::new(cause)) }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The answer of a program's request that failed.
#[derive(Serialize, ToSchema)]
pub(super) struct ErrorAnswer {
    error: ErrorBody,
}

#[derive(Serialize, ToSchema)]
struct ErrorBody {
    /// One word for programs: `bad-request`, `not-found`, `busy`, `timeout`, `internal` …
    code: &'static str,
    /// What is wrong and what to do.
    message: String,
}

/// The response for a panic; it is told like any other failure.
pub(super) fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response {
    let said = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
    Failure::from(anyhow::anyhow!("panic: {}", said.unwrap_or("no message"))).into_response()
}

/// Tells failures: as a page in the reader's language, or as JSON below `/api/`.
pub(super) async fn tell(State(app): State<App>, request: Request, next: Next) -> Response {
    let program = request.uri().path().starts_with("/api/");
    let ui = interface_of(request.uri(), request.headers());
    let response = next.run(request).await;
    if !(response.status().is_client_error() || response.status().is_server_error()) {
        return response;
    }
    let told = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind != "text/plain; charset=utf-8");
    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => failure.clone(),
        None if told => return response,
        None => Failure { status: response.status(), detail: None, cause: None },
    };
    if let Some(cause) = &failure.cause {
        tracing::error!(error = format!("{cause:#}"), "a request failed");
    }
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    let kind = failure.kind();
    if program {
        let message = failure.detail.clone().unwrap_or_else(|| ui.text(kind.text));
        return (parts, Json(ErrorAnswer { error: ErrorBody { code: kind.code, message } })).into_response();
    }
    (parts, view(ui, &app, kind, failure.detail.as_deref())).into_response()
}

fn view(ui: &'static Messages, app: &App, kind: &Kind, detail: Option<&str>) -> Markup {
    let reader = Reader::new(ui, app, format!("/{}/", ui.lang));
    let title = ui.text(kind.title);
    let main = html! {
        h1 { (title) }
        p { (detail.map_or_else(|| ui.text(kind.text), str::to_owned)) }
        p { (ui.text("error-way-on")) }
        ul {
            li { a href=(links::page(ui, "search")) { (ui.text("error-search")) } }
            li { a href=(links::page(ui, "")) { (ui.text("error-home")) } }
        }
    };
    components::layout(&Chrome::new(&reader, &title, "error-page"), &main)
}
