//! What was found, as files: a table for spreadsheets and references for citation managers.

use super::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode};

fn asked(path: &str) -> Request<Body> {
    let request = Request::get(path).header("host", "praxis.example.org").header("x-forwarded-proto", "https");
    request.body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn a_search_is_taken_along_as_a_table() {
    let site = Site::new();
    let answer = site.ask(asked("/fr/search.csv?q=gangs&page=7")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"praxis.csv\"");
    let rows: Vec<&str> = answer.body.split("\r\n").collect();
    assert!(
        rows[0].starts_with("\u{FEFF}id,title,kind,language,date,year_from,year_to,countries,themes"),
        "{}",
        rows[0]
    );
    let row = "gangs,Médiation avec les gangs de rue,practice,fr,2021-11-04,2019,2021,Canada,gangs de rue,";
    assert!(rows[1].starts_with(row), "{}", rows[1]);
    assert!(rows[1].contains(",quasi-experimental,"), "{}", rows[1]);
    assert!(rows[1].contains(",https://praxis.example.org/fr/documents/gangs,"), "{}", rows[1]);
    let search = ",https://praxis.example.org/fr/search?q=gangs,20";
    assert!(rows[1].contains(search) && rows[1].ends_with(",1"), "how it was found: {}", rows[1]);
    assert_eq!(rows[2..], [""], "one practice, one row");
}

#[tokio::test]
async fn a_table_holds_what_the_page_shows_and_no_more() {
    let site = Site::new();
    let all = site.get("/en/search.csv").await.body;
    assert_eq!(all.split("\r\n").filter(|row| !row.is_empty()).count(), 3, "{all}");
    let german = site.get("/en/search.csv?country=DE").await.body;
    assert!(german.contains("\r\ntheft,Workshop <b>on</b> theft & robbery,workshop,en,2020-03,"), "{german}");
    let none = site.get("/en/search.csv?q=xyzzyx").await.body;
    assert_eq!(none.split("\r\n").filter(|row| !row.is_empty()).count(), 1, "its head alone: {none}");
}

#[tokio::test]
async fn references_keep_accents_and_say_how_they_were_found() {
    let site = Site::new();
    let answer = site.ask(asked("/fr/search.ris?q=gangs")).await;
    assert_eq!(answer.header("content-type"), "application/x-research-info-systems; charset=utf-8");
    let lines: Vec<&str> = answer.body.split("\r\n").collect();
    assert_eq!(
        lines[..7],
        [
            "TY  - GEN",
            "ID  - gangs",
            "TI  - Médiation avec les gangs de rue",
            "PY  - 2021",
            "DA  - 2021/11/04",
            "LA  - fr",
            "AB  - Des médiateurs parlent avec les jeunes des gangs de rue dans le quartier.",
        ],
        "{}",
        answer.body
    );
    for line in ["KW  - gangs de rue", "KW  - Canada", "N1  - Source: Rapport https://example.org/r", "ER  - "] {
        assert!(lines.contains(&line), "{line}: {}", answer.body);
    }
    let search = "N1  - Search: https://praxis.example.org/fr/search?q=gangs (";
    assert!(lines.iter().any(|line| line.starts_with(search) && line.ends_with(", 1 results)")), "{}", answer.body);
    assert!(lines.contains(&"UR  - https://praxis.example.org/fr/documents/gangs"), "{}", answer.body);
}

#[tokio::test]
async fn one_document_is_cited() {
    let site = Site::new();
    let answer = site.get("/en/documents/theft/citation.ris").await;
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"theft.ris\"");
    assert!(answer.body.starts_with("TY  - CONF\r\nID  - theft\r\n"), "{}", answer.body);
    assert!(!answer.body.contains("Search:"), "{}", answer.body);
    assert_eq!(site.get("/en/documents/none/citation.ris").await.status, StatusCode::NOT_FOUND);
    let page = site.ask(asked("/es/documents/gangs")).await.body;
    assert!(page.contains("<meta name=\"citation_publication_date\" content=\"2021/11/04\">"), "{page}");
    assert!(page.contains("https://praxis.example.org/es/documents/gangs</span>"), "{page}");
    assert!(page.contains("href=\"/es/documents/gangs/citation.ris\""), "{page}");
}

#[tokio::test]
async fn results_offer_their_files_with_the_search_that_is_shown() {
    let main = Site::new().main("/es/search?q=theft&country=DE&page=2").await;
    for format in ["csv", "ris"] {
        assert!(main.contains(&format!("href=\"/es/search.{format}?q=theft&amp;country=DE\"")), "{main}");
    }
}
