//! The program as a server of its own, and who speaks to it.

use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::place::Place;

/// How long one answer may take before the asker gives up.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a start may take, and until it is healthy again.
const RECOVERY: Duration = Duration::from_secs(60);

/// A server that can be killed.
pub struct Server {
    pub child: Child,
    pub pages: SocketAddr,
    pub letters: SocketAddr,
    /// The database may be cut off between a commit and its confirmation: then nobody knows whether it was kept, and that is said (500).
    pub cut_off: bool,
}

impl Server {
    pub fn start(place: &Place) -> Self {
        Self::start_on(place, &place.desk.url)
    }

    /// On a database of this address, which leads to the place's own.
    pub fn start_on(place: &Place, database: &str) -> Self {
        let held = [TcpListener::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap()];
        let [pages, letters] = held.each_ref().map(|port| port.local_addr().unwrap());
        drop(held);
        // A limit on the size of files is told by a signal that ends a program; the shell hands on that it is not to be told so.
        let child = Command::new("sh")
            .args(["-c", "trap '' XFSZ; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_firstline")])
            .args(["serve", "--listen", &pages.to_string(), "--smtp-listen", &letters.to_string(), "--database", database, "--data"])
            .arg(place.data.path())
            .env_remove("FIRSTLINE_CONFIG")
            .env_remove("FIRSTLINE_TEST_KILLS")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self { child, pages, letters, cut_off: false };
        server.recover();
        server
    }

    /// Waits until it is healthy.
    pub fn recover(&mut self) {
        let begun = Instant::now();
        while !self.is_healthy() {
            assert_eq!(self.child.try_wait().unwrap(), None, "it ended by itself");
            assert!(begun.elapsed() < RECOVERY, "it did not become healthy");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// A program with this key.
    pub fn api(&self, key: &str) -> Api {
        Api { address: self.pages, key: key.to_owned(), cut_off: self.cut_off }
    }

    pub fn is_healthy(&self) -> bool {
        let anybody = self.api("");
        anybody.ask("GET", "/health", None, "").is_ok_and(|(status, _)| status == 200)
    }

    /// SIGKILL: no word of farewell, no flush.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A program that speaks to the API, on a connection for each request.
pub struct Api {
    pub address: SocketAddr,
    pub key: String,
    /// As of [`Server::cut_off`].
    pub cut_off: bool,
}

impl Api {
    pub fn ask(&self, method: &str, path: &str, body: Option<&Value>, once: &str) -> Result<(u16, Value)> {
        let stream = connect(self.address)?;
        let body = body.map(Value::to_string).unwrap_or_default();
        let once = if once.is_empty() { String::new() } else { format!("Idempotency-Key: {once}\r\n") };
        write!(
            &stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAuthorization: Bearer {}\r\n{once}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.key,
            body.len()
        )?;
        let mut answer = String::new();
        (&stream).read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| Error::other("half an answer"))?;
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(|| Error::other("no status"))?;
        let length = head.lines().filter_map(|line| line.split_once(": ")).find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if length.is_some_and(|(_, length)| length.parse() != Ok(body.len())) {
            return Err(Error::other("half an answer"));
        }
        Ok((status, serde_json::from_str(body).unwrap_or(Value::Null)))
    }

    /// Done, as far as the answer tells; with what was answered.
    pub fn done(&self, method: &str, path: &str, body: &Value, once: &str) -> Option<Value> {
        let (status, answer) = self.ask(method, path, Some(body), once).ok()?;
        if status == 503 {
            assert_eq!(answer["error"], "ServiceUnavailable");
            return None;
        }
        if status == 500 && self.cut_off {
            return None;
        }
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        Some(answer)
    }
}

pub fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Hands a letter to the door; `Ok` only when the door answered for it.
pub fn letter(door: SocketAddr, word: &str) -> Result<()> {
    // A letter that comes again is the same letter.
    let sender = format!("req{}@customer.example", word.bytes().map(u32::from).sum::<u32>() % 2);
    let mut stream = BufReader::new(connect(door)?);
    let letter = format!(
        "From: {sender}\r\nTo: support@desk.example\r\nSubject: {word}\r\nMessage-ID: <{word}@customer.example>\r\n\r\nSince nine, {word}.\r\n.\r\n"
    );
    let turns =
        ["", "EHLO customer.example\r\n", &format!("MAIL FROM:<{sender}>\r\n"), "RCPT TO:<support@desk.example>\r\n", "DATA\r\n", &letter];
    for turn in turns {
        stream.get_mut().write_all(turn.as_bytes())?;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Err(Error::other("it hung up"));
            }
            if line.as_bytes().get(3) == Some(&b' ') {
                match line.as_bytes()[0] {
                    b'2' | b'3' => break,
                    b'4' => return Err(Error::other(line)),
                    _ => panic!("the door refuses {word}: {line}"),
                }
            }
        }
    }
    Ok(())
}
