//! A data folder of the tests' own, and the program run on it.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use testkit::Desk;

/// A data folder with a database of its own.
pub struct Place {
    pub desk: Desk,
    pub data: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { desk: Desk::bare(), data: tempfile::tempdir().unwrap() }
    }

    /// The command, started; its input and output are ours.
    pub fn start(&self, args: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_firstline"))
            .args(args)
            .arg("--data")
            .arg(self.data.path())
            .arg("--database")
            .arg(&self.desk.url)
            .env_remove("FIRSTLINE_CONFIG")
            .env_remove("FIRSTLINE_TEST_KILLS")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// The command, run to its end.
    pub fn run(&self, args: &[&str], input: &str) -> Output {
        let mut child = self.start(args);
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// What the command prints, as JSON; it must have succeeded.
    pub fn json(&self, args: &[&str], input: &str) -> Value {
        let output = self.run(args, input);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// A desk with an administrator and a mailbox.
pub fn furnished() -> Place {
    let place = Place::new();
    place.json(&["migrate", "--json"], "");
    place.json(&["person", "add", "--email", "ada@desk.example", "--name", "Ada Byron", "--role", "administrator", "--json"], "");
    place
        .desk
        .db
        .write_now(|tx| {
            let mailbox = mail::NewMailbox {
                address: "support@desk.example".into(),
                name: "Support".into(),
                sender_name: String::new(),
                team: None,
                category: None,
                signature: String::new(),
                sub_addresses: true,
            };
            mail::add_mailbox(tx, &people::Actor::system(people::Door::Command), &mailbox).map(drop)
        })
        .unwrap();
    place
}
