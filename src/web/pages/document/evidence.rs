//! How what is said of a document is known: stated by its author, or found in its text, and in which sentence.

use super::Page;
use crate::i18n;
use crate::model::{Assigned, Basis};
use crate::web::components;
use maud::{Markup, html};

/// Every theme, country and partner and the date, with where it comes from.
pub(super) fn evidence(page: &Page<'_>) -> Markup {
    let (ui, document) = (page.reader.ui, page.document);
    let facets = [("theme", &document.themes), ("country", &document.countries), ("partner", &document.partners)];
    html! {
        @if document.date.is_some() || facets.iter().any(|(_, values)| !values.is_empty()) {
            section.evidence #evidence aria-labelledby="evidence-title" {
                h2 #evidence-title { (ui.text("document-evidence")) }
                dl {
                    @for (key, assigned) in facets {
                        (components::field(&ui.text(&format!("facet-{key}")), &values(page, key, assigned)))
                    }
                    (components::field(&ui.text("document-date"), date(page).as_slice()))
                }
            }
        }
    }
}

fn values(page: &Page<'_>, key: &str, assigned: &[Assigned]) -> Vec<Markup> {
    let labels = page.reader.labels();
    let value = |assigned: &Assigned| {
        html! { span.value { (labels.value(key, &assigned.id)) } " " (known(page, &assigned.basis)) }
    };
    assigned.iter().map(value).collect()
}

fn date(page: &Page<'_>) -> Option<Markup> {
    let (date, basis) = (page.document.date.as_ref()?, page.document.date_basis.as_ref()?);
    Some(html! { span.value { (i18n::date(page.reader.ui, date)) } " " (known(page, basis)) })
}

fn known(page: &Page<'_>, basis: &Basis) -> Markup {
    let ui = page.reader.ui;
    let (lang, dir) = components::foreign(page.reader, &page.document.lang);
    html! {
        @match basis {
            Basis::Stated => span.basis { (ui.text("document-stated")) },
            Basis::Declared => span.basis { (ui.text("document-declared")) },
            Basis::Detected { sentence, text } => {
                span.basis { (ui.text("document-detected-in")) } " "
                q lang=[lang] dir=[dir] { (found(sentence, text)) }
            }
        }
    }
}

/// A sentence with the label that was found in it marked.
fn found(sentence: &str, text: &str) -> Markup {
    let place = sentence.find(text).filter(|_| !text.is_empty()).map(|byte| {
        let start = sentence[..byte].chars().count();
        start..start + text.chars().count()
    });
    components::highlighted(sentence, place.as_slice())
}
