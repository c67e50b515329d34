//! The pages: one file each, with its handler, its `Page` of values and its view. A new page is a file, a line in
//! [`routes`] and, where it belongs into the navigation, a line in [`NAVIGATION`].

mod about;
mod countries;
mod document;
mod entries;
mod home;
mod partners;
mod search;
mod status;
mod themes;

use super::App;
use super::reader::Reader;
use crate::model::Lang;
use axum::Router;
use axum::routing::get;

/// The pages in the navigation: address below the language, key of the name.
pub(super) const NAVIGATION: [(&str, &str); 4] =
    [("search", "nav-search"), ("themes", "nav-themes"), ("countries", "nav-countries"), ("partners", "nav-partners")];

/// The pages at the foot.
pub(super) const MORE_NAVIGATION: [(&str, &str); 2] = [("about", "nav-about"), ("status", "nav-status")];

/// What the frame of a page needs to know.
pub(super) struct Chrome<'a> {
    pub(super) reader: &'a Reader,
    pub(super) title: &'a str,
    /// What kind of page it is, for the style sheet.
    pub(super) class: &'static str,
    /// What stands in the box at the head; none where the page has a box of its own.
    pub(super) typed: Option<&'a str>,
    /// Translations of what the page shows: language and address.
    pub(super) alternates: &'a [(Lang, String)],
    /// What programs that collect references read of the page: name and content.
    pub(super) described: &'a [(&'static str, String)],
}

impl<'a> Chrome<'a> {
    /// The frame of a page with an empty box at its head.
    pub(super) fn new(reader: &'a Reader, title: &'a str, class: &'static str) -> Chrome<'a> {
        Chrome { reader, title, class, typed: Some(""), alternates: &[], described: &[] }
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::choose_language))
        .route("/{lang}", get(home::add_slash))
        .route("/{lang}/", get(home::handler))
        .route("/{lang}/search", get(search::handler))
        .route("/{lang}/documents/{id}", get(document::handler))
        .route("/{lang}/themes", get(themes::list))
        .route("/{lang}/themes/{id}", get(themes::handler))
        .route("/{lang}/partners", get(partners::list))
        .route("/{lang}/partners/{id}", get(partners::handler))
        .route("/{lang}/countries", get(countries::list))
        .route("/{lang}/countries/{code}", get(countries::handler))
        .route("/{lang}/status", get(status::handler))
        .route("/{lang}/about", get(about::handler))
}
