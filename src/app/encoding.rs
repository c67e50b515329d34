//! The thread on which passages are encoded, at low priority, a few at a time, so that nothing waits for it.

use super::service::Message;
use crate::indexer::{self, Indexer};
use crate::semantic::{Encoder, Passage};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;

/// Passages that are handed over at a time: about a second's work.
const BATCH: usize = 8;

/// A thread that encodes what it is given and sends the vectors back.
pub(super) struct Encoding {
    work: Option<Sender<Vec<Passage>>>,
    /// Batches that it has not sent back yet.
    out: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Encoding {
    /// Starts it. It answers as messages to the indexer's thread.
    pub(super) fn start(encoder: Arc<Encoder>, answers: Sender<Message>) -> std::io::Result<Encoding> {
        let (work, given) = mpsc::channel();
        let (out, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let life = Life { encoder, given, answers, out: Arc::clone(&out), stop: Arc::clone(&stop) };
        let thread = std::thread::Builder::new().name("encoder".to_owned()).spawn(move || life.run())?;
        Ok(Encoding { work: Some(work), out, stop, thread: Some(thread) })
    }

    /// Gives it something to do if it has nothing and the indexer nothing better.
    pub(super) fn feed(&mut self, indexer: &mut Indexer) -> anyhow::Result<()> {
        if self.out.load(Ordering::Acquire) > 0 {
            return Ok(());
        }
        let passages = indexer.to_encode(BATCH)?;
        if let Some(work) = self.work.as_ref().filter(|_| !passages.is_empty()) {
            self.out.fetch_add(1, Ordering::AcqRel);
            // A thread that has ended encodes nothing; words are found without it.
            drop(work.send(passages));
        }
        Ok(())
    }
}

impl Drop for Encoding {
    /// Ends after the passage that it is at.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        self.work = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the encoder had ended by a bug");
        }
    }
}

/// What the thread holds.
struct Life {
    encoder: Arc<Encoder>,
    given: Receiver<Vec<Passage>>,
    answers: Sender<Message>,
    out: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Life {
    fn run(self) {
        yield_to_others();
        while let Ok(passages) = self.given.recv() {
            let encoded = indexer::encode(&self.encoder, &passages, || !self.stop.load(Ordering::Acquire));
            self.out.fetch_sub(1, Ordering::AcqRel);
            if self.answers.send(Message::Encoded(encoded)).is_err() {
                return;
            }
        }
    }
}

/// Lets whatever else wants the processor go first.
#[cfg(target_os = "linux")]
fn yield_to_others() {
    // On Linux this is of the calling thread alone.
    if let Err(error) = rustix::process::setpriority_process(None, 15) {
        tracing::debug!(%error, "the encoder runs at the usual priority");
    }
}

#[cfg(not(target_os = "linux"))]
fn yield_to_others() {}
