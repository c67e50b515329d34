//! What Praxis is compared with: tantivy out of the box, and tantivy made to do the same.

use crate::queries::Asked;
use praxis::facets::FACETS;
use praxis::model::Document;
use std::path::Path;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::{AggContextParams, AggregationCollector, AggregationLimitsGuard};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, QueryParser, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, STRING, Schema, TEXT};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

/// The memory that tantivy's own basic example gives its writer.
const WRITER_MEMORY: usize = 50_000_000;

/// One body field with the default tokenizer, as tantivy's basic example has it.
pub(crate) struct Raw {
    searcher: Searcher,
    /// Any of the words: the query parser's own default.
    any: QueryParser,
    /// All of the words.
    all: QueryParser,
}

/// Writes the index of [`Raw`].
pub(crate) fn write_raw<'a>(folder: &Path, bodies: impl Iterator<Item = &'a str>) -> tantivy::Result<()> {
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT);
    let index = Index::create_in_dir(folder, schema.build())?;
    let mut writer: IndexWriter = index.writer(WRITER_MEMORY)?;
    for text in bodies {
        let mut document = TantivyDocument::new();
        document.add_text(body, text);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()
}

impl Raw {
    pub(crate) fn open(folder: &Path) -> tantivy::Result<Raw> {
        let index = Index::open_in_dir(folder)?;
        let body = index.schema().get_field("body")?;
        let any = QueryParser::for_index(&index, vec![body]);
        let mut all = QueryParser::for_index(&index, vec![body]);
        all.set_conjunction_by_default();
        Ok(Raw { searcher: searcher(&index)?, any, all })
    }

    pub(crate) fn any(&self, text: &str) -> usize {
        self.ask(&self.any, text)
    }

    pub(crate) fn all(&self, text: &str) -> usize {
        self.ask(&self.all, text)
    }

    fn ask(&self, parser: &QueryParser, text: &str) -> usize {
        let query = parser.parse_query(text).expect("words are a query");
        let collector = (TopDocs::with_limit(10).order_by_score(), Count);
        let (hits, count) = self.searcher.search(&query, &collector).expect("an answer");
        std::hint::black_box(hits);
        count
    }

    pub(crate) fn segments(&self) -> usize {
        self.searcher.segment_readers().len()
    }
}

fn searcher(index: &Index) -> tantivy::Result<Searcher> {
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}

/// One body field, stored, and a column a facet: what a service built on tantivy does for the same page. The documents
/// are those of Praxis' rule: with all of the words, of four and more with any. Counts of all facets by terms
/// aggregations, those of a chosen facet by one more search without its own filter; filters as boolean queries of
/// terms, the fastest way known. Twenty stored documents and tantivy's own snippets.
pub(crate) struct Same {
    searcher: Searcher,
    body: Field,
    facets: Vec<Field>,
}

/// Writes the index of [`Same`].
pub(crate) fn write_same(folder: &Path, documents: impl Iterator<Item = (String, Document)>) -> tantivy::Result<()> {
    let mut schema = Schema::builder();
    let body = schema.add_text_field("body", TEXT | STORED);
    let facets: Vec<Field> =
        FACETS.iter().map(|facet| schema.add_text_field(facet.key, STRING.set_fast("raw") | FAST | STORED)).collect();
    let index = Index::create_in_dir(folder, schema.build())?;
    let mut writer: IndexWriter = index.writer(WRITER_MEMORY)?;
    for (text, document) in documents {
        let mut out = TantivyDocument::new();
        out.add_text(body, text);
        for (facet, field) in FACETS.iter().zip(&facets) {
            for value in (facet.values)(&document) {
                out.add_text(*field, value);
            }
        }
        writer.add_document(out)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()
}

impl Same {
    pub(crate) fn open(folder: &Path) -> tantivy::Result<Same> {
        let index = Index::open_in_dir(folder)?;
        let schema = index.schema();
        let facets = FACETS.iter().map(|facet| schema.get_field(facet.key)).collect::<tantivy::Result<_>>()?;
        Ok(Same { searcher: searcher(&index)?, body: schema.get_field("body")?, facets })
    }

    pub(crate) fn answer(&self, asked: &Asked, chosen: usize) -> usize {
        let text = self.words(&asked.words);
        let choices = &asked.choices[..chosen];
        let open = (0..FACETS.len()).filter(|facet| !choices.iter().any(|(chosen, _)| chosen == facet));
        let query = self.filtered(&*text, choices, None);
        let collector = (TopDocs::with_limit(20).order_by_score(), Count, aggregations(open));
        let (hits, count, counts) = self.searcher.search(&query, &collector).expect("an answer");
        std::hint::black_box(counts);
        for (facet, _) in choices {
            let query = self.filtered(&*text, choices, Some(*facet));
            let counts = self.searcher.search(&query, &aggregations(std::iter::once(*facet))).expect("counts");
            std::hint::black_box(counts);
        }
        let mut snippets = SnippetGenerator::create(&self.searcher, &*text, self.body).expect("snippets");
        snippets.set_max_num_chars(260);
        for (_, address) in hits {
            let document: TantivyDocument = self.searcher.doc(address).expect("a stored document");
            std::hint::black_box(snippets.snippet_from_doc(&document));
        }
        count
    }

    fn words(&self, words: &[String]) -> Box<dyn Query> {
        let occur = if words.len() > 3 { Occur::Should } else { Occur::Must };
        let term = |word: &String| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(self.body, word);
            (occur, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        Box::new(BooleanQuery::new(words.iter().map(term).collect()))
    }

    /// The query with all filters but that of one facet.
    fn filtered(&self, text: &dyn Query, choices: &[(usize, String)], without: Option<usize>) -> BooleanQuery {
        let mut clauses = vec![(Occur::Must, text.box_clone())];
        for (facet, value) in choices.iter().filter(|(facet, _)| Some(*facet) != without) {
            let term = Term::from_field_text(self.facets[*facet], value);
            let filter = TermQuery::new(term, IndexRecordOption::Basic);
            let filter: Box<dyn Query> = Box::new(ConstScoreQuery::new(Box::new(filter), 0.0));
            clauses.push((Occur::Must, filter));
        }
        BooleanQuery::new(clauses)
    }
}

fn aggregations(facets: impl Iterator<Item = usize>) -> AggregationCollector {
    let terms = facets.map(|facet| {
        let key = FACETS[facet].key;
        format!(r#""{key}": {{"terms": {{"field": "{key}", "size": 1000, "segment_size": 1000}}}}"#)
    });
    let request = format!("{{{}}}", terms.collect::<Vec<_>>().join(","));
    let request: Aggregations = serde_json::from_str(&request).expect("aggregations");
    let context =
        AggContextParams::new(AggregationLimitsGuard::default(), tantivy::tokenizer::TokenizerManager::default());
    AggregationCollector::from_aggs(request, context)
}
