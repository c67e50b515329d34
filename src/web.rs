//! The site: addresses ⇄ searches, pages, the API for programs, and what an operator asks for.
//!
//! A page is one file in `web/pages/`. A request takes one [`Snapshot`] and never looks again. This room refuses to know
//! tantivy, how changes are noticed, and who writes the index.

mod api;
mod assets;
mod choices;
mod components;
mod documents;
mod errors;
mod exports;
mod labels;
mod links;
mod metrics;
mod pages;
pub mod params;
mod pool;
mod reader;
mod safety;

pub use api::answer_as_json;

use crate::config::{Config, StatusAudience};
use crate::index::Snapshot;
use crate::search::Limits;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

/// The most bytes of a request's body: nothing here reads one.
const MAX_BODY: usize = 16 * 1024;

/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long answers under way may take to end once the server is asked to stop.
const DRAIN: Duration = Duration::from_secs(5);

/// What an operator decided about the site.
#[derive(Clone, Copy, Debug)]
struct Site {
    /// Whether everybody sees the paths and problems of files, or only the machine itself.
    public_status: bool,
    limits: Limits,
}

/// What requests share. Cheap to clone; nothing in it changes but the snapshot, which is replaced as a whole.
#[derive(Clone)]
pub struct App {
    snapshot: watch::Receiver<Arc<Snapshot>>,
    site: Site,
    searches: pool::SearchPool,
    metrics: metrics::Metrics,
}

impl App {
    /// A site over the snapshots that arrive here.
    pub fn new(snapshot: watch::Receiver<Arc<Snapshot>>, config: &Config) -> App {
        let public_status = config.status == StatusAudience::Public;
        let site = Site { public_status, limits: Limits { deadline: config.deadline } };
        let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        App { snapshot, site, searches: pool::SearchPool::new(at_once), metrics: metrics::Metrics::new() }
    }

    /// The snapshot of now.
    fn world(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.borrow())
    }
}

/// Everything that the site answers.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .merge(pages::routes())
        .merge(exports::routes())
        .nest("/api/v1", api::routes())
        .merge(api::probes())
        .route("/metrics", get(metrics::handler))
        .route("/assets/{file}", get(assets::handler));
    guarded(routes, app, TIMEOUT)
}

/// Puts around the routes what holds for all of them.
fn guarded(routes: Router<App>, app: App, timeout: Duration) -> Router {
    routes
        .fallback(async || errors::Failure::not_found())
        .method_not_allowed_fallback(async || StatusCode::METHOD_NOT_ALLOWED)
        // The last layer is the outermost.
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(CatchPanicLayer::custom(errors::panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, timeout))
        .layer(from_fn_with_state(app.clone(), errors::tell))
        .layer(CompressionLayer::new())
        .layer(from_fn(safety::headers))
        .layer(from_fn_with_state(app.clone(), metrics::observe))
        .with_state(app)
}

/// Serves until `shutdown` is done, then lets answers under way end.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        shutdown.await;
        // Nobody listens only when the server has ended already.
        stopping.send(()).ok();
    });
    let mut server = pin!(server.into_future());
    tokio::select! {
        ended = &mut server => Ok(ended?),
        _ = stopped => match tokio::time::timeout(DRAIN, server).await {
            Ok(ended) => Ok(ended?),
            Err(_) => {
                tracing::warn!(seconds = DRAIN.as_secs(), "some answers did not end in time and were cut off");
                Ok(())
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::config::Settings;
    use crate::index::{Index, Surroundings};
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    fn app() -> App {
        let mut index = Index::in_memory(Arc::new(Analysis::built_in())).unwrap();
        let snapshot = Arc::new(index.snapshot(Surroundings::default()).unwrap());
        App::new(watch::channel(snapshot).1, &Config::settle(Settings::default()).unwrap())
    }

    async fn told(path: &str) -> (StatusCode, String) {
        let routes = Router::new()
            .route("/fr/panic", get(async || -> &'static str { panic!("the secret cause") }))
            .route("/fr/slow", get(std::future::pending::<&'static str>))
            .route("/fr/broken", get(async || errors::Failure::from(anyhow::anyhow!("the secret cause"))))
            .route("/api/v1/busy", get(async || errors::Failure::busy()));
        let router = guarded(routes, app(), Duration::from_millis(20));
        let response = router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        assert!(response.headers().contains_key("content-security-policy"), "{path}");
        assert_eq!(response.headers().contains_key("retry-after"), path.ends_with("busy"));
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn whatever_goes_wrong_is_told_in_the_language_of_the_reader_and_without_its_cause() {
        for (path, status, words) in [
            ("/fr/panic", StatusCode::INTERNAL_SERVER_ERROR, "Quelque chose s’est mal passé ici"),
            ("/fr/broken", StatusCode::INTERNAL_SERVER_ERROR, "Quelque chose s’est mal passé ici"),
            ("/fr/slow", StatusCode::GATEWAY_TIMEOUT, "Cela a pris trop de temps"),
            ("/api/v1/busy", StatusCode::SERVICE_UNAVAILABLE, r#"{"error":{"code":"busy","#),
        ] {
            let (found, body) = told(path).await;
            assert_eq!(found, status, "{path}");
            assert!(body.contains(words) && !body.contains("secret"), "{path}: {body}");
        }
    }
}
