//! `/rotas`: every rota with who is on duty now and who comes next, and one's own next duty.

use askama::Template;
use axum::extract::State;
use catalogue::Say;
use db::DAY_MS;
use people::directory;
use rota::{Now, policy};

use super::stretches::Names;
use crate::desk::Desk;
use crate::frame::{here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Avatar, Section, Shell};

/// How far ahead one's own duty is shown.
const OWN_DAYS: i64 = 60;
/// Stretches of one's own duty that are shown.
const OWN_MAX: usize = 6;

/// A rota and who is on.
struct Line {
    id: i64,
    name: String,
    team: String,
    on: Option<Avatar>,
    until: String,
    next: String,
}

/// One's own duty.
struct Own {
    rota: i64,
    name: String,
    from_ms: i64,
    to_ms: i64,
}

#[derive(Template)]
#[template(path = "rotas/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    lines: Vec<Line>,
    own: Vec<Own>,
    manages: bool,
    has_feed: bool,
    /// The link, once, when it was just made.
    link: String,
}

/// `GET /rotas`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    page(&desk, &visitor, String::new()).await
}

/// The page, with a link that was just made.
pub async fn page(desk: &Desk, visitor: &SignedIn, link: String) -> Answer {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let shell = shell(conn, &reader, Section::People, vec![here(reader.say.say("rotas-title"))])?;
        let (now, at) = (rota::on_duty_now(conn, &reader.actor)?, conn.now());
        let own = match reader.actor.person() {
            Some(person) => rota::duties_of(conn, person, at, at.plus_ms(OWN_DAYS * DAY_MS))?,
            None => Vec::new(),
        };
        let names = Names::of(conn, now.iter().flat_map(|n| [n.person, n.next]).flatten())?;
        Ok((shell, now, own, names, directory::teams(conn, &reader.actor)?, rota::has_feed(conn, &reader.actor)?))
    });
    let (shell, now, own, names, teams, has_feed) = read.await?;
    let say = &visitor.say;
    let line = |now: &Now| Line {
        id: now.rota.id.0,
        name: now.rota.name.clone(),
        team: teams.iter().find(|team| Some(team.id) == now.rota.team).map(|team| team.name.clone()).unwrap_or_default(),
        on: now.person.map(|person| Avatar::of(&names.of_person(person), person.0)),
        until: now.until.map(|at| say.day_time(at.0, shell.now_ms).into_owned()).unwrap_or_default(),
        next: now.next.map(|person| names.of_person(person)).unwrap_or_default(),
    };
    let lines = now.iter().map(line).collect();
    let own = own.into_iter().take(OWN_MAX).map(|(rota, name, duty)| Own { rota: rota.0, name, from_ms: duty.from, to_ms: duty.to });
    let manages = policy::may(&visitor.actor, policy::Action::ManageRotas, false);
    html(&Page { t: say, shell, lines, own: own.collect(), manages, has_feed, link })
}
