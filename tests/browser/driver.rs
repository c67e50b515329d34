//! Chromium by way of chromedriver, as WebDriver has it: one JSON request a step. What is used here of the protocol is
//! so little that a client library would be larger than it is.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// The browsers that chromedriver drives, by the names of their programs.
pub(crate) const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Whether a program is there: it can say its version.
pub(crate) fn runs(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}

/// How long a step may wait for what it expects.
const PATIENCE: Duration = Duration::from_secs(20);

/// How long to pause between two looks at a page.
const PAUSE: Duration = Duration::from_millis(40);

/// The key by which the protocol names elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys, as the protocol writes them.
pub(crate) mod key {
    pub(crate) const TAB: &str = "\u{E004}";
    pub(crate) const ENTER: &str = "\u{E007}";
    pub(crate) const ESCAPE: &str = "\u{E00C}";
    pub(crate) const SPACE: &str = " ";
    pub(crate) const DOWN: &str = "\u{E015}";
}

/// Waits until something holds; a panic says what was waited for.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let (_keep, pause) = mpsc::channel::<()>();
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain for {what}");
        // Nothing is ever sent: this is the pause.
        let _: Result<(), _> = pause.recv_timeout(PAUSE);
    }
}

/// A running chromedriver.
pub(crate) struct Driver {
    process: Mutex<Child>,
    address: String,
}

impl Driver {
    /// Starts chromedriver on a free port; why not, where it cannot.
    pub(crate) fn start() -> Result<Driver, String> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("chromedriver cannot be started ({error})"))?;
        let lines = BufReader::new(process.stdout.take().expect("its output is piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let port = line.split_once("started successfully on port ")?.1;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let Some(port) = port else {
            drop(process.kill());
            return Err("chromedriver does not say on which port it listens".to_owned());
        };
        Ok(Driver { process: Mutex::new(process), address: format!("http://127.0.0.1:{port}") })
    }
}

impl Driver {
    /// Ends it, with the windows that are still open.
    pub(crate) fn stop(&self) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        drop(process.kill());
        drop(process.wait());
    }
}

/// How somebody looks at the site.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) touch: bool,
    pub(crate) dark: bool,
    pub(crate) scripts: bool,
}

pub(crate) const DESKTOP: View = View { width: 1280, height: 900, touch: false, dark: false, scripts: true };
pub(crate) const PHONE: View = View { width: 390, height: 844, touch: true, dark: false, scripts: true };
/// The narrowest that WCAG asks for, which is also 400 % zoom on a screen of 1280.
pub(crate) const NARROW: View = View { width: 320, height: 640, touch: true, dark: false, scripts: true };

/// One window. Closing it is dropping it.
pub(crate) struct Browser {
    agent: ureq::Agent,
    session: String,
}

impl Browser {
    pub(crate) fn open(driver: &Driver, view: View) -> Browser {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
        ];
        let options = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": {"args": arguments},
        }}});
        let mut browser = Browser { agent, session: driver.address.clone() };
        let started = browser.post("/session", &options);
        let id = started["sessionId"].as_str().expect("a session has an id").to_owned();
        browser.session = format!("{}/session/{id}", driver.address);
        browser.cdp(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": view.width, "height": view.height, "deviceScaleFactor": 1, "mobile": view.touch}),
        );
        let scheme = if view.dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"}]});
        browser.cdp("Emulation.setEmulatedMedia", &features);
        if !view.scripts {
            browser.cdp("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
        }
        browser
    }

    fn answer(&self, path: &str, response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Value {
        let mut response = response.unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut body: Value = response.body_mut().read_json().unwrap_or_else(|error| panic!("{path}: {error}"));
        let value = body["value"].take();
        assert!(response.status().is_success(), "{path}: {}", value["message"]);
        value
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.answer(path, self.agent.post(format!("{}{path}", self.session)).send_json(body))
    }

    fn cdp(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    pub(crate) fn go(&self, address: &str) {
        self.post("/url", &json!({"url": address}));
    }

    pub(crate) fn back(&self) {
        self.post("/back", &json!({}));
    }

    pub(crate) fn address(&self) -> String {
        let answer = self.answer("/url", self.agent.get(format!("{}/url", self.session)).call());
        answer.as_str().expect("an address is text").to_owned()
    }

    /// What a script returns. It runs whether or not the page's own may.
    pub(crate) fn eval(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// What a script gives to its last argument.
    pub(crate) fn eval_async(&self, script: &str) -> Value {
        self.post("/execute/async", &json!({"script": script, "args": []}))
    }

    pub(crate) fn truth(&self, expression: &str) -> bool {
        self.eval(&format!("return Boolean({expression})")) == json!(true)
    }

    pub(crate) fn text(&self, expression: &str) -> String {
        let value = self.eval(&format!("return String({expression} ?? '')"));
        value.as_str().expect("String() gives text").to_owned()
    }

    /// Waits until an expression holds on the page.
    pub(crate) fn until(&self, expression: &str) {
        until(&format!("{expression} at {}", self.address()), || self.truth(expression).then_some(()));
    }

    /// Presses keys where the focus is, one after the other.
    pub(crate) fn press(&self, keys: &str) {
        let strokes: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})))
            .collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}));
    }

    /// Moves the focus forward until an expression holds of the page; whoever uses a keyboard can do no more.
    pub(crate) fn tab_to(&self, expression: &str) {
        for _ in 0..400 {
            if self.truth(expression) {
                return;
            }
            self.press(key::TAB);
        }
        panic!("the keyboard does not reach: {expression}, at {}", self.address());
    }

    fn element(&self, selector: &str) -> String {
        until(&format!("{selector} at {}", self.address()), || {
            let found = self.post("/elements", &json!({"using": "css selector", "value": selector}));
            found[0][ELEMENT].as_str().map(str::to_owned)
        })
    }

    pub(crate) fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.eval(&format!("document.querySelector({selector:?}).scrollIntoView({{block: 'center'}})"));
        self.post(&format!("/element/{element}/click"), &json!({}));
    }

    /// Types into a field.
    pub(crate) fn enter(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.post(&format!("/element/{element}/value"), &json!({"text": text}));
    }

    /// The page as PDF on A4 paper. Chromium now and then refuses for no reason of the page's: it is asked again.
    pub(crate) fn print(&self) -> Vec<u8> {
        let wish = json!({"page": {"width": 21.0, "height": 29.7}, "background": false});
        for attempt in 1..=4 {
            let response = self.agent.post(format!("{}/print", self.session)).send_json(&wish);
            let body: Option<Value> = response.ok().and_then(|mut response| response.body_mut().read_json().ok());
            if let Some(pdf) = body.as_ref().and_then(|body| body["value"].as_str()) {
                return base64(pdf);
            }
            eprintln!("Chromium refused to print (attempt {attempt}): {body:?}");
        }
        panic!("Chromium printed nothing at {}", self.address());
    }

    /// The whole page as PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let shot = self.cdp("Page.captureScreenshot", &json!({"captureBeyondViewport": true}));
        base64(shot["data"].as_str().expect("a picture is text in base64"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(self.agent.delete(&self.session).call());
    }
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let value = |digit: u8| DIGITS.iter().position(|known| *known == digit).map(|value| value as u32);
    let digits: Vec<u32> = text.bytes().filter_map(value).collect();
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - group.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    bytes
}
