//! References as RIS, which Zotero, EndNote and Mendeley read: lines of a two-letter tag, two spaces, a dash and a value.

use super::{Export, Record};
use crate::model::{Kind, Source};

pub(super) const MEDIA_TYPE: &str = "application/x-research-info-systems; charset=utf-8";

/// The references as UTF-8.
pub(super) fn write(export: &Export<'_>) -> Vec<u8> {
    let mut out = Lines(String::new());
    for record in export.records {
        reference(export, record, &mut out);
    }
    out.0.into_bytes()
}

struct Lines(String);

impl Lines {
    /// One line; nothing for a value that is empty. A value never breaks its line.
    fn put(&mut self, tag: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            self.0.push_str(&format!("{tag}  - {value}\r\n"));
        }
    }
}

fn reference(export: &Export<'_>, record: &Record, out: &mut Lines) {
    let (labels, document) = (export.labels, &record.document);
    let stated = &document.stated;
    out.put("TY", kind(document.kind));
    out.put("ID", &document.id.0);
    out.put("TI", &document.title);
    stated.authors.iter().for_each(|author| out.put("AU", author));
    out.put("PB", stated.publisher.as_deref().unwrap_or_default());
    if let Some(date) = &document.date {
        out.put("PY", date.split('-').next().unwrap_or_default());
        out.put("DA", &date.replace('-', "/"));
    }
    out.put("LA", document.lang.as_str());
    out.put("AB", &document.summary);
    for (key, values) in [("theme", &document.themes), ("country", &document.countries)] {
        values.iter().for_each(|value| out.put("KW", &labels.value(key, &value.id).text));
    }
    for partner in &document.partners {
        out.put("N1", &format!("Partner: {}", labels.value("partner", &partner.id).text));
    }
    stated.sources.iter().for_each(|known| out.put("N1", &format!("Source: {}", source(known))));
    if let Some(search) = &export.search {
        out.put("N1", &format!("Search: {search} ({}, {} results)", export.today, export.total));
    }
    out.put("DB", "Praxis");
    out.put("UR", &export.address(record));
    out.put("Y2", &export.today.replace('-', "/"));
    out.0.push_str("ER  - \r\n\r\n");
}

/// The type of reference; what is neither printed nor held has none of its own.
fn kind(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Report) => "RPRT",
        Some(Kind::Workshop | Kind::Conference) => "CONF",
        Some(Kind::News) => "NEWS",
        Some(Kind::Practice) | None => "GEN",
    }
}

fn source(source: &Source) -> String {
    [source.title.as_str(), source.url.as_deref().unwrap_or_default()].join(" ").trim().to_owned()
}
