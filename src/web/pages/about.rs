//! What this site is and what it promises.

use super::Chrome;
use crate::web::components;
use crate::web::reader::Reader;
use maud::{Markup, html};

/// `GET /{lang}/about`
pub(super) async fn handler(reader: Reader) -> Markup {
    view(&reader)
}

fn view(reader: &Reader) -> Markup {
    let ui = reader.ui;
    let title = ui.text("about-title");
    let main = html! {
        h1 { (title) }
        p.lead { (ui.text("site-tagline")) }
        @for key in ["about-what", "about-languages", "about-evidence", "about-privacy"] { p { (ui.text(key)) } }
        p { (ui.text("about-api")) " " a href="/api/v1/openapi.json" { code { "/api/v1/openapi.json" } } }
    };
    components::layout(&Chrome { reader, title: &title }, &main)
}
