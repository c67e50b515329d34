//! At leisure: passages that have no vector yet are handed out to be encoded, and their vectors taken in.
//!
//! Words come first: nothing is handed out while a file waits, and what is handed out is little.

use super::Indexer;
use crate::semantic::{DIMENSIONS, Encoder, Passage};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often vectors that came in are published, while more are to come.
const TOLD_EVERY: Duration = Duration::from_secs(2);

/// How often the log tells how far it is.
const LOGGED_EVERY: Duration = Duration::from_secs(30);

/// Passages that one thread is given at a time, where nothing else is to be done.
const AT_A_TIME: usize = 16;

/// When what is encoded was last told of.
#[derive(Debug)]
pub(super) struct Told {
    published: Instant,
    logged: Instant,
    complete: bool,
    logged_complete: bool,
}

impl Default for Told {
    fn default() -> Self {
        Told { published: Instant::now(), logged: Instant::now(), complete: true, logged_complete: true }
    }
}

impl Told {
    /// Whether the log is to say how far it is: when it is done, and from time to time before.
    pub(super) fn is_due(&mut self) -> bool {
        let due = self.complete != self.logged_complete || (!self.complete && self.logged.elapsed() >= LOGGED_EVERY);
        if due {
            (self.logged, self.logged_complete) = (Instant::now(), self.complete);
        }
        due
    }
}

/// Passages, each with its vector, or none where it could not be made.
pub type Encoded = Vec<(u64, Option<[f32; DIMENSIONS]>)>;

/// Encodes passages. One at which the encoder fails has no vector.
pub fn encode(encoder: &Encoder, passages: &[Passage], mut go_on: impl FnMut() -> bool) -> Encoded {
    let mut encoded = Vec::with_capacity(passages.len());
    for passage in passages {
        if !go_on() {
            break;
        }
        let vector = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| encoder.passage(passage)));
        let vector = vector.ok().filter(|vector| vector.iter().all(|value| value.is_finite()));
        encoded.push((passage.key(), vector));
    }
    encoded
}

impl Indexer {
    /// What encodes passages, if anything does.
    pub fn encoder(&self) -> Option<Arc<Encoder>> {
        self.meaning.as_ref()?.encoder()
    }

    /// Passages that are to be encoded next; none while words wait.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn to_encode(&mut self, most: usize) -> anyhow::Result<Vec<Passage>> {
        if !self.is_idle() {
            return Ok(Vec::new());
        }
        let Some(meaning) = &mut self.meaning else { return Ok(Vec::new()) };
        let lacking = meaning.lacking(&self.index, most)?;
        if !lacking.is_empty() {
            self.told.complete = false;
        }
        Ok(lacking)
    }

    /// Takes vectors in, and publishes them from time to time.
    ///
    /// # Errors
    /// When the index or the vectors cannot be read or written.
    pub fn encoded(&mut self, encoded: Encoded) -> anyhow::Result<()> {
        let Some(meaning) = &mut self.meaning else { return Ok(()) };
        for (key, vector) in encoded {
            match vector {
                Some(vector) => meaning.add(&[(key, vector)]),
                None => meaning.give_up([key]),
            }
        }
        let complete = self.is_idle() && self.to_encode(1)?.is_empty();
        if !complete && self.told.published.elapsed() < TOLD_EVERY {
            return Ok(());
        }
        if complete && let Some(meaning) = &mut self.meaning {
            meaning.tidy()?;
        }
        self.told.published = Instant::now();
        self.told.complete = complete;
        self.publish()
    }

    /// Encodes all that there is, on all cores, telling how many are done and how many there are.
    ///
    /// # Errors
    /// When the index or the vectors cannot be read or written.
    pub fn encode_all(&mut self, mut told: impl FnMut(usize)) -> anyhow::Result<()> {
        let Some(encoder) = self.encoder() else { return Ok(()) };
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut done = 0;
        loop {
            let passages = self.to_encode(cores * AT_A_TIME)?;
            if passages.is_empty() {
                return self.publish();
            }
            let encoded: Encoded = std::thread::scope(|scope| {
                let parts = passages.chunks(passages.len().div_ceil(cores));
                let start = |part| {
                    let encoder = &encoder;
                    scope.spawn(move || encode(encoder, part, || true))
                };
                let threads: Vec<_> = parts.map(start).collect();
                threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
            });
            anyhow::ensure!(!encoded.is_empty(), "passages could not be encoded");
            done += encoded.len();
            told(done);
            self.encoded(encoded)?;
        }
    }
}
