//! What a person in a hurry wants to know of a document. Where it is silent, that is said.

use super::{Page, when};
use crate::i18n;
use crate::model::{Assigned, Basis, EvaluationLevel};
use crate::web::{components, links};
use maud::{Markup, html};

/// The first things to know: what, where, who, when, for whom, how evaluated, at what cost, whom to ask.
pub(super) fn glance(page: &Page<'_>) -> Markup {
    let (ui, stated) = (page.reader.ui, &page.document.stated);
    let reviewed = stated.reviewed.as_ref().map(|date| html! { (i18n::date(ui, date)) });
    let mut wheres = values(page, "country", &page.document.countries);
    wheres.extend(written(page, &stated.places));
    html! {
        section.glance aria-labelledby="glance" {
            h2 #glance { (ui.text("document-about")) }
            dl {
                (asked(page, "document-what", values(page, "theme", &page.document.themes)))
                (asked(page, "document-where", wheres))
                (asked(page, "document-who", values(page, "partner", &page.document.partners)))
                (asked(page, "document-when", when(page).into_iter().map(|when| dated(page, &when)).collect()))
                (components::field(&ui.text("document-event"), &written(page, stated.event.as_slice())))
                (asked(page, "document-target-group", written(page, stated.target_group.as_slice())))
                (components::field(&ui.text("document-setting"), &written(page, stated.setting.as_slice())))
                (asked(page, "document-evaluation", evaluation(page)))
                (asked(page, "document-cost", written(page, stated.cost.as_slice())))
                (asked(page, "document-contact", written(page, stated.contact.as_slice())))
                (asked(page, "document-reviewed", reviewed.into_iter().collect()))
                (components::field(&ui.text("document-authors"), &written(page, &stated.authors)))
                (components::field(&ui.text("document-publisher"), &written(page, stated.publisher.as_slice())))
                (components::field(&ui.text("document-rights"), &written(page, stated.rights.as_slice())))
            }
        }
    }
}

/// A question that every document is asked.
fn asked(page: &Page<'_>, key: &str, answers: Vec<Markup>) -> Markup {
    let ui = page.reader.ui;
    let silent = || vec![html! { span.undocumented { (ui.text("not-documented")) } }];
    components::field(&ui.text(key), &if answers.is_empty() { silent() } else { answers })
}

/// Texts in the document's own language.
fn written(page: &Page<'_>, texts: &[String]) -> Vec<Markup> {
    let (lang, dir) = components::foreign(page.reader, &page.document.lang);
    texts.iter().map(|text| html! { span lang=[lang] dir=[dir] { (text) } }).collect()
}

/// The values of one facet; what was found in the text leads to the sentence.
fn values(page: &Page<'_>, key: &'static str, assigned: &[Assigned]) -> Vec<Markup> {
    let (ui, labels) = (page.reader.ui, page.reader.labels());
    let (lang, dir) = components::foreign(page.reader, &page.document.lang);
    let value = |assigned: &Assigned| {
        html! {
            a href=(links::entry_of(ui, key, &assigned.id)) { (labels.value(key, &assigned.id)) }
            @if let Some(role) = &assigned.role { span.role lang=[lang] dir=[dir] { (role) } }
            @if matches!(assigned.basis, Basis::Detected { .. }) {
                " " a.basis href="#evidence" { (ui.text("document-detected")) }
            }
        }
    };
    assigned.iter().map(value).collect()
}

/// A date; one that was found in the text leads to the sentence.
fn dated(page: &Page<'_>, when: &str) -> Markup {
    html! {
        (when)
        @if matches!(page.document.date_basis, Some(Basis::Detected { .. })) {
            " " a.basis href="#evidence" { (page.reader.ui.text("document-detected")) }
        }
    }
}

/// How far an evaluation is documented, and what it found; nothing where the document is silent.
fn evaluation(page: &Page<'_>) -> Vec<Markup> {
    let document = page.document;
    let stated = document.stated.evaluation.as_ref();
    let findings = stated.map(|evaluation| evaluation.findings.as_slice()).unwrap_or_default();
    let mut all = Vec::new();
    if document.evaluation != EvaluationLevel::Unknown {
        let level = page.reader.labels().value("evaluation", document.evaluation.id());
        all.push(html! { (components::rigour(document.evaluation)) strong { (level) } });
    }
    all.extend(written(page, findings));
    all
}
