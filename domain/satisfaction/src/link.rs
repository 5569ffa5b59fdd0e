//! The link in a letter by which one requester answers about one ticket, without signing in: signed, and only as long as it is of use.

use catalogue::{Arg, Say};
use db::{Conn, Tx};
use outcome::{Refusal, Result};
use people::{Actor, Door, PersonId, SignedLink, directory};
use tickets::{Satisfaction, TicketId};

use crate::rate::{Rate, rate};
use crate::rating::Rating;

const LINK: SignedLink = SignedLink { setting: "satisfaction.link_key", purpose: "satisfaction link 1" };

/// What a link is about.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The rating.
    pub rating: Rating,
    /// What the ticket is called.
    pub subject: String,
    /// The requester, as who they act.
    pub actor: Actor,
    /// Who helped, by name.
    pub helper: Option<String>,
}

/// The last part of the address under which a requester answers about a ticket.
pub(crate) fn link(tx: &mut Tx<'_>, ticket: TicketId, person: PersonId) -> Result<String> {
    LINK.make(tx, &[ticket.0, person.0])
}

/// What a link is about. Looking answers nothing: programs that read letters open links too.
///
/// # Errors
/// `NotFound` for a link that was not made here, or whose ticket is somebody else's by now.
pub fn linked(conn: &Conn, link: &str) -> Result<Linked> {
    let [ticket, person] = LINK.read(conn, link)?.ok_or(Refusal::NotFound)?;
    let (ticket, person) = (TicketId(ticket), PersonId(person));
    let actor = directory::actor_of(conn, person, Door::Mail)?.ok_or(Refusal::NotFound)?;
    let seen = tickets::ticket(conn, &actor, ticket)?;
    let rating = Rating::of(conn, ticket)?.filter(|r| r.requester_id == person && seen.requester_id == person);
    let helper = match seen.assignee_id {
        Some(assignee) => directory::person(conn, assignee)?.map(|p| p.name),
        None => None,
    };
    Ok(Linked { rating: rating.ok_or(Refusal::NotFound)?, subject: seen.subject.clone(), actor, helper })
}

/// Answers as the requester of a link.
///
/// # Errors
/// `NotFound`; what [`rate`] refuses.
pub fn rate_by_link(tx: &mut Tx<'_>, link: &str, score: Satisfaction, comment: Option<String>) -> Result<Rating> {
    let Linked { rating, actor, .. } = linked(tx, link)?;
    rate(tx, &actor, &Rate { ticket: rating.ticket_id, score, comment })
}

/// The two addresses of a letter, for good and for bad.
pub(crate) fn addresses(site: &str, link: &str) -> [String; 2] {
    [Satisfaction::Good, Satisfaction::Bad].map(|score| format!("{site}/rate/{link}?score={score}"))
}

/// The letter's subject and text.
pub(crate) fn letter(say: &Say, name: &str, ticket: TicketId, subject: &str, [good, bad]: &[String; 2]) -> (String, String) {
    let words: [(&str, Arg<'_>); 5] = [
        ("name", name.into()),
        ("ticket", ticket.0.into()),
        ("subject", subject.into()),
        ("good", good.as_str().into()),
        ("bad", bad.as_str().into()),
    ];
    let head = say.say_with("satisfaction-letter-subject", &words[1..3]).into_owned();
    (head, say.say_with("satisfaction-letter", &words).into_owned())
}
