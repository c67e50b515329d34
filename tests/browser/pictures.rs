//! Every page as a picture, for people to look at.

use crate::BrowserTest;
use crate::access::{LANGUAGES, kinds};
use crate::driver::{Browser, DESKTOP, Driver, PHONE, View};
use crate::site::Site;
use std::path::Path;

pub(crate) const TESTS: &[(&str, BrowserTest)] = &[("screenshots", screenshots)];

fn screenshots(driver: &Driver, site: &Site) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    for (device, view) in [("desk", DESKTOP), ("phone", PHONE)] {
        for (scheme, dark) in [("light", false), ("dark", true)] {
            let browser = Browser::open(driver, View { dark, ..view });
            for language in LANGUAGES {
                for (kind, path) in kinds() {
                    browser.go(&site.url(&format!("/{language}/{path}")));
                    let file = folder.join(format!("{kind}.{language}.{device}.{scheme}.png"));
                    std::fs::write(file, browser.picture()).expect("the picture is written");
                }
            }
        }
    }
    println!("pictures are in {}", folder.display());
}
