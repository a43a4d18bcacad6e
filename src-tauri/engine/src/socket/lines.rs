//! Lines of JSON over any stream: at most [`MAX_LINE`] bytes each, ended by a newline, written within a limit of time.

use std::io;
use std::time::Duration;

use serde::Serialize;
use siaga_core::wire::MAX_LINE;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// How long the other side may keep a line waiting before it is given up.
pub(crate) const WRITE_LIMIT: Duration = Duration::from_secs(5);

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Incoming {
    /// A line, without its newline.
    Line(Vec<u8>),
    /// More than [`MAX_LINE`] bytes without a newline; nothing after it can be trusted.
    TooLong,
    /// The other side said all it had to say. A last line without a newline is cut short, and dropped.
    End,
}

/// Reads lines. [`Lines::next`] may be dropped at any moment and loses nothing.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    from: R,
    buffer: Vec<u8>,
    /// The buffer's first bytes that hold no newline for sure.
    searched: usize,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    pub(crate) const fn new(from: R) -> Self {
        Self { from, buffer: Vec::new(), searched: 0 }
    }

    /// The next line; empty ones are skipped.
    pub(crate) async fn next(&mut self) -> io::Result<Incoming> {
        loop {
            if let Some(found) = self.buffer[self.searched..].iter().position(|byte| *byte == b'\n') {
                let end = self.searched + found;
                if end > MAX_LINE {
                    return Ok(Incoming::TooLong);
                }
                let rest = self.buffer.split_off(end + 1);
                let mut line = std::mem::replace(&mut self.buffer, rest);
                self.searched = 0;
                line.pop();
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                return Ok(Incoming::Line(line));
            }
            self.searched = self.buffer.len();
            if self.buffer.len() > MAX_LINE {
                return Ok(Incoming::TooLong);
            }
            self.buffer.reserve(4096);
            if self.from.read_buf(&mut self.buffer).await? == 0 {
                return Ok(Incoming::End);
            }
        }
    }
}

/// Writes one value as one line.
///
/// # Errors
/// `InvalidData` when the line would be longer than [`MAX_LINE`] (nothing is written then), `TimedOut` when the other
/// side does not read, else what the system says.
pub(crate) async fn write<W: AsyncWrite + Unpin>(to: &mut W, value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    if line.len() > MAX_LINE {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("a line of {} bytes", line.len())));
    }
    line.push(b'\n');
    tokio::time::timeout(WRITE_LIMIT, async {
        to.write_all(&line).await?;
        to.flush().await
    })
    .await
    .map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "the other side does not read"))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_come_whole_however_they_were_sent() {
        let (mut far, near) = tokio::io::duplex(7);
        let sent = tokio::spawn(async move {
            far.write_all(b"{\"a\":1}\n\n  \n{\"bb\":22}\n{\"cut").await.unwrap();
        });
        let mut lines = Lines::new(near);
        assert_eq!(lines.next().await.unwrap(), Incoming::Line(b"{\"a\":1}".to_vec()));
        assert_eq!(lines.next().await.unwrap(), Incoming::Line(b"{\"bb\":22}".to_vec()));
        assert_eq!(lines.next().await.unwrap(), Incoming::End);
        sent.await.unwrap();
    }

    #[tokio::test]
    async fn a_line_of_the_limit_is_read_and_one_byte_more_is_not() {
        for (length, accepted) in [(MAX_LINE, true), (MAX_LINE + 1, false)] {
            let mut bytes = vec![b'x'; length];
            bytes.push(b'\n');
            let mut lines = Lines::new(bytes.as_slice());
            let read = lines.next().await.unwrap();
            assert_eq!(matches!(read, Incoming::Line(_)), accepted, "{length}");
            assert_eq!(read == Incoming::TooLong, !accepted, "{length}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_who_does_not_read_is_given_up() {
        let (mut near, _far) = tokio::io::duplex(16);
        let error = write(&mut near, &"longer than the sixteen bytes that fit").await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_line_that_nobody_would_accept_is_not_written() {
        let mut written = Vec::new();
        let error = write(&mut written, &"x".repeat(MAX_LINE)).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        assert!(written.is_empty());
    }
}
