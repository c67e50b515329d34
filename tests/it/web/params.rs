//! Addresses ⇄ searches.

use praxis::model::{FacetOrder, Filters, Matching, Query, Sort};
use praxis::web::params::{self, Notice};
use proptest::prelude::*;

fn any_value(_: &str, value: &str) -> Option<String> {
    Some(value.to_owned())
}

fn queries() -> impl Strategy<Value = Query> {
    let keys: Vec<&'static str> = params::facet_keys().collect();
    let values = prop::collection::vec((prop::sample::select(keys), "\\PC{1,12}|[&=+#%;/ ]{1,4}"), 0..6);
    let years = (prop::option::of(1..=9999_i32), prop::option::of(1..=9999_i32));
    let sort = prop::sample::select(Sort::ALL.to_vec());
    (any::<String>(), any::<(bool, bool)>(), values, years, sort, 1..5000_usize, 1..=100_usize).prop_map(
        |(text, (words, by_name), values, (from, to), sort, page, per_page)| {
            let mut filters = Filters::default();
            for (key, value) in values {
                filters.add(key, &value);
            }
            (filters.year_from, filters.year_to) = match (from, to) {
                (Some(from), Some(to)) => (Some(from.min(to)), Some(from.max(to))),
                other => other,
            };
            let matching = if words { Matching::Words } else { Matching::All };
            let facet_order = if by_name { FacetOrder::Name } else { FacetOrder::Usual };
            Query { text, matching, filters, sort, page, per_page, facet_order, reader: None }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(query in queries()) {
        let written = params::encode(&query);
        prop_assert_eq!(params::decode(&written, any_value), (query.clone(), Vec::new()));
        prop_assert_eq!(params::decode_strict(&written), Ok((query, false)));
    }

    #[test]
    fn anything_is_an_address(text in any::<String>(), keys in "((q|page|per_page|year_from|year_to|sort|match|theme)=[^&]{0,6}&){0,8}") {
        for address in [text, keys] {
            let (query, _) = params::decode(&address, any_value);
            prop_assert!((1..=Query::MAX_PER_PAGE).contains(&query.per_page) && query.page >= 1);
            prop_assert!(query.text.len() <= params::MAX_TEXT);
            // What was set right needs no setting right.
            prop_assert_eq!(params::decode(&params::encode(&query), any_value), (query, Vec::new()));
            let _either = params::decode_strict(&address);
        }
    }
}

#[test]
fn defaults_are_left_out_and_keys_have_an_order() {
    let mut query = Query { text: "gangs de rue".into(), ..Query::default() };
    assert_eq!(params::url("fr", &Query::default()), "/fr/search");
    assert_eq!(params::url("fr", &query), "/fr/search?q=gangs+de+rue");
    query.filters.add("kind", "report");
    query.filters.add("theme", "b");
    query.filters.add("theme", "a&b");
    query.filters.year_from = Some(2015);
    query.sort = Sort::Newest;
    query.page = 2;
    assert_eq!(
        params::encode(&query),
        "q=gangs+de+rue&theme=a%26b&theme=b&kind=report&year_from=2015&sort=newest&page=2"
    );
}

#[test]
fn pages_set_right_what_makes_no_sense() {
    let known = |key: &str, value: &str| (key == "theme" && value == "a").then(|| value.to_owned());
    let address = "page=0&per_page=1000&sort=best&match=x&year_from=2020&year_to=2010&theme=a&theme=z&nonsense=1&kind=";
    let (query, notices) = params::decode(address, known);
    assert_eq!((query.page, query.per_page, query.sort, query.matching), (1, 100, Sort::Relevance, Matching::All));
    assert_eq!((query.filters.year_from, query.filters.year_to), (Some(2010), Some(2020)));
    assert_eq!(
        notices,
        [
            Notice::Match("x".into()),
            Notice::Unknown("theme", "z".into()),
            Notice::YearsSwapped,
            Notice::Sort("best".into()),
            Notice::Page(1),
            Notice::PerPage(100),
        ]
    );
    let (query, notices) = params::decode("year_from=soon&page=99999999999999999999999", known);
    assert_eq!((query.page, query.filters.year_from), (1, None));
    assert_eq!(notices, [Notice::Year("soon".into()), Notice::Page(1)]);
}

#[test]
fn programs_are_told_what_is_malformed() {
    for (address, key) in [
        ("page=two", "page"),
        ("page=0", "page"),
        ("per_page=101", "per_page"),
        ("per_page=-1", "per_page"),
        ("year_from=20x", "year_from"),
        ("year_to=99999999999", "year_to"),
        ("sort=best", "sort"),
        ("match=some", "match"),
    ] {
        assert_eq!(params::decode_strict(address).unwrap_err().key, key, "{address}");
    }
    assert!(params::decode_strict("theme=unknown&colour=red&page=").is_ok());
}

#[test]
fn a_long_question_is_cut_between_characters() {
    let long = "é".repeat(params::MAX_TEXT);
    let address = params::encode(&Query { text: long, ..Query::default() });
    let (query, notices) = params::decode(&address, any_value);
    assert_eq!((query.text.len(), notices), (params::MAX_TEXT, vec![Notice::QueryCut]));
    assert!(params::decode_strict(&address).unwrap().1);
}
