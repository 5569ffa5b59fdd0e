//! An open SMTP door on a free port, and a client that says what it is told.

use std::net::SocketAddr;
use std::time::Duration;

use mailroom::{Listen, Mailroom, Protocol, SmtpConfig, SmtpDoor, SmtpLimits, TlsFiles};
use testkit::Office;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub struct Open {
    pub office: Office,
    pub address: SocketAddr,
    pub stop: watch::Sender<bool>,
    pub serving: JoinHandle<()>,
}

/// An office whose SMTP door is open.
pub async fn open(protocol: Protocol, limits: SmtpLimits) -> Open {
    open_with(protocol, limits, None).await
}

/// The same with a certificate.
pub async fn open_with(protocol: Protocol, limits: SmtpLimits, tls: Option<TlsFiles>) -> Open {
    let office = tokio::task::spawn_blocking(Office::new).await.expect("an office");
    let mailroom = Mailroom::new(office.db.clone(), office.store.clone());
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let config = SmtpConfig { listen: listen.into(), protocol, hostname: "desk.example".into(), tls, limits };
    let door = SmtpDoor::open(config, mailroom).await.expect("a free port");
    let Listen::Tcp(address) = door.address().expect("its address") else { panic!("it listens on a port") };
    let (stop, stopped) = watch::channel(false);
    Open { office, address, stop, serving: tokio::spawn(door.serve(stopped)) }
}

impl Open {
    /// Asks the office something on a thread that may wait.
    pub async fn letters(&self) -> Vec<mail::Letter> {
        let system = people::Actor::system(people::Door::Command);
        self.office.db.read(move |conn| mail::letters(conn, &system, None, None, 100)).await.expect("the letters")
    }
}

/// A client that reads an answer for each line it says.
pub struct Client {
    pub reader: BufReader<OwnedReadHalf>,
    pub writer: OwnedWriteHalf,
}

impl Client {
    /// Connects and hears the greeting.
    pub async fn connect(address: SocketAddr) -> Self {
        let mut client = Self::connect_silently(address).await;
        let greeting = client.hear().await;
        assert!(greeting.starts_with("220 "), "{greeting}");
        client
    }

    pub async fn connect_silently(address: SocketAddr) -> Self {
        let (reader, writer) = TcpStream::connect(address).await.expect("a connection").into_split();
        Self { reader: BufReader::new(reader), writer }
    }

    /// Sends bytes as they are.
    pub async fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).await.expect("the door reads");
    }

    /// The next answer, of several lines joined; empty once the door is closed.
    pub async fn hear(&mut self) -> String {
        self.hear_within(Duration::from_secs(30)).await
    }

    /// The same for an answer that takes its time.
    pub async fn hear_within(&mut self, patience: Duration) -> String {
        let mut answer = String::new();
        loop {
            let mut line = String::new();
            let read = tokio::time::timeout(patience, self.reader.read_line(&mut line)).await.expect("an answer in time");
            if read.unwrap_or_default() == 0 {
                return answer;
            }
            answer.push_str(line.trim_end());
            if line.as_bytes().get(3) != Some(&b'-') {
                return answer;
            }
            answer.push('\n');
        }
    }

    /// Says a line and hears the answer.
    pub async fn say(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n").as_bytes()).await;
        self.hear().await
    }

    /// Says lines and expects each answer to begin like this.
    pub async fn expect(&mut self, dialogue: &[(&str, &str)]) {
        for (line, begins) in dialogue {
            let answer = self.say(line).await;
            assert!(answer.starts_with(begins), "{line}: {answer}");
        }
    }
}

/// A letter in SMTP form, with its dot.
pub fn letter(id: &str, body: &str) -> String {
    format!("From: Nina <nina@else.example>\r\nTo: support@desk.example\r\nSubject: Hello\r\nMessage-ID: <{id}>\r\n\r\n{body}\r\n.")
}
