//! What every answer forbids, what may be kept, what is refused.

use super::Site;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

const ADDRESSES: [&str; 8] =
    ["/", "/en/", "/en/search?q=x", "/nowhere", "/api/v1/search", "/api/v1/nothing", "/health", "/metrics"];

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let site = Site::new();
    for address in ADDRESSES {
        let answer = site.get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{address}: {policy}");
        assert!(!policy.contains("unsafe") && policy.contains("script-src 'self'; connect-src 'self'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cache-control", "no-cache"),
        ] {
            assert_eq!(answer.header(name), value, "{address}: {name}");
        }
        assert!(!answer.header("permissions-policy").is_empty(), "{address}");
    }
}

#[tokio::test]
async fn pages_obey_their_own_policy() {
    let site = Site::new();
    for address in ["/en/", "/en/search?q=gangs", "/en/documents/gangs", "/en/status"] {
        let body = site.get(address).await.body;
        for forbidden in
            ["<script>", "<script src=\"http", " style=", "<style", "javascript:", " onclick", "src=\"http"]
        {
            assert!(!body.contains(forbidden), "{address} has {forbidden}");
        }
    }
}

#[tokio::test]
async fn assets_are_kept_forever_and_found_by_their_hash_only() {
    let site = Site::new();
    let page = site.get("/en/").await.body;
    let style = page.split("href=\"").find(|rest| rest.starts_with("/assets/") && rest.contains(".css\"")).unwrap();
    let style = style.split('"').next().unwrap();
    let answer = site.get(style).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert!(answer.header("cache-control").contains("immutable"));
    for other in ["/assets/praxis.css", "/assets/..%2fCargo.toml", "/assets/"] {
        assert_eq!(site.get(other).await.status, StatusCode::NOT_FOUND, "{other}");
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let site = Site::new();
    for address in ADDRESSES {
        let head = Request::builder().method(Method::HEAD).uri(address).body(Body::empty()).unwrap();
        assert_eq!(site.ask(head).await.status, site.get(address).await.status, "{address}");
    }
}

#[tokio::test]
async fn answers_are_compressed_where_asked() {
    let site = Site::new();
    for encoding in ["gzip", "br"] {
        let request = Request::get("/en/").header("accept-encoding", encoding).body(Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(site.router.clone(), request).await.unwrap();
        assert_eq!(response.headers()["content-encoding"], encoding);
    }
}

#[tokio::test]
async fn large_bodies_are_refused() {
    let site = Site::new();
    let request =
        Request::post("/en/search").header("content-length", "100000").body(Body::from(vec![b'a'; 100_000])).unwrap();
    let answer = site.ask(request).await;
    assert!(answer.status == StatusCode::PAYLOAD_TOO_LARGE, "{}", answer.status);
    assert!(answer.main().contains("Too much was sent"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_is_served_and_ends_when_asked() {
    let (_sender, receiver) =
        tokio::sync::watch::channel(std::sync::Arc::new(super::Library::of(super::FILES).snapshot));
    let config = praxis::config::Config::settle(praxis::config::Settings::default()).unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let app = praxis::web::App::new(receiver, &config);
    let server = tokio::spawn(praxis::web::serve(listener, app, async { drop(stopped.await) }));
    let get = move |path: &str| {
        let url = format!("http://{address}{path}");
        tokio::task::spawn_blocking(move || ureq::get(url).call().unwrap().body_mut().read_to_string().unwrap())
    };
    assert!(get("/fr/search?q=gangs").await.unwrap().contains("<mark>gangs</mark>"));
    let status = get("/api/v1/status").await.unwrap();
    assert!(status.contains("\"problems\":"), "this machine sees what is to be looked at: {status}");
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
    assert!(std::net::TcpStream::connect(address).is_err(), "nobody listens any more");
}
