//! What an operator watches: requests, their times, and the state of the index, in Prometheus' text format.

use super::App;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use std::sync::Arc;
use std::time::Instant;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FilesIn {
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Generation {
    generation: String,
}

type Times = Family<Answered, Histogram, fn() -> Histogram>;

/// All that is counted; one for each [`App`].
#[derive(Clone)]
pub(super) struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Answered, Counter>,
    times: Times,
    documents: Gauge,
    files: Family<FilesIn, Gauge>,
    ready: Gauge,
    generation: Family<Generation, Gauge>,
}

impl Metrics {
    pub(super) fn new() -> Metrics {
        let mut registry = Registry::with_prefix("praxis");
        let requests = Family::default();
        // Half a millisecond to sixteen seconds.
        let times: Times = Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.0005, 2.0, 16)));
        let (documents, files, ready, generation) =
            (Gauge::default(), Family::default(), Gauge::default(), Family::default());
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register("http_request_duration_seconds", "Time until the answer began", times.clone());
        registry.register("documents", "Documents that can be found", documents.clone());
        registry.register("files", "Files of the folder, by where they stand", files.clone());
        registry.register("ready", "1 once everything of the start is searchable", ready.clone());
        registry.register("generation", "1 for the state of the index that serves", generation.clone());
        Metrics { registry: Arc::new(registry), requests, times, documents, files, ready, generation }
    }

    fn answered(&self, answered: &Answered, seconds: f64) {
        self.requests.get_or_create(answered).inc();
        self.times.get_or_create(answered).observe(seconds);
    }
}

/// Counts and times every request, and writes one line of log that holds neither the question nor who asked.
pub(super) async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let response = next.run(request).await;
    let (status, seconds) = (response.status().as_u16(), started.elapsed().as_secs_f64());
    tracing::info!(%method, route, status, milliseconds = seconds * 1000.0, "answered");
    app.metrics.answered(&Answered { route, status }, seconds);
    response
}

/// `GET /metrics`
pub(super) async fn handler(State(app): State<App>) -> Response {
    let (world, metrics) = (app.world(), &app.metrics);
    let files = &world.accounting;
    let counted =
        [("indexed", files.indexed), ("failed", files.failed), ("ignored", files.ignored), ("pending", files.pending)];
    for (status, count) in counted {
        metrics.files.get_or_create(&FilesIn { status }).set(gauge(count));
    }
    metrics.documents.set(gauge(world.documents));
    metrics.ready.set(i64::from(world.ready));
    metrics.generation.clear();
    metrics.generation.get_or_create(&Generation { generation: world.generation.clone() }).set(1);
    let mut text = String::new();
    encode(&mut text, &metrics.registry).expect("writing to a string succeeds");
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response()
}

fn gauge(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
