//! A walk over every page in every language of the interface: none is missing, none shows a label that is not
//! translated, none asks a third party for anything, and the first is small.

use crate::SiteTest;
use crate::access::LANGUAGES;
use crate::site::Site;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub(crate) const TESTS: &[(&str, SiteTest)] = &[
    ("walk::no_link_is_dead_and_no_label_untranslated", walk),
    ("walk::the_first_load_is_small_and_of_this_site_alone", first_load),
];

/// Addresses of one shape (the documents, the searches with one filter) that are visited in each language.
const OF_A_SHAPE: usize = 40;

/// As many of each combination of two filters or more: they show what the searches with one filter show.
const OF_A_COMBINATION: usize = 2;

fn walk(site: &Site) {
    let messages: BTreeMap<&str, BTreeMap<String, String>> =
        LANGUAGES.into_iter().map(|language| (language, messages(language))).collect();
    let mut faults = BTreeSet::new();
    for language in LANGUAGES {
        let foreign = foreign(&messages, language);
        let mut seen = BTreeSet::from([format!("/{language}/")]);
        let mut open: Vec<String> = seen.iter().cloned().collect();
        let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(path) = open.pop() {
            let (status, body) = site.get(&path);
            if status != 200 {
                faults.insert(format!("{path}: {status}"));
                continue;
            }
            let page = Html::parse_document(&body);
            check_labels(&path, &page, language, &foreign, &messages[language], &mut faults);
            for link in links(&page, language) {
                let shape = shape(&link);
                let most = if shape.contains('&') { OF_A_COMBINATION } else { OF_A_SHAPE };
                let visits = shapes.entry(shape).or_default();
                if *visits < most && seen.insert(link.clone()) {
                    *visits += 1;
                    open.push(link);
                }
            }
        }
        assert!(seen.len() > 120, "only {} pages were found in {language}", seen.len());
    }
    assert!(faults.is_empty(), "{}", faults.into_iter().collect::<Vec<_>>().join("\n"));
}

/// The messages of a language that are plain text, by key.
fn messages(language: &str) -> BTreeMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/i18n/{language}.ftl"));
    let text = std::fs::read_to_string(file).expect("the messages of a language");
    let lines = text.lines().filter(|line| !line.starts_with([' ', '#', '}']));
    let pairs = lines.filter_map(|line| line.split_once(" = "));
    pairs
        .filter(|(_, message)| !message.contains('{'))
        .map(|(key, message)| (key.to_owned(), message.trim().to_owned()))
        .collect()
}

/// What other languages say where this one says something else: message → key.
fn foreign(all: &BTreeMap<&str, BTreeMap<String, String>>, language: &str) -> BTreeMap<String, String> {
    let own: BTreeSet<&String> = all[language].values().collect();
    let others = all.iter().filter(|(other, _)| **other != language).flat_map(|(_, messages)| messages);
    others
        .filter(|(key, message)| !own.contains(message) && *key != "native-name")
        .map(|(key, message)| (message.clone(), key.clone()))
        .collect()
}

fn check_labels(
    path: &str,
    page: &Html,
    language: &str,
    foreign: &BTreeMap<String, String>,
    own: &BTreeMap<String, String>,
    faults: &mut BTreeSet<String>,
) {
    for text in texts(page, language) {
        if let Some(key) = foreign.get(&text) {
            faults.insert(format!("{path}: “{text}” ({key}) is not in {language}"));
        }
        if own.contains_key(&text) && text.contains('-') {
            faults.insert(format!("{path}: the key {text} is shown"));
        }
    }
}

/// The texts of a page's interface: what stands in the page's own language, in labels of its elements too. What people
/// wrote (titles, passages) is marked with a language of its own or stands in a document's body.
fn texts(page: &Html, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    gather(page.root_element(), language, false, &mut found);
    found
}

/// Adds the texts below an element; `ours` says whether the elements around it are in the page's language.
fn gather(element: ElementRef<'_>, language: &str, ours: bool, found: &mut Vec<String>) {
    let value = element.value();
    if value.name() == "script" || value.classes().any(|class| class == "body") {
        return;
    }
    let ours = value.attr("lang").map_or(ours, |own| own == language);
    if ours {
        let own = element.children().filter_map(|child| child.value().as_text().map(|text| text.trim().to_owned()));
        found.extend(own.filter(|text| !text.is_empty()));
        for name in ["aria-label", "title", "placeholder", "alt"] {
            found.extend(value.attr(name).map(|value| value.trim().to_owned()));
        }
    }
    for child in element.children().filter_map(ElementRef::wrap) {
        gather(child, language, ours, found);
    }
}

fn links(page: &Html, language: &str) -> Vec<String> {
    let anchors = Selector::parse("a[href]").expect("a selector");
    let addresses = page.select(&anchors).filter_map(|anchor| anchor.value().attr("href"));
    addresses
        .map(|address| address.split('#').next().unwrap_or_default().to_owned())
        .filter(|address| address.starts_with(&format!("/{language}/")))
        .collect()
}

/// Addresses of one shape differ in their ids and values only.
fn shape(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path: Vec<&str> = path.split('/').take(3).collect();
    let keys: BTreeSet<&str> = query.split('&').filter_map(|pair| pair.split('=').next()).collect();
    format!("{}?{}", path.join("/"), keys.into_iter().collect::<Vec<_>>().join("&"))
}

fn first_load(site: &Site) {
    let body = site.page("/en/");
    let page = Html::parse_document(&body);
    let parts = Selector::parse("link[rel=stylesheet], link[rel=icon], script[src], img[src]").expect("a selector");
    let addresses = page.select(&parts).filter_map(|part| part.value().attr("href").or(part.value().attr("src")));
    let mut bytes = site.compressed("/en/");
    for address in addresses {
        assert!(address.starts_with('/') && !address.starts_with("//"), "{address} is of a third party");
        bytes += site.compressed(address);
    }
    assert!(bytes < 60_000, "the first load takes {bytes} bytes");
}
