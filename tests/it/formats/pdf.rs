//! PDFs written here, and what is read of them.

use praxis::extract::{Extracted, Extractor};
use praxis::model::{Failure, Parsed, ProblemStatus};
use std::fmt::Write;

/// Words at a place on a page: from the left and from the bottom, in points; size of the letters.
type Placed<'a> = (f32, f32, f32, &'a str);

/// A PDF with a page for each list of words, which are in Latin letters.
fn pdf(pages: &[Vec<Placed<'_>>], info: &str) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< {info} >>"),
    ];
    let mut kids = String::new();
    for words in pages {
        let mut content = String::new();
        for (x, y, size, text) in words {
            let bytes: String = text.chars().map(|letter| format!("{:02x}", u32::from(letter))).collect();
            writeln!(content, "BT /F {size} Tf {x} {y} Td <{bytes}> Tj ET").expect("writing to memory succeeds");
        }
        write!(kids, "{} 0 R ", objects.len() + 1).expect("writing to memory succeeds");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            objects.len() + 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    written(&objects, "/Root 1 0 R /Info 4 0 R")
}

fn written(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1).expect("writing to memory succeeds");
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("writing to memory succeeds");
    for place in places {
        writeln!(out, "{place:010} 00000 n ").expect("writing to memory succeeds");
    }
    write!(out, "trailer << /Size {} {trailer} >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .expect("writing to memory succeeds");
    out.into_bytes()
}

fn extract(bytes: &[u8]) -> Extracted {
    Extractor::in_process().extract("a.pdf", bytes)
}

fn read(pages: &[Vec<Placed<'_>>]) -> Parsed {
    *extract(&pdf(pages, "/Title (A report on lamps) /Author (Ana Diaz) /CreationDate (D:20190304120000Z)"))
        .expect("a PDF that is read")
}

/// A page of prose: lines from the top.
fn prose<'a>(x: f32, lines: &[&'a str]) -> Vec<Placed<'a>> {
    (0u8..).zip(lines).map(|(index, line)| (x, 760.0 - 14.0 * f32::from(index), 11.0, *line)).collect()
}

#[test]
fn lines_become_a_title_headings_and_paragraphs() {
    let parsed = read(&[vec![
        (72.0, 780.0, 22.0, "Street lamps"),
        (72.0, 740.0, 11.0, "In 2015 the town set up new lamps in two of its"),
        (72.0, 726.0, 11.0, "quarters, together with those who live there."),
        (72.0, 690.0, 14.0, "Results"),
        (72.0, 670.0, 11.0, "\u{95} fewer thefts in the evening"),
        (72.0, 656.0, 11.0, "\u{95} more people in the streets"),
    ]]);
    assert_eq!(parsed.title.as_deref(), Some("Street lamps"));
    assert_eq!(
        parsed.text,
        "In 2015 the town set up new lamps in two of its quarters, together with those who live there.\nResults\n\
         fewer thefts in the evening\nmore people in the streets"
    );
    assert!(parsed.html.contains("<h2>Results</h2>") && parsed.html.matches("<li>").count() == 2, "{}", parsed.html);
    assert_eq!(parsed.stated.authors, ["Ana Diaz"]);
    assert_eq!(parsed.declared_language.as_deref(), Some("en-GB"));
    assert_eq!(parsed.written.as_deref(), Some("2019-03-04"));
    assert_eq!((parsed.status, parsed.warnings), (ProblemStatus::Indexed, vec![]));
}

#[test]
fn what_a_file_says_of_itself_is_its_title_where_the_text_has_none() {
    let parsed = read(&[prose(72.0, &["Words and nothing else."])]);
    assert_eq!(parsed.title.as_deref(), Some("A report on lamps"));
}

#[test]
fn columns_are_read_one_after_the_other_and_tables_across() {
    let left = [
        "The first column tells of the young people who",
        "met in the park in the evening, and of those who",
        "lived beside it and could not sleep. They talked",
    ];
    let right = [
        "and agreed upon a time. The second column tells",
        "of what came of it: for two summers there were no",
        "complaints, and a club was opened near the park.",
    ];
    let mut words = prose(40.0, &left);
    words.extend(prose(320.0, &right));
    words.extend([
        (40.0, 600.0, 11.0, "Year"),
        (200.0, 600.0, 11.0, "Complaints"),
        (40.0, 584.0, 11.0, "2014"),
        (200.0, 584.0, 11.0, "31"),
        (40.0, 568.0, 11.0, "2015"),
        (200.0, 568.0, 11.0, "4"),
    ]);
    let parsed = read(&[words]);
    let columns = [left, right].concat().join(" ");
    assert_eq!(parsed.text, format!("{columns}\nYear | Complaints\n2014 | 31\n2015 | 4"));
}

#[test]
fn words_divided_at_the_end_of_a_line_are_made_whole() {
    let parsed = read(&[prose(
        72.0,
        &[
            "Those who work in the streets speak of preven-",
            "tion and of well-being, and mean it; a co-oper-",
            "ation of many. For well-",
            "being there is no measure.",
        ],
    )]);
    assert_eq!(
        parsed.text,
        "Those who work in the streets speak of prevention and of well-being, and mean it; a co-operation of many. For \
         well-being there is no measure."
    );
}

#[test]
fn running_titles_and_page_numbers_are_left_out_and_pages_are_known() {
    let bodies = ["Lamps were set up in May.", "Mediators came in June.", "In July all was quiet."];
    let numbers = ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"];
    let pages: Vec<Vec<Placed<'_>>> = (0..3)
        .map(|page| {
            vec![
                (72.0, 810.0, 9.0, "Town of Lamps - Report 2015"),
                (72.0, 700.0, 11.0, bodies[page]),
                (280.0, 30.0, 9.0, numbers[page]),
            ]
        })
        .collect();
    let parsed = read(&pages);
    assert_eq!(parsed.text, bodies.join("\n"));
    let begins: Vec<&str> = parsed.pages.iter().map(|start| &parsed.text[*start..*start + 4]).collect();
    assert_eq!(begins, ["Lamp", "Medi", "In J"]);
    assert_eq!(parsed.html.matches("<hr data-page=").count(), 3, "{}", parsed.html);
}

#[test]
fn a_pdf_without_text_or_under_a_password_says_so() {
    let scan = *extract(&pdf(&[vec![], vec![]], "/Title (Minutes of the council)")).expect("it is read");
    assert_eq!(scan.status, ProblemStatus::NoText);
    assert_eq!(scan.title.as_deref(), Some("Minutes of the council"));
    assert_eq!(scan.warnings[0].problem, "no text: its pages are pictures, which needs OCR");

    let empty = "<00>".repeat(32);
    let key = format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<{0}> <{0}>] /Root 1 0 R",
        empty.replace(['<', '>'], "")
    );
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), "<< /Type /Pages /Kids [] /Count 0 >>".to_owned()];
    let Err(Failure { status, reason, .. }) = extract(&written(&objects, &key)) else { panic!("it was read") };
    assert_eq!((status, reason.as_str()), (ProblemStatus::Encrypted, "it is protected by a password"));

    for bytes in [&b"%PDF"[..], b"%PDF-1.4\n", b"nothing of the kind"] {
        let failure = extract(bytes).expect_err("nothing to read");
        assert_eq!(failure.status, ProblemStatus::Damaged);
    }
}
