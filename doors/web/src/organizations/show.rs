//! `/organizations/{id}`: its people, its tickets, what to know about it.

use ::tickets::{List, QueueAsk};
use askama::Template;
use axum::extract::{Path, State};
use catalogue::Say;
use db::Moment;
use people::OrganizationId;
use people::directory::{self, OrganizationCard, PeoplePage};
use people::policy::{Action, may};

use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::people::PersonLine;
use crate::people::answers::{Fact, facts};
use crate::queue::{Line, lines};
use crate::ui::view::{Section, Shell};

/// Tickets shown on the page.
const TICKETS_MAX: usize = 20;
/// People shown on the page.
const PEOPLE_MAX: i64 = 100;

#[derive(Template)]
#[template(path = "organizations/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    card: OrganizationCard,
    facts: Vec<Fact>,
    may_edit: bool,
    lines: Vec<PersonLine>,
    tickets: Vec<Line>,
    more: bool,
}

/// `GET /organizations/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<OrganizationId>) -> Answer {
    let reader = visitor.clone();
    let (shell, card, answers, people, tickets) = desk
        .db
        .read(move |conn| {
            let card = directory::organization(conn, &reader.actor, id)?;
            let answers = people::organization_answers(conn, id)?;
            let page = PeoplePage { organization: Some(id), max: PEOPLE_MAX, ..PeoplePage::default() };
            let people = directory::list_people(conn, &reader.actor, &page)?;
            let ask = QueueAsk { limit: TICKETS_MAX, ..QueueAsk::new(List::Organization(id)) };
            let tickets = ::tickets::queue(conn, &reader.actor, &ask)?;
            let up = vec![crumb(reader.say.say("nav-organizations"), "/organizations"), here(card.organization.name.clone())];
            Ok((shell(conn, &reader, Section::Organizations, up)?, card, answers, people, tickets))
        })
        .await?;
    let page = Page {
        t: &visitor.say,
        facts: facts(&visitor.say, answers),
        may_edit: may::<OrganizationId>(&visitor.actor, Action::EditOrganization, &card.organization),
        lines: people.into_iter().map(PersonLine::from).collect(),
        tickets: lines(&visitor.say, &tickets.rows, None, visitor.actor.person(), Moment(shell.now_ms)),
        more: tickets.next.is_some(),
        shell,
        card,
    };
    html(&page)
}
