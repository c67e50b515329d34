//! What practitioners, researchers and staff come for, each under the number of its acceptance scenario.

use crate::access::LANGUAGES;
use crate::driver::{Browser, DESKTOP, Driver, NARROW, View, key};
use crate::site::{Site, encode, ids};
use crate::{BrowserTest, SiteTest};
use praxis::facets::FACETS;
use praxis::i18n::Messages;
use scraper::{Html, Selector};
use serde_json::Value;
use std::collections::BTreeSet;

pub(crate) const SITE: &[(&str, SiteTest)] = &[
    ("scenario_01_street_harassment_in_french_finds_english_and_spanish", scenario_01),
    ("scenario_02_accents_case_and_apostrophes_do_not_matter", scenario_02),
    ("scenario_05_british_and_american_spelling", scenario_05),
    ("scenario_06_plurals", scenario_06),
    ("scenario_08_counts_as_if_the_group_were_free", scenario_08),
    ("scenario_09_another_interface_language_changes_no_hit", scenario_09),
    ("scenario_10_one_organisation_under_all_its_names", scenario_10),
    ("scenario_11_one_practice_in_three_languages", scenario_11),
    ("scenario_17_nothing_found_is_an_answer", scenario_17),
];

pub(crate) const BROWSER: &[(&str, BrowserTest)] = &[
    ("scenario_01_the_theme_is_one_click_away", scenario_01_click),
    ("scenario_08_chips_and_address", scenario_08_chips),
    ("scenario_12_a_practice_at_a_glance_and_on_two_pages", scenario_12),
    ("scenario_23_no_scripts_on_a_narrow_screen", scenario_23),
];

fn set(answer: &Value) -> BTreeSet<String> {
    // Translations of one practice are one hit; which of them is shown is no matter.
    let groups = answer["hits"].as_array().expect("hits").iter().map(|hit| {
        let others = hit["translations"].as_array().expect("translations").iter().map(|other| &other["id"]);
        let members = others.chain([&hit["id"]]).map(|id| id.as_str().expect("an id").to_owned());
        members.min().expect("at least itself")
    });
    groups.collect()
}

fn same(site: &Site, texts: &[&str], more: &str) -> BTreeSet<String> {
    let find = |text: &str| {
        let answer = site.search(&format!("q={}&per_page=100{more}", encode(text)));
        assert_eq!(answer["corrections"], serde_json::json!([]), "{text}: nothing needs correcting");
        (answer["total"].clone(), set(&answer))
    };
    let first = find(texts[0]);
    assert!(!first.1.is_empty(), "{}: nothing found", texts[0]);
    for text in &texts[1..] {
        assert_eq!(find(text), first, "{text} and {} find different documents", texts[0]);
    }
    first.1
}

fn scenario_01(site: &Site) {
    let answer = site.search(&format!("q={}&lang=fr&per_page=50", encode("harcèlement de rue")));
    let hits = answer["hits"].as_array().expect("hits");
    assert_eq!(hits[0]["language"], "fr", "French first");
    for (language, word) in [("en", "street harassment"), ("es", "acoso")] {
        let found = hits.iter().any(|hit| {
            let why = hit["why"].as_array().expect("why");
            let names = |reason: &Value| {
                reason["by"] == "theme"
                    && reason["concept"] == "street-harassment"
                    && reason["text"].as_str().is_some_and(|text| text.to_lowercase().contains(word))
            };
            hit["language"] == language && why.iter().any(names)
        });
        assert!(found, "no hit in {language} through the theme's name there: {hits:#?}");
    }
    let page = site.page(&format!("/fr/search?q={}", encode("harcèlement de rue")));
    assert!(page.contains("theme=street-harassment"), "the theme is offered as a filter");
}

fn scenario_01_click(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, DESKTOP);
    browser.go(&site.url(&format!("/fr/search?q={}", encode("harcèlement de rue"))));
    let offered = browser.text("document.querySelector('#bridges .bridge a.chip .count').innerText");
    browser.click("#bridges .bridge a.chip");
    browser.until("document.querySelector('#chosen') && location.search.includes('theme=street-harassment')");
    assert!(
        browser.text("document.querySelector('#total').innerText").contains(&offered),
        "its count is what it gives"
    );
    let marked =
        "[...document.querySelectorAll('.hit')].filter((hit) => hit.querySelector('[lang=en], [lang=es]')).length";
    assert!(browser.truth(marked), "hits in other languages are on the page");
}

fn scenario_02(site: &Site) {
    same(site, &["harcèlement de rue", "harcelement de rue", "harcélement de rue", "HARCÈLEMENT DE RUE"], "");
    same(site, &["l'évaluation", "l’évaluation", "l'evaluation", "L’ÉVALUATION"], "");
}

fn scenario_05(site: &Site) {
    same(site, &["organised crime", "organized crime"], "");
    same(site, &["radicalisation", "radicalization"], "");
    same(site, &["offence", "offense"], "");
}

fn scenario_06(site: &Site) {
    for pair in [["mujer", "mujeres"], ["joven", "jóvenes"], ["arma", "armas"]] {
        same(site, &pair, "&match=words");
    }
}

const FILTERED: &str = "theme=street-gangs&theme=youth-violence&country=CA&country=FR&partner=ville-de-montreal\
                        &year_from=2010&year_to=2022";

fn scenario_08(site: &Site) {
    let answer = site.search(FILTERED);
    assert!(answer["total"].as_u64().is_some_and(|total| total > 0), "{answer}");
    let parts: Vec<&str> = FILTERED.split('&').collect();
    let mut greyed = 0;
    for key in ["theme", "country", "partner"] {
        let others = parts.iter().filter(|part| !part.starts_with(&format!("{key}="))).copied().collect::<Vec<_>>();
        for value in answer["facets"][key].as_array().expect("values") {
            let id = value["id"].as_str().expect("an id");
            let alone = site.search(&format!("{}&{key}={}&per_page=1", others.join("&"), encode(id)));
            assert_eq!(alone["total"], value["count"], "{key}={id}");
            greyed += usize::from(value["count"] == 0);
        }
    }
    assert!(greyed > 0, "values that give nothing stay in sight");
    assert_eq!(ids(&site.search(FILTERED)), ids(&answer), "the address gives the same again");
}

fn scenario_08_chips(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, DESKTOP);
    browser.go(&site.url(&format!("/en/search?{FILTERED}")));
    let total = browser.text("document.querySelector('#total strong').innerText");
    let chips: u64 =
        browser.eval("return document.querySelectorAll('#chosen a.chip').length").as_u64().expect("a number");
    assert!(chips >= 6, "each choice has a chip: {chips}");
    assert!(browser.truth("document.querySelector('#filters input:disabled')"), "what gives nothing is greyed");
    browser.click("#chosen a.chip");
    browser.until(&format!("document.querySelectorAll('#chosen a.chip').length < {chips}"));
    browser.back();
    browser.until(&format!("document.querySelectorAll('#chosen a.chip').length === {chips}"));
    assert_eq!(browser.text("document.querySelector('#total strong').innerText"), total);
}

fn scenario_09(site: &Site) {
    let query = format!("q={}&country=CA&country=US&kind=practice&per_page=50", encode("youth violence"));
    let english = site.search(&format!("{query}&lang=en"));
    let spanish = site.search(&format!("{query}&lang=es"));
    assert_eq!(english["total"], spanish["total"]);
    let order = |answer: &Value| -> Vec<String> {
        let group = |hit: &Value| {
            let others = hit["translations"].as_array().expect("translations").iter().map(|other| &other["id"]);
            others.chain([&hit["id"]]).map(|id| id.as_str().expect("an id").to_owned()).min().expect("itself")
        };
        answer["hits"].as_array().expect("hits").iter().map(group).collect()
    };
    assert_eq!(order(&english), order(&spanish), "the same hits in the same order");
    let counts = |answer: &Value| -> BTreeSet<(String, String, u64)> {
        let facets = answer["facets"].as_object().expect("facets").iter();
        facets
            .flat_map(|(key, values)| {
                let values = values.as_array().expect("values").iter();
                values.map(move |value| {
                    let id = value["id"].as_str().map_or_else(|| value["id"].to_string(), str::to_owned);
                    (key.clone(), id, value["count"].as_u64().expect("a count"))
                })
            })
            .collect()
    };
    assert_eq!(counts(&english), counts(&spanish), "the same counts");
    let page = site.page(&format!("/en/search?{query}"));
    let other = format!("/es/search?{query}").replace('&', "&amp;");
    assert!(page.contains(&format!("href=\"{other}\"")), "the address differs by the language alone: {other}");
    let facets = |language: &str| {
        let page = Html::parse_document(&site.page(&format!("/{language}/search?{query}")));
        let names = Selector::parse("#filters summary h3").expect("a selector");
        page.select(&names).map(|name| name.text().collect::<String>().trim().to_owned()).collect::<Vec<_>>()
    };
    for language in LANGUAGES {
        let ui = Messages::get(language).expect("a language of the interface");
        let expected = FACETS.iter().map(|facet| ui.text(&format!("facet-{}", facet.key))).collect::<BTreeSet<_>>();
        assert_eq!(facets(language).into_iter().collect::<BTreeSet<_>>(), expected, "facets named in {language}");
    }
    let named = site.search(&format!("{query}&facets=name&lang=es"));
    let labels: Vec<&str> = named["facets"]["country"]
        .as_array()
        .expect("values")
        .iter()
        .map(|value| value["label"].as_str().expect("a label"))
        .collect();
    assert!(labels.contains(&"Estados Unidos"), "countries named in Spanish: {labels:?}");
}

fn scenario_10(site: &Site) {
    for name in ["Ville de Montréal", "City of Montreal", "Ciudad de Montreal"] {
        let answer = site.search(&format!("q={}&per_page=100&partner=ville-de-montreal", encode(name)));
        let all = site.search("partner=ville-de-montreal&per_page=100");
        assert_eq!(set(&answer), set(&all), "{name} finds all of the city's documents");
        let values = answer["facets"]["partner"].as_array().expect("values").iter();
        assert_eq!(values.filter(|value| value["id"] == "ville-de-montreal").count(), 1);
    }
    let police = site.search("q=SPVM&per_page=100");
    assert!(set(&police).iter().any(|id| id == "psi-mtl-street-gangs"), "{police}");
    let page = site.page("/en/partners/spvm");
    assert!(page.contains("SPVM"), "the acronym stands on the organisation's page");
    assert!(site.page("/en/documents/psi-mtl-street-gangs-en").contains("class=\"role\""), "roles are shown");
}

fn scenario_11(site: &Site) {
    let answer = site.search(&format!("q={}&per_page=100", encode("PSI-MTL")));
    let members = ["psi-mtl-street-gangs", "psi-mtl-street-gangs-en", "psi-mtl-street-gangs-es"];
    let hits = ids(&answer);
    assert_eq!(hits.iter().filter(|id| members.contains(&id.as_str())).count(), 1, "one hit: {hits:?}");
    let page = site.page("/en/documents/psi-mtl-street-gangs-en");
    for (id, language) in members.iter().zip(["fr", "en", "es"]) {
        assert!(page.contains(&format!("href=\"/en/documents/{id}\" hreflang=\"{language}\"")), "{id}");
        assert!(page.contains(&format!("rel=\"alternate\" hreflang=\"{language}\"")), "alternate in {language}");
    }
    assert_eq!(page.matches(">original<").count(), 1, "one of them is the original");
}

fn scenario_12(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, DESKTOP);
    for (language, id) in [("en", "psi-mtl-street-gangs-en"), ("fr", "cprlv-montreal"), ("es", "desepaz-cali")] {
        browser.go(&site.url(&format!("/{language}/documents/{id}")));
        let screen = "window.innerHeight";
        for part in [".badge", "main .lead", ".glance h2"] {
            let top = format!("document.querySelector({part:?}).getBoundingClientRect().top");
            assert!(browser.truth(&format!("{top} < {screen}")), "{id}: {part} is on the first screen");
        }
        let fields = browser.eval("return [...document.querySelectorAll('.glance dt')].length").as_u64();
        assert!(fields.is_some_and(|fields| fields >= 7), "{id}: what, where, who, when, evaluation, cost, contact");
        let pdf = browser.print();
        let text = String::from_utf8_lossy(&pdf);
        let pages = text.matches("/Type /Page\n").count() + text.matches("/Type /Page ").count();
        assert!((1..=2).contains(&pages), "{id} prints to {pages} pages");
    }
}

fn scenario_17(site: &Site) {
    let text = "drone surveillance favelas";
    let answer = site.search(&format!("q={}", encode(text)));
    assert!(answer["query"]["relaxed"].to_string().contains("drone"), "it says which word no document has: {answer}");
    let suggestions = answer["suggestions"].as_array().expect("suggestions");
    assert!(!suggestions.is_empty(), "ways out are offered");
    for suggestion in suggestions {
        assert!(suggestion["total"].as_u64().is_some_and(|total| total > 0), "each gives something: {suggestion}");
    }
    for language in LANGUAGES {
        let page = site.page(&format!("/{language}/search?q={}", encode(text)));
        assert!(page.contains("id=\"absent\"") && page.contains("drone"), "the page says so too");
        let nothing = site.page(&format!("/{language}/search?q={}", encode("xyzzyx qwrtpsd")));
        assert!(!nothing.contains("class=\"hit\""), "nothing unrelated is passed off as an answer");
    }
}

fn scenario_23(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, View { scripts: false, ..NARROW });
    browser.go(&site.url("/es/"));
    browser.enter("#q", "pandillas\n");
    browser.until("location.pathname.endsWith('/search') && document.querySelector('.hit')");
    for hit in 0..3 {
        let title = format!("document.querySelectorAll('.hit h3 a')[{hit}]");
        let language = browser.text(&format!("{title}.closest('[lang]').lang"));
        assert!(["es", "en", "fr", "pt", "de", "ar"].contains(&language.as_str()), "{language}");
    }
    assert!(browser.truth("document.querySelector('label[for=q]').textContent.trim()"), "the box has a name");
    browser.tab_to("document.activeElement.closest('.hit h3')");
    browser.press(key::ENTER);
    browser.until("location.pathname.includes('/documents/')");
    browser.back();
    browser.until("location.pathname.endsWith('/search') && document.querySelector('.hit')");
    browser.click(".hit h3 a");
    browser.until("location.pathname.includes('/documents/')");
    assert!(browser.truth("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    assert!(browser.truth("document.querySelector('main h1') && document.querySelector('main .lead')"));
}
