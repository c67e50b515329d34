//! What the index holds of a document: the fields, and the way there and back.
//!
//! Words are kept in three text fields. A term carries its language and its form: `fr~gang` is the stem of a French
//! word, `fr=gangs` the word as it stands, so that one field serves all languages while document frequencies stay
//! per language. Every facet of [`crate::facets::FACETS`] is a field of its own, added by itself.
//! This room refuses to know folders and threads.

mod outline;
mod spans;
mod tokens;

pub use outline::Outline;
pub use spans::Spans;
pub use tokens::{WordForm, term_text};

use crate::analysis::Analysis;
use crate::facets::FACETS;
use crate::model::{Document, Fingerprint};
use crate::semantic;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use std::sync::LazyLock;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
    Value,
};
use tantivy::{TantivyDocument, Term};

/// Raised whenever the same document would be indexed differently by the same analysis.
const SCHEMA_REVISION: u64 = 4;

/// The name under which the words of all languages are registered as a tantivy tokenizer.
const WORDS: &str = "words";

/// The fields, by the names they have in the index.
#[derive(Clone, Debug)]
pub struct Fields {
    /// All words of a document, title and summary included: what decides whether it matches.
    pub text: Field,
    /// The words of the title again, and of the stated summary: what weighs more.
    pub title: Field,
    pub summary: Field,
    /// `theme:street-gangs`, once for each time that a label of it stands in the text.
    pub mention: Field,
    /// One field a facet, in the order of the list of facets.
    pub facets: Vec<Field>,
    pub id: Field,
    /// The id that the document would have if no other claimed it.
    pub claim: Field,
    pub path: Field,
    pub group: Field,
    /// The keys of the vectors of its passages, in their order.
    pub passages: Field,
    /// The language's whole tag.
    pub lang: Field,
    pub served: Field,
    /// Days since 1970 of the date to sort by; absent where there is none.
    pub day: Field,
    /// The title's collation key.
    pub order: Field,
    pub size: Field,
    pub modified: Field,
    pub inode: Field,
    pub hash: Field,
    /// The fingerprint of the vocabulary by which the document was understood.
    pub vocabulary: Field,
    /// How many problems the document has.
    pub problems: Field,
    /// The document as JSON, without its body.
    pub stored_meta: Field,
    pub stored_html: Field,
    pub stored_text: Field,
    /// Where the words of the text stand in it: see [`Spans`].
    pub stored_spans: Field,
}

/// The fields and the schema made of them.
#[derive(Clone, Debug)]
pub struct Layout {
    pub schema: Schema,
    pub fields: Fields,
}

impl Layout {
    /// The one layout of this version of Praxis.
    pub fn new() -> Layout {
        let mut builder = Schema::builder();
        let fields = Fields {
            text: words(&mut builder, "text", IndexRecordOption::WithFreqsAndPositions),
            title: words(&mut builder, "title", IndexRecordOption::WithFreqs),
            summary: words(&mut builder, "summary", IndexRecordOption::WithFreqs),
            mention: builder.add_text_field("mention", mention_options()),
            facets: FACETS.iter().map(|facet| keyword(&mut builder, facet.key)).collect(),
            id: keyword(&mut builder, "id"),
            claim: keyword(&mut builder, "claim"),
            path: keyword(&mut builder, "path"),
            group: keyword(&mut builder, "group"),
            passages: builder.add_u64_field("passages", FAST),
            lang: builder.add_text_field("lang", TextOptions::default().set_fast("raw")),
            served: builder.add_u64_field("served", FAST),
            day: builder.add_i64_field("day", FAST),
            order: builder.add_bytes_field("order", FAST),
            size: builder.add_u64_field("size", FAST),
            modified: builder.add_i64_field("modified", FAST),
            inode: builder.add_u64_field("inode", FAST),
            hash: builder.add_u64_field("hash", FAST | INDEXED),
            vocabulary: builder.add_u64_field("vocabulary", FAST),
            problems: builder.add_u64_field("problems", FAST),
            stored_meta: builder.add_text_field("stored_meta", STORED),
            stored_html: builder.add_text_field("stored_html", STORED),
            stored_text: builder.add_text_field("stored_text", STORED),
            stored_spans: builder.add_bytes_field("stored_spans", STORED),
        };
        Layout { schema: builder.build(), fields }
    }
}

impl Default for Layout {
    fn default() -> Self {
        Layout::new()
    }
}

/// A field of words that every language's analysis may write into.
fn words(builder: &mut SchemaBuilder, name: &str, option: IndexRecordOption) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer(WORDS).set_index_option(option);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

/// A field of ids: looked up as a whole, and read by document.
fn keyword(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_text_field(name, STRING.set_fast("raw"))
}

fn mention_options() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqs);
    TextOptions::default().set_indexing_options(indexing)
}

/// Registers the tokenizer of words with an index. Without it a commit fails.
pub fn register(index: &tantivy::Index) {
    index.tokenizers().register(WORDS, tokens::Words::default());
}

/// Differs whenever an index written before could not answer as one written now: fields, facets, analysis.
pub fn fingerprint(layout: &Layout, analysis: &Analysis) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&SCHEMA_REVISION.to_le_bytes());
    hasher.update(tantivy::version_string().as_bytes());
    hasher.update(serde_json::to_string(&layout.schema).unwrap_or_default().as_bytes());
    hasher.update(semantic::PASSAGES.as_bytes());
    hasher.update(&analysis.fingerprint().to_le_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

/// A document with what the folder and the vocabulary were when it was understood.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub document: &'a Document,
    /// The id that the document would have if no other claimed it.
    pub claim: &'a str,
    pub file: Fingerprint,
    pub vocabulary: u64,
}

/// The term under which all of a file's entry is found and replaced.
pub fn path_term(fields: &Fields, path: &str) -> Term {
    Term::from_field_text(fields.path, path)
}

/// How a document is written into the index.
pub fn to_index(fields: &Fields, entry: &Entry<'_>, analysis: &Analysis) -> TantivyDocument {
    let document = entry.document;
    let mut out = TantivyDocument::new();
    out.add_text(fields.id, &document.id.0);
    out.add_text(fields.claim, entry.claim);
    out.add_text(fields.path, &document.path);
    out.add_text(fields.group, &document.group().0);
    out.add_text(fields.lang, document.lang.as_str());
    out.add_u64(fields.served, u64::from(!document.draft));
    out.add_u64(fields.size, entry.file.size);
    out.add_i64(fields.modified, entry.file.modified);
    out.add_u64(fields.inode, entry.file.inode);
    out.add_u64(fields.hash, entry.file.hash);
    out.add_u64(fields.vocabulary, entry.vocabulary);
    out.add_u64(fields.problems, document.problems.len() as u64);
    out.add_bytes(fields.order, &collation_key(&document.title));
    if let Some(day) = document.date.as_deref().and_then(day) {
        out.add_i64(fields.day, day);
    }
    if !document.draft {
        for (facet, field) in FACETS.iter().zip(&fields.facets) {
            for value in (facet.values)(document) {
                out.add_text(*field, value);
            }
        }
        add_words(&mut out, fields, document, analysis);
        for passage in semantic::passages(&document.title, &document.text) {
            out.add_u64(fields.passages, passage.key());
        }
    }
    let meta = Document { html: String::new(), text: String::new(), ..document.clone() };
    out.add_text(fields.stored_meta, serde_json::to_string(&meta).expect("a document of plain values"));
    out.add_text(fields.stored_html, &document.html);
    out.add_text(fields.stored_text, &document.text);
    out
}

fn add_words(out: &mut TantivyDocument, fields: &Fields, document: &Document, analysis: &Analysis) {
    let (key, analyzer) = (Analysis::key(&document.lang), analysis.analyzer(&document.lang));
    // Tantivy leaves one position free between two values of a field.
    let mut position = 0;
    let passages = [(fields.title, document.title.as_str()), (fields.summary, stated_summary(document))];
    for (field, passage) in
        passages.into_iter().filter(|(field, passage)| *field == fields.title || !passage.is_empty())
    {
        let words = analyzer.analysed(passage);
        let value = tokens::value(key, &words);
        if !repeats(&document.text, passage) {
            position += u32::try_from(words.len()).expect("a title has fewer than 2^32 words") + 1;
            out.add_text(fields.text, &value);
        }
        out.add_text(field, value);
    }
    let words = analyzer.analysed(&document.text);
    out.add_text(fields.text, tokens::value(key, &words));
    out.add_bytes(fields.stored_spans, &Spans::write(position, &words));
    for detail in details(document) {
        out.add_text(fields.text, tokens::value(key, &analyzer.analysed(detail)));
    }
    for mention in &document.mentions {
        for _ in 0..mention.count {
            out.add_text(fields.mention, &mention.entry);
        }
    }
}

/// The summary that the author wrote, if any; one that was found stands in the text.
fn stated_summary(document: &Document) -> &str {
    if document.summary_detected { "" } else { &document.summary }
}

/// Whether a text begins with this very passage, so that its words need not be counted twice.
fn repeats(text: &str, passage: &str) -> bool {
    let passage = passage.trim().trim_end_matches(['…', '.']);
    text.trim_start().get(..passage.len()).is_some_and(|start| start == passage)
}

/// What the author stated beside the text, and readers search for as well.
fn details(document: &Document) -> impl Iterator<Item = &str> {
    let stated = &document.stated;
    let single = [&stated.event, &stated.target_group, &stated.setting, &stated.publisher, &stated.cost];
    let lists = [&stated.places, &stated.authors];
    let findings = stated.evaluation.iter().flat_map(|evaluation| &evaluation.findings);
    let named = stated.partners.iter().flatten().map(|partner| partner.name.as_str());
    single
        .into_iter()
        .flatten()
        .chain(lists.into_iter().flatten())
        .chain(findings)
        .map(String::as_str)
        .chain(stated.sources.iter().map(|source| source.title.as_str()))
        .chain(named)
}

/// The bytes by whose order titles stand as a reader expects: the root collation of Unicode, case and accents last.
fn collation_key(title: &str) -> Vec<u8> {
    static ROOT: LazyLock<Option<CollatorBorrowed<'static>>> =
        LazyLock::new(|| Collator::try_new(CollatorPreferences::default(), CollatorOptions::default()).ok());
    let mut key = Vec::new();
    if let Some(collator) = &*ROOT {
        let from_first_word = title.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Ok(()) = collator.write_sort_key_to(from_first_word, &mut key);
    }
    key
}

/// Days since 1970 of an ISO 8601 date known to the year, the month or the day (then the first day of it).
fn day(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next().map_or(Some(1), |month| month.parse().ok())?;
    let day: i8 = parts.next().map_or(Some(1), |day| day.get(..2)?.parse().ok())?;
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    date.since((jiff::Unit::Day, epoch)).ok().map(|span| i64::from(span.get_days()))
}

/// What the index holds of a document, as it was written. `None` where the entry is damaged.
pub fn from_index(fields: &Fields, stored: &TantivyDocument) -> Option<Document> {
    let text = |field| stored.get_first(field).and_then(|value| value.as_str());
    let mut document: Document = serde_json::from_str(text(fields.stored_meta)?).ok()?;
    document.html = text(fields.stored_html)?.to_owned();
    document.text = text(fields.stored_text)?.to_owned();
    Some(document)
}
