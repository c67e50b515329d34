//! `GET /api/v1/search`

use super::values::{Translation, Value, labelled};
use crate::i18n;
use crate::index::Snapshot;
use crate::model::{self, FacetCounts, Filters, Hit, Lang, Query, Results, SuggestionKind};
use crate::search;
use crate::web::errors::{ErrorAnswer, Failure};
use crate::web::labels::Labels;
use crate::web::params::{self, Malformed};
use crate::web::reader::Program;
use crate::web::{App, links};
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use utoipa::ToSchema;

/// The answer to a search.
#[derive(Serialize, ToSchema)]
pub(super) struct SearchAnswer {
    query: QueryEcho,
    /// Practices (translation groups) that match. Exact unless `cut`.
    total: u64,
    matched: MatchedBy,
    took_ms: f64,
    /// Differs whenever any answer could.
    generation: String,
    /// A deadline or a cap was reached: what is shown is not all.
    cut: bool,
    hits: Vec<HitAnswer>,
    facets: BTreeMap<&'static str, Vec<FacetValue>>,
    corrections: Vec<CorrectionAnswer>,
    suggestions: Vec<SuggestionAnswer>,
}

/// The search as it was understood.
#[derive(Serialize, ToSchema)]
struct QueryEcho {
    q: String,
    /// `all` or `words`
    #[serde(rename = "match")]
    matching: &'static str,
    filters: BTreeMap<String, BTreeSet<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year_from: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year_to: Option<i32>,
    sort: &'static str,
    page: usize,
    per_page: usize,
    /// What was given up because nothing had every word.
    #[serde(skip_serializing_if = "Option::is_none")]
    relaxed: Option<RelaxedAnswer>,
    /// What was typed was longer than is read: `q` is its beginning.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    shortened: bool,
}

#[derive(Serialize, ToSchema)]
struct RelaxedAnswer {
    /// Words that no document holds.
    absent: Vec<String>,
}

/// Results by their strongest reason; the three add up to the total.
#[derive(Serialize, ToSchema)]
struct MatchedBy {
    words: u64,
    vocabulary: u64,
    meaning: u64,
}

#[derive(Serialize, ToSchema)]
struct HitAnswer {
    id: String,
    /// Below the folder of documents.
    path: String,
    /// The page for people.
    url: String,
    title: String,
    kind: Option<&'static str>,
    language: String,
    translations: Vec<Translation>,
    /// ISO 8601, as precise as it is known.
    date: Option<String>,
    /// First and last year.
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<(i32, i32)>,
    score: f32,
    parts: PartsAnswer,
    snippet: SnippetAnswer,
    /// The page or slide, from 1, on which the snippet stands; left out where the document has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    themes: Vec<Value>,
    countries: Vec<Value>,
    partners: Vec<Value>,
    evaluation: &'static str,
    why: Vec<WhyAnswer>,
}

/// What the score is made of.
#[derive(Serialize, ToSchema)]
struct PartsAnswer {
    /// Of words and vocabulary.
    words: f32,
    /// The cosine of the query and the nearest passage.
    #[serde(skip_serializing_if = "Option::is_none")]
    similarity: Option<f32>,
}

#[derive(Serialize, ToSchema)]
struct SnippetAnswer {
    text: String,
    /// Ranges of Unicode scalar values in `text`: start, end (excluded); sorted, not overlapping.
    highlights: Vec<[usize; 2]>,
}

/// One reason why a hit is there.
#[derive(Serialize, ToSchema)]
#[serde(tag = "by", rename_all = "kebab-case")]
enum WhyAnswer {
    Word { text: String, language: String },
    Prefix { text: String, language: String },
    Theme { text: String, concept: String },
    Partner { text: String, partner: String },
    Place { text: String, country: String },
    Meaning { similarity: f32 },
}

#[derive(Serialize, ToSchema)]
struct FacetValue {
    id: String,
    label: String,
    /// Exactly as many results as choosing it leaves.
    count: u64,
    selected: bool,
    /// The theme above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    broader: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct CorrectionAnswer {
    text: String,
    total: u64,
}

/// A way out where little or nothing was found.
#[derive(Serialize, ToSchema)]
struct SuggestionAnswer {
    /// `theme`, `spelling`, `without-word`, `without-filter`
    kind: &'static str,
    /// What changes: the theme's label, the spelling, the word left out, the key of the filter.
    text: String,
    /// The theme's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    concept: Option<String>,
    query: QueryEcho,
    total: u64,
}

/// Searches. Values of one key mean OR, different keys AND. Labels follow `lang`, else `Accept-Language`.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    params(
        ("q" = Option<String>, Query, description = "what is looked for; empty: everything"),
        ("match" = Option<String>, Query, description = "all, or words: only the words typed"),
        ("theme" = Option<Vec<String>>, Query, description = "ids; likewise country, partner, kind, language, evaluation"),
        ("country" = Option<Vec<String>>, Query, description = "ISO 3166-1 alpha-2, or international"),
        ("partner" = Option<Vec<String>>, Query, description = "ids"),
        ("kind" = Option<Vec<String>>, Query, description = "practice, workshop, conference, report, news"),
        ("language" = Option<Vec<String>>, Query, description = "BCP 47, of the documents"),
        ("evaluation" = Option<Vec<String>>, Query, description = "ids"),
        ("year_from" = Option<i32>, Query, description = "the first year, included"),
        ("year_to" = Option<i32>, Query, description = "the last year, included"),
        ("sort" = Option<String>, Query, description = "relevance, newest, oldest, title"),
        ("page" = Option<u32>, Query, description = "from 1"),
        ("per_page" = Option<u32>, Query, description = "1 to 100; 20"),
        ("lang" = Option<String>, Query, description = "the language of labels"),
    ),
    responses(
        (status = 200, body = SearchAnswer),
        (status = 400, description = "a malformed parameter", body = ErrorAnswer),
        (status = 503, description = "too many searches at once", body = ErrorAnswer),
    )
)]
pub(super) async fn handler(State(app): State<App>, program: Program) -> Result<Json<SearchAnswer>, Failure> {
    let (mut query, shortened) =
        params::decode_strict(&program.parameters).map_err(|wrong| refused(&program, &wrong))?;
    query.reader = Some(program.ui.lang.clone());
    let (world, limits, asked) = (Arc::clone(&program.world), app.site.limits, query.clone());
    let (results, took) = app
        .searches
        .run(move || {
            let started = Instant::now();
            Ok((search::answer(&asked, &world, &limits)?, started.elapsed()))
        })
        .await?;
    let mut answer = answer(program.labels(), &program.world, &query, results, took);
    answer.query.shortened = shortened;
    Ok(Json(answer))
}

fn refused(program: &Program, wrong: &Malformed) -> Failure {
    Failure::bad_request(program.ui.text_with(
        "error-parameter",
        &[("key", wrong.key.into()), ("value", (&wrong.value).into()), ("allowed", (&wrong.allowed).into())],
    ))
}

/// The same answer for a program that asks by the command line. Labels are in the interface language nearest to `lang`.
///
/// # Errors
/// Only if a value cannot be written as JSON, which is a bug.
pub fn answer_as_json(
    query: &Query,
    results: &Results,
    snapshot: &Snapshot,
    lang: &Lang,
    took: Duration,
) -> anyhow::Result<String> {
    let labels = Labels { ui: i18n::negotiate(Some(lang.as_str())), thesaurus: &snapshot.thesaurus };
    Ok(serde_json::to_string_pretty(&answer(labels, snapshot, query, results.clone(), took))?)
}

fn answer(labels: Labels<'_>, world: &Snapshot, query: &Query, results: Results, took: Duration) -> SearchAnswer {
    let mut echo = echo(query, &query.text, &query.filters);
    echo.relaxed = results.relaxed.map(|relaxed| RelaxedAnswer { absent: relaxed.absent });
    let matched = results.matched;
    let suggestions = results.suggestions.iter().map(|suggestion| suggested(labels, query, suggestion)).collect();
    let corrections = results.corrections.into_iter();
    SearchAnswer {
        query: echo,
        total: results.total,
        matched: MatchedBy { words: matched.words, vocabulary: matched.vocabulary, meaning: matched.meaning },
        took_ms: took.as_secs_f64() * 1000.0,
        generation: world.generation.clone(),
        cut: results.cut,
        hits: results.hits.into_iter().map(|hit| hit_answer(labels, hit)).collect(),
        facets: results.facets.iter().map(|counts| (counts.key, facet(labels, counts))).collect(),
        corrections: corrections.map(|found| CorrectionAnswer { text: found.text, total: found.total }).collect(),
        suggestions,
    }
}

fn echo(query: &Query, text: &str, filters: &Filters) -> QueryEcho {
    QueryEcho {
        q: text.to_owned(),
        matching: params::matching_id(query.matching),
        filters: filters.values.clone(),
        year_from: filters.year_from,
        year_to: filters.year_to,
        sort: query.sort.id(),
        page: query.page,
        per_page: query.per_page,
        relaxed: None,
        shortened: false,
    }
}

fn suggested(labels: Labels<'_>, query: &Query, suggestion: &model::Suggestion) -> SuggestionAnswer {
    let kind = match suggestion.kind {
        SuggestionKind::Theme => "theme",
        SuggestionKind::Spelling => "spelling",
        SuggestionKind::WithoutWord => "without-word",
        SuggestionKind::WithoutFilter => "without-filter",
    };
    let is_theme = suggestion.kind == SuggestionKind::Theme;
    let text = if is_theme { labels.theme(&suggestion.text).text } else { suggestion.text.clone() };
    let concept = is_theme.then(|| suggestion.text.clone());
    let query = echo(&Query { page: 1, ..query.clone() }, &suggestion.query, &suggestion.filters);
    SuggestionAnswer { kind, text, concept, query, total: suggestion.total }
}

fn facet(labels: Labels<'_>, counts: &FacetCounts) -> Vec<FacetValue> {
    let broader = |id: &str| labels.thesaurus.concept(id).and_then(|concept| concept.broader.clone());
    let values = counts.values.iter().map(|value| FacetValue {
        id: value.id.to_string(),
        label: labels.value(counts.key, &value.id).text,
        count: value.count,
        selected: value.selected,
        broader: if counts.key == "theme" { broader(&value.id) } else { None },
    });
    values.collect()
}

fn hit_answer(labels: Labels<'_>, hit: Hit) -> HitAnswer {
    let highlights = hit.snippet.highlights.iter().map(|range| [range.start, range.end]).collect();
    let translations = hit.translations.iter().map(|other| Translation::new(&other.id, &other.lang, None)).collect();
    HitAnswer {
        url: links::document(labels.ui, &hit.id),
        themes: labelled(labels, "theme", &hit.themes),
        countries: labelled(labels, "country", &hit.countries),
        partners: labelled(labels, "partner", &hit.partners),
        why: hit.why.into_iter().map(why).collect(),
        snippet: SnippetAnswer { text: hit.snippet.text, highlights },
        page: hit.page.map(|page| page.number),
        id: hit.id.0,
        path: hit.path,
        title: hit.title,
        kind: hit.kind.map(model::Kind::id),
        language: hit.lang.to_string(),
        translations,
        date: hit.date,
        years: hit.years,
        score: hit.score,
        parts: PartsAnswer { words: hit.parts.words, similarity: hit.parts.similarity },
        evaluation: hit.evaluation.id(),
    }
}

fn why(reason: model::Why) -> WhyAnswer {
    match reason {
        model::Why::Word { text, lang } => WhyAnswer::Word { text, language: lang.to_string() },
        model::Why::Prefix { text, lang } => WhyAnswer::Prefix { text, language: lang.to_string() },
        model::Why::Theme { text, concept } => WhyAnswer::Theme { text, concept },
        model::Why::Partner { text, partner } => WhyAnswer::Partner { text, partner },
        model::Why::Place { text, country } => WhyAnswer::Place { text, country },
        model::Why::Meaning { similarity } => WhyAnswer::Meaning { similarity },
    }
}
