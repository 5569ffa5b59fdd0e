//! What lies behind the demo's incidents: a known error, one that is fixed, one nobody understands yet; a major incident that
//! is over, and one that runs.

use ::people::{Actor, Door, PersonId, directory};
use ::problems::{DeclareMajor, EndMajor, NoteMajor, ProblemInput, State};
use db::{DAY_MS, Db, HOUR_MS, MINUTE_MS, Moment, Tx};
use outcome::Result;
use tickets::{Browse, BrowseFrom, By, Ticket, Which};

use super::people::Cast;
use super::{LEAD, REQUESTER};

/// Incidents that a problem of the demo has at most.
const INCIDENTS: usize = 6;

/// Writes it all down, each at its time before `now`.
pub fn tell(db: &Db, cast: &Cast, now: Moment) -> Result<()> {
    let (priya, marek) = (cast.specialists[0].id, cast.specialists[1].id);
    let at = |ms: i64| db.clock().set(now.plus_ms(-ms));
    at(20 * DAY_MS);
    let vpn = ProblemInput {
        about: "The VPN of laptops drops after about twenty minutes, on wireless networks more often. Windows says that the adapter was \
                reset."
            .to_owned(),
        owner: Some(priya),
        ..ProblemInput::new("VPN client 5.1.4 drops the connection")
    };
    let vpn = write(db, priya, vpn, "tag:vpn kind:incident")?;
    at(19 * DAY_MS);
    let paper = ProblemInput {
        about: "Printers on the fourth floor take jobs and print nothing until the queue is emptied.".to_owned(),
        owner: Some(marek),
        ..ProblemInput::new("Print server loses jobs after its update")
    };
    let paper = write(db, marek, paper, "tag:printer kind:incident")?;
    at(12 * DAY_MS);
    change(db, marek, paper.clone(), |input| {
        input.root_cause = "The update of the print server brought a driver that stops on jobs in colour.".to_owned();
        input.workaround = "Empty the queue, then print in black.".to_owned();
        input.state = State::Found;
    })?;
    major_over(db, now, priya)?;
    at(9 * DAY_MS);
    change(db, marek, paper, |input| input.state = State::Fixed)?;
    at(6 * DAY_MS);
    change(db, priya, vpn, |input| {
        input.root_cause = "Version 5.1.4 renews its address too early. The vendor knows of it; 5.1.6 is announced.".to_owned();
        input.workaround = "Go back to 5.1.3 from the software centre, then restart. It takes about three minutes.".to_owned();
        (input.state, input.known_error) = (State::Found, true);
    })?;
    at(3 * DAY_MS);
    let wireless = ProblemInput {
        about: "Laptops lose the wireless network in meeting rooms when more than ten people are in them.".to_owned(),
        ..ProblemInput::new("Wireless drops in full meeting rooms")
    };
    write(db, priya, wireless, "tag:wifi")?;
    at(40 * MINUTE_MS);
    major_running(db, priya)?;
    db.clock().set(now);
    Ok(())
}

fn write(db: &Db, by: PersonId, input: ProblemInput, filter: &'static str) -> Result<::problems::Problem> {
    db.write_now(move |tx| {
        let by = actor(tx, by)?;
        let incidents: Vec<_> = found(tx, &by, filter, INCIDENTS)?.into_iter().map(|ticket| ticket.id).collect();
        let category = found(tx, &by, filter, 1)?.first().and_then(|ticket| ticket.category_id);
        ::problems::open_problem(tx, &by, &ProblemInput { category, ..input.clone() }, &incidents)
    })
}

fn change(
    db: &Db,
    by: PersonId,
    problem: ::problems::Problem,
    edit: impl Fn(&mut ProblemInput) + Send + 'static,
) -> Result<::problems::Problem> {
    db.write_now(move |tx| {
        let (by, mut input) = (actor(tx, by)?, ProblemInput::from(&problem));
        edit(&mut input);
        ::problems::edit_problem(tx, &by, problem.id, &input)
    })
}

/// Two hours without mail, twelve days ago.
fn major_over(db: &Db, now: Moment, owner: PersonId) -> Result<()> {
    let began = now.plus_ms(-12 * DAY_MS);
    db.clock().set(began);
    let declared = db.write_now(move |tx| {
        let lead = leading(tx)?;
        let Some(ticket) = found(tx, &lead, "tag:outlook,mailbox", 1)?.pop() else { return Ok(None) };
        let declare = DeclareMajor {
            ticket: ticket.id,
            title: "No mail from outside".to_owned(),
            note: "Letters from outside do not arrive. Nothing is lost: they wait at the provider. We are looking for the cause."
                .to_owned(),
            owner,
            every_minutes: 60,
            site: None,
            organization: None,
            category: None,
        };
        ::problems::declare_major(tx, &lead, &declare).map(Some)
    })?;
    let Some(major) = declared else { return Ok(()) };
    db.clock().set(began.plus_ms(45 * MINUTE_MS));
    let note = "The provider has found it: a certificate of theirs ran out. They renew it now. Please do not send letters twice.";
    let noted = NoteMajor { major: major.id, note: note.to_owned(), owner, every_minutes: 60 };
    db.write_now(move |tx| {
        let by = actor(tx, owner)?;
        ::problems::note_major(tx, &by, &noted).map(drop)
    })?;
    db.clock().set(began.plus_ms(HOUR_MS + 50 * MINUTE_MS));
    let summary = "Mail arrives again since a quarter to twelve. All letters that waited came in; none was lost.";
    let end = EndMajor { major: major.id, summary: summary.to_owned() };
    db.write_now(move |tx| {
        let by = actor(tx, owner)?;
        ::problems::end_major(tx, &by, &end).map(drop)
    })
}

/// A slow line at the requester's site, well in hand.
fn major_running(db: &Db, owner: PersonId) -> Result<()> {
    db.write_now(move |tx| {
        let lead = leading(tx)?;
        let Some(ticket) = found(tx, &lead, "tag:vpn kind:incident status:new,open,waiting", 1)?.pop() else { return Ok(()) };
        let site = directory::person_by_email(tx, REQUESTER)?.and_then(|person| person.site_id);
        let declare = DeclareMajor {
            ticket: ticket.id,
            title: "VPN is slow from home".to_owned(),
            note:
                "One of two gateways is being replaced today. Connections hold but are slower; nothing is needed from you. In the office \
                   all is as usual."
                    .to_owned(),
            owner,
            every_minutes: 240,
            site,
            organization: None,
            category: None,
        };
        ::problems::declare_major(tx, &lead, &declare).map(drop)
    })
}

fn found(tx: &Tx<'_>, by: &Actor, filter: &str, most: usize) -> Result<Vec<Ticket>> {
    let browse = Browse { which: Which::Filter(filter.to_owned()), by: By::Number, descending: true, from: BrowseFrom::Start, limit: most };
    Ok(tickets::browse(tx, by, &browse)?.tickets.into_iter().map(|(_, ticket)| ticket).collect())
}

fn actor(tx: &Tx<'_>, person: PersonId) -> Result<Actor> {
    Ok(directory::actor_of(tx, person, Door::Web)?.unwrap_or_else(|| Actor::system(Door::Command)))
}

fn leading(tx: &Tx<'_>) -> Result<Actor> {
    match directory::person_by_email(tx, LEAD)? {
        Some(lead) => actor(tx, lead.id),
        None => Ok(Actor::system(Door::Command)),
    }
}
