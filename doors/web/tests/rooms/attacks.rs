//! Known attacks through the portal, letters' HTML and names, and what is left of them on the pages: nothing that a browser would run.

use std::cell::RefCell;
use std::path::PathBuf;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{StartTag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer};
use people::{Actor, Door, EditPerson};
use testkit::Office;
use text::sanitize::{ImagePolicy, letter_html};
use tickets::{Open, TicketId};

use crate::browser::Browser;

/// Attacks that go into one request.
const AT_ONCE: usize = 40;
/// Elements that no page of ours has.
const NEVER: [&str; 8] = ["iframe", "object", "embed", "base", "frame", "applet", "style", "math"];

/// Complains of what a browser would run, or load from elsewhere.
struct Strict(RefCell<Vec<String>>);

impl TokenSink for Strict {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let TagToken(tag) = token else { return TokenSinkResult::Continue };
        if tag.kind != StartTag {
            return TokenSinkResult::Continue;
        }
        let name = tag.name.to_string();
        let attribute = |wanted: &str| tag.attrs.iter().find(|a| &*a.name.local == wanted).map(|a| a.value.to_string());
        let complain = |what: String| self.0.borrow_mut().push(what);
        if NEVER.contains(&name.as_str()) {
            complain(format!("<{name}>"));
        }
        if name == "script" && !attribute("src").is_some_and(|src| src.starts_with("/assets/")) {
            complain("a script of its own".to_owned());
        }
        if name == "meta" && attribute("http-equiv").is_some() {
            complain("<meta http-equiv>".to_owned());
        }
        for attribute in &tag.attrs {
            let (key, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            let address: String = value.chars().filter(|c| *c > ' ').collect::<String>().to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| address.starts_with(scheme));
            let leads = ["href", "src", "action", "formaction", "xlink:href", "srcset", "poster"].contains(&key.as_str());
            if key.starts_with("on") || key == "style" || key == "srcdoc" || (leads && runs) {
                complain(format!("<{name} {key}={value:?}>"));
            }
        }
        TokenSinkResult::Continue
    }
}

#[track_caller]
fn is_harmless(page: &str, whence: &str) {
    let tokenizer = Tokenizer::new(Strict(RefCell::default()), Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let complaints = tokenizer.sink.0.into_inner();
    assert!(complaints.is_empty(), "{whence}: {complaints:?}");
}

/// All the attacks of the corpora; nothing where they are absent.
fn attacks() -> Vec<String> {
    let mut all = Vec::new();
    for (path, field) in [("security/html-sanitizer-dompurify.json", Some("payload")), ("security/naughty-strings.json", None)] {
        let root = std::env::var_os("FIRSTLINE_CORPORA")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
        let Ok(bytes) = std::fs::read(root.join(path)) else {
            eprintln!("CORPUS ABSENT: {path} not found; set FIRSTLINE_CORPORA to run this test");
            return Vec::new();
        };
        let found: serde_json::Value = serde_json::from_slice(&bytes).expect("the corpus is JSON");
        let found = found.as_array().expect("a list").iter();
        all.extend(found.filter_map(|one| field.map_or(one.as_str(), |field| one[field].as_str()).map(str::to_owned)));
    }
    assert!(all.len() > 500);
    all
}

fn line(text: &str, chars_max: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(chars_max).collect::<String>().trim().to_owned()
}

#[test]
fn no_attack_typed_in_the_portal_runs_on_any_page() {
    let office = Office::new();
    let (mut rita, mut ann) = (Browser::of(&office, &office.rita), Browser::of(&office, &office.ann));
    for (n, part) in attacks().chunks(AT_ONCE).enumerate() {
        let body = part.join("\n\n");
        let subject = line(&part[part.len() / 2], 150);
        let subject = if subject.is_empty() { "Empty".to_owned() } else { subject };
        let asked = rita.post_files("/portal/requests", &[("subject", &subject), ("body", &body)], &[]);
        let to = asked.leads();
        let id = to.rsplit('/').next().expect("a number").to_owned();
        for (whose, page) in [("portal", rita.get(&to)), ("desk", ann.get(&format!("/tickets/{id}")))] {
            is_harmless(&page.is(200).body, &format!("{whose}, part {n}"));
        }
    }
    is_harmless(&rita.get("/portal/requests").is(200).body, "the portal's list");
    is_harmless(&ann.get("/tickets?list=all").is(200).body, "the queue");
    is_harmless(&ann.get("/search?q=alert").is(200).body, "the search");
}

#[test]
fn no_attack_in_a_letters_html_runs_on_any_page() {
    let office = Office::new();
    let mut ann = Browser::of(&office, &office.ann);
    for part in attacks().chunks(AT_ONCE) {
        let html = part.join("<p>next</p>");
        let (sender, rita) = (office.rita.clone(), office.rita.person().expect("a person"));
        let open = move |tx: &mut db::Tx<'_>| {
            let safe = letter_html(&html, &ImagePolicy::default());
            tickets::open(tx, &sender, &Open { body_html: Some(safe.html), ..Open::new(rita, "Attack", "words") })
        };
        let opened: TicketId = office.write(open).expect("a ticket").ticket;
        is_harmless(&ann.get(&format!("/tickets/{opened}")).is(200).body, "a letter");
    }
}

#[test]
fn no_attack_in_a_name_runs_on_any_page() {
    let office = Office::new();
    let (mut ann, person) = (Browser::of(&office, &office.ann), office.rita.person().expect("a person"));
    let mut rita = Browser::of(&office, &office.rita);
    rita.post_files("/portal/requests", &[("subject", "VPN"), ("body", "drops")], &[]).leads();
    let names: Vec<String> = attacks().iter().map(|attack| line(attack, 100)).filter(|name| name.contains('<')).collect();
    for three in names.chunks(3) {
        let nth = |n: usize| three.get(n).unwrap_or(&three[0]).clone();
        let edit =
            EditPerson { person, name: nth(0), title: nth(1), organization: None, sees_organization: false, site: None, notes: nth(2) };
        office.write(move |tx| people::edit_person(tx, &Actor::system(Door::Command), &edit).map(drop)).expect("a name");
        for path in [format!("/people/{person}"), "/tickets/1".to_owned()] {
            is_harmless(&ann.get(&path).is(200).body, &format!("{path}: {three:?}"));
        }
    }
}

#[test]
fn a_requester_who_asks_without_end_is_told_when_to_come_again() {
    let office = Office::new();
    let mut rita = Browser::of(&office, &office.rita);
    let ask = |rita: &mut Browser<'_>| rita.post_files("/portal/requests", &[("subject", "VPN"), ("body", "drops")], &[]).status;
    let asked = (0..31).map(|_| ask(&mut rita)).collect::<Vec<_>>();
    assert_eq!((asked[29], asked[30]), (303, 429));
    let mut sam = Browser::of(&office, &office.sam);
    assert_eq!(ask(&mut sam), 303, "somebody else is not kept from asking");
    office.pass_ms(db::HOUR_MS);
    assert_eq!(ask(&mut rita), 303);
}
