//! Totals and facet counts against a count by brute force, over random corpora, queries and filters.

use crate::library::{Library, thesaurus};
use praxis::analysis::Analysis;
use praxis::enrich::{self, Knowledge};
use praxis::facets::FACETS;
use praxis::index::Meaning;
use praxis::model::{DateSpan, Filters, Lang, Parsed, Query, Stated, YEAR};
use praxis::semantic::{DIMENSIONS, Queries, Vectors, passages};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Words that no stemmer touches.
const WORDS: &[&str] = &["qx11", "qx12", "qx13", "qx14", "qx15", "qx16"];

/// A tree of three levels, a sibling, and another root; each named by one word.
const THEMES: &str = "
- {id: root, facet: problem, pref: {en: qxroot}}
- {id: mid, broader: root, facet: problem, pref: {en: qxmid}}
- {id: leaf, broader: mid, facet: problem, pref: {en: qxleaf}}
- {id: side, broader: root, facet: problem, pref: {en: qxside}}
- {id: other, facet: approach, pref: {en: qxother}}
";
const THEME_IDS: &[&str] = &["root", "mid", "leaf", "side", "other"];
const PARTNERS: &str = "
- {id: ngo, names: {en: Qxngo Foundation}}
- {id: city, names: {en: Qxcity Council}}
";

fn ancestors(theme: &str) -> &'static [&'static str] {
    match theme {
        "leaf" => &["mid", "root"],
        "mid" | "side" => &["root"],
        _ => &[],
    }
}

/// A document as the brute-force count sees it.
#[derive(Clone, Debug)]
struct Spec {
    words: Vec<usize>,
    lang: usize,
    themes: Vec<usize>,
    countries: Vec<usize>,
    partners: Vec<usize>,
    kind: usize,
    years: Option<(i32, i32)>,
    evaluation: usize,
    /// The place of the original among the documents, where that is none itself a translation.
    original: Option<usize>,
    draft: bool,
}

const LANGS: &[&str] = &["en", "fr", "es", "sw"];
const COUNTRIES: &[&str] = &["CA", "FR", "CO"];
const PARTNER_IDS: &[&str] = &["ngo", "city"];
const KINDS: &[&str] = &["practice", "workshop", "report"];
const LEVELS: &[&str] = &["none", "randomised", "unknown"];

fn spec() -> impl Strategy<Value = Spec> {
    let some = |most: usize, of: usize| proptest::collection::vec(0..of, 0..=most);
    (
        (proptest::collection::vec(0..WORDS.len(), 1..6), 0..LANGS.len(), some(2, THEME_IDS.len())),
        (some(2, COUNTRIES.len()), some(2, PARTNER_IDS.len()), 0..KINDS.len()),
        proptest::option::of((2000..2006, 0..4)),
        (0..LEVELS.len(), proptest::option::of(0..40_usize), proptest::bool::weighted(0.05)),
    )
        .prop_map(|((words, lang, themes), (countries, partners, kind), years, (evaluation, original, draft))| {
            Spec {
                words,
                lang,
                themes,
                countries,
                partners,
                kind,
                years: years.map(|(start, length)| (start, start + length)),
                evaluation,
                original,
                draft,
            }
        })
}

/// A search as it is generated: words, a word that names a theme, an exclusion, a phrase, and filters.
#[derive(Clone, Debug)]
struct Asked {
    words: Vec<usize>,
    theme: Option<usize>,
    excluded: Option<usize>,
    phrase: Option<(usize, usize)>,
    filters: Vec<(usize, usize)>,
    years: Option<(i32, i32)>,
    /// The direction in which its meaning lies, where it is known.
    meaning: Option<usize>,
}

fn asked() -> impl Strategy<Value = Asked> {
    (
        proptest::collection::vec(0..WORDS.len(), 0..=2),
        proptest::option::weighted(0.3, 0..THEME_IDS.len()),
        proptest::option::weighted(0.2, 0..WORDS.len()),
        proptest::option::weighted(0.2, (0..WORDS.len(), 0..WORDS.len())),
        proptest::collection::vec((0..FACETS.len(), 0..6_usize), 0..4),
        proptest::option::weighted(0.3, (1999..2010, 0..5)),
        proptest::option::of(0..DIRECTIONS),
    )
        .prop_map(|(words, theme, excluded, phrase, filters, years, meaning)| Asked {
            words,
            theme,
            excluded,
            phrase,
            filters,
            years: years.map(|(from, length)| (from, from + length)),
            meaning,
        })
}

fn values(spec: &Spec, facet: &str) -> BTreeSet<String> {
    let of = |places: &[usize], names: &[&str]| places.iter().map(|&place| names[place].to_owned()).collect();
    match facet {
        "theme" => {
            let mut themes: BTreeSet<String> = of(&spec.themes, THEME_IDS);
            for &theme in &spec.themes {
                themes.extend(ancestors(THEME_IDS[theme]).iter().map(|id| (*id).to_owned()));
            }
            themes
        }
        "country" => of(&spec.countries, COUNTRIES),
        "partner" => of(&spec.partners, PARTNER_IDS),
        "kind" => of(&[spec.kind], KINDS),
        "language" => of(&[spec.lang], LANGS),
        "year" => spec.years.map(|(from, to)| (from..=to).map(|year| year.to_string()).collect()).unwrap_or_default(),
        "evaluation" => of(&[spec.evaluation], LEVELS),
        _ => BTreeSet::new(),
    }
}

/// The facets that this count knows how to read off a [`Spec`]; one that is added later has no values here.
fn known_facets() -> impl Iterator<Item = &'static praxis::facets::Facet> {
    const KNOWN: &[&str] = &["theme", "country", "partner", "kind", "language", "year", "evaluation"];
    let known: Vec<_> = FACETS.iter().filter(|facet| KNOWN.contains(&facet.key)).collect();
    assert_eq!(known.len(), KNOWN.len(), "a facet of this test is gone");
    known.into_iter()
}

fn possible(facet: &str, place: usize) -> String {
    let list: &[&str] = match facet {
        "theme" => THEME_IDS,
        "country" => COUNTRIES,
        "partner" => PARTNER_IDS,
        "kind" => KINDS,
        "language" => LANGS,
        "year" => &["2000", "2001", "2003", "2005", "2007"],
        _ => LEVELS,
    };
    list[place % list.len()].to_owned()
}

fn matches(spec: &Spec, asked: &Asked) -> bool {
    let has = |word: &usize| spec.words.contains(word);
    let names = |theme: usize| values(spec, "theme").contains(THEME_IDS[theme]);
    let phrase = |(first, second)| spec.words.windows(2).any(|pair| pair == [first, second]);
    !spec.draft
        && asked.words.iter().all(has)
        && asked.theme.is_none_or(names)
        && asked.phrase.is_none_or(phrase)
        && !asked.excluded.as_ref().is_some_and(has)
}

/// Directions of meaning that queries have; a document has one of these, or one more that no query has.
const DIRECTIONS: usize = 5;

fn direction(spec: &Spec) -> usize {
    spec.words[0] % (DIRECTIONS + 1)
}

fn towards(direction: usize) -> [f32; DIMENSIONS] {
    let mut vector = [0.0; DIMENSIONS];
    vector[direction] = 1.0;
    vector
}

/// Whether a document lies near the query's meaning, where that is asked for: not by one short word, and not where
/// quotation marks or a minus say that words are meant.
fn is_near(spec: &Spec, asked: &Asked) -> bool {
    let short = asked.words.len() == 1 && asked.theme.is_none();
    let plain =
        asked.phrase.is_none() && asked.excluded.is_none() && (!asked.words.is_empty() || asked.theme.is_some());
    !spec.draft && plain && !short && asked.meaning == Some(direction(spec))
}

fn passes(spec: &Spec, filters: &Filters, but: Option<&str>) -> bool {
    let keys: BTreeSet<&str> = filters.values.keys().map(String::as_str).collect();
    let chosen = keys.iter().filter(|key| Some(**key) != but).all(|key| {
        let own = values(spec, key);
        // For years both the range and the choice hold for one and the same year.
        own.iter().any(|value| filters.values[*key].contains(value) && (*key != YEAR || in_range(value, filters)))
    });
    let ranged = but == Some(YEAR)
        || (filters.year_from.is_none() && filters.year_to.is_none())
        || values(spec, YEAR).iter().any(|year| in_range(year, filters));
    chosen && ranged
}

fn in_range(year: &str, filters: &Filters) -> bool {
    let year: i32 = year.parse().expect("a year");
    filters.year_from.is_none_or(|from| from <= year) && filters.year_to.is_none_or(|to| year <= to)
}

fn group(specs: &[Spec], place: usize) -> usize {
    let original = specs[place].original.filter(|&original| original < specs.len() && original != place);
    original.filter(|&original| specs[original].original.is_none()).unwrap_or(place)
}

/// By facet: value → number of groups.
fn brute_force(
    specs: &[Spec],
    asked: &Asked,
    filters: &Filters,
    matches: fn(&Spec, &Asked) -> bool,
) -> (u64, BTreeMap<String, BTreeMap<String, u64>>) {
    let count = |but: Option<&str>, facet: Option<&str>| {
        let mut groups: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (place, spec) in specs.iter().enumerate() {
            if matches(spec, asked) && passes(spec, filters, but) {
                let values = facet.map_or_else(|| BTreeSet::from([String::new()]), |facet| values(spec, facet));
                for value in values {
                    groups.entry(value).or_default().insert(group(specs, place));
                }
            }
        }
        groups.into_iter().map(|(value, groups)| (value, groups.len() as u64)).collect::<BTreeMap<_, _>>()
    };
    let total = count(None, None).get("").copied().unwrap_or_default();
    (total, known_facets().map(|facet| (facet.key.to_owned(), count(Some(facet.key), Some(facet.key)))).collect())
}

fn library(specs: &[Spec], queries: &Arc<Queries>) -> Library {
    let analysis = Arc::new(Analysis::built_in());
    let thesaurus = Arc::new(thesaurus(THEMES, PARTNERS, &analysis));
    let knowledge = Knowledge { thesaurus: &thesaurus, analysis: &analysis };
    let names = |places: &[usize], names: &[&str]| Some(places.iter().map(|&place| names[place].to_owned()).collect());
    let documents = specs.iter().enumerate().map(|(place, spec)| {
        let text: Vec<&str> = spec.words.iter().map(|&word| WORDS[word]).collect();
        let group = group(specs, place);
        let stated = Stated {
            id: Some(format!("d{place}")),
            title: Some("Untitled".to_owned()),
            language: Some(LANGS[spec.lang].to_owned()),
            kind: Some(KINDS[spec.kind].to_owned()),
            themes: names(&spec.themes, THEME_IDS),
            countries: names(&spec.countries, COUNTRIES),
            partners: Some(
                spec.partners
                    .iter()
                    .map(|&place| praxis::model::StatedPartner { name: PARTNER_IDS[place].to_owned(), role: None })
                    .collect(),
            ),
            date: spec.years.map(|(from, to)| DateSpan { start: Some(from.to_string()), end: Some(to.to_string()) }),
            evaluation: Some(praxis::model::Evaluation {
                level: Some(LEVELS[spec.evaluation].to_owned()),
                findings: Vec::new(),
            }),
            translation_of: (group != place).then(|| format!("d{group}")),
            draft: spec.draft,
            ..Stated::default()
        };
        let parsed = Parsed { stated, text: text.join(" "), ..Parsed::default() };
        enrich::enrich(&format!("d{place}.md"), parsed, &knowledge)
    });
    let documents: Vec<_> = documents.collect();
    let mut vectors = Vectors::in_memory();
    for (document, spec) in documents.iter().zip(specs) {
        for passage in passages(&document.title, &document.text) {
            vectors.add(passage.key(), &towards(direction(spec)));
        }
    }
    let mut meaning = Meaning::made(vectors, Arc::clone(queries));
    Library::with_meaning(&documents, &analysis, &thesaurus, Some(&mut meaning))
}

fn query(asked: &Asked) -> Query {
    let mut text: Vec<String> = asked.words.iter().map(|&word| WORDS[word].to_owned()).collect();
    text.extend(asked.theme.map(|theme| format!("qx{}", THEME_IDS[theme])));
    text.extend(asked.phrase.map(|(first, second)| format!("\"{} {}\"", WORDS[first], WORDS[second])));
    text.extend(asked.excluded.map(|word| format!("-{}", WORDS[word])));
    let mut filters = Filters::default();
    let known: Vec<_> = known_facets().collect();
    for &(facet, place) in &asked.filters {
        let key = known[facet % known.len()].key;
        filters.add(key, &possible(key, place));
    }
    if let Some((from, to)) = asked.years {
        (filters.year_from, filters.year_to) = (Some(from), Some(to));
    }
    Query { text: text.join(" "), filters, per_page: 7, ..Query::default() }
}

fn check(specs: &[Spec], library: &Library, queries: &Queries, asked: &Asked) -> Result<(), TestCaseError> {
    let query = query(asked);
    queries.remember(&query.text, asked.meaning.map_or([0.0; DIMENSIONS], towards));
    let results = library.ask(&query);
    let (total, facets) =
        brute_force(specs, asked, &query.filters, |spec, asked| matches(spec, asked) || is_near(spec, asked));
    if results.relaxed.is_some() {
        let (unfiltered, _) = brute_force(specs, asked, &Filters::default(), matches);
        prop_assert_eq!(unfiltered, 0, "relaxed although something matches: {}", query.text);
        return Ok(());
    }
    prop_assert_eq!(results.total, total, "total of {:?}", query);
    prop_assert_eq!(results.matched.words + results.matched.vocabulary + results.matched.meaning, total);
    for facet in known_facets() {
        let found = results.facets.iter().find(|found| found.key == facet.key);
        let values = found.map(|found| found.values.as_slice()).unwrap_or_default().iter();
        let counted: BTreeMap<String, u64> =
            values.filter(|value| value.count > 0).map(|value| (value.id.to_string(), value.count)).collect();
        prop_assert_eq!(&counted, &facets[facet.key], "facet {} of {:?}", facet.key, &query);
    }
    // Paging to the end shows each practice once, and who reads changes no number.
    let mut shown = BTreeSet::new();
    let pages = usize::try_from(total).expect("a small corpus").div_ceil(query.per_page);
    for page in 1..=pages {
        let reader = Lang::parse(LANGS[page % LANGS.len()]);
        let results = library.ask(&Query { page, reader, ..query.clone() });
        prop_assert_eq!(results.total, total);
        for hit in results.hits {
            let place: usize = hit.id.0[1..].parse().expect("an id of this test");
            prop_assert!(shown.insert(group(specs, place)), "shown twice: {}", hit.id);
        }
    }
    prop_assert_eq!(shown.len() as u64, total);
    Ok(())
}

proptest! {
    // 50 corpora with 50 states each.
    #![proptest_config(ProptestConfig { cases: 50, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_and_facets_are_those_of_a_brute_force_count(
        specs in proptest::collection::vec(spec(), 1..40),
        states in proptest::collection::vec(asked(), 50),
    ) {
        let queries = Arc::new(Queries::remembered());
        let library = library(&specs, &queries);
        for asked in &states {
            check(&specs, &library, &queries, asked)?;
        }
    }
}
