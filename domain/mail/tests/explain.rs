//! `firstline mail explain`: any bytes are explained, always with the same fields, and nothing in them can be executed.

use mail::explain::explain;
use proptest::prelude::*;
use std::path::PathBuf;

fn english() -> catalogue::Say {
    catalogue::Say::new(testkit::texts(), catalogue::Language::En, jiff::tz::TimeZone::UTC)
}

fn json(raw: &[u8]) -> serde_json::Value {
    serde_json::to_value(explain(raw, &english())).expect("JSON")
}

#[test]
fn a_letter_is_explained_field_by_field() {
    let raw = "From: Rita Roe <rita@example.com>\nTo: Support <support+r-abcdefghijklmnopqrst@example.org>\nCc: jan@example.com\n\
               Reply-To: team@example.com\nSubject: =?utf-8?Q?Re:_Dr=C3=BCcker?=\nDate: Sat, 21 Nov 2026 10:00:00 +0100\n\
               In-Reply-To: <b@example.org>\nReferences: <a@example.org> <b@example.org>\nMIME-Version: 1.0\n\
               Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt still jams.\n\n-- \nRita\n\n\
               On Fri, 20 Nov 2026 at 09:00, Support <support@example.org> wrote:\n> Try again.\n--b\nContent-Type: application/pdf\n\
               Content-Disposition: attachment; filename=a.pdf\n\n%PDF\n--b--\n";
    let got = json(raw.as_bytes());
    let expected = serde_json::json!({
        "from": {"name": "Rita Roe", "email": "rita@example.com"},
        "to": [{"name": "Support", "email": "support+r-abcdefghijklmnopqrst@example.org"}],
        "cc": [{"name": null, "email": "jan@example.com"}],
        "reply_to": [{"name": null, "email": "team@example.com"}],
        "subject": "Re: Drücker",
        "date": "2026-11-21T09:00:00Z",
        "text": "It still jams.\n\n-- \nRita\n\nOn Fri, 20 Nov 2026 at 09:00, Support <support@example.org> wrote:\n> Try again.",
        "html": null,
        "new_text": "It still jams.",
        "quoted": "On Fri, 20 Nov 2026 at 09:00, Support <support@example.org> wrote:\n> Try again.",
        "signature": "--\nRita",
        "attachments": [{"name": "a.pdf", "type": "application/pdf", "size": 4}],
        "auto_reply": false,
        "bounce": null,
        "thread": {"token": "abcdefghijklmnopqrst", "in_reply_to": "b@example.org", "references": ["a@example.org", "b@example.org"]},
        "verdict": {"outcome": "opened", "why": "Would join the ticket that its signed address names, if this desk signed it; otherwise it would open one."},
    });
    assert_eq!(got, expected, "{got:#}");
}

#[test]
fn reports_absences_and_invitations_are_recognised() {
    let report = "From: MAILER-DAEMON@mx.example\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
                  --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@x.example\n\
                  Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n--b--\n";
    let got = json(report.as_bytes());
    let recipient = serde_json::json!({"address": "a@x.example", "status": "5.1.1", "diagnostic": "smtp; 550 5.1.1 no such user"});
    assert_eq!((&got["bounce"]["kind"], &got["bounce"]["recipients"][0]), (&"hard".into(), &recipient));
    assert_eq!(got["verdict"]["outcome"], "ignored");
    let away = json(b"From: a@x.example\nAuto-Submitted: auto-replied\nSubject: Away\n\nBack on Monday.\n");
    assert_eq!((&away["auto_reply"], &away["verdict"]["outcome"]), (&true.into(), &"ignored".into()));
    let invited = json(b"From: a@x.example\nContent-Type: text/calendar\n\nBEGIN:VEVENT\nSUMMARY:Visit\nDTSTART:20261121\nEND:VEVENT\n");
    assert_eq!((&invited["invitation"]["summary"], &invited["invitation"]["start"]), (&"Visit".into(), &"2026-11-21".into()));
}

#[test]
fn pictures_stay_where_they_were() {
    let raw = "From: a@x.example\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>See <img src=\"cid:p.1@x\"> \
               <img src=\"https://t.example/count.gif\"></p>\n--b\nContent-Type: image/png\nContent-ID: <p.1@x>\n\nPNG\n--b--\n";
    let html = json(raw.as_bytes())["html"].as_str().expect("HTML").to_owned();
    assert!(html.contains("src=\"cid:p.1@x\"") && !html.contains("src=\"https"), "{html}");
}

/// What a browser would execute or fetch, in the tags that are left.
fn is_harmless(html: &str) -> bool {
    let lower = html.to_lowercase();
    lower.split('<').skip(1).all(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let forbidden =
            ["script", "iframe", "object", "embed", "form", "input", "style", "svg", "math", "base", "meta", "link", "video", "audio"];
        let attributes = tag.split(|c: char| c.is_whitespace() || c == '/').skip(1);
        let handles = attributes.clone().any(|a| a.starts_with("on") && a.contains('='));
        let addresses = ["href=\"", "src=\"", "action=\"", "srcdoc=\""]
            .into_iter()
            .filter_map(|name| tag.split_once(name))
            .all(|(_, value)| ["http://", "https://", "mailto:", "tel:", "cid:"].iter().any(|scheme| value.starts_with(scheme)));
        !forbidden.contains(&name) && !handles && addresses && !tag.contains("style=")
    })
}

#[test]
fn security_payloads_show_nothing_executable() {
    let Some(root) = corpus("security") else { return };
    let payloads: serde_json::Value =
        serde_json::from_slice(&std::fs::read(root.join("html-sanitizer-dompurify.json")).expect("the payloads")).expect("JSON");
    let naughty: Vec<String> =
        serde_json::from_slice(&std::fs::read(root.join("naughty-strings.json")).expect("the strings")).expect("JSON");
    let mut html: Vec<String> =
        payloads.as_array().expect("a list").iter().filter_map(|p| p["payload"].as_str().map(str::to_owned)).collect();
    assert!(html.len() > 100);
    html.extend(naughty);
    for payload in &html {
        for kind in ["html", "plain"] {
            let raw = format!("From: {payload} <a@x.example>\nSubject: x\nContent-Type: text/{kind}; charset=utf-8\n\n{payload}\n");
            let got = json(raw.as_bytes());
            let shown = got["html"].as_str().unwrap_or_default();
            assert!(is_harmless(shown), "{payload}\nshown as\n{shown}");
        }
    }
}

#[test]
fn calendars_of_the_world_come_as_parts() {
    let Some(root) = corpus("calendar/icalendar") else { return };
    let (mut all, mut events) = (0, 0);
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ics") {
                let mut raw = b"From: a@x.example\nContent-Type: text/calendar; charset=utf-8; name=invite.ics\n\n".to_vec();
                raw.extend(std::fs::read(&path).expect("a calendar"));
                let got = json(&raw);
                assert_eq!(got["attachments"].as_array().map(Vec::len), Some(1), "{}", path.display());
                all += 1;
                events += usize::from(!got["invitation"].is_null());
            }
        }
    }
    println!("calendars: {all} read, {events} with an event");
    assert!(all > 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_explained(bytes in prop::collection::vec(any::<u8>(), 0..1_000), head in "(From|Subject|Content-Type|To): \\PC{0,40}\n") {
        let got = json(&[head.as_bytes(), &bytes].concat());
        for field in ["from", "to", "cc", "reply_to", "subject", "date", "text", "html", "new_text", "quoted", "signature", "attachments", "auto_reply", "bounce", "thread", "verdict"] {
            prop_assert!(got.get(field).is_some(), "{}", field);
        }
    }
}

/// A folder of the corpora; says loudly when it is absent.
fn corpus(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from)
        .join(name);
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("CORPUS ABSENT: {} not found; set FIRSTLINE_CORPORA to run this test", root.display());
    None
}
