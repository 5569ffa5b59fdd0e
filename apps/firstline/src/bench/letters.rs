//! Letters through the SMTP door, over one or more connections at once, from people the desk knows.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail};

/// How long the door may take for an answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);
/// Letters on one connection before a new one is opened, as mail servers do.
const LETTERS_PER_CONNECTION: u64 = 100;

/// What letters are about.
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

/// Sends so many letters over so many connections, from each of `senders` in turn. Returns how long each took until it was
/// accepted, which is when it is on disk, and how long all took.
pub fn send(door: SocketAddr, mailbox: &str, senders: &[String], letters: u64, connections: usize) -> Result<(Vec<Duration>, Duration)> {
    let next = AtomicU64::new(0);
    let started = Instant::now();
    let times = thread::scope(|scope| {
        let clerks: Vec<_> = (0..connections).map(|_| scope.spawn(|| clerk(door, mailbox, senders, &next, letters))).collect();
        let mut times = Vec::new();
        for clerk in clerks {
            times.extend(clerk.join().unwrap_or_else(|_| bail!("a sender panicked"))?);
        }
        Ok::<_, anyhow::Error>(times)
    })?;
    Ok((times, started.elapsed()))
}

fn clerk(door: SocketAddr, mailbox: &str, senders: &[String], next: &AtomicU64, letters: u64) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    let mut number = next.fetch_add(1, Ordering::Relaxed);
    while number < letters {
        let mut connection = Connection::open(door)?;
        for _ in 0..LETTERS_PER_CONNECTION {
            if number >= letters {
                break;
            }
            let sender = &senders[usize::try_from(number).unwrap_or_default() % senders.len()];
            let started = Instant::now();
            connection.letter(mailbox, number, sender)?;
            times.push(started.elapsed());
            number = next.fetch_add(1, Ordering::Relaxed);
        }
        connection.say("QUIT", 221)?;
    }
    Ok(times)
}

/// Tells the letters of one run from those of another.
fn run() -> u128 {
    static RUN: OnceLock<u128> = OnceLock::new();
    *RUN.get_or_init(|| SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos()))
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

    fn letter(&mut self, mailbox: &str, number: u64, sender: &str) -> Result<()> {
        let matter = MATTERS[usize::try_from(number).unwrap_or_default() % MATTERS.len()];
        self.say(&format!("MAIL FROM:<{sender}>"), 250)?;
        self.say(&format!("RCPT TO:<{mailbox}>"), 250)?;
        self.say("DATA", 354)?;
        let text = format!(
            "From: {sender}\r\nTo: {mailbox}\r\nSubject: {matter} ({number})\r\n\
             Message-ID: <{number}.{}@load.example>\r\n\r\n\
             Good morning,\r\n\r\n{matter}. It is number {number} on my list, and I have tried turning it off and on again.\r\n\r\nThank you\r\n.",
            run()
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
