//! How what is said of a document is known: stated by its author, or found in its text, and in which sentence.

use super::Page;
use crate::model::{Assigned, Basis};
use crate::web::components;
use maud::{Markup, html};

/// Every theme, country and partner with where it comes from.
pub(super) fn evidence(page: &Page<'_>) -> Markup {
    let (ui, document) = (page.reader.ui, page.document);
    let facets = [("theme", &document.themes), ("country", &document.countries), ("partner", &document.partners)];
    html! {
        @if facets.iter().any(|(_, values)| !values.is_empty()) {
            section.evidence #evidence aria-labelledby="evidence-title" {
                h2 #evidence-title { (ui.text("document-evidence")) }
                dl {
                    @for (key, assigned) in facets {
                        (components::field(&ui.text(&format!("facet-{key}")), &values(page, key, assigned)))
                    }
                }
            }
        }
    }
}

fn values(page: &Page<'_>, key: &str, assigned: &[Assigned]) -> Vec<Markup> {
    let (ui, labels) = (page.reader.ui, page.reader.labels());
    let (lang, dir) = components::foreign(page.reader, &page.document.lang);
    let value = |assigned: &Assigned| {
        html! {
            span.value { (labels.value(key, &assigned.id)) } " "
            @match &assigned.basis {
                Basis::Stated => span.basis { (ui.text("document-stated")) },
                Basis::Detected { sentence, text } => {
                    span.basis { (ui.text("document-detected-in")) } " "
                    q lang=[lang] dir=[dir] { (found(sentence, text)) }
                }
            }
        }
    };
    assigned.iter().map(value).collect()
}

/// A sentence with the label that was found in it marked.
fn found(sentence: &str, text: &str) -> Markup {
    let place = sentence.find(text).filter(|_| !text.is_empty()).map(|byte| {
        let start = sentence[..byte].chars().count();
        start..start + text.chars().count()
    });
    components::highlighted(sentence, place.as_slice())
}
