//! A language, by its BCP 47 tag.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A BCP 47 language tag in its usual spelling (`fr`, `pt-BR`, `zh-Hant`); `und` where the language is not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(String);

impl Lang {
    /// Reads a tag as people write it (`FR`, `pt_br`, `fr-CA`): 2 or 3 letters, then subtags of 2 to 8 letters or digits.
    /// Returns `None` where it is no language tag at all. Whether such a language exists is not looked up.
    pub fn parse(tag: &str) -> Option<Lang> {
        let mut parts = tag.trim().split(['-', '_']);
        let primary = parts.next()?.to_ascii_lowercase();
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let mut text = primary;
        for part in parts {
            if !(2..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return None;
            }
            text.push('-');
            match part.len() {
                2 => text.push_str(&part.to_ascii_uppercase()),
                4 => {
                    text.push_str(&part[..1].to_ascii_uppercase());
                    text.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => text.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Lang(text))
    }

    /// The language of a text of which nothing is known.
    pub fn undetermined() -> Lang {
        Lang("und".to_owned())
    }

    /// Whether the language is unknown.
    pub fn is_undetermined(&self) -> bool {
        self.0 == "und"
    }

    /// The whole tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script and region: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
