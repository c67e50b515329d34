//! The site in a real browser, on the corpus that ships with it: accessibility, keyboard, phone, no scripts, every page
//! in every language, and what practitioners and researchers come for (numbered scenarios).
//!
//! Where Chromium, chromedriver or axe-core is missing, what needs them is skipped, and this program says so.
//! `cargo test --test browser screenshots -- --ignored` draws every page into `target/screenshots/`.

mod access;
mod driver;
mod keyboard;
mod pictures;
mod scenarios;
mod site;
mod walk;

use driver::Driver;
use libtest_mimic::{Arguments, Failed, Trial};
use site::Site;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

/// A check of the site alone, and one that needs a browser.
type SiteTest = fn(&Site);
type BrowserTest = fn(&Driver, &Site);

static SITE: OnceLock<Site> = OnceLock::new();
static DRIVER: OnceLock<Result<Driver, String>> = OnceLock::new();

fn main() {
    let mut arguments = Arguments::from_args();
    // A page in the making takes a core, and the server another.
    arguments.test_threads.get_or_insert(2);
    let missing = missing();
    if let Some(missing) = &missing {
        println!("skipped: the tests in a browser, since {missing}");
    }
    let mut trials: Vec<Trial> = [scenarios::SITE, walk::TESTS].concat().into_iter().map(on_site).collect();
    let browsing = [scenarios::BROWSER, access::TESTS, keyboard::TESTS].concat();
    trials.extend(browsing.into_iter().map(|(name, test)| in_browser(name, test).with_ignored_flag(missing.is_some())));
    trials.extend(pictures::TESTS.iter().map(|(name, test)| in_browser(name, *test).with_ignored_flag(true)));
    let conclusion = libtest_mimic::run(&arguments, trials);
    stop();
    conclusion.exit();
}

/// Ends the processes: what is static is not dropped.
fn stop() {
    if let Some(site) = SITE.get() {
        site.stop();
    }
    if let Some(Ok(driver)) = DRIVER.get() {
        driver.stop();
    }
}

fn site() -> &'static Site {
    SITE.get_or_init(Site::start)
}

fn on_site((name, test): (&'static str, SiteTest)) -> Trial {
    Trial::test(name, move || outcome(|| test(site())))
}

fn in_browser(name: &'static str, test: BrowserTest) -> Trial {
    Trial::test(name, move || {
        let driver = DRIVER.get_or_init(Driver::start).as_ref().map_err(Clone::clone)?;
        outcome(|| test(driver, site()))
    })
}

fn outcome(test: impl FnOnce()) -> Result<(), Failed> {
    catch_unwind(AssertUnwindSafe(test)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Failed::from(said.unwrap_or("it panicked").to_owned())
    })
}

/// What a browser test needs and this machine lacks.
fn missing() -> Option<String> {
    if let Err(reason) = DRIVER.get_or_init(Driver::start) {
        return Some(reason.clone());
    }
    let browser = driver::BROWSERS.into_iter().any(driver::runs);
    let no_browser = (!browser).then(|| "Chromium is not installed (Debian: apt-get install chromium)".to_owned());
    no_browser.or(access::axe().err())
}
