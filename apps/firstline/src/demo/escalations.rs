//! What the first line gave to those who know more: tickets with their packets, and one that came back.

use ::people::{Actor, Door, PersonId, TeamId, directory};
use db::{Db, HOUR_MS, MINUTE_MS, Moment, Tx};
use outcome::Result;
use tickets::{Browse, BrowseFrom, By, Escalate, HandBack, Ticket, Which};

use super::LEAD;
use super::people::Cast;

/// Tickets that are looked through for one that fits.
const LOOKED_AT: usize = 40;

/// A ticket that was left lying goes on so long before now.
const LATEST_MS: i64 = 5 * HOUR_MS;
/// How long Ravi looks at what he gives back.
const LOOKED_MS: i64 = 35 * MINUTE_MS;

const PHONE: &str = "\
**What was asked**

- A desk phone shows “registering”, nobody can call the room
- It began at the weekend; mobile phones are used meanwhile

**What was tried**

- Phone switched off for a minute, then another phone on the same cable: the same
- This phone at a desk next door: registers at once, so it is the port

**What was seen**

- Link light is on, the port gives the address of the guest network
- Port 14 of switch SW-1-C was among those of Saturday’s change

**Open questions**

- Can the port be put back into the group of the phones, and were others moved by mistake as well?";

const PHISHING: &str = "\
**What was asked**

- A letter that looks like ours asked for the password
- The requester stopped at the second factor and told us at once

**What was tried**

- Password changed, sessions ended, second factor still their own
- The letter is kept as it came; its link is blocked at the proxy since then

**What was seen**

- Sent through a stranger’s server that SPF allows to nobody of ours
- The same subject in at least four other mailboxes

**Open questions**

- Who else opened the link before it was blocked? The proxy knows.
- Can the letter be taken out of all mailboxes from your side?";

const SCANNER: &str = "\
**What was asked**

- Scans sent to one’s own address never arrive
- The device says “sent”; it worked last week

**What was tried**

- Sent a scan to another address and to an outside one: neither came
- Certificate and time of the device: fine

**What was seen**

- Our mail server answers the device with “535 authentication failed”
- Two other devices of the same kind do the same since Thursday

**Open questions**

- Did the account of the scanners change on Thursday?";

const FOUND: &str = "\
The account of all scanners had a password that ends after a year; it ended on Thursday. It has a new one now that does not end, and the \
three devices have it too. Scans that waited were delivered.

The requester can be told: it works again, and nothing is lost.";

/// A ticket that goes on elsewhere: how it is found, to whom of the team, with what, and what comes back.
type Story = (&'static str, Option<PersonId>, &'static str, Option<&'static str>);

/// Escalates what fits, each a few minutes after its last turn and none after `now`.
pub fn make(db: &Db, cast: &Cast, now: Moment) -> Result<()> {
    let (team, ravi) = (cast.teams[2], cast.specialists[3].id);
    let stories: [Story; 3] = [
        ("tag:phone status:new,open,waiting", Some(ravi), PHONE, None),
        ("tag:phishing status:new,open,waiting", None, PHISHING, None),
        ("tag:scanner status:new,open,waiting", Some(ravi), SCANNER, Some(FOUND)),
    ];
    for story in stories {
        tell(db, (team, ravi), story, cast.specialists[1].id, now)?;
    }
    db.clock().set(now);
    Ok(())
}

fn tell(db: &Db, (team, ravi): (TeamId, PersonId), (filter, person, packet, found): Story, usual: PersonId, now: Moment) -> Result<()> {
    let ticket = db.read_now(move |conn| {
        let Some(lead) = directory::person_by_email(conn, LEAD)? else { return Ok(None) };
        let Some(lead) = directory::actor_of(conn, lead.id, Door::Web)? else { return Ok(None) };
        let browse =
            Browse { which: Which::Filter(filter.to_owned()), by: By::Number, descending: true, from: BrowseFrom::Start, limit: LOOKED_AT };
        let mut all = tickets::browse(conn, &lead, &browse)?.tickets.into_iter().map(|(_, ticket)| ticket);
        Ok(all.find(|t: &Ticket| t.team_id != Some(team) && t.assignee_id != Some(ravi) && t.merged_into.is_none()))
    })?;
    let Some(ticket) = ticket else { return Ok(()) };
    let (id, by) = (ticket.id, ticket.assignee_id.unwrap_or(usual));
    let at = ticket.updated_at.plus_ms(4 * MINUTE_MS).max(now.plus_ms(-LATEST_MS)).min(now);
    db.clock().set(at);
    db.write_now(move |tx| {
        tickets::escalate(tx, &actor(tx, by)?, &Escalate { ticket: id, team, person, packet: packet.to_owned() }).map(drop)
    })?;
    let back_at = at.plus_ms(LOOKED_MS);
    if let Some(note) = found.filter(|_| back_at <= now) {
        db.clock().set(back_at);
        db.write_now(move |tx| tickets::hand_back(tx, &actor(tx, ravi)?, &HandBack { ticket: id, note: note.to_owned() }).map(drop))?;
    }
    Ok(())
}

fn actor(tx: &Tx<'_>, person: PersonId) -> Result<Actor> {
    Ok(directory::actor_of(tx, person, Door::Web)?.unwrap_or_else(|| Actor::system(Door::Command)))
}
