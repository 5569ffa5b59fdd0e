//! Just enough HTTP/1.1 to ask a Firstline on this machine for pages over one connection, and to time the answers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long an answer may take.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);
/// Largest answer that is read.
const BODY_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// One connection, with the cookies it was given.
pub struct Client {
    address: SocketAddr,
    connection: BufReader<TcpStream>,
    cookies: Vec<(String, String)>,
    token: Option<String>,
}

/// An answer, and how long it took from the last byte asked to the last byte read.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub took: Duration,
}

impl Answer {
    /// The first header of this name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl Client {
    pub fn connect(address: SocketAddr) -> Result<Client> {
        Ok(Client { address, connection: open(address)?, cookies: Vec::new(), token: None })
    }

    /// The same, asking as a program with this token.
    #[must_use]
    pub fn with_token(self, token: &str) -> Client {
        Client { token: Some(token.to_owned()), ..self }
    }

    /// Asks as a browser on our own pages would.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "", "gzip")
    }

    /// Asks for a page uncompressed, to read it.
    pub fn get_plain(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, "", "identity")
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, form: &str) -> Result<Answer> {
        self.ask("POST", path, form, "gzip")
    }

    /// Sends a form as browsers send those that may carry files.
    pub fn post_parts(&mut self, path: &str, parts: &[(&str, &str)]) -> Result<Answer> {
        const BOUNDARY: &str = "firstline-bench-7f3a";
        let mut form = String::new();
        for (name, value) in parts {
            form.push_str(&format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }
        form.push_str(&format!("--{BOUNDARY}--\r\n"));
        self.send("POST", path, &format!("multipart/form-data; boundary={BOUNDARY}"), &form, "gzip")
    }

    /// Sends JSON.
    pub fn post_json(&mut self, path: &str, body: &str) -> Result<Answer> {
        self.send("POST", path, "application/json", body, "gzip")
    }

    /// Another connection with the same cookies and token.
    pub fn again(&self) -> Result<Client> {
        Ok(Client { address: self.address, connection: open(self.address)?, cookies: self.cookies.clone(), token: self.token.clone() })
    }

    fn ask(&mut self, method: &str, path: &str, form: &str, encoding: &str) -> Result<Answer> {
        self.send(method, path, "application/x-www-form-urlencoded", form, encoding)
    }

    fn send(&mut self, method: &str, path: &str, form_type: &str, form: &str, encoding: &str) -> Result<Answer> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let address = self.address;
        let authorization = self.token.as_ref().map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nSec-Fetch-Site: same-origin\r\nAccept: text/html\r\n\
             Accept-Encoding: {encoding}\r\nCookie: {}\r\nContent-Type: {form_type}\r\n{authorization}\
             Content-Length: {}\r\n\r\n{form}",
            cookies.join("; "),
            form.len()
        );
        let started = Instant::now();
        self.connection.get_mut().write_all(request.as_bytes()).with_context(|| format!("asking for {path}"))?;
        let mut answer = self.read(path)?;
        answer.took = started.elapsed();
        self.keep_cookies(&answer);
        if answer.header("connection").is_some_and(|word| word.eq_ignore_ascii_case("close")) {
            self.connection = open(self.address)?;
        }
        Ok(answer)
    }

    fn read(&mut self, path: &str) -> Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok()).with_context(|| format!("{path} answered {first:?}"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        let mut answer = Answer { status, headers, body: Vec::new(), took: Duration::ZERO };
        if answer.header("transfer-encoding").is_some_and(|word| word.eq_ignore_ascii_case("chunked")) {
            self.chunks(&mut answer.body)?;
        } else if let Some(length) = answer.header("content-length").and_then(|word| word.parse::<u64>().ok()) {
            self.take(length, &mut answer.body)?;
        }
        Ok(answer)
    }

    fn chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        loop {
            let line = self.line()?;
            let length = u64::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16).context("a chunk's length")?;
            self.take(length, body)?;
            self.line()?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    fn take(&mut self, length: u64, body: &mut Vec<u8>) -> Result<()> {
        if length > BODY_BYTES_MAX {
            bail!("an answer of {length} bytes");
        }
        self.connection.by_ref().take(length).read_to_end(body)?;
        Ok(())
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.connection.read_line(&mut line)? == 0 {
            bail!("the connection was closed");
        }
        Ok(line.trim_end().to_owned())
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        let given = answer.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        for (name, value) in given.filter_map(|(_, cookie)| cookie.split(';').next()?.split_once('=')) {
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}

fn open(address: SocketAddr) -> Result<BufReader<TcpStream>> {
    let connection = TcpStream::connect_timeout(&address, Duration::from_secs(5)).with_context(|| format!("connecting to {address}"))?;
    connection.set_nodelay(true)?;
    connection.set_read_timeout(Some(ANSWER_LIMIT))?;
    Ok(BufReader::new(connection))
}
