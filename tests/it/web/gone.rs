//! Addresses of documents whose files have gone or moved.

use super::{FILES, Site};
use crate::library::Library;
use axum::http::StatusCode;
use praxis::config::StatusAudience;
use praxis::model::{Departed, DocumentId, Lang, Problem, ProblemStatus};
use std::sync::Arc;

fn site() -> Site {
    let departed = |id: &str, moved: Option<&str>| Departed {
        id: DocumentId(id.to_owned()),
        title: "Rondes <de> nuit".to_owned(),
        lang: Lang::parse("fr").expect("a language"),
        day: "2026-03-07".to_owned(),
        hash: 7,
        moved: moved.map(|id| DocumentId(id.to_owned())),
    };
    let all = [departed("walk", None), departed("old", Some("theft")), departed("older", Some("walk"))];
    let mut snapshot = Library::of(FILES).snapshot;
    snapshot.departed = Arc::new(all.into_iter().map(|departed| (departed.id.clone(), departed)).collect());
    Site::of(snapshot, StatusAudience::Local)
}

#[tokio::test]
async fn a_deleted_document_says_what_it_was_and_when_it_went() {
    let site = site();
    for (address, words) in [
        ("/en/documents/walk", "“Rondes &lt;de&gt; nuit” was here until 7 March 2026"),
        ("/fr/documents/walk", "était ici jusqu’au 7 mars 2026"),
        ("/es/documents/walk", "estuvo aquí hasta el 7 de marzo de 2026"),
        ("/en/documents/older", "was here until 7 March 2026"),
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::GONE, "{address}");
        let main = answer.main().replace(['\u{2068}', '\u{2069}'], "");
        assert!(main.contains(words), "{address}: {main}");
    }
    let answer = site.get("/api/v1/documents/walk").await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert_eq!(answer.json()["error"]["code"], "gone");
    assert_eq!(site.get("/en/documents/walk/citation.ris").await.status, StatusCode::GONE);
    assert_eq!(site.get("/en/documents/never").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_former_address_of_a_moved_document_leads_to_it() {
    let site = site();
    let answer = site.get("/fr/documents/old").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, "/fr/documents/theft"));
    assert_eq!(site.get("/api/v1/documents/old").await.header("location"), "/api/v1/documents/theft");
    let citation = site.get("/fr/documents/old/citation.ris").await;
    assert_eq!(citation.header("location"), "/fr/documents/theft/citation.ris");
}

#[tokio::test]
async fn the_last_version_that_could_be_read_says_so() {
    for (status, marked) in [(ProblemStatus::Damaged, true), (ProblemStatus::IndexedPartly, false)] {
        let mut snapshot = Library::of(FILES).snapshot;
        let theft = snapshot.document(&DocumentId("theft".to_owned())).unwrap().unwrap();
        snapshot.problems = Arc::new(vec![Problem { path: theft.path, status, ..Problem::default() }]);
        let site = Site::of(snapshot, StatusAudience::Local);
        for (lang, words) in [("en", "the last version"), ("fr", "la dernière version"), ("es", "la última versión")]
        {
            let main = site.main(&format!("/{lang}/documents/theft")).await;
            assert_eq!(main.contains(words), marked, "{main}");
        }
        let answer = site.get("/api/v1/documents/theft").await.json();
        assert_eq!(answer["is_last_readable"], marked);
    }
}
