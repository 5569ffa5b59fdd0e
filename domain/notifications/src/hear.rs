//! Hears what happened and writes a row for everybody who is to be told.

use db::{Heard, Job, Listener, Moment, Promise, Run, Subject, Tx, params};
use jiff::tz::TimeZone;
use outcome::Result;
use people::{PersonId, directory};

use crate::choice::{Channel, Reason, chosen};
use crate::digest::DIGEST;
use crate::limits::{DIGEST_HOUR, GATHER_MS};
use crate::recipients::{Told, recipients};

/// The listener's name.
const HEAR: &str = "notifications.hear";

/// What is worth telling somebody.
const HEARS: &[&str] = &[
    "ticket.opened",
    "ticket.reply_added",
    "ticket.note_added",
    "ticket.assigned",
    "ticket.prioritized",
    "ticket.resolved",
    "ticket.reopened",
    "ticket.closed",
    "ticket.merged",
    "ticket.watcher_added",
    "ticket.voice_set",
    "ticket.clock_warned",
    "ticket.clock_breached",
    "ticket.escalated",
    "major.declared",
    "major.update_due",
    "major.update_missed",
    "ticket.paged",
    "ticket.page_unanswered",
    "ticket.rated",
    "ticket.side_answered",
    "ticket.notified",
    "change.asked",
    "change.approved",
    "change.declined",
    "letter.held",
    "outgoing.held",
    "outgoing.bounced",
    "outgoing.given_up",
];

pub(crate) fn listener() -> Listener {
    let run = Run::inside(|tx: &mut Tx<'_>, job: &Job| {
        let heard = job.event(tx)?;
        let told = recipients(tx, &heard)?;
        for (person, reason) in &told.people {
            tell(tx, &heard, &told, *person, *reason)?;
        }
        Ok(())
    });
    Listener { name: HEAR, hears: HEARS, run }
}

/// Writes one row, by the way the person chose. Heard twice, it is written once.
fn tell(tx: &mut Tx<'_>, heard: &Heard, told: &Told, person: PersonId, reason: Reason) -> Result<()> {
    let channel = chosen(tx, person)?.into_iter().find(|c| c.reason == reason).map_or(reason.usual(), |c| c.channel);
    let mail_at = match channel {
        Channel::Off => return Ok(()),
        Channel::App => None,
        // Whoever is paged does not wait for other news to gather.
        Channel::Mail if reason == Reason::Paged => Some(tx.now()),
        Channel::Mail => Some(soon(tx, person)?),
        Channel::Digest => Some(next_morning(tx, person)?),
    };
    let now = tx.now();
    let new = tx.execute(
        "INSERT INTO notifications (person_id, event_id, reason, ticket_id, message_id, created_at, mail_at) VALUES ($1,$2,$3,$4,$5,$6,$7) \
         ON CONFLICT (person_id, event_id) DO NOTHING",
        params![person, heard.id, reason, told.ticket, told.message, now, mail_at],
    )?;
    if new == 0 {
        return Ok(());
    }
    tx.execute_one(
        "INSERT INTO notification_counts (person_id, unread) VALUES ($1, 1) \
         ON CONFLICT (person_id) DO UPDATE SET unread = notification_counts.unread + 1",
        params![person],
    )?;
    tx.announce(Subject::new("person", person.0), "notification");
    if let Some(at) = mail_at {
        let key = Some(format!("{person}/{}", at.0));
        tx.promise(&Promise { not_before: Some(at), key, ..Promise::new(DIGEST, Subject::new("person", person.0)) })?;
    }
    Ok(())
}

/// At once, or when what has been gathering since the last letter is due.
fn soon(tx: &Tx<'_>, person: PersonId) -> Result<Moment> {
    let sql = "SELECT mailed_at FROM notification_counts WHERE person_id = $1";
    let last = tx.first::<(Option<Moment>,)>(sql, params![person])?.and_then(|(at,)| at);
    Ok(last.map_or(tx.now(), |last| last.plus_ms(GATHER_MS).max(tx.now())))
}

/// The next time it is [`DIGEST_HOUR`] where the person is.
fn next_morning(tx: &Tx<'_>, person: PersonId) -> Result<Moment> {
    let zone = directory::person(tx, person)?.and_then(|p| catalogue::zone_named(&p.zone)).unwrap_or(TimeZone::UTC);
    Ok(morning_after(tx.now(), &zone))
}

fn morning_after(now: Moment, zone: &TimeZone) -> Moment {
    let at = |at: jiff::Zoned| Moment(at.timestamp().as_millisecond());
    let Ok(local) = jiff::Timestamp::from_millisecond(now.0).map(|t| t.to_zoned(zone.clone())) else { return now };
    let morning = |day: jiff::civil::Date| day.at(DIGEST_HOUR, 0, 0, 0).to_zoned(zone.clone());
    let today = morning(local.date());
    let next = match today {
        Ok(today) if today > local => Ok(today),
        _ => local.date().tomorrow().and_then(morning),
    };
    next.map_or(now, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_morning_is_the_persons_own() {
        let monday_nine = Moment(1_795_424_400_000);
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(morning_after(monday_nine, &berlin), Moment(1_795_424_400_000 + 22 * db::HOUR_MS));
        let new_york = TimeZone::get("America/New_York").unwrap();
        assert_eq!(morning_after(monday_nine, &new_york), Moment(1_795_424_400_000 + 4 * db::HOUR_MS));
    }
}
