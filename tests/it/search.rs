//! A small corpus and a query → hits.

use crate::library::Library;
use expect_test::{Expect, expect};
use praxis::model::{Query, Sort};

/// Words that must give the same set of hits, in one language.
fn same(library: &Library, spellings: &[&str]) {
    let first = library.found_by_words(spellings[0]);
    assert!(!first.is_empty(), "nothing has {:?}", spellings[0]);
    for spelling in &spellings[1..] {
        assert_eq!(library.found_by_words(spelling), first, "{:?} and {:?}", spellings[0], spelling);
    }
}

fn inflections() -> Library {
    Library::of(
        "//- mujer.md\n---\nlanguage: es\n---\nUna mujer coordina el programa del barrio.\n\
         //- mujeres.md\n---\nlanguage: es\n---\nLas mujeres del barrio participan.\n\
         //- joven.md\n---\nlanguage: es\n---\nCada joven recibe un mentor.\n\
         //- jovenes.md\n---\nlanguage: es\n---\nLos jóvenes reciben mentores.\n\
         //- arma.md\n---\nlanguage: es\n---\nEntregó un arma de fuego.\n\
         //- armas.md\n---\nlanguage: es\n---\nEntregaron armas de fuego.\n\
         //- mar.md\n---\nlanguage: es\n---\nUn paseo por el mar y los mares.\n\
         //- harcelement.md\n---\nlanguage: fr\n---\nLe harcèlement de rue recule.\n\
         //- insecurite.md\n---\nlanguage: fr\n---\nAgir sur l’insécurité et l'aménagement.\n\
         //- oc-uk.md\n---\nlanguage: en\n---\nOrganised crime in the neighbourhood.\n\
         //- oc-us.md\n---\nlanguage: en\n---\nOrganized crime in the neighborhood.\n\
         //- organ.md\n---\nlanguage: en\n---\nTrafficking of an organ is a crime.\n\
         //- rad-uk.md\n---\nlanguage: en\n---\nRadicalisation online.\n\
         //- rad-us.md\n---\nlanguage: en\n---\nRadicalization online.\n",
    )
}

#[test]
fn inflections_accents_and_spellings_give_the_same_set() {
    let library = inflections();
    same(&library, &["mujer", "mujeres"]);
    same(&library, &["joven", "jóvenes"]);
    same(&library, &["arma", "armas"]);
    same(&library, &["harcèlement de rue", "harcelement de rue", "HARCÈLEMENT DE RUE"]);
    same(&library, &["l'insécurité", "l’insécurité", "insécurité"]);
    same(&library, &["harcèlement", "harce\u{300}lement"]);
    same(&library, &["insécurité", "inse\u{301}curite\u{301}"]);
    same(&library, &["organised crime", "organized crime"]);
    same(&library, &["radicalisation", "radicalization"]);
    same(&library, &["neighbourhood", "neighborhood"]);
    assert_eq!(library.found_by_words("mujeres"), ["mujer", "mujeres"]);
    assert_eq!(library.found_by_words("organised crime"), ["oc-uk", "oc-us"]);
    assert_eq!(library.found_by_words("armas"), ["arma", "armas"]);
}

#[test]
fn theft_is_never_rape_nor_the_other_way_round() {
    let library = Library::of(
        "//- vol.md\n---\nlanguage: fr\n---\nLe vol à la tire recule dans le métro.\n\
         //- viol.md\n---\nlanguage: fr\n---\nAccueillir les victimes de viol à l’hôpital.\n\
         //- theft.md\n---\nlanguage: en\n---\nPreventing theft on the underground.\n\
         //- rape.md\n---\nlanguage: en\n---\nSupport after rape, in hospital.\n\
         //- violet.md\n---\nlanguage: fr\n---\nUn ruban violet contre les discriminations.\n",
    );
    let mut vol = library.found("vol");
    vol.sort();
    assert_eq!(vol, ["theft", "vol"]);
    let mut viol = library.found("viol");
    viol.sort();
    assert_eq!(viol, ["rape", "viol"]);
    assert_eq!(library.found("vols").len(), 2);
    assert_eq!(library.found_by_words("viol"), ["viol"]);
}

#[test]
fn gangs_are_found_in_every_language_and_the_sea_is_not() {
    let library = Library::of(
        "//- gangs-fr.md\n---\nlanguage: fr\nthemes: [street-gangs]\n---\nSortir des gangs de rue à Montréal.\n\
         //- gangs-en.md\n---\nlanguage: en\n---\nLeaving street gangs behind.\n\
         //- pandillas.md\n---\nlanguage: es\n---\nJóvenes que dejan las pandillas.\n\
         //- maras.md\n---\nlanguage: es\n---\nSalir de las maras en El Salvador.\n\
         //- mar.md\n---\nlanguage: es\n---\nLimpieza del mar con escolares; los mares del sur.\n\
         //- marathon.md\n---\nlanguage: fr\n---\nUn marathon et une maraude.\n",
    );
    for asked in ["pandillas", "maras", "street gangs", "gangs de rue"] {
        let mut found = library.found(asked);
        found.sort();
        assert_eq!(found, ["gangs-en", "gangs-fr", "maras", "pandillas"], "{asked}");
    }
    assert_eq!(library.found_by_words("maras"), ["maras"]);
    assert_eq!(library.found_by_words("mar"), ["mar"]);
}

#[test]
fn every_hit_says_why_it_is_there() {
    let library = Library::of(
        "//- a.md\n---\nlanguage: fr\n---\nSortir des gangs de rue.\n\
         //- b.md\n---\nlanguage: en\nthemes: [street-gangs]\ncountries: [CA]\npartners: [SPVM]\n---\nA programme in schools.\n\
         //- c.md\n---\nlanguage: es\n---\nLas maras y la escuela.\n",
    );
    check(
        &library,
        "pandillas",
        expect![[r#"
            b.md: theme street-gangs by street gangs
            a.md: theme street-gangs by gangs de rue
            c.md: theme street-gangs by maras
        "#]],
    );
    check(
        &library,
        "spvm",
        expect![[r#"
            b.md: partner spvm by Montréal police service
        "#]],
    );
    check(
        &library,
        "maras escuela",
        expect![[r#"
            c.md: word maras [es], word escuela [es]
        "#]],
    );
    check(
        &library,
        "Canada",
        expect![[r#"
            b.md: country CA by Canada
        "#]],
    );
    check(
        &library,
        "scho*",
        expect![[r#"
            b.md: prefix schools [en]
        "#]],
    );
}

fn check(library: &Library, text: &str, expected: Expect) {
    expected.assert_eq(&library.explained(text));
}

#[test]
fn phrases_prefixes_and_exclusions() {
    let library = Library::of(
        "//- one.md\n---\nlanguage: en\n---\nNight patrols keep the street safe.\n\
         //- two.md\n---\nlanguage: en\n---\nA safe street at night.\n\
         //- three.md\n---\nlanguage: en\n---\nPatrolling by bicycle.\n",
    );
    assert_eq!(library.found("\"street safe\""), ["one"]);
    assert_eq!(library.found("\"safe street\""), ["two"]);
    assert_eq!(library.found("street -patrols"), ["two"]);
    let mut patrols = library.found("patrol*");
    patrols.sort();
    assert_eq!(patrols, ["one", "three"]);
    assert_eq!(library.found("-street"), ["three"]);
    assert_eq!(library.found("\"street safe").len(), 1);
}

#[test]
fn words_side_by_side_as_they_were_typed_come_first() {
    let library = Library::of(
        "//- apart.md\n---\nlanguage: fr\n---\nLa rue, la rue : la médiation contre le harcèlement dans la rue.\n\
         //- together.md\n---\nlanguage: fr\n---\nUn numéro à appeler, et des affiches, contre le harcelement de rue en ville.\n",
    );
    assert_eq!(library.found("harcèlement de rue"), ["together", "apart"]);
    assert_eq!(library.found_by_words("harcèlement de rue"), ["apart", "together"]);
}

#[test]
fn a_question_needs_no_more_than_what_carries_it() {
    let library = Library::of(
        "//- lights.md\n---\nlanguage: en\n---\nBetter street lighting reduced burglary in Kirkholt by half.\n\
         //- other.md\n---\nlanguage: en\n---\nMentoring for young people.\n",
    );
    assert_eq!(library.found("What was the effect of lighting upon break-ins and burglary in Kirkholt?"), ["lights"]);
}

#[test]
fn where_nothing_has_all_the_answer_says_so() {
    let library = Library::of("//- drones.md\n---\nlanguage: en\n---\nDrone surveillance of crowds.\n");
    let query = Query { text: "drone surveillance favelas".into(), ..Query::default() };
    let results = library.ask(&query);
    assert_eq!(results.total, 1);
    assert_eq!(results.relaxed.expect("a relaxation").absent, ["favelas"]);
    let words = Query { matching: praxis::model::Matching::Words, ..query };
    assert_eq!(library.ask(&words).total, 0);
}

#[test]
fn a_misspelt_word_is_offered_another_spelling_and_never_taken_for_it() {
    let library = Library::of("//- a.md\n---\nlanguage: en\n---\nMentoring programmes for youth.\n");
    let results = library.ask(&Query { text: "mentroing".into(), ..Query::default() });
    assert_eq!(results.total, 0);
    let offered: Vec<(&str, u64)> = results.corrections.iter().map(|c| (c.text.as_str(), c.total)).collect();
    assert_eq!(offered, [("mentoring", 1)]);
    // One letter makes another word of a short one.
    let library = Library::of("//- viol.md\n---\nlanguage: fr\n---\nVictimes de viol.\n");
    let results = library.ask(&Query { text: "vol".into(), ..Query::default() });
    assert_eq!((results.total, results.corrections.len()), (0, 0));
}

#[test]
fn a_word_is_corrected_to_no_short_or_empty_one_and_not_where_it_is_known() {
    let offered = |text: &str, typed: &str| {
        let library = Library::of(&format!(
            "//- a.md\n---\nlanguage: en\n---\n{text}\n//- b.md\n---\nlanguage: fr\n---\nDes mots.\n"
        ));
        let results = library.ask(&Query { text: typed.into(), ..Query::default() });
        results.corrections.into_iter().map(|correction| correction.text).collect::<Vec<_>>()
    };
    assert_eq!(offered("What is done about the stone.", "drone"), [""; 0]);
    assert_eq!(offered("About those who were there before.", "wherre"), [""; 0]);
    // A listed word is a word, though no document has it; French `violer` is not `voler`.
    assert_eq!(offered("Le coler, le voler.", "violer"), [""; 0]);
    // Those that begin alike come first, and only the word itself is replaced.
    assert_eq!(
        offered("The patrol, a betrol, netpetrol, the betrol.", "netpetrol petrol"),
        ["netpetrol patrol", "netpetrol betrol"]
    );
    let words = Query { text: "mentroing".into(), matching: praxis::model::Matching::Words, ..Query::default() };
    let library = Library::of("//- a.md\n---\nlanguage: en\n---\nMentoring.\n");
    assert_eq!(library.ask(&words).corrections, []);
}

#[test]
fn a_name_with_a_word_that_has_a_namesake_is_found_whole() {
    let files = "//- verb.md\n---\nlanguage: es\n---\nEl programa trata los tiroteos y habla con personas.\n\
                 //- noun.md\n---\nlanguage: es\n---\nUna red contra la trata de personas.\n\
                 //- verbo.md\n---\nlanguage: pt\n---\nTrata de ouvir as personas da rua.\n";
    let analysis = std::sync::Arc::new(praxis::analysis::Analysis::built_in());
    let themes = "- id: trafficking\n  pref: {en: human trafficking, es: trata de personas, pt: tráfico de pessoas}\n";
    let library = Library::with_themes(files, themes, &analysis);
    assert_eq!(library.found("trata de personas"), ["noun"]);
    assert_eq!(library.found("human trafficking"), ["noun"]);
    // Each word by itself is what it is.
    assert_eq!(library.found_by_words("trata personas"), ["noun", "verb", "verbo"]);
}

#[test]
fn what_is_being_typed_is_completed_in_the_language_of_the_reader_and_in_others() {
    use praxis::search::{Completion, complete};
    let library = Library::of("//- a.md\n---\nlanguage: es\ntitle: Pandillas del barrio\n---\nx\n");
    let typed = |text: &str, lang: &str| {
        let lang = praxis::model::Lang::parse(lang).expect("a language");
        let found = complete(text, &lang, &library.snapshot, 10).expect("completions");
        let shown = |completion| match completion {
            Completion::Entry { entry, label } => format!("{} {label}", entry.id()),
            Completion::Document { title, .. } => title,
        };
        found.into_iter().map(shown).collect::<Vec<String>>()
    };
    assert_eq!(typed("pandi", "en"), ["street-gangs pandillas", "Pandillas del barrio"]);
    assert_eq!(typed("pandi", "es"), ["street-gangs pandillas", "Pandillas del barrio"]);
    assert_eq!(typed("gang", "en"), ["street-gangs youth gangs"], "the shortest label");
    assert_eq!(typed("ICP", "fr"), ["icpc ICPC"]);
    assert_eq!(typed("zz", "fr"), [""; 0]);
}

#[test]
fn an_empty_answer_offers_ways_out() {
    let library = Library::of(
        "//- a.md\n---\nlanguage: en\ncountries: [CA]\n---\nStreet gangs in the city.\n\
         //- b.md\n---\nlanguage: en\ncountries: [FR]\n---\nLighting in the city.\n",
    );
    let mut query = Query { text: "gangs".into(), ..Query::default() };
    query.filters.add("country", "FR");
    let results = library.ask(&query);
    assert_eq!(results.total, 0);
    let offered: Vec<String> =
        results.suggestions.iter().map(|offer| format!("{:?} {} {}", offer.kind, offer.text, offer.total)).collect();
    assert_eq!(offered, ["WithoutFilter country 1"]);
}

#[test]
fn titles_sort_as_a_reader_expects() {
    let library = Library::of(
        "//- a.md\n---\ntitle: Zone de paix\n---\nx\n//- b.md\n---\ntitle: Éclairage public\n---\nx\n\
         //- c.md\n---\ntitle: école ouverte\n---\nx\n//- d.md\n---\ntitle: « Eau »\n---\nx\n",
    );
    let query = Query { sort: Sort::Title, ..Query::default() };
    let titles: Vec<String> = library.ask(&query).hits.into_iter().map(|hit| hit.title).collect();
    assert_eq!(titles, ["« Eau »", "Éclairage public", "école ouverte", "Zone de paix"]);
}

#[test]
fn dates_sort_both_ways_with_the_undated_last() {
    let library = Library::of(
        "//- old.md\n---\ndate: 1999\n---\nx\n//- new.md\n---\ndate: 2021-11-04\n---\nx\n//- none.md\nx\n\
         //- mid.md\n---\ndate: {start: 2001, end: 2010}\n---\nx\n",
    );
    let order = |sort| library.ask(&Query { sort, ..Query::default() }).hits.into_iter().map(|hit| hit.path);
    assert_eq!(order(Sort::Newest).collect::<Vec<_>>(), ["new.md", "mid.md", "old.md", "none.md"]);
    assert_eq!(order(Sort::Oldest).collect::<Vec<_>>(), ["old.md", "mid.md", "new.md", "none.md"]);
}

#[test]
fn of_equals_practices_come_first_and_then_the_newer() {
    let told = |name: &str, kind: &str, year: u16| {
        format!("//- {name}.md\n---\nlanguage: en\nkind: {kind}\ndate: {year}\n---\nMediators walk the streets.\n")
    };
    let files = [told("news", "news", 2024), told("old", "practice", 2001), told("new", "practice", 2019)].concat();
    let library = Library::of(&files);
    let hits = library.ask(&Query { text: "mediators".to_owned(), ..Query::default() }).hits;
    let ids: Vec<String> = hits.into_iter().map(|hit| hit.id.0).collect();
    assert_eq!(ids, ["new", "old", "news"]);
}

#[test]
fn snippets_mark_whole_words_in_characters() {
    let long = "Rien à voir ici. ".repeat(60);
    let library = Library::of(&format!(
        "//- a.md\n---\nlanguage: fr\n---\n{long}\n\nL’été, le harcèlement de rue s’étend. {long}\n"
    ));
    let hit = library.ask(&Query { text: "harcelement rue".into(), ..Query::default() }).hits.remove(0);
    let characters: Vec<char> = hit.snippet.text.chars().collect();
    let marked: Vec<String> =
        hit.snippet.highlights.iter().map(|range| characters[range.clone()].iter().collect()).collect();
    assert_eq!(marked, ["harcèlement", "rue"]);
    assert!(hit.snippet.text.contains("L’été, le harcèlement"), "{}", hit.snippet.text);
    assert!(characters.len() < 400, "{}", characters.len());
}

#[test]
fn a_long_query_cannot_hurt() {
    let library = inflections();
    for text in [
        "(".repeat(10_000),
        "a* ".repeat(2_700),
        "\"a b\" ".repeat(1_300),
        "mujer ".repeat(1_300),
        "-".repeat(8_000),
        "é\u{301}\u{200d}".repeat(1_500),
        "日本語".repeat(900),
    ] {
        let results = library.ask(&Query { text, ..Query::default() });
        assert!(results.total <= 14);
    }
}

#[test]
fn what_has_no_word_finds_nothing_and_no_text_finds_everything() {
    let library = inflections();
    assert_eq!(library.found("?!").len(), 0);
    assert_eq!(library.found("((((").len(), 0);
    assert_eq!(library.found("  ").len(), 14);
}

#[test]
fn drafts_are_not_served() {
    let library = Library::of("//- a.md\n---\ndraft: true\n---\nGangs.\n//- b.md\nStreet lights.\n");
    assert_eq!(library.found(""), ["b"]);
    assert_eq!(library.found("gangs").len(), 0);
    assert_eq!(library.snapshot.documents, 1);
}

#[test]
fn words_of_the_vocabulary_folder_are_in_force() {
    let files =
        "//- a.md\n---\nlanguage: es\n---\nLos parceros del barrio.\n//- b.md\n---\nlanguage: es\n---\nUn parce.\n";
    assert_eq!(Library::of(files).found_by_words("parce"), ["b"]);
    let words = "es:\n  forms:\n    parce: [parcero, parceros]\n";
    assert_eq!(Library::with_words(files, words).found_by_words("parce"), ["a", "b"]);
}

#[test]
fn what_the_query_names_is_told_and_what_occurs_together_is_counted() {
    let library = Library::of(
        "//- a.md\n---\nlanguage: fr\ncountries: [CA]\nthemes: [street-gangs]\npartners: [spvm, icpc]\n---\nUn.\n\
         //- b.md\n---\nlanguage: fr\ncountries: [FR]\nthemes: [street-gangs, theft-robbery]\npartners: [icpc]\n---\nDeux.\n\
         //- c.md\n---\nlanguage: fr\ncountries: [FR]\nthemes: [theft-robbery]\n---\nTrois.\n",
    );
    let named = |text: &str| {
        let query = Query { text: text.into(), ..Query::default() };
        praxis::search::answer(&query, &library.snapshot, &praxis::search::Limits::default()).expect("an answer").named
    };
    assert_eq!(
        named("pandillas Montréal police service"),
        [("theme", "street-gangs".to_owned()), ("partner", "spvm".to_owned())]
    );
    assert_eq!(named("nothing of all this"), []);
    let mut query = Query::default();
    query.filters.add("partner", "icpc");
    let (total, facets) = praxis::search::within(&query, &library.snapshot).expect("an answer");
    let of = |key: &str| {
        let counts = facets.iter().find(|counts| counts.key == key).expect("every facet");
        counts.values.iter().map(|value| format!("{} {}", value.id, value.count)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!((total, of("partner"), of("country")), (2, "icpc 2, spvm 1".into(), "CA 1, FR 1".into()));
    assert_eq!(of("theme"), "street-gangs 2, youth 2, theft-robbery 1");
}
