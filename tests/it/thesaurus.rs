//! Vocabulary → thesaurus; text → what it names.

use expect_test::{Expect, expect};
use praxis::analysis::Analysis;
use praxis::model::{Lang, Problem};
use praxis::thesaurus::{CountryName, Entry, Mention, Thesaurus, Vocabulary};
use std::fmt::Write as _;

pub(crate) const THEMES: &str = "\
- id: violence
  facet: problem
  pref: {en: violence, fr: violences, es: violencia}
- id: youth
  facet: population
  pref: {en: young people, fr: jeunes, es: jóvenes, de: Jugendliche}
- id: street-gangs
  broader: youth
  facet: problem
  pref: {en: street gangs, fr: gangs de rue, es: pandillas, it: bande giovanili, zh: 街头帮派}
  alt:
    en: [gangs, youth gangs]
    fr: [bandes de jeunes, bande]
    es: [maras, pandillas juveniles, banda]
  search_only: {es: [combos]}
  not:
    es: [mar, banda de música, banda ancha]
    fr: [bande dessinée, bande passante]
- id: theft
  facet: problem
  pref: {en: theft, fr: vol, es: robo}
  alt: {fr: [vols, cambriolage]}
  not: {fr: [vol d’oiseau, vols aériens]}
- id: sexual-violence
  broader: violence
  facet: problem
  pref: {en: sexual violence, fr: violences sexuelles}
  alt: {en: [rape], fr: [viol, viols]}
- id: organised-crime
  facet: problem
  pref: {en: organised crime, fr: criminalité organisée}
- id: urban-violence
  broader: violence
  pref: {en: urban violence, fr: violence en milieu urbain}
- id: environmental-design
  facet: approach
  pref: {en: crime prevention through environmental design, es: prevención mediante el diseño ambiental}
  alt: {en: [CPTED, POP], es: [CPTED]}
- id: mentoring
  facet: approach
  pref: {en: mentoring, fr: mentorat}
";

pub(crate) const PARTNERS: &str = "\
- id: icpc
  names: {en: International Centre for the Prevention of Crime, fr: Centre international pour la prévention de la criminalité}
  acronyms: [ICPC, CIPC]
  country: CA
  type: network
  homepage: https://cipc-icpc.org
- id: spvm
  names: {fr: Service de police de la Ville de Montréal, en: Montréal Police Service}
  acronyms: [SPVM]
  country: CA
- id: ville-de-montreal
  names: {fr: Ville de Montréal, en: City of Montréal, es: Ciudad de Montreal}
  country: CA
- id: un-habitat
  names: {en: United Nations Human Settlements Programme}
  acronyms: [UN-Habitat, ONU-Habitat]
- id: who
  names: {en: World Health Organization}
  acronyms: [WHO, OMS]
- id: efus
  names: {en: European Forum for Urban Security}
  acronyms: [Efus]
  former: [FESU]
";

const PLACES: &str = "\
- {name: Montréal, names: [Montreal], country: CA}
- {name: Bogotá, country: CO}
";

pub(crate) fn countries() -> Vec<CountryName> {
    let names = [
        ("CA", "en", "Canada"),
        ("CA", "fr", "Canada"),
        ("FR", "en", "France"),
        ("FR", "fr", "France"),
        ("GE", "fr", "Géorgie"),
        ("MX", "en", "Mexico"),
        ("MX", "es", "México"),
        ("GN", "en", "Guinea"),
        ("GW", "en", "Guinea-Bissau"),
        ("GB", "en", "United Kingdom"),
        ("GB", "fr", "Royaume-Uni"),
        ("BA", "en", "Bosnia & Herzegovina"),
        ("LC", "en", "St. Lucia"),
        ("US", "en", "United States"),
        ("US", "es", "Estados Unidos"),
        ("TR", "en", "Türkiye"),
        ("CO", "en", "Colombia"),
        ("CO", "fr", "Colombie"),
        ("CO", "es", "Colombia"),
    ];
    let name = |(code, lang, name): (&str, &str, &str)| CountryName {
        code: code.to_owned(),
        lang: Lang::parse(lang).expect("a tag"),
        name: name.to_owned(),
    };
    names.map(name).to_vec()
}

pub(crate) fn thesaurus() -> (Thesaurus, Analysis) {
    let analysis = Analysis::built_in();
    let (vocabulary, problems) = Vocabulary::parse(Some(THEMES), Some(PARTNERS), Some(PLACES));
    assert_eq!(problems, []);
    let (thesaurus, problems) = Thesaurus::build(vocabulary, &countries(), &analysis);
    assert_eq!(problems, []);
    (thesaurus, analysis)
}

/// What the text names in its language: `words in the text → entry`.
fn found(lang: &str, text: &str) -> Vec<String> {
    let (thesaurus, analysis) = thesaurus();
    let lang = Lang::parse(lang).expect("a tag");
    let line = |mention: Mention| format!("{} → {}", &text[mention.range], mention.entry.key());
    thesaurus.find(text, &lang, &analysis).into_iter().map(line).collect()
}

/// What the query names: `words of the query → entry (language: label)`.
fn named(query: &str) -> Vec<String> {
    let (thesaurus, analysis) = thesaurus();
    let words = Analysis::words(query);
    let named = thesaurus.named(query, &analysis).into_iter();
    let line = |named: praxis::thesaurus::Named| {
        let place = words[named.words.start].start..words[named.words.end - 1].end;
        format!("{} → {} ({}: {})", &query[place], named.entry.key(), named.lang, named.label)
    };
    named.map(line).collect()
}

#[test]
fn labels_are_found_as_whole_words_and_in_their_inflections() {
    assert_eq!(
        found("en", "A street gang and its mentor."),
        ["street gang → theme:street-gangs", "mentor → theme:mentoring"]
    );
    assert_eq!(found("en", "Gangs, gangways, gangsters"), ["Gangs → theme:street-gangs"]);
    assert_eq!(found("fr", "les gangs de rue"), ["gangs de rue → theme:street-gangs"]);
    assert_eq!(found("es", "una PANDILLA juvenil"), ["PANDILLA juvenil → theme:street-gangs"]);
    assert_eq!(found("en", "Organized crime"), ["Organized crime → theme:organised-crime"]);
    assert_eq!(found("en", "trafficking of organs; an organisation"), [] as [&str; 0]);
    assert_eq!(found("zh", "城市里的街头帮派问题"), ["街头帮派 → theme:street-gangs"]);
}

#[test]
fn accents_case_and_apostrophes_make_no_difference() {
    for text in [
        "criminalité organisée",
        "CRIMINALITÉ ORGANISÉE",
        "criminalite organisee",
        "la criminalite\u{301} organise\u{301}e",
    ] {
        assert_eq!(found("fr", text).len(), 1, "{text}");
    }
    assert_eq!(found("fr", "l’oiseau et le vol"), ["vol → theme:theft"]);
}

#[test]
fn a_longer_label_hides_a_shorter_one() {
    assert_eq!(found("en", "youth gangs"), ["youth gangs → theme:street-gangs"]);
    assert_eq!(found("en", "sexual violence"), ["sexual violence → theme:sexual-violence"]);
    assert_eq!(found("en", "in Guinea-Bissau"), ["Guinea-Bissau → country:GW"]);
}

#[test]
fn theft_is_never_found_in_rape() {
    assert_eq!(found("fr", "le viol et les viols"), ["viol → theme:sexual-violence", "viols → theme:sexual-violence"]);
    assert_eq!(found("fr", "le vol et les vols"), ["vol → theme:theft", "vols → theme:theft"]);
    assert_eq!(found("fr", "voler, volet, violon, volant, violet"), [] as [&str; 0]);
    assert_eq!(found("fr", "à vol d'oiseau, les vols aériens"), [] as [&str; 0]);
    assert_eq!(named("vol"), ["vol → theme:theft (fr: vol)"]);
    assert_eq!(named("viol"), ["viol → theme:sexual-violence (fr: viol)"]);
}

#[test]
fn gangs_are_neither_the_sea_nor_music() {
    assert_eq!(found("es", "las maras"), ["maras → theme:street-gangs"]);
    assert_eq!(found("es", "el mar, los mares, una maratón"), [] as [&str; 0]);
    assert_eq!(found("es", "una banda de música y bandas de música"), [] as [&str; 0]);
    assert_eq!(found("es", "la banda ancha"), [] as [&str; 0]);
    assert_eq!(found("es", "una banda de Cali"), ["banda → theme:street-gangs"]);
    assert_eq!(found("fr", "une bande dessinée"), [] as [&str; 0]);
    assert_eq!(named("banda de música"), [] as [&str; 0]);
}

#[test]
fn riots_are_not_urban_violence() {
    // In France, “violences urbaines” are riots.
    assert_eq!(found("fr", "les violences urbaines de 2005"), ["violences → theme:violence"]);
}

#[test]
fn labels_do_not_reach_over_the_end_of_a_sentence_or_block() {
    assert_eq!(found("en", "In the street. Gangs left."), ["Gangs → theme:street-gangs"]);
    assert_eq!(found("en", "the street\ngangs"), ["gangs → theme:street-gangs"]);
    assert_eq!(found("en", "St. Lucia"), ["St. Lucia → country:LC"]);
}

#[test]
fn acronyms_matter_as_written_in_texts() {
    assert_eq!(found("en", "The SPVM, the spvm"), ["SPVM → partner:spvm"]);
    assert_eq!(found("en", "who said so? WHO said so"), ["WHO → partner:who"]);
    assert_eq!(found("en", "POP and pop music"), ["POP → theme:environmental-design"]);
    assert_eq!(found("fr", "UN-Habitat et un habitat"), ["UN-Habitat → partner:un-habitat"]);
    assert_eq!(found("fr", "Un habitat"), [] as [&str; 0]);
    assert_eq!(found("en", "EFUS and Efus"), ["EFUS → partner:efus", "Efus → partner:efus"]);
}

#[test]
fn partners_are_found_by_any_of_their_names_in_any_language() {
    let montreal = ["Service de police de la Ville de Montréal → partner:spvm", "Montréal → country:CA"];
    for lang in ["fr", "en", "und", "sv", "zh"] {
        assert_eq!(found(lang, "Le Service de police de la Ville de Montréal"), montreal, "{lang}");
        assert_eq!(found(lang, "FESU"), ["FESU → partner:efus"]);
    }
    // The city as an organisation, not as a place.
    assert_eq!(found("fr", "la ville de Montréal"), ["Montréal → country:CA"]);
    assert_eq!(found("fr", "la Ville de Montréal")[0], "Ville de Montréal → partner:ville-de-montreal");
}

#[test]
fn countries_are_found_by_name_and_by_place() {
    assert_eq!(found("en", "Mexico, the UK and Bosnia and Herzegovina").len(), 3);
    assert_eq!(found("en", "New Mexico, a guinea pig, Guinea pigs, turkey"), [] as [&str; 0]);
    assert_eq!(found("en", "Turkey and Türkiye").len(), 2);
    assert_eq!(found("es", "Estados Unidos Mexicanos"), [] as [&str; 0]);
    // Names are not inflected, whatever their stems.
    assert_eq!(found("fr", "le cardinal Francis George, les francs, Franck"), [] as [&str; 0]);
    assert_eq!(found("es", "en Bogotá"), ["Bogotá → country:CO"]);
    assert_eq!(found("fr", "la Colombie-Britannique"), [] as [&str; 0]);
}

#[test]
fn without_a_language_only_names_are_found() {
    let text = "Gangs, pandillas, viol; SPVM, Canada, México";
    assert_eq!(found("und", text), ["SPVM → partner:spvm", "Canada → country:CA", "México → country:MX"]);
}

#[test]
fn a_query_is_understood_in_every_language() {
    assert_eq!(named("pandillas juveniles"), ["pandillas juveniles → theme:street-gangs (es: pandillas juveniles)"]);
    assert_eq!(named("GANGS DE RUE"), ["GANGS DE RUE → theme:street-gangs (fr: gangs de rue)"]);
    assert_eq!(
        named("gangs in Colombie"),
        ["gangs → theme:street-gangs (en: gangs)", "Colombie → country:CO (fr: Colombie)"]
    );
    assert_eq!(named("街头帮派"), ["街头帮派 → theme:street-gangs (zh: 街头帮派)"]);
    assert_eq!(named("combos"), ["combos → theme:street-gangs (es: combos)"]);
    assert_eq!(found("es", "combos"), [] as [&str; 0]);
}

#[test]
fn acronyms_in_a_query_need_no_capitals_but_stop_words_are_none() {
    assert_eq!(named("spvm"), ["spvm → partner:spvm (und: SPVM)"]);
    assert_eq!(named("cpted"), ["cpted → theme:environmental-design (en: CPTED)"]);
    assert_eq!(named("who are the police"), [] as [&str; 0]);
    assert_eq!(named("oms"), ["oms → partner:who (und: OMS)"]);
    assert_eq!(named("ville de montréal"), ["ville de montréal → partner:ville-de-montreal (fr: Ville de Montréal)"]);
    // Who asks for a city does not ask for its country.
    assert_eq!(named("montréal"), [] as [&str; 0]);
    assert_eq!(named(""), [] as [&str; 0]);
    assert_eq!(named("— … !"), [] as [&str; 0]);
}

#[test]
fn names_are_resolved_in_any_language_and_spelling() {
    let (thesaurus, _) = thesaurus();
    for name in ["street-gangs", "Street Gangs", "PANDILLAS", "gangs de rue", "街头帮派", "combos"] {
        assert_eq!(thesaurus.resolve_theme(name), Some("street-gangs"), "{name}");
    }
    assert_eq!(thesaurus.resolve_theme("gangz"), None);
    assert_eq!(thesaurus.suggest_theme("street gagns"), Some("street-gangs"));
    for name in ["spvm", "SPVM", "Service de Police de la Ville de Montreal"] {
        assert_eq!(thesaurus.resolve_partner(name), Some("spvm"), "{name}");
    }
    for name in ["ca", "CA", "canada", " Canada "] {
        assert_eq!(thesaurus.resolve_country(name), Some("CA"), "{name}");
    }
    assert_eq!(thesaurus.resolve_country("uk"), Some("GB"));
    assert_eq!(thesaurus.resolve_country("Montréal"), None);
    assert_eq!(thesaurus.suggest_country("Colombai"), Some("CO"));
}

#[test]
fn labels_and_hierarchy() {
    let (thesaurus, _) = thesaurus();
    let gangs = Entry::Theme("street-gangs".to_owned());
    let lang = |tag: &str| Lang::parse(tag).unwrap();
    assert_eq!(thesaurus.label(&gangs, &lang("fr-CA")), "gangs de rue");
    assert_eq!(thesaurus.label(&gangs, &lang("sv")), "street gangs");
    assert_eq!(thesaurus.label(&Entry::Theme("gone".to_owned()), &lang("fr")), "gone");
    assert_eq!(thesaurus.label(&Entry::Partner("spvm".to_owned()), &lang("en")), "Montréal Police Service");
    assert_eq!(thesaurus.label(&Entry::Country("CO".to_owned()), &lang("fr")), "Colombie");
    assert_eq!(thesaurus.ancestors("sexual-violence"), ["violence"]);
    assert_eq!(thesaurus.narrower("violence"), ["sexual-violence", "urban-violence"]);
    assert_eq!(thesaurus.children("youth"), ["street-gangs"]);
    assert_eq!(thesaurus.ancestors("gone"), [] as [&str; 0]);
    let labels: Vec<&str> = thesaurus.labels(&gangs).iter().map(|label| label.text.as_str()).collect();
    assert!(labels.contains(&"maras") && !labels.contains(&"combos"), "{labels:?}");
}

#[test]
fn every_change_of_content_changes_the_fingerprint() {
    let analysis = Analysis::built_in();
    let of = |themes: &str| {
        let (vocabulary, _) = Vocabulary::parse(Some(themes), None, None);
        Thesaurus::build(vocabulary, &[], &analysis).0.fingerprint()
    };
    let first = of("- id: a\n  pref: {en: one}\n");
    assert_eq!(first, of("# a comment\n- {id: a, pref: {en: one}}\n"));
    assert_ne!(first, of("- id: a\n  pref: {en: two}\n"));
    assert_ne!(first, of("- id: a\n  pref: {en: one}\n  search_only: [one thing]\n"));
}

fn check_problems(themes: Option<&str>, partners: Option<&str>, expected: &Expect) -> Vocabulary {
    let (vocabulary, problems) = Vocabulary::parse(themes, partners, None);
    expected.assert_eq(&lines(&problems));
    vocabulary
}

fn lines(problems: &[Problem]) -> String {
    let mut lines = String::new();
    for problem in problems {
        let line = problem.line.map_or("-".to_owned(), |line| line.to_string());
        let hint = problem.hint.as_deref().unwrap_or("-");
        writeln!(lines, "{}:{line}: {} | {hint}", problem.path, problem.reason).expect("a string takes all");
    }
    lines
}

#[test]
fn one_bad_entry_never_costs_another() {
    let themes = "\
- id: good
  pref: {en: good}
- id: broken
  pref: {en: [un closed
- id: fine
  pref: {en: fine, no: fint}
- just a text
- pref: {en: nameless}
- id: good
  pref: {en: other}
";
    let vocabulary = check_problems(
        Some(themes),
        None,
        &expect![[r#"
        _vocabulary/themes.yaml:4: cannot be read as YAML: unclosed bracket '[' | compare its indentation, colons and quotes with its neighbours; the other entries are in force
        _vocabulary/themes.yaml:7: this entry is not made of keys and values | begin it with “- id: …”
        _vocabulary/themes.yaml:8: a theme without an id | give it a short stable name: “- id: street-gangs”
        _vocabulary/themes.yaml:9: the id “good” is already taken above | give this entry an id of its own
    "#]],
    );
    let ids: Vec<&str> = vocabulary.themes.iter().map(|theme| theme.id.as_str()).collect();
    assert_eq!(ids, ["good", "fine"]);
    assert_eq!(vocabulary.themes[1].pref[&Lang::parse("no").unwrap()], "fint");
}

#[test]
fn what_makes_no_sense_is_said_with_its_line() {
    let themes = "\
- id: a
  broader: b
  facet: problems
  pref: {en: one}
- id: b
  broader: c
  pref: {en: two, english: two}
- id: c
  broader: a
  preff: {en: three}
- id: d
  broader: aa
  pref: {en: ONE}
  alt: [[nested]]
";
    let partners = "\
- id: no-name
  country: Canada
  homepage: javascript:alert(1)
- id: norway
  names: {en: Police of Norway}
  country: NO
";
    let vocabulary = check_problems(
        Some(themes),
        Some(partners),
        &expect![[r#"
        _vocabulary/themes.yaml:1: theme “a”: unknown facet “problems” | use one of: problem, approach, setting, population
        _vocabulary/themes.yaml:5: “english” under “pref” is not a language | use a language tag such as en, fr, es or pt-BR
        _vocabulary/themes.yaml:8: theme “c” has no label to show | add “pref: {en: …, fr: …, es: …}”
        _vocabulary/themes.yaml:8: unknown key “preff” | did you mean “pref”?
        _vocabulary/themes.yaml:11: “alt” should be a list of texts | write “alt: [one, two]”
        _vocabulary/partners.yaml:1: partner “no-name” has no name | add “names: {en: …, fr: …}” or “acronyms: […]”
        _vocabulary/partners.yaml:1: partner “no-name”: “javascript:alert(1)” is no web address | begin it with “https://”
        _vocabulary/partners.yaml:1: “Canada” is no country code | use two letters of ISO 3166-1, such as CA or FR
        _vocabulary/themes.yaml:11: theme “d”: there is no theme “aa” | did you mean “a”?
        _vocabulary/themes.yaml:8: theme “c” would stand above itself through “a” | change one “broader” of this circle; this one is left out until then
        _vocabulary/themes.yaml:11: “ONE” (en) stands for both “a” and “d” | keep it in one; until then it means “a”
    "#]],
    );
    assert_eq!(vocabulary.partners[1].country.as_deref(), Some("NO"));
    assert_eq!(vocabulary.partners[0].homepage, None);
}

#[test]
fn a_file_that_is_no_yaml_costs_only_itself() {
    let vocabulary = check_problems(
        Some("themes: {a: b"),
        Some(PARTNERS),
        &expect![[r#"
        _vocabulary/themes.yaml:1: cannot be read as YAML: expected sequence start | write a list in which every entry begins with “- id: …”
    "#]],
    );
    assert_eq!(vocabulary.partners.len(), 6);
    for nothing in ["", "\u{feff}", "# nothing yet\n", "---\n", "[]"] {
        assert_eq!(Vocabulary::parse(Some(nothing), None, None), (Vocabulary::default(), vec![]), "{nothing:?}");
    }
}

#[test]
fn labels_that_the_analyzer_cannot_tell_apart_are_said() {
    let analysis = Analysis::built_in();
    let themes = "- {id: a, pref: {en: street gang}}\n- {id: b, pref: {en: street gangs, fr: '!'}}\n";
    let (vocabulary, _) = Vocabulary::parse(Some(themes), None, None);
    let (_, problems) = Thesaurus::build(vocabulary, &[], &analysis);
    expect![[r#"
        _vocabulary/themes.yaml:2: “street gang” of “a” and “street gangs” of “b” cannot be told apart in a text (en) | keep one of them; until then both mean “a”
        _vocabulary/themes.yaml:2: the label “!” of “b” holds no word | write it in letters or leave it out
    "#]].assert_eq(&lines(&problems));
}

#[test]
fn a_long_text_of_denied_labels_takes_no_time() {
    let (thesaurus, analysis) = thesaurus();
    let text = "banda de música y maras ".repeat(20_000);
    let mentions = thesaurus.find(&text, &Lang::parse("es").unwrap(), &analysis);
    assert_eq!(mentions.len(), 20_000);
}

#[test]
fn a_hostile_file_is_one_problem() {
    let deep = format!("- id: a\n  pref: {}", "[".repeat(100_000));
    let bomb = "- &a [x,x,x,x,x,x,x,x,x]\n".to_owned()
        + &('b'..='k')
            .zip('a'..)
            .map(|(name, last)| format!("- &{name} [{}]\n", format!("*{last},").repeat(9)))
            .collect::<String>();
    for text in [deep, bomb] {
        let (vocabulary, problems) = Vocabulary::parse(Some(&text), None, None);
        assert_eq!(vocabulary, Vocabulary::default());
        assert!(!problems.is_empty() && problems.iter().all(|problem| problem.reason.len() < 300));
    }
}

/// What a text names in English or French, with a small vocabulary of its own.
fn told(lang: &str, text: &str) -> Vec<String> {
    let themes = "\
- id: violence
  pref: {en: prevention of violence, fr: prévention de la violence}
- id: youth-violence
  pref: {en: violence among youth, fr: violence chez les jeunes}
- id: transport
  pref: {en: transport safety, fr: sûreté des transports}
  text_only: {en: [buses], fr: [autobus]}
";
    let analysis = Analysis::built_in();
    let (vocabulary, problems) = Vocabulary::parse(Some(themes), None, None);
    assert_eq!(problems, []);
    let (thesaurus, problems) = Thesaurus::build(vocabulary, &[], &analysis);
    assert_eq!(problems, []);
    let lang = Lang::parse(lang).expect("a tag");
    let line = |mention: Mention| {
        let verb = if mention.sign { "speaks for" } else { "names" };
        format!("{} {verb} {}", &text[mention.range], mention.entry.id())
    };
    let mut told: Vec<String> = thesaurus.find(text, &lang, &analysis).into_iter().map(line).collect();
    told.extend(thesaurus.named(text, &analysis).into_iter().map(|named| format!("asks for {}", named.entry.id())));
    told
}

#[test]
fn a_word_may_speak_for_a_theme_without_naming_it() {
    assert_eq!(told("en", "They ride on buses"), ["buses speaks for transport"]);
    // Nor is it a name by which front matter could mean the theme.
    assert_eq!(told("en", "transport safety"), ["transport safety names transport", "asks for transport"]);
}

#[test]
fn the_small_words_within_a_label_may_be_others() {
    assert_eq!(told("fr", "la violence des jeunes"), ["violence des jeunes names youth-violence"]);
    assert_eq!(told("fr", "la sûreté dans les transports"), ["sûreté dans les transports names transport"]);
    // But not the words that carry something, and not across a comma.
    assert_eq!(told("fr", "la violence visant les jeunes"), [] as [&str; 0]);
    assert_eq!(told("fr", "la violence, les jeunes"), [] as [&str; 0]);
}

#[test]
fn one_name_may_begin_within_another() {
    assert_eq!(
        told("fr", "prévention de la violence des jeunes"),
        ["prévention de la violence names violence", "violence des jeunes names youth-violence", "asks for violence"]
    );
}
