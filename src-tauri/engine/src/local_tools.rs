//! Tools on this computer: asks the ports that the catalogue names, on 127.0.0.1 and ::1 and nowhere else, what models are
//! there. All at once and for a moment only; whoever does not answer in time, or not as such a tool does, is not there.
//!
//! Only where the person asked for it or has switched it on. No proxy, no redirect, no cookie; nothing is started.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use siaga_core::alternatives::LocalTool;
use siaga_core::provider::{Catalogue, Listens, Told};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// How long all of them have to answer.
pub const LIMIT: Duration = Duration::from_millis(300);

/// Longest answer that is read, in bytes.
const LONGEST: usize = 256 * 1024;

/// Where a tool on this computer is asked.
const HERE: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];

/// The tools that are looked for, by product id.
#[must_use]
pub fn known(catalogue: &Catalogue) -> Vec<(String, Listens)> {
    let listening = |product: &siaga_core::provider::Product| Some((product.id.clone(), product.listens?));
    catalogue.products().filter(|product| product.local).filter_map(listening).collect()
}

/// Where a tool is asked, as a person may be told: this computer, and the port.
#[must_use]
pub fn place(listens: Listens) -> String {
    format!("localhost:{}", listens.port)
}

/// Those that answer, by product id. Never longer than [`LIMIT`]; what was found by then counts.
pub async fn look(known: Vec<(String, Listens)>) -> BTreeMap<String, LocalTool> {
    let mut asked = JoinSet::new();
    for (product, listens) in known {
        for ip in HERE {
            let product = product.clone();
            asked.spawn(async move { (product, ask(SocketAddr::new(ip, listens.port), listens).await) });
        }
    }
    let mut found = BTreeMap::new();
    let all = async {
        while let Some(answer) = asked.join_next().await {
            if let Ok((product, Some(tool))) = answer {
                found.entry(product).or_insert(tool);
            }
        }
    };
    // Time is up for whoever has not answered; dropping the set ends what is under way.
    let _ = tokio::time::timeout(LIMIT, all).await;
    found
}

async fn ask(place: SocketAddr, listens: Listens) -> Option<LocalTool> {
    for path in listens.speaks.paths() {
        let Some(body) = get(place, path).await else { continue };
        if let Told::Models(models) = listens.speaks.read(path, &body) {
            return Some(LocalTool { port: listens.port, models });
        }
    }
    None
}

/// The whole answer, where it is a good one and not too long.
async fn get(place: SocketAddr, path: &str) -> Option<Bytes> {
    let stream = TcpStream::connect(place).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let request = Request::get(path)
        .header(HOST, place.to_string())
        .header(ACCEPT, "application/json")
        .body(Empty::<Bytes>::new())
        .ok()?;
    let answer = async {
        let answer = sender.send_request(request).await.ok()?;
        if answer.status() != StatusCode::OK {
            return None;
        }
        Some(Limited::new(answer.into_body(), LONGEST).collect().await.ok()?.to_bytes())
    };
    // The connection is driven as long as its answer is awaited, and no longer.
    tokio::pin!(answer, connection);
    tokio::select! {
        biased;
        answer = &mut answer => answer,
        _ = &mut connection => answer.await,
    }
}

#[cfg(test)]
mod tests;
