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
    let body = body::read(&text, |_| false);
    let mut parsed = Parsed {
        format: "html".to_owned(),
        stated: Stated { authors: body.head.author.into_iter().collect(), ..Stated::default() },
        title: body.heading.or(body.head.title),
        html: body.html,
        text: body.text,
        declared_language: body.head.language.filter(|tag| Lang::parse(tag).is_some()),
        status: ProblemStatus::Indexed,
        warnings: damage.into_iter().collect(),
    };
    settle(&mut parsed, body.truncated);
    parsed
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
