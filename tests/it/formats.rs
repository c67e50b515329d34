//! Files as people save them → what is understood of them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod hostile;
mod office;
mod pdf;

use expect_test::{Expect, expect};
use praxis::formats;
use praxis::model::{Parsed, Stated};
use std::collections::BTreeMap;
use std::fmt::Write as _;

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
    // On which lines they stand is shown by what is told of them.
    let stated = Stated { lines: BTreeMap::new(), ..parsed.stated };
    let stated = serde_json::to_value(&stated).unwrap();
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
        expect![[r#"
            title: Médiation de nuit
            text:
            Le projet suit la ville, voir.
            un
            deux
            trois
            Ville | Année
            Lyon | 2019
            Fin.
            Une place
            Une note.
            html:
            <p>Le <strong>projet</strong> <a href="https://exemple.org/a" rel="noopener noreferrer nofollow">suit</a> la ville,
            voir <a href="https://exemple.org/b" rel="noopener noreferrer nofollow">https://exemple.org/b</a>.</p><ul><li>un</li><li>deux
            <ul><li>trois</li></ul>
            </li></ul><table><thead><tr><th>Ville</th><th>Année</th></tr></thead><tbody><tr><td>Lyon</td><td>2019</td></tr></tbody></table><p>Fin<sup>1</sup>.</p><p>Une place</p><ol><li>
            <p>Une note. </p>
            </li></ol>
        "#]],
    );
}

#[test]
fn markdown_front_matter() {
    check(
        "a.md",
        "\u{feff}---\r\ntitle: Gangs: une réponse\r\nthemes: gangs\r\ncountries: [NO, CA]\r\npartners:\r\n  - icpc\r\n  - {id: cprlv, role: host}\r\ndate: 2021\r\nreviewed: 2020.10\r\ncost: 007\r\nevaluation: {level: none, findings: un seul}\r\nsources:\r\n  - https://exemple.org\r\n  - {title: Rapport, url: exemple.org}\r\nauthor: Moi\r\nsummary:\r\nTarget-Group: [jeunes, parents]\r\ndraft: yes\r\n---\r\n# Autre titre\r\n\r\nCorps.\r\n",
        expect![[r#"
            title: Autre titre
            stated cost: "007"
            stated countries: ["NO","CA"]
            stated date: {"end":"2021","start":"2021"}
            stated draft: true
            stated evaluation: {"findings":["un seul"],"level":"none"}
            stated partners: [{"name":"icpc","role":null},{"name":"cprlv","role":"host"}]
            stated reviewed: "2020.10"
            stated sources: [{"title":"https://exemple.org","url":"https://exemple.org"},{"title":"Rapport","url":null}]
            stated target_group: "jeunes, parents"
            stated themes: ["gangs"]
            stated title: "Gangs: une réponse"
            text:
            Autre titre
            Corps.
            html:
            <h2>Autre titre</h2><p>Corps.</p>
            warning 2: “title” does not read as YAML: mapping values are not allowed in this context (put quotes around its text; it is taken as it stands for now)
            warning 14: “exemple.org” is no web address (begin it with https://)
            warning 15: unknown key “author” (did you mean “authors”?)
        "#]],
    );
}

#[test]
fn front_matter_that_goes_wrong() {
    check(
        "a.md",
        "---\ntitle: never closed\n\n# Body\n\nWords.\n",
        expect![[r#"
        title: Body
        text:
        title: never closed
        Body
        Words.
        html:
        <hr><p>title: never closed</p><h2>Body</h2><p>Words.</p>
        warning 1: the front matter that begins with --- never ends; it is taken as text (put a line with --- after the last key)
    "#]],
    );
    check(
        "a.md",
        "---\nJust a line.\n---\n\nWords.\n",
        expect![[r#"
        text:
        Just a line.
        Words.
        html:
        <hr><h2>Just a line.</h2><p>Words.</p>
        warning 1: what stands between the first two --- lines is no list of keys; it is taken as text (write “key: value”, one a line, or remove the first ---)
    "#]],
    );
    check(
        "a.md",
        "---\ntitle: [a\nkind: workshop\ntitle: b\nkind: {x: 1}\n---\nWords.\n",
        expect![[r#"
            stated title: "b"
            text:
            Words.
            html:
            <p>Words.</p>
            warning 2: “title” does not read as YAML: unclosed bracket '[' (check its brackets, quotes and indentation; it is left out for now)
            warning 3: “kind” is stated twice; the last one counts (keep one of them)
            warning 5: “kind” should be a text, and is a group of keys; it is left out (write “kind: …” on one line)
        "#]],
    );
}

#[test]
fn front_matter_that_blows_up() {
    check(
        "a.md",
        "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nthemes: [*e,*e]\ntitle: kept\n---\nWords.\n",
        expect![[r#"
            stated title: "kept"
            text:
            Words.
            html:
            <p>Words.</p>
            warning 2: unknown key “a” (leave it out, or say it in the text: README.md lists the keys)
            warning 3: “b” does not read as YAML: alias references unknown anchor (check its brackets, quotes and indentation; it is left out for now)
            warning 4: “c” does not read as YAML: alias references unknown anchor (check its brackets, quotes and indentation; it is left out for now)
            warning 5: “d” does not read as YAML: alias references unknown anchor (check its brackets, quotes and indentation; it is left out for now)
            warning 6: “e” does not read as YAML: alias references unknown anchor (check its brackets, quotes and indentation; it is left out for now)
            warning 7: “themes” does not read as YAML: alias references unknown anchor (check its brackets, quotes and indentation; it is left out for now)
        "#]],
    );
    check(
        "a.md",
        format!("---\nthemes: {}\n---\nWords.\n", "[".repeat(5000)),
        expect![[r#"
            text:
            Words.
            html:
            <p>Words.</p>
            warning 2: “themes” does not read as YAML: recursion limit exceeded (check its brackets, quotes and indentation; it is left out for now)
        "#]],
    );
}

#[test]
fn front_matter_in_other_shapes() {
    check(
        "a.md",
        "---\n---\nWords.\n",
        expect![[r#"
        text:
        Words.
        html:
        <p>Words.</p>
    "#]],
    );
    check(
        "a.md",
        "---\ndate: {start: 2015, finish: 2020}\nevaluation: [a, b]\ntitle: {x: y}\n---\nWords.\n",
        expect![[r#"
            stated date: {"end":null,"start":"2015"}
            stated evaluation: {"findings":[],"level":"a"}
            text:
            Words.
            html:
            <p>Words.</p>
            warning 2: unknown key “finish” (leave it out, or say it in the text: README.md lists the keys)
            warning 3: “evaluation” takes one value; the first is taken (keep the one that is meant)
            warning 4: “title” should be a text, and is a group of keys; it is left out (write “title: …” on one line)
        "#]],
    );
    check(
        "a.md",
        "---\ndate: 2015-2020\n---\nWords.\n",
        expect![[r#"
        stated date: {"end":"2020","start":"2015"}
        text:
        Words.
        html:
        <p>Words.</p>
    "#]],
    );
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
        expect![[r#"
            title: Travail de rue
            language: fr-CA
            stated authors: ["A. B."]
            text:
            Un lien, ici et là. Une rue la nuit
            Effets
            Texte nu
            Suite
            html:
            <p>Un lien, ici et <a href="https://exemple.org/" rel="noopener noreferrer nofollow">là</a>.
                    Une rue la nuit</p><h2>Effets</h2><p>Texte nu</p><p>Suite</p>
        "#]],
    );
}

#[test]
fn html_left_open() {
    check(
        "a.htm",
        "<p>Un<p>Deux<ul><li>a<li>b</ul><table><tr><td>1<td><p>2</p><p>3</p><tr><td>4</table><b>gras",
        expect![[r#"
            text:
            Un
            Deux
            a
            b
            1 | 2
            3
            4
            gras
            html:
            <p>Un</p><p>Deux</p><ul><li>a</li><li>b</li></ul><table><tbody><tr><td>1</td><td><p>2</p><p>3</p></td></tr><tr><td>4</td></tr></tbody></table><p><b>gras</b></p>
        "#]],
    );
    check(
        "a.html",
        "<nav>Only a menu</nav>",
        expect![[r#"
        text:
        Only a menu
        html:
        <p>Only a menu</p>
    "#]],
    );
    check(
        "a.html",
        "<nav>An unclosed menu <p>and the text",
        expect![[r#"
        text:
        An unclosed menu
        and the text
        html:
        <p>An unclosed menu </p><p>and the text</p>
    "#]],
    );
}

#[test]
fn html_with_little_in_it() {
    check(
        "a.html",
        "<p>before<script>never closed <p>after",
        expect![[r#"
        text:
        beforenever closed
        after
        html:
        <p>beforenever closed </p><p>after</p>
    "#]],
    );
    check(
        "a.html",
        "",
        expect![[r#"
        text:

        html:

        warning no text was found in it (check that the file was saved whole)
    "#]],
    );
    check(
        "a.html",
        "<body><header><h1>Title</h1></header><p>Text &eacute; &lt;b&gt;</p>",
        expect![[r#"
            title: Title
            text:
            Text é <b>
            html:
            <p>Text é &lt;b&gt;</p>
        "#]],
    );
}

#[test]
fn plain_text() {
    check(
        "a.txt",
        "Correspondants de nuit\n\nLes correspondants parcourent le quartier chaque soir de dix-\nsept heures à minuit, et parlent avec celles et ceux\nqu'ils rencontrent.\n\n- un point\n- un autre\n\n-----\n1. Premier\n2. Second <b>\n",
        expect![[r#"
            title: Correspondants de nuit
            text:
            Les correspondants parcourent le quartier chaque soir de dix-sept heures à minuit, et parlent avec celles et ceux qu'ils rencontrent.
            - un point
            - un autre
            1. Premier
            2. Second <b>
            html:
            <p>Les correspondants parcourent le quartier chaque soir de dix-sept heures à minuit, et parlent avec celles et ceux qu'ils rencontrent.</p><p>- un point</p><p>- un autre</p><p>1. Premier</p><p>2. Second &lt;b&gt;</p>
        "#]],
    );
    check(
        "a.txt",
        "\u{feff}夜間の見回りは地域の安全を守るために行われている活動であり、住民が\n参加します。\r\n\r\n二段落目。",
        expect![[r#"
            text:
            夜間の見回りは地域の安全を守るために行われている活動であり、住民が参加します。
            二段落目。
            html:
            <p>夜間の見回りは地域の安全を守るために行われている活動であり、住民が参加します。</p><p>二段落目。</p>
        "#]],
    );
    check(
        "a.txt",
        b"\x00\x01\x02\x03\x04\x05\x00\x00\x07\x7fELF",
        expect![[r#"
        text:

        html:

        warning it is named as text and is none (give the file the ending of its real kind)
    "#]],
    );
    check(
        "a.txt",
        "One line only",
        expect![[r#"
        text:
        One line only
        html:
        <p>One line only</p>
    "#]],
    );
}

/// A text that is read the same whatever encoding it was saved in.
#[test]
fn encodings() {
    use encoding_rs::*;
    let french = "Prévention de la délinquance à l’école : médiation, éducation et présence de rue — où, quand, pourquoi ? Cœur de cité.";
    let russian = "Профилактика преступности среди молодёжи в больших городах требует участия школ и семей.";
    let arabic = "الوقاية من الجريمة في المدن تحتاج إلى مشاركة المدارس والأسر والشرطة المجتمعية.";
    let chinese = "城市犯罪预防需要学校、家庭和社区警务的共同参与，青年工作是重点。";
    let japanese = "地域の防犯には学校と家庭、そして住民の参加が欠かせません。見守り活動を続けます。";
    for (text, encodings) in [
        (french, &[WINDOWS_1252, UTF_8][..]),
        (russian, &[WINDOWS_1251, KOI8_R, ISO_8859_5][..]),
        (arabic, &[WINDOWS_1256][..]),
        (chinese, &[GBK, BIG5][..1]),
        (japanese, &[SHIFT_JIS, EUC_JP, ISO_2022_JP][..]),
    ] {
        for encoding in encodings {
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost, "{} cannot hold the text", encoding.name());
            let parsed = parse("a.txt", &bytes);
            assert_eq!(parsed.text, text, "{}", encoding.name());
            let page = format!("<meta charset={}><p>{text}</p>", encoding.name());
            let parsed = parse("a.html", &encoding.encode(&page).0);
            assert_eq!(parsed.text, text, "{} declared", encoding.name());
        }
        // Without a byte order mark, only what stands in Latin letters can be told from noise.
        let latin = text == french;
        for with_mark in [false, true].into_iter().filter(|with_mark| *with_mark || latin) {
            let marked = format!("{}{text} And some Latin words.", if with_mark { "\u{feff}" } else { "" });
            let (mut little, mut big) = (Vec::new(), Vec::new());
            for unit in marked.encode_utf16() {
                little.extend(unit.to_le_bytes());
                big.extend(unit.to_be_bytes());
            }
            for bytes in [little, big] {
                assert_eq!(parse("a.md", &bytes).text, format!("{text} And some Latin words."), "mark: {with_mark}");
            }
        }
    }
    let mut damaged = format!("{french} {french}").into_bytes();
    damaged.push(0xff);
    let parsed = parse("a.txt", &damaged);
    assert!(parsed.text.starts_with(french));
    assert!(parsed.warnings[0].problem.contains("UTF-8"), "{:?}", parsed.warnings);
}
