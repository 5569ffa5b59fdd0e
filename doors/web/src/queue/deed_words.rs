//! What is done to many tickets at once, in words.

use ::tickets::{BulkDeed, BulkStatus, To, category};
use catalogue::Say;
use db::Conn;
use outcome::Result;
use people::{PersonId, TeamId, directory};

/// A deed in words: *Give to Ann Lee*. One statement for each name in it.
///
/// # Errors
/// What the engine answers.
pub fn of(conn: &Conn, say: &Say, deed: &BulkDeed) -> Result<String> {
    let plain = |key: &str| say.say(key).into_owned();
    let named = |key: &str, name: &str| say.say1(key, "name", name).into_owned();
    Ok(match deed {
        BulkDeed::Assign(To::Me) => plain("round-does-take"),
        BulkDeed::Assign(To::Nobody | To::NoTeam) => plain("round-does-give-nobody"),
        BulkDeed::Assign(To::Person(id)) => named("round-does-give", &person(conn, *id)?),
        BulkDeed::Assign(To::Team(id)) | BulkDeed::Team(id) => named("round-does-give", &team(conn, *id)?),
        BulkDeed::Assign(To::Both(team_id, id)) => named("round-does-give", &say.list(&[person(conn, *id)?, team(conn, *team_id)?])),
        BulkDeed::Status(status) => named("round-does-move", &say.say(&format!("status-{}", word(status)))),
        BulkDeed::Prioritize { impact, urgency } => {
            let levels = [("impact", impact), ("urgency", urgency)];
            let said = levels.into_iter().filter_map(|(key, level)| {
                level.as_ref().map(|l| {
                    say.say2(
                        "macro-is",
                        "what",
                        say.say(&format!("ticket-{key}")).as_ref(),
                        "value",
                        say.say(&format!("{key}-{l}")).as_ref(),
                    )
                    .into_owned()
                })
            });
            say.list(&said.collect::<Vec<_>>())
        }
        BulkDeed::Tag(tags) => named("round-does-tag", &say.list(tags)),
        BulkDeed::Untag(tags) => named("round-does-untag", &say.list(tags)),
        BulkDeed::Category(None) => plain("round-does-category-none"),
        BulkDeed::Category(Some(id)) => named("round-does-category", &category(conn, *id)?.path),
        BulkDeed::Merge { into, .. } => named("round-does-merge", &format!("#{into}")),
    })
}

fn word(status: &BulkStatus) -> &'static str {
    match status {
        BulkStatus::Open => "open",
        BulkStatus::Waiting => "waiting",
        BulkStatus::OnHold { .. } => "on_hold",
        BulkStatus::Resolved => "resolved",
        BulkStatus::Closed => "closed",
    }
}

fn person(conn: &Conn, id: PersonId) -> Result<String> {
    Ok(directory::person(conn, id)?.map(|p| p.name).unwrap_or_default())
}

fn team(conn: &Conn, id: TeamId) -> Result<String> {
    Ok(directory::team(conn, id)?.map(|t| t.name).unwrap_or_default())
}
