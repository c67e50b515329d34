//! To be written.
pub fn country_names() -> Vec<(String, crate::model::Lang, String)> {
    Vec::new()
}
