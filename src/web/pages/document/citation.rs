//! How to cite a document, for people and for programs that collect references.

use super::Page;
use crate::web::{components, links};
use maud::{Markup, html};

/// The reference in words, and as a file.
pub(super) fn citation(page: &Page<'_>) -> Markup {
    let (reader, ui, document) = (page.reader, page.reader.ui, page.document);
    let (lang, dir) = components::foreign(reader, &document.lang);
    let address = page.origin.absolute(&links::document(ui, &document.id));
    html! {
        section.citation aria-labelledby="citation" {
            h2 #citation { (ui.text("document-cite")) }
            p {
                @if !by(page).is_empty() { (by(page)) ". " }
                cite lang=[lang] dir=[dir] { (document.title) } ". "
                @if let Some(year) = year(page) { (year) ". " }
                (ui.text("site-name")) ". "
                span.address { (address) }
            }
            p { a href=(links::citation(ui, &document.id)) rel="nofollow" { (ui.text("document-cite-file")) } }
        }
    }
}

/// The names by which citation managers know the parts of a reference, with what this document has of them.
pub(super) fn metadata(page: &Page<'_>) -> Vec<(&'static str, String)> {
    let document = page.document;
    let mut described = vec![("citation_title", document.title.clone())];
    described.extend(document.stated.authors.iter().map(|author| ("citation_author", author.clone())));
    described.extend(document.stated.publisher.iter().map(|name| ("citation_publisher", name.clone())));
    described.extend(document.date.iter().map(|date| ("citation_publication_date", date.replace('-', "/"))));
    if !document.lang.is_undetermined() {
        described.push(("citation_language", document.lang.to_string()));
    }
    if !document.summary.is_empty() {
        described.push(("description", document.summary.clone()));
    }
    described
}

/// Who wrote it, else who published it.
fn by(page: &Page<'_>) -> String {
    let stated = &page.document.stated;
    match stated.authors.is_empty() {
        true => stated.publisher.clone().unwrap_or_default(),
        false => stated.authors.join(", "),
    }
}

fn year<'a>(page: &Page<'a>) -> Option<&'a str> {
    page.document.date.as_deref()?.split('-').next()
}
