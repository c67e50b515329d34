//! One document: its text, and what is known of it – stated and found in the text told apart.

use super::Chrome;
use crate::i18n;
use crate::model::{
    Assigned, Basis, Document, DocumentId, EvaluationLevel, Lang, LanguageBasis, Source, TranslationKind,
};
use crate::web::errors::Failure;
use crate::web::reader::Reader;
use crate::web::{App, components, documents, links};
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /{lang}/documents/{id}`
pub(super) async fn handler(
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    reader: Reader,
) -> Result<Markup, Failure> {
    let world = Arc::clone(&reader.world);
    let found = app.searches.run(move || documents::find(&world, &DocumentId(id))).await?;
    let (document, others) = found.ok_or_else(Failure::not_found)?;
    Ok(view(&Page { reader: &reader, document: &document, others: &others }))
}

struct Page<'a> {
    reader: &'a Reader,
    document: &'a Document,
    /// The other members of its translation group.
    others: &'a [(DocumentId, Lang, String)],
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, document) = (page.reader, page.document);
    let (lang, dir) = components::foreign(reader, &document.lang);
    let main = html! {
        article.document {
            h1 lang=[lang] dir=[dir] { (document.title) }
            (headline(page))
            (translations(page))
            @if !document.summary.is_empty() && !document.summary_detected {
                p.lead lang=[lang] dir=[dir] { (document.summary) }
            }
            @if document.html.trim().is_empty() {
                p { (reader.ui.text("document-empty")) }
            } @else {
                div.body lang=[lang] dir=[dir] { (components::document_body(document)) }
            }
            (about(page))
        }
    };
    components::layout(&Chrome { reader, title: &document.title }, &main)
}

/// Kind, date and language.
fn headline(page: &Page<'_>) -> Markup {
    let (ui, labels, document) = (page.reader.ui, page.reader.labels(), page.document);
    let basis = match document.language_basis {
        LanguageBasis::Stated => "language-basis-stated",
        LanguageBasis::Declared => "language-basis-declared",
        LanguageBasis::Detected => "language-basis-detected",
        LanguageBasis::Undetermined => "language-basis-undetermined",
    };
    let translation = document.translation.map(|kind| match kind {
        TranslationKind::Official => "translation-official",
        TranslationKind::Machine => "translation-machine",
        TranslationKind::Summary => "translation-summary",
    });
    html! {
        ul.inline.facts {
            @if let Some(kind) = document.kind {
                li { a href=(links::having(ui, "kind", kind.id())) { (labels.value("kind", kind.id())) } }
            }
            @if let Some(date) = when(page) { li { (date) } }
            li { (labels.language(document.lang.as_str())) " (" (ui.text(basis)) ")" }
            @if let Some(key) = translation { li { (ui.text(key)) } }
        }
    }
}

fn when(page: &Page<'_>) -> Option<String> {
    let (ui, document) = (page.reader.ui, page.document);
    let span = document.years.filter(|(first, last)| first != last).map(|years| i18n::years(ui, years));
    span.or_else(|| document.date.as_ref().map(|date| i18n::date(ui, date)))
}

fn translations(page: &Page<'_>) -> Markup {
    let ui = page.reader.ui;
    html! {
        @if !page.others.is_empty() {
            nav.translations aria-label=(ui.text("document-translations")) {
                (ui.text("also-in")) " "
                ul.inline {
                    @for (id, lang, title) in page.others {
                        @let (foreign, dir) = components::foreign(page.reader, lang);
                        li {
                            a href=(links::document(ui, id)) hreflang=(lang) {
                                (page.reader.labels().language(lang.as_str())) ": " span lang=[foreign] dir=[dir] { (title) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Everything that is known beside the text.
fn about(page: &Page<'_>) -> Markup {
    let (ui, stated) = (page.reader.ui, &page.document.stated);
    let (lang, dir) = components::foreign(page.reader, &page.document.lang);
    let as_written = |texts: &[String]| -> Vec<Markup> {
        texts.iter().map(|text| html! { span lang=[lang] dir=[dir] { (text) } }).collect()
    };
    let one = |text: &Option<String>| as_written(text.as_slice());
    html! {
        section.about aria-labelledby="about-document" {
            h2 #about-document { (ui.text("document-about")) }
            dl {
                (values(page, "theme", &page.document.themes))
                (values(page, "country", &page.document.countries))
                (values(page, "partner", &page.document.partners))
                (components::field(&ui.text("document-places"), &as_written(&stated.places)))
                (components::field(&ui.text("document-date"), &when(page).into_iter().collect::<Vec<_>>()))
                (components::field(&ui.text("document-event"), &one(&stated.event)))
                (components::field(&ui.text("document-target-group"), &one(&stated.target_group)))
                (components::field(&ui.text("document-setting"), &one(&stated.setting)))
                (evaluation(page))
                (components::field(&ui.text("document-cost"), &one(&stated.cost)))
                (components::field(&ui.text("document-authors"), &as_written(&stated.authors)))
                (components::field(&ui.text("document-publisher"), &one(&stated.publisher)))
                (components::field(&ui.text("document-rights"), &one(&stated.rights)))
                (components::field(&ui.text("document-contact"), &one(&stated.contact)))
                @let reviewed = stated.reviewed.as_ref().map(|date| i18n::date(ui, date));
                (components::field(&ui.text("document-reviewed"), reviewed.as_slice()))
                @let sources: Vec<Markup> = stated.sources.iter().map(source).collect();
                (components::field(&ui.text("document-sources"), &sources))
            }
        }
    }
}

/// The values of one facet, each with where it comes from.
fn values(page: &Page<'_>, key: &str, assigned: &[Assigned]) -> Markup {
    let (ui, labels) = (page.reader.ui, page.reader.labels());
    let (lang, dir) = components::foreign(page.reader, &page.document.lang);
    let value = |assigned: &Assigned| {
        html! {
            a href=(links::having(ui, key, &assigned.id)) { (labels.value(key, &assigned.id)) }
            @if let Some(role) = &assigned.role { " (" span lang=[lang] dir=[dir] { (role) } ")" }
            " "
            @match &assigned.basis {
                Basis::Stated => span.basis { (ui.text("document-stated")) },
                Basis::Detected { sentence, text } => {
                    span.basis { (ui.text("document-detected")) " " q lang=[lang] dir=[dir] { (found(sentence, text)) } }
                }
            }
        }
    };
    components::field(&ui.text(&format!("facet-{key}")), &assigned.iter().map(value).collect::<Vec<_>>())
}

/// A sentence with the label that was found in it marked.
fn found(sentence: &str, text: &str) -> Markup {
    let place = sentence.find(text).filter(|_| !text.is_empty()).map(|byte| {
        let start = sentence[..byte].chars().count();
        start..start + text.chars().count()
    });
    components::highlighted(sentence, place.as_slice())
}

fn evaluation(page: &Page<'_>) -> Markup {
    let (ui, document) = (page.reader.ui, page.document);
    let (lang, dir) = components::foreign(page.reader, &document.lang);
    let findings =
        document.stated.evaluation.as_ref().map(|evaluation| evaluation.findings.as_slice()).unwrap_or_default();
    let level = (document.evaluation != EvaluationLevel::Unknown || !findings.is_empty())
        .then(|| page.reader.labels().value("evaluation", document.evaluation.id()));
    let findings: Vec<Markup> = findings.iter().map(|text| html! { span lang=[lang] dir=[dir] { (text) } }).collect();
    html! {
        (components::field(&ui.text("document-evaluation"), level.as_slice()))
        (components::field(&ui.text("document-findings"), &findings))
    }
}

/// A source, with a link where its address is one of the web.
fn source(source: &Source) -> Markup {
    let web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    html! {
        @match source.url.as_ref().filter(web) {
            Some(url) => a href=(url) rel="noopener noreferrer nofollow" {
                @if source.title.is_empty() { (url) } @else { (source.title) }
            },
            None => { (source.title) @if let Some(url) = &source.url { " " (url) } },
        }
    }
}
