//! Letters out, read back: nothing changed on the way, nothing smuggled in.

use email::compose::{Author, Draft, DraftError, Enclosure, REFERENCES_MAX};
use email::{Address, Letter};
use proptest::prelude::*;

fn draft() -> Draft {
    Draft {
        from: Some(Address::named("Servicedesk Süd, Wärme & Co", "support@example.org")),
        to: vec![Address::named("Zoë 山田", "zoe@example.com"), Address::new("b@example.com")],
        cc: vec![Address::named("\"Quoted\" \\ Name", "c@example.com")],
        reply_to: Some(Address::new("support+r-abcdefgh@example.org")),
        message_id: "r-abcdefgh.7@example.org".into(),
        in_reply_to: Some("parent@example.com".into()),
        references: vec!["first@example.com".into(), "second@example.com".into()],
        subject: "Ihr Drucker 🖨 geht wieder: alles über den neuen Treiber, und warum es so lange gedauert hat, bis er ging".into(),
        date: 1_795_251_600_000,
        text: "Guten Tag,\n\nes geht wieder.\n".into(),
        html: Some("<p>Guten Tag,</p><p>es <b>geht</b> wieder.</p><img src=\"cid:plan@1\">".into()),
        enclosures: vec![
            Enclosure {
                name: "plan.png".into(),
                media_type: "image/png".into(),
                bytes: vec![0, 1, 2, 255],
                content_id: Some("plan@1".into()),
            },
            Enclosure {
                name: "Übersicht März 2026.txt".into(),
                media_type: "text/plain".into(),
                bytes: b"a\nb\r\nc\r".to_vec(),
                content_id: None,
            },
        ],
        author: Author::Person,
        extra: vec![("X-Loop".into(), "example.org".into())],
    }
}

#[test]
fn a_letter_reads_back_as_it_was_written() {
    let written = draft();
    let bytes = written.write().expect("a letter");
    let read = Letter::parse(&bytes);
    assert_eq!(read.from, written.from);
    assert_eq!(read.to, written.to);
    assert_eq!(read.cc, written.cc);
    assert_eq!(read.reply_to, [written.reply_to.clone().expect("set")]);
    assert_eq!(read.message_id.as_deref(), Some("r-abcdefgh.7@example.org"));
    assert_eq!(read.in_reply_to, ["parent@example.com"]);
    assert_eq!(read.references, ["first@example.com", "second@example.com", "parent@example.com"]);
    assert_eq!(read.subject, written.subject);
    assert_eq!(read.date, Some(written.date));
    assert_eq!(read.text.trim_end(), "Guten Tag,\n\nes geht wieder.");
    assert_eq!(read.html.as_deref(), written.html.as_deref());
    assert_eq!(read.header("X-Loop"), Some("example.org"));
    let [inline, attached] = &read.attachments[..] else { panic!("{:?}", read.attachments) };
    assert_eq!((inline.inline, &inline.bytes[..], inline.content_id.as_deref()), (true, &[0, 1, 2, 255][..], Some("plan@1")));
    assert_eq!((attached.inline, attached.name.as_str(), &attached.bytes[..]), (false, "Übersicht März 2026.txt", &b"a\nb\r\nc\r"[..]));
    assert_eq!(read.defects, []);
    assert_eq!(email::auto_reply::is_automatic(&read, Some("support@example.org")), None);
    assert_wire(&bytes);
}

#[test]
fn a_program_says_that_it_is_one() {
    for author in [Author::Replying, Author::Generating] {
        let bytes = Draft { author, ..draft() }.write().expect("a letter");
        let read = Letter::parse(&bytes);
        assert_eq!(email::auto_reply::is_automatic(&read, None), Some(email::auto_reply::Reason::AutoSubmitted));
        assert_eq!(read.header("X-Auto-Response-Suppress"), Some("All"));
    }
}

#[test]
fn no_header_can_be_smuggled_in() {
    let evil = "x\r\nBcc: victim@example.com\r\n\r\nbody";
    type Change = Box<dyn Fn(&mut Draft)>;
    let fields: Vec<Change> = vec![
        Box::new(move |d| d.subject = evil.into()),
        Box::new(move |d| d.from = Some(Address::named(evil, "a@example.org"))),
        Box::new(move |d| d.to = vec![Address::named(evil, "a@example.org")]),
        Box::new(move |d| d.in_reply_to = Some(format!("a@{evil}"))),
        Box::new(move |d| d.references = vec![format!("a@{evil}")]),
        Box::new(move |d| d.enclosures[0].name = evil.into()),
        Box::new(move |d| d.enclosures[1].name = evil.into()),
        Box::new(move |d| d.enclosures[0].content_id = Some(evil.into())),
        Box::new(move |d| d.enclosures[0].media_type = format!("image/png{evil}")),
        Box::new(move |d| d.extra = vec![("X-Loop".into(), evil.into())]),
        Box::new(move |d| d.text = evil.into()),
    ];
    for (nth, change) in fields.iter().enumerate() {
        let mut draft = draft();
        change(&mut draft);
        let bytes = draft.write().unwrap_or_else(|error| panic!("field {nth}: {error}"));
        let read = Letter::parse(&bytes);
        assert_eq!(read.header("Bcc"), None, "field {nth}");
        assert_eq!(read.to.len(), draft.to.len(), "field {nth}");
        assert_wire(&bytes);
    }
    for bad in ["a@example.org>\r\nBcc: x@y.example", "a b@example.org", "", "@", "a@b\0"] {
        let refused = Draft { to: vec![Address::new(bad)], ..draft() }.write();
        assert_eq!(refused, Err(DraftError::BadAddress(bad.into())), "{bad:?}");
    }
    for bad in ["Bcc", "X Loop", "X-A\r\nBcc", "", "Subject"] {
        let refused = Draft { extra: vec![(bad.into(), "x".into())], ..draft() }.write();
        assert_eq!(refused, Err(DraftError::BadHeader(bad.into())), "{bad:?}");
    }
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(Draft { from: None, ..draft() }.write(), Err(DraftError::NoSender));
    assert_eq!(Draft { to: vec![], cc: vec![], ..draft() }.write(), Err(DraftError::NoRecipient));
    assert_eq!(Draft { message_id: "x".into(), ..draft() }.write(), Err(DraftError::BadMessageId("x".into())));
}

#[test]
fn references_stay_bounded_and_keep_the_first() {
    let references = (0..200).map(|n| format!("{n}@example.com")).collect();
    let read = Letter::parse(&Draft { references, ..draft() }.write().expect("a letter"));
    assert_eq!(read.references.len(), REFERENCES_MAX);
    assert_eq!((read.references[0].as_str(), read.references[19].as_str()), ("0@example.com", "parent@example.com"));
}

#[test]
fn endless_lines_are_folded() {
    let long = "wort ".repeat(3_000);
    let bytes = Draft {
        text: "x".repeat(20_000),
        html: Some(format!("<p>{}</p>", "y".repeat(20_000))),
        subject: long.clone(),
        to: (0..500).map(|n| Address::named(format!("Person {n}"), format!("person{n}@example.com"))).collect(),
        ..draft()
    }
    .write()
    .expect("a letter");
    assert_wire(&bytes);
    let read = Letter::parse(&bytes);
    assert_eq!((read.subject.as_str(), read.to.len(), read.text.trim_end().len()), (long.trim(), 500, 20_000));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_survive(subject in "\\PC{0,120}", name in "\\PC{0,60}", text in "(\\PC{0,60}\n){0,6}", file in "\\PC{0,40}") {
        let mut draft = draft();
        draft.subject = subject.clone();
        draft.to = vec![Address::named(name.clone(), "a@example.org")];
        draft.text = text.clone();
        draft.html = None;
        draft.enclosures[1].name = file;
        let bytes = draft.write().expect("a letter");
        assert_wire(&bytes);
        let read = Letter::parse(&bytes);
        let squeeze = |text: &str| text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
        // Text that looks like an encoded word is read as one, here as everywhere.
        if !subject.contains("=?") {
            prop_assert_eq!(&read.subject, &squeeze(&subject));
        }
        prop_assert_eq!(read.to.len(), 1);
        prop_assert_eq!(&read.to[0].email, "a@example.org");
        prop_assert_eq!(read.text.trim_end(), text.trim_end());
        prop_assert_eq!(read.attachments.len(), 2);
    }
}

/// What every server may ask of a letter: CRLF only, lines of at most 998 octets, ASCII in the headers.
fn assert_wire(bytes: &[u8]) {
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a bare line end");
    assert!(text.split("\r\n").all(|line| line.len() <= 998), "a line is too long");
    assert!(text.is_ascii(), "bytes above 127 need a server that knows 8BITMIME");
}
