//! The API: shapes, labels, failures, probes.

use super::{FILES, Site};
use crate::library::Library;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use expect_test::expect;
use praxis::config::StatusAudience;
use praxis::index::Snapshot;
use praxis::model::{Accounting, Problem, ProblemStatus};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;

fn keys(value: &Value) -> String {
    value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>().join(" ")
}

fn troubled() -> Snapshot {
    let mut snapshot = Library::of(FILES).snapshot;
    snapshot.accounting = Accounting { on_disk: 5, indexed: 3, failed: 1, ignored: 0, pending: 1 };
    snapshot.problems = Arc::new(vec![Problem {
        path: "secret/x.pdf".into(),
        status: ProblemStatus::Failed,
        reason: "not a PDF".into(),
        ..Problem::default()
    }]);
    snapshot.ready = false;
    snapshot
}

#[tokio::test]
async fn a_search_answers_as_promised() {
    let answer = Site::new().get("/api/v1/search?q=gangs+de+rue&country=CA&lang=fr&year_from=2020").await.json();
    let expected = json!({"q": "gangs de rue", "match": "all", "filters": {"country": ["CA"]}, "year_from": 2020,
        "sort": "relevance", "page": 1, "per_page": 20});
    assert_eq!(answer["query"], expected);
    expect!["corrections cut facets generation hits matched query suggestions took_ms total"].assert_eq(&keys(&answer));
    let facets = keys(&answer["facets"]);
    for promised in ["country", "evaluation", "kind", "language", "partner", "theme", "year"] {
        assert!(facets.split(' ').any(|facet| facet == promised), "{promised} in {facets}");
    }
    let hit = &answer["hits"][0];
    expect![
        "countries date evaluation id kind language partners parts path score snippet themes title translations url why years"
    ]
    .assert_eq(&keys(hit));
    assert_eq!(hit["url"], "/fr/documents/gangs");
    assert_eq!(hit["translations"], json!([{"id": "gangs-en", "language": "en"}]));
    assert_eq!(hit["themes"], json!([{"id": "street-gangs", "label": "gangs de rue"}]));
    assert_eq!(hit["evaluation"], "quasi-experimental");
    let matched = &answer["matched"];
    let sum = ["words", "vocabulary", "meaning"].iter().map(|kind| matched[kind].as_u64().unwrap()).sum::<u64>();
    assert_eq!(Some(sum), answer["total"].as_u64());
    let themes = answer["facets"]["theme"].as_array().unwrap();
    let narrow = themes.iter().find(|theme| theme["id"] == "street-gangs").unwrap();
    assert_eq!(
        narrow,
        &json!({"id": "street-gangs", "label": "gangs de rue", "count": 1, "selected": false, "broader": "youth"})
    );
    assert_eq!(answer["facets"]["country"][0]["selected"], json!(true));
}

#[tokio::test]
async fn highlights_are_ranges_of_characters() {
    let answer = Site::new().get("/api/v1/search?q=gangs&lang=fr").await.json();
    let snippet = &answer["hits"][0]["snippet"];
    let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
    let highlights = snippet["highlights"].as_array().unwrap();
    assert!(!highlights.is_empty());
    for range in highlights {
        let at = |side: usize| usize::try_from(range[side].as_u64().unwrap()).unwrap();
        let marked: String = text[at(0)..at(1)].iter().collect();
        assert!(marked.to_lowercase().contains("gang"), "{marked}");
    }
}

#[tokio::test]
async fn labels_follow_the_reader() {
    let site = Site::new();
    let request = Request::get("/api/v1/search").header("accept-language", "es").body(Body::empty()).unwrap();
    let answer = site.ask(request).await.json();
    let label = |answer: &Value, key: &str, id: &str| {
        let values = answer["facets"][key].as_array().unwrap().clone();
        values.into_iter().find(|value| value["id"] == id).unwrap()["label"].as_str().unwrap().to_owned()
    };
    assert_eq!(label(&answer, "country", "GB"), "Reino Unido");
    assert_eq!(label(&answer, "kind", "workshop"), "Taller");
    assert_eq!(label(&answer, "language", "fr"), "francés");
    assert_eq!(label(&answer, "evaluation", "unknown"), "no documentada");
    assert_eq!(label(&answer, "year", "2020"), "2020");
}

#[tokio::test]
async fn a_malformed_number_is_refused_and_an_unknown_id_found_nowhere() {
    let site = Site::new();
    let answer = site.get("/api/v1/search?page=two").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let message = "“two” cannot be the value of page. Allowed: 1–4294967295.";
    assert_eq!(answer.json(), json!({"error": {"code": "bad-request", "message": message}}));
    assert_eq!(site.get("/api/v1/search?theme=nothing&colour=red").await.json()["total"], 0);
    assert_eq!(site.get("/api/v1/search?country=ca").await.json()["total"], 0);
    for path in ["/api/v1/nothing", "/api/v1/documents/nothing", "/api/v2"] {
        let answer = site.get(path).await;
        assert_eq!(
            (answer.status, answer.json()["error"]["code"].as_str()),
            (StatusCode::NOT_FOUND, Some("not-found")),
            "{path}"
        );
    }
    let answer = site.ask(Request::post("/api/v1/search").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (answer.status, answer.json()["error"]["code"].as_str()),
        (StatusCode::METHOD_NOT_ALLOWED, Some("method-not-allowed"))
    );
}

#[tokio::test]
async fn long_questions_are_answered() {
    let site = Site::new();
    for text in ["a ".repeat(4096), "é".repeat(4096), "(".repeat(8192), "\"a* -".repeat(1600)] {
        let address = format!(
            "/api/v1/search?{}",
            form_urlencoded::Serializer::new(String::new()).append_pair("q", &text).finish()
        );
        assert_eq!(site.get(&address).await.status, StatusCode::OK);
    }
    let answer = site.get(&format!("/api/v1/search?q={}", "a".repeat(9000))).await.json();
    assert_eq!(answer["query"]["q"].as_str().unwrap().len(), 8192);
    assert_eq!(answer["query"]["shortened"], true);
}

#[tokio::test]
async fn a_document_answers_with_its_evidence() {
    let answer = Site::new().get("/api/v1/documents/theft?lang=en").await.json();
    let partner = &answer["partners"][0];
    assert_eq!((partner["id"].as_str(), partner["by"].as_str()), (Some("icpc"), Some("detected")));
    assert!(partner["sentence"].as_str().unwrap().contains(partner["text"].as_str().unwrap()));
    assert_eq!(answer["countries"][0], json!({"id": "GB", "label": "United Kingdom", "by": "stated"}));
    assert_eq!((answer["language"].as_str(), answer["language_by"].as_str()), (Some("en"), Some("stated")));
}

#[tokio::test]
async fn what_is_begun_is_completed() {
    let answer = Site::new().get("/api/v1/suggest?q=gang&lang=fr").await.json();
    assert_eq!(answer["completions"][0]["kind"], "theme");
    assert_eq!(answer["completions"][0]["url"], "/fr/search?theme=street-gangs");
    assert_eq!(Site::new().get("/api/v1/suggest").await.json()["completions"], json!([]));
}

#[tokio::test]
async fn problems_are_shown_to_this_machine_or_to_whom_the_operator_allows() {
    let from = |address: &str, header: Option<&str>| {
        let mut request = Request::get("/api/v1/status").body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(address.parse().unwrap()));
        if let Some(name) = header {
            request.headers_mut().insert(axum::http::HeaderName::try_from(name).unwrap(), "1.2.3.4".parse().unwrap());
        }
        request
    };
    let local = Site::of(troubled(), StatusAudience::Local);
    for (request, shown) in [
        (from("127.0.0.1:1", None), true),
        (from("[::1]:1", None), true),
        (from("[::ffff:127.0.0.1]:1", None), true),
        (from("127.0.0.1:1", Some("x-forwarded-for")), false),
        (from("127.0.0.1:1", Some("forwarded")), false),
        (from("192.0.2.7:1", None), false),
        (Request::get("/api/v1/status").body(Body::empty()).unwrap(), false),
    ] {
        let answer = local.ask(request).await.json();
        assert_eq!(answer["problems"].is_array(), shown, "{answer}");
        assert_eq!(answer["files"], json!({"on_disk": 5, "indexed": 3, "failed": 1, "ignored": 0, "pending": 1}));
        assert_eq!((&answer["documents"], &answer["languages"]), (&json!(3), &json!({"en": 2, "fr": 1})));
    }
    let page = local.main("/en/status").await;
    assert!(page.contains("1 remark on a file is shown to the operator only") && !page.contains("secret"), "{page}");
    let public = Site::of(troubled(), StatusAudience::Public);
    assert!(public.main("/en/status").await.contains("secret/x.pdf"));
    assert_eq!(public.get("/api/v1/status").await.json()["problems"][0]["status"], "failed");
}

#[tokio::test]
async fn probes_and_metrics_tell_an_operator() {
    let site = Site::of(troubled(), StatusAudience::Local);
    assert_eq!(site.get("/health").await.status, StatusCode::OK);
    let ready = site.get("/ready").await;
    assert_eq!((ready.status, &ready.json()["files"]["pending"]), (StatusCode::SERVICE_UNAVAILABLE, &json!(1)));
    assert_eq!(Site::new().get("/ready").await.status, StatusCode::OK);
    site.get("/en/search?q=secret+word").await;
    site.get("/nowhere/at/all").await;
    let metrics = site.get("/metrics").await.body;
    for line in [
        "praxis_http_requests_total{route=\"/{lang}/search\",status=\"200\"} 1",
        "praxis_http_requests_total{route=\"unmatched\",status=\"404\"} 1",
        "praxis_http_request_duration_seconds_count{route=\"/health\",status=\"200\"} 1",
        "praxis_documents 3",
        "praxis_files{status=\"failed\"} 1",
        "praxis_ready 0",
        "praxis_generation{generation=\"",
    ] {
        assert!(metrics.contains(line), "{line} in {metrics}");
    }
    assert!(!metrics.contains("secret"));
}

#[tokio::test]
async fn the_description_names_every_path_and_shape() {
    let description = Site::new().get("/api/v1/openapi.json").await.json();
    expect!["/api/v1/documents/{id} /api/v1/search /api/v1/status /api/v1/suggest /ready"]
        .assert_eq(&keys(&description["paths"]));
    let schemas = keys(&description["components"]["schemas"]);
    for name in ["SearchAnswer", "HitAnswer", "DocumentAnswer", "StatusAnswer", "ErrorAnswer"] {
        assert!(schemas.contains(name), "{name} in {schemas}");
    }
}
