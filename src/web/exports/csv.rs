//! A table, one result a row (RFC 4180). It begins with a byte order mark, without which spreadsheets take accents for
//! something else.

use super::{Export, Record};
use crate::model::{Assigned, Kind};

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Names of the columns, for programs: the same in every language. The last four say how the table was made.
const COLUMNS: [&str; 19] = [
    "id",
    "title",
    "kind",
    "language",
    "date",
    "year_from",
    "year_to",
    "countries",
    "themes",
    "partners",
    "target_group",
    "setting",
    "evaluation",
    "summary",
    "translations",
    "url",
    "search",
    "retrieved",
    "total",
];

/// Between several values of one cell.
const BETWEEN: &str = "; ";

/// The table as UTF-8.
///
/// # Errors
/// Only when memory runs out.
pub(super) fn write(export: &Export<'_>) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.into());
    writer.write_record(COLUMNS)?;
    for record in export.records {
        writer.write_record(row(export, record).map(|cell| harmless(&cell)))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn row(export: &Export<'_>, record: &Record) -> [String; COLUMNS.len()] {
    let (labels, document) = (export.labels, &record.document);
    let names = |key: &'static str, values: &[Assigned]| {
        let names: Vec<String> = values.iter().map(|value| labels.value(key, &value.id).text).collect();
        names.join(BETWEEN)
    };
    let (from, to) = document.years.unzip();
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let translations: Vec<&str> = record.translations.iter().map(|other| other.lang.as_str()).collect();
    [
        document.id.to_string(),
        document.title.clone(),
        document.kind.map(Kind::id).unwrap_or_default().to_owned(),
        document.lang.to_string(),
        document.date.clone().unwrap_or_default(),
        year(from),
        year(to),
        names("country", &document.countries),
        names("theme", &document.themes),
        names("partner", &document.partners),
        document.stated.target_group.clone().unwrap_or_default(),
        document.stated.setting.clone().unwrap_or_default(),
        document.evaluation.id().to_owned(),
        document.summary.clone(),
        translations.join(BETWEEN),
        export.address(record),
        export.search.clone().unwrap_or_default(),
        export.today.clone(),
        export.total.to_string(),
    ]
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_looks_like_a_formula_is_text() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("Prévenir = agir"), "Prévenir = agir");
    }
}
