//! What pages offer beyond an answer: facets that stay put, bridges, what is known at a glance, figures.

use super::Site;
use crate::library::Library;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use praxis::config::StatusAudience;
use tower::ServiceExt;

const FILES: &str = "
//- a.md
---
id: a
title: Mediación con pandillas
language: es
kind: practice
themes: [street-gangs]
countries: [CO, CA]
partners: [{id: spvm, role: aliado}, icpc]
date: 2015
evaluation: {level: randomised}
cost: 10 000
---
Un programa con pandillas del barrio.
//- b.md
---
id: b
title: Une médiation
language: fr
kind: workshop
themes: [street-gangs, theft-robbery]
countries: [FR]
partners: [icpc]
date: 2018
---
Un atelier sur les gangs de rue et les vols.
//- c.md
---
id: c
title: Theft on the underground
language: en
kind: practice
countries: [GB]
date: 2020
---
Preventing theft.
";

fn site() -> Site {
    Site::of(Library::of(FILES).snapshot, StatusAudience::Local)
}

/// The values of one facet as the page lists them: id, count, and whether it can be chosen.
fn values(main: &str, key: &str) -> Vec<String> {
    let mark = format!("name=\"{key}\" value=\"");
    let pieces = main.split(mark.as_str()).skip(1);
    let value = |piece: &str| {
        let (id, rest) = piece.split_once('"').expect("a value");
        let count = rest.split_once("class=\"count\">").and_then(|(_, rest)| rest.split_once('<')).expect("a count").0;
        let disabled = rest.split_once('>').is_some_and(|(tag, _)| tag.contains(" disabled"));
        format!("{id} {count}{}", if disabled { " grey" } else { "" })
    };
    pieces.map(value).collect()
}

#[tokio::test]
async fn facets_stay_put_while_one_chooses_and_zero_is_greyed() {
    let site = site();
    let free = site.main("/en/search").await;
    assert_eq!(values(&free, "country"), ["CA 1", "CO 1", "FR 1", "GB 1"]);
    let chosen = site.main("/en/search?kind=practice&country=GB").await;
    assert_eq!(values(&chosen, "country"), ["CA 1", "CO 1", "FR 0 grey", "GB 1"]);
    assert_eq!(values(&chosen, "kind"), ["practice 1", "workshop 0 grey"]);
    assert_eq!(values(&chosen, "theme"), ["theft-robbery 1", "youth 0 grey", "street-gangs 0 grey"]);
    let spanish = site.main("/es/search?kind=practice&country=GB").await;
    assert_eq!(values(&spanish, "country"), values(&chosen, "country"), "another language counts the same");
}

#[tokio::test]
async fn values_can_be_sorted_by_name_and_the_address_says_so() {
    let site = site();
    let by_name = site.main("/es/search?facets=name").await;
    assert_eq!(values(&by_name, "country"), ["CA 1", "CO 1", "FR 1", "GB 1"], "Canadá, Colombia, Francia, Reino Unido");
    assert_eq!(values(&by_name, "partner"), ["icpc 2", "spvm 1"]);
    assert!(by_name.contains("<input type=\"hidden\" name=\"facets\" value=\"name\" form=\"search\">"), "{by_name}");
    let german = site.main("/fr/search?facets=name&country=GB").await;
    assert!(german.contains("href=\"/fr/search?country=GB\""), "back to the usual order: {german}");
}

#[tokio::test]
async fn what_the_question_names_is_a_filter_of_one_click() {
    let site = site();
    let main = site.main("/en/search?q=gangs+de+rue").await;
    assert!(main.contains("<a class=\"chip\" href=\"/en/search?q=gangs+de+rue&amp;theme=street-gangs\">"), "{main}");
    assert!(main.contains("<strong>street gangs</strong> <span class=\"count\">2</span>"), "{main}");
    let narrowed = site.main("/en/search?q=gangs+de+rue&theme=street-gangs").await;
    assert!(narrowed.contains("<strong>2 results</strong>") && !narrowed.contains("id=\"bridges\""), "{narrowed}");
    // A hit says by which words it was found, and what they name in the reader's language.
    assert!(main.contains("“pandillas” (theme <a href=\"/en/themes/street-gangs\">street gangs</a>)"), "{main}");
}

#[tokio::test]
async fn nothing_found_says_why_and_what_to_do() {
    let site = site();
    let main = site.main("/en/search?q=theft+drone").await;
    assert!(main.contains("none has “drone”"), "{main}");
    assert!(main.contains("data-kind=\"without-word\""), "{main}");
    let main = site.main("/en/search?q=underground&country=FR").await;
    assert!(main.contains("With these filters nothing is left"), "{main}");
    assert!(main.contains("<li data-kind=\"without-filter\"><a href=\"/en/search?q=underground\">"), "{main}");
    let main = site.main("/fr/search?q=zzzz").await;
    assert!(main.contains("Rien de cela n’a été trouvé"), "{main}");
}

#[tokio::test]
async fn a_document_says_at_a_glance_what_it_says_and_where_it_is_silent() {
    let main = site().main("/en/documents/a").await;
    let glance = main.split("class=\"glance\"").nth(1).expect("a part at a glance");
    let glance = glance.split("</section>").next().expect("its end");
    for (asked, answer) in [
        ("What", "<a href=\"/en/themes/street-gangs\">street gangs</a>"),
        ("Who", "<span class=\"role\" lang=\"es\" dir=\"ltr\">aliado</span>"),
        ("How evaluated", "<strong>randomised trial</strong>"),
        ("Cost", "<span lang=\"es\" dir=\"ltr\">10 000</span>"),
        ("Contact", "<span class=\"undocumented\">not documented</span>"),
        ("Last reviewed", "<span class=\"undocumented\">not documented</span>"),
    ] {
        let field = glance.split(&format!("<dt>{asked}</dt>")).nth(1).unwrap_or_else(|| panic!("{asked}: {glance}"));
        assert!(field.split("</div>").next().unwrap_or_default().contains(answer), "{asked}: {field}");
    }
    assert!(
        main.contains("id=\"related\"") && main.contains("/en/documents/b"),
        "what shares a theme is related: {main}"
    );
}

#[tokio::test]
async fn languages_of_a_document_are_tabs_and_alternates() {
    let site = Site::new();
    let body = site.get("/es/documents/gangs-en").await.body;
    let tabs = body.split("<nav class=\"tabs\"").nth(1).expect("tabs").split("</nav>").next().expect("their end");
    let places: Vec<_> = ["francés", "original", "inglés", "resumen"].map(|word| tabs.find(word)).into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "the original first: {tabs}");
    assert!(tabs.contains("href=\"/es/documents/gangs-en\" hreflang=\"en\" aria-current=\"page\""), "{tabs}");
    for alternate in ["hreflang=\"fr\" href=\"/fr/documents/gangs\"", "hreflang=\"en\" href=\"/en/documents/gangs-en\""]
    {
        assert!(body.contains(&format!("<link rel=\"alternate\" {alternate}>")), "{alternate}: {body}");
    }
}

#[tokio::test]
async fn entries_have_figures_and_neighbours() {
    let site = site();
    let partner = site.main("/en/partners/icpc").await;
    assert!(partner.contains("2 documents, translations counted once"), "{partner}");
    assert!(
        partner.contains("<a href=\"/en/partners/spvm\">Montréal police service</a> <span class=\"count\">1</span>")
    );
    assert!(partner.contains("href=\"/en/search?country=FR&amp;partner=icpc\""), "a figure is a search: {partner}");
    assert!(partner.contains("From 2015 to 2018") || partner.contains("2015–2018"), "{partner}");
    let role = site.main("/en/partners/spvm").await;
    assert!(role.contains("Role: <span lang=\"es\" dir=\"ltr\">aliado</span>"), "{role}");
    let theme = site.main("/en/themes/street-gangs").await;
    assert!(theme.contains("Often together with") && theme.contains("/en/themes/theft-robbery"), "{theme}");
    assert!(theme.contains("maras") && theme.contains("bandes de jeunes"), "other names: {theme}");
}

#[tokio::test]
async fn a_first_visit_is_light() {
    let site = Site::new();
    for page in ["/en/", "/fr/search", "/es/documents/gangs"] {
        let body = site.get(page).await.body;
        let assets = body.split('"').filter(|part| part.starts_with("/assets/"));
        let mut total = 0;
        for address in assets.chain([page]) {
            let request = Request::get(address).header("accept-encoding", "gzip").body(Body::empty()).unwrap();
            let response = site.router.clone().oneshot(request).await.expect("the router always answers");
            total += to_bytes(response.into_body(), usize::MAX).await.expect("a body that ends").len();
        }
        assert!(total < 60 * 1024, "{page} takes {total} bytes");
        assert!(!body.contains("src=\"http") && !body.contains("rel=\"preconnect\""), "nothing from elsewhere: {page}");
    }
}

#[tokio::test]
async fn a_misspelt_query_shows_what_was_meant_and_the_way_to_what_was_typed() {
    let site = site();
    let main = site.main("/en/search?q=undergruond&kind=practice").await;
    assert!(main.contains("Showing results for “underground”."), "{main}");
    assert!(main.contains("Theft on the ") && main.contains("name=\"kind\" value=\"practice\""), "{main}");
    let link = main.split("id=\"corrected\"").nth(1).and_then(|rest| rest.split('"').nth(1)).expect("a link");
    let as_typed = site.main(&link.replace("&amp;", "&")).await;
    assert!(as_typed.contains("id=\"nothing\"") && !as_typed.contains("id=\"corrected\""), "{as_typed}");
    // What is found is never taken for something else.
    assert!(!site.main("/en/search?q=underground").await.contains("id=\"corrected\""));
}

#[tokio::test]
async fn the_rigour_of_an_evaluation_is_shown_beside_its_name() {
    let site = site();
    let answer = site.get("/en/search?q=pandillas").await;
    let shown = answer.main().split("<svg class=\"rigour\"").nth(1).expect("an evaluation is shown");
    let (steps, name) = shown.split_once("</svg>").expect("a picture ends");
    assert_eq!((steps.matches("<rect").count(), steps.matches("reached").count()), (5, 4));
    assert!(name.trim_start().starts_with("Evaluation: randomised trial"), "{name}");
    let silent = site.get("/en/documents/c").await;
    assert!(!silent.main().contains("rigour"), "nothing is known of this one");
    assert_eq!(site.get("/es/about").await.main().matches("class=\"rigour\"").count(), 6);
}

#[tokio::test]
async fn a_date_that_was_found_leads_to_its_sentence() {
    let files =
        "//- news/walk.md\n# A walk\n\nOn 5 November 2021 fifty people of the district walked its streets by night.\n";
    let site = Site::of(Library::of(files).snapshot, StatusAudience::Local);
    let page = site.get("/en/documents/news-walk").await;
    let main = page.main();
    assert!(main.contains("5 November 2021 <a class=\"basis\" href=\"#evidence\">"), "{main}");
    assert!(main.contains("<q>On <mark>5 November 2021</mark> fifty people"), "{main}");
    let answer = site.get("/api/v1/documents/news-walk").await.json();
    assert_eq!((&answer["date"], &answer["date_by"]["by"]), (&"2021-11-05".into(), &"detected".into()));
    assert_eq!(site.get("/api/v1/search?year_from=2021&year_to=2021").await.json()["total"], 1);
}
