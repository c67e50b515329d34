//! With the keyboard alone, with and without scripts: search, filter, read, and back.

use crate::BrowserTest;
use crate::access::LANGUAGES;
use crate::driver::{Browser, DESKTOP, Driver, PHONE, View, key};
use crate::site::Site;

pub(crate) const TESTS: &[(&str, BrowserTest)] = &[
    ("keyboard::search_filter_read_and_back", |driver, site| journey(driver, site, DESKTOP)),
    ("keyboard::the_same_without_scripts", |driver, site| journey(driver, site, View { scripts: false, ..DESKTOP })),
    ("keyboard::the_same_on_a_phone", |driver, site| journey(driver, site, PHONE)),
    ("keyboard::the_same_on_a_phone_without_scripts", |driver, site| {
        journey(driver, site, View { scripts: false, ..PHONE });
    }),
    ("keyboard::suggestions", suggestions),
    ("keyboard::the_sheet_of_filters_keeps_the_focus", sheet),
    ("phone::filters_without_scripts", phone_without_scripts),
    ("keyboard::the_first_stop_skips_to_the_content", skip),
];

const FOCUS: &str = "document.activeElement";

fn journey(driver: &Driver, site: &Site, view: View) {
    let browser = Browser::open(driver, view);
    for language in LANGUAGES {
        browser.go(&site.url(&format!("/{language}/")));
        search(&browser, view);
        let all = browser.text("document.querySelector('#total strong').innerText");
        filter(&browser, view);
        let filtered = browser.text("document.querySelector('#total strong').innerText");
        assert_ne!(all, filtered);
        browser.tab_to(&format!("{FOCUS}.closest('.hit h3')"));
        let title = browser.text(&format!("{FOCUS}.innerText"));
        browser.press(key::ENTER);
        browser.until("location.pathname.includes('/documents/') && document.querySelector('main h1')");
        assert_eq!(browser.text("document.querySelector('main h1').innerText"), title);
        browser.back();
        browser.until("document.querySelector('#chosen')");
        assert_eq!(browser.text("document.querySelector('#total strong').innerText"), filtered);
        assert!(browser.truth("document.querySelector('#f-country-CA').checked"));
    }
}

fn search(browser: &Browser, view: View) {
    if view.scripts {
        browser.press("/");
    } else {
        browser.tab_to(&format!("{FOCUS}.id === 'q'"));
    }
    assert_eq!(browser.text(&format!("{FOCUS}.id")), "q");
    browser.press("street gangs");
    browser.press(key::ENTER);
    browser.until("document.querySelector('.hit') && location.pathname.endsWith('/search')");
}

/// Chooses Canada: in the column, or in the sheet of a phone.
fn filter(browser: &Browser, view: View) {
    if view.touch {
        browser.tab_to(&format!("{FOCUS}.id === 'open-filters'"));
        browser.press(key::ENTER);
        let open =
            if view.scripts { "document.querySelector('#filters.open')" } else { "location.hash === '#filters'" };
        browser.until(open);
    }
    browser.tab_to(&format!("{FOCUS}.id === 'f-country-CA'"));
    browser.press(key::SPACE);
    if !view.scripts {
        browser.tab_to(&format!("{FOCUS}.id === 'apply'"));
        browser.press(key::ENTER);
    }
    browser.until("document.querySelector('#chosen') && location.search.includes('country=CA')");
    if view.scripts {
        assert_eq!(browser.text(&format!("{FOCUS}.id")), "f-country-CA", "the focus stays where it was");
    }
    if view.scripts && view.touch {
        browser.press(key::ESCAPE);
        browser.until("!document.querySelector('#filters.open')");
    }
}

fn suggestions(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, DESKTOP);
    browser.go(&site.url("/fr/"));
    browser.press("/");
    browser.press("gangs d");
    browser.until("document.querySelector('[role=listbox] [role=option]')");
    assert_eq!(browser.text("document.querySelector('#q').getAttribute('aria-expanded')"), "true");
    browser.press(key::ESCAPE);
    browser.until("document.querySelector('#q').getAttribute('aria-expanded') === 'false'");
    browser.press("e");
    browser.until("document.querySelector('#q').getAttribute('aria-expanded') === 'true'");
    browser.press(key::DOWN);
    browser.until("document.querySelector('[role=option][aria-selected=true]')");
    assert_eq!(
        browser.text("document.querySelector('#q').getAttribute('aria-activedescendant')"),
        browser.text("document.querySelector('[aria-selected=true]').id")
    );
    browser.press(key::ENTER);
    browser.until("location.pathname !== '/fr/'");
    assert!(browser.truth("document.querySelector('main h1')"));
}

fn sheet(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, PHONE);
    browser.go(&site.url("/es/search?q=violencia"));
    browser.tab_to(&format!("{FOCUS}.id === 'open-filters'"));
    browser.press(key::ENTER);
    browser.until("document.querySelector('#filters.open[role=dialog][aria-modal=true]')");
    for _ in 0..60 {
        browser.press(key::TAB);
        assert!(
            browser
                .truth(&format!("{FOCUS} === document.body || document.querySelector('#filters').contains({FOCUS})")),
            "the focus left the sheet"
        );
    }
    browser.press(key::ESCAPE);
    browser.until("!document.querySelector('#filters.open')");
    assert_eq!(browser.text(&format!("{FOCUS}.id")), "open-filters", "the focus returns");
}

fn phone_without_scripts(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, View { scripts: false, ..PHONE });
    browser.go(&site.url("/fr/search?q=violence"));
    browser.click("#open-filters");
    browser.until("location.hash === '#filters'");
    browser.click("label:has(#f-country-CA)");
    browser.until("document.querySelector('#f-country-CA').checked");
    browser.click("#apply");
    browser.until("document.querySelector('#chosen') && location.search.includes('country=CA')");
    assert!(browser.truth("document.querySelector('.hit')"));
}

fn skip(driver: &Driver, site: &Site) {
    let browser = Browser::open(driver, DESKTOP);
    browser.go(&site.url("/en/about"));
    browser.press(key::TAB);
    assert!(browser.truth(&format!("{FOCUS}.matches('.skip')")));
    assert!(browser.truth(&format!("{FOCUS}.getBoundingClientRect().top >= 0")), "it shows when it has the focus");
    browser.press(key::ENTER);
    browser.until(&format!("{FOCUS}.id === 'main'"));
}
