//! Who asks, and which world they see: taken once at the beginning of a request and never looked at again.

use super::App;
use super::errors::Failure;
use super::labels::{Labels, known_value};
use super::params::{self, Notice};
use crate::i18n::{self, Messages};
use crate::index::Snapshot;
use crate::model::{Lang, Query};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use std::net::SocketAddr;
use std::sync::Arc;

/// Headers by which a proxy says that the asking machine is another one.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/// A reader of pages: the interface's language and the snapshot of this request.
pub(super) struct Reader {
    pub(super) ui: &'static Messages,
    pub(super) world: Arc<Snapshot>,
    /// Path and query string of the page.
    pub(super) here: String,
}

impl Reader {
    pub(super) fn new(ui: &'static Messages, app: &App, here: String) -> Reader {
        Reader { ui, world: app.world(), here }
    }

    pub(super) fn labels(&self) -> Labels<'_> {
        Labels { ui: self.ui, thesaurus: &self.world.thesaurus }
    }

    /// Whether a passage in this language is in the interface's too.
    pub(super) fn reads(&self, lang: &Lang) -> bool {
        lang.primary() == self.ui.lang.primary()
    }

    /// The search that the address states, with what had to be set right.
    pub(super) fn search(&self) -> (Query, Vec<Notice>) {
        let parameters = self.here.split_once('?').map_or("", |(_, parameters)| parameters);
        let (mut query, notices) =
            params::decode(parameters, |key, value| known_value(&self.world.thesaurus, key, value));
        query.reader = Some(self.ui.lang.clone());
        (query, notices)
    }
}

impl FromRequestParts<App> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let ui = interface_in_path(&parts.uri).ok_or_else(Failure::not_found)?;
        let here = parts.uri.path_and_query().map_or("/", |here| here.as_str());
        Ok(Reader::new(ui, app, here.to_owned()))
    }
}

/// A program that asks: labels follow `lang=`, else `Accept-Language`.
pub(super) struct Program {
    pub(super) ui: &'static Messages,
    pub(super) world: Arc<Snapshot>,
    pub(super) parameters: String,
}

impl Program {
    pub(super) fn labels(&self) -> Labels<'_> {
        Labels { ui: self.ui, thesaurus: &self.world.thesaurus }
    }
}

impl FromRequestParts<App> for Program {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let parameters = parts.uri.query().unwrap_or_default().to_owned();
        let asked = params::parameter(&parameters, "lang");
        let accepted = || i18n::negotiate(accept_language(&parts.headers));
        let ui = asked.map_or_else(accepted, |lang| i18n::negotiate(Some(&lang)));
        Ok(Program { ui, world: app.world(), parameters })
    }
}

/// Under which address the site was asked: `https://praxis.example.org`.
pub(super) struct Origin(String);

impl Origin {
    /// The whole address of a path of the site.
    pub(super) fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let named = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let plain = |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || ".-_:[]".contains(c));
        let scheme = if named("x-forwarded-proto") == Some("https") { "https" } else { "http" };
        let host = named("x-forwarded-host").or_else(|| named("host")).filter(plain);
        Ok(Origin(host.map(|host| format!("{scheme}://{host}")).unwrap_or_default()))
    }
}

/// Whether the request comes from this machine itself, and not through a proxy on it.
pub(super) struct FromHere(pub(super) bool);

impl<S: Sync> FromRequestParts<S> for FromHere {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let local = peer.is_some_and(|ConnectInfo(address)| address.ip().to_canonical().is_loopback());
        Ok(FromHere(local && !FORWARDED.iter().any(|name| parts.headers.contains_key(*name))))
    }
}

/// The interface language of a request: the path's, else the browser's.
pub(super) fn interface_of(uri: &Uri, headers: &HeaderMap) -> &'static Messages {
    interface_in_path(uri).unwrap_or_else(|| i18n::negotiate(accept_language(headers)))
}

fn interface_in_path(uri: &Uri) -> Option<&'static Messages> {
    Messages::get(uri.path().trim_start_matches('/').split('/').next()?)
}

fn accept_language(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()
}
