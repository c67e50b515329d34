//! Judged queries → figures: nDCG@10 and recall@20 by language of the query, within it and across, and the traps.
//!
//! This room refuses to know files' formats on disk other than its own list of judgements, and HTML.

use crate::index::Snapshot;
use crate::model::{Hit, Lang, Query};
use crate::search::{self, Limits};
use anyhow::Context;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// How deep nDCG looks, and recall.
const NDCG_DEPTH: usize = 10;
const RECALL_DEPTH: usize = 20;

/// A list of judged queries and traps.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgements {
    #[serde(default, rename = "query")]
    pub queries: Vec<JudgedQuery>,
    #[serde(default, rename = "trap")]
    pub traps: Vec<Trap>,
}

/// A query as people type it, and which documents answer it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgedQuery {
    pub text: String,
    /// The language it is asked in, BCP 47.
    pub language: String,
    /// Document id → grade: 2 just what was looked for, 1 useful.
    pub answers: BTreeMap<String, u32>,
}

/// A query, a document that must not come, and one that must.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    pub text: String,
    #[serde(default)]
    pub never: Vec<String>,
    #[serde(default)]
    pub must: Vec<String>,
}

impl Judgements {
    /// Reads judgements in TOML: `[[query]]` with `text`, `language`, `answers`; `[[trap]]` with `text`, `never`, `must`.
    ///
    /// # Errors
    /// Says which line is wrong.
    pub fn parse(text: &str) -> anyhow::Result<Judgements> {
        toml::from_str(text).context("understanding the judged queries")
    }
}

/// Mean figures over some queries.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    pub queries: usize,
    pub ndcg: f64,
    pub recall: f64,
}

impl Figures {
    fn add(&mut self, ndcg: f64, recall: f64) {
        let before = self.queries as f64;
        self.queries += 1;
        self.ndcg = (self.ndcg * before + ndcg) / (before + 1.0);
        self.recall = (self.recall * before + recall) / (before + 1.0);
    }
}

impl Figures {
    /// The means over all queries of several groups.
    pub fn over(groups: &BTreeMap<String, Figures>) -> Figures {
        let queries = groups.values().map(|figures| figures.queries).sum();
        let mean = |figure: fn(&Figures) -> f64| {
            let sum: f64 = groups.values().map(|figures| figure(figures) * figures.queries as f64).sum();
            if queries > 0 { sum / queries as f64 } else { 0.0 }
        };
        Figures { queries, ndcg: mean(|figures| figures.ndcg), recall: mean(|figures| figures.recall) }
    }
}

/// The scores of a list of judgements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// By language of the query: all answers; only those that exist in it; only those that do not.
    pub all: BTreeMap<String, Figures>,
    pub same_language: BTreeMap<String, Figures>,
    pub across: BTreeMap<String, Figures>,
    /// In words, what the traps caught; one trap can catch several documents.
    pub caught: Vec<String>,
    pub traps: usize,
    /// Traps that caught nothing.
    pub held: usize,
    /// Ids that are judged and that the corpus does not have.
    pub missing: BTreeSet<String>,
}

/// Scores judged queries against a snapshot. `ask` shapes the query made of each text.
///
/// # Errors
/// Only when the index cannot be read.
pub fn score(
    judgements: &Judgements,
    snapshot: &Snapshot,
    ask: impl Fn(&JudgedQuery) -> Query,
) -> anyhow::Result<Report> {
    let mut report = Report { traps: judgements.traps.len(), ..Report::default() };
    for judged in &judgements.queries {
        let query = Query { per_page: Query::MAX_PER_PAGE, page: 1, ..ask(judged) };
        let hits = search::answer(&query, snapshot, &Limits::default())?.hits;
        let answers = answers(judged, snapshot, &mut report.missing)?;
        add(&mut report.all, judged, &hits, &answers, |_| true);
        add(&mut report.same_language, judged, &hits, &answers, |languages| languages.contains(&judged.language));
        add(&mut report.across, judged, &hits, &answers, |languages| !languages.contains(&judged.language));
    }
    for trap in &judgements.traps {
        let caught = spring(trap, snapshot, &ask)?;
        report.held += usize::from(caught.is_empty());
        report.caught.extend(caught);
    }
    Ok(report)
}

/// One practice that answers: its members' ids, its languages, its grade.
struct Answer {
    ids: BTreeSet<String>,
    languages: BTreeSet<String>,
    grade: u32,
}

fn answers(judged: &JudgedQuery, snapshot: &Snapshot, missing: &mut BTreeSet<String>) -> anyhow::Result<Vec<Answer>> {
    let mut answers: Vec<Answer> = Vec::new();
    for (id, &grade) in &judged.answers {
        let Some(document) = snapshot.document(&crate::model::DocumentId(id.clone()))? else {
            missing.insert(id.clone());
            continue;
        };
        let members = snapshot.group(document.group())?;
        if let Some(known) = answers.iter_mut().find(|answer| answer.ids.contains(id)) {
            known.grade = known.grade.max(grade);
            continue;
        }
        answers.push(Answer {
            ids: members.iter().map(|(id, ..)| id.0.clone()).collect(),
            languages: members.iter().map(|(_, lang, _)| lang.primary().to_owned()).collect(),
            grade,
        });
    }
    Ok(answers)
}

fn add(
    figures: &mut BTreeMap<String, Figures>,
    judged: &JudgedQuery,
    hits: &[Hit],
    answers: &[Answer],
    counts: impl Fn(&BTreeSet<String>) -> bool,
) {
    let wanted: Vec<&Answer> = answers.iter().filter(|answer| counts(&answer.languages) && answer.grade > 0).collect();
    if wanted.is_empty() {
        return;
    }
    let ranked = hits.iter().filter(|hit| counts(&languages(hit)));
    let gains: Vec<u32> = ranked.map(|hit| gain(hit, &wanted)).collect();
    let ideal = wanted.iter().map(|answer| answer.grade).collect();
    let found = gains.iter().take(RECALL_DEPTH).filter(|gain| **gain > 0).count();
    let recall = found as f64 / wanted.len() as f64;
    figures.entry(judged.language.clone()).or_default().add(ndcg(&gains, ideal), recall);
}

fn languages(hit: &Hit) -> BTreeSet<String> {
    let translations = hit.translations.iter().map(|translation| &translation.lang);
    translations.chain([&hit.lang]).map(|lang| lang.primary().to_owned()).collect()
}

fn gain(hit: &Hit, wanted: &[&Answer]) -> u32 {
    wanted.iter().find(|answer| answer.ids.contains(&hit.id.0)).map_or(0, |answer| answer.grade)
}

/// Normalised discounted cumulative gain at 10, with the grade as gain and log2(rank + 1) as discount
/// (Järvelin and Kekäläinen 2002, as trec_eval's ndcg_cut counts it).
pub fn ndcg(gains: &[u32], mut ideal: Vec<u32>) -> f64 {
    let sum = |gains: &[u32]| -> f64 {
        let ranked = gains.iter().take(NDCG_DEPTH).enumerate();
        ranked.map(|(rank, &gain)| f64::from(gain) / (rank as f64 + 2.0).log2()).sum()
    };
    ideal.sort_unstable_by(|a, b| b.cmp(a));
    let best = sum(&ideal);
    if best > 0.0 { sum(gains) / best } else { 0.0 }
}

/// What a trap catches, in words.
fn spring(trap: &Trap, snapshot: &Snapshot, ask: impl Fn(&JudgedQuery) -> Query) -> anyhow::Result<Vec<String>> {
    let asked = JudgedQuery { text: trap.text.clone(), language: String::new(), answers: BTreeMap::new() };
    let mut query = Query { per_page: Query::MAX_PER_PAGE, page: 1, ..ask(&asked) };
    let mut found = BTreeSet::new();
    loop {
        let results = search::answer(&query, snapshot, &Limits::default())?;
        for hit in &results.hits {
            found.insert(hit.id.0.clone());
            found.extend(hit.translations.iter().map(|translation| translation.id.0.clone()));
        }
        if query.page * query.per_page >= usize::try_from(results.total).unwrap_or(usize::MAX) {
            break;
        }
        query.page += 1;
    }
    let never = trap.never.iter().filter(|id| found.contains(*id));
    let must = trap.must.iter().filter(|id| !found.contains(*id));
    let mut caught: Vec<String> = never.map(|id| format!("“{}” finds {id}, which it must not", trap.text)).collect();
    caught.extend(must.map(|id| format!("“{}” does not find {id}, which it must", trap.text)));
    Ok(caught)
}

/// A judged query as a reader asks it who takes the first spelling that is offered, if any is.
///
/// # Errors
/// Only when the index cannot be read.
pub fn taking_the_spelling(judged: &JudgedQuery, snapshot: &Snapshot) -> anyhow::Result<Query> {
    let query = asked_in_its_language(judged);
    let offered = search::answer(&query, snapshot, &Limits::default())?.corrections.into_iter().next();
    Ok(match offered {
        Some(correction) => Query { text: correction.text, ..query },
        None => query,
    })
}

/// The reader's language for a judged query: its own.
pub fn asked_in_its_language(judged: &JudgedQuery) -> Query {
    Query { text: judged.text.clone(), reader: Lang::parse(&judged.language), ..Query::default() }
}

#[cfg(test)]
mod tests {
    use super::ndcg;

    #[test]
    fn ndcg_is_one_for_the_ideal_order_and_less_for_any_other() {
        assert!((ndcg(&[2, 1, 0], vec![1, 2]) - 1.0).abs() < 1e-9);
        // (1/log2(2) + 2/log2(3)) / (2/log2(2) + 1/log2(3))
        assert!((ndcg(&[1, 2], vec![2, 1]) - 0.859_72).abs() < 1e-4);
        assert!(ndcg(&[0; 20], vec![2]).abs() < 1e-9);
        assert!(ndcg(&[], Vec::new()).abs() < 1e-9);
    }
}
