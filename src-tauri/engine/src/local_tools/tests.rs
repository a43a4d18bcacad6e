use std::time::Instant;

use siaga_core::provider::Dialect;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

const TAGS: &str = r#"{"models":[{"name":"llama3.2:3b","digest":"a80c"}]}"#;

fn owned_by(owner: &str) -> String {
    format!(r#"{{"object":"list","data":[{{"id":"m-{owner}","object":"model","owned_by":"{owner}"}}]}}"#)
}

/// What a program on a port does when it is asked.
#[derive(Clone)]
enum Does {
    /// Answers these paths, and everything else with 404.
    Answers(Vec<(&'static str, String)>),
    /// Answers everything with this, whatever it is.
    Says(&'static str),
    /// Takes the connection and says nothing.
    Hangs,
    /// Sends without end.
    Floods,
    /// Nobody listens.
    Nothing,
}

async fn program(at: IpAddr, does: Does) -> u16 {
    let listener = TcpListener::bind((at, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    if matches!(does, Does::Nothing) {
        return port;
    }
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let does = does.clone();
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let read = stream.read(&mut request).await.unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                let path = request.split(' ').nth(1).unwrap_or_default();
                let whole = |status: &str, body: &str| {
                    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
                };
                let answer = match &does {
                    Does::Answers(paths) => match paths.iter().find(|(known, _)| *known == path) {
                        Some((_, body)) => whole("200 OK", body),
                        None => whole("404 Not Found", "{}"),
                    },
                    Does::Says(raw) => (*raw).to_owned(),
                    Does::Hangs => std::future::pending().await,
                    Does::Floods => {
                        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"models\":[").await;
                        while stream.write_all(&[b' '; 8192]).await.is_ok() {}
                        return;
                    }
                    Does::Nothing => return,
                };
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    port
}

async fn found(does: Does, speaks: Dialect) -> Option<String> {
    let port = program(HERE[0], does).await;
    let found = look(vec![("tool".to_owned(), Listens { port, speaks })]).await;
    found.get("tool").map(|tool| {
        assert_eq!(tool.port, port);
        tool.models.join(" ")
    })
}

#[tokio::test]
async fn a_tool_is_there_when_it_answers_as_it_does() {
    let at = |path, body: &str| Does::Answers(vec![(path, body.to_owned())]);
    for (does, speaks, models) in [
        (at("/api/tags", TAGS), Dialect::Ollama, "llama3.2:3b"),
        (at("/api/version", r#"{"version":"0.12.1"}"#), Dialect::Ollama, ""),
        (at("/v1/models", &owned_by("organization_owner")), Dialect::LmStudio, "m-organization_owner"),
        (at("/v1/models", &owned_by("llamacpp")), Dialect::LlamaCpp, "m-llamacpp"),
        (at("/v1/models", &owned_by("humanity")), Dialect::Gpt4all, "m-humanity"),
        (at("/v1/models", &owned_by("janhq")), Dialect::Openai, "m-janhq"),
    ] {
        assert_eq!(found(does, speaks).await.as_deref(), Some(models), "{speaks:?}");
    }
}

#[tokio::test]
async fn another_program_a_silent_one_and_a_flood_are_no_tools() {
    let elsewhere = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/api/tags\r\nContent-Length: 0\r\n\r\n";
    for (what, does) in [
        ("a web page", Does::Says("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html>hi</html>")),
        ("a redirect", Does::Says(elsewhere)),
        ("an error", Does::Says("HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\n{}")),
        ("no HTTP", Does::Says("SSH-2.0-OpenSSH_9.9\r\n")),
        ("half an answer", Does::Says("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"models\":")),
        ("silence", Does::Hangs),
        ("a flood", Does::Floods),
        ("nobody", Does::Nothing),
    ] {
        assert_eq!(found(does, Dialect::Ollama).await, None, "{what}");
    }
}

#[tokio::test]
async fn a_slow_one_keeps_nobody_else_from_being_found() {
    let slow = program(HERE[0], Does::Hangs).await;
    let quick = program(HERE[0], Does::Answers(vec![("/api/tags", TAGS.to_owned())])).await;
    let listens = |port| Listens { port, speaks: Dialect::Ollama };
    let begun = Instant::now();
    let found = look(vec![("slow".to_owned(), listens(slow)), ("quick".to_owned(), listens(quick))]).await;
    assert_eq!(found.keys().collect::<Vec<_>>(), ["quick"]);
    assert!(begun.elapsed() < LIMIT * 3, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn one_that_listens_on_the_newer_address_only_is_found() {
    // Not every computer has it.
    if TcpListener::bind((HERE[1], 0)).await.is_err() {
        return;
    }
    let port = program(HERE[1], Does::Answers(vec![("/api/tags", TAGS.to_owned())])).await;
    let found = look(vec![("tool".to_owned(), Listens { port, speaks: Dialect::Ollama })]).await;
    assert_eq!(found["tool"].models, ["llama3.2:3b"]);
}

#[test]
fn every_shipped_local_tool_is_looked_for_at_a_port_of_its_own() {
    let known = known(&Catalogue::shipped());
    let mut ports: Vec<u16> = known.iter().map(|(_, listens)| listens.port).collect();
    ports.sort_unstable();
    assert_eq!(ports, [1234, 1337, 4891, 8080, 11434]);
}
