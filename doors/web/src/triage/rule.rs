//! `/settings/triage`: what of the proposals is set without asking, and what was learned when.

use ::triage::{ByRule, LEARNED_FOR_MS, RULE_PERCENT_MAX, RULE_PERCENT_MIN, Taught};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use catalogue::Say;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::settings::nav::{Nav, crumbs, nav};
use crate::ui::view::{Choice, Section, Shell};

/// Steps of confidence that are offered, in per cent.
const STEP_PERCENT: u8 = 10;

#[derive(Template)]
#[template(path = "triage/rule.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    category: Vec<Choice>,
    team: Vec<Choice>,
    /// What was learned, from how many tickets, when.
    taught: Vec<(String, i64, String)>,
    hours: i64,
    fields: &'a Fields,
}

/// From which confidence on; nothing for never.
#[derive(Debug, Clone, Deserialize)]
pub struct Typed {
    category: String,
    team: String,
}

impl Typed {
    fn rule(&self) -> ByRule {
        // What is no number between the bounds is refused by the command, which names them.
        let percent = |typed: &str| (!typed.is_empty()).then(|| typed.parse().unwrap_or(0));
        ByRule { category: percent(&self.category), team: percent(&self.team) }
    }
}

/// `GET /settings/triage`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, &Fields::default()).await?)
}

/// `POST /settings/triage`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, rule) = (visitor.actor.clone(), typed.rule());
    match caught(desk.db.write(move |tx| triage::set_by_rule(tx, &actor, &rule)).await)? {
        Ok(()) => Ok(with_flash(Redirect::to("/settings/triage"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(rule), &fields).await?),
    }
}

/// `POST /settings/triage/lessons`
pub async fn learn(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let actor = visitor.actor.clone();
    desk.db.write(move |tx| triage::promise_learning(tx, &actor)).await?;
    Ok(with_flash(Redirect::to("/settings/triage"), &Flash::new("toast-learning")))
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: Option<ByRule>, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "triage"));
    let up = crumbs(&visitor.say, &nav);
    let (shell, kept, taught) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Settings, up.clone())?;
            Ok((shell, triage::by_rule(conn)?, triage::taught(conn, &reader.actor)?))
        })
        .await?;
    let (say, rule) = (&visitor.say, typed.unwrap_or(kept));
    let lesson = |taught: &Taught| {
        let when = say.day_time(taught.learned_at.0, shell.now_ms).into_owned();
        (say.say(&format!("settings-triage-{}", taught.part)).into_owned(), taught.examples, when)
    };
    Ok(Page {
        t: say,
        category: choices(say, rule.category),
        team: choices(say, rule.team),
        taught: taught.iter().map(lesson).collect(),
        hours: LEARNED_FOR_MS / db::HOUR_MS,
        shell,
        nav,
        fields,
    })
}

/// Never, then every ten per cent, and whatever is chosen now.
fn choices(say: &Say, chosen: Option<u8>) -> Vec<Choice> {
    let now = chosen.map(|percent| percent.to_string()).unwrap_or_default();
    let mut steps: Vec<u8> = (RULE_PERCENT_MIN..=RULE_PERCENT_MAX).step_by(STEP_PERCENT.into()).collect();
    steps.extend([95, RULE_PERCENT_MAX]);
    steps.extend(chosen);
    steps.sort_unstable();
    steps.dedup();
    let never = Choice::new("", say.say("settings-triage-never"), &now);
    let step = |percent: u8| Choice::new(percent, say.say1("settings-triage-from", "percent", i64::from(percent)), &now);
    std::iter::once(never).chain(steps.into_iter().map(step)).collect()
}
