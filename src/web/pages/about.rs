//! What this site is and what it promises.

use super::Chrome;
use crate::model::EvaluationLevel;
use crate::web::components;
use crate::web::reader::Reader;
use maud::{Markup, html};

/// `GET /{lang}/about`
pub(super) async fn handler(reader: Reader) -> Markup {
    view(&reader)
}

/// Heading and text of each part.
const PARTS: [(&str, &str); 5] = [
    ("about-what-title", "about-what"),
    ("about-languages-title", "about-languages"),
    ("about-evidence-title", "about-evidence"),
    ("about-privacy-title", "about-privacy"),
    ("about-access-title", "about-access"),
];

fn view(reader: &Reader) -> Markup {
    let ui = reader.ui;
    let title = ui.text("about-title");
    let main = html! {
        div.prose {
            h1 { (title) }
            p.lead { (ui.text("site-tagline")) }
            @for (heading, text) in PARTS { h2 { (ui.text(heading)) } p { (ui.text(text)) } }
            h2 { (ui.text("about-rigour-title")) }
            p { (ui.text("about-rigour")) }
            ul.steps {
                @for level in EvaluationLevel::ALL {
                    @if level.rigour().is_some() {
                        li { (components::rigour(level)) (reader.labels().value("evaluation", level.id())) }
                    }
                }
            }
            // Shown by the script, which has this one key of its own.
            p #shortcut hidden { label.toggle { input type="checkbox" checked; span { (ui.text("about-shortcut")) } } }
            h2 { (ui.text("about-how-title")) }
            dl.syntax {
                @for (example, key) in [
                    ("\"…\"", "about-how-phrase"),
                    ("…*", "about-how-prefix"),
                    ("-…", "about-how-without"),
                ] { div.field { dt { code { (example) } } dd { (ui.text(key)) } } }
            }
            h2 { (ui.text("about-api-title")) }
            p { (ui.text("about-api")) " " a href="/api/v1/openapi.json" { code { "/api/v1/openapi.json" } } }
        }
    };
    components::layout(&Chrome::new(reader, &title, "about-page"), &main)
}
