//! A requester whose name, addresses and words hold one word that nobody else's do, in every place where words of theirs can be.

use db::{Tx, params};
use outcome::Result;
use people::{Actor, Door, PersonId};
use testkit::Office;
use tickets::{AddCheck, Hold, Mode, NameElsewhere, Reply, Retitle, SaveDraft, SpendTime, TicketId, Watch};

/// The word.
pub const WORD: &str = "zyxmark";

/// The person, a ticket of theirs, and one of somebody else's in which they wrote.
pub struct Planted {
    pub person: PersonId,
    pub ticket: TicketId,
    pub other: TicketId,
}

const LETTER: &str = "From: Mara Zyxmark <mara.zyxmark@client.example>\r\nTo: support@desk.example\r\nSubject: The zyxmark printer\r\n\
    Message-ID: <1@zyxmark.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/plain\r\n\r\nMy zyxmark printer jams.\r\n--b\r\nContent-Type: text/plain; name=zyxmark.txt\r\n\
    Content-Disposition: attachment; filename=zyxmark.txt\r\n\r\nzyxmark in a file\r\n--b--\r\n";

/// Puts the word everywhere.
pub fn plant(office: &Office) -> Planted {
    let ticket = office.deliver(LETTER).ticket.expect("a ticket");
    office.keep_promises();
    let person = office.read(move |conn| tickets::ticket(conn, &Actor::system(Door::Inside), ticket)).expect("the ticket").requester_id;
    let ada = office.ada.clone();
    let second = people::ContactEmail { person, email: "zyxmark@home.example".to_owned() };
    office.write(move |tx| people::add_email(tx, &ada, &second)).expect("a second address");
    let (ann, rita) = (office.ann.clone(), office.rita.clone());
    let mara = office.actor(person, Door::Portal);
    let other = office
        .write(move |tx| {
            worked(tx, &ann, &mara, ticket)?;
            in_another(tx, &ann, &mara, &rita)
        })
        .expect("planted by commands");
    office.keep_promises();
    let second = "From: mara.zyxmark@client.example\r\nTo: support@desk.example\r\nSubject: Re: The zyxmark printer\r\n\
        In-Reply-To: <1@zyxmark.example>\r\nMessage-ID: <2@zyxmark.example>\r\n\r\nStill zyxmark.\r\n\r\n> My zyxmark printer jams.\r\n";
    assert_eq!(office.deliver(second).ticket, Some(ticket));
    office.keep_promises();
    beside(office, ticket, other);
    let ann = office.ann.clone();
    office
        .write(move |tx| {
            tickets::resolve(tx, &ann, ticket)?;
            rows(tx, person, ticket, other)
        })
        .expect("planted by rows");
    let mara = office.actor(person, Door::Portal);
    office
        .write(move |tx| {
            let answer = satisfaction::Rate { ticket, score: tickets::Satisfaction::Bad, comment: Some("zyxmark was slow".to_owned()) };
            satisfaction::rate(tx, &mara, &answer)
        })
        .expect("rated");
    office.keep_promises();
    Planted { person, ticket, other }
}

fn worked(tx: &mut Tx<'_>, ann: &Actor, mara: &Actor, ticket: TicketId) -> Result<()> {
    tickets::reply(tx, ann, &Reply::public(ticket, "Dear Mara Zyxmark, we come."))?;
    tickets::reply(tx, ann, &Reply::note(ticket, "zyxmark calls often"))?;
    tickets::retitle(tx, ann, &Retitle { ticket, subject: "Mrs Zyxmark's printer".into() })?;
    tickets::name_elsewhere(tx, ann, &NameElsewhere { ticket, external_id: Some("zyxmark-7".into()) })?;
    tickets::add_check(tx, ann, &AddCheck { ticket, text: "call zyxmark".into() })?;
    tickets::spend_time(tx, ann, &SpendTime { ticket, minutes: 5, note: "on the phone with zyxmark".into() })?;
    let draft = |body: &str, mode| SaveDraft { ticket: Some(ticket), mode, subject: String::new(), body: body.into(), attachments: vec![] };
    tickets::save_draft(tx, ann, &draft("zyxmark unsent", Mode::Note))?;
    tickets::save_draft(tx, mara, &draft("zyxmark of her own", Mode::Reply))?;
    tickets::hold(tx, ann, &Hold { ticket, reason: "zyxmark is away".into(), until: None })?;
    tickets::attach(
        tx,
        mara,
        &tickets::Attach {
            file: files::FileRef::of(b"zyxmark loose"),
            name: "zyxmark-loose.txt".into(),
            media_type: "text/plain".into(),
            content_id: None,
        },
    )
    .map(drop)
}

/// A vendor was asked about her beside her own ticket; she was asked about something beside another one, and answered with a file.
fn beside(office: &Office, ticket: TicketId, other: TicketId) {
    let ann = office.ann.clone();
    let begin = |ticket, to: &str, words: &str| side::Begin {
        ticket,
        to: vec![email::Address::named(words, to)],
        subject: words.to_owned(),
        body: words.to_owned(),
        files: Vec::new(),
        key: None,
    };
    let about = begin(ticket, "vendor@else.example", "Mrs Zyxmark's printer");
    let asked = side::Begin {
        to: vec![email::Address::named("Mara Zyxmark", "mara.zyxmark@client.example")],
        ..begin(other, "", "VPN of your building")
    };
    office.write(move |tx| side::begin(tx, &ann, &about).and_then(|_| side::begin(tx, &ann, &asked))).expect("two conversations");
    office.keep_promises();
    let letter = office.sent(mail::Kind::Side).into_iter().find(|sent| sent.row.subject.starts_with("VPN")).expect("a letter to her");
    let to = office.as_it_left(letter.row.id).reply_to[0].email.clone();
    let answer = "From: mara.zyxmark@client.example\r\nTo: desk\r\nSubject: Re: VPN\r\nMessage-ID: <3@zyxmark.example>\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
        Here it works, zyxmark.\r\n--b\r\nContent-Type: text/plain; name=zyxmark-vpn.txt\r\n\
        Content-Disposition: attachment; filename=zyxmark-vpn.txt\r\n\r\nzyxmark up\r\n--b--\r\n";
    assert_eq!(office.deliver_to(&to, None, answer).outcome, mail::Outcome::Joined);
    office.keep_promises();
}

fn in_another(tx: &mut Tx<'_>, ann: &Actor, mara: &Actor, rita: &Actor) -> Result<TicketId> {
    let of_rita = rita.person().expect("a person");
    let other = tickets::open(tx, rita, &tickets::Open::new(of_rita, "VPN drops", "Since Monday."))?.ticket;
    tickets::watch(tx, ann, &Watch { ticket: other, person: mara.person().expect("a person") })?;
    tickets::reply(tx, mara, &Reply::public(other, "I, zyxmark, have it too."))?;
    tickets::reply(tx, rita, &Reply { quoted: "> I, zyxmark, have it too.".into(), ..Reply::public(other, "Good to know.") })?;
    Ok(other)
}

/// What takes long to bring about by commands is written as they would write it.
fn rows(tx: &mut Tx<'_>, person: PersonId, ticket: TicketId, other: TicketId) -> Result<()> {
    let now = tx.now();
    let about = params![person, now];
    for sql in [
        "UPDATE people SET title = 'Zyxmark in chief', notes = 'zyxmark is kind', external_id = 'zyxmark', details = 'zyxmark', updated_at = $2 WHERE id = $1",
        "INSERT INTO person_phones (person_id, phone, phone_key, label) VALUES ($1, '+49 1', '491', 'zyxmark desk')",
        "INSERT INTO person_tags (person_id, tag) VALUES ($1, 'zyxmark')",
        "INSERT INTO noun_fields (id, about, key, name, kind, position, created_at, updated_at) VALUES (1, 'person', 'car', 'Car', 'text', 1, $2, $2)",
        "INSERT INTO person_answers (person_id, field_id, value) VALUES ($1, 1, 'zyxmark one')",
        "INSERT INTO picture_senders (person_id, address, at) VALUES ($1, 'mara.zyxmark@client.example', $2)",
        "INSERT INTO budgets (bucket, window_ends_at, spent) VALUES ('to:mara.zyxmark@client.example', $2, 1)",
        "INSERT INTO once (scope, key, answer, at) VALUES ('api', 'k', '{\"name\":\"Mara Zyxmark\"}', $2)",
        "INSERT INTO mail_addresses (address, trouble, trouble_kind, trouble_at) VALUES ('mara.zyxmark@client.example', '550 zyxmark', 'gone', $2)",
    ] {
        match (sql.contains("$1"), sql.contains("$2")) {
            (true, true) => tx.execute(sql, about)?,
            (true, false) => tx.execute(sql, &about[..1])?,
            _ => tx.execute(&sql.replace("$2", "$1"), &about[1..])?,
        };
    }
    tx.execute(
        "INSERT INTO sessions (token_hash, person_id, state, method, user_agent, network, created_at, last_seen_at, expires_at) \
         VALUES ($1, $2, 'open', 'password', 'zyxmark browser', '', $3, $3, $3)",
        params![db::Value::Bytes(vec![1, 2, 3]), person, now],
    )?;
    let about = params![ticket, now];
    for sql in [
        "INSERT INTO custom_fields (id, key, name, kind, position) VALUES (1, 'room', 'Room', 'text', 1)",
        "INSERT INTO field_values (ticket_id, field_id, text, text_key) VALUES ($1, 1, 'zyxmark room', 'zyxmark room')",
        "INSERT INTO webhooks (id, name, name_key, description, address, secret, headers, wants, active, failures, created_at, updated_at) \
         VALUES (1, 'n', 'n', '', 'https://x.example', '', '', '[]', 1, 0, $2, $2)",
        "INSERT INTO webhook_deliveries (id, webhook_id, key, kind, body, state, attempts, created_at) \
         SELECT 1, 1, 'a', 'k', '{\"subject\":\"zen:ticket:' || CAST(t.id AS TEXT) || '\",\"t\":\"zyxmark\"}', 'delivered', 1, $2 FROM tickets t WHERE t.id = $1",
        "INSERT INTO webhook_deliveries (id, webhook_id, key, kind, body, state, attempts, created_at) \
         VALUES (2, 1, 'b', 'k', '{\"from\":\"mara.zyxmark@client.example\"}', 'delivered', 1, $2)",
        "INSERT INTO webhook_attempts (delivery_id, at, took_ms, answer, error) VALUES (2, $2, 1, 'thanks, Mara Zyxmark', '')",
        "INSERT INTO problems (id, name, about, root_cause, workaround, known_error, state, owner_id, incidents, opened_at, updated_at) \
         VALUES (1, 'p', '', '', '', 0, 'open', 1, 0, $2, $2)",
        "INSERT INTO tellings (id, problem_id, told_by, resolves, state, out_at) VALUES (1, 1, 1, 0, 'out', $2)",
        "INSERT INTO telling_letters (telling_id, ticket_id, body, outcome) VALUES (1, $1, 'Dear Zyxmark', 'told')",
        "INSERT INTO jobs (kind, subject_kind, subject_id, data, run_at, given_up_at, last_error, created_at) \
         VALUES ('mail.deliver', 'outgoing', 9999, 'null', $2, $2, '550 <mara.zyxmark@client.example>', $2)",
    ] {
        let (ticket, now) = (sql.contains("$1"), sql.contains("$2"));
        let only_now = sql.replace("$2", "$1");
        match (ticket, now) {
            (true, true) => tx.execute(sql, about)?,
            (true, false) => tx.execute(sql, &about[..1])?,
            (false, true) => tx.execute(&only_now, &about[1..])?,
            (false, false) => tx.execute(sql, params![])?,
        };
    }
    // Somebody else's quote of hers, as a letter would bring it.
    tx.execute("UPDATE letters SET why_args = '{\"who\":\"zyxmark\"}' WHERE ticket_id = $1", params![ticket])?;
    tx.execute("UPDATE tickets SET updated_at = updated_at WHERE id = $1", params![other]).map(drop)
}
