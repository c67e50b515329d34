//! The folder as it really behaves, a test for each behaviour. After each step the account is held to a walk of the
//! folder that shares no code with ours.

use super::{Living, adds_up};
use praxis::corpus::Scope;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Files below a folder as the account counts them: links to folders and what lies in hidden folders are not walked.
fn walked(folder: &Path) -> u64 {
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if !entry.file_type().unwrap().is_dir() {
            count += u64::from(!entry.path().is_dir());
        } else if !entry.file_name().to_string_lossy().starts_with(['_', '.']) {
            count += walked(&entry.path());
        }
    }
    count
}

/// Compares the whole folder, and holds the account to it.
#[track_caller]
fn settle(living: &mut Living) {
    living.everything();
    let files = living.now().accounting;
    adds_up(&files);
    assert_eq!(files.on_disk, walked(&living.corpus()), "{files:?}");
}

#[cfg(unix)]
#[test]
fn symbolic_links_never_lead_out_of_the_corpus() {
    use std::os::unix::fs::symlink;
    let mut living = Living::of(&[("a.md", "# A\n\nInside.\n")]);
    let outside = living.dir.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("secret.md"), "# Secret\n").unwrap();
    symlink(outside.join("secret.md"), living.corpus().join("file.md")).unwrap();
    symlink(&outside, living.corpus().join("folder")).unwrap();
    symlink("../outside/secret.md", living.corpus().join("relative.md")).unwrap();
    symlink(".", living.corpus().join("circle")).unwrap();
    settle(&mut living);
    assert_eq!(living.served(), ["a.md “A” a"]);
    assert_eq!(
        living.problems(),
        ["file.md: the link leads out of the corpus folder", "relative.md: the link leads out of the corpus folder"]
    );
    // Not even when it is named: an event may come from anywhere.
    living.look(&["folder/secret.md", "circle/a.md", "../outside/secret.md"]);
    assert_eq!(living.served(), ["a.md “A” a"]);
}

#[test]
fn an_empty_file_is_accounted_for_and_read_once_it_is_filled() {
    let mut living = Living::of(&[("a.md", "")]);
    settle(&mut living);
    assert_eq!(living.now().accounting.on_disk, 1);
    living.write("a.md", "# Filled\n\nWords.\n");
    settle(&mut living);
    assert_eq!(living.served(), ["a.md “Filled” a"]);
    assert_eq!(living.account(), [1, 1, 0, 0, 0]);
}

#[test]
fn a_failed_file_is_read_again_when_it_changes() {
    let mut living = Living::of(&[("a.pdf", "%PDF"), ("b.md", "# B\n")]);
    settle(&mut living);
    assert_eq!(living.account(), [2, 1, 1, 0, 0]);
    living.remove("a.pdf");
    living.write("a.md", "# A\n");
    settle(&mut living);
    assert_eq!(living.account(), [2, 2, 0, 0, 0]);
    living.write("b.md", "\u{0}\u{1}");
    settle(&mut living);
    living.write("b.md", "# B again\n");
    settle(&mut living);
    assert_eq!(living.served(), ["a.md “A” a", "b.md “B again” b"]);
}

#[test]
fn a_rename_of_case_alone_leaves_one_document() {
    let mut living = Living::of(&[("Report.md", "# Report\n\nOne.\n")]);
    living.rename("Report.md", "report.md");
    settle(&mut living);
    assert_eq!(living.account(), [1, 1, 0, 0, 0]);
    assert_eq!(living.now().documents, 1);
    assert!(living.served()[0].starts_with("report.md “Report”"), "{:?}", living.served());
    living.is_as_if_made_afresh();
}

#[test]
fn a_folder_that_vanishes_and_returns_is_served_again() {
    let mut living = Living::of(&[("a.md", "# A\n"), ("deep/b.md", "# B\n"), ("deep/er/c.md", "# C\n")]);
    let before = living.served();
    living.rename("deep", "../away");
    settle(&mut living);
    assert_eq!(living.served(), ["a.md “A” a"]);
    living.rename("../away", "deep");
    settle(&mut living);
    assert_eq!(living.served(), before);
    living.is_as_if_made_afresh();
}

#[test]
fn a_change_that_no_event_told_of_is_found_by_comparing() {
    let mut living = Living::of(&[("a.md", "# A\n"), ("b.md", "# B\n")]);
    living.write("a.md", "# Changed\n");
    living.remove("b.md");
    living.write("new/c.md", "# C\n");
    settle(&mut living);
    assert_eq!(living.served(), ["a.md “Changed” a", "new/c.md “C” new-c"]);
}

#[test]
fn clocks_that_jump_hide_no_change() {
    let mut living = Living::of(&[("a.md", "# First\n")]);
    let now = SystemTime::now();
    let times = [now + Duration::from_secs(400 * 86_400), SystemTime::UNIX_EPOCH, now - Duration::from_secs(86_400)];
    for (number, time) in times.into_iter().enumerate() {
        // The same size each time.
        living.write("a.md", &format!("# Save {number}\n"));
        fs::File::options().write(true).open(living.corpus().join("a.md")).unwrap().set_modified(time).unwrap();
        settle(&mut living);
        assert_eq!(living.served(), [format!("a.md “Save {number}” a")]);
    }
}

#[test]
fn names_in_either_unicode_form_are_both_accounted_for() {
    let mut living = Living::of(&[("caf\u{e9}.md", "# Composed\n"), ("cafe\u{301}.md", "# Decomposed\n")]);
    settle(&mut living);
    assert_eq!(living.now().accounting.indexed, walked(&living.corpus()));
    living.remove("cafe\u{301}.md");
    settle(&mut living);
    assert_eq!(living.now().documents, walked(&living.corpus()));
    living.is_as_if_made_afresh();
}

#[test]
fn two_thousand_files_at_once_are_accounted_for_at_every_moment() {
    let mut living = Living::of(&[("a.md", "# A\n")]);
    for number in 0..2_000 {
        living.write(&format!("drop/{:02}/{number:04}.txt", number % 20), &format!("Words of {number}.\n"));
    }
    living.indexer().look(&Scope::Everything);
    adds_up(&living.at_once().accounting);
    while !living.indexer().is_idle() {
        living.indexer().work().unwrap();
        let files = living.now().accounting;
        adds_up(&files);
        assert_eq!(files.on_disk, 2_001);
    }
    settle(&mut living);
    assert_eq!(living.account(), [2_001, 2_001, 0, 0, 0]);
}

#[test]
fn a_conflicted_copy_is_listed_and_not_served() {
    let mut living = Living::of(&[("plan.md", "# Plan\n"), ("notes.md", "# A conflicted copy of myself\n")]);
    for copy in ["plan (Ana's conflicted copy 2026-11-28).md", "plan.sync-conflict-20261128-101112-ABCDEFG.md"] {
        living.write(copy, "# Plan, otherwise\n");
    }
    settle(&mut living);
    assert_eq!(living.served(), ["notes.md “A conflicted copy of myself” notes", "plan.md “Plan” plan"]);
    assert_eq!(living.account(), [4, 2, 0, 2, 0]);
    let rule = "a conflicted copy that a synchronised drive made";
    let expected = ["plan (Ana's conflicted copy 2026-11-28).md", "plan.sync-conflict-20261128-101112-ABCDEFG.md"];
    assert_eq!(living.problems(), expected.map(|path| format!("{path}: {rule}")));
}

/// A file with a size and no block on the disk, as synchronised drives show what they have not fetched.
#[cfg(unix)]
#[test]
fn a_placeholder_is_left_until_its_content_is_there() {
    let mut living = Living::of(&[("a.md", "# A\n")]);
    let path = living.corpus().join("far.md");
    let text = format!("# Far\n\n{}", "Words from far away. ".repeat(400));
    fs::File::create(&path).unwrap().set_len(text.len() as u64).unwrap();
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    settle(&mut living);
    assert_eq!(living.account(), [2, 1, 1, 0, 0]);
    assert_eq!(living.problems(), ["far.md: its content is not on this machine, but on a synchronised drive"]);
    // Its content comes without a change of size or time.
    fs::write(&path, &text).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    settle(&mut living);
    assert_eq!(living.served(), ["a.md “A” a", "far.md “Far” far"]);
    assert_eq!(living.account(), [2, 2, 0, 0, 0]);
}

#[test]
fn a_file_that_is_still_being_copied_is_read_whole_in_the_end() {
    let whole = fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/workshops/2021/resal-street-gangs-workshop-2021.docx"),
    )
    .unwrap();
    let mut living = Living::of(&[("a.md", "# A\n")]);
    let path = living.corpus().join("gangs.docx");
    for part in [whole.len() / 3, whole.len() / 2] {
        fs::write(&path, &whole[..part]).unwrap();
        settle(&mut living);
        assert_eq!(living.account(), [2, 1, 1, 0, 0]);
    }
    fs::write(&path, &whole).unwrap();
    settle(&mut living);
    assert_eq!(living.account(), [2, 2, 0, 0, 0]);
    assert!(living.problems().is_empty(), "{:?}", living.problems());
}

#[test]
fn what_may_pass_by_itself_is_tried_again_after_pauses_that_grow() {
    let mut living = Living::stopped(&[("slow.md", "# Slow\n"), ("odd.xyz", "?")]);
    living.start_unable_to_read();
    settle(&mut living);
    assert_eq!(living.account(), [2, 0, 2, 0, 0]);
    let mut after = |minutes: u64| {
        let indexer = living.indexer.as_mut().unwrap();
        let tried = indexer.try_again(jiff::Timestamp::now() + Duration::from_secs(60 * minutes + 1));
        indexer.finish(|_| {}).unwrap();
        tried
    };
    assert_eq!([after(0), after(1)], [0, 1], "only what a reader had no time for");
    assert_eq!([after(1), after(2)], [0, 1]);
    assert_eq!([after(3), after(4)], [0, 1]);
    assert_eq!(after(24 * 60), 1, "never later than a day");
    settle(&mut living);
    assert_eq!(living.account(), [2, 0, 2, 0, 0]);
}
