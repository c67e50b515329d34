//! The inside of the child: read a request, parse, answer.

use super::poppler::{self, Asked};
use super::{Extracted, Limits, STACK, frame};
use crate::formats;
use crate::model::{Failure, Parsed, ProblemStatus};
use anyhow::Context;
use rlimit::Resource;
use serde::{Deserialize, Serialize};
use std::io::{self, BufReader, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, sync_channel};

/// What a child answers to a request.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    Parsed(Box<Parsed>),
    /// The parser panicked: a bug, which costs this file.
    Panicked,
    /// A program that was asked took too long.
    TooSlow,
}

/// The name of the format for which there may be a program.
const PDF: &str = "pdf";

/// A format's name and a file's bytes.
type Request = (Vec<u8>, Vec<u8>);

/// Serves requests on standard input until it ends: first the limits, then for each file the name of its format and
/// its bytes; answers on standard output. Everything is a length (8 bytes, little endian) and that many bytes.
pub fn worker_main() -> anyhow::Result<()> {
    let mut input = BufReader::new(io::stdin());
    let limits: Limits = serde_json::from_slice(&frame::read(&mut input, frame::MAX).context("reading the limits")?)
        .context("this command is for the program's own use")?;
    limit_self(limits);
    let (requests, received) = sync_channel::<Request>(0);
    let parser = std::thread::Builder::new().name("parser".to_owned()).stack_size(STACK);
    parser.spawn(move || serve(&received, limits)).context("starting the parser's thread")?;
    // This thread does nothing but listen, so that the end of the program ends its child, whatever that is busy with.
    while let (Ok(format), Ok(bytes)) = (frame::read(&mut input, frame::MAX), frame::read(&mut input, frame::MAX)) {
        if requests.send((format, bytes)).is_err() {
            break;
        }
    }
    Ok(())
}

/// Gives up what a parser has no business with. What the system refuses is done without: the parent has a clock.
fn limit_self(limits: Limits) {
    for (resource, limit) in [
        (Resource::AS, limits.memory),
        // A program that is asked may keep a copy of the file; a crash leaves no image of itself behind.
        (Resource::FSIZE, limits.memory),
        (Resource::CORE, 0),
    ] {
        // Where a lower limit holds already, it is kept.
        drop(resource.set(limit, limit));
    }
}

fn serve(received: &Receiver<Request>, limits: Limits) {
    let mut output = BufWriter::new(io::stdout());
    for (format, bytes) in received {
        let format = String::from_utf8_lossy(&format);
        let answer = match format == PDF && limits.programs {
            true => parse_pdf(&bytes, limits),
            false => answer(parse(&format, &bytes)),
        };
        let json = serde_json::to_vec(&answer).expect("strings and numbers always become JSON");
        if frame::write(&mut output, &json).and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}

fn answer(parsed: Option<Parsed>) -> Answer {
    parsed.map_or(Answer::Panicked, |parsed| Answer::Parsed(Box::new(parsed)))
}

/// Reads a PDF with the help of a program, where there is one that can read it.
fn parse_pdf(bytes: &[u8], limits: Limits) -> Answer {
    match poppler::words(bytes, limits.time * 4 / 5) {
        Asked::Words(words) => answer(catch_unwind(AssertUnwindSafe(|| formats::pdf_of_words(bytes, &words))).ok()),
        Asked::TooSlow => Answer::TooSlow,
        Asked::Nothing => answer(parse(PDF, bytes)),
    }
}

/// Parses; `None` where the parser panics. A format that is not known, which no caller asks for, counts as that.
fn parse(format: &str, bytes: &[u8]) -> Option<Parsed> {
    let format = formats::by_name(format)?;
    catch_unwind(AssertUnwindSafe(|| (format.parse)(bytes))).ok()
}

/// Parses in this process, on a thread with room to nest.
pub(super) fn parse_on_own_thread(format: &'static str, bytes: Vec<u8>) -> Extracted {
    let parser = std::thread::Builder::new().name("parser".to_owned()).stack_size(STACK);
    match parser.spawn(move || parse(format, &bytes)).map(std::thread::JoinHandle::join) {
        Ok(Ok(Some(parsed))) => Ok(Box::new(parsed)),
        Ok(_) => Err(super::panicked()),
        Err(error) => {
            let reason = format!("there is no room for a thread to read it: {error}");
            Err(Failure::new(ProblemStatus::Failed, reason, ""))
        }
    }
}
