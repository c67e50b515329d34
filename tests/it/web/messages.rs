//! Messages, names, dates and order, in every interface language.

use praxis::facets::{FACETS, Labels, Order};
use praxis::i18n::{self, Messages};
use praxis::model::{Lang, ProblemStatus, Sort};
use praxis::thesaurus::ConceptFacet;
use std::collections::BTreeSet;
use std::path::Path;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language")
}

fn sources(folder: &Path, out: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push_str(&std::fs::read_to_string(path).expect("a source file"));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Keys that are put together from a list rather than written out.
fn composed_keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for facet in FACETS {
        keys.insert(format!("facet-{}", facet.key));
        keys.insert(format!("figure-{}", facet.key));
        if let (Labels::Message, Order::Listed(ids)) = (facet.labels, facet.order) {
            keys.extend(ids().into_iter().map(|id| format!("{}-{id}", facet.key)));
        }
    }
    keys.extend(Sort::ALL.iter().map(|sort| format!("sort-{}", sort.id())));
    keys.extend(ProblemStatus::ALL.iter().map(|status| format!("problem-{}", status.id())));
    keys.extend(ConceptFacet::ALL.iter().map(|facet| format!("concept-{}", facet.id())));
    keys
}

#[test]
fn every_language_has_every_message_and_no_other() {
    let default: BTreeSet<_> = Messages::default_language().keys().iter().collect();
    for messages in Messages::all() {
        let own: BTreeSet<_> = messages.keys().iter().collect();
        let missing: Vec<_> = default.difference(&own).collect();
        let foreign: Vec<_> = own.difference(&default).collect();
        assert!(missing.is_empty(), "src/i18n/{}.ftl lacks {missing:?}", messages.lang);
        assert!(foreign.is_empty(), "src/i18n/{}.ftl has keys that en.ftl lacks: {foreign:?}", messages.lang);
        assert!(own.iter().all(|key| messages.has(key)), "the list of keys is what Fluent reads");
    }
}

#[test]
fn every_file_is_a_language() {
    let files = std::fs::read_dir(root().join("src/i18n")).unwrap().map(|entry| entry.unwrap().path());
    let on_disk: BTreeSet<_> = files.filter(|path| path.extension().is_some_and(|e| e == "ftl")).collect();
    assert_eq!(on_disk.len(), Messages::all().len());
    for messages in Messages::all() {
        assert!(["ltr", "rtl"].contains(&messages.direction().as_str()), "{}", messages.lang);
        assert_ne!(messages.native_name(), "native-name");
    }
}

#[test]
fn no_message_is_unused_and_none_is_wanting() {
    let mut code = String::new();
    sources(&root().join("src"), &mut code);
    let composed = composed_keys();
    let keys = Messages::default_language().keys();
    for key in &composed {
        assert!(keys.contains(key), "no message {key}");
    }
    let unused: Vec<_> =
        keys.iter().filter(|key| !composed.contains(*key) && !code.contains(&format!("\"{key}\""))).collect();
    let unused: Vec<_> = unused.iter().filter(|key| !used_by_a_message(key)).collect();
    assert!(unused.is_empty(), "messages that nothing shows: {unused:?}");
    for call in ["ui.text(\"", "ui.text_with(\"", "messages.text(\"", "messages.text_with(\""] {
        for rest in code.split(call).skip(1) {
            let key = rest.split('"').next().unwrap();
            assert!(keys.iter().any(|known| known == key), "the code asks for {key}, which no file has");
        }
    }
}

fn used_by_a_message(key: &str) -> bool {
    let text = std::fs::read_to_string(root().join("src/i18n/en.ftl")).expect("the messages");
    text.contains(&format!("{{ {key} }}"))
}

#[test]
fn numbers_and_plurals_follow_the_language() {
    let count = |tag: &str, n: u64| Messages::get(tag).unwrap().text_with("practices-count", &[("count", n.into())]);
    assert_eq!(count("en", 1), "1 result");
    assert_eq!(count("en", 0), "Nothing found");
    assert_eq!(count("en", 12345), "12,345 results");
    assert_eq!(count("fr", 1), "1 résultat");
    assert_eq!(count("fr", 12345), "12\u{202f}345 résultats");
    assert_eq!(count("es", 2), "2 resultados");
}

#[test]
fn dates_are_written_out() {
    let date = |tag: &str, iso: &str| i18n::date(Messages::get(tag).unwrap(), iso);
    assert_eq!(date("fr", "2021-11-04"), "4 novembre 2021");
    assert_eq!(date("fr", "2021-11-01"), "1er novembre 2021");
    assert_eq!(date("es", "2021-11-04"), "4 de noviembre de 2021");
    assert_eq!(date("en", "2021-11"), "November 2021");
    assert_eq!(date("en", "2021"), "2021");
    assert_eq!(date("en", "2021-13-40"), "2021-13-40");
    assert_eq!(date("en", "some day"), "some day");
}

#[test]
fn names_come_in_every_language() {
    assert_eq!(i18n::country_name("DE", &lang("fr")).unwrap(), "Allemagne");
    assert_eq!(i18n::country_name("international", &lang("es")).unwrap(), "Internacional");
    assert_eq!(i18n::country_name("de", &lang("fr")), None);
    assert_eq!(i18n::country_name("QQ", &lang("fr")), None);
    assert_eq!(i18n::language_name("ar", &lang("fr")).unwrap(), "arabe");
    assert_eq!(i18n::language_name("und", &lang("fr")).unwrap(), "langue inconnue");
    assert_eq!(i18n::language_name("pt-BR", &lang("en")).unwrap(), "Brazilian Portuguese");
    assert_eq!(i18n::language_name("nonsense", &lang("en")), None);
    let wanted = [
        "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv", "ta", "tr",
        "zh", "ja", "ko",
    ];
    let names = i18n::country_names(wanted);
    for tag in wanted {
        let own: BTreeSet<_> = names.iter().filter(|(_, l, _)| l.as_str() == tag).map(|(code, ..)| code).collect();
        assert_eq!(own.len(), 249, "countries named in {tag}");
    }
    for (code, tag, name) in
        [("DE", "ar", "ألمانيا"), ("CA", "zh", "加拿大"), ("NO", "no", "Norge"), ("HK", "en", "Hong Kong")]
    {
        assert!(names.contains(&(code.to_owned(), lang(tag), name.to_owned())), "{code} in {tag}");
    }
}

#[test]
fn names_are_sorted_as_the_language_does() {
    let mut names = vec!["Zambie", "Égypte", "Espagne", "Allemagne"];
    i18n::sort_by_name(&lang("fr"), &mut names, |name| name);
    assert_eq!(names, ["Allemagne", "Égypte", "Espagne", "Zambie"]);
    assert_eq!(i18n::spelling_key("Sécurité PUBLIQUE"), "securite publique");
}

#[test]
fn the_browser_chooses_the_language() {
    let chosen = |header: &str| i18n::negotiate(Some(header)).lang.as_str();
    assert_eq!(i18n::negotiate(None).lang.as_str(), "en");
    assert_eq!(chosen("fr-CA,fr;q=0.9,en;q=0.8"), "fr");
    assert_eq!(chosen("de,es;q=0.5,en;q=0.3"), "es");
    assert_eq!(chosen("en;q=0.1, fr;q=0.2"), "fr");
    assert_eq!(chosen("de"), "en");
    assert_eq!(chosen("*;q=1, ,;;q=x"), "en");
    assert_eq!(chosen("fr;q=0"), "en");
}

#[test]
fn french_keeps_its_marks_with_their_words() {
    let text = std::fs::read_to_string(root().join("src/i18n/fr.ftl")).expect("the messages");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        // What follows the key; selectors are Fluent's, not French.
        let said: Vec<char> = line.split_once(" = ").map_or(line, |(_, said)| said).chars().collect();
        for place in 1..said.len() {
            let (before, here) = (said[place - 1], said[place]);
            let kept = matches!(before, '\u{a0}' | '\u{202f}');
            assert!(
                kept || !matches!(here, ':' | ';' | '!' | '?' | '»'),
                "a space that does not break before {here}: {line}"
            );
            assert!(before != '«' || matches!(here, '\u{a0}' | '\u{202f}'), "and after «: {line}");
            assert!(here != '\'', "the apostrophe is ’: {line}");
        }
    }
}

#[test]
fn spanish_opens_its_questions() {
    let text = std::fs::read_to_string(root().join("src/i18n/es.ftl")).expect("the messages");
    for line in text.lines() {
        assert_eq!(line.matches('?').count(), line.matches('¿').count(), "{line}");
        assert_eq!(line.matches('!').count(), line.matches('¡').count(), "{line}");
    }
}
