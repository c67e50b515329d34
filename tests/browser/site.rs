//! The program itself on the corpus that ships with it, over HTTP.

use crate::driver::until;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// A running server with an index of its own.
pub(crate) struct Site {
    process: Mutex<Child>,
    address: String,
    agent: ureq::Agent,
    /// Gone at the end.
    index: Mutex<Option<tempfile::TempDir>>,
}

impl Site {
    pub(crate) fn start() -> Site {
        let index = tempfile::tempdir().expect("a folder for the index");
        let mut process = Command::new(env!("CARGO_BIN_EXE_praxis"))
            .args(["serve", "--listen", "127.0.0.1:0", "--status", "public", "--model", "off", "--corpus"])
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
            .arg("--index")
            .arg(index.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output is piped");
        BufReader::new(output).read_line(&mut line).expect("its first line is the address");
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let address = line.trim().to_owned();
        let site = Site { process: Mutex::new(process), address, agent, index: Mutex::new(Some(index)) };
        until("the corpus to be indexed", || (site.get("/ready").0 == 200).then_some(()));
        site
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The status and body of an answer.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let mut response = self.agent.get(self.url(path)).call().unwrap_or_else(|error| panic!("{path}: {error}"));
        let body = response.body_mut().read_to_string().unwrap_or_else(|error| panic!("{path}: {error}"));
        (response.status().as_u16(), body)
    }

    /// How many bytes an answer takes on the way, compressed as browsers ask for it.
    pub(crate) fn compressed(&self, path: &str) -> usize {
        let request = self.agent.get(self.url(path)).header("accept-encoding", "br, gzip");
        let mut response = request.call().unwrap_or_else(|error| panic!("{path}: {error}"));
        response.body_mut().read_to_vec().unwrap_or_else(|error| panic!("{path}: {error}")).len()
    }

    /// A page that is there.
    pub(crate) fn page(&self, path: &str) -> String {
        let (status, body) = self.get(path);
        assert_eq!(status, 200, "{path}");
        body
    }

    /// The API's answer to a query string.
    pub(crate) fn search(&self, query: &str) -> Value {
        let (status, body) = self.get(&format!("/api/v1/search?{query}"));
        assert_eq!(status, 200, "{query}: {body}");
        serde_json::from_str(&body).expect("the API speaks JSON")
    }
}

impl Site {
    /// Ends the server and removes its index.
    pub(crate) fn stop(&self) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        drop(process.kill());
        drop(process.wait());
        drop(self.index.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// The ids of an answer's hits, in order.
pub(crate) fn ids(answer: &Value) -> Vec<String> {
    let hits = answer["hits"].as_array().expect("an answer has hits");
    hits.iter().map(|hit| hit["id"].as_str().expect("a hit has an id").to_owned()).collect()
}

/// A text as it stands in a query string.
pub(crate) fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
