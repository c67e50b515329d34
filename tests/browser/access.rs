//! For everyone: axe-core finds nothing on any kind of page, light and dark, on a phone and on a desk, in each language;
//! nothing is cut off on the narrowest screen; other languages are marked; and all of it is small.

use crate::BrowserTest;
use crate::driver::{Browser, DESKTOP, Driver, NARROW, PHONE, View};
use crate::site::{Site, encode};
use serde_json::Value;
use std::path::Path;

pub(crate) const TESTS: &[(&str, BrowserTest)] = &[
    ("access::axe_on_a_desk_in_the_light", |driver, site| check(driver, site, DESKTOP)),
    ("access::axe_on_a_desk_in_the_dark", |driver, site| check(driver, site, View { dark: true, ..DESKTOP })),
    ("access::axe_on_a_phone_in_the_light", |driver, site| check(driver, site, PHONE)),
    ("access::axe_on_a_phone_in_the_dark", |driver, site| check(driver, site, View { dark: true, ..PHONE })),
    ("access::nothing_is_cut_off_at_320_pixels", narrow),
    ("access::passages_in_other_languages_are_marked", marked),
    ("access::a_new_count_is_announced", announced),
];

/// The languages of the interface.
pub(crate) const LANGUAGES: [&str; 3] = ["en", "fr", "es"];

/// One address of each kind of page, below the language.
pub(crate) fn kinds() -> Vec<(&'static str, String)> {
    vec![
        ("home", String::new()),
        ("results", format!("search?q={}", encode("street gangs"))),
        ("filtered", format!("search?q={}&country=CA&kind=practice&sort=newest", encode("violence"))),
        ("nothing", format!("search?q={}", encode("xyzzyx qwrtpsd"))),
        ("relaxed", format!("search?q={}", encode("drone surveillance favelas"))),
        ("document", "documents/psi-mtl-street-gangs".to_owned()),
        ("translation", "documents/psi-mtl-street-gangs-en".to_owned()),
        ("arabic", "documents/maan-safe-schools-jordan".to_owned()),
        ("detected", "documents/conferences-eucpn-award-2024".to_owned()),
        ("themes", "themes".to_owned()),
        ("theme", "themes/street-gangs".to_owned()),
        ("partners", "partners".to_owned()),
        ("partner", "partners/icpc".to_owned()),
        ("countries", "countries".to_owned()),
        ("country", "countries/CA".to_owned()),
        ("status", "status".to_owned()),
        ("about", "about".to_owned()),
        ("missing", "documents/there-is-no-such-document".to_owned()),
    ]
}

/// The text of axe-core, which npm puts beside these tests.
pub(crate) fn axe() -> Result<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(file).map_err(|_| "axe-core is not installed (npm install in tests/browser)".to_owned())
}

fn check(driver: &Driver, site: &Site, view: View) {
    let axe = axe().expect("the test is skipped without it");
    let browser = Browser::open(driver, view);
    let mut faults = Vec::new();
    for language in LANGUAGES {
        for (kind, path) in kinds() {
            browser.go(&site.url(&format!("/{language}/{path}")));
            faults.extend(violations(&browser, &axe).into_iter().map(|fault| format!("{language} {kind}: {fault}")));
        }
        // The sheet of filters, where there is one.
        if view.touch {
            browser.go(&site.url(&format!("/{language}/search?q=violence")));
            browser.click("#open-filters");
            browser.until("document.querySelector('#filters.open')");
            faults.extend(violations(&browser, &axe).into_iter().map(|fault| format!("{language} sheet: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} violations:\n{}", faults.len(), faults.join("\n"));
}

/// What the checker finds by the rules of WCAG 2.0 to 2.2, A and AA, and good practice. Named, since by itself it leaves
/// out those of 2.2.
fn violations(browser: &Browser, axe: &str) -> Vec<String> {
    browser.eval(axe);
    let found = browser.eval_async(
        "const done = arguments[arguments.length - 1];
         axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(
             (result) => done(result.violations.map((rule) =>
                 `${rule.id} (${rule.impact}): ${rule.help}: ` + rule.nodes.slice(0, 4).map((node) => node.html.slice(0, 160)).join(' | '))),
             (error) => done(['axe failed: ' + error]));",
    );
    let found = found.as_array().expect("a list").iter();
    found.map(|fault| fault.as_str().expect("a fault is text").to_owned()).collect()
}

fn narrow(driver: &Driver, site: &Site) {
    // Without scripts there are buttons that they would replace.
    for scripts in [true, false] {
        fits(&Browser::open(driver, View { scripts, ..NARROW }), site);
    }
}

fn fits(browser: &Browser, site: &Site) {
    for language in LANGUAGES {
        for (kind, path) in kinds() {
            browser.go(&site.url(&format!("/{language}/{path}")));
            let wide = browser.eval(
                "const width = 320;
                 if (document.documentElement.scrollWidth <= width) return [];
                 return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 1)
                     .slice(0, 3).map((e) => e.outerHTML.slice(0, 120));",
            );
            assert_eq!(wide, Value::Array(Vec::new()), "{language} {kind} is wider than 320 pixels");
        }
    }
}

fn marked(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, DESKTOP);
    browser.go(&site.url(&format!("/en/search?q={}&per_page=50", encode("harcèlement de rue"))));
    for language in ["fr", "es"] {
        assert!(
            browser.truth(&format!("document.querySelector('.hit [lang={language}]')")),
            "no hit marked {language}"
        );
    }
    browser.go(&site.url("/fr/documents/maan-safe-schools-jordan"));
    assert!(browser.truth("document.querySelector('main [lang=ar][dir=rtl]')"), "Arabic runs from right to left");
    assert_eq!(browser.text("getComputedStyle(document.querySelector('main h1')).direction"), "rtl");
    assert_eq!(browser.text("document.documentElement.lang + document.documentElement.dir"), "frltr");
}

fn announced(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, DESKTOP);
    browser.go(&site.url("/en/search?q=violence"));
    assert_eq!(browser.text("document.querySelector('#live').getAttribute('aria-live')"), "polite");
    let before = browser.text("document.querySelector('#total').innerText");
    browser.click("#f-country-CA");
    browser.until("document.querySelector('#chosen')");
    let after = browser.text("document.querySelector('#total').innerText");
    assert_ne!(before, after);
    browser.until(&format!("document.querySelector('#live').textContent === {after:?}"));
    browser.back();
    browser.until(&format!("document.querySelector('#total').innerText === {before:?}"));
    assert!(!browser.truth("document.querySelector('#f-country-CA').checked"), "back takes the filter off");
}
