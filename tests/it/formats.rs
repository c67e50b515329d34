//! Files as people save them → what is understood of them.

use expect_test::{Expect, expect};
use praxis::formats;
use praxis::model::Parsed;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

fn parse(path: &str, bytes: &[u8]) -> Parsed {
    let format = formats::for_path(path, bytes).expect("a known format");
    let parsed = (format.parse)(bytes);
    assert_eq!(parsed.format, format.name);
    parsed
}

/// Title, text, html and warnings of a file, and what is stated in it.
fn check(path: &str, source: impl AsRef<[u8]>, expected: Expect) {
    let parsed = parse(path, source.as_ref());
    let mut shown = String::new();
    if let Some(title) = &parsed.title {
        writeln!(shown, "title: {title}").unwrap();
    }
    if let Some(language) = &parsed.declared_language {
        writeln!(shown, "language: {language}").unwrap();
    }
    let stated = serde_json::to_value(&parsed.stated).unwrap();
    for (key, value) in stated.as_object().unwrap() {
        if !(value.is_null() || *value == serde_json::json!([]) || *value == serde_json::json!(false)) {
            writeln!(shown, "stated {key}: {value}").unwrap();
        }
    }
    writeln!(shown, "text:\n{}\nhtml:\n{}", parsed.text, parsed.html).unwrap();
    for warning in &parsed.warnings {
        let line = warning.line.map_or(String::new(), |line| format!("{line}: "));
        let hint = warning.suggestion.as_ref().map_or(String::new(), |hint| format!(" ({hint})"));
        writeln!(shown, "warning {line}{}{hint}", warning.problem).unwrap();
    }
    expected.assert_eq(&shown);
}

#[test]
fn markdown_body() {
    check(
        "a.md",
        "# Médiation *de nuit*\n\nLe **projet** [suit](https://exemple.org/a) la ville,\nvoir https://exemple.org/b.\n\n- un\n- deux\n  - trois\n\n| Ville | Année |\n|---|---|\n| Lyon | 2019 |\n\nFin[^1].\n\n[^1]: Une note.\n\n![Une place](https://exemple.org/x.png)\n",
        expect![[r#""#]],
    );
}

#[test]
fn markdown_front_matter() {
    check(
        "a.md",
        "\u{feff}---\r\ntitle: Gangs: une réponse\r\nthemes: gangs\r\ncountries: [NO, CA]\r\npartners:\r\n  - icpc\r\n  - {id: cprlv, role: host}\r\ndate: 2021\r\nreviewed: 2020.10\r\ncost: 007\r\nevaluation: {level: none, findings: un seul}\r\nsources:\r\n  - https://exemple.org\r\n  - {title: Rapport, url: exemple.org}\r\nauthor: Moi\r\nsummary:\r\nTarget-Group: [jeunes, parents]\r\ndraft: yes\r\n---\r\n# Autre titre\r\n\r\nCorps.\r\n",
        expect![[r#""#]],
    );
}

#[test]
fn front_matter_that_goes_wrong() {
    check("a.md", "---\ntitle: never closed\n\n# Body\n\nWords.\n", expect![[r#""#]]);
    check("a.md", "---\nJust a line.\n---\n\nWords.\n", expect![[r#""#]]);
    check("a.md", "---\ntitle: [a\nkind: workshop\ntitle: b\nkind: {x: 1}\n---\nWords.\n", expect![[r#""#]]);
    check(
        "a.md",
        "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nthemes: [*e,*e]\ntitle: kept\n---\nWords.\n",
        expect![[r#""#]],
    );
    check("a.md", &format!("---\nthemes: {}\n---\nWords.\n", "[".repeat(5000)), expect![[r#""#]]);
    check("a.md", "---\n---\nWords.\n", expect![[r#""#]]);
    check(
        "a.md",
        "---\ndate: {start: 2015, finish: 2020}\nevaluation: [a, b]\ntitle: {x: y}\n---\nWords.\n",
        expect![[r#""#]],
    );
    check("a.md", "---\ndate: 2015-2020\n---\nWords.\n", expect![[r#""#]]);
}

#[test]
fn html_pages() {
    check(
        "a.html",
        r#"<!doctype html><html lang="fr-CA"><head><title>Site | Rue</title><meta name="author" content="A. B."><style>p{}</style></head>
        <body><nav><ul><li>Accueil</li></ul></nav><header>Logo</header><main><article><header><h1>Travail de rue</h1></header>
        <p onclick="x()" class="lead" style="color:red">Un <a href="javascript:alert(1)">lien</a>, <a href="/ici">ici</a> et <a href="https://exemple.org/" target=_blank>là</a>.<script>alert(1)</script>
        <img src="https://exemple.org/x.png" alt="Une rue la nuit"><h2 id="x">Effets</h2><div>Texte nu<p>Suite</div><iframe src="https://x"></iframe>
        <aside>Publicité</aside></article></main><footer>Pied</footer></body></html>"#,
        expect![[r#""#]],
    );
    check(
        "a.htm",
        "<p>Un<p>Deux<ul><li>a<li>b</ul><table><tr><td>1<td><p>2</p><p>3</p><tr><td>4</table><b>gras",
        expect![[r#""#]],
    );
    check("a.html", "<nav>Only a menu</nav>", expect![[r#""#]]);
    check("a.html", "<nav>An unclosed menu <p>and the text", expect![[r#""#]]);
    check("a.html", "<p>before<script>never closed <p>after", expect![[r#""#]]);
    check("a.html", "", expect![[r#""#]]);
    check("a.html", "<body><header><h1>Title</h1></header><p>Text &eacute; &lt;b&gt; &#x202E;</p>", expect![[r#""#]]);
}
