//! E-books (EPUB): the chapters in the order of the book's spine, each read as the HTML it is.

use super::body;
use super::by_parts;
use super::encoding::decode;
use super::markup::unreadable;
use super::package::{Package, resolve};
use super::settle;
use super::xml::{self, Node};
use crate::model::{Lang, Parsed, ProblemStatus, Stated};
use std::collections::HashMap;

const NAME: &str = "epub";

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(status) => return unreadable(NAME, status),
    };
    if package.names().iter().any(|name| name == "META-INF/rights.xml") {
        return unreadable(NAME, ProblemStatus::Encrypted);
    }
    let Some((path, book)) = package_document(&mut package) else { return by_parts(&package, bytes, NAME) };
    let mut parsed = Parsed {
        format: NAME.to_owned(),
        title: xml::text_of(&book, "title"),
        stated: Stated { authors: xml::text_of(&book, "creator").into_iter().collect(), ..Stated::default() },
        declared_language: xml::text_of(&book, "language").filter(|tag| Lang::parse(tag).is_some()),
        ..Parsed::default()
    };
    let mut truncated = false;
    for chapter in chapters(&path, &book) {
        let Some(bytes) = package.bytes(&chapter) else { continue };
        let (source, _) = decode(&bytes, Some(encoding_rs::UTF_8));
        let body = body::read(&source, |heading| parsed.title.as_deref() != Some(heading));
        if body.text.is_empty() {
            continue;
        }
        // A page with the title alone repeats it.
        if parsed.title.as_ref().is_some_and(|title| body.text.trim() == title.trim()) {
            continue;
        }
        if !parsed.text.is_empty() {
            parsed.text.push('\n');
        }
        parsed.text.push_str(&body.text);
        parsed.html.push_str(&body.html);
        truncated |= body.truncated;
    }
    settle(&mut parsed, truncated);
    parsed
}

/// The part that describes the book, which the container names.
fn package_document(package: &mut Package<'_>) -> Option<(String, String)> {
    let container = package.text("META-INF/container.xml")?;
    let mut path = None;
    xml::walk(&container, |node| {
        if let Node::Start(element) = node
            && element.name == "rootfile"
            && path.is_none()
        {
            path = element.get("full-path");
        }
    });
    let path = path?;
    let book = package.text(&path)?;
    Some((path, book))
}

/// The parts of the spine, in order, without the table of contents.
fn chapters(path: &str, book: &str) -> Vec<String> {
    let (mut items, mut spine) = (HashMap::new(), Vec::new());
    xml::walk(book, |node| {
        let Node::Start(element) = node else { return };
        match element.name {
            "item" if !element.get("properties").is_some_and(|properties| properties.contains("nav")) => {
                if let (Some(id), Some(href)) = (element.get("id"), element.get("href")) {
                    let href = percent_encoding::percent_decode_str(&href).decode_utf8_lossy().into_owned();
                    items.insert(id, resolve(path, &href));
                }
            }
            "itemref" => spine.extend(element.get("idref")),
            _ => {}
        }
    });
    spine.iter().filter_map(|id| items.get(id).cloned()).collect()
}
