//! From a file's bytes to what its reader made of them, its sidecar included.

use crate::corpus::Contents;
use crate::extract::{Extracted, Extractor};
use crate::formats;
use crate::model::{Parsed, Warning};

/// Reads a file's contents in its format. Where that cannot be done: why not, and what to do.
pub(super) fn parse(
    path: &str,
    contents: &Contents,
    extractor: &Extractor,
) -> Result<Parsed, (String, Option<String>)> {
    if formats::for_path(path, &contents.bytes).is_none() {
        return Err((formats::no_reader(path), Some(readable())));
    }
    let mut parsed = match extractor.extract(path, &contents.bytes) {
        Extracted::Parsed(parsed) => *parsed,
        Extracted::Failed { reason, hint } => return Err((reason, hint)),
    };
    if let Some(sidecar) = &contents.sidecar {
        let (stated, warnings) = formats::sidecar(&String::from_utf8_lossy(sidecar));
        parsed.stated = formats::merge(parsed.stated, stated);
        // Lines are the sidecar's own.
        let named = |warning: Warning| Warning { problem: format!("in its sidecar: {}", warning.problem), ..warning };
        parsed.warnings.extend(warnings.into_iter().map(named));
    }
    Ok(parsed)
}

/// What to do about a file that nothing reads.
fn readable() -> String {
    let extensions =
        formats::FORMATS.iter().flat_map(|format| format.extensions).map(|extension| format!(".{extension}"));
    format!("Praxis reads {}", extensions.collect::<Vec<_>>().join(", "))
}
