//! Pieces → a vector: the forward pass of BERT (Devlin et al. 2018) with 4-bit weights and 8-bit activations.
//!
//! Activations are rounded to 8 bits a block of 32 before each product, as the weights' reference engine does, so that
//! products are of small integers. What is computed is here; how fast, in `arithmetic`.

use super::DIMENSIONS;
use super::arithmetic::{Arithmetic, Heads, Matrix, Rounded};
use super::file::{BLOCK, ModelFile, Sizes};

/// Dimensions of one head of attention.
pub(super) const HEAD: usize = 32;

/// What normalises a token's vector: scale and shift by dimension.
struct Norm {
    scale: Vec<f32>,
    shift: Vec<f32>,
}

struct Layer {
    /// Queries, keys and values in one matrix, one below the other.
    attend: Matrix,
    attended: Matrix,
    attended_norm: Norm,
    inner: Matrix,
    outer: Matrix,
    outer_norm: Norm,
}

/// The network of an encoder.
pub(super) struct Network {
    sizes: Sizes,
    epsilon: f32,
    arithmetic: Arithmetic,
    /// What is added to a piece's vector at each position.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

/// Where intermediate values lie, kept from text to text.
#[derive(Default)]
pub(super) struct Workspace {
    tokens: Vec<f32>,
    attending: Vec<f32>,
    wide: Vec<f32>,
    added: Vec<f32>,
    rounded: Rounded,
    heads: Heads,
}

impl Network {
    /// The network that a file holds.
    ///
    /// # Errors
    /// When parts are missing or of another size.
    pub(super) fn of(file: &ModelFile, arithmetic: Arithmetic) -> anyhow::Result<Network> {
        let sizes = file.sizes;
        let mut positions = file.floats("emb.pos", sizes.positions * sizes.hidden)?;
        let kind = file.floats("emb.type", sizes.kinds * sizes.hidden)?;
        for position in positions.chunks_exact_mut(sizes.hidden) {
            position.iter_mut().zip(&kind).for_each(|(value, kind)| *value += kind);
        }
        file.blocks("emb.word", sizes.vocabulary, sizes.hidden)?;
        let norm = norm(file, "emb.ln")?;
        let layers = (0..sizes.layers).map(|number| layer(file, number)).collect::<anyhow::Result<_>>()?;
        Ok(Network { sizes, epsilon: file.epsilon, arithmetic, positions, norm, layers })
    }

    /// The most pieces that it reads at a time.
    pub(super) fn most(&self) -> usize {
        self.sizes.positions
    }

    /// The mean over these pieces of what the last layer makes of them; at most [`Network::most`].
    pub(super) fn mean(&self, pieces: &[u32], file: &ModelFile, work: &mut Workspace) -> [f32; DIMENSIONS] {
        let with = self.arithmetic;
        self.look_up(pieces, file, &mut work.tokens);
        with.normalise(&mut work.tokens, None, &self.norm.scale, &self.norm.shift, self.epsilon);
        for layer in &self.layers {
            with.round(&work.tokens, self.sizes.hidden, &mut work.rounded);
            with.multiply(&layer.attend, &work.rounded, &mut work.attending);
            with.attend(&work.attending, self.sizes.heads, &mut work.heads, &mut work.added);
            with.round(&work.added, self.sizes.hidden, &mut work.rounded);
            with.multiply(&layer.attended, &work.rounded, &mut work.added);
            let norm = &layer.attended_norm;
            with.normalise(&mut work.tokens, Some(&work.added), &norm.scale, &norm.shift, self.epsilon);

            with.round(&work.tokens, self.sizes.hidden, &mut work.rounded);
            with.multiply(&layer.inner, &work.rounded, &mut work.wide);
            with.gelu(&mut work.wide);
            with.round(&work.wide, self.sizes.inner, &mut work.rounded);
            with.multiply(&layer.outer, &work.rounded, &mut work.added);
            let norm = &layer.outer_norm;
            with.normalise(&mut work.tokens, Some(&work.added), &norm.scale, &norm.shift, self.epsilon);
        }
        let mut mean = [0.0; DIMENSIONS];
        for token in work.tokens.chunks_exact(DIMENSIONS) {
            mean.iter_mut().zip(token).for_each(|(sum, value)| *sum += value);
        }
        mean.map(|sum| sum / pieces.len() as f32)
    }

    fn look_up(&self, pieces: &[u32], file: &ModelFile, tokens: &mut Vec<f32>) {
        let hidden = self.sizes.hidden;
        let words = file.blocks("emb.word", self.sizes.vocabulary, hidden).expect("found when the network was made");
        let bytes = hidden / BLOCK * super::file::BLOCK_BYTES;
        tokens.clear();
        for (piece, position) in pieces.iter().zip(self.positions.chunks_exact(hidden)) {
            let row = (*piece as usize).min(self.sizes.vocabulary - 1);
            let row = &words[row * bytes..(row + 1) * bytes];
            let values = Matrix::values(row);
            tokens.extend(values.zip(position).map(|(value, position)| value + position));
        }
    }
}

fn layer(file: &ModelFile, number: usize) -> anyhow::Result<Layer> {
    let Sizes { hidden, inner, .. } = file.sizes;
    let named = |part: &str| format!("l{number}.{part}");
    let matrix = |parts: &[&str], rows: usize, columns: usize| -> anyhow::Result<Matrix> {
        let mut blocks = Vec::new();
        let mut shift = Vec::new();
        for part in parts {
            blocks.extend_from_slice(file.blocks(&named(&format!("{part}.w")), rows, columns)?);
            shift.extend(file.floats(&named(&format!("{part}.b")), rows)?);
        }
        Ok(Matrix::of(&blocks, columns, shift))
    };
    Ok(Layer {
        attend: matrix(&["q", "k", "v"], hidden, hidden)?,
        attended: matrix(&["ao"], hidden, hidden)?,
        attended_norm: norm(file, &named("aln"))?,
        inner: matrix(&["fi"], inner, hidden)?,
        outer: matrix(&["fo"], hidden, inner)?,
        outer_norm: norm(file, &named("oln"))?,
    })
}

fn norm(file: &ModelFile, name: &str) -> anyhow::Result<Norm> {
    let count = file.sizes.hidden;
    Ok(Norm { scale: file.floats(&format!("{name}.w"), count)?, shift: file.floats(&format!("{name}.b"), count)? })
}
