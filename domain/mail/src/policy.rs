//! Who may do what to mailboxes, letters and the outbox: the only file that says so. `tests/policy.txt` prints it.

use std::ops::Deref;

use db::{Conn, Value, params, words};
use outcome::{Error, Refusal, Result};
use people::{Actor, PersonId, Reach, Role};

use crate::letter::{Letter, LetterId};
use crate::outgoing::{Kind, Outgoing, OutgoingId};

words! {
    /// What can be done.
    pub enum Action {
        /// See which mailboxes there are.
        SeeMailboxes = "see_mailboxes",
        /// Add, change and archive mailboxes.
        ManageMailboxes = "manage_mailboxes",
        /// Read a letter that came in, as it came.
        SeeLetter = "see_letter",
        /// Decide what becomes of a letter that was held or ignored.
        DecideLetter = "decide_letter",
        /// Have pictures that a letter has elsewhere fetched and shown.
        ShowPictures = "show_pictures",
        /// Look through the letters that go out.
        SeeOutbox = "see_outbox",
        /// Read a letter that went out or waits to.
        SeeOutgoing = "see_outgoing",
        /// Send a letter that is held, kept, came back or was given up.
        ReleaseOutgoing = "release_outgoing",
    }
}

/// What an action is about, as far as the rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Nothing that exists yet, or everything of a kind.
    Desk,
    /// A letter that came in; `open` when its mailbox lies with no restricted team, or with one of the actor's.
    Letter {
        /// May the actor look into the mailbox?
        open: bool,
    },
    /// A letter that goes out.
    Outgoing {
        /// May the actor see the ticket it is about? True when it is about none.
        open: bool,
        /// Is it between Firstline and one person: a sign-in link, a digest?
        private: bool,
    },
}

/// The rule's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They may.
    Yes,
    /// They may know of it, but not do this.
    No,
    /// They may not know that it exists.
    Hidden,
}

/// The rule.
#[must_use]
pub fn rule(actor: &Actor, action: Action, about: About) -> Verdict {
    if actor.is_system() {
        return Verdict::Yes;
    }
    let (staff, lead, administrator) = (actor.is_staff(), actor.role >= Role::Lead, actor.role == Role::Administrator);
    let seen = match about {
        About::Desk => true,
        About::Letter { open } => staff && open,
        About::Outgoing { open, private } => staff && open && (!private || administrator),
    };
    if !seen {
        return Verdict::Hidden;
    }
    let looks = matches!(action, Action::SeeMailboxes | Action::SeeLetter | Action::SeeOutbox | Action::SeeOutgoing);
    let may = match action {
        Action::SeeMailboxes | Action::SeeLetter | Action::DecideLetter | Action::ShowPictures | Action::SeeOutgoing => staff,
        Action::SeeOutbox | Action::ReleaseOutgoing => lead,
        Action::ManageMailboxes => administrator,
    };
    if may && (looks || actor.reach == Reach::Full) { Verdict::Yes } else { Verdict::No }
}

/// A noun that the policy let somebody have for one action. Nobody else can make one.
#[derive(Debug)]
pub struct Permitted<T> {
    noun: T,
}

impl<T> Permitted<T> {
    /// The noun itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.noun
    }
}

impl<T> Deref for Permitted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.noun
    }
}

/// May `actor` do this, which is about nothing that exists yet?
///
/// # Errors
/// `NotAllowed` when not.
pub fn allow(actor: &Actor, action: Action) -> Result<()> {
    if rule(actor, action, About::Desk) == Verdict::Yes { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}

/// Does `actor` look through the letters that go out? Whoever may let one leave does.
#[must_use]
pub fn sees_outbox(actor: &Actor) -> bool {
    allow(actor, Action::SeeOutbox).is_ok()
}

fn judged<T>(verdict: Verdict, action: Action, noun: T) -> Result<Permitted<T>> {
    match verdict {
        Verdict::Yes => Ok(Permitted { noun }),
        Verdict::No => Err(Refusal::NotAllowed(action.as_str()).into()),
        Verdict::Hidden => Err(Refusal::NotFound.into()),
    }
}

/// The letter of this number, if `actor` may do this to it.
///
/// # Errors
/// `NotFound` for who may not know of it, `NotAllowed` for who may see it but not do this.
pub fn permit_letter(conn: &Conn, actor: &Actor, action: Action, id: LetterId) -> Result<Permitted<Letter>> {
    let letter = Letter::of(conn, id)?.ok_or(Refusal::NotFound)?;
    let (condition, params) = visible_letters(actor, "l", 2);
    let sql = format!("SELECT l.id FROM letters l WHERE l.id = $1 AND {condition}");
    let mut all = params![id].to_vec();
    all.extend(params);
    let open = conn.first::<(i64,)>(&sql, &all)?.is_some();
    judged(rule(actor, action, About::Letter { open }), action, letter)
}

/// The letter out of this number, if `actor` may do this to it.
///
/// # Errors
/// `NotFound` for who may not know of it, `NotAllowed` for who may see it but not do this.
pub fn permit_outgoing(conn: &Conn, actor: &Actor, action: Action, id: OutgoingId) -> Result<Permitted<Outgoing>> {
    let outgoing = Outgoing::of(conn, id)?.ok_or(Refusal::NotFound)?;
    let open = match outgoing.ticket_id {
        None => true,
        Some(ticket) => match tickets::policy::look(conn, actor, ticket) {
            // What is said beside a ticket is the desk's alone, also of a ticket that somebody at the desk asked for themselves.
            Ok(seen) => outgoing.kind != Kind::Side || seen.may(tickets::policy::Action::SeeInternal),
            Err(Error::Refused(_)) => false,
            Err(failed) => return Err(failed),
        },
    };
    let private = is_private(outgoing.kind);
    judged(rule(actor, action, About::Outgoing { open, private }), action, outgoing)
}

fn is_private(kind: Kind) -> bool {
    matches!(kind, Kind::Account | Kind::Digest)
}

/// The twin of `SeeLetter` for lists: a condition on the table `letters` as `alias`, its parameters numbered from `first`.
#[must_use]
pub fn visible_letters(actor: &Actor, alias: &str, first: usize) -> (String, Vec<Value>) {
    if actor.is_system() {
        return ("1 = 1".to_owned(), Vec::new());
    }
    if !actor.is_staff() {
        return ("1 = 0".to_owned(), Vec::new());
    }
    let condition = format!(
        "{alias}.mailbox_id IN (SELECT b.id FROM mailboxes b LEFT JOIN teams x ON x.id = b.team_id WHERE x.id IS NULL \
         OR x.visibility <> 'restricted' OR x.id IN (SELECT y.team_id FROM team_members y WHERE y.person_id = ${first}))"
    );
    (condition, vec![actor.person().unwrap_or(PersonId(0)).into()])
}

/// The twin of `SeeOutgoing` for lists: a condition on the table `outgoing` as `alias`, its parameters numbered from `first`.
#[must_use]
pub fn visible_outgoing(actor: &Actor, alias: &str, first: usize) -> (String, Vec<Value>) {
    if actor.is_system() {
        return ("1 = 1".to_owned(), Vec::new());
    }
    if !actor.is_staff() {
        return ("1 = 0".to_owned(), Vec::new());
    }
    let tickets = tickets::policy::visible(actor, "t", first);
    let private = if actor.role == Role::Administrator { "1 = 1".to_owned() } else { format!("{alias}.kind NOT IN ('account', 'digest')") };
    let beside = tickets::policy::workable(actor, "t", first + tickets.params.len());
    let condition = format!(
        "({private} AND ({alias}.ticket_id IS NULL OR {alias}.ticket_id IN (SELECT t.id FROM tickets t WHERE {})) \
         AND ({alias}.kind <> 'side' OR {alias}.ticket_id IN (SELECT t.id FROM tickets t WHERE {})))",
        tickets.condition, beside.condition
    );
    (condition, [tickets.params, beside.params].concat())
}
