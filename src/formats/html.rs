//! HTML pages as browsers and office programs save them.

use super::encoding::decode;
use super::{body, settle};
use crate::model::{Lang, Parsed, ProblemStatus, Stated};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub(super) fn sniff(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html"].iter().any(|begin| start.starts_with(begin))
}

pub(super) fn parse(bytes: &[u8]) -> Parsed {
    let (text, damage) = decode(bytes, declared_encoding(bytes));
    let several = text.to_ascii_lowercase().matches("<h1").count() > 1;
    // Of several headings of the first level, none is the page's, unless the page is called so.
    let is_section = |heading: &str| several && stated_title(&text).is_some_and(|title| !title.contains(heading));
    let body = body::read(&text, is_section);
    let heading = body.heading.filter(|heading| !is_section(heading));
    let mut parsed = Parsed {
        format: "html".to_owned(),
        stated: Stated { authors: body.head.author.into_iter().collect(), ..Stated::default() },
        title: heading.or(body.head.title),
        html: body.html,
        text: body.text,
        declared_language: body.head.language.filter(|tag| Lang::parse(tag).is_some()),
        status: ProblemStatus::Indexed,
        pages: Vec::new(),
        written: None,
        warnings: damage.into_iter().collect(),
    };
    settle(&mut parsed, body.truncated);
    parsed
}

/// What stands between `<title>` and its end.
fn stated_title(source: &str) -> Option<String> {
    let begin = source.to_ascii_lowercase().find("<title")?;
    let title = source[begin..].split_once('>')?.1.split_once('<')?.0;
    Some(title.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What `<meta charset>`, its older form or an XML declaration says, within the first few thousand bytes.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let label = ["charset=", "encoding="].iter().find_map(|key| {
        let value = start.split_once(key)?.1.trim_start_matches(['"', '\'', ' ']);
        value
            .split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)))
            .next()
            .filter(|label| !label.is_empty())
    })?;
    // A page that can be read up to its declaration is not in UTF-16, whatever it says.
    Encoding::for_label(label.as_bytes())
        .map(|encoding| if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}
