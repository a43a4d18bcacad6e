//! The window's page, driven by WebDriver: the W3C protocol over plain HTTP, as much of it as the tests need.

use std::path::Path;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::desk::WINDOW;
use crate::wait::until_true;

/// Looks in a row at which something has to be in the same place before it is clicked.
const STILL: u32 = 8;

/// The key under which the protocol puts an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A window that the session's driver has started.
pub(crate) struct Page {
    session: String,
}

impl Page {
    /// Starts the window and takes its page.
    pub(crate) async fn open() -> Page {
        Self::of(Path::new(WINDOW), &[]).await
    }

    /// Starts a program that starts the window, and takes its page: what marks it as driven is inherited.
    pub(crate) async fn of(program: &Path, arguments: &[&str]) -> Page {
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": program, "args": arguments },
        } } });
        let session = ask("POST", "/session", &wanted).await.unwrap();
        Page { session: session["sessionId"].as_str().unwrap().to_owned() }
    }

    /// What a script gives; it runs in the page.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.ask("execute/sync", &json!({ "script": script, "args": [] })).await.unwrap()
    }

    /// Waits until an expression of the page is true.
    pub(crate) async fn until(&self, what: &str, expression: &str) {
        let script = format!("return Boolean({expression});");
        until_true(what, async || self.run(&script).await == true).await;
    }

    /// Waits until the page's heading begins so.
    pub(crate) async fn until_heading(&self, start: &str) {
        let start = json!(start);
        let expression = format!("(document.querySelector('h1')?.innerText ?? '').startsWith({start})");
        self.until(&format!("the heading {start}"), &expression).await;
    }

    /// Waits until the text of the page contains this.
    pub(crate) async fn until_text(&self, text: &str) {
        let text = json!(text);
        self.until(&format!("the text {text}"), &format!("document.body.innerText.includes({text})")).await;
    }

    /// Clicks the first button that is called so, when it is there.
    pub(crate) async fn press(&self, button: &str) {
        self.click(&format!("//button[normalize-space()=\"{button}\"]")).await;
    }

    /// Clicks what this XPath finds first, when it is there and stands still, as a mouse does: what the agent answers to
    /// the click before may still move it away from under the pointer.
    pub(crate) async fn click(&self, path: &str) {
        self.until_still(path).await;
        let wanted = json!({ "using": "xpath", "value": path });
        let mut element = Value::Null;
        until_true(path, async || match self.ask("element", &wanted).await {
            Ok(found) => {
                element = found;
                true
            }
            Err(_) => false,
        })
        .await;
        let id = element[ELEMENT].as_str().unwrap();
        self.ask(&format!("element/{id}/click"), &json!({})).await.unwrap();
    }

    /// Writes into what this XPath finds first, key by key.
    pub(crate) async fn write(&self, path: &str, text: &str) {
        self.click(path).await;
        let found = self.ask("element", &json!({ "using": "xpath", "value": path })).await.unwrap();
        let id = found[ELEMENT].as_str().unwrap();
        self.ask(&format!("element/{id}/value"), &json!({ "text": text })).await.unwrap();
    }

    /// Chooses from the list that this selector finds first, when it has this value, as its keys do: by the value, with its
    /// own event.
    pub(crate) async fn choose(&self, list: &str, value: &str) {
        let list = json!(list);
        let there =
            format!("[...document.querySelector({list})?.options ?? []].some((one) => one.value === '{value}')");
        self.until(&format!("{value} in {list}"), &there).await;
        self.run(&format!(
            "const list = document.querySelector({list});
             list.value = '{value}';
             list.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        ))
        .await;
    }

    /// Waits until what this XPath finds first has been in the same place for [`STILL`] looks in a row.
    async fn until_still(&self, path: &str) {
        let found = format!(
            "const found = document.evaluate({}, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null);
             const box = found.singleNodeValue?.getBoundingClientRect();
             return box ? `${{box.x}} ${{box.y}} ${{box.width}}` : null;",
            json!(path)
        );
        let (mut place, mut looks) = (Value::Null, 0);
        until_true(&format!("{path} standing still"), async || {
            let now = self.run(&found).await;
            looks = if now.is_null() || now != place { 0 } else { looks + 1 };
            place = now;
            looks >= STILL
        })
        .await;
    }

    /// Ends the session, and the window with it.
    pub(crate) async fn close(self) {
        ask("DELETE", &format!("/session/{}", self.session), &Value::Null).await.unwrap();
    }

    /// Where the page is.
    pub(crate) async fn url(&self) -> String {
        ask("GET", &format!("/session/{}/url", self.session), &Value::Null).await.unwrap().as_str().unwrap().to_owned()
    }

    async fn ask(&self, what: &str, body: &Value) -> Result<Value, String> {
        ask("POST", &format!("/session/{}/{what}", self.session), body).await
    }
}

/// One request of the session's driver: what it answers, or its complaint.
async fn ask(method: &str, path: &str, body: &Value) -> Result<Value, String> {
    let driver = std::env::var("WEBDRIVER_URL").unwrap();
    let address = driver.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").expect("the driver answers in HTTP");
    let value: Value = serde_json::from_str(body).map_err(|error| format!("{error}: {head}"))?;
    let ok = head.split(' ').nth(1) == Some("200");
    if ok { Ok(value["value"].clone()) } else { Err(value["value"].to_string()) }
}
