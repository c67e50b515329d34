//! Words, their folded surfaces and their stems, by language.

mod inflections;

use expect_test::{Expect, expect};
use praxis::analysis::{Analysis, Token, WordLists};
use praxis::model::Lang;
use proptest::prelude::*;
use std::sync::LazyLock;

static ANALYSIS: LazyLock<Analysis> = LazyLock::new(Analysis::built_in);

fn tag(lang: &str) -> Lang {
    Lang::parse(lang).expect("the tests name languages by their tags")
}

fn tokens_by(analysis: &Analysis, lang: &str, text: &str) -> Vec<Token> {
    let mut stream = analysis.analyzer(&tag(lang)).tokens(text);
    let mut tokens = Vec::new();
    while let Some(token) = stream.next() {
        tokens.push(token.clone());
    }
    tokens
}

fn tokens(lang: &str, text: &str) -> Vec<Token> {
    tokens_by(&ANALYSIS, lang, text)
}

fn surfaces(lang: &str, text: &str) -> String {
    tokens(lang, text).into_iter().map(|token| token.surface).collect::<Vec<_>>().join(" | ")
}

fn check_surfaces(lang: &str, text: &str, expected: Expect) {
    expected.assert_eq(&surfaces(lang, text));
}

#[test]
fn a_word_has_its_own_place_in_the_text() {
    let found = tokens("fr", "De l’insécurité, c'est-à-dire d'aujourd'hui");
    let found: Vec<String> =
        found.iter().map(|t| format!("{}@{} {}..{}", t.surface, t.position, t.start, t.end)).collect();
    expect![[r#"
        [
            "de@0 0..2",
            "insecurite@1 7..19",
            "est@2 23..26",
            "a@3 27..29",
            "dire@4 30..34",
            "aujourd'hui@5 37..48",
        ]
    "#]]
    .assert_debug_eq(&found);
}

#[test]
fn surfaces_are_folded_by_script() {
    check_surfaces("fr", "Œuvre ŒUVRE cœur", expect!["oeuvre | oeuvre | coeur"]);
    check_surfaces("und", "Łódź Øre Straße ﬁn ｆｕｌｌ ９７", expect!["lodz | ore | strasse | fin | full | 97"]);
    check_surfaces("und", "İstanbul ISPARTA ılık", expect!["istanbul | isparta | ilik"]);
    check_surfaces("und", "Ёлка й Їжак за\u{301}мок ќ", expect!["елка | й | їжак | замок | ќ"]);
    check_surfaces("und", "Ελλάδα ΛΌΓΟΣ ἀρχή", expect!["ελλαδα | λογοσ | αρχη"]);
    check_surfaces("und", "مُحَمَّد ﷲ أمن إلى ٢٠٢٤ سـلام", expect!["محمد | الله | امن | الي | 2024 | سلام"]);
    check_surfaces("und", "שָׁלוֹם", expect!["שלום"]);
    check_surfaces("und", "हिन्दी தமிழ் বাংলা ဗမာ", expect!["हिन्दी | தமிழ் | বাংলা | ဗမာ"]);
    check_surfaces("und", "ガギ ｶﾞ か\u{3099}", expect!["ガギ | ガ | が"]);
    check_surfaces("und", "pré\u{ad}vention zero\u{200d}width \u{feff}bom", expect!["prevention | zerowidth | bom"]);
    check_surfaces("und", "Zusammen\u{2060}arbeit می\u{200c}خواهم", expect!["zusammenarbeit | ميخواهم"]);
}

#[test]
fn words_are_cut_alike_in_every_language() {
    check_surfaces("und", "the U.S.A. and O.N.G.", expect!["the | usa | and | ong"]);
    check_surfaces(
        "und",
        "crime.The theme:gangs field_notes v2.5 3,5",
        expect!["crime | the | theme | gangs | field | notes | v2.5 | 3,5"],
    );
    check_surfaces("fr", "usager·ère·s professionnel.le.s", expect!["usager | ere | s | professionnel | le | s"]);
    check_surfaces("und", "cyber-harcèlement _souligné_ 🎉 — !", expect!["cyber | harcelement | souligne"]);
    check_surfaces("zh", "社区矫正与犯罪预防", expect!["社区 | 矫正 | 与 | 犯罪 | 预防"]);
    check_surfaces("ja", "国際協力機構は東京都で", expect!["国際 | 協力 | 機構 | は | 東京 | 都 | で"]);
    check_surfaces("th", "การป้องกันอาชญากรรม", expect!["การ | ป้องกัน | อาชญากรรม"]);
    check_surfaces("ko", "국제협력단은 범죄 A급", expect!["국제 | 제협 | 협력 | 력단 | 단은 | 범죄 | a | 급"]);
    check_surfaces("ko", "범죄", expect!["범죄"]);
    // Every Hindi word ends in a vowel sign here.
    check_surfaces("hi", "की में हिन्दी रोकथाम।", expect!["की | में | हिन्दी | रोकथाम"]);
    check_surfaces("en", "Côte d'Ivoire isn't O’Brien's", expect!["cote | ivoire | isn't | o'brien"]);
}

#[test]
fn a_word_of_any_length_makes_a_short_term() {
    let long = "a".repeat(100_000);
    for lang in Analysis::languages() {
        let found = tokens(lang, &long);
        assert!(found.iter().all(|token| token.stem.len() <= 120 && token.surface.len() <= 120), "{lang}");
    }
}

#[test]
fn norwegian_has_one_key() {
    let key = |tag: &str| Analysis::key(&Lang::parse(tag).unwrap()).to_owned();
    assert_eq!([key("nb"), key("nn-NO"), key("no"), key("iw"), key("pt-BR")], ["no", "no", "no", "he", "pt"]);
}

#[test]
fn question_words_and_articles_are_stop_words() {
    let stops = |lang: &str, word: &str| {
        let surface = tokens(lang, word)[0].surface.clone();
        ANALYSIS.analyzer(&tag(lang)).is_stop_word(&surface)
    };
    let listed = "en:who en:What en:how fr:qui fr:Comment fr:où es:quién es:cómo es:DÓNDE de:wie de:Wer pt:não it:perché \
                  ru:кто sv:varför el:πώς ar:كيف nb:hvordan";
    for pair in listed.split_whitespace() {
        let (lang, word) = pair.split_once(':').unwrap();
        assert!(stops(lang, word), "{pair}");
    }
    for pair in "en:gang fr:vol es:arma de:Gewalt und:the".split_whitespace() {
        let (lang, word) = pair.split_once(':').unwrap();
        assert!(!stops(lang, word), "{pair}");
    }
}

#[test]
fn a_vocabulary_folder_adds_words() {
    let text = "fr:\n  forms:\n    pandilla: [Pandillera, mareros]\n  apart:\n    gangs: [gang]\n  stop: [notamment]\nes: {stop: [etc]}\n";
    let (lists, warnings) = WordLists::parse_yaml(text);
    assert_eq!(warnings, []);
    let analysis = Analysis::new(&lists);
    let stem = |word: &str| tokens_by(&analysis, "fr", word)[0].stem.clone();
    assert_eq!(stem("pandillera"), stem("pandillas"));
    assert_eq!(stem("MAREROS"), stem("pandilla"));
    assert_eq!([stem("gang"), stem("gangs")], ["gangs", "gangs"]);
    assert!(analysis.analyzer(&Lang::parse("fr-CA").unwrap()).is_stop_word("notamment"));
    assert_ne!(analysis.fingerprint(), ANALYSIS.fingerprint());
    assert_eq!(Analysis::new(&WordLists::default()).fingerprint(), ANALYSIS.fingerprint());
}

/// What is kept apart meets nothing else, though the stemmer would bring it there.
#[test]
fn a_stem_that_is_kept_apart_is_met_by_no_other_word() {
    for (lang, apart, others) in [
        ("es", "mar", "Maré maras"),
        ("es", "café", "CAF caf"),
        ("fr", "bandes", "bandas"),
        ("es", "banda", "bandear bando"),
        ("en", "author", "authoring authority"),
    ] {
        let stem = |word: &str| tokens_by(&ANALYSIS, lang, word)[0].stem.clone();
        for other in others.split_whitespace() {
            assert_ne!(stem(apart), stem(other), "{lang}: {apart} and {other}");
        }
    }
}

#[test]
fn a_broken_word_list_is_told_and_the_rest_counts() {
    let text = "fr:\n  forms: {gang: [gangs de rue, bandes]}\n  synonyms: {a: [b]}\nfrench: {}\nes: [1]\nno: {stop: [no, og]}\n";
    let (lists, warnings) = WordLists::parse_yaml(text);
    let told: Vec<String> =
        warnings.iter().map(|warning| format!("{} {}", warning.line.unwrap_or(0), warning.problem)).collect();
    expect![[r#"
        [
            "5 es: no lists below it",
            "2 gang: “gangs de rue” is not one word",
            "3 fr: unknown list “synonyms”",
            "4 “french” is no language",
        ]
    "#]]
    .assert_debug_eq(&told);
    let analysis = Analysis::new(&lists);
    assert_eq!(tokens_by(&analysis, "fr", "bandes")[0].stem, tokens_by(&analysis, "fr", "gang")[0].stem);
    let (lists, warnings) = WordLists::parse_yaml("fr: [\n");
    assert_eq!((lists, warnings.len()), (WordLists::default(), 1));
    assert_eq!(WordLists::parse_yaml(""), (WordLists::default(), vec![]));
}

const FOLDED_FIRST: &[&str] = &["en", "fr", "es", "pt", "it", "ca", "de", "nl", "ro"];

/// Letters, marks and signs of every kind that an analyzer treats in its own way.
const SIGNS: &str = "[a-zA-ZàâçéèêëîïôùûœæñáíóúãõüöäßøłđıİIşğțșăА-Яа-яёЁйЙΑ-Ωα-ωάέήίόύώςأإآاةىيءؤئبتثجحخدذرزسشصضطظعغفقكلمنهوـًٌٍَُِّْ\
    אבגדהוְָֹकखगिीु्தமிழ்กขคาิ้ກຂກខ្មែរ中国社区犯罪日本カガギかがｶﾞ한국어범죄ᄒ\u{1161}\u{11ab}0-9٠-٩０-９ '’·.:_\u{2d}\u{ad}\u{200b}\u{200c}\u{200d}\u{2060}\u{300}\u{301}\u{307}\u{308}\u{327}\u{3099}ﷲﬁ½ⅷ🎉]{0,24}";

/// Words of one script each, with the marks that compose there.
const SCRIPTS: &str = "[a-zçéèñãüåøşİ\u{300}\u{301}\u{303}\u{307}\u{308}\u{327}'’.·]{1,8}|[а-яёйїЁЙ\u{301}\u{306}\u{308}]{1,8}\
    |[α-ωάέύώϊ\u{301}\u{308}]{1,8}|[أإآاؤئبتة\u{653}\u{654}\u{655}\u{64e}\u{651}]{1,8}|[कखगनरड़ी्\u{93c}]{1,8}\
    |[தமெொோ\u{bbe}்]{1,8}|[かがきぎカガはパ\u{3099}\u{309a}犯罪]{1,8}|[한국어범죄\u{1112}\u{1161}\u{11ab}]{1,8}|[กข][กขาิ้ำ0-9]{0,7}";

fn check_sound(lang: &str, text: &str) -> Result<(), TestCaseError> {
    let mut before = 0;
    for (position, token) in tokens(lang, text).into_iter().enumerate() {
        prop_assert!(token.start < token.end && token.end <= text.len(), "{lang} {token:?}");
        prop_assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end), "{lang} {token:?}");
        prop_assert!(lang == "ko" || token.start >= before, "{lang} {token:?} after {before}");
        prop_assert!(!token.stem.is_empty() && !token.surface.is_empty(), "{lang} {token:?}");
        prop_assert_eq!(token.position, position);
        before = if lang == "ko" { token.start } else { token.end };
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_in_any_language_is_sound(text in prop_oneof![any::<String>(), SIGNS]) {
        for lang in Analysis::languages().chain(["und"]) {
            check_sound(lang, &text)?;
        }
    }

    #[test]
    fn a_folded_word_has_the_same_stem(text in "[a-zA-ZàâçéèêëîïôùûÿœæñáíóúãõüöäßÀÉÈÇÑÃÕÜÖÄăâîşţșțŞŢÅåøò'’\u{301}\u{ad}]{1,14}") {
        for lang in FOLDED_FIRST {
            for token in tokens(lang, &text) {
                let again = tokens(lang, &token.surface);
                prop_assert_eq!(again.len(), 1, "{} {:?}", lang, &token);
                prop_assert_eq!((&again[0].surface, &again[0].stem), (&token.surface, &token.stem), "{}", lang);
            }
        }
    }

    #[test]
    fn composed_and_decomposed_texts_have_the_same_forms(words in prop::collection::vec(SCRIPTS, 0..5)) {
        let text = words.join(" ");
        let composed = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned();
        let decomposed = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned();
        let forms = |lang: &str, text: &str| -> Vec<(String, String)> {
            tokens(lang, text).into_iter().map(|token| (token.surface, token.stem)).collect()
        };
        for lang in Analysis::languages() {
            prop_assert_eq!(forms(lang, &composed), forms(lang, &decomposed), "{}", lang);
        }
    }
}
