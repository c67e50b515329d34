//! One document: what it is at a glance, its text, and how what is said of it is known.

mod citation;
mod evidence;
mod glance;

use super::Chrome;
use crate::i18n::{self, Messages};
use crate::model::{Document, DocumentId, Hit, Lang, LanguageBasis, Source, TranslationKind};
use crate::web::documents::{self, Lookup, Other};
use crate::web::errors::Failure;
use crate::web::reader::{Origin, Reader};
use crate::web::{App, components, links};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /{lang}/documents/{id}`
pub(super) async fn handler(
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    origin: Origin,
    reader: Reader,
) -> Result<Response, Failure> {
    let (world, lang, limits) = (Arc::clone(&reader.world), reader.ui.lang.clone(), app.site.limits);
    let read = move || match documents::find(&world, &DocumentId(id))? {
        Lookup::Here(found) => {
            let related = documents::related(&world, &found.document, &lang, &limits)?;
            Ok(Ok((found, related)))
        }
        Lookup::Elsewhere(elsewhere) => Ok(Err(elsewhere)),
    };
    let (found, related) = match app.searches.run(read).await? {
        Ok(found) => found,
        Err(elsewhere) => return elsewhere.answer(reader.ui, |id| links::document(reader.ui, id)),
    };
    let (document, others) = (&found.document, &found.others);
    Ok(view(&Page { reader: &reader, origin: &origin, document, others, related: &related }).into_response())
}

struct Page<'a> {
    reader: &'a Reader,
    origin: &'a Origin,
    document: &'a Document,
    /// The other members of its translation group.
    others: &'a [Other],
    related: &'a [Hit],
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, document) = (page.reader, page.document);
    let (lang, dir) = components::foreign(reader, &document.lang);
    let main = html! {
        article.document {
            header {
                (kicker(page))
                h1 lang=[lang] dir=[dir] { (document.title) }
                (tabs(page))
                @if reader.world.is_last_readable(document) {
                    p.notice { (reader.ui.text("document-last-readable")) }
                }
                @if !document.summary.is_empty() && !document.summary_detected {
                    p.lead lang=[lang] dir=[dir] { (document.summary) }
                }
            }
            (glance::glance(page))
            div.text {
                @if document.html.trim().is_empty() {
                    p { (reader.ui.text("document-empty")) }
                } @else {
                    div.body lang=[lang] dir=[dir] { (components::document_body(reader.ui, document)) }
                }
                (sources(page))
                (citation::citation(page))
                (evidence::evidence(page))
            }
        }
        (related(page))
    };
    let (alternates, described) = (alternates(page), citation::metadata(page));
    let chrome = Chrome {
        alternates: &alternates,
        described: &described,
        ..Chrome::new(reader, &document.title, "document-page")
    };
    components::layout(&chrome, &main)
}

/// Kind, date and language.
fn kicker(page: &Page<'_>) -> Markup {
    let (reader, document) = (page.reader, page.document);
    let basis = match document.language_basis {
        LanguageBasis::Stated => "language-basis-stated",
        LanguageBasis::Declared => "language-basis-declared",
        LanguageBasis::Detected => "language-basis-detected",
        LanguageBasis::Undetermined => "language-basis-undetermined",
    };
    html! {
        p.kicker {
            @if let Some(kind) = document.kind {
                a.quiet href=(links::having(reader.ui, "kind", kind.id())) { (components::badge(reader.labels(), kind)) } " "
            }
            span title=(reader.ui.text(basis)) { (components::language(reader, &document.lang)) }
            @if document.language_basis != LanguageBasis::Stated { " " span.basis { "(" (reader.ui.text(basis)) ")" } }
            @if let Some(date) = when(page) { " " span.when { (date) } }
        }
    }
}

fn when(page: &Page<'_>) -> Option<String> {
    let (ui, document) = (page.reader.ui, page.document);
    let span = document.years.filter(|(first, last)| first != last).map(|years| i18n::years(ui, years));
    span.or_else(|| document.date.as_ref().map(|date| i18n::date(ui, date)))
}

/// What a member of a translation group is: the original, or what kind of translation.
fn version(ui: &Messages, original: bool, translation: Option<TranslationKind>) -> String {
    ui.text(match translation {
        _ if original => "translation-original",
        Some(TranslationKind::Official) => "translation-official",
        Some(TranslationKind::Machine) => "translation-machine",
        Some(TranslationKind::Summary) => "translation-summary",
        None => "translation-unknown",
    })
}

/// The languages in which there is this document, this one among them, the original first.
fn tabs(page: &Page<'_>) -> Markup {
    let (ui, document) = (page.reader.ui, page.document);
    let own = (&document.id, &document.lang, document.title.as_str(), document.translation);
    let others = page.others.iter().map(|other| (&other.id, &other.lang, other.title.as_str(), other.translation));
    let mut members: Vec<_> = std::iter::once(own).chain(others).collect();
    members.sort_by_key(|(id, lang, ..)| (*id != document.group(), *lang, *id));
    html! {
        @if members.len() > 1 {
            nav.tabs aria-label=(ui.text("document-translations")) {
                ul {
                    @for (id, lang, title, translation) in members {
                        @let current = *id == document.id;
                        li {
                            a href=(links::document(ui, id)) hreflang=(lang) aria-current=[current.then_some("page")] title=(title) {
                                span.name { (page.reader.labels().language(lang.as_str())) } " "
                                span.version { (version(ui, id == document.group(), translation)) }
                            }
                        }
                    }
                }
            }
        } @else if document.translation.is_some() {
            p.note { (version(ui, false, document.translation)) }
        }
    }
}

/// Where the same document is to be read in other languages: in the interface of that language where there is one.
fn alternates(page: &Page<'_>) -> Vec<(Lang, String)> {
    let own = std::iter::once((&page.document.id, &page.document.lang));
    let members = own.chain(page.others.iter().map(|other| (&other.id, &other.lang)));
    let known = members.filter(|(_, lang)| !lang.is_undetermined());
    let address = |(id, lang): (&DocumentId, &Lang)| {
        (lang.clone(), links::document(Messages::get(lang.primary()).unwrap_or(page.reader.ui), id))
    };
    known.map(address).collect()
}

fn sources(page: &Page<'_>) -> Markup {
    let stated = &page.document.stated;
    html! {
        @if !stated.sources.is_empty() {
            section.sources aria-labelledby="sources" {
                h2 #sources { (page.reader.ui.text("document-sources")) }
                ol { @for known in &stated.sources { li { (source(known)) } } }
            }
        }
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

fn related(page: &Page<'_>) -> Markup {
    let ui = page.reader.ui;
    html! {
        @if !page.related.is_empty() {
            section.related aria-labelledby="related" {
                h2 #related { (ui.text("document-related")) }
                p.note { (ui.text("document-related-how")) }
                div.cards { @for hit in page.related { (components::brief(page.reader, hit, None)) } }
            }
        }
    }
}
