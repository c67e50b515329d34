//! One child process, from the outside.

use super::worker::Answer;
use super::{Extracted, Limits, WORKER_COMMAND, frame};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child as Process, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// How much of a child's last words is kept, in bytes.
const LAST_WORDS: usize = 4096;

/// How a child came to its end.
#[derive(Debug)]
pub(super) enum Death {
    TooSlow,
    OutOfMemory,
    /// It made more of a file than is taken.
    TooMuch,
    Crashed {
        how: String,
    },
}

/// A child that waits for files. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Child {
    process: Process,
    /// Pieces to be written, on a thread of their own: a child that does not listen must not hold us up.
    requests: Option<Sender<Vec<u8>>>,
    answers: Receiver<io::Result<Vec<u8>>>,
    last_words: Option<JoinHandle<String>>,
    served: u32,
}

impl Child {
    pub(super) fn start(program: &Path, limits: Limits) -> io::Result<Child> {
        let mut process = Command::new(program)
            .arg(WORKER_COMMAND)
            // One heap for all threads: each further one takes its share of the address space in advance.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipes = (process.stdin.take(), process.stdout.take(), process.stderr.take());
        let (Some(mut input), Some(output), Some(errors)) = pipes else {
            return Err(io::Error::other("a child without pipes"));
        };
        let (requests, to_write) = channel::<Vec<u8>>();
        Builder::new().name("extract-write".to_owned()).spawn(move || {
            for request in to_write {
                if input.write_all(&request).and_then(|()| input.flush()).is_err() {
                    return;
                }
            }
        })?;
        let (send_answer, answers) = channel();
        Builder::new().name("extract-read".to_owned()).spawn(move || {
            let mut output = BufReader::new(output);
            loop {
                let answer = frame::read(&mut output, limits.output);
                let last = answer.is_err();
                if send_answer.send(answer).is_err() || last {
                    return;
                }
            }
        })?;
        let last_words = Builder::new().name("extract-words".to_owned()).spawn(move || last_words(errors))?;
        let child = Child { process, requests: Some(requests), answers, last_words: Some(last_words), served: 0 };
        let limits = serde_json::to_vec(&limits).expect("numbers always become JSON");
        child.send(&[&limits]);
        Ok(child)
    }

    /// How many files it has read.
    pub(super) fn served(&self) -> u32 {
        self.served
    }

    /// Reads a file. After a death the child is of no more use.
    pub(super) fn extract(&mut self, format: &str, bytes: &[u8], time: Duration) -> Result<Extracted, Death> {
        self.send(&[format.as_bytes(), bytes]);
        match self.answers.recv_timeout(time) {
            Ok(Ok(answer)) => {
                self.served += 1;
                match serde_json::from_slice(&answer) {
                    Ok(Answer::Parsed(parsed)) => Ok(Ok(parsed)),
                    Ok(Answer::Panicked) => Ok(Err(super::panicked())),
                    Ok(Answer::TooSlow) => Err(Death::TooSlow),
                    Err(_) => Err(Death::Crashed { how: "it answered with nonsense".to_owned() }),
                }
            }
            Err(RecvTimeoutError::Timeout) => Err(Death::TooSlow),
            Ok(Err(error)) if error.kind() == io::ErrorKind::FileTooLarge => Err(Death::TooMuch),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.post_mortem()),
        }
    }

    fn send(&self, pieces: &[&[u8]]) {
        let mut request = Vec::with_capacity(pieces.iter().map(|piece| piece.len() + 8).sum());
        for piece in pieces {
            frame::write(&mut request, piece).expect("writing to memory succeeds");
        }
        if let Some(requests) = &self.requests {
            // Where the child is dead, reading its answer says so.
            drop(requests.send(request));
        }
    }

    /// What the child died of: its last words tell a lack of memory and of stack from the rest.
    fn post_mortem(&mut self) -> Death {
        // It may have closed its output and live on.
        drop(self.process.kill());
        let status = self.process.wait();
        let words = self.last_words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        if words.contains("memory allocation of") || words.contains("annot allocate memory") {
            return Death::OutOfMemory;
        }
        if words.contains("overflowed its stack") {
            return Death::Crashed { how: "it is nested too deeply".to_owned() };
        }
        let how = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        Death::Crashed { how }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.requests = None;
        // It may be busy for ever; and it must not stay behind as a zombie.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Reads what a child says to the end and keeps the last of it.
fn last_words(mut errors: ChildStderr) -> String {
    let mut kept = Vec::new();
    let mut piece = [0; 1024];
    while let Ok(length @ 1..) = errors.read(&mut piece) {
        kept.extend_from_slice(&piece[..length]);
        let surplus = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).into_owned()
}
