//! Files that were made to hang, crash or deceive.

use super::parse;
use std::time::{Duration, Instant};

const SIZE: usize = 256 << 10;

fn repeat(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

/// Each is read on a small stack, and in no more than a time that only what never ends would need on the slowest
/// machine; the last value says whether it has any text.
fn read_in_time(cases: Vec<(&'static str, String, bool)>) {
    let mut slowest = (Duration::ZERO, String::new());
    for (path, source, has_text) in cases {
        let shown: String = source.chars().take(30).collect();
        let begin = Instant::now();
        let reader = std::thread::Builder::new().stack_size(2 << 20);
        let parsed = reader.spawn(move || parse(path, source.as_bytes())).unwrap().join().unwrap();
        slowest = slowest.max((begin.elapsed(), format!("{path} {shown:?}")));
        assert_eq!(!parsed.text.is_empty(), has_text, "{path} {shown:?}: {:?}", parsed.text.get(..100));
        assert!(has_text || !parsed.warnings.is_empty(), "{path} {shown:?} has no text and no warning");
    }
    assert!(slowest.0 < Duration::from_secs(60), "{slowest:?}");
}

#[test]
fn markdown_is_read_in_time() {
    read_in_time(vec![
        ("a.md", repeat(">"), false),
        ("a.md", repeat("> "), false),
        ("a.md", repeat("["), true),
        ("a.md", repeat("[a]("), true),
        ("a.md", repeat("![["), true),
        ("a.md", repeat("*_*_ "), true),
        ("a.md", repeat("*a_ "), true),
        ("a.md", repeat("`a``b```"), true),
        ("a.md", repeat("<a "), true),
        ("a.md", repeat("&amp;&#0;&#x110000;&bogus;"), true),
        ("a.md", repeat("~~a"), true),
        ("a.md", repeat("www.a."), false),
        ("a.md", repeat("a@b."), true),
        ("a.md", repeat("[^1]"), true),
        ("a.md", format!("{}\n\n[^1]: x", repeat("a[^1] ")), true),
        ("a.md", (0..2000).map(|n| format!("{}- a\n", "  ".repeat(n % 500))).collect(), true),
        ("a.md", (0..700).map(|n| format!("{}a\n", "> ".repeat(n))).collect(), true),
        ("a.md", format!("|{}\n|{}\n{}", "a|".repeat(400), "-|".repeat(400), "|b\n".repeat(400)), true),
        ("a.md", repeat("- "), false),
        ("a.md", repeat("1. "), true),
        ("a.md", format!("---\n{}\n---\nx", "a: ".repeat(100_000)), true),
        ("a.md", format!("---\n{}---\nx", "- ".repeat(50_000)), true),
        ("a.md", format!("---\n{}---\nx", "? ".repeat(50_000)), true),
    ]);
}

#[test]
fn html_is_read_in_time() {
    read_in_time(vec![
        ("a.html", "<div>".repeat(100_000) + "x", true),
        ("a.html", "<b>".repeat(100_000) + "x", true),
        ("a.html", "<p><font color=red><b>".repeat(50_000) + "x", true),
        ("a.html", "<table><tr><td>".repeat(30_000) + "x", true),
        ("a.html", "<ul><li>".repeat(50_000) + "x", true),
        ("a.html", "<a href=https://a.org><div>".repeat(40_000) + "x", true),
        ("a.html", "<nav>".repeat(100_000) + "x", true),
        ("a.html", "<main><article>".repeat(50_000) + "x", true),
        ("a.html", "<h1>x</h1>".repeat(50_000), true),
        ("a.html", repeat("<!-- "), false),
        ("a.html", "<svg>".repeat(100_000) + "x</svg>", true),
        ("a.html", repeat("</p>"), false),
        ("a.html", repeat("&lt;&notin;&#x1F600;"), true),
        ("a.html", format!("<p title=\"{}\">x", repeat("a")), true),
        ("a.html", format!("<p {}>x", (0..150_000).map(|n| format!("a{n} ")).collect::<String>()), true),
        ("a.html", format!("<p {}>x", (0..150_000).map(|n| format!("a{n}='>' ")).collect::<String>()), true),
        ("a.html", format!("<p {}", repeat("a='")), false),
        ("a.html", repeat("<script>"), false),
    ]);
}

#[test]
fn text_is_read_in_time() {
    read_in_time(vec![
        ("a.txt", repeat("a\n"), true),
        ("a.txt", repeat("word "), true),
        ("a.txt", "\0".repeat(SIZE), false),
        ("a.txt", repeat("\u{202e}\u{301}"), false),
    ]);
}

/// What pages are put together from to deceive a sanitizer.
const PIECES: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">",
    "<a href='  JaVaScRiPt:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "<svg onload=alert(1)>",
    "</svg>",
    "<math><mtext>",
    "<style>",
    "</style>",
    "<table>",
    "<td>",
    "<tr>",
    "<iframe src=https://a.org></iframe>",
    "<p style='x' class='y' id='z'>",
    "</p>",
    "<!--",
    "-->",
    "<title>",
    "</title>",
    "<textarea>",
    "<noscript>",
    "</noscript>",
    "<template>",
    "<form action=https://a.org>",
    "<main>",
    "</main>",
    "<h1>",
    "</h1>",
    "&lt;script&gt;",
    "<a href=https://a.org>",
    "</a>",
    "<base href=https://a.org>",
    "\n\n",
    "> ",
    "- ",
    "word ",
    "\"",
    "'",
    "<",
    ">",
    "`",
    "\u{0}",
    "<ul>",
    "<li>",
    "</ul>",
];

/// Elements that do something, ask somebody, or belong to the page around.
const ACTING: &[&str] = &[
    "script", "style", "iframe", "svg", "math", "img", "form", "base", "object", "template", "noscript", "title", "h1",
];

/// Whatever the bytes: no panic, and nothing in the HTML that could act.
#[test]
fn no_input_gives_html_that_acts() {
    use proptest::prelude::*;
    let piece = prop::sample::select(PIECES);
    proptest!(ProptestConfig::with_cases(500), |(pieces in proptest::collection::vec(piece, 0..30), noise: Vec<u8>)| {
        let source = pieces.concat();
        for (path, bytes) in [("a.md", source.as_bytes()), ("a.html", source.as_bytes()), ("a.txt", source.as_bytes()), ("a.md", &noise), ("a.html", &noise), ("a.txt", &noise)] {
            let parsed = parse(path, bytes);
            let page = scraper::Html::parse_fragment(&parsed.html);
            for element in page.tree.nodes().filter_map(|node| node.value().as_element()) {
                prop_assert!(!ACTING.contains(&element.name()), "{} of {source:?}", parsed.html);
                for (name, value) in element.attrs() {
                    prop_assert!(["href", "rel", "lang", "dir", "start", "colspan", "rowspan", "scope"].contains(&name), "{} of {source:?}", parsed.html);
                    prop_assert!(name != "href" || ["http://", "https://", "mailto:"].iter().any(|s| value.starts_with(s)), "{} of {source:?}", parsed.html);
                    prop_assert!(name != "rel" || value == "noopener noreferrer nofollow");
                }
            }
        }
    });
}
