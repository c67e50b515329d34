//! A column of strings, read whole.

use tantivy::columnar::StrColumn;

/// Its dictionary is read once from end to end, which looking up each document's string would not.
#[derive(Clone)]
pub(super) struct Strings {
    column: StrColumn,
    /// All terms, one after the other, and where each ends.
    terms: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(column: StrColumn) -> tantivy::Result<Strings> {
        let (mut terms, mut ends) = (String::new(), Vec::with_capacity(column.num_terms()));
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            terms.push_str(&String::from_utf8_lossy(stream.key()));
            ends.push(u32::try_from(terms.len()).expect("the strings of a segment have fewer than 2^32 bytes"));
        }
        drop(stream);
        terms.shrink_to_fit();
        Ok(Strings { column, terms, ends })
    }

    /// The string of a document; empty where it has none.
    pub(super) fn of(&self, doc: u32) -> &str {
        let Some(ordinal) = self.column.term_ords(doc).next() else { return "" };
        let ordinal = usize::try_from(ordinal).expect("an ordinal fits into memory");
        let start = ordinal.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.ends.get(ordinal).map_or("", |end| &self.terms[start as usize..*end as usize])
    }
}

impl std::fmt::Debug for Strings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Strings").field("terms", &self.ends.len()).finish_non_exhaustive()
    }
}
