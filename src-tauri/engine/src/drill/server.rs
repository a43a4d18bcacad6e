//! The local server of a drill: the providers' feeds in their own formats, on 127.0.0.1 only, with an ETag so that
//! conditional requests are rehearsed as well.

use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::{Pages, lock};

/// The server; it ends when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts on a free port.
    ///
    /// # Errors
    /// When 127.0.0.1 cannot be listened on.
    pub async fn start(pages: Pages) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    Some(_) = connections.join_next() => {}
                    accepted = listener.accept() => {
                        let Ok((stream, _)) = accepted else { continue };
                        let pages = pages.clone();
                        connections.spawn(async move {
                            let service = service_fn(move |request| {
                                let response = answer(&pages, &request);
                                async move { Ok::<_, Infallible>(response) }
                            });
                            // A reader that hangs up is none of the drill's concern.
                            let _ = hyper::server::conn::http1::Builder::new()
                                .serve_connection(TokioIo::new(stream), service)
                                .await;
                        });
                    }
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

fn answer(pages: &Pages, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let path = request.uri().path();
    let document = path.trim_start_matches('/').split_once('/').and_then(|(provider, rest)| {
        let pages = lock(pages);
        let page = pages.get(provider)?;
        match rest {
            "api/v2/summary.json" => Some(page.summary()),
            "api/v2/components.json" => Some(page.components_document()),
            _ => None,
        }
    });
    let Some(document) = document else { return respond(StatusCode::NOT_FOUND, Bytes::new(), None) };
    let body = document.to_string();
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    let etag = format!("\"{:016x}\"", hasher.finish());
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == etag.as_bytes());
    if known {
        return respond(StatusCode::NOT_MODIFIED, Bytes::new(), Some(&etag));
    }
    respond(StatusCode::OK, Bytes::from(body), Some(&etag))
}

fn respond(status: StatusCode, body: Bytes, etag: Option<&str>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static("application/json"));
    if let Some(etag) = etag.and_then(|etag| etag.parse().ok()) {
        response.headers_mut().insert(ETAG, etag);
    }
    response
}
