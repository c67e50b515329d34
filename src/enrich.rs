//! From what was read of a file to a document: language, themes, countries, partners and dates, each with its evidence.
//!
//! What a person stated wins over everything; what is left out is found in the text. Pure: this room refuses to know
//! files, the index and the interface.

mod dates;
mod detect;
mod language;
mod mentioned_dates;
mod naming;
mod passages;
mod stated;
mod weigh;

use crate::analysis::Analysis;
use crate::model::{Basis, Document, DocumentId, Kind, Lang, LanguageBasis, Parsed, Problem, ProblemStatus, Warning};
use crate::thesaurus::Thesaurus;

/// What is needed to understand a document.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    pub thesaurus: &'a Thesaurus,
    pub analysis: &'a Analysis,
}

/// Understands what a format's reader read of the file at this path below the corpus folder. Never fails: what makes no
/// sense is left out and said in the document's problems.
pub fn enrich(path: &str, parsed: Parsed, knowledge: &Knowledge<'_>) -> Document {
    let detected = |text: &str| language::detect(text, knowledge.analysis);
    understand(path, None, parsed, knowledge, detected)
}

/// Understands a document once more, from what is kept of it, after the vocabulary changed. Its id stays, and so does
/// the language that was found out.
pub fn again(document: Document, knowledge: &Knowledge<'_>) -> Document {
    let detected = (document.language_basis == LanguageBasis::Detected).then_some(document.lang);
    // With a stated title the one in the text makes no difference.
    let title = document.stated.title.is_none().then_some(document.title);
    let parsed = Parsed {
        format: document.format,
        stated: document.stated,
        title,
        html: document.html,
        text: document.text,
        pages: document.pages,
        written: document.written,
        declared_language: document.declared_language,
        status: document.status,
        warnings: document.warnings,
    };
    understand(&document.path, Some(document.id), parsed, knowledge, |_| detected)
}

fn understand(
    path: &str,
    id: Option<DocumentId>,
    parsed: Parsed,
    knowledge: &Knowledge<'_>,
    detected: impl FnOnce(&str) -> Option<Lang>,
) -> Document {
    let Parsed { format, stated, title, html, text, pages, written, declared_language, warnings, status } = parsed;
    let mut found = Vec::new();
    let given = at(&mut found, stated.line("id"), |found| naming::id(stated.id.as_deref(), path, found));
    let declared = declared_language.as_deref();
    let (lang, language_basis) = at(&mut found, stated.line("language"), |found| {
        language::of(stated.language.as_deref(), declared, found, || detected(&text))
    });
    let title = filled(&stated.title).or_else(|| filled(&title)).unwrap_or_else(|| naming::title(path));
    let stated_summary = filled(&stated.summary);
    let said = stated_summary.as_deref().unwrap_or_default();
    let parts = detect::Parts { title: &title, summary: said, places: &stated.places, text: &text };
    let named = detect::find(&parts, &lang, knowledge);
    let themes = stated::themes(&stated, knowledge, &mut found).unwrap_or(named.themes);
    let countries = stated::countries(&stated, knowledge, &mut found).unwrap_or(named.countries);
    let partners = stated::partners(&stated, knowledge, &mut found).unwrap_or(named.partners);
    let summary_detected = stated_summary.is_none();
    let summary = stated_summary.or_else(|| passages::summary(&text)).unwrap_or_default();
    let stated_when = at(&mut found, stated.line("date"), |found| dates::span(stated.date.as_ref(), found));
    let (when, date_basis) = match stated_when.date {
        Some(_) => (stated_when, Some(Basis::Stated)),
        None => dated(&title, &text, path, &lang, written.as_deref()),
    };
    at(&mut found, stated.line("reviewed"), |found| dates::check("reviewed", stated.reviewed.as_deref(), found));
    let kind = at(&mut found, stated.line("kind"), |found| stated::kind(&stated, found));
    let level = stated.line("evaluation.level").or(stated.line("evaluation"));
    let evaluation = at(&mut found, level, |found| stated::evaluation(&stated, found));
    let translation = at(&mut found, stated.line("translation"), |found| stated::translation(&stated, found));

    Document {
        id: id.unwrap_or(given),
        path: path.to_owned(),
        format,
        lang,
        language_basis,
        title,
        summary_detected: summary_detected && !summary.is_empty(),
        summary,
        kind: kind.or_else(|| folder_kind(path).filter(|_| stated.kind.is_none())),
        broader_themes: broader(&themes, knowledge.thesaurus),
        themes,
        countries,
        partners,
        mentions: named.mentions,
        years: when.years,
        date: when.date,
        date_basis,
        evaluation,
        translation_of: stated.translation_of.as_deref().map(naming::slug).filter(|id| !id.is_empty()).map(DocumentId),
        translation,
        draft: stated.draft,
        problems: problems(path, status, &warnings, found),
        status,
        warnings,
        pages,
        written,
        declared_language,
        stated,
        html,
        text,
    }
}

/// When what a text tells took place, where nobody stated it. A date in its title or first paragraph says it better than
/// the day on which the file was written, and that better than a year by itself.
fn dated(title: &str, text: &str, path: &str, lang: &Lang, written: Option<&str>) -> (dates::When, Option<Basis>) {
    let mentioned = |found: mentioned_dates::Mentioned| (found.moment.when(), Some(found.basis));
    if let Some(found) = mentioned_dates::precise(title, text, lang) {
        return mentioned(found);
    }
    if let Some(moment) = written.and_then(dates::Moment::parse) {
        return (moment.when(), Some(Basis::Declared));
    }
    mentioned_dates::year(title, text, path).map_or_else(Default::default, mentioned)
}

/// What a person should look at. Where the file could not be read whole, the first warning says so.
fn problems(path: &str, status: ProblemStatus, read: &[Warning], found: Vec<Warning>) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        read.iter().cloned().chain(found).map(|warning| Problem::indexed(path, warning)).collect();
    if let Some(first) = problems.first_mut() {
        first.status = status;
    }
    problems
}

/// Does something of which the warnings are about this line.
fn at<T>(found: &mut Vec<Warning>, line: Option<u32>, what: impl FnOnce(&mut Vec<Warning>) -> T) -> T {
    let before = found.len();
    let value = what(found);
    for warning in &mut found[before..] {
        warning.line = warning.line.or(line);
    }
    value
}

/// A text that says something.
fn filled(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The kind that the top folder is named after: `workshops/2021/gangs.md` is a workshop unless it says otherwise.
fn folder_kind(path: &str) -> Option<Kind> {
    let (folder, _) = path.split_once('/')?;
    let folder = folder.to_lowercase();
    Kind::from_id(&folder).or_else(|| Kind::from_id(folder.strip_suffix('s')?))
}

/// The concepts above the themes that are not among them.
fn broader(themes: &[crate::model::Assigned], thesaurus: &Thesaurus) -> Vec<String> {
    let mut broader: Vec<String> = Vec::new();
    for id in themes.iter().flat_map(|theme| thesaurus.ancestors(&theme.id)) {
        if !themes.iter().any(|theme| theme.id == id) && !broader.iter().any(|known| known == id) {
            broader.push(id.to_owned());
        }
    }
    broader
}
