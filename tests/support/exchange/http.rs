//! HTTP as bytes on a socket, because the table has requests that no HTTP library sends.

use serde_json::Value;

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// With small names.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The first header of that name, given in small letters.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// One request on a connection of its own.
pub(crate) fn ask(
    base_url: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&[u8]>,
    chunked: bool,
) -> io::Result<Reply> {
    let host = base_url.trim_start_matches("http://");
    let stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let body = match (body, chunked) {
        (None, _) => Vec::new(),
        (Some(body), false) => {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
            body.to_vec()
        }
        (Some(body), true) => {
            head.push_str("Transfer-Encoding: chunked\r\n");
            [format!("{:x}\r\n", body.len()).as_bytes(), body, b"\r\n0\r\n\r\n"].concat()
        }
    };
    head.push_str("\r\n");
    let message = [head.as_bytes(), &body].concat();
    // A server may answer and hang up before it has read everything; its answer counts.
    match (&stream).write_all(&message) {
        Err(error) if !matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset) => {
            return Err(error);
        }
        _ => {}
    }
    let mut reader = BufReader::new(&stream);
    let mut reply = read_head(&mut reader)?;
    while reply.status == 100 {
        reply = read_head(&mut reader)?;
    }
    if method == "HEAD" || matches!(reply.status, 204 | 304) {
        return Ok(reply);
    }
    match reply.header("content-length").and_then(|length| length.parse().ok()) {
        Some(length) => {
            reply.body = vec![0; length];
            reader.read_exact(&mut reply.body)?;
        }
        None => {
            let _ = reader.read_to_end(&mut reply.body)?;
        }
    }
    Ok(reply)
}

fn read_head(reader: &mut impl BufRead) -> io::Result<Reply> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let status = lines.first().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let headers = lines.iter().skip(1).filter_map(|line| line.split_once(':'));
    Ok(Reply {
        status: status.ok_or(ErrorKind::InvalidData)?,
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect(),
        body: Vec::new(),
    })
}
