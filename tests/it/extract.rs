//! Files read in a child process: what a hang, a crash and a lack of memory cost.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use praxis::extract::{Extracted, Extractor, Limits};
use praxis::model::Failure;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_praxis"))
}

fn text(extracted: &Extracted) -> &str {
    match extracted {
        Ok(parsed) => &parsed.text,
        Err(Failure { reason, .. }) => panic!("failed: {reason}"),
    }
}

fn reason(extracted: &Extracted) -> &str {
    match extracted {
        Err(Failure { reason, .. }) => reason,
        Ok(parsed) => panic!("read {} bytes of text", parsed.text.len()),
    }
}

/// A program that is run instead of the worker.
#[cfg(unix)]
fn script(folder: &Path, body: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("worker.sh");
    std::fs::write(&path, format!("#!/bin/sh\ncd '{}'\n{body}\n", folder.display())).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Dozens of megabytes that take a debug build minutes to read.
fn slow() -> String {
    "*_*_ <b>x</b> ".repeat(2 << 20)
}

#[test]
fn a_child_reads_what_this_process_reads() {
    let child = Extractor::child(program(), Limits::default());
    let here = Extractor::in_process();
    for (path, bytes) in [
        ("a.md", &b"---\ntitle: T\nkey: x\n---\n# H\n\nWords.\n"[..]),
        ("b.html", b"<html lang=fr><title>T</title><p>Mots."),
        ("c.txt", b"Mots \xe9pars."),
        ("d.xyz", b"%XYZ"),
        ("e", b"<!doctype html><p>x"),
        ("f", b"\x7fELF"),
        ("empty.md", b""),
    ] {
        assert_eq!(child.extract(path, bytes), here.extract(path, bytes), "{path}");
    }
    assert_eq!(reason(&child.extract("d.xyz", b"%XYZ")), "no reader for .xyz yet");
    assert_eq!(text(&child.extract("c.txt", b"Mots \xe9pars.")), "Mots épars.");
}

#[test]
fn a_file_that_takes_too_long_costs_only_itself() {
    let limits = Limits { time: Duration::from_secs(2), memory: 8 << 30, ..Limits::default() };
    let extractor = Extractor::child(program(), limits);
    let begin = Instant::now();
    let extracted = extractor.extract("slow.md", slow().as_bytes());
    assert_eq!(reason(&extracted), "reading it took longer than 2 s");
    assert!(begin.elapsed() < Duration::from_secs(15), "{:?}", begin.elapsed());
    assert_eq!(text(&extractor.extract("next.md", b"next")), "next");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_needs_too_much_memory_costs_only_itself() {
    let limits = Limits { time: Duration::from_secs(300), memory: 512 << 20, ..Limits::default() };
    let extractor = Extractor::child(program(), limits);
    let large = "<p>words\n".repeat(14 << 20);
    let extracted = extractor.extract("large.html", large.as_bytes());
    assert_eq!(reason(&extracted), "reading it needed more than 512 MiB of memory");
    assert_eq!(text(&extractor.extract("next.md", b"next")), "next");
}

#[cfg(unix)]
#[test]
fn every_end_of_a_child_has_its_words() {
    let dir = tempfile::tempdir().unwrap();
    for (body, expected) in [
        ("kill -SEGV $$", "signal: 11"),
        ("cat > /dev/null & exit 3", "exit status: 3"),
        ("echo 'thread parser has overflowed its stack' >&2; kill -ABRT $$", "nested too deeply"),
        ("echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$", "needed more than 512 MiB of memory"),
        ("printf '\\002\\000\\000\\000\\000\\000\\000\\000{}'; exec cat > /dev/null", "answered with nonsense"),
        ("printf 'no frame at all, and a very long one'; exec cat > /dev/null", "crashed"),
        ("cat >&2; true", "took longer than 1 s"),
        ("exec sleep 1000", "took longer than 1 s"),
    ] {
        let limits = Limits { time: Duration::from_secs(1), ..Limits::default() };
        let extractor = Extractor::child(script(dir.path(), body), limits);
        let large = "x".repeat(1 << 20);
        let extracted = extractor.extract("a.md", large.as_bytes());
        assert!(reason(&extracted).contains(expected), "{body}: {}", reason(&extracted));
    }
}

#[cfg(unix)]
#[test]
fn one_child_reads_many_files_and_a_worn_one_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let starts = || std::fs::read_to_string(dir.path().join("starts")).unwrap().lines().count();
    let worker = format!("echo start >> starts\nexec '{}' \"$@\"", program().display());
    let extractor = Extractor::child(script(dir.path(), &worker), Limits::default());
    for number in 0..200 {
        assert_eq!(text(&extractor.extract("a.md", format!("n{number}").as_bytes())), format!("n{number}"));
    }
    assert_eq!(starts(), 1);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let extractor = &extractor;
            scope.spawn(move || {
                for number in 0..50 {
                    let words = format!("t{thread} n{number}");
                    assert_eq!(text(&extractor.extract("a.txt", words.as_bytes())), words);
                }
            });
        }
    });
    assert!(starts() <= 4, "{}", starts());

    // The first child dies of its second file; whether that file is to blame, only a fresh child can tell.
    let answer = r#"{"Parsed":{"text":"first"}}"#;
    let dying = format!(
        "echo start >> dying\nif [ $(wc -l < dying) = 1 ]; then \
         printf '\\{:03o}\\000\\000\\000\\000\\000\\000\\000%s' '{answer}'; kill -KILL $$; fi\nexec '{}' \"$@\"",
        answer.len(),
        program().display()
    );
    let extractor = Extractor::child(script(dir.path(), &dying), Limits::default());
    assert_eq!(text(&extractor.extract("a.md", b"anything")), "first");
    assert_eq!(text(&extractor.extract("b.md", b"second")), "second");
}

#[test]
fn without_a_program_files_are_read_here() {
    let extractor = Extractor::child(PathBuf::from("/no/such/program"), Limits::default());
    assert_eq!(text(&extractor.extract("a.md", b"words")), "words");
    assert_eq!(text(&extractor.extract("b.md", b"words")), "words");
}

#[test]
fn a_worker_ends_with_whoever_feeds_it() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut worker = Command::new(program())
        .arg(praxis::extract::WORKER_COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = worker.stdin.take().unwrap();
    let limits = serde_json::to_vec(&Limits { memory: 8 << 30, ..Limits::default() }).unwrap();
    for piece in [&limits[..], b"markdown", slow().as_bytes()] {
        input.write_all(&(piece.len() as u64).to_le_bytes()).unwrap();
        input.write_all(piece).unwrap();
    }
    drop(input);
    let begin = Instant::now();
    assert!(worker.wait().unwrap().success());
    assert!(begin.elapsed() < Duration::from_secs(10), "it went on for {:?}", begin.elapsed());
}

/// The command on a file that lies in no corpus, run where there is none either.
#[test]
fn a_file_outside_of_any_corpus_is_understood_and_what_it_lacks_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("walk.md"), "# A walk by night\n\nFifty people of the district walked.\n")
        .unwrap();
    let run = std::process::Command::new(program()).args(["extract", "walk.md"]).current_dir(folder.path()).output();
    let run = run.unwrap();
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{err}");
    for line in [
        "A walk by night\n",
        "  id          walk\n",
        "  date        not known\n",
        "  to settle   date (write it into the front matter, or into walk.md.meta.yaml)\n",
        "  to settle   countries (write it into the front matter, or into walk.md.meta.yaml)\n",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }
    assert!(
        err.contains("name another one with --corpus") && err.contains("no themes and partners are found"),
        "{err}"
    );
}
