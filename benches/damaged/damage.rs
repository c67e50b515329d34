//! Sound files of every format, and what can happen to them. Everything follows from a number.

use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// Numbers that look like chance and are the same every time.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).expect("it is below a number of this size")
    }
}

/// A file's ending and its bytes.
pub(crate) type Seed = (String, Vec<u8>);

/// The files of the corpus that are not plain text, some that are, and what the corpus has none of.
pub(crate) fn seeds(corpus: &Path) -> Vec<Seed> {
    let mut seeds = Vec::new();
    gather(corpus, &mut seeds);
    seeds.sort();
    let mut plain = 0;
    seeds.retain(|(ending, _)| {
        plain += usize::from(ending == "md");
        ending != "md" || plain <= 5
    });
    seeds.push(("html".to_owned(), b"<html lang=en><title>A</title><main><h1>A</h1><p>Words of a page.".repeat(50)));
    seeds.push(("txt".to_owned(), "Une réunion a eu lieu.\n".repeat(200).into_bytes()));
    let mail = "Subject: A\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nWords.\r\n--x--\r\n";
    seeds.push(("eml".to_owned(), mail.as_bytes().to_vec()));
    let sheet = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>words</t></is></c></row></sheetData></worksheet>";
    seeds.push((
        "xlsx".to_owned(),
        package(&[
            ("xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" r:id=\"a\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"a\" Type=\"worksheet\" Target=\"s.xml\"/></R>"),
            ("xl/s.xml", sheet),
        ]),
    ));
    let book = "<package><metadata><title>A</title></metadata><manifest><item id=\"a\" href=\"a.html\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
    seeds.push((
        "epub".to_owned(),
        package(&[
            ("META-INF/container.xml", "<container><rootfile full-path=\"b.opf\"/></container>"),
            ("b.opf", book),
            ("a.html", "<p>Words of a book.</p>"),
        ]),
    ));
    seeds
}

fn gather(folder: &Path, seeds: &mut Vec<Seed>) {
    for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ending = name.rsplit('.').next().unwrap_or_default().to_owned();
        if path.is_dir() {
            gather(&path, seeds);
        } else if ["pdf", "docx", "odt", "pptx", "rtf", "md"].contains(&ending.as_str()) {
            seeds.push((ending, std::fs::read(&path).expect("a file")));
        }
    }
}

pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("writing to memory succeeds");
        writer.write_all(text.as_bytes()).expect("writing to memory succeeds");
    }
    writer.finish().expect("writing to memory succeeds").into_inner()
}

/// What can happen to a file.
type Happens = fn(&Seed, &mut Chance) -> Seed;

pub(crate) const DAMAGES: &[(&str, Happens)] = &[
    ("bits flipped", |(ending, bytes), chance| {
        let mut bytes = bytes.clone();
        for _ in 0..=chance.below(40) {
            let at = chance.below(bytes.len());
            bytes[at] ^= 1 << chance.below(8);
        }
        (ending.clone(), bytes)
    }),
    ("cut short", |(ending, bytes), chance| (ending.clone(), bytes[..chance.below(bytes.len())].to_vec())),
    ("a stretch of zeros", |(ending, bytes), chance| {
        let mut bytes = bytes.clone();
        let from = chance.below(bytes.len());
        let to = (from + chance.below(4096)).min(bytes.len());
        bytes[from..to].fill(0);
        (ending.clone(), bytes)
    }),
    ("begins in the middle", |(ending, bytes), chance| (ending.clone(), bytes[chance.below(bytes.len())..].to_vec())),
    ("a wrong ending", |(_, bytes), chance| {
        let endings = ["pdf", "docx", "pptx", "xlsx", "odt", "odp", "epub", "rtf", "html", "eml", "md", "txt", "doc"];
        (endings[chance.below(endings.len())].to_owned(), bytes.clone())
    }),
    ("noise", |(ending, _), chance| {
        let length = chance.below(20_000);
        (ending.clone(), (0..length).map(|_| u8::try_from(chance.below(256)).unwrap_or(0)).collect())
    }),
    ("empty", |(ending, _), _| (ending.clone(), Vec::new())),
    ("archives within archives", |(ending, bytes), chance| {
        let mut inner = bytes.clone();
        for _ in 0..=chance.below(5) {
            let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
            writer.start_file("word/document.xml", SimpleFileOptions::default()).expect("writing to memory succeeds");
            writer.write_all(&inner).expect("writing to memory succeeds");
            inner = writer.finish().expect("writing to memory succeeds").into_inner();
        }
        let ending = if ["pdf", "md", "txt", "eml"].contains(&ending.as_str()) { "docx" } else { ending };
        (ending.to_owned(), inner)
    }),
    ("under a password", |_, chance| match chance.below(3) {
        0 => {
            let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
            bytes.extend("EncryptedPackage".bytes().flat_map(|letter| [letter, 0]));
            ("docx".to_owned(), bytes)
        }
        1 => {
            let parts = [("META-INF/manifest.xml", "<m><encryption-data/></m>"), ("content.xml", "noise")];
            ("odt".to_owned(), package(&parts))
        }
        _ => {
            let key = "00".repeat(32);
            let text = format!(
                "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n\
                 trailer << /Root 1 0 R /Size 3 /ID [<{key}> <{key}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >> >>\n%%EOF\n"
            );
            ("pdf".to_owned(), text.into_bytes())
        }
    }),
];

/// Small files that become large ones, or never end. Few, since each may take all of its time.
pub(crate) fn bombs() -> Vec<Seed> {
    let zeros = " ".repeat(400 << 20);
    let nested = format!("<w:document>{}", "<w:p><w:r><w:t>x</w:t>".repeat(500_000));
    let words = format!("<w:document><w:body>{}", "<w:p><w:r><w:t>words </w:t></w:r></w:p>".repeat(1_500_000));
    let entities = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><w:document><w:p><w:t>&c;&c;&c;</w:t></w:p></w:document>";
    vec![
        ("docx".to_owned(), package(&[("word/document.xml", &zeros)])),
        ("docx".to_owned(), package(&[("word/document.xml", &nested)])),
        ("docx".to_owned(), package(&[("word/document.xml", &words)])),
        ("docx".to_owned(), package(&[("word/document.xml", entities)])),
        ("odt".to_owned(), package(&[("content.xml", &"<text:p>x".repeat(3_000_000))])),
        ("html".to_owned(), "<div>".repeat(4_000_000).into_bytes()),
        ("html".to_owned(), "<table><tr><td>".repeat(1_500_000).into_bytes()),
        ("md".to_owned(), "*_*_ <b>x</b> ".repeat(3 << 20).into_bytes()),
        ("rtf".to_owned(), [b"{\\rtf1 ".to_vec(), b"{".repeat(10 << 20)].concat()),
        ("pdf".to_owned(), looping_pdf()),
    ]
}

/// A page whose content draws itself again and again.
fn looping_pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R 3 0 R 2 0 R] /Count 9999999 >>\nendobj\n\
      3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 4 0 R /Y 4 0 R >> >> >>\nendobj\n\
      4 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R /Y 4 0 R >> >> /Length 14 >>\nstream\n/X Do /Y Do /X Do\nendstream\nendobj\n\
      trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n"
        .to_vec()
}
