//! One result: what it is, where the question stands in it, and why it is there.

use super::{foreign, highlighted};
use crate::i18n;
use crate::model::{Assigned, EvaluationLevel, Hit, Why};
use crate::web::labels::Label;
use crate::web::links;
use crate::web::reader::Reader;
use maud::{Markup, html};

/// Values of one facet that a result shows.
const SHOWN: usize = 4;

/// A result of a search.
pub(in crate::web) fn hit(reader: &Reader, hit: &Hit) -> Markup {
    let (lang, dir) = foreign(reader, &hit.lang);
    let labels = reader.labels();
    html! {
        article.hit {
            h3 lang=[lang] dir=[dir] {
                a href=(links::document(reader.ui, &hit.id)) { (highlighted(&hit.title, &hit.title_highlights)) }
            }
            (facts(reader, hit))
            @if !hit.snippet.text.is_empty() {
                p.snippet lang=[lang] dir=[dir] { (highlighted(&hit.snippet.text, &hit.snippet.highlights)) }
            }
            @if !hit.themes.is_empty() {
                ul.inline.themes {
                    @for theme in hit.themes.iter().take(SHOWN) {
                        li { a href=(links::having(reader.ui, "theme", &theme.id)) { (labels.theme(&theme.id)) } }
                    }
                }
            }
            (why(reader, &hit.why))
            (translations(reader, hit))
        }
    }
}

/// A result without the reasons for it: its title and the facts.
pub(in crate::web) fn brief(reader: &Reader, hit: &Hit) -> Markup {
    let (lang, dir) = foreign(reader, &hit.lang);
    html! {
        article.hit {
            h3 lang=[lang] dir=[dir] { a href=(links::document(reader.ui, &hit.id)) { (hit.title) } }
            (facts(reader, hit))
        }
    }
}

/// Kind, date, countries, partners, language and evaluation, as far as they are known.
fn facts(reader: &Reader, hit: &Hit) -> Markup {
    let (ui, labels) = (reader.ui, reader.labels());
    let mut facts: Vec<Label> = Vec::new();
    let plain = |text: String| Label { text, lang: None };
    facts.extend(hit.kind.map(|kind| labels.value("kind", kind.id())));
    facts.extend(when(reader, hit).map(plain));
    let several = |key: &'static str, values: &[Assigned]| {
        let shown = values.iter().take(SHOWN).map(move |value| labels.value(key, &value.id));
        shown.collect::<Vec<_>>()
    };
    facts.extend(several("country", &hit.countries));
    facts.extend(several("partner", &hit.partners));
    if !reader.reads(&hit.lang) {
        facts.push(plain(
            ui.text_with("hit-in-language", &[("language", (&labels.language(hit.lang.as_str())).into())]),
        ));
    }
    if hit.evaluation != EvaluationLevel::Unknown {
        facts.push(labels.value("evaluation", hit.evaluation.id()));
    }
    html! { @if !facts.is_empty() { ul.inline.facts { @for fact in facts { li { (fact) } } } } }
}

fn when(reader: &Reader, hit: &Hit) -> Option<String> {
    match (hit.years, &hit.date) {
        (Some((first, last)), _) if first != last => Some(i18n::years(reader.ui, (first, last))),
        (_, Some(date)) => Some(i18n::date(reader.ui, date)),
        (Some(years), None) => Some(i18n::years(reader.ui, years)),
        (None, None) => None,
    }
}

fn why(reader: &Reader, reasons: &[Why]) -> Markup {
    html! {
        @if !reasons.is_empty() {
            p.why {
                (reader.ui.text("hit-why")) " "
                @for (position, reason) in reasons.iter().enumerate() {
                    @if position > 0 { " · " }
                    (because(reader, reason))
                }
            }
        }
    }
}

/// One reason, with the language of the word where it is not the interface's.
fn because(reader: &Reader, reason: &Why) -> Markup {
    let (key, text, lang) = match reason {
        Why::Word { text, lang } => ("why-word", text, Some(lang)),
        Why::Prefix { text, lang } => ("why-prefix", text, Some(lang)),
        Why::Theme { text, .. } => ("why-theme", text, None),
        Why::Partner { text, .. } => ("why-partner", text, None),
        Why::Place { text, .. } => ("why-place", text, None),
    };
    let other = lang.filter(|lang| !reader.reads(lang) && !lang.is_undetermined());
    html! {
        (reader.ui.text_with(key, &[("text", text.into())]))
        @if let Some(lang) = other { " (" (reader.labels().language(lang.as_str())) ")" }
    }
}

fn translations(reader: &Reader, hit: &Hit) -> Markup {
    html! {
        @if !hit.translations.is_empty() {
            p.translations {
                (reader.ui.text("also-in")) " "
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
