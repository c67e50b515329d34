//! Addresses ⇄ searches, in one place: every link to a search is made here, and every query string is read here.
//!
//! Reading is total for pages: what makes no sense is set right and a [`Notice`] says so. For programs a malformed
//! number is refused. Unknown keys are ignored by both. Reading what was written gives the same search back.

use crate::facets::FACETS;
use crate::model::{FacetOrder, Filters, Matching, Query, Sort, YEAR};
use form_urlencoded::Serializer;

/// The most bytes that are read of what was typed.
pub const MAX_TEXT: usize = 8 * 1024;

/// The years that a page accepts.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// The keys beside those of the facets.
const Q: &str = "q";
const MATCH: &str = "match";
const YEAR_FROM: &str = "year_from";
const YEAR_TO: &str = "year_to";
const SORT: &str = "sort";
const PAGE: &str = "page";
const PER_PAGE: &str = "per_page";
const FACETS_BY: &str = "facets";

/// The ids of the ways to match.
const MATCHINGS: [(&str, Matching); 2] = [("all", Matching::All), ("words", Matching::Words)];

/// The id of the order of facets' values that is not the usual one.
pub const FACETS_BY_NAME: &str = "name";

/// Something in an address that was set right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// What was typed is longer than [`MAX_TEXT`].
    QueryCut,
    Match(String),
    Year(String),
    YearsSwapped,
    Sort(String),
    /// The page that is shown instead.
    Page(usize),
    /// The number of results that is shown instead.
    PerPage(usize),
    /// A facet's key and a value that is none of it.
    Unknown(&'static str, String),
}

/// A parameter that a program must mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    pub key: &'static str,
    pub value: String,
    /// What it may be: `1–100`, `all, words`.
    pub allowed: String,
}

/// The id of a way to match.
pub fn matching_id(matching: Matching) -> &'static str {
    MATCHINGS.iter().find(|(_, known)| *known == matching).map_or("", |(id, _)| id)
}

/// The keys of the facets that are chosen by their values.
pub fn facet_keys() -> impl Iterator<Item = &'static str> {
    FACETS.iter().map(|facet| facet.key).filter(|key| *key != YEAR)
}

/// The address of a search in an interface language.
pub fn url(lang: &str, query: &Query) -> String {
    let parameters = encode(query);
    let mark = if parameters.is_empty() { "" } else { "?" };
    format!("/{lang}/search{mark}{parameters}")
}

/// Writes a search as a query string: keys in one order, defaults left out.
pub fn encode(query: &Query) -> String {
    let mut out = Serializer::new(String::new());
    if !query.text.is_empty() {
        out.append_pair(Q, &query.text);
    }
    if query.matching != Matching::default() {
        out.append_pair(MATCH, matching_id(query.matching));
    }
    for (key, value) in filters(&query.filters) {
        out.append_pair(key, &value);
    }
    if query.sort != Sort::default() {
        out.append_pair(SORT, query.sort.id());
    }
    for (key, value, usual) in [(PAGE, query.page, 1), (PER_PAGE, query.per_page, Query::PER_PAGE)] {
        if value != usual {
            out.append_pair(key, &value.to_string());
        }
    }
    if query.facet_order == FacetOrder::Name {
        out.append_pair(FACETS_BY, FACETS_BY_NAME);
    }
    out.finish()
}

/// What is chosen, as keys and values of a query string, in the order in which it is written.
pub fn filters(filters: &Filters) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    for key in facet_keys() {
        pairs.extend(filters.values.get(key).into_iter().flatten().map(|id| (key, id.clone())));
    }
    pairs.extend(filters.year_from.map(|year| (YEAR_FROM, year.to_string())));
    pairs.extend(filters.year_to.map(|year| (YEAR_TO, year.to_string())));
    pairs
}

/// Reads a query string for a page. `known` gives the right id for a value of a facet, or `None` where there is none.
pub fn decode(query_string: &str, known: impl Fn(&str, &str) -> Option<String>) -> (Query, Vec<Notice>) {
    let raw = Raw::read(query_string);
    let mut notices = Vec::new();
    let mut query = Query { facet_order: raw.facet_order(), text: raw.text, ..Query::default() };
    if raw.cut {
        notices.push(Notice::QueryCut);
    }
    if let Some(id) = raw.matching {
        match MATCHINGS.iter().find(|(known, _)| *known == id) {
            Some((_, matching)) => query.matching = *matching,
            None => notices.push(Notice::Match(id)),
        }
    }
    for (key, value) in raw.values {
        match known(key, &value) {
            Some(id) => query.filters.add(key, &id),
            None => notices.push(Notice::Unknown(key, value)),
        }
    }
    query.filters.year_from = lenient_year(raw.year_from, &mut notices);
    query.filters.year_to = lenient_year(raw.year_to, &mut notices);
    if let (Some(from), Some(to)) = (query.filters.year_from, query.filters.year_to)
        && from > to
    {
        (query.filters.year_from, query.filters.year_to) = (Some(to), Some(from));
        notices.push(Notice::YearsSwapped);
    }
    if let Some(id) = raw.sort {
        match Sort::from_id(&id) {
            Some(sort) => query.sort = sort,
            None => notices.push(Notice::Sort(id)),
        }
    }
    if let Some(page) = raw.page {
        query.page = page.trim().parse().unwrap_or(0).max(1);
        if page.trim() != query.page.to_string() {
            notices.push(Notice::Page(query.page));
        }
    }
    if let Some(per_page) = raw.per_page {
        query.per_page = per_page.trim().parse().map_or(Query::PER_PAGE, |n: usize| n.clamp(1, Query::MAX_PER_PAGE));
        if per_page.trim() != query.per_page.to_string() {
            notices.push(Notice::PerPage(query.per_page));
        }
    }
    (query, notices)
}

fn lenient_year(value: Option<String>, notices: &mut Vec<Notice>) -> Option<i32> {
    let value = value?;
    let year = value.trim().parse().ok().filter(|year| YEARS.contains(year));
    if year.is_none() {
        notices.push(Notice::Year(value));
    }
    year
}

/// Reads a query string for a program: the search, and whether what was typed had to be cut.
///
/// # Errors
/// The first parameter that is no number where one is asked for, or no id of a closed list.
pub fn decode_strict(query_string: &str) -> Result<(Query, bool), Malformed> {
    let raw = Raw::read(query_string);
    let mut query = Query { facet_order: raw.facet_order(), text: raw.text, ..Query::default() };
    for (key, value) in raw.values {
        query.filters.add(key, &value);
    }
    if let Some(value) = raw.matching {
        let found = MATCHINGS.iter().find(|(id, _)| *id == value);
        let allowed = || MATCHINGS.map(|(id, _)| id).join(", ");
        query.matching = found.ok_or_else(|| Malformed { key: MATCH, allowed: allowed(), value })?.1;
    }
    if let Some(value) = raw.sort {
        let allowed = || Sort::ALL.map(Sort::id).join(", ");
        query.sort = Sort::from_id(&value).ok_or_else(|| Malformed { key: SORT, allowed: allowed(), value })?;
    }
    let year_range = (i64::from(i32::MIN), i64::from(i32::MAX));
    let year = |number: i64| i32::try_from(number).expect("the range was checked");
    query.filters.year_from = strict_number(YEAR_FROM, raw.year_from, year_range)?.map(year);
    query.filters.year_to = strict_number(YEAR_TO, raw.year_to, year_range)?.map(year);
    let count = |number: i64| usize::try_from(number).expect("the range was checked");
    query.page = strict_number(PAGE, raw.page, (1, i64::from(u32::MAX)))?.map_or(1, count);
    let most = Query::MAX_PER_PAGE as i64;
    query.per_page = strict_number(PER_PAGE, raw.per_page, (1, most))?.map_or(Query::PER_PAGE, count);
    Ok((query, raw.cut))
}

fn strict_number(
    key: &'static str,
    value: Option<String>,
    (least, most): (i64, i64),
) -> Result<Option<i64>, Malformed> {
    let Some(value) = value else { return Ok(None) };
    match value.parse::<i64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(Some(number)),
        _ => Err(Malformed { key, value, allowed: format!("{least}–{most}") }),
    }
}

/// The value of one parameter of a query string, the first where it stands several times; `None` where it is empty.
pub fn parameter(query_string: &str, key: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query_string.as_bytes());
    pairs.find(|(name, value)| name == key && !value.is_empty()).map(|(_, value)| value.into_owned())
}

/// What was typed, no longer than is read of it.
pub fn typed(query_string: &str) -> String {
    let mut text = parameter(query_string, Q).unwrap_or_default();
    text.truncate(text.floor_char_boundary(MAX_TEXT));
    text
}

/// The parameters as they stand there. An empty one counts as not given, as forms send them.
#[derive(Default)]
struct Raw {
    text: String,
    cut: bool,
    matching: Option<String>,
    values: Vec<(&'static str, String)>,
    year_from: Option<String>,
    year_to: Option<String>,
    sort: Option<String>,
    page: Option<String>,
    per_page: Option<String>,
    facets_by: Option<String>,
}

impl Raw {
    fn read(query_string: &str) -> Raw {
        let mut raw = Raw::default();
        let mut text = None;
        for (key, value) in form_urlencoded::parse(query_string.as_bytes()) {
            if value.is_empty() {
                continue;
            }
            let slot = match key.as_ref() {
                Q => &mut text,
                MATCH => &mut raw.matching,
                YEAR_FROM => &mut raw.year_from,
                YEAR_TO => &mut raw.year_to,
                SORT => &mut raw.sort,
                PAGE => &mut raw.page,
                PER_PAGE => &mut raw.per_page,
                FACETS_BY => &mut raw.facets_by,
                key => {
                    raw.values.extend(facet_keys().find(|known| *known == key).map(|key| (key, value.into_owned())));
                    continue;
                }
            };
            slot.get_or_insert_with(|| value.into_owned());
        }
        raw.text = text.unwrap_or_default();
        raw.cut = raw.text.len() > MAX_TEXT;
        raw.text.truncate(raw.text.floor_char_boundary(MAX_TEXT));
        raw
    }

    fn facet_order(&self) -> FacetOrder {
        if self.facets_by.as_deref() == Some(FACETS_BY_NAME) { FacetOrder::Name } else { FacetOrder::Usual }
    }
}
