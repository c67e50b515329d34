//! What was read of a file → Document.

use super::thesaurus::thesaurus;
use expect_test::{Expect, expect};
use praxis::analysis::Analysis;
use praxis::enrich::{Knowledge, again, enrich};
use praxis::model::{
    Assigned, Basis, DateSpan, Document, Evaluation, EvaluationLevel, Kind, LanguageBasis, Parsed, Stated,
    StatedPartner, Warning,
};
use proptest::prelude::*;
use std::fmt::Write as _;

const FRENCH: &str = "Les médiateurs accompagnent chaque soir les habitants du quartier, et la police est informée \
    de tout ce qui se passe dans les stations. Les jeunes du quartier participent à toutes les décisions.";

fn understand(path: &str, parsed: Parsed) -> Document {
    let (thesaurus, analysis) = thesaurus();
    let knowledge = Knowledge { thesaurus: &thesaurus, analysis: &analysis };
    let document = enrich(path, parsed, &knowledge);
    // Whatever a document is, to understand it once more changes nothing.
    assert_eq!(again(document.clone(), &knowledge), document);
    document
}

fn text(lang: &str, text: &str) -> Document {
    let stated = Stated { language: Some(lang.to_owned()), ..Stated::default() };
    understand("a/b.md", Parsed { stated, title: Some("Title".to_owned()), text: text.to_owned(), ..Parsed::default() })
}

fn stated(stated: Stated) -> Document {
    understand("a/b.md", Parsed { stated, text: FRENCH.to_owned(), ..Parsed::default() })
}

fn ids(assigned: &[Assigned]) -> Vec<&str> {
    assigned.iter().map(|value| value.id.as_str()).collect()
}

/// Everything assigned, with its evidence.
fn evidence(document: &Document) -> String {
    let mut lines = String::new();
    for (what, values) in
        [("theme", &document.themes), ("country", &document.countries), ("partner", &document.partners)]
    {
        for value in values {
            match &value.basis {
                Basis::Stated => writeln!(lines, "{what} {}: stated", value.id),
                Basis::Declared => writeln!(lines, "{what} {}: declared", value.id),
                Basis::Detected { sentence, text } => writeln!(lines, "{what} {}: “{text}” in “{sentence}”", value.id),
            }
            .expect("a string takes all");
        }
    }
    lines
}

fn check_evidence(document: &Document, expected: &Expect) {
    expected.assert_eq(&evidence(document));
}

fn check_problems(document: &Document, expected: &Expect) {
    let mut lines = String::new();
    for problem in &document.problems {
        writeln!(lines, "{} | {}", problem.reason, problem.hint.as_deref().unwrap_or("-")).expect("a string takes all");
    }
    expected.assert_eq(&lines);
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn list(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn what_is_left_out_is_found_with_its_sentence() {
    let document = text(
        "fr",
        "Le soir. Un atelier du SPVM sur les gangs de rue a eu lieu à Montréal, avec le CIPC.\n\
         Un vol a été signalé. La bande dessinée aussi.\nLe vol de vélos recule en France.",
    );
    check_evidence(
        &document,
        &expect![[r#"
            theme street-gangs: “gangs de rue” in “Un atelier du SPVM sur les gangs de rue a eu lieu à Montréal, avec le CIPC.”
            theme theft: “vol” in “Un vol a été signalé.”
            country CA: “Montréal” in “Un atelier du SPVM sur les gangs de rue a eu lieu à Montréal, avec le CIPC.”
            partner spvm: “SPVM” in “Un atelier du SPVM sur les gangs de rue a eu lieu à Montréal, avec le CIPC.”
            partner icpc: “CIPC” in “Un atelier du SPVM sur les gangs de rue a eu lieu à Montréal, avec le CIPC.”
        "#]],
    );
}

#[test]
fn a_theme_named_once_in_a_long_text_is_named_in_passing() {
    assert_eq!(ids(&text("en", "There was one theft.").themes), ["theft"]);
    let long = "The mediators talk with organised crime in mind; organised crime is what they see. ".repeat(200);
    assert_eq!(ids(&text("en", &format!("{long}There was one theft.")).themes), ["organised-crime"]);
    // But what the title names is the theme.
    let stated = Stated { language: some("en"), title: some("Theft"), ..Stated::default() };
    let document = understand("a.md", Parsed { stated, text: long, ..Parsed::default() });
    assert_eq!(ids(&document.themes), ["organised-crime", "theft"]);
    let stated = Stated { language: some("en"), summary: some("About theft."), ..Stated::default() };
    let document = understand("a.md", Parsed { stated, text: "Nothing.".to_owned(), ..Parsed::default() });
    check_evidence(
        &document,
        &expect![[r#"
        theme theft: “theft” in “About theft.”
    "#]],
    );
}

#[test]
fn a_country_named_in_passing_is_not_where_a_document_is_about() {
    let lead = "In Canada the mediators meet every evening in the stations, and in Canada they go on. ";
    let countries = |text_: &str| {
        let document = text("en", text_);
        document.countries.iter().map(|country| country.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(countries(&format!("{lead}\nIt was once tried in Mexico, too.")), ["CA"]);
    assert_eq!(countries(&format!("{lead}\nMexico followed, and Mexico goes on.")), ["CA", "MX"]);
    // Where nothing else is said, once is enough.
    assert_eq!(countries("It was once tried in Mexico."), ["MX"]);
}

#[test]
fn a_narrower_theme_stands_for_the_ones_above_it() {
    let document = text("en", "Violence, violence, and sexual violence.");
    assert_eq!(ids(&document.themes), ["sexual-violence"]);
    assert_eq!(document.broader_themes, ["violence"]);
    assert_eq!(ids(&text("en", "Violence, violence.").themes), ["violence"]);
}

#[test]
fn what_stands_in_the_list_of_sources_is_not_found() {
    let document =
        text("en", "A long text about mediators in the city and its parks.\nSources\nWHO: Organised crime in Canada");
    check_evidence(&document, &expect![[""]]);
}

#[test]
fn theft_and_rape_gangs_and_the_sea() {
    assert_eq!(ids(&text("fr", "Le viol. Le viol. Des viols.").themes), ["sexual-violence"]);
    assert_eq!(ids(&text("fr", "Le vol. Le vol. À vol d’oiseau.").themes), ["theft"]);
    assert_eq!(
        ids(&text("es", "El mar y la banda de música; otra banda de música junto al mar.").themes),
        [] as [&str; 0]
    );
    assert_eq!(ids(&text("es", "Las maras. Las maras.").themes), ["street-gangs"]);
}

#[test]
fn everything_named_is_counted_whether_assigned_or_not() {
    let stated = Stated { language: some("fr"), themes: Some(vec![]), ..Stated::default() };
    let text = "Un vol. Deux vols. Un viol à Montréal, au Canada.".to_owned();
    let document = understand("a.md", Parsed { stated, text, ..Parsed::default() });
    assert_eq!(document.themes, []);
    let mentions: Vec<String> =
        document.mentions.iter().map(|m| format!("{} {} {}", m.entry, m.text, m.count)).collect();
    assert_eq!(mentions, ["theme:theft vol 2", "theme:sexual-violence viol 1", "country:CA Montréal 2"]);
}

#[test]
fn what_is_stated_wins() {
    let document = stated(Stated {
        themes: Some(list(&["Street Gangs", "street-gangs", "mentorat"])),
        countries: Some(list(&["canada", "FR", "MX"])),
        partners: Some(vec![
            StatedPartner { name: "Ville de Montreal".to_owned(), role: some("host") },
            StatedPartner { name: "CIPC".to_owned(), role: None },
        ]),
        scope: some("International"),
        ..Stated::default()
    });
    check_evidence(
        &document,
        &expect![[r#"
        theme street-gangs: stated
        theme mentoring: stated
        country international: stated
        country CA: stated
        country FR: stated
        country MX: stated
        partner ville-de-montreal: stated
        partner icpc: stated
    "#]],
    );
    assert_eq!(document.partners[0].role.as_deref(), Some("host"));
    assert_eq!(document.broader_themes, ["youth"]);
    assert_eq!(document.problems, []);
}

#[test]
fn an_empty_list_is_a_statement() {
    let text = "Organised crime in Canada. The SPVM spoke of organised crime.".to_owned();
    let nothing = Stated {
        language: some("en"),
        themes: Some(vec![]),
        countries: Some(vec![]),
        partners: Some(vec![]),
        ..Stated::default()
    };
    let document = understand("a.md", Parsed { stated: nothing, text: text.clone(), ..Parsed::default() });
    assert_eq!(evidence(&document), "");
    let international = Stated { language: some("en"), scope: some("international"), ..Stated::default() };
    let document = understand("a.md", Parsed { stated: international, text, ..Parsed::default() });
    assert_eq!(ids(&document.countries), ["international"]);
    assert_eq!(ids(&document.partners), ["spvm"]);
}

#[test]
fn stated_places_tell_the_country() {
    let document = stated(Stated { places: list(&["Bogotá"]), ..Stated::default() });
    check_evidence(
        &document,
        &expect![[r#"
        theme youth: “jeunes” in “Les jeunes du quartier participent à toutes les décisions.”
        country CO: “Bogotá” in “Bogotá”
    "#]],
    );
}

#[test]
fn unknown_values_are_said_with_the_nearest_known_one() {
    let document = stated(Stated {
        kind: some("workshp"),
        language: some("French!"),
        themes: Some(list(&["street gagns", "gangz of new york", "theft"])),
        countries: Some(list(&["Frnace", "XX", "Montréal"])),
        partners: Some(vec![StatedPartner { name: "SPVN".to_owned(), role: None }]),
        scope: some("national"),
        date: Some(DateSpan { start: some("04/11/2021"), end: None }),
        reviewed: some("last year"),
        evaluation: Some(Evaluation { level: some("excellent"), findings: vec![] }),
        translation: some("google"),
        id: some("Été 2021"),
        ..Stated::default()
    });
    check_problems(
        &document,
        &expect![[r#"
            the id “Été 2021” has to be “ete-2021” in addresses | write “id: ete-2021”
            “French!” is not a language | use a language tag such as en, fr, es or pt-BR
            unknown theme “street gagns” | did you mean “street-gangs”?
            unknown theme “gangz of new york” | add it to _vocabulary/themes.yaml or use a theme that is there
            unknown scope “national” | the only scope is “international”; otherwise name the countries
            unknown country “Frnace” | did you mean “FR”?
            unknown country “XX” | use two letters of ISO 3166-1, such as CA or FR, or the country's name
            unknown country “Montréal” | use two letters of ISO 3166-1, such as CA or FR, or the country's name
            unknown partner “SPVN” | did you mean “spvm”?
            “date” is “04/11/2021”, which is not a date | write the year, or year-month, or year-month-day: 2021-11-04; perhaps 2021-11-04
            “reviewed” is “last year”, which is not a date | write the year, or year-month, or year-month-day: 2021-11-04
            unknown kind “workshp” | use one of: practice, workshop, conference, report, news
            unknown evaluation level “excellent” | use one of: none, monitoring, pre-post, quasi-experimental, randomised, systematic-review, unknown
            unknown translation “google” | use one of: official, machine, summary
        "#]],
    );
    assert_eq!(ids(&document.themes), ["theft"]);
    assert_eq!(document.id.0, "ete-2021");
    assert_eq!((document.years, document.date, document.kind), (None, None, None));
    assert_eq!(document.lang.as_str(), "fr");
}

#[test]
fn known_words_are_read_however_they_are_written() {
    let document = stated(Stated {
        kind: some("Workshop"),
        evaluation: Some(Evaluation { level: some("Quasi experimental"), findings: vec![] }),
        date: Some(DateSpan { start: some("2015"), end: some("2020-06-30") }),
        translation_of: some("Atelier: haine en ligne"),
        translation: some("official"),
        draft: true,
        ..Stated::default()
    });
    assert_eq!(document.kind, Some(Kind::Workshop));
    assert_eq!(document.evaluation, EvaluationLevel::QuasiExperimental);
    assert_eq!((document.years, document.date.as_deref()), (Some((2015, 2020)), Some("2020-06-30")));
    assert_eq!(document.group().0, "atelier-haine-en-ligne");
    assert!(document.draft && document.translation.is_some());
    assert_eq!(document.problems, []);
}

#[test]
fn the_kind_may_come_from_the_folder() {
    let kind = |path: &str| understand(path, Parsed::default()).kind;
    assert_eq!(kind("workshops/2021/gangs.md"), Some(Kind::Workshop));
    assert_eq!(kind("news/a.md"), Some(Kind::News));
    assert_eq!(kind("Practices/a.md"), Some(Kind::Practice));
    assert_eq!(kind("2021/workshops/gangs.md"), None);
    assert_eq!(kind("reports.md"), None);
    let parsed = Parsed { stated: Stated { kind: some("poem"), ..Stated::default() }, ..Parsed::default() };
    assert_eq!(understand("news/a.md", parsed).kind, None);
}

#[test]
fn the_language_is_stated_or_declared_or_found_or_unknown() {
    let language = |stated: Option<&str>, declared: Option<&str>, text: &str| {
        let document = understand(
            "a.md",
            Parsed {
                stated: Stated { language: stated.map(str::to_owned), ..Stated::default() },
                declared_language: declared.map(str::to_owned),
                text: text.to_owned(),
                ..Parsed::default()
            },
        );
        (document.lang.as_str().to_owned(), document.language_basis, document.problems.len())
    };
    let is = |lang: &str, basis, problems| (lang.to_owned(), basis, problems);
    assert_eq!(language(Some("es"), Some("en"), FRENCH), is("es", LanguageBasis::Stated, 0));
    assert_eq!(language(Some("pt_br"), None, FRENCH), is("pt-BR", LanguageBasis::Stated, 0));
    assert_eq!(language(Some("klingon?"), Some("en-GB"), FRENCH), is("en-GB", LanguageBasis::Declared, 1));
    assert_eq!(language(None, None, FRENCH), is("fr", LanguageBasis::Detected, 0));
    assert_eq!(language(None, None, ""), is("und", LanguageBasis::Undetermined, 0));
    assert_eq!(language(None, None, "2021 — 12 345 !"), is("und", LanguageBasis::Undetermined, 0));
    // Too few words to tell.
    assert_eq!(language(None, None, "Rapport annuel 2024"), is("und", LanguageBasis::Undetermined, 0));
    // But this script is written by one language.
    assert_eq!(language(None, None, "ตำรวจชุมชน"), is("th", LanguageBasis::Detected, 0));
}

#[test]
fn bodies_in_many_languages() {
    for (lang, body) in [
        ("en", "The mediators are in the metro every evening and they talk with the young people who live there."),
        ("es", "Los mediadores están en el metro todas las noches y hablan con los jóvenes que viven en el barrio."),
        ("pt", "Os mediadores estão no metrô todas as noites e conversam com os jovens que vivem no bairro da cidade."),
        ("de", "Die Vermittler sind jeden Abend in der U-Bahn und sprechen mit den Jugendlichen, die dort wohnen."),
        ("nl", "De bemiddelaars zijn elke avond in de metro en praten met de jongeren die in de buurt wonen."),
        ("it", "I mediatori sono ogni sera nella metropolitana e parlano con i giovani che abitano nel quartiere."),
        ("ru", "Посредники каждый вечер находятся в метро и разговаривают с молодыми людьми, которые там живут."),
        ("ar", "الوسطاء موجودون كل مساء في المترو ويتحدثون مع الشباب الذين يعيشون في الحي"),
        ("zh", "调解员每天晚上都在地铁里，与住在附近的年轻人交谈，帮助他们解决问题。"),
        ("ja", "調停者は毎晩地下鉄にいて、近所に住む若者たちと話をしています。"),
        ("ko", "조정자들은 매일 저녁 지하철에서 동네에 사는 젊은이들과 이야기를 나눕니다."),
        ("el", "Οι διαμεσολαβητές βρίσκονται κάθε βράδυ στο μετρό και μιλούν με τους νέους."),
        ("tr", "Arabulucular her akşam metroda bulunuyor ve mahallede yaşayan gençlerle konuşuyorlar."),
        ("sv", "Medlarna finns i tunnelbanan varje kväll och pratar med ungdomarna som bor i området."),
    ] {
        let document = understand("a.md", Parsed { text: body.to_owned(), ..Parsed::default() });
        assert_eq!(document.lang.as_str(), lang, "{body}");
        // The same words as a title alone say nothing.
        let document = understand("a.md", Parsed { title: some(body), ..Parsed::default() });
        assert_eq!(document.language_basis, LanguageBasis::Undetermined);
    }
}

#[test]
fn a_long_body_is_looked_at_in_several_places() {
    // Ten pages of English in front do not make this book of two hundred pages English.
    let body = "The police and the city work together here. ".repeat(10) + &format!("{FRENCH}\n").repeat(200);
    let document = understand("a.md", Parsed { text: body, ..Parsed::default() });
    assert_eq!(document.lang.as_str(), "fr");
    let odd = "é".repeat(5000);
    assert_eq!(understand("a.md", Parsed { text: odd, ..Parsed::default() }).problems, []);
}

#[test]
fn title_and_summary_are_stated_or_read_or_made() {
    let parsed = Parsed { title: some("  Read "), text: format!("Where: Lyon\n{FRENCH}"), ..Parsed::default() };
    let document = understand("notes/atelier_2019-final.md", parsed.clone());
    assert_eq!(document.title, "Read");
    assert_eq!((document.summary.as_str(), document.summary_detected), (FRENCH, true));
    let stated = Stated { title: some("Stated"), summary: some("Short."), ..Stated::default() };
    let document = understand("a.md", Parsed { stated, ..parsed });
    assert_eq!((document.title.as_str(), document.summary.as_str()), ("Stated", "Short."));
    assert!(!document.summary_detected);
    let document = understand("notes/atelier_2019-final.md", Parsed::default());
    assert_eq!((document.title.as_str(), document.summary.as_str()), ("Atelier 2019 final", ""));
    assert!(!document.summary_detected);
    assert_eq!(document.id.0, "notes-atelier_2019-final");
}

#[test]
fn what_the_reader_of_the_format_said_comes_first() {
    let warning = Warning { line: Some(3), problem: "unknown key “titel”".to_owned(), suggestion: None };
    let stated = Stated { kind: some("poem"), ..Stated::default() };
    let document = understand("a.md", Parsed { stated, warnings: vec![warning], ..Parsed::default() });
    assert_eq!(document.problems.len(), 2);
    assert_eq!((document.problems[0].path.as_str(), document.problems[0].line), ("a.md", Some(3)));
}

#[test]
fn a_new_vocabulary_is_applied_to_what_is_kept() {
    let (old, analysis) = thesaurus();
    let before = Knowledge { thesaurus: &old, analysis: &analysis };
    let body = "Le hameçonnage frappe les aînés de la ville, et la police en parle. ".repeat(3);
    let parsed = Parsed { text: body, ..Parsed::default() };
    let document = enrich("a.md", parsed.clone(), &before);
    assert_eq!(document.themes, []);
    let themes = "- {id: cybercrime, pref: {en: cybercrime}, alt: {fr: [hameçonnage]}}";
    let (vocabulary, _) = praxis::thesaurus::Vocabulary::parse(Some(themes), None, None);
    let (new, _) = praxis::thesaurus::Thesaurus::build(vocabulary, &[], &analysis);
    let after = Knowledge { thesaurus: &new, analysis: &analysis };
    let mut renamed = document;
    renamed.id.0 = "kept".to_owned();
    let document = again(renamed, &after);
    assert_eq!((ids(&document.themes), document.id.0.as_str()), (vec!["cybercrime"], "kept"));
    assert_eq!(Document { id: document.id.clone(), ..enrich("a.md", parsed, &after) }, document);
}

/// Pieces that meet everything: labels, acronyms, borders of sentences, several scripts, and anything else.
fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("gangs de rue ".to_owned()),
        Just("SPVM, ".to_owned()),
        Just("Canada\n".to_owned()),
        Just("banda de música".to_owned()),
        Just("街头帮派。".to_owned()),
        Just("Sources\n".to_owned()),
        Just("عنف الشباب؟ ".to_owned()),
        any::<String>(),
        "[a-zé’'. -]{0,400}",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_odd(
        path in "[a-zÀ-ÿ./ -]{0,30}",
        title in proptest::option::of(anything()),
        text in anything(),
        stated in anything(),
        lang in prop_oneof![Just(None), "(fr|en|es|zh|ko|tr|und|[a-z]{2,3})".prop_map(Some)],
    ) {
        thread_local! {
            static WORLD: (praxis::thesaurus::Thesaurus, Analysis) = thesaurus();
        }
        WORLD.with(|(thesaurus, analysis)| {
            let knowledge = Knowledge { thesaurus, analysis };
            let some = || Some(stated.clone());
            let stated = Stated {
                id: some(),
                language: lang.clone(),
                kind: some(),
                places: vec![stated.clone()],
                date: Some(DateSpan { start: some(), end: some() }),
                countries: lang.is_none().then(|| vec![stated.clone()]),
                translation_of: some(),
                ..Stated::default()
            };
            let document = enrich(&path, Parsed { stated, title: title.clone(), text: text.clone(), ..Parsed::default() }, &knowledge);
            assert!(!document.id.0.is_empty() && document.summary.chars().count() <= 301);
            for value in document.themes.iter().chain(&document.countries).chain(&document.partners) {
                if let Basis::Detected { sentence, .. } = &value.basis {
                    assert!(!sentence.is_empty() && sentence.chars().count() <= 301, "{sentence}");
                }
            }
            let mentions = thesaurus.find(&text, &document.lang, analysis);
            assert!(mentions.iter().all(|mention| text.get(mention.range.clone()).is_some_and(|label| !label.is_empty())));
            let words = Analysis::words(&text).len();
            let named = thesaurus.named(&text, analysis);
            assert!(named.iter().all(|named| named.words.start < named.words.end && named.words.end <= words));
            assert!(again(document.clone(), &knowledge) == document);
        });
    }

    #[test]
    fn no_vocabulary_is_too_odd(text in "(- |id|: |pref|[{}a\\[\\],\"'|>&*!#\n]|  ){0,60}", other in any::<String>()) {
        praxis::thesaurus::Vocabulary::parse(Some(&text), Some(&other), Some(&text));
    }
}
