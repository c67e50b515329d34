//! To be written.
use crate::model::Parsed;
pub enum Extracted {
    Parsed(Parsed),
    Failed { reason: String, hint: Option<String> },
}
pub struct Extractor {}
pub struct Limits {
    pub time: std::time::Duration,
    pub memory: u64,
}
impl Extractor {
    pub fn child(_program: std::path::PathBuf, _limits: Limits) -> Extractor {
        Extractor {}
    }
    pub fn in_process() -> Extractor {
        Extractor {}
    }
    pub fn extract(&mut self, path: &str, bytes: &[u8]) -> Extracted {
        match crate::formats::for_path(path, bytes) {
            Some(format) => Extracted::Parsed((format.parse)(bytes)),
            None => Extracted::Failed { reason: String::new(), hint: None },
        }
    }
}
pub fn worker_main() -> anyhow::Result<()> {
    Ok(())
}
