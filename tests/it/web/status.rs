//! What the page and the API tell of the state of things.

use super::Site;
use crate::library::Library;
use praxis::config::StatusAudience;
use praxis::index::WatchStatus;
use serde_json::json;
use std::sync::Arc;

const FILES: &str = "
//- whole.md
---
id: whole
language: en
title: A whole one
date: 2020
countries: [CA]
---
Something for all in the street.
//- undated.md
---
id: undated
language: es
title: Una sin fecha
scope: international
---
Algo para todos en la calle.
//- bare.md
---
id: bare
title: 7 §
date: 2021
---
7 §
";

fn site(audience: StatusAudience) -> Site {
    let mut snapshot = Library::of(FILES).snapshot;
    snapshot.accounting.pending = 12;
    snapshot.at_work = Arc::new(vec!["new/one.pdf".to_owned(), "new/two.docx".to_owned()]);
    snapshot.watch = WatchStatus { mode: "native".to_owned(), last_reconcile: Some(minutes_ago(3)) };
    Site::of(snapshot, audience)
}

fn minutes_ago(minutes: i64) -> String {
    let then = jiff::Timestamp::now() - jiff::SignedDuration::from_mins(minutes);
    then.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[tokio::test]
async fn what_a_person_may_know_is_asked_for() {
    let site = site(StatusAudience::Public);
    let answer = site.get("/api/v1/status").await.json();
    let expected = json!([
        {"key": "date", "documents": 1, "first": ["undated"]},
        {"key": "countries", "documents": 1, "first": ["bare"]},
        {"key": "language", "documents": 1, "first": ["bare"]},
    ]);
    assert_eq!(answer["lacking"], expected);
    let page = site.main("/fr/status").await;
    for told in ["1 document sans date", "1 document sans pays", "langue n’est pas certaine"] {
        assert!(page.replace(['\u{2068}', '\u{2069}'], "").contains(told), "{told}: {page}");
    }
    assert!(page.contains("<a href=\"/fr/documents/undated\" lang=\"es\" dir=\"ltr\">Una sin fecha</a>"), "{page}");
    let settled =
        Site::of(Library::of(FILES.split("//- undated.md").next().expect("a part")).snapshot, StatusAudience::Public);
    assert_eq!(settled.get("/api/v1/status").await.json()["lacking"], json!([]));
    assert!(!settled.main("/en/status").await.contains("id=\"lacking\""));
}

#[tokio::test]
async fn what_is_being_read_is_told_to_whom_the_operator_allows() {
    let public = site(StatusAudience::Public);
    let page = public.main("/en/status").await.replace(['\u{2068}', '\u{2069}'], "");
    assert!(page.contains("new/two.docx") && page.contains("and 10 more"), "{page}");
    assert!(page.contains("(3 minutes ago)"), "{page}");
    assert_eq!(public.get("/api/v1/status").await.json()["at_work"], json!(["new/one.pdf", "new/two.docx"]));
    let local = site(StatusAudience::Local);
    assert!(!local.main("/en/status").await.contains("new/one.pdf"));
    assert!(local.get("/api/v1/status").await.json().get("at_work").is_none());
}
