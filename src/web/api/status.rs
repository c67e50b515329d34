//! `GET /api/v1/status`, `/health` and `/ready`

use crate::index::{Lacking, Snapshot};
use crate::model::{Accounting, Problem};
use crate::web::App;
use crate::web::reader::{FromHere, Program};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Documents of each kind of gap that are told of by name.
const LACKING: usize = 100;

/// Where everything stands.
#[derive(Serialize, ToSchema)]
pub(super) struct StatusAnswer {
    files: FilesAnswer,
    /// Documents that can be found.
    documents: u64,
    /// Documents by language.
    languages: BTreeMap<String, u64>,
    meaning: MeaningAnswer,
    /// What a person should look at; left out where the reader may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<Vec<ProblemAnswer>>,
    /// The first files that are being dealt with or wait for it; left out where the reader may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    at_work: Option<Vec<String>>,
    /// What could not be found out of documents and a person may know.
    lacking: Vec<LackingAnswer>,
    watch: WatchAnswer,
    generation: String,
    ready: bool,
}

/// The documents that lack one value.
#[derive(Serialize, ToSchema)]
struct LackingAnswer {
    /// The key of front matter that gives it: `date`, `countries` or `language`
    key: &'static str,
    documents: u64,
    /// The ids of some of them.
    first: Vec<String>,
}

/// Every file counted once: `on_disk` = `indexed` + `failed` + `ignored` + `pending`.
#[derive(Serialize, ToSchema)]
struct FilesAnswer {
    on_disk: u64,
    indexed: u64,
    failed: u64,
    ignored: u64,
    pending: u64,
}

impl From<Accounting> for FilesAnswer {
    fn from(files: Accounting) -> Self {
        let Accounting { on_disk, indexed, failed, ignored, pending } = files;
        FilesAnswer { on_disk, indexed, failed, ignored, pending }
    }
}

/// How far passages are encoded for search by meaning.
#[derive(Serialize, ToSchema)]
struct MeaningAnswer {
    /// `off`, `encoding` or `complete`
    state: &'static str,
    passages: u64,
    encoded: u64,
}

#[derive(Serialize, ToSchema)]
struct ProblemAnswer {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// `indexed`, `indexed-partly`, `no-text`, `encrypted`, `damaged`, `too-large`, `timeout`, `unsupported`, `failed`
    /// or `ignored`
    status: &'static str,
    reason: String,
    hint: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct WatchAnswer {
    /// `native`, `poll` or `off`
    mode: String,
    /// ISO 8601
    last_reconcile: Option<String>,
}

/// Progress of the start.
#[derive(Serialize, ToSchema)]
pub(super) struct ReadyAnswer {
    ready: bool,
    files: FilesAnswer,
}

/// Where everything stands. Problems are shown to the machine itself, and to all where the operator allows it.
#[utoipa::path(get, path = "/api/v1/status", responses((status = 200, body = StatusAnswer)))]
pub(super) async fn handler(State(app): State<App>, FromHere(here): FromHere, program: Program) -> Json<StatusAnswer> {
    let world = &program.world;
    let may_see = here || app.site.public_status;
    let problems = may_see.then(|| world.problems.iter().map(problem).collect());
    Json(StatusAnswer {
        files: world.accounting.into(),
        documents: world.documents,
        languages: world.languages.clone(),
        meaning: meaning(world),
        problems,
        at_work: may_see.then(|| world.at_work.to_vec()),
        lacking: world.lacking(LACKING).into_iter().map(LackingAnswer::from).collect(),
        watch: WatchAnswer { mode: world.watch.mode.clone(), last_reconcile: world.watch.last_reconcile.clone() },
        generation: world.generation.clone(),
        ready: world.ready,
    })
}

impl From<Lacking> for LackingAnswer {
    fn from(Lacking { gap, documents, first }: Lacking) -> Self {
        LackingAnswer { key: gap.key(), documents, first: first.into_iter().map(|id| id.0).collect() }
    }
}

fn meaning(world: &Snapshot) -> MeaningAnswer {
    match &world.meaning {
        None => MeaningAnswer { state: "off", passages: 0, encoded: 0 },
        Some(passages) => MeaningAnswer {
            state: if world.ready && passages.complete { "complete" } else { "encoding" },
            passages: passages.total,
            encoded: passages.encoded,
        },
    }
}

fn problem(problem: &Problem) -> ProblemAnswer {
    let Problem { path, line, status, reason, hint } = problem.clone();
    ProblemAnswer { path, line, status: status.id(), reason, hint }
}

/// `GET /health`: the process lives.
pub(in crate::web) async fn health() -> &'static str {
    "ok\n"
}

/// `GET /ready`: 200 once everything that was in the folder at start-up is searchable, 503 before.
#[utoipa::path(
    get,
    path = "/ready",
    responses((status = 200, body = ReadyAnswer), (status = 503, description = "not yet", body = ReadyAnswer))
)]
pub(in crate::web) async fn ready(State(app): State<App>) -> (StatusCode, Json<ReadyAnswer>) {
    let world: &Snapshot = &app.world();
    let status = if world.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(ReadyAnswer { ready: world.ready, files: world.accounting.into() }))
}
