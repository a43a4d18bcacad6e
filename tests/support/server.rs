//! A scripted web server on 127.0.0.1, and a proxy where a test needs one.
//!
//! It speaks just enough HTTP/1.1 to say odd things on purpose: bodies that break off, trickle or never end, heads
//! that are no heads, an ETag and its 304. It runs on a thread of its own with a clock of its own, so tests may stop
//! theirs, block, or be no async code at all; any thread may change a page while it runs. It stops when dropped.

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex},
    thread::JoinHandle,
    time::Duration,
};

use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{oneshot, watch},
};
use tokio_rustls::TlsAcceptor;

/// The certificate that signed the server's: for `SSL_CERT_FILE` of a process that is to trust it.
pub(crate) fn authority() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/support/tls/authority.pem"))
}

/// A running server.
pub(crate) struct Server {
    scheme: &'static str,
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Dropping it stops the server.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the server was asked.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) method: String,
    /// As in the request line: a path with its query, a whole address from a client of a proxy, `host:port` of CONNECT.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// What came after the head, where it said how much.
    pub(crate) body: Vec<u8>,
}

impl Hit {
    /// The first header of that name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn page(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

/// What the server answers.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<Step>,
}

/// A piece of an answer's body.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Bytes(Vec<u8>),
    /// Nothing more until the gate is open.
    Wait(Gate),
    /// The same piece again and again until the client leaves, with a pause after each (none if zero).
    Endless(Vec<u8>, Duration),
}

/// Holds an answer back until a test opens it.
#[derive(Debug, Clone)]
pub(crate) struct Gate(watch::Sender<bool>);

impl Gate {
    pub(crate) fn shut() -> Self {
        Self(watch::Sender::new(false))
    }

    pub(crate) fn open(&self) {
        self.0.send_replace(true);
    }

    async fn passed(&self) {
        // Cannot fail: this very gate holds the sender.
        let _ = self.0.subscribe().wait_for(|open| *open).await;
    }
}

impl Response {
    /// 200 with a body and its length.
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: Vec::new(), body: vec![Step::Bytes(body.into())] }
    }

    /// A status and nothing else.
    pub(crate) fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// A redirect.
    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("Location", location)
    }

    /// 200 with a body in steps, ended by closing the connection.
    pub(crate) fn steps(body: Vec<Step>) -> Self {
        Self { status: 200, headers: vec![("Connection".into(), "close".into())], body }
    }

    /// The steps alone, without a status line or headers.
    pub(crate) fn raw(body: Vec<Step>) -> Self {
        Self { status: 0, headers: Vec::new(), body }
    }

    /// With one more header. With an `ETag`, the server answers 304 to a client that already has it.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if !self.closes() && self.find("content-length").is_none() && self.status != 304 {
            let length: usize =
                self.body.iter().map(|step| if let Step::Bytes(bytes) = step { bytes.len() } else { 0 }).sum();
            head += &format!("Content-Length: {length}\r\n");
        }
        head + "\r\n"
    }

    fn closes(&self) -> bool {
        self.status == 0 || self.find("connection") == Some("close")
    }
}

/// What the server does with CONNECT.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tunnel {
    /// Answers this status.
    Refused(u16),
    /// Carries bytes to and fro, whatever host was asked for.
    To(SocketAddr),
}

struct Shared {
    pages: Mutex<HashMap<String, Response>>,
    tunnel: Mutex<Tunnel>,
    hits: watch::Sender<Vec<Hit>>,
}

impl Server {
    /// A server of plain http on a free port.
    pub(crate) fn start() -> Self {
        Self::run("http", None)
    }

    /// A server of https with the certificate of [`authority`], for 127.0.0.1, localhost and feed.example.com.
    pub(crate) fn start_tls() -> Self {
        let certificate = CertificateDer::from_pem_slice(include_bytes!("tls/feed.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/feed.key")).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        Self::run("https", Some(TlsAcceptor::from(Arc::new(config))))
    }

    fn run(scheme: &'static str, tls: Option<TlsAcceptor>) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            pages: Mutex::default(),
            tunnel: Mutex::new(Tunnel::Refused(405)),
            hits: watch::Sender::default(),
        });
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let state = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    _ = stopped => {}
                    () = accept(listener, tls, state) => {}
                }
            });
        });
        Self { scheme, address, shared, stop: Some(stop), thread: Some(thread) }
    }

    /// The server's own address.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of a page, which begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    /// Sets a page, from the next request on. A proxy's page is the whole address. A page never set answers 404.
    pub(crate) fn set(&self, page: &str, response: Response) {
        self.shared.pages.lock().unwrap().insert(page.to_owned(), response);
    }

    /// Sets what CONNECT does, from the next one on; refused with 405 until set.
    pub(crate) fn set_tunnel(&self, tunnel: Tunnel) {
        *self.shared.tunnel.lock().unwrap() = tunnel;
    }

    /// How often a page was asked for.
    pub(crate) fn hits(&self, page: &str) -> usize {
        self.requests(page).len()
    }

    /// How often anything was asked for.
    pub(crate) fn all_hits(&self) -> usize {
        self.shared.hits.borrow().len()
    }

    /// The requests for a page, in order.
    pub(crate) fn requests(&self, page: &str) -> Vec<Hit> {
        self.shared.hits.borrow().iter().filter(|hit| hit.page() == page).cloned().collect()
    }

    /// Waits until a page has been asked for so often.
    pub(crate) async fn reached(&self, page: &str, times: usize) {
        let mut hits = self.shared.hits.subscribe();
        // Cannot fail: this server holds the sender.
        let _ = hits.wait_for(|hits| hits.iter().filter(|hit| hit.page() == page).count() >= times).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the server shows up in the test as a connection that broke.
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, shared) = (tls.clone(), Arc::clone(&shared));
        // Clients hang up as they please, often on purpose: no error of a connection is the server's.
        tokio::spawn(async move {
            match tls {
                None => converse(stream, &shared).await,
                Some(tls) => converse(tls.accept(stream).await?, &shared).await,
            }
        });
    }
}

async fn converse(mut stream: impl AsyncRead + AsyncWrite + Unpin, shared: &Shared) -> io::Result<()> {
    while let Some(mut hit) = read_head(&mut stream).await? {
        let length = hit.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        hit.body = vec![0; length];
        stream.read_exact(&mut hit.body).await?;
        let (connect, page) = (hit.method == "CONNECT", hit.page().to_owned());
        let known = hit.header("if-none-match").map(str::to_owned);
        // Settled before anybody hears of the request: what is set after that is for the next one.
        let tunnel = *shared.tunnel.lock().unwrap();
        let page = shared.pages.lock().unwrap().get(&page).cloned();
        shared.hits.send_modify(|hits| hits.push(hit));
        if connect {
            match tunnel {
                Tunnel::Refused(status) => stream.write_all(Response::status(status).head().as_bytes()).await?,
                Tunnel::To(address) => {
                    let mut target = TcpStream::connect(address).await?;
                    stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await?;
                    tokio::io::copy_bidirectional(&mut stream, &mut target).await?;
                }
            }
            return stream.shutdown().await;
        }
        let mut response = page.unwrap_or_else(|| Response::status(404));
        if known.is_some() && known.as_deref() == response.find("etag") {
            response.status = 304;
            response.body.clear();
        }
        answer(&mut stream, &response).await?;
        if response.closes() {
            return stream.shutdown().await;
        }
    }
    Ok(())
}

async fn answer(stream: &mut (impl AsyncWrite + Unpin), response: &Response) -> io::Result<()> {
    if response.status != 0 {
        stream.write_all(response.head().as_bytes()).await?;
    }
    for step in &response.body {
        match step {
            Step::Bytes(bytes) => stream.write_all(bytes).await?,
            Step::Wait(gate) => {
                stream.flush().await?;
                gate.passed().await;
            }
            Step::Endless(bytes, pause) => loop {
                stream.write_all(bytes).await?;
                stream.flush().await?;
                // The runtime's clock ticks once a millisecond, however short the pause.
                if pause.is_zero() {
                    tokio::task::yield_now().await;
                } else {
                    tokio::time::sleep(*pause).await;
                }
            },
        }
    }
    stream.flush().await
}

/// Reads one request's head; `None` if the client has nothing more to ask.
async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Hit>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).await? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let mut lines = head.lines();
    let mut first = lines.next().unwrap_or_default().split(' ').map(str::to_owned);
    let headers = lines.filter_map(|line| line.split_once(':'));
    Ok(Some(Hit {
        method: first.next().unwrap_or_default(),
        target: first.next().unwrap_or_default(),
        headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect(),
        body: Vec::new(),
    }))
}
