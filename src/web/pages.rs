//! The pages: one file each, with its handler, its `Page` of values and its view. A new page is a file, a line in
//! [`routes`] and, where it belongs into the navigation, a line in [`NAVIGATION`].

mod about;
mod countries;
mod document;
mod home;
mod partners;
mod search;
mod status;
mod themes;

use super::App;
use super::reader::Reader;
use axum::Router;
use axum::routing::get;

/// The pages in the navigation: address below the language, key of the name.
pub(super) const NAVIGATION: [(&str, &str); 6] = [
    ("search", "nav-search"),
    ("themes", "nav-themes"),
    ("countries", "nav-countries"),
    ("partners", "nav-partners"),
    ("status", "nav-status"),
    ("about", "nav-about"),
];

/// What the frame of a page needs to know.
pub(super) struct Chrome<'a> {
    pub(super) reader: &'a Reader,
    pub(super) title: &'a str,
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
