//! A page's matches → hits: the stored document, a passage, and why it is there.

use super::marks::{Marks, Wanted};
use super::matching::{Match, entry_key};
use super::plan::{Form, Plan};
use super::snippet;
use super::{Found, Translated};
use crate::analysis::Analysis;
use crate::index::Snapshot;
use crate::model::{DocumentId, Hit, Parts, TranslationLink, Why};
use crate::schema::{self, Outline};
use crate::semantic;
use crate::thesaurus::Entry;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use tantivy::{DocAddress, TantivyDocument};

/// The most reasons that one hit gives.
const MAX_REASONS: usize = 8;

/// Reads the documents of a page and says of each why it matches.
pub(super) fn hits(page: &[Match], query: &Found, snapshot: &Snapshot) -> anyhow::Result<Vec<Hit>> {
    let plan = &query.plan;
    let mut hits: Vec<Option<Hit>> = Vec::new();
    hits.resize_with(page.len(), || None);
    let mut wanted: HashMap<String, Wanted> = HashMap::new();
    let mut marks = Marks::new(snapshot);
    for place in in_order(page) {
        let found = &page[place];
        let stored: TantivyDocument = snapshot.searcher.doc(address(found))?;
        let Some(document) = Outline::from_index(&snapshot.fields, &stored) else { continue };
        let key = Analysis::key(&document.lang);
        if !wanted.contains_key(key) {
            wanted.insert(key.to_owned(), Wanted::new(plan, key));
        }
        let near = query.near.as_ref().and_then(|near| near.of(found));
        // Where meaning was not asked for, words are all of it.
        let words = if query.near.is_some() { found.words } else { found.score };
        let found = &Match { words, ..*found };
        hits[place] = Some(hit(document, (found, near), plan, &wanted, &mut marks, snapshot)?);
    }
    Ok(hits.into_iter().flatten().collect())
}

/// The documents of a page, whole, each with its translations.
pub(super) fn documents(page: &[Match], snapshot: &Snapshot) -> anyhow::Result<Vec<Translated>> {
    let mut documents = Vec::with_capacity(page.len());
    for place in in_order(page) {
        let stored: TantivyDocument = snapshot.searcher.doc(address(&page[place]))?;
        let Some(document) = schema::from_index(&snapshot.fields, &stored) else { continue };
        let translations = translations(&page[place], (&document.id, document.group()), snapshot)?;
        documents.push((place, (document, translations)));
    }
    documents.sort_unstable_by_key(|(place, _)| *place);
    Ok(documents.into_iter().map(|(_, found)| found).collect())
}

/// The places of a page in the order of the index, so that nothing is read twice.
fn in_order(page: &[Match]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_unstable_by_key(|&place| (page[place].segment, page[place].doc));
    order
}

/// The other members of a document's group.
fn translations(
    found: &Match,
    (id, group): (&DocumentId, &DocumentId),
    snapshot: &Snapshot,
) -> tantivy::Result<Vec<TranslationLink>> {
    if snapshot.group_members[found.group as usize] == 1 {
        return Ok(Vec::new());
    }
    let mut members = snapshot.translations(group)?;
    members.retain(|member| member.id != *id);
    Ok(members)
}

fn address(found: &Match) -> DocAddress {
    DocAddress::new(found.segment, found.doc)
}

fn hit(
    document: Outline,
    (found, near): (&Match, Option<(f32, u32)>),
    plan: &Plan,
    wanted: &HashMap<String, Wanted>,
    marks: &mut Marks<'_>,
    snapshot: &Snapshot,
) -> anyhow::Result<Hit> {
    let analyzer = snapshot.analysis.analyzer(&document.lang);
    let mut look = |wanted: &Wanted| -> tantivy::Result<_> {
        Ok((wanted.read(&document.title, analyzer), marks.places(address(found), &document, wanted, analyzer)?))
    };
    let mut wanted = Cow::Borrowed(&wanted[Analysis::key(&document.lang)]);
    let (mut in_title, mut places) = look(&wanted)?;
    let visible = in_title.iter().chain(&places).fold(0, |mask, place| mask | 1 << place.unit) & found.direct;
    let why_named = vocabulary(&document, found, visible, plan, snapshot);
    for (why, span) in &why_named {
        let (Why::Theme { text, .. } | Why::Partner { text, .. } | Why::Place { text, .. }) = why else { continue };
        wanted.to_mut().add_label(text, span.trailing_zeros() as usize, analyzer);
    }
    if !why_named.is_empty() {
        (in_title, places) = look(&wanted)?;
    }
    let title = in_title.iter().map(|place| place.range.clone());
    let title_highlights = snippet::in_characters(&document.title, title).collect();
    let mut why = words(&document, found.direct, plan, &in_title, &places);
    let named = why_named.iter().fold(visible, |mask, (_, span)| mask | span);
    why.extend(why_named.into_iter().map(|(why, _)| why));
    why.extend(elsewhere(&document, found.direct & plan.content() & !named, plan));
    why.truncate(MAX_REASONS);
    let nearest = near.filter(|_| found.by_meaning || why.is_empty());
    why.extend(nearest.map(|(similarity, _)| Why::Meaning { similarity }));
    let nearest = nearest.and_then(|(_, passage)| passage_of(&document, passage)).filter(|_| places.is_empty());
    let (snippet, page) = if let Some(passage) = nearest {
        let page = document.page_at(passage.start);
        (snippet::snippet(&document.text[passage], &[]), page)
    } else if places.is_empty() && !document.summary.is_empty() {
        (snippet::snippet(&document.summary, &wanted.read(&document.summary, analyzer)), None)
    } else {
        let page = snippet::first_shown(&document.text, &places).and_then(|place| document.page_at(place));
        (snippet::snippet(&document.text, &places), page)
    };
    Ok(Hit {
        translations: translations(found, (&document.id, document.group()), snapshot)?,
        id: document.id,
        path: document.path,
        title: document.title,
        title_highlights,
        kind: document.kind,
        lang: document.lang,
        date: document.date,
        years: document.years,
        score: found.score,
        parts: Parts { words: found.words, similarity: near.map(|(similarity, _)| similarity) },
        snippet,
        page,
        themes: document.themes,
        countries: document.countries,
        partners: document.partners,
        evaluation: document.evaluation,
        why,
    })
}

/// Where a passage of a document stands in its text; of one without text, nowhere.
fn passage_of(document: &Outline, passage: u32) -> Option<Range<usize>> {
    let passages = semantic::passages(&document.title, &document.text);
    passages.get(passage as usize).map(|passage| passage.range.clone()).filter(|range| !range.is_empty())
}

/// The words of the query as they stand in the document, one for each.
fn words(document: &Outline, direct: u64, plan: &Plan, title: &[snippet::Place], text: &[snippet::Place]) -> Vec<Why> {
    let mut reasons: Vec<(usize, Why)> = Vec::new();
    let in_title = title.iter().map(|place| (place, &document.title));
    for (place, of) in in_title.chain(text.iter().map(|place| (place, &document.text))) {
        // Labels of the vocabulary are marked as well and have reasons of their own.
        if direct & (1 << place.unit) == 0 || reasons.iter().any(|(unit, _)| *unit == place.unit) {
            continue;
        }
        let Some(unit) = plan.units.get(place.unit) else { continue };
        let (text, lang) = (of[place.range.clone()].to_owned(), document.lang.clone());
        let prefix = unit.realisations.iter().any(|realisation| matches!(realisation.form, Form::Prefix(_)));
        reasons.push((place.unit, if prefix { Why::Prefix { text, lang } } else { Why::Word { text, lang } }));
    }
    reasons.sort_by_key(|(unit, _)| *unit);
    reasons.into_iter().map(|(_, why)| why).collect()
}

/// The words of the query that stand neither in the title nor in the text but in what is stated beside them.
fn elsewhere<'a>(document: &'a Outline, mask: u64, plan: &'a Plan) -> impl Iterator<Item = Why> + 'a {
    let units = plan.units.iter().enumerate().filter(move |(index, _)| mask & (1 << index) != 0);
    units.map(|(_, unit)| Why::Word { text: unit.text.clone(), lang: document.lang.clone() })
}

/// What the query names that the document has or mentions, with the words of the query that name it. Words that are
/// visible in the document anyway need no such reason.
fn vocabulary(document: &Outline, found: &Match, visible: u64, plan: &Plan, snapshot: &Snapshot) -> Vec<(Why, u64)> {
    let mut reasons = Vec::new();
    for bridge in &plan.bridges {
        if visible & bridge.span == bridge.span || found.bridged & bridge.span == 0 {
            continue;
        }
        let (key, id) = entry_key(&bridge.entry);
        let entry = format!("{key}:{id}");
        let mention = document.mentions.iter().find(|mention| mention.entry == entry);
        let assigned = match &bridge.entry {
            Entry::Theme(id) => {
                document.themes.iter().any(|theme| theme.id == *id) || document.broader_themes.contains(id)
            }
            Entry::Partner(id) => document.partners.iter().any(|partner| partner.id == *id),
            Entry::Country(code) => document.countries.iter().any(|country| country.id == *code),
        };
        if mention.is_none() && !assigned {
            continue;
        }
        let text = match mention {
            Some(mention) => mention.text.clone(),
            None => snapshot.thesaurus.label(&bridge.entry, &document.lang).to_owned(),
        };
        let why = match &bridge.entry {
            Entry::Theme(id) => Why::Theme { text, concept: id.clone() },
            Entry::Partner(id) => Why::Partner { text, partner: id.clone() },
            Entry::Country(code) => Why::Place { text, country: code.clone() },
        };
        reasons.push((why, bridge.span));
    }
    reasons
}
