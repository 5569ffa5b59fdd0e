//! The plot, played through the same commands that people use, with the clock moved from deed to deed.

use ::people::{Actor, Door, directory};
use db::{Db, Tx};
use files::Store;
use outcome::Result;
use tickets::{Assign, Attach, AttachmentId, Hold, LinkKind, LinkTo, Merge, Open, Reply, Source, SpendTime, Then, TicketId, To};

use super::desk::Set;
use super::fields;
use super::people::{Cast, Player};
use super::pictures;
use super::plot::{Deed, Opening, What};
use super::ratings::{self, Solved};
use super::rotas;
use super::routine;

/// Plays every deed; what listeners promise is kept after each hour of the plot. Letters lead to `site`.
pub fn play(db: &Db, files: &Store, cast: &Cast, set: &Set, plot: Vec<Deed>, site: &str, says: &mut dyn FnMut(String)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(anyhow::Error::from)?;
    let mut tickets: Vec<Option<TicketId>> = Vec::new();
    let mut requesters: Vec<Option<Player>> = Vec::new();
    let mut solved: Vec<Solved> = Vec::new();
    let (all, mut day, mut hour) = (plot.len(), 0, 0);
    for (n, deed) in plot.into_iter().enumerate() {
        db.clock().set(deed.at);
        if deed.at.0 / db::HOUR_MS != hour {
            hour = deed.at.0 / db::HOUR_MS;
            ring(db)?;
            runtime.block_on(db::drain(db))?;
            rotas::answer(db)?;
        }
        if deed.at.0 / db::DAY_MS != day {
            day = deed.at.0 / db::DAY_MS;
            db.write_now(tickets::clocks::close_resolved)?;
            ratings::ask_and_answer(db, site, &mut solved)?;
            says(format!("{n} of {all} deeds"));
        }
        let longest = tickets.len().max(deed.ticket + 1);
        tickets.resize(longest, None);
        requesters.resize(longest, None);
        match deed.what {
            What::Open(opening) => {
                requesters[deed.ticket] = Some(opening.requester.clone());
                tickets[deed.ticket] = Some(open(db, files, cast, set, *opening)?);
            }
            what => {
                let (Some(ticket), Some(requester)) = (tickets[deed.ticket], requesters[deed.ticket].clone()) else { continue };
                let other = match &what {
                    What::MergeInto(_, other) | What::LinkTo(_, other) => tickets.get(*other).copied().flatten(),
                    _ => None,
                };
                if let What::Solve(..) = &what {
                    solved.push(Solved { ticket, requester: requester.id, at: deed.at });
                }
                act(db, ticket, requester, other, what)?;
            }
        }
    }
    ring(db)?;
    ratings::ask_and_answer(db, site, &mut solved)?;
    runtime.block_on(db::drain(db))?;
    Ok(())
}

/// Lets clocks warn and break, and opens what comes again, as the timers would.
fn ring(db: &Db) -> Result<()> {
    while db.write_now(tickets::open_recurring)? >= tickets::RECURRENCES_BATCH {}
    while db.write_now(tickets::ring_clocks)? >= tickets::CLOCK_BATCH {}
    while db.write_now(paging::ring_pages)? >= paging::PAGES_BATCH {}
    while db.write_now(routing::ring_offers)? >= routing::OFFERS_BATCH {}
    Ok(())
}

/// Somebody as an actor.
fn actor(tx: &Tx<'_>, player: &Player, door: Door) -> Result<Actor> {
    Ok(directory::actor_of(tx, player.id, door)?.unwrap_or_else(|| Actor::system(door)))
}

/// Whoever acts on a ticket has read it.
fn read(tx: &mut Tx<'_>, by: &Actor, ticket: TicketId) -> Result<()> {
    let newest = tickets::conversation(tx, by, ticket, None)?.messages.last().map(|m| m.message.id);
    newest.map_or(Ok(()), |message| tickets::mark_read(tx, by, &tickets::MarkRead { ticket, message }))
}

fn open(db: &Db, files: &Store, cast: &Cast, set: &Set, opening: Opening) -> Result<TicketId> {
    let file = match &opening.file {
        Some(name) => Some((files.put_now(pictures::of(name))?, name.clone())),
        None => None,
    };
    let category = set.categories.get(&opening.category).copied();
    let writer = cast.specialists[0].clone();
    db.write_now(move |tx| {
        let by_staff = matches!(opening.source, Source::Phone | Source::WalkUp);
        let door = if by_staff {
            Door::Web
        } else if opening.source == Source::Email {
            Door::Mail
        } else {
            Door::Portal
        };
        let by = actor(tx, if by_staff { &writer } else { &opening.requester }, door)?;
        let mut attachments: Vec<AttachmentId> = Vec::new();
        if let Some((file, name)) = &file {
            let attach =
                Attach { file: file.clone(), name: name.clone(), media_type: pictures::media_type(name).to_owned(), content_id: None };
            attachments.push(tickets::attach(tx, &by, &attach)?);
        }
        let open = Open {
            source: opening.source,
            kind: opening.kind,
            attachments,
            ..Open::new(opening.requester.id, &opening.subject, &opening.body)
        };
        let opened = tickets::open(tx, &by, &open)?;
        // What the desk's rules would do on arrival: file it, weigh it, route it.
        let system = Actor::system(Door::Inside);
        let ticket = opened.ticket;
        tickets::recategorize(tx, &system, &tickets::Recategorize { ticket, category })?;
        tickets::prioritize(tx, &system, &tickets::Prioritize { ticket, impact: Some(opening.impact), urgency: Some(opening.urgency) })?;
        tickets::tag(tx, &system, &tickets::Tag { ticket, add: opening.tags.clone(), remove: Vec::new() })?;
        tickets::assign(tx, &system, &Assign { ticket, to: To::Team(opening.team) })?;
        fields::answer(tx, &system, ticket, &opening.category)?;
        routine::begin(tx, &system, ticket, &opening.category)?;
        Ok(ticket)
    })
}

fn act(db: &Db, ticket: TicketId, requester: Player, other: Option<TicketId>, what: What) -> Result<()> {
    let played = db.write_now(move |tx| match &what {
        What::Open(_) => Ok(()),
        What::Take(by) => {
            let by = actor(tx, by, Door::Web)?;
            read(tx, &by, ticket)?;
            tickets::assign(tx, &by, &Assign { ticket, to: To::Me }).map(drop)
        }
        What::Ask(text) => {
            let by = actor(tx, &requester, Door::Mail)?;
            tickets::reply(tx, &by, &Reply::public(ticket, text)).map(drop)
        }
        What::Answer(by, text) => {
            let by = actor(tx, by, Door::Web)?;
            read(tx, &by, ticket)?;
            tickets::reply(tx, &by, &Reply::public(ticket, text)).map(drop)
        }
        What::Note(by, text) => {
            let by = actor(tx, by, Door::Web)?;
            tickets::reply(tx, &by, &Reply::note(ticket, text)).map(drop)
        }
        What::Hold(by, reason) => {
            let by = actor(tx, by, Door::Web)?;
            let until = Some(tx.now().plus_ms(9 * db::DAY_MS));
            tickets::hold(tx, &by, &Hold { ticket, reason: reason.clone(), until }).map(drop)
        }
        What::Solve(by, text) => {
            let by = actor(tx, by, Door::Web)?;
            tickets::reply(tx, &by, &Reply { then: Then::Resolve, ..Reply::public(ticket, text) }).map(drop)
        }
        What::Work(by, minutes) => {
            let by = actor(tx, by, Door::Web)?;
            tickets::spend_time(tx, &by, &SpendTime { ticket, minutes: *minutes, note: String::new() }).map(drop)
        }
        What::MergeInto(by, _) => {
            let (by, Some(into)) = (actor(tx, by, Door::Web)?, other) else { return Ok(()) };
            tickets::merge(tx, &by, &Merge { ticket, into, bring_people: true }).map(drop)
        }
        What::LinkTo(by, _) => {
            let (by, Some(other)) = (actor(tx, by, Door::Web)?, other) else { return Ok(()) };
            tickets::link_to(tx, &by, &LinkTo { ticket, other, kind: LinkKind::Relates }).map(drop)
        }
    });
    match played {
        // People meet such refusals too: the other ticket was closed or merged meanwhile.
        Err(outcome::Error::Refused(outcome::Refusal::Conflict(_) | outcome::Refusal::Invalid(_))) => Ok(()),
        other => other,
    }
}
