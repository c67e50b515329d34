//! The tests of Praxis, in one binary: at the three borders (file → Document, corpus + query → hits, URL → page),
//! properties, and the rules of the house.

mod analysis;
mod check;
mod corpus;
mod counts;
mod detection;
mod enrich;
mod extract;
mod formats;
mod indexer;
mod library;
mod meaning;
mod relevance;
mod search;
mod semantic;
mod service;
mod shipped;
mod thesaurus;
mod tidy;
mod web;
