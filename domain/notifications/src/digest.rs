//! Letters of notifications: one thing in one letter, or what has gathered since the last one.

use catalogue::{Catalogue, Say};
use changes::ChangeId;
use db::{Conn, Job, Run, Tx, Value, params};
use email::Address;
use mail::{Kind, Post, Voice, post};
use outcome::Result;
use people::{Actor, Door, Person, PersonId, directory};
use tickets::policy as ticket_policy;

use crate::limits::IN_LETTER_MAX;
use crate::list::{NOTICE, Notice};

/// The job's kind; its subject is the person.
pub(crate) const DIGEST: &str = "notifications.mail";

pub(crate) fn job(texts: &'static Catalogue, site: String) -> (&'static str, Run) {
    (DIGEST, Run::inside(move |tx: &mut Tx<'_>, job: &Job| send(tx, texts, &site, PersonId(job.subject_id))))
}

/// Sends what is due and was not read in the app meanwhile.
fn send(tx: &mut Tx<'_>, texts: &'static Catalogue, site: &str, id: PersonId) -> Result<()> {
    let due = due(tx, id)?;
    let now = tx.now();
    let sql = "UPDATE notifications SET mailed_at = $2 WHERE person_id = $1 AND mail_at <= $2 AND mailed_at IS NULL";
    tx.execute(sql, params![id, now])?;
    let person = directory::person(tx, id)?.filter(|p| p.is_active() && p.is_staff());
    let (Some(person), Some(email), Some(newest)) = (person, directory::primary_email(tx, id)?, due.last()) else { return Ok(()) };
    tx.execute_one("UPDATE notification_counts SET mailed_at = $2 WHERE person_id = $1", params![id, now])?;
    let say = mail::say_to(texts, &person);
    let links = due.iter().map(|notice| link_of(tx, site, notice, id)).collect::<Result<Vec<_>>>()?;
    let letter = match links.as_slice() {
        [link] => one(&say, site, &person, email, newest, link.as_deref()),
        links => several(&say, site, &person, email, &due, newest, links),
    };
    post(tx, &Actor::system(Door::Inside), &letter).map(drop)
}

/// What is due, oldest first, as far as the person may still see it.
fn due(conn: &Conn, id: PersonId) -> Result<Vec<Notice>> {
    let Some(actor) = directory::actor_of(conn, id, Door::Inside)? else { return Ok(Vec::new()) };
    let seen = ticket_policy::visible(&actor, "t", 4);
    let sql = format!(
        "{NOTICE}WHERE n.person_id = $1 AND n.mail_at <= $2 AND n.mailed_at IS NULL AND n.read_at IS NULL \
         AND (n.ticket_id IS NULL OR {}) ORDER BY n.id LIMIT $3",
        seen.condition
    );
    let mut all: Vec<Value> = params![id, conn.now(), IN_LETTER_MAX].to_vec();
    all.extend(seen.params);
    conn.all(&sql, &all)
}

/// The address that acknowledges the page of a notice, or decides about its change, without signing in.
fn link_of(tx: &mut Tx<'_>, site: &str, notice: &Notice, person: PersonId) -> Result<Option<String>> {
    if notice.kind == "change.asked" {
        return Ok(changes::link(tx, ChangeId(notice.subject_id), person)?.map(|link| format!("{site}/approve/{link}")));
    }
    let called = notice.page().filter(|_| notice.kind == "ticket.paged");
    called.map(|page| Ok(format!("{site}/paged/{}", paging::link(tx, page, person)?))).transpose()
}

fn one(say: &Say, site: &str, person: &Person, email: String, notice: &Notice, link: Option<&str>) -> Post {
    let subject = match (notice.ticket_id, &notice.ticket_subject) {
        (Some(ticket), Some(subject)) => format!("{subject} [#{ticket}]"),
        _ => notice.said(say),
    };
    let footer = notice.ticket_id.map_or_else(String::new, |_| format!("\n{}", say.say("notice-answer-by-mail")));
    let text = format!("{}\n\n{}{footer}\n", paragraph(say, site, notice, link), notice.because(say));
    Post { subject, text, ..letter(Kind::Notification, person, email, notice) }
}

fn several(say: &Say, site: &str, person: &Person, email: String, due: &[Notice], newest: &Notice, links: &[Option<String>]) -> Post {
    let count = i64::try_from(due.len()).unwrap_or(IN_LETTER_MAX);
    let mut text = String::new();
    for (notice, link) in due.iter().zip(links) {
        text.push_str(&format!("{}\n{}\n\n", paragraph(say, site, notice, link.as_deref()), notice.because(say)));
    }
    if count >= IN_LETTER_MAX {
        text.push_str(&say.say1("notice-digest-more", "max", IN_LETTER_MAX));
        text.push('\n');
    }
    let digest = letter(Kind::Digest, person, email, newest);
    Post { subject: say.say1("notice-digest-subject", "count", count).into_owned(), text, ticket: None, message: None, ..digest }
}

/// What happened, how the message begins, and where to look.
fn paragraph(say: &Say, site: &str, notice: &Notice, link: Option<&str>) -> String {
    let mut text = notice.said(say);
    if let Some(link) = link {
        let says = if notice.kind == "change.asked" { "notice-approve" } else { "notice-acknowledge" };
        text.push_str(&format!("\n{}\n{link}\n", say.say(says)));
    }
    if let Some(excerpt) = notice.excerpt() {
        text.push_str("\n> ");
        text.push_str(&excerpt);
    }
    let page = match (notice.ticket_id, notice.subject_kind.as_str()) {
        (Some(ticket), _) => format!("{site}/tickets/{ticket}"),
        (None, "change") => format!("{site}/changes/{}", notice.subject_id),
        (None, "letter") => format!("{site}/letters/{}", notice.subject_id),
        (None, _) => format!("{site}/outbox/{}", notice.subject_id),
    };
    format!("{text}\n{page}")
}

fn letter(kind: Kind, person: &Person, email: String, newest: &Notice) -> Post {
    Post {
        kind,
        occasion: format!("notice {}", newest.id),
        mailbox: None,
        from_name: None,
        to: vec![Address::named(person.name.clone(), email)],
        cc: Vec::new(),
        person: Some(person.id),
        subject: String::new(),
        text: String::new(),
        html: None,
        voice: Voice::Generating,
        ticket: newest.ticket_id,
        message: None,
        enclosures: Vec::new(),
    }
}
