//! Office documents, e-books and e-mails: packages written here, and what is read of them.

use praxis::extract::Extractor;
use praxis::model::{Failure, Parsed};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("writing to memory succeeds");
        writer.write_all(text.as_bytes()).expect("writing to memory succeeds");
    }
    writer.finish().expect("writing to memory succeeds").into_inner()
}

fn read(path: &str, bytes: &[u8]) -> Parsed {
    match Extractor::in_process().extract(path, bytes) {
        Ok(parsed) => *parsed,
        Err(Failure { reason, .. }) => panic!("{path}: {reason}"),
    }
}

fn why_not(path: &str, bytes: &[u8]) -> String {
    match Extractor::in_process().extract(path, bytes) {
        Ok(parsed) => panic!("{path} was read: {parsed:?}"),
        Err(Failure { reason, .. }) => reason,
    }
}

const DOCUMENT: &str = r#"<w:document xmlns:w="w"><w:body>
<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr><w:r><w:t>L&#8217;été &amp; la ville</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:t>Le probl</w:t></w:r><w:r><w:t>ème</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Des jeunes d&apos;ici</w:t><w:tab/><w:t>se battent.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>
<w:del><w:r><w:delText>effacé</w:delText></w:r></w:del></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>écouter</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>agir</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>2015</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"#;

#[test]
fn a_word_document_gives_its_blocks_in_order() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
        <w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator"><w:p><w:r><w:t>—</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:t>Selon la police.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let core = r#"<cp xmlns:dc="dc"><dc:creator>Ana Díaz</dc:creator><dc:language>fr-CA</dc:language></cp>"#;
    let bytes = package(&[
        ("word/document.xml", DOCUMENT),
        ("word/styles.xml", styles),
        ("word/footnotes.xml", notes),
        ("docProps/core.xml", core),
    ]);
    let parsed = read("a.docx", &bytes);
    assert_eq!(parsed.title.as_deref(), Some("L’été & la ville"));
    assert_eq!(parsed.text, "Le problème\nDes jeunes d'ici se battent.\nécouter\nagir\n2015 | 12\nSelon la police.");
    assert_eq!(parsed.html.matches("<li>").count(), 2, "{}", parsed.html);
    assert_eq!(parsed.stated.authors, ["Ana Díaz"]);
    assert_eq!(parsed.declared_language.as_deref(), Some("fr-CA"));
    assert_eq!(parsed.warnings, []);
}

#[test]
fn slides_come_in_the_order_of_the_deck_with_their_notes() {
    let deck = r#"<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId r:id="b"/><p:sldId r:id="a"/></p:sldIdLst></p:presentation>"#;
    let relations = r#"<Relationships><Relationship Id="a" Type="x/slide" Target="slides/slide1.xml"/>
        <Relationship Id="b" Type="x/slide" Target="slides/slide2.xml"/></Relationships>"#;
    let slide = |title: &str, words: &str| {
        format!(
            r#"<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:ph type="title"/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></p:sp>
            <p:sp><p:ph idx="1"/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:sp>
            <p:sp><p:ph type="sldNum"/><a:p><a:fld><a:t>7</a:t></a:fld></a:p></p:sp></p:sld>"#
        )
    };
    let notes_of = r#"<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/notesSlide1.xml"/></Relationships>"#;
    let notes = r#"<p:notes xmlns:p="p" xmlns:a="a"><p:sp><p:ph type="body"/><a:p><a:r><a:t>To be said aloud.</a:t></a:r></a:p></p:sp></p:notes>"#;
    let bytes = package(&[
        ("ppt/presentation.xml", deck),
        ("ppt/_rels/presentation.xml.rels", relations),
        ("ppt/slides/slide1.xml", &slide("Results", "Fewer fights")),
        ("ppt/slides/slide2.xml", &slide("Street work in Malmö", "Why")),
        ("ppt/slides/_rels/slide2.xml.rels", notes_of),
        ("ppt/notesSlides/notesSlide1.xml", notes),
    ]);
    let parsed = read("a.pptx", &bytes);
    assert_eq!(parsed.title.as_deref(), Some("Street work in Malmö"));
    assert_eq!(parsed.text, "Why\nTo be said aloud.\nResults\nFewer fights");
}

#[test]
fn a_table_after_the_number_of_a_slide_is_kept() {
    let deck =
        r#"<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId r:id="a"/></p:sldIdLst></p:presentation>"#;
    let relations =
        r#"<Relationships><Relationship Id="a" Type="x/slide" Target="slides/slide1.xml"/></Relationships>"#;
    let slide = r#"<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:ph type="sldNum"/><a:p><a:r><a:t>7</a:t></a:r></a:p></p:sp>
        <p:graphicFrame><a:tbl><a:tr><a:tc><a:p><a:r><a:t>2015</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>12</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:graphicFrame></p:sld>"#;
    let bytes = package(&[
        ("ppt/presentation.xml", deck),
        ("ppt/_rels/presentation.xml.rels", relations),
        ("ppt/slides/slide1.xml", slide),
    ]);
    assert_eq!(read("a.pptx", &bytes).text, "2015 | 12");
}

#[test]
fn words_that_were_moved_stand_once() {
    let document = r#"<w:document xmlns:w="w"><w:body>
        <w:p><w:moveFrom><w:r><w:t>moved </w:t></w:r></w:moveFrom><w:r><w:t>here</w:t></w:r></w:p>
        <w:p><w:moveTo><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p></w:body></w:document>"#;
    assert_eq!(read("a.docx", &package(&[("word/document.xml", document)])).text, "here\nmoved");
}

#[test]
fn a_line_in_the_xml_of_an_open_document_is_no_line_of_it() {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body>\
        <text:p><text:span>two</text:span>\n<text:span>words</text:span></text:p></office:body></office:document-content>";
    assert_eq!(read("a.odt", &package(&[("content.xml", content)])).text, "two words");
}

#[test]
fn a_spreadsheet_gives_its_cells() {
    let book = r#"<workbook xmlns:r="r"><sheets><sheet name="Homicides" r:id="s"/></sheets></workbook>"#;
    let relations =
        r#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let strings = "<sst><si><t>City</t></si><si><r><t>Bo</t></r><r><t>gotá</t></r></si></sst>";
    let sheet = r#"<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Rate</t></is></c></row>
        <row><c t="s"><v>1</v></c><c><v>12.5</v></c><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>"#;
    let bytes = package(&[
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    assert_eq!(read("a.xlsx", &bytes).text, "Homicides\nCity | Rate\nBogotá | 12.5");
}

#[test]
fn an_open_document_text_leaves_out_what_was_deleted() {
    let content = r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b">
        <office:automatic-styles><x>no text</x></office:automatic-styles><office:body>
        <text:tracked-changes><text:p>gelöscht</text:p></text:tracked-changes>
        <text:p text:style-name="Title">Prävention</text:p><text:h text:outline-level="1">Das Problem</text:h>
        <text:p>Viele<text:s text:c="2"/>Straßen<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Eine Fußnote.</text:p></text:note-body></text:note>.</text:p>
        <text:list><text:list-item><text:p>Licht</text:p></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>
        </office:body></office:document-content>"#;
    let parsed = read("a.odt", &package(&[("content.xml", content)]));
    assert_eq!(parsed.title.as_deref(), Some("Prävention"));
    assert_eq!(parsed.text, "Das Problem\nViele Straßen.\nLicht\nA | B\nEine Fußnote.");
}

#[test]
fn a_book_gives_its_chapters_in_the_order_of_its_spine() {
    let container = r#"<container><rootfiles><rootfile full-path="E/book.opf"/></rootfiles></container>"#;
    let book = r#"<package xmlns:dc="d"><metadata><dc:title>Guía</dc:title><dc:creator>CIPC</dc:creator><dc:language>es</dc:language></metadata>
        <manifest><item id="nav" href="nav.xhtml" properties="nav"/><item id="two" href="2.xhtml"/><item id="one" href="text/1.xhtml"/></manifest>
        <spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/></spine></package>"#;
    let bytes = package(&[
        ("META-INF/container.xml", container),
        ("E/book.opf", book),
        ("E/nav.xhtml", "<html><body><p>Índice</p></body></html>"),
        ("E/text/1.xhtml", "<html><body><h1>Primero</h1><p>Escuchar.</p></body></html>"),
        ("E/2.xhtml", "<html><body><p>Actuar.</p></body></html>"),
    ]);
    let parsed = read("a.epub", &bytes);
    assert_eq!(parsed.title.as_deref(), Some("Guía"));
    assert_eq!(parsed.text, "Primero\nEscuchar.\nActuar.");
    assert_eq!(parsed.declared_language.as_deref(), Some("es"));
}

#[test]
fn rich_text_decodes_what_programs_write() {
    let rtf = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Cyr;}}{\info{\title Un titre}{\author Ana}}
{\pard\f0 L\rquote \'e9t\'e9 \u8212 ? fin\par}{\pard\f1 \'cf\'f0\'e8\'e2\'e5\'f2\par}{\*\generator x;}
\trowd\cellx1\cellx2 2015\cell 12\cell\row\pard Apr\'e8s.\par}";
    let parsed = read("a.rtf", rtf);
    assert_eq!(parsed.title.as_deref(), Some("Un titre"));
    assert_eq!(parsed.text, "L’été — fin\nПривет\n2015 | 12\nAprès.");
    assert_eq!(parsed.stated.authors, ["Ana"]);
}

#[test]
fn an_email_has_its_subject_for_a_title() {
    let mail = "From: =?utf-8?q?Ana_D=C3=ADaz?= <ana@example.org>\r\nSubject: =?utf-8?q?Pr=C3=A9vention?=\r\n\
        MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        Bonjour,\r\n\r\nla r=C3=A9union a eu lieu.\r\n";
    let parsed = read("a.eml", mail.as_bytes());
    assert_eq!(parsed.title.as_deref(), Some("Prévention"));
    assert!(parsed.text.contains("la réunion a eu lieu."), "{}", parsed.text);
    assert_eq!(parsed.stated.authors, ["Ana Díaz"]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = package(&[("word/document.xml", DOCUMENT)]);
    let damaged = "it is damaged, cut short, or not of the kind its name says";
    assert_eq!(why_not("a.docx", &whole[..whole.len() / 2]), damaged);
    assert_eq!(why_not("a.odt", &package(&[("x.xml", "")])), damaged);
    assert_eq!(why_not("a.docx", b""), damaged);
    assert_eq!(why_not("a.rtf", b"plain words"), damaged);
    let locked = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    assert_eq!(why_not("a.xlsx", &locked), "it was saved by an office program of before 2007, which is not read");
}

#[test]
fn a_package_that_unpacks_to_too_much_is_read_in_part() {
    let long =
        format!("<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>begin</w:t></w:r></w:p>{}", " ".repeat(70 << 20));
    let parsed = read("a.docx", &package(&[("word/document.xml", &long)]));
    assert_eq!(parsed.text, "begin");
    assert_eq!(parsed.warnings.len(), 1, "{:?}", parsed.warnings);
    let nested = format!("<w:document>{}", "<w:p><w:r><w:t>x</w:t>".repeat(100_000));
    read("a.docx", &package(&[("word/document.xml", &nested)]));
}

#[test]
fn the_note_of_a_paragraph_in_rich_text_stands_at_the_end() {
    let parsed =
        read("a.rtf", br"{\rtf1 Words{\super 1{\*\footnote\pard 1 From the police.\par}} go on.\par Then others.\par}");
    assert_eq!(parsed.text, "Words1 go on.\nThen others.\n1 From the police.");
}

#[test]
fn cells_that_hold_days_say_which() {
    let bytes = package(&[
        ("xl/workbook.xml", r#"<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yy"/><numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><sheetData><row><c s="1"><v>43831</v></c><c s="2"><v>43891.5</v></c><c s="3"><v>12</v></c><c><v>43831</v></c></row></sheetData></worksheet>"#,
        ),
    ]);
    assert_eq!(read("a.xlsx", &bytes).text, "A\n2020-01-01 | 2020-03-01 | 12 | 43831");
}

#[test]
fn a_file_is_what_it_holds_whatever_its_ending_says() {
    let word = package(&[("word/document.xml", DOCUMENT)]);
    for name in ["a.doc", "a.odt", "a.pptx", "a.pdf", "a"] {
        assert_eq!(read(name, &word).format, "docx", "{name}");
    }
    assert_eq!(read("a.doc", br"{\rtf1 Words.\par}").text, "Words.");
    assert_eq!(read("a.doc", b"<html><p>Words.</html>").text, "Words.");
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    assert_eq!(why_not("a.docx", &old), "it was saved by an office program of before 2007, which is not read");
    assert_eq!(why_not("a.doc", &old), "no reader for .doc: it is of before 2007");
    old.extend("EncryptedPackage".bytes().flat_map(|letter| [letter, 0]));
    assert_eq!(why_not("a.docx", &old), "it is protected by a password");
}

#[test]
fn the_title_of_a_text_may_have_a_style_of_its_own() {
    let content = r#"<o:document-content><o:automatic-styles><s:style s:name="P1" s:parent-style-name="Title"/></o:automatic-styles>
        <o:body><text:p text:style-name="P1">Lamps</text:p><text:p>Words.</text:p></o:body></o:document-content>"#;
    let parsed = read("a.odt", &package(&[("content.xml", content)]));
    assert_eq!((parsed.title.as_deref(), parsed.text.as_str()), (Some("Lamps"), "Words."));
}

#[test]
fn what_is_attached_to_a_message_is_named_and_read_where_it_is_text() {
    let message = "Subject: Lamps\r\nFrom: Ana <ana@example.org>\r\nDate: Mon, 4 Mar 2019 12:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain\r\n\r\nSee what is attached.\r\n\
        --x\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nLamps in May.\r\n\
        --x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=plan.pdf\r\n\r\n%PDF\r\n--x--\r\n";
    let parsed = read("a.eml", message.as_bytes());
    assert_eq!(parsed.text, "See what is attached.\nnotes.txt\nLamps in May.\nplan.pdf");
    assert_eq!(parsed.written.as_deref(), Some("2019-03-04"));
}
