//! What the rehearsal of an agreement found, in words.

use catalogue::Say;
use tickets::{Rehearsal, Tally, Would};

/// How one promise came out, with the agreement and without it.
pub struct PromiseRow {
    pub name: String,
    pub would: String,
    pub was: String,
}

/// A ticket that it would make a difference for.
pub struct WouldLine {
    pub id: i64,
    pub subject: String,
    pub text: String,
    pub at_ms: i64,
}

/// What a rehearsal found.
pub struct Rehearsed {
    pub text: String,
    pub moves: String,
    pub more: bool,
    pub rows: Vec<PromiseRow>,
    pub lines: Vec<WouldLine>,
}

impl Rehearsed {
    pub fn of(say: &Say, found: Rehearsal) -> Self {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let tally = |tally: &Tally| {
            let words = [("kept", count(tally.kept).into()), ("broken", count(tally.broken).into()), ("open", count(tally.open).into())];
            say.say_with("settings-tally", &words).into_owned()
        };
        let row = |(metric, would, was): &(sla::Metric, Tally, Tally)| PromiseRow {
            name: say.say(&format!("promise-{metric}")).into_owned(),
            would: tally(would),
            was: tally(was),
        };
        Self {
            text: say
                .say_with("settings-rehearsed", &[("looked", count(found.looked).into()), ("held", count(found.held).into())])
                .into_owned(),
            moves: say
                .say_with("settings-rehearsed-moves", &[("gained", count(found.gained).into()), ("left", count(found.left).into())])
                .into_owned(),
            more: found.more,
            rows: found.promises.iter().map(row).collect(),
            lines: found.shown.into_iter().map(|would| line(say, would)).collect(),
        }
    }
}

fn line(say: &Say, would: Would) -> WouldLine {
    let promise = |(outcome, was): &(sla::Outcome, Option<sla::Verdict>)| {
        let name = say.say(&format!("promise-{}", outcome.metric));
        let then = say.say(&format!("settings-verdict-{}", outcome.verdict));
        let today = say.say(&was.map_or_else(|| "settings-verdict-none".to_owned(), |was| format!("settings-verdict-{was}")));
        let words = [("promise", name.as_ref().into()), ("would", then.as_ref().into()), ("was", today.as_ref().into())];
        say.say_with("settings-would", &words).into_owned()
    };
    let text = would.promises.iter().map(promise).collect::<Vec<_>>().join(" ");
    WouldLine { id: would.ticket.0, subject: would.subject, text, at_ms: would.at.0 }
}
