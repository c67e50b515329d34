//! Praxis: a searchable, multilingual knowledge base of crime-prevention practices from one folder of documents.
//!
//! The rooms, in reading order. ARCHITECTURE.md says what each knows and which may import which.

pub mod model;

pub mod config;
pub mod corpus;
pub mod watch;

pub mod extract;
pub mod formats;

pub mod analysis;
pub mod enrich;
pub mod facets;
pub mod i18n;
pub mod semantic;
pub mod thesaurus;

pub mod index;
pub mod indexer;
pub mod schema;

pub mod query;
pub mod search;

pub mod app;
pub mod cli;
pub mod eval;
pub mod web;
