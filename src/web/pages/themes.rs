//! The vocabulary: all themes as a tree, and each with its names, its neighbours, its figures and its documents.

use super::Chrome;
use super::entries::{self, About, counts};
use crate::model::Lang;
use crate::thesaurus::{Concept, Texts};
use crate::web::errors::Failure;
use crate::web::labels::Label;
use crate::web::reader::Reader;
use crate::web::{App, components, links};
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted on the page of a theme.
const FIGURES: [&str; 5] = ["country", "partner", "year", "kind", "evaluation"];

/// Themes that often stand beside another one.
const RELATED: usize = 8;

/// `GET /{lang}/themes`
pub(super) async fn list(State(app): State<App>, reader: Reader) -> Result<Markup, Failure> {
    let counts = counts(&app, &reader, "theme").await?;
    Ok(list_view(&reader, &counts))
}

fn list_view(reader: &Reader, counts: &BTreeMap<String, u64>) -> Markup {
    let ui = reader.ui;
    let concepts = reader.world.thesaurus.concepts();
    let known: BTreeSet<&str> = concepts.iter().map(|concept| concept.id.as_str()).collect();
    let is_top = |broader: &Option<String>| broader.as_deref().is_none_or(|id| !known.contains(id));
    let tops = concepts.iter().filter(|concept| is_top(&concept.broader)).map(|concept| concept.id.as_str()).collect();
    let title = ui.text("themes-title");
    let main = html! {
        h1 { (title) }
        p.lead { (ui.text("themes-intro")) }
        @if concepts.is_empty() { p { (ui.text("list-empty")) } }
        input.find type="search" hidden autocomplete="off" aria-label=(ui.text("facet-find")) placeholder=(ui.text("facet-find"));
        (tree(reader, counts, tops, "tree"))
    };
    components::layout(&Chrome::new(reader, &title, "list-page"), &main)
}

/// Themes with those below them. Whoever browses wants to read: what no document has stays in the vocabulary.
fn tree(reader: &Reader, counts: &BTreeMap<String, u64>, mut ids: Vec<&str>, class: &str) -> Markup {
    ids.retain(|id| counts.get(*id).is_some_and(|count| *count > 0));
    html! {
        @if !ids.is_empty() {
            ul class=(class) {
                @for (id, label) in sorted(reader, ids) {
                    li {
                        a href=(links::entry(reader.ui, "themes", id)) { (label) }
                        " " span.count { (reader.ui.number(counts[id])) }
                        (tree(reader, counts, reader.world.thesaurus.children(id), "below"))
                    }
                }
            }
        }
    }
}

fn sorted<'a>(reader: &Reader, ids: Vec<&'a str>) -> Vec<(&'a str, Label)> {
    let labels = reader.labels();
    let mut named: Vec<_> = ids.into_iter().map(|id| (id, labels.theme(id))).collect();
    crate::i18n::sort_by_name(&reader.ui.lang, &mut named, |(_, label)| &label.text);
    named
}

/// `GET /{lang}/themes/{id}`
pub(super) async fn handler(
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    reader: Reader,
) -> Result<Markup, Failure> {
    let concept = reader.world.thesaurus.concept(&id).ok_or_else(Failure::not_found)?;
    let about = entries::about(&app, &reader, "theme", &id).await?;
    Ok(view(&Page { reader: &reader, concept, about: &about }))
}

struct Page<'a> {
    reader: &'a Reader,
    concept: &'a Concept,
    about: &'a About,
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, about, id) = (page.reader, page.about, page.concept.id.as_str());
    let label = reader.labels().theme(id);
    let main = html! {
        (entries::head(reader, "theme", &html! { (label) }, about.latest.total))
        (places(page))
        (names(page, &label))
        div.entry {
            (components::figures(reader, ("theme", id), &about.within, &FIGURES))
            div {
                (related(page))
                (components::about_entry(reader, "theme", id, &about.latest, |_| None))
            }
        }
    };
    components::layout(&Chrome::new(reader, &label.text, "entry-page"), &main)
}

/// Where the theme stands in the vocabulary.
fn places(page: &Page<'_>) -> Markup {
    let (reader, ui, thesaurus) = (page.reader, page.reader.ui, &page.reader.world.thesaurus);
    let counts = components::counts_of(&page.about.latest.facets, "theme");
    let linked = |named: Vec<(&str, Label)>| -> Vec<Markup> {
        let link = |(id, label): (&str, Label)| {
            let count = counts.get(id).copied().unwrap_or(0);
            html! {
                a.none[count == 0] href=(links::entry(ui, "themes", id)) { (label) } " " span.count { (ui.number(count)) }
            }
        };
        named.into_iter().map(link).collect()
    };
    let mut above: Vec<(&str, Label)> =
        thesaurus.ancestors(&page.concept.id).into_iter().map(|id| (id, reader.labels().theme(id))).collect();
    above.reverse();
    html! {
        dl.names {
            @if let Some(facet) = page.concept.facet {
                (components::field(&ui.text("theme-facet"), &[ui.text(&format!("concept-{}", facet.id()))]))
            }
            (components::field(&ui.text("theme-broader"), &linked(above)))
            (components::field(&ui.text("theme-narrower"), &linked(sorted(reader, thesaurus.children(&page.concept.id)))))
        }
    }
}

/// Other names, by language: the reader's first.
fn names(page: &Page<'_>, label: &Label) -> Markup {
    let (reader, concept) = (page.reader, page.concept);
    let mut languages: BTreeSet<(bool, &Lang)> = BTreeSet::new();
    languages.extend(concept.pref.keys().chain(concept.alt.keys()).map(|lang| (!reader.reads(lang), lang)));
    let others = |texts: &Texts, lang: &Lang| texts.get(lang).cloned().unwrap_or_default();
    let of = |lang: &Lang| -> Vec<String> {
        let all = concept.pref.get(lang).cloned().into_iter().chain(others(&concept.alt, lang));
        all.filter(|name| *name != label.text).collect()
    };
    html! {
        details.other-names {
            summary { (reader.ui.text("theme-also-called")) }
            dl.names {
                @for (_, lang) in languages {
                    @let (tag, dir) = components::foreign(reader, lang);
                    @let names: Vec<Markup> = of(lang).iter().map(|name| html! { span lang=[tag] dir=[dir] { (name) } }).collect();
                    (components::field(&reader.labels().language(lang.as_str()), &names))
                }
            }
        }
    }
}

/// The themes that its documents have beside it, those above and below it left out.
fn related(page: &Page<'_>) -> Markup {
    let (reader, ui, id) = (page.reader, page.reader.ui, page.concept.id.as_str());
    let thesaurus = &reader.world.thesaurus;
    let kin: BTreeSet<&str> = thesaurus.ancestors(id).into_iter().chain(thesaurus.narrower(id)).chain([id]).collect();
    let beside = page.about.within.iter().filter(|counts| counts.key == "theme").flat_map(|counts| &counts.values);
    // A broader theme says less than the narrower one that is there too.
    let leaf = |id: &str| thesaurus.children(id).is_empty();
    let beside: Vec<_> = beside.filter(|theme| leaf(&theme.id) && !kin.contains(&*theme.id)).take(RELATED).collect();
    html! {
        @if !beside.is_empty() {
            section.related aria-labelledby="related" {
                h2 #related { (ui.text("theme-related")) }
                ul.chips {
                    @for theme in beside {
                        li {
                            a.chip href=(links::entry(ui, "themes", &theme.id)) {
                                (reader.labels().theme(&theme.id)) " " span.count { (ui.number(theme.count)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
