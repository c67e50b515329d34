//! One result: what it is, where the question stands in it, and why it is there.

use super::{foreign, highlighted};
use crate::i18n::{self, Messages};
use crate::model::{Assigned, EvaluationLevel, Hit, Kind, Lang, PageNumber, Why};
use crate::web::labels::{Label, Labels};
use crate::web::links;
use crate::web::reader::Reader;
use maud::{Markup, html};

/// Values of one facet that a result shows.
const SHOWN: usize = 3;

/// Partners have long names.
const PARTNERS: usize = 2;

/// A result of a search.
pub(in crate::web) fn hit(reader: &Reader, hit: &Hit) -> Markup {
    let (lang, dir) = foreign(reader, &hit.lang);
    html! {
        article.hit data-id=(hit.id) {
            (kicker(reader, hit))
            h3 lang=[lang] dir=[dir] {
                a href=(links::document(reader.ui, &hit.id)) { (highlighted(&hit.title, &hit.title_highlights)) }
            }
            (origin(reader, hit))
            @if !hit.snippet.text.is_empty() {
                p.snippet lang=[lang] dir=[dir] { (highlighted(&hit.snippet.text, &hit.snippet.highlights)) }
            }
            @if let Some(page) = hit.page {
                p.where { a href=(links::page_of(reader.ui, &hit.id, page.number)) { (page_name(reader.ui, page)) } }
            }
            (why(reader, &hit.why))
            (themes(reader, &hit.themes))
            (translations(reader, hit))
        }
    }
}

/// `page 14`, `slide 3`
pub(in crate::web) fn page_name(ui: &Messages, page: PageNumber) -> String {
    let key = if page.slide { "document-slide" } else { "document-page" };
    ui.text_with(key, &[("number", (&page.number.to_string()).into())])
}

/// A result without the reasons for it: its title and the facts. `note` is set below the title.
pub(in crate::web) fn brief(reader: &Reader, hit: &Hit, note: Option<Markup>) -> Markup {
    let (lang, dir) = foreign(reader, &hit.lang);
    html! {
        article.hit.brief data-id=(hit.id) {
            (kicker(reader, hit))
            h3 lang=[lang] dir=[dir] { a href=(links::document(reader.ui, &hit.id)) { (hit.title) } }
            (origin(reader, hit))
            @if let Some(note) = note { p.note { (note) } }
        }
    }
}

/// The kind of a document, as a badge.
pub(in crate::web) fn badge(labels: Labels<'_>, kind: Kind) -> Markup {
    html! { span.badge data-kind=(kind.id()) { (labels.value("kind", kind.id())) } }
}

/// Kind, language and date.
fn kicker(reader: &Reader, hit: &Hit) -> Markup {
    html! {
        p.kicker {
            @if let Some(kind) = hit.kind { (badge(reader.labels(), kind)) " " }
            (language(reader, &hit.lang))
            @if let Some(when) = when(reader, hit) { " " span.when { (when) } }
        }
    }
}

/// The language of a document; told louder where it is not the interface's.
pub(in crate::web) fn language(reader: &Reader, lang: &Lang) -> Markup {
    let name = reader.labels().language(lang.as_str());
    html! {
        span.language.foreign[!reader.reads(lang)] { (reader.ui.text_with("hit-in-language", &[("language", (&name).into())])) }
    }
}

/// Countries, partners, and how far an evaluation is documented.
fn origin(reader: &Reader, hit: &Hit) -> Markup {
    let (ui, labels) = (reader.ui, reader.labels());
    let several = |key: &'static str, values: &[Assigned], most: usize| {
        let labels: Vec<Label> = values.iter().take(most).map(|value| labels.value(key, &value.id)).collect();
        (labels, values.len().saturating_sub(most))
    };
    let (countries, more_countries) = several("country", &hit.countries, SHOWN);
    let (partners, more_partners) = several("partner", &hit.partners, PARTNERS);
    html! {
        ul.origin {
            @if !countries.is_empty() { li.countries { (listed(reader, &countries, more_countries)) } }
            @if !partners.is_empty() { li.partners { (listed(reader, &partners, more_partners)) } }
            @if expects_evaluation(hit) {
                li.evaluation.undocumented[hit.evaluation == EvaluationLevel::Unknown] {
                    (rigour(hit.evaluation))
                    (ui.text_with("hit-evaluation", &[("level", (&labels.value("evaluation", hit.evaluation.id()).text).into())]))
                }
            }
        }
    }
}

/// How rigorous an evaluation is, as steps that are filled or not. Its name always stands beside it.
pub(in crate::web) fn rigour(level: EvaluationLevel) -> Markup {
    const STEP: u8 = 9;
    html! {
        @if let Some(reached) = level.rigour() {
            svg.rigour viewBox={ "0 0 " (STEP * EvaluationLevel::STEPS) " 10" } aria-hidden="true" {
                @for step in 0..EvaluationLevel::STEPS {
                    rect.reached[step < reached] x=(step * STEP + 1) y="2" width="7" height="7" rx="1.5" {}
                }
            }
            " "
        }
    }
}

/// Whether it says something that there is no evaluation: nobody expects one of a workshop or of news.
fn expects_evaluation(hit: &Hit) -> bool {
    let evaluated = !matches!(hit.evaluation, EvaluationLevel::None | EvaluationLevel::Unknown);
    evaluated || !matches!(hit.kind, Some(Kind::Workshop | Kind::Conference | Kind::News))
}

/// Names with commas between, and how many more there are.
fn listed(reader: &Reader, names: &[Label], rest: usize) -> Markup {
    html! {
        @for (position, name) in names.iter().enumerate() { @if position > 0 { ", " } (name) }
        @if rest > 0 { " " span.rest { (reader.ui.text_with("and-more", &[("count", rest.into())])) } }
    }
}

fn when(reader: &Reader, hit: &Hit) -> Option<String> {
    match (hit.years, &hit.date) {
        (Some((first, last)), _) if first != last => Some(i18n::years(reader.ui, (first, last))),
        (_, Some(date)) => Some(i18n::date(reader.ui, date)),
        (Some(years), None) => Some(i18n::years(reader.ui, years)),
        (None, None) => None,
    }
}

fn themes(reader: &Reader, themes: &[Assigned]) -> Markup {
    html! {
        @if !themes.is_empty() {
            ul.themes aria-label=(reader.ui.text("facet-theme")) {
                @for theme in themes.iter().take(SHOWN + 1) {
                    li { a href=(links::entry(reader.ui, "themes", &theme.id)) { (reader.labels().theme(&theme.id)) } }
                }
            }
        }
    }
}

fn why(reader: &Reader, reasons: &[Why]) -> Markup {
    html! {
        @if !reasons.is_empty() {
            p.why {
                span.label { (reader.ui.text("hit-why")) } " "
                @for (position, reason) in reasons.iter().enumerate() {
                    @if position > 0 { " · " }
                    (because(reader, reason))
                }
            }
        }
    }
}

/// One reason: a word in its language, or what the question named and by which words the document says it.
fn because(reader: &Reader, reason: &Why) -> Markup {
    let (ui, labels) = (reader.ui, reader.labels());
    let said = |key: &str, text: &String| ui.text_with(key, &[("text", text.into())]);
    let word = |key: &str, text: &String, lang: &Lang| {
        let (tag, dir) = foreign(reader, lang);
        html! {
            span lang=[tag] dir=[dir] { (said(key, text)) }
            @if tag.is_some() { " (" (labels.language(lang.as_str())) ")" }
        }
    };
    let named = |key: &str, text: &String, facet: &'static str, id: &str| {
        let label = labels.value(facet, id);
        html! {
            (said("why-word", text)) " (" (ui.text(key)) " "
            a href=(links::entry_of(ui, facet, id)) { (label) } ")"
        }
    };
    match reason {
        Why::Word { text, lang } => word("why-word", text, lang),
        Why::Prefix { text, lang } => word("why-prefix", text, lang),
        Why::Theme { text, concept } => named("why-theme", text, "theme", concept),
        Why::Partner { text, partner } => named("why-partner", text, "partner", partner),
        Why::Place { text, country } => named("why-place", text, "country", country),
        Why::Meaning { .. } => html! { (ui.text("why-meaning")) },
    }
}

fn translations(reader: &Reader, hit: &Hit) -> Markup {
    html! {
        @if !hit.translations.is_empty() {
            p.translations {
                span.label { (reader.ui.text("also-in")) } " "
                @for (position, other) in hit.translations.iter().enumerate() {
                    @if position > 0 { ", " }
                    a href=(links::document(reader.ui, &other.id)) hreflang=(other.lang) {
                        (reader.labels().language(other.lang.as_str()))
                    }
                }
            }
        }
    }
}
