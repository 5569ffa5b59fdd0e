//! The SMTP door: what it takes, what it refuses and with which words, and what it withstands.

use std::time::Duration;

use mail::Outcome;
use mailroom::{Protocol, SmtpLimits};

use crate::common::{Client, letter, open};

const HELLO: [(&str, &str); 3] =
    [("EHLO client.example", "250"), ("MAIL FROM:<nina@else.example>", "250 2.1.0"), ("RCPT TO:<support@desk.example>", "250 2.1.5")];

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_kept_before_it_is_answered_for() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let mut client = Client::connect(open.address).await;
    let hello = client.say("EHLO client.example").await;
    for offered in ["PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE 50331648", "ENHANCEDSTATUSCODES"] {
        assert!(hello.contains(offered), "{hello}");
    }
    assert!(!hello.contains("STARTTLS"), "no certificate, no promise");
    client.expect(&HELLO[1..]).await;
    client.expect(&[("DATA", "354"), (&letter("a@x", "..first line\r\nIt burns."), "250 2.0.0 Kept as letter"), ("QUIT", "221")]).await;
    let letters = open.letters().await;
    assert_eq!((letters.len(), letters[0].outcome, letters[0].envelope_from.as_deref()), (1, Outcome::Opened, Some("nina@else.example")));
    let raw = open.office.store.get(&letters[0].raw).await.unwrap();
    let raw = String::from_utf8_lossy(&raw).into_owned();
    assert!(
        raw.starts_with("Return-Path: <nina@else.example>\r\nReceived: from client.example ([127.0.0.1])\r\n\tby desk.example with ESMTP;"),
        "{raw}"
    );
    assert!(raw.ends_with("\r\n\r\n.first line\r\nIt burns.\r\n"), "{raw}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sub_addresses_arrive_and_unknown_recipients_hear_where_to_write() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let mut client = Client::connect(open.address).await;
    client.expect(&HELLO[..2]).await;
    client.expect(&[("RCPT TO:<Support+anything@DESK.example>", "250")]).await;
    let refused = client.say("RCPT TO:<sales@desk.example>").await;
    assert_eq!(refused, "550 5.1.1 No such mailbox here; the help desk's address is support@desk.example");
    client.expect(&[("RCPT TO:<>", "501"), ("RCPT TO:<not an address>", "501"), ("DATA", "354"), (&letter("b@x", "Hi"), "250")]).await;
    assert_eq!(open.letters().await[0].envelope_to, "Support+anything@DESK.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_out_of_order_and_beside_the_grammar_are_named() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let mut client = Client::connect(open.address).await;
    client
        .expect(&[
            ("MAIL FROM:<a@b.example>", "503 5.5.1 Say EHLO"),
            ("NONSENSE", "500"),
            ("LHLO x", "500 5.5.1 This is SMTP"),
            ("HELO client.example", "250 desk.example"),
            ("RCPT TO:<support@desk.example>", "503"),
            ("DATA", "503"),
            ("MAIL FROM:<a@b.example> SIZE=999999999999", "552 5.3.4"),
            ("STARTTLS", "502"),
            ("AUTH PLAIN", "502"),
            ("MAIL FROM:<>", "250"),
            ("DATA", "503 5.5.1 No recipient"),
            ("RSET", "250"),
            ("NOOP", "250"),
            ("VRFY support", "252"),
            ("HELP", "214"),
        ])
        .await;
    client.send("WHAT\r\n".repeat(15).as_bytes()).await;
    let mut last = String::new();
    for answer in 0..30 {
        match client.hear().await {
            end if end.is_empty() => break,
            said => last = said,
        }
        assert!(answer < 20, "after too many errors the session ends");
    }
    assert_eq!(last, "421 4.7.0 Too many errors");
}

#[tokio::test(flavor = "multi_thread")]
async fn pipelined_commands_are_answered_in_order() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let mut client = Client::connect(open.address).await;
    client.say("EHLO client.example").await;
    client.send(b"MAIL FROM:<a@b.example>\r\nRCPT TO:<support@desk.example>\r\nRCPT TO:<nobody@desk.example>\r\nDATA\r\n").await;
    for begins in ["250", "250", "550", "354"] {
        let answer = client.hear().await;
        assert!(answer.starts_with(begins), "{answer}");
    }
    client.send(format!("{}\r\nMAIL FROM:<>\r\nQUIT\r\n", letter("p@x", "Hi")).as_bytes()).await;
    for begins in ["250 2.0.0 Kept", "250 2.1.0", "221"] {
        let answer = client.hear().await;
        assert!(answer.starts_with(begins), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_too_long_is_refused_and_the_next_one_taken() {
    let open = open(Protocol::Smtp, SmtpLimits { letter_bytes_max: 10_000, ..SmtpLimits::default() }).await;
    let mut client = Client::connect(open.address).await;
    client.expect(&HELLO).await;
    client
        .expect(&[("DATA", "354"), (&letter("long@x", &"x".repeat(78)[..].repeat(200)), "552 5.3.4 A letter may have at most 10000 bytes")])
        .await;
    assert!(open.letters().await.is_empty());
    client.expect(&HELLO[1..]).await;
    client.expect(&[("DATA", "354"), (&letter("short@x", "Hi"), "250")]).await;
    // One without end is not read for ever.
    client.expect(&HELLO[1..]).await;
    client.say("DATA").await;
    for _ in 0..100 {
        if client.writer.try_write(&[b'x'; 4_096]).is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    assert_eq!(client.hear().await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_thirty_mib_is_taken_with_the_limits_of_an_unchanged_desk() {
    const LINES: usize = 30 * 1024 * 1024 / 57 + 1;
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let mut client = Client::connect(open.address).await;
    client.expect(&HELLO).await;
    client.say("DATA").await;
    let head = "From: Nina <nina@else.example>\r\nMessage-ID: <large@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nThe log is \
                attached.\r\n--b\r\nContent-Type: application/octet-stream; name=disk.log\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    client.send(head.as_bytes()).await;
    let line = format!("{}\r\n", "TG9n".repeat(19));
    let many = line.repeat(1_000);
    for _ in 0..LINES / 1_000 {
        client.send(many.as_bytes()).await;
    }
    client.send(line.repeat(LINES % 1_000).as_bytes()).await;
    client.send(b"--b--\r\n.\r\n").await;
    let answer = client.hear_within(Duration::from_secs(120)).await;
    assert!(answer.starts_with("250 2.0.0 Kept"), "{answer}");
    let letter = open.letters().await.remove(0);
    assert_eq!(letter.outcome, Outcome::Opened);
    let raw = open.office.store.get(&letter.raw).await.unwrap();
    assert_eq!(i64::try_from(raw.len()).unwrap(), letter.raw_bytes, "all of it is kept");
    let files = email::Letter::parse(&raw).attachments;
    assert_eq!((files.len(), files[0].name.as_str(), files[0].bytes.len()), (1, "disk.log", LINES * 57));
    let whole = open.office.store.get(&files::FileRef::of(&files[0].bytes).sha256).await.unwrap();
    assert!(whole == files[0].bytes, "and its file, as it was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_letter_and_a_smuggled_one() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let mut client = Client::connect(open.address).await;
    client.expect(&HELLO).await;
    client.expect(&[("DATA", "354"), (".", "250")]).await;
    client.expect(&HELLO[1..]).await;
    client.say("DATA").await;
    // A dot between bare line ends does not end a letter (RFC 5321, 4.1.1.4): what follows is not commands.
    client.send(b"From: a@b.example\r\nMessage-ID: <s@x>\r\n\r\nHi\n.\nMAIL FROM:<ceo@desk.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n\r\n.\r\n").await;
    let answer = client.hear().await;
    assert!(answer.starts_with("250 2.0.0 Kept"), "{answer}");
    client.expect(&[("QUIT", "221")]).await;
    assert_eq!(open.letters().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_silent_and_the_slow_are_let_go() {
    let limits = SmtpLimits { idle: Duration::from_millis(300), session: Duration::from_millis(1_200), ..SmtpLimits::default() };
    let open = open(Protocol::Smtp, limits).await;
    let mut silent = Client::connect(open.address).await;
    assert!(silent.hear().await.starts_with("421 4.4.2"), "silence has an answer");
    // One that always says a little is let go when its time is up.
    let mut slow = Client::connect(open.address).await;
    slow.expect(&HELLO).await;
    slow.say("DATA").await;
    let begun = std::time::Instant::now();
    while slow.writer.write_all_or_gone(b"x").await {
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(begun.elapsed() < Duration::from_secs(20), "the session ends");
    }
    assert!(open.letters().await.is_empty());
}

/// Writes, and says whether the other side is still there.
trait OrGone {
    async fn write_all_or_gone(&mut self, bytes: &[u8]) -> bool;
}

impl OrGone for tokio::net::tcp::OwnedWriteHalf {
    async fn write_all_or_gone(&mut self, bytes: &[u8]) -> bool {
        tokio::io::AsyncWriteExt::write_all(self, bytes).await.is_ok()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_connections_are_turned_away_and_come_back() {
    let open = open(Protocol::Smtp, SmtpLimits { connections_per_address_max: 2, ..SmtpLimits::default() }).await;
    let first = Client::connect(open.address).await;
    let mut second = Client::connect(open.address).await;
    let mut third = Client::connect_silently(open.address).await;
    assert_eq!(third.hear().await, "421 4.7.0 Too many connections, please try again later");
    second.say("QUIT").await;
    second.hear().await;
    drop(first);
    for _ in 0..50 {
        let mut again = Client::connect_silently(open.address).await;
        if again.hear().await.starts_with("220") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("a place was not given back");
}

#[tokio::test(flavor = "multi_thread")]
async fn lmtp_answers_for_each_recipient() {
    let open = open(Protocol::Lmtp, SmtpLimits::default()).await;
    let mut client = Client::connect(open.address).await;
    client.expect(&[("EHLO x", "500 5.5.1 This is LMTP"), ("LHLO relay.example", "250"), ("MAIL FROM:<nina@else.example>", "250")]).await;
    client.expect(&[("RCPT TO:<support@desk.example>", "250"), ("RCPT TO:<support+x@desk.example>", "250"), ("DATA", "354")]).await;
    client.expect(&[(&letter("lmtp@x", "Hi"), "250 2.0.0 Kept")]).await;
    assert!(client.hear().await.starts_with("250 2.0.0 Kept"), "the second recipient has an answer of its own");
    assert_eq!(open.letters().await.len(), 1, "and the letter is one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closing_door_says_so_and_ends() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let mut client = Client::connect(open.address).await;
    client.expect(&HELLO).await;
    open.stop.send(true).unwrap();
    assert!(client.hear().await.starts_with("421 4.3.2"));
    tokio::time::timeout(Duration::from_secs(10), open.serving).await.unwrap().unwrap();
}
