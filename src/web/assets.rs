//! Files that pages need: each under an address that holds the hash of its content, so that it may be kept forever.

use super::errors::Failure;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// One file: its ending, its content type, its content.
struct Asset {
    ending: &'static str,
    content_type: &'static str,
    content: &'static [u8],
}

const STYLE: Asset =
    Asset { ending: "css", content_type: "text/css; charset=utf-8", content: include_bytes!("assets/praxis.css") };
const SCRIPT: Asset =
    Asset { ending: "js", content_type: "text/javascript; charset=utf-8", content: include_bytes!("assets/praxis.js") };
const STREET: Asset =
    Asset { ending: "svg", content_type: "image/svg+xml", content: include_bytes!("assets/street.svg") };
const ICON: Asset = Asset { ending: "svg", content_type: "image/svg+xml", content: include_bytes!("assets/icon.svg") };

/// Addresses and files, in the order style sheet, icon, script, picture of the home page.
static ASSETS: LazyLock<[(String, Asset); 4]> =
    LazyLock::new(|| [named(STYLE), named(ICON), named(SCRIPT), named(STREET)]);

fn named(asset: Asset) -> (String, Asset) {
    let hash = blake3::hash(asset.content).to_hex();
    (format!("/assets/{}.{}", &hash[..16], asset.ending), asset)
}

/// The address of the style sheet.
pub(super) fn style() -> &'static str {
    &ASSETS[0].0
}

/// The address of the icon.
pub(super) fn icon() -> &'static str {
    &ASSETS[1].0
}

/// The address of the script.
pub(super) fn script() -> &'static str {
    &ASSETS[2].0
}

/// The address of the drawing of a street.
pub(super) fn street() -> &'static str {
    &ASSETS[3].0
}

/// `GET /assets/{file}`
pub(super) async fn handler(Path(file): Path<String>) -> Result<Response, Failure> {
    let address = format!("/assets/{file}");
    let (_, asset) = ASSETS.iter().find(|(known, _)| *known == address).ok_or_else(Failure::not_found)?;
    let headers =
        [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.content).into_response())
}
