//! `pdftotext`, where the machine has it: it knows fonts and writings of many programs that made PDFs.
//!
//! It runs as a child of the worker, under the worker's limits and a clock, and gets the file and gives its words
//! through pipes.

use rlimit::Resource;
use std::io::{ErrorKind, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// What it prints of one file, in bytes; more is no document that a person reads.
const MAX_OUTPUT: u64 = 256 << 20;

/// What came of asking it.
pub(super) enum Asked {
    /// The words of a PDF and where they stand.
    Words(String),
    /// It took longer than it may.
    TooSlow,
    /// It is not there, or can make nothing of the file.
    Nothing,
}

/// Asks it for the words of a PDF.
pub(super) fn words(bytes: &[u8], time: Duration) -> Asked {
    static MISSING: AtomicBool = AtomicBool::new(false);
    if MISSING.load(Ordering::Relaxed) {
        return Asked::Nothing;
    }
    let started = Command::new("pdftotext")
        .args(["-q", "-bbox-layout", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    match started {
        Ok(mut child) => {
            limit(&child, time);
            let asked = ask(&mut child, bytes, time);
            drop(child.kill());
            let ended_well = child.wait().is_ok_and(|status| status.success());
            match asked {
                Asked::Words(_) if !ended_well => Asked::Nothing,
                asked => asked,
            }
        }
        Err(error) => {
            MISSING.store(error.kind() == ErrorKind::NotFound, Ordering::Relaxed);
            Asked::Nothing
        }
    }
}

/// Should the worker be killed while this runs, it ends by itself.
fn limit(child: &Child, time: Duration) {
    #[cfg(target_os = "linux")]
    if let Ok(pid) = i32::try_from(child.id()) {
        let seconds = time.as_secs() + 1;
        drop(rlimit::prlimit(pid, Resource::CPU, Some((seconds, seconds)), None));
    }
    #[cfg(not(target_os = "linux"))]
    let _: (&Child, Duration, Resource) = (child, time, Resource::CPU);
}

fn ask(child: &mut Child, bytes: &[u8], time: Duration) -> Asked {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else { return Asked::Nothing };
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // One that has read enough stops listening.
            drop(input.write_all(bytes));
        });
        let (send, answer) = channel();
        scope.spawn(move || {
            let mut words = Vec::new();
            let read = output.take(MAX_OUTPUT).read_to_end(&mut words);
            drop(send.send(read.map(|_| words)));
        });
        let asked = match answer.recv_timeout(time) {
            Ok(Ok(words)) => Asked::Words(String::from_utf8_lossy(&words).into_owned()),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Asked::Nothing,
            Err(RecvTimeoutError::Timeout) => Asked::TooSlow,
        };
        if matches!(asked, Asked::TooSlow) {
            // Ends both threads.
            drop(child.kill());
        }
        asked
    })
}
