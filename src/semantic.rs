//! Text → vectors that lie close where texts mean the same, in whatever language; and the nearest passages.
//!
//! The encoder is multilingual-e5-small, read from a file that is not part of the program. Without the file Praxis runs
//! on words and vocabulary alone. This room refuses to know documents, fields and HTML.

mod arithmetic;
mod directions;
mod file;
mod nearest;
mod network;
mod passages;
mod queries;
mod tokenizer;
mod vectors;

pub use directions::removing;
pub use nearest::{Neighbour, Rounded};
pub use passages::{Passage, VERSION as PASSAGES, passages};
pub use queries::Queries;
pub use vectors::{Vectors, View};

use arithmetic::Arithmetic;
use directions::without_language;
use file::ModelFile;
use network::{Network, Workspace};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use tokenizer::Tokenizer;

/// Numbers in a vector.
pub const DIMENSIONS: usize = 384;

/// What a text is to the encoder: it was trained to tell the two apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Query,
    Passage,
}

impl Role {
    fn prefix(self) -> &'static str {
        match self {
            Role::Query => "query: ",
            Role::Passage => "passage: ",
        }
    }
}

/// Makes vectors of texts.
pub struct Encoder {
    file: ModelFile,
    tokenizer: Tokenizer,
    network: Network,
    /// Room to work in, for as many as worked at a time.
    workspaces: Mutex<Vec<Workspace>>,
}

impl Encoder {
    /// The encoder whose weights are in this file, on whatever processor there is.
    ///
    /// # Errors
    /// When the file cannot be read or is not one of these.
    pub fn open(path: &Path) -> anyhow::Result<Encoder> {
        Encoder::with(path, Arithmetic::best())
    }

    /// The same in plain arithmetic, which every processor has: to hold the other against.
    ///
    /// # Errors
    /// As for [`Encoder::open`].
    pub fn open_plain(path: &Path) -> anyhow::Result<Encoder> {
        Encoder::with(path, Arithmetic::Plain)
    }

    fn with(path: &Path, arithmetic: Arithmetic) -> anyhow::Result<Encoder> {
        let file = ModelFile::open(path)?;
        let tokenizer = Tokenizer::of(&file)?;
        let network = Network::of(&file, arithmetic)?;
        Ok(Encoder { file, tokenizer, network, workspaces: Mutex::default() })
    }

    /// The numbers of the pieces that the encoder makes of a text, with all that it reads around it.
    pub fn pieces(&self, role: Role, text: &str) -> Vec<u32> {
        let (begin, end) = self.tokenizer.marks();
        let inner = self.tokenizer.pieces(&format!("{}{text}", role.prefix()), &self.file);
        [begin].into_iter().chain(inner).chain([end]).collect()
    }

    /// The vector of a text as the model makes it, of length 1. Of a text that is longer than the model reads, the mean
    /// of its windows by their length.
    pub fn encode(&self, role: Role, text: &str) -> [f32; DIMENSIONS] {
        let (begin, end) = self.tokenizer.marks();
        let inner = self.tokenizer.pieces(&format!("{}{text}", role.prefix()), &self.file);
        let mut work = self.workspaces().pop().unwrap_or_default();
        let mut sum = [0.0; DIMENSIONS];
        for window in inner.chunks(self.network.most() - 2) {
            let pieces: Vec<u32> = [begin].into_iter().chain(window.iter().copied()).chain([end]).collect();
            let mean = self.network.mean(&pieces, &self.file, &mut work);
            sum.iter_mut().zip(mean).for_each(|(sum, value)| *sum += value * window.len() as f32);
        }
        self.workspaces().push(work);
        normalised(sum)
    }

    /// The vector of a query by which its neighbours are found: of its meaning, without its language.
    pub fn query(&self, text: &str) -> [f32; DIMENSIONS] {
        without_language(Role::Query, &self.encode(Role::Query, text))
    }

    /// The vector of a passage, as it is kept: of its meaning, without its language.
    pub fn passage(&self, passage: &Passage) -> [f32; DIMENSIONS] {
        without_language(Role::Passage, &self.encode(Role::Passage, &passage.text))
    }

    /// Differs whenever what is encoded could have another vector.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.file.fingerprint().as_bytes());
        hasher.update(directions::fingerprint().as_bytes());
        *hasher.finalize().as_bytes()
    }

    fn workspaces(&self) -> std::sync::MutexGuard<'_, Vec<Workspace>> {
        self.workspaces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder").field("pieces", &self.file.pieces).finish_non_exhaustive()
    }
}

fn normalised(vector: [f32; DIMENSIONS]) -> [f32; DIMENSIONS] {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 1e-6 { vector.map(|value| value / length) } else { vector }
}
