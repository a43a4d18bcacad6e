//! The local server of a drill: the providers' feeds in their own formats, on 127.0.0.1 only, with an ETag so that
//! conditional requests are rehearsed as well. It can be as unreadable as a page can be, and be out of reach.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use futures_util::stream;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::Pages;
use super::story::Unreadable;

/// How long until a port that is not free yet is tried again.
const AGAIN: Duration = Duration::from_millis(50);

/// What a page for people begins with.
const HTML: &str = "<!DOCTYPE html><title>All Systems Operational</title><p>All Systems Operational</p>";

type Body = BoxBody<Bytes, io::Error>;

/// The server; it ends when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts on a free port. While `pages` say that there is no network, nobody listens there.
    ///
    /// # Errors
    /// When 127.0.0.1 cannot be listened on.
    pub async fn start(pages: Pages) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            let mut listener = Some(listener);
            loop {
                let mut network = pages.subscribe();
                if let Some(listener) = listener.take() {
                    tokio::select! {
                        () = serve(&listener, &pages) => {}
                        _ = network.wait_for(|played| !played.network) => {}
                    }
                }
                if network.wait_for(|played| played.network).await.is_err() {
                    return;
                }
                match TcpListener::bind(address).await {
                    Ok(again) => listener = Some(again),
                    // Somebody else has the port for a moment.
                    Err(_) => tokio::time::sleep(AGAIN).await,
                }
            }
        });
        Ok(Self { address, task })
    }

    /// The address of a provider's feed.
    #[must_use]
    pub fn feed(&self, provider: &str) -> String {
        format!("http://{}/{provider}/api/v2/summary.json", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Answers until it is dropped, and with it every connection.
async fn serve(listener: &TcpListener, pages: &Pages) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                let pages = pages.clone();
                connections.spawn(async move {
                    let service = service_fn(move |request| {
                        let pages = pages.clone();
                        async move { answer(&pages, &request).await }
                    });
                    // A reader that hangs up is none of the drill's concern.
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        }
    }
}

async fn answer(pages: &Pages, request: &Request<Incoming>) -> io::Result<Response<Body>> {
    let path = request.uri().path();
    let Some((provider, rest)) = path.trim_start_matches('/').split_once('/') else { return Ok(nothing()) };
    let hangs = |page: &super::Page| page.unreadable() == Some(Unreadable::Hang);
    let mut played = pages.subscribe();
    let page = match played.wait_for(|played| !played.pages.get(provider).is_some_and(hangs)).await {
        Ok(played) => played.pages.get(provider).cloned(),
        Err(_) => None,
    };
    let document = page.as_ref().and_then(|page| match rest {
        "api/v2/summary.json" => Some(page.summary()),
        "api/v2/components.json" => Some(page.components_document()),
        _ => None,
    });
    let (Some(page), Some(document)) = (page, document) else { return Ok(nothing()) };
    let body = document.to_string();
    Ok(match page.unreadable() {
        Some(Unreadable::Html) => {
            let mut response = respond(StatusCode::OK, whole(HTML.to_owned()), None);
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            response
        }
        Some(Unreadable::Empty) => respond(StatusCode::OK, whole("{}".to_owned()), None),
        Some(Unreadable::Error) => respond(StatusCode::INTERNAL_SERVER_ERROR, whole(body), None),
        Some(Unreadable::Cut) => {
            let length = body.len();
            let mut response = respond(StatusCode::OK, half(body), None);
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
            response
        }
        None | Some(Unreadable::Hang) => {
            let mut hasher = DefaultHasher::new();
            body.hash(&mut hasher);
            let etag = format!("\"{:016x}\"", hasher.finish());
            let known = request.headers().get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == etag.as_bytes());
            if known {
                respond(StatusCode::NOT_MODIFIED, whole(String::new()), Some(&etag))
            } else {
                respond(StatusCode::OK, whole(body), Some(&etag))
            }
        }
    })
}

fn nothing() -> Response<Body> {
    respond(StatusCode::NOT_FOUND, whole(String::new()), None)
}

fn whole(text: String) -> Body {
    Full::new(Bytes::from(text)).map_err(|never| match never {}).boxed()
}

/// The first half, and then the end of the connection.
fn half(text: String) -> Body {
    let mut bytes = Bytes::from(text);
    bytes.truncate(bytes.len() / 2);
    let broken = io::Error::from(io::ErrorKind::ConnectionReset);
    BodyExt::boxed(StreamBody::new(stream::iter([Ok(Frame::data(bytes)), Err(broken)])))
}

fn respond(status: StatusCode, body: Body, etag: Option<&str>) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(etag) = etag.and_then(|etag| etag.parse().ok()) {
        response.headers_mut().insert(ETAG, etag);
    }
    response
}
