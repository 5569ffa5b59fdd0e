//! What the demo's desk does with one click: macros for everybody, one of the servers' team, and one of Priya's own.

use ::people::{Actor, Door, PersonId, TeamId, directory};
use automation::{Deeds, Move, SaveMacro, Scope, save_macro};
use db::Tx;
use outcome::Result;
use tickets::Level;

/// All of them, in order.
pub fn make(tx: &mut Tx<'_>, by: &Actor, servers: TeamId, priya: PersonId) -> Result<()> {
    let checklists = tickets::checklists(tx, by)?;
    let starter = checklists.iter().find(|c| c.name == "New starter").map(|c| c.id);
    let words = |tag: &str| vec![tag.to_owned()];
    let all = [
        (
            "VPN is back, ask for a check",
            "After a fault of the gateway: takes the ticket, tells the requester and waits for the answer.",
            "vpn",
            Deeds {
                take: true,
                tag: words("vpn"),
                reply:
                    "Hello {{requester.first_name}},\n\nthe VPN gateway runs again. Please sign in once more and leave it open for half an \
                        hour. Does it still drop? Then just answer.\n\n{{agent.first_name}}"
                        .to_owned(),
                to: Some(Move::Waiting),
                ..Deeds::default()
            },
        ),
        (
            "Phishing: reported, nothing else to do",
            "Thanks the requester, notes what was done and resolves.",
            "",
            Deeds {
                take: true,
                tag: words("phishing"),
                note: "Sender blocked at the gateway, same letter removed from the other mailboxes.".to_owned(),
                reply:
                    "Hello {{requester.first_name}},\n\nthank you for telling us. It was a fraud; you need not do anything if you did not \
                        open the link. We have removed the letter everywhere.\n\n{{agent.first_name}}"
                        .to_owned(),
                to: Some(Move::Resolved),
                ..Deeds::default()
            },
        ),
        (
            "New starter: begin",
            "Takes the ticket, marks it and starts the checklist.",
            "",
            Deeds { take: true, tag: words("onboarding"), checklist: starter, ..Deeds::default() },
        ),
        (
            "Everybody on a site is hit",
            "Weighs it as high and leaves a note on what to ask first.",
            "",
            Deeds {
                impact: Some(Level::High),
                urgency: Some(Level::High),
                tag: words("site-outage"),
                note: "Asked: since when, which rooms, wired and wireless? Next news in thirty minutes.".to_owned(),
                ..Deeds::default()
            },
        ),
    ];
    for (name, description, filter, deeds) in all {
        save_macro(tx, by, &prepared(name, description, filter, Scope::Shared, deeds))?;
    }
    let to_servers = Deeds {
        team: Some(servers),
        note: "Checked on first line: reachable, space free, signed in with a test account. Fault stays.".to_owned(),
        ..Deeds::default()
    };
    save_macro(
        tx,
        by,
        &prepared("Hand to the servers’ team, checked", "With what first line has tried.", "", Scope::Team(servers), to_servers),
    )?;
    let Some(actor) = directory::actor_of(tx, priya, Door::Web)? else { return Ok(()) };
    let call = Deeds {
        take: true,
        note: "Called, nobody there. I try again in the afternoon.".to_owned(),
        to: Some(Move::Waiting),
        ..Deeds::default()
    };
    save_macro(tx, &actor, &prepared("Called, nobody there", "", "", Scope::Own(priya), call)).map(drop)
}

fn prepared(name: &str, description: &str, filter: &str, scope: Scope, deeds: Deeds) -> SaveMacro {
    SaveMacro { id: None, name: name.to_owned(), description: description.to_owned(), scope, filter: filter.to_owned(), deeds }
}
