//! The organisations that documents name, and each with its names, the parts it played, its figures and its documents.

use super::Chrome;
use super::entries::{self, About, counts};
use crate::model::Hit;
use crate::thesaurus::Partner;
use crate::web::App;
use crate::web::components::{self, Entry};
use crate::web::errors::Failure;
use crate::web::labels::Label;
use crate::web::reader::Reader;
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// What is counted on the page of a partner. Its co-partners come first: co-operation is what such a page is for.
const FIGURES: [&str; 6] = ["partner", "theme", "country", "year", "kind", "evaluation"];

/// `GET /{lang}/partners`
pub(super) async fn list(State(app): State<App>, reader: Reader) -> Result<Markup, Failure> {
    let counts = counts(&app, &reader, "partner").await?;
    Ok(list_view(&reader, &counts))
}

fn list_view(reader: &Reader, counts: &BTreeMap<String, u64>) -> Markup {
    let (ui, labels) = (reader.ui, reader.labels());
    let country = |id: &String| reader.world.thesaurus.partner(id).and_then(|partner| partner.country.clone());
    let entry = |(id, count): (&String, &u64)| Entry {
        id: id.clone(),
        label: labels.partner(id),
        note: country(id).map(|code| labels.value("country", &code)),
        count: *count,
    };
    let title = ui.text("partners-title");
    let main = html! {
        h1 { (title) }
        p.lead { (ui.text("partners-intro")) }
        (components::counted_list(reader, "partners", counts.iter().map(entry).collect()))
    };
    components::layout(&Chrome::new(reader, &title, "list-page"), &main)
}

/// `GET /{lang}/partners/{id}`
pub(super) async fn handler(
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    reader: Reader,
) -> Result<Markup, Failure> {
    let partner = reader.world.thesaurus.partner(&id).ok_or_else(Failure::not_found)?;
    let about = entries::about(&app, &reader, "partner", &id).await?;
    Ok(view(&Page { reader: &reader, partner, about: &about }))
}

struct Page<'a> {
    reader: &'a Reader,
    partner: &'a Partner,
    about: &'a About,
}

fn view(page: &Page<'_>) -> Markup {
    let (reader, partner, about) = (page.reader, page.partner, page.about);
    let label = reader.labels().partner(&partner.id);
    let main = html! {
        (entries::head(reader, "partner", &html! { (label) }, about.latest.total))
        (names(page, &label))
        div.entry {
            (components::figures(reader, ("partner", &partner.id), &about.within, &FIGURES))
            (components::about_entry(reader, "partner", &partner.id, &about.latest, |hit| role(page, hit)))
        }
    };
    components::layout(&Chrome::new(reader, &label.text, "entry-page"), &main)
}

/// What it is called and was called, what it is, where it is.
fn names(page: &Page<'_>, label: &Label) -> Markup {
    let (reader, ui, partner) = (page.reader, page.reader.ui, page.partner);
    let translated = partner.names.iter().filter(|(_, name)| **name != label.text).map(|(lang, name)| {
        let (tag, dir) = components::foreign(reader, lang);
        html! { span lang=[tag] dir=[dir] { (name) } }
    });
    let plain = |names: &[String]| -> Vec<Markup> {
        names.iter().filter(|name| **name != label.text).map(|name| html! { (name) }).collect()
    };
    let country: Vec<_> = partner.country.iter().map(|code| reader.labels().value("country", code)).collect();
    let website: Vec<Markup> = partner.homepage.iter().filter(|url| url.starts_with("https://")).map(website).collect();
    html! {
        dl.names {
            (components::field(&ui.text("partner-also-called"), &translated.collect::<Vec<_>>()))
            (components::field(&ui.text("partner-acronyms"), &plain(&partner.acronyms)))
            (components::field(&ui.text("partner-former"), &plain(&partner.former)))
            (components::field(&ui.text("partner-seat"), &country))
            (components::field(&ui.text("partner-website"), &website))
        }
    }
}

/// The part that the partner played in one document, as the document states it.
fn role(page: &Page<'_>, hit: &Hit) -> Option<Markup> {
    let assigned = hit.partners.iter().find(|partner| partner.id == page.partner.id)?;
    let role = assigned.role.as_ref()?;
    let (lang, dir) = components::foreign(page.reader, &hit.lang);
    Some(html! { (page.reader.ui.text("partner-role")) " " span lang=[lang] dir=[dir] { (role) } })
}

fn website(url: &String) -> Markup {
    html! { a href=(url) rel="noopener noreferrer" { (url) } }
}
