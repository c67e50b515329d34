//! To be written.
use std::path::{Path, PathBuf};
pub struct Ping {
    pub paths: Vec<PathBuf>,
    pub everything: bool,
}
pub enum Wish {
    Auto,
    Native,
    Poll,
}
pub enum Mode {
    Native,
}
impl Mode {
    pub fn id(&self) -> &'static str {
        "off"
    }
}
pub struct Options {
    pub mode: Wish,
    pub reconcile: std::time::Duration,
    pub other: u8,
}
impl Default for Options {
    fn default() -> Self {
        Options { mode: Wish::Auto, reconcile: std::time::Duration::from_secs(60), other: 0 }
    }
}
pub struct Watcher {}
impl Watcher {
    pub fn start(_: &Path, _: &Options, _: impl Fn(Ping) + Send + 'static) -> anyhow::Result<Watcher> {
        Ok(Watcher {})
    }
    pub fn mode(&self) -> Mode {
        Mode::Native
    }
}
