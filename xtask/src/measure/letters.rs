//! Many letters through the SMTP door, over a few connections at once: how a desk fills, and how fast it can.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

const CONNECTIONS: u64 = 8;
const ANSWER_LIMIT: Duration = Duration::from_secs(60);
/// Letters on one connection before a new one is opened, as mail servers do.
const LETTERS_PER_CONNECTION: u64 = 100;

const MATTERS: [&str; 12] = [
    "Printer on the fourth floor shows offline",
    "VPN drops every few minutes since this morning",
    "Please install the drawing program",
    "Cannot sign in after changing my password",
    "Second screen stays black",
    "Shared folder of Finance is read-only for me",
    "Headset is not found in calls",
    "New colleague starts on Monday",
    "Laptop is very slow after the update",
    "Calendar does not show the meeting room",
    "Scanner sends empty pages",
    "Phone forwards all calls to voicemail",
];

/// Sends so many letters, each from one of `senders` people. Returns letters a second.
pub fn send(door: SocketAddr, mailbox: &str, letters: u64, senders: u64) -> Result<f64> {
    let next = AtomicU64::new(0);
    let started = Instant::now();
    thread::scope(|scope| {
        let clerks: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(|| clerk(door, mailbox, &next, letters, senders))).collect();
        clerks.into_iter().try_for_each(|clerk| clerk.join().unwrap_or_else(|_| bail!("a sender panicked")))
    })?;
    Ok(letters as f64 / started.elapsed().as_secs_f64())
}

fn clerk(door: SocketAddr, mailbox: &str, next: &AtomicU64, letters: u64, senders: u64) -> Result<()> {
    let mut number = next.fetch_add(1, Ordering::Relaxed);
    while number < letters {
        let mut connection = Connection::open(door)?;
        for _ in 0..LETTERS_PER_CONNECTION {
            if number >= letters {
                break;
            }
            connection.letter(mailbox, number, number % senders)?;
            number = next.fetch_add(1, Ordering::Relaxed);
        }
        connection.say("QUIT", 221)?;
    }
    Ok(())
}

struct Connection(BufReader<TcpStream>);

impl Connection {
    fn open(door: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect(door).with_context(|| format!("connecting to the SMTP door at {door}"))?;
        stream.set_read_timeout(Some(ANSWER_LIMIT))?;
        stream.set_nodelay(true)?;
        let mut connection = Connection(BufReader::new(stream));
        connection.expect(220)?;
        connection.say("EHLO measure.example", 250)?;
        Ok(connection)
    }

    fn letter(&mut self, mailbox: &str, number: u64, sender: u64) -> Result<()> {
        let matter = MATTERS[usize::try_from(number).unwrap_or_default() % MATTERS.len()];
        self.say(&format!("MAIL FROM:<person{sender}@load.example>"), 250)?;
        self.say(&format!("RCPT TO:<{mailbox}>"), 250)?;
        self.say("DATA", 354)?;
        let text = format!(
            "From: Person {sender} <person{sender}@load.example>\r\nTo: {mailbox}\r\nSubject: {matter} ({number})\r\n\
             Message-ID: <{number}.{}@load.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\n\r\n\
             Good morning,\r\n\r\n{matter}. It is number {number} on my list, and I have tried turning it off and on again.\r\n\r\nThank you\r\n.",
            std::process::id()
        );
        self.say(&text, 250)
    }

    fn say(&mut self, words: &str, expected: u16) -> Result<()> {
        self.0.get_mut().write_all(format!("{words}\r\n").as_bytes())?;
        self.expect(expected)
    }

    fn expect(&mut self, expected: u16) -> Result<()> {
        let mut line = String::new();
        loop {
            line.clear();
            if self.0.read_line(&mut line)? == 0 {
                bail!("the SMTP door closed the connection");
            }
            if line.as_bytes().get(3) != Some(&b'-') {
                break;
            }
        }
        let answered: u16 = line.get(..3).and_then(|code| code.parse().ok()).unwrap_or_default();
        if answered != expected {
            bail!("the SMTP door answered {:?} where {expected} was expected", line.trim_end());
        }
        Ok(())
    }
}
