//! The interface's own words: messages, one file a language, and the names of countries and languages from ICU.
//!
//! A new interface language is a new file `src/i18n/LANG.ftl` and nothing else. This room refuses to know HTML and the
//! languages in which documents are searched.

mod dates;
mod messages;
mod names;
mod order;

pub use dates::{date, years};
pub use messages::{DEFAULT, Messages, Value, negotiate};
pub use names::{INTERNATIONAL, country_codes, country_name, country_names, direction, language_name};
pub use order::{sort_by_name, spelling_key};
