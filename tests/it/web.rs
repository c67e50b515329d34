//! The interface: messages, names, addresses, pages and the API, by way of the router and without sockets.

mod api;
mod exports;
mod face;
mod gone;
mod messages;
mod pages;
mod params;
mod safety;
mod status;

use crate::library::Library;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use praxis::config::{Config, Settings, StatusAudience};
use praxis::index::Snapshot;
use praxis::web::App;
use std::sync::Arc;
use tokio::sync::watch;
use tower::ServiceExt;

/// A few documents: two languages of one practice, a theme with a narrower one, markup to be escaped.
const FILES: &str = "
//- practices/gangs.md
---
id: gangs
title: Médiation avec les gangs de rue
language: fr
kind: practice
themes: [street-gangs]
countries: [CA]
partners: [{id: spvm, role: host}]
date: {start: 2019, end: 2021-11-04}
evaluation: {level: quasi-experimental, findings: [Moins de bagarres]}
sources: [{title: Rapport, url: 'https://example.org/r'}, {title: Piège, url: 'javascript:alert(1)'}]
---
Des médiateurs parlent avec les jeunes des gangs de rue <script>alert(1)</script> dans le quartier.
//- practices/gangs.en.md
---
id: gangs-en
title: Mediation with street gangs
language: en
kind: practice
translation_of: gangs
translation: summary
countries: [CA]
---
Mediators talk with young people of the street gangs of the district.
//- workshops/theft.md
---
id: theft
title: Workshop <b>on</b> theft & robbery
language: en
kind: workshop
countries: [GB, DE]
date: 2020-03
---
A workshop on theft with the International Centre for the Prevention of Crime.
";

struct Site {
    router: Router,
    /// Held so that the site goes on seeing the snapshot.
    _sender: watch::Sender<Arc<Snapshot>>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    /// What stands in `<main>`.
    fn main(&self) -> &str {
        let from = self.body.find("<main").expect("a page has a main part");
        let to = self.body.find("</main>").expect("the main part ends");
        &self.body[from..to]
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
    }
}

impl Site {
    fn new() -> Site {
        Site::of(Library::of(FILES).snapshot, StatusAudience::Local)
    }

    fn of(snapshot: Snapshot, status: StatusAudience) -> Site {
        let config = Config { status, ..Config::settle(Settings::default()).expect("the defaults make sense") };
        let (sender, receiver) = watch::channel(Arc::new(snapshot));
        Site { router: praxis::web::router(App::new(receiver, &config)), _sender: sender }
    }

    async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).body(Body::empty()).expect("an address")).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let head = request.method() == Method::HEAD;
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body that ends");
        let body = String::from_utf8(body.to_vec()).expect("answers are UTF-8");
        assert!(!head || body.is_empty(), "HEAD has no body");
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The main part of a page that must be there.
    async fn main(&self, address: &str) -> String {
        let answer = self.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        answer.main().to_owned()
    }
}
