//! The demo's rules: one that is on, and two that wait to be rehearsed.

use ::people::Actor;
use automation::{Deeds, Move, RuleInput, When, add_rule, switch_rule};
use db::Tx;
use outcome::Result;

/// All of them, in order.
pub fn make(tx: &mut Tx<'_>, by: &Actor) -> Result<()> {
    let tagged = add_rule(tx, by, &tagged())?;
    switch_rule(tx, by, tagged.id, true)?;
    for rule in [critical(), forgotten()] {
        add_rule(tx, by, &rule)?;
    }
    Ok(())
}

fn tagged() -> RuleInput {
    RuleInput {
        name: "Tickets about the VPN carry its tag".to_owned(),
        when: When::Opened,
        filter: "vpn -tag:vpn".to_owned(),
        deeds: Deeds { tag: vec!["vpn".to_owned()], ..Deeds::default() },
        once: true,
        stops: false,
    }
}

fn critical() -> RuleInput {
    RuleInput {
        name: "Critical tickets begin with the checklist".to_owned(),
        when: When::Prioritized,
        filter: "priority:critical status:new,open".to_owned(),
        deeds: Deeds { note: "Who is hit, since when, and what changed before? Post an update every hour.".to_owned(), ..Deeds::default() },
        once: true,
        stops: false,
    }
}

fn forgotten() -> RuleInput {
    RuleInput {
        name: "Two weeks without an answer".to_owned(),
        when: When::Time,
        filter: "status:waiting since<-14d".to_owned(),
        deeds: Deeds {
            reply: "We have not heard from you for two weeks and take it that this works again. Just answer if it does not.".to_owned(),
            to: Some(Move::Resolved),
            ..Deeds::default()
        },
        once: true,
        stops: false,
    }
}
