//! `/people/{id}`: who somebody is, how they are reached, and what they asked for.

use ::tickets::{List, QueueAsk};
use askama::Template;
use axum::extract::{Path, State};
use catalogue::Say;
use db::Moment;
use people::policy::{Action, may};
use people::{PersonCard, PersonId, Role, directory};

use super::answers::{Fact, facts};
use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, SignedIn};
use crate::queue::{Line, lines};
use crate::ui::view::{Avatar, Choice, Section, Shell};

/// Tickets shown on a person's page; all of them are a search away.
const TICKETS_MAX: usize = 20;

/// What may be done, as the policies say.
struct May {
    edit: bool,
    emails: bool,
    phones: bool,
    role: bool,
    invite: bool,
    deactivate: bool,
    merge: bool,
    copy: bool,
    erase: bool,
    reset: bool,
}

#[derive(Template)]
#[template(path = "people/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    card: PersonCard,
    facts: Vec<Fact>,
    avatar: Avatar,
    local_time: String,
    may: May,
    roles: Vec<Choice>,
    erasure: Option<privacy::Erasure>,
    troubles: Vec<(String, Option<Moment>)>,
    tickets: Vec<Line>,
    more: bool,
    fields: &'a Fields,
    typed: &'a str,
}

/// `GET /people/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    html(&page(&desk, &visitor, id, &Fields::default(), "").await?)
}

/// The page again, with what is wrong with one of its forms, and what was typed there.
///
/// # Errors
/// What the database answers.
pub async fn wrong(desk: &Desk, visitor: &SignedIn, id: PersonId, fields: &Fields, typed: &str) -> Answer {
    again(&page(desk, visitor, id, fields, typed).await?)
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: PersonId, fields: &'a Fields, typed: &'a str) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let (shell, card, answers, troubles, tickets, erasure) = desk
        .db
        .read(move |conn| {
            let card = directory::person_card(conn, &reader.actor, id)?;
            let answers = people::person_answers(conn, id)?;
            let ask = QueueAsk { limit: TICKETS_MAX, ..QueueAsk::new(List::AskedBy(id)) };
            let tickets = ::tickets::queue(conn, &reader.actor, &ask)?;
            let emails: Vec<String> = card.emails.iter().map(|email| email.email.clone()).collect();
            let troubles = mail::troubled(conn, &emails)?;
            let erasure = privacy::erasure_of(conn, id)?;
            let up = vec![crumb(reader.say.say("nav-people"), "/people"), here(card.person.name.clone())];
            Ok((shell(conn, &reader, Section::People, up)?, card, answers, troubles, tickets, erasure))
        })
        .await?;
    let (say, actor, person) = (&visitor.say, &visitor.actor, &card.person);
    let may_do = |action| may::<PersonId>(actor, action, person);
    let zone = catalogue::zone_named(&person.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let theirs = Say { zone, ..say.clone() };
    Ok(Page {
        t: say,
        facts: facts(say, answers),
        avatar: Avatar::of(&person.name, person.id.0),
        local_time: theirs.time_short(shell.now_ms),
        may: May {
            edit: may_do(Action::EditPerson),
            emails: may_do(Action::ChangeEmails),
            phones: may_do(Action::ChangePhones),
            role: may_do(Action::ChangeRole),
            invite: may_do(Action::Invite) && person.is_active() && !card.emails.is_empty(),
            deactivate: may_do(Action::Deactivate),
            merge: may_do(Action::MergePeople) && person.role == Role::Requester,
            copy: may_do(Action::TakeCopy),
            erase: may_do(Action::ErasePerson) && erasure.is_none(),
            reset: may_do(Action::ResetSecondFactor),
        },
        roles: Role::ALL.iter().map(|r| Choice::new(r, say.say(&format!("role-{r}")), person.role.as_str())).collect(),
        troubles: troubles.iter().filter_map(|known| Some((trouble(say, known)?, known.trouble_at))).collect(),
        tickets: lines(say, &tickets.rows, None, actor.person(), Moment(shell.now_ms)),
        more: tickets.next.is_some(),
        erasure,
        shell,
        card,
        fields,
        typed,
    })
}

/// What is wrong with an address, in words.
fn trouble(say: &Say, known: &mail::AddressState) -> Option<String> {
    known.trouble_key().map(|key| say.say1(&key, "address", known.address.as_str()).into_owned())
}
