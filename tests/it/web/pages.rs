//! Address → page.

use super::{FILES, Site};
use crate::library::Library;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use praxis::config::StatusAudience;
use praxis::i18n::Messages;

/// The text of a page's part without its markup, a line for each run of it.
fn text(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<').skip(1) {
        let words = piece.split_once('>').map_or("", |(_, words)| words).trim();
        if !words.is_empty() {
            out.push_str(words);
            out.push('\n');
        }
    }
    out
}

#[tokio::test]
async fn the_root_sends_on_by_the_languages_of_the_browser() {
    let site = Site::new();
    let ask = |header: &str| Request::get("/").header("accept-language", header).body(Body::empty()).unwrap();
    let answer = site.ask(ask("es-CO, fr;q=0.5")).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::TEMPORARY_REDIRECT, "/es/"));
    assert_eq!(answer.header("vary").to_lowercase(), "accept-language");
    assert_eq!(site.ask(ask("xx")).await.header("location"), "/en/");
    assert_eq!(site.get("/fr").await.header("location"), "/fr/");
}

#[tokio::test]
async fn the_home_page_says_what_is_here() {
    let main = text(&Site::new().main("/fr/").await);
    assert!(main.contains("Trouver ce qui prévient la criminalité"), "{main}");
    assert!(main.contains("3 documents en 2 langues"), "{main}");
    assert!(main.contains("gangs de rue\n1"), "{main}");
    let empty = Site::of(Library::of("").snapshot, StatusAudience::Local).main("/en/").await;
    assert!(empty.contains("No document yet"));
}

#[tokio::test]
async fn a_search_shows_hits_facets_and_reasons() {
    let main = Site::new().main("/fr/search?q=gangs").await;
    let words = text(&main);
    assert!(words.contains("« gangs »") || words.contains("«\u{a0}gangs\u{a0}»"), "{words}");
    assert!(words.contains("1 résultat"), "{words}");
    assert!(main.contains("<mark>gangs</mark>"), "{main}");
    assert!(
        words.contains("2019–2021") && words.contains("quasi expérimentale") && words.contains("Canada"),
        "{words}"
    );
    assert!(words.contains("Trouvé par"), "{words}");
    assert!(main.contains("href=\"/fr/documents/gangs-en\" hreflang=\"en\""), "a translation is a link: {main}");
    assert!(main.contains("name=\"country\" value=\"CA\""), "{main}");
    assert!(!main.contains("lang=\"fr\""), "nothing of the reader's own language is marked as foreign");
}

#[tokio::test]
async fn the_reader_is_shown_the_member_in_their_language_and_passages_carry_theirs() {
    let site = Site::new();
    let main = site.main("/en/search?q=gangs").await;
    assert!(main.contains("/en/documents/gangs-en\">"), "{main}");
    let main = site.main("/es/search?q=theft").await;
    assert!(main.contains("<h3 lang=\"en\" dir=\"ltr\">"), "{main}");
    assert!(text(&main).contains("en inglés"), "{main}");
}

#[tokio::test]
async fn what_was_typed_and_written_is_escaped() {
    let site = Site::new();
    let main = site.main("/en/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!main.contains("<script"), "{main}");
    let main = site.main("/en/search?q=theft").await;
    assert!(main.contains("&lt;b&gt;on&lt;/b&gt;"), "{main}");
    let document = site.get("/fr/documents/gangs").await.body;
    assert!(!document.contains("alert(1)") && !document.contains("href=\"javascript:"), "{document}");
}

#[tokio::test]
async fn what_is_chosen_can_be_taken_off() {
    let main = Site::new().main("/en/search?q=theft&country=GB&country=DE&year_from=2019&sort=newest").await;
    assert!(main.contains("Take off: Country, Germany"), "{main}");
    assert!(main.contains("href=\"/en/search?q=theft&amp;country=GB&amp;year_from=2019&amp;sort=newest\""), "{main}");
    assert!(main.contains("value=\"GB\" checked form=\"search\""), "{main}");
    assert!(main.contains("option value=\"newest\" selected"), "{main}");
    assert!(text(&main).contains("1 result\n"), "{main}");
}

#[tokio::test]
async fn narrower_themes_stand_below_their_broader_one() {
    let main = Site::new().main("/en/search").await;
    let (broad, narrow) = (main.find("value=\"youth\"").unwrap(), main.find("value=\"street-gangs\"").unwrap());
    assert!(broad < narrow && main[broad..narrow].contains("<ul class=\"values\">"), "{main}");
}

#[tokio::test]
async fn what_makes_no_sense_is_set_right_and_said() {
    let site = Site::new();
    let main = text(&site.main("/en/search?theme=nothing&page=9&sort=best&country=ca&theme=gangs%20de%20rue").await);
    assert!(main.contains("“nothing” is not known here"), "{main}");
    assert!(main.contains("this is page 1"), "{main}");
    assert!(main.contains("sorted by relevance"), "{main}");
    assert!(main.contains("1 result\n"), "a country's code and a theme's label are understood: {main}");
}

#[tokio::test]
async fn results_are_paged_to_the_end() {
    let files: String =
        (0..45).map(|n| format!("//- n{n}.md\n---\nlanguage: en\ntitle: Patrol {n}\n---\nA patrol.\n")).collect();
    let site = Site::of(Library::of(&files).snapshot, StatusAudience::Local);
    let main = site.main("/en/search?q=patrol&per_page=10&page=5").await;
    assert_eq!(main.matches("<article").count(), 5);
    assert!(text(&main).contains("Page 5 of 5"));
    assert!(
        main.contains("rel=\"prev\" href=\"/en/search?q=patrol&amp;page=4&amp;per_page=10\"")
            && !main.contains("rel=\"next\"")
    );
    let beyond = text(&site.main("/en/search?q=patrol&per_page=10&page=6").await);
    assert!(beyond.contains("this is page 5"), "{beyond}");
}

#[tokio::test]
async fn a_document_tells_stated_and_found_apart() {
    let site = Site::new();
    let words = text(&site.main("/fr/documents/gangs").await);
    for expected in
        ["Médiation avec les gangs de rue", "Pratique", "2019–2021", "Moins de bagarres", "indiqué", "host", "Piège"]
    {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    let main = site.main("/fr/documents/theft").await;
    assert!(text(&main).contains("relevé dans le texte"), "{main}");
    assert!(
        main.contains("<q lang=\"en\" dir=\"ltr\">")
            && main.contains("<mark>International Centre for the Prevention of Crime</mark>"),
        "{main}"
    );
    assert!(main.contains("<h1 lang=\"en\" dir=\"ltr\">"), "{main}");
    assert!(text(&main).contains("mars 2020"), "{main}");
}

#[tokio::test]
async fn lists_lead_to_entries_and_entries_to_searches() {
    let site = Site::new();
    let main = site.main("/es/countries").await;
    let places: Vec<_> = ["Alemania", "Canadá", "Reino Unido"].map(|name| main.find(name).unwrap()).into();
    assert!(places.is_sorted(), "countries are sorted by their names: {main}");
    assert!(main.contains("href=\"/es/countries/DE\""));
    assert!(site.main("/es/countries/DE").await.contains("href=\"/es/search?country=DE\""));
    let themes = site.main("/fr/themes").await;
    assert!(themes.contains("href=\"/fr/themes/street-gangs\""), "{themes}");
    let theme = text(&site.main("/fr/themes/street-gangs").await);
    assert!(
        theme.contains("jeunes et école") && theme.contains("pandillas") && theme.contains("1 document\n"),
        "{theme}"
    );
    assert!(site.main("/fr/partners").await.contains("href=\"/fr/partners/spvm\""));
    assert!(text(&site.main("/en/partners/spvm").await).contains("Service de police de la Ville de Montréal"));
}

#[tokio::test]
async fn what_is_not_here_is_said_with_a_way_on() {
    let site = Site::new();
    let ask = |path: &str| Request::get(path).header("accept-language", "es").body(Body::empty()).unwrap();
    for (path, title) in [
        ("/fr/nowhere", "Cette page n’est pas ici"),
        ("/fr/documents/nothing", "Cette page n’est pas ici"),
        ("/fr/documents/..%2f..%2fetc%2fpasswd", "Cette page n’est pas ici"),
        ("/de/search", "Esta página no está aquí"),
        ("/nowhere/at/all", "Esta página no está aquí"),
        ("/en/themes/nothing", "This page is not here"),
        ("/en/countries/XX", "This page is not here"),
    ] {
        let answer = site.ask(ask(path)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.main().contains(title) && answer.main().contains("/search\""), "{path}: {}", answer.main());
        assert!(answer.header("content-type").starts_with("text/html"));
    }
    let answer = site.ask(Request::post("/en/search").body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD"));
    assert!(answer.main().contains("Pages here are for reading only"));
}

#[tokio::test]
async fn every_page_is_whole_in_every_language() {
    let site = Site::new();
    let below = [
        "",
        "search?q=gang&theme=street-gangs",
        "documents/gangs",
        "documents/theft",
        "themes",
        "themes/street-gangs",
        "partners",
        "partners/icpc",
        "countries",
        "countries/CA",
        "status",
        "about",
        "nowhere",
    ];
    for messages in Messages::all() {
        for page in below {
            let address = format!("/{}/{page}", messages.lang);
            let body = site.get(&address).await.body;
            assert!(body.starts_with("<!DOCTYPE html><html lang=\""), "{address}");
            assert_eq!(body.matches("<h1").count(), 1, "{address}");
            assert_eq!(body.matches("<main ").count(), 1, "{address}");
            for key in messages.keys().iter().filter(|key| key.contains('-')) {
                assert!(!body.contains(&format!(">{key}<")), "{address} shows the key {key}");
            }
            for other in Messages::all() {
                assert!(body.contains(&format!("hreflang=\"{}\"", other.lang)), "{address}");
            }
        }
    }
    assert_eq!(FILES.matches("//- ").count(), 3);
}

#[tokio::test]
async fn another_language_of_the_interface_finds_and_counts_the_same() {
    let site = Site::new();
    let answer = site.get("/en/search?q=theft&country=GB").await.body;
    assert!(answer.contains("href=\"/fr/search?q=theft&amp;country=GB\" lang=\"fr\""), "{answer}");
    let english = site.get("/api/v1/search?q=gangs&lang=en").await.json();
    let french = site.get("/api/v1/search?q=gangs&lang=fr").await.json();
    assert_eq!(english["total"], french["total"]);
    assert_eq!(english["facets"]["theme"][0]["count"], french["facets"]["theme"][0]["count"]);
    assert_ne!(english["facets"]["theme"][0]["label"], french["facets"]["theme"][0]["label"]);
}
