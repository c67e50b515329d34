//! One child process, from the outside.

use super::worker::Answer;
use super::{Extracted, Limits, WORKER_COMMAND, frame};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child as Process, ChildStderr, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
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
    /// Where requests are written to; none after a death.
    input: Option<ChildStdin>,
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
        let (Some(input), Some(output), Some(errors)) = pipes else {
            return Err(io::Error::other("a child without pipes"));
        };
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
        let mut child = Child { process, input: Some(input), answers, last_words: Some(last_words), served: 0 };
        let limits = serde_json::to_vec(&limits).expect("numbers always become JSON");
        if let Some(input) = &mut child.input {
            // Few enough bytes for any pipe. Where the child is dead, reading its answer says so.
            drop(frame::write(input, &limits));
        }
        Ok(child)
    }

    /// How many files it has read.
    pub(super) fn served(&self) -> u32 {
        self.served
    }

    /// Reads a file. After a death the child is of no more use.
    pub(super) fn extract(&mut self, format: &str, bytes: &[u8], time: Duration) -> Result<Extracted, Death> {
        match self.ask(format, bytes, time) {
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

    /// Gives it a file and waits for what it says. It is written on a thread of its own: a child that does not listen
    /// must not hold us up. A child that has not answered well is dead afterwards.
    fn ask(&mut self, format: &str, bytes: &[u8], time: Duration) -> Result<io::Result<Vec<u8>>, RecvTimeoutError> {
        let Some(mut input) = self.input.take() else { return Err(RecvTimeoutError::Disconnected) };
        let (answers, process) = (&self.answers, &mut self.process);
        let (answer, input) = std::thread::scope(|scope| {
            let (send_written, written) = channel();
            let writer = scope.spawn(move || {
                let sent = frame::write(&mut input, format.as_bytes())
                    .and_then(|()| frame::write(&mut input, bytes))
                    .and_then(|()| input.flush());
                // Nobody waits for it where the child has answered badly.
                let _ = send_written.send(());
                sent.is_ok().then_some(input)
            });
            let answer = answers.recv_timeout(time);
            if !matches!(answer, Ok(Ok(_))) || written.recv_timeout(time).is_err() {
                drop(process.kill());
            }
            (answer, writer.join().ok().flatten())
        });
        self.input = input;
        answer
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
        self.input = None;
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
