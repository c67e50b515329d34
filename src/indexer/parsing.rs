//! From a file's bytes to what its reader made of them, its sidecar included.

use crate::corpus::Contents;
use crate::extract::Extractor;
use crate::formats;
use crate::model::{Failure, Parsed, Warning};

/// Reads a file's contents in its format. Where that cannot be done: why not, and what to do.
pub(super) fn parse(path: &str, contents: &Contents, extractor: &Extractor) -> Result<Parsed, Failure> {
    let mut parsed = *extractor.extract(path, &contents.bytes)?;
    if let Some(sidecar) = &contents.sidecar {
        let (stated, warnings) = formats::sidecar(&String::from_utf8_lossy(sidecar));
        parsed.stated = formats::merge(parsed.stated, stated);
        // Lines are the sidecar's own.
        let named = |warning: Warning| Warning { problem: format!("in its sidecar: {}", warning.problem), ..warning };
        parsed.warnings.extend(warnings.into_iter().map(named));
    }
    Ok(parsed)
}
