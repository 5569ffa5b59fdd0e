//! `GET /bulk`: everything that can be done to the chosen tickets at once, each explained.

use ::tickets::{BULK_TICKETS_MAX, Level, Round, TicketBrief};
use askama::Template;
use axum::extract::State;
use axum_extra::extract::Query;
use catalogue::Say;

use super::bulk::Chosen;
use super::deed_words;
use super::list::targets;
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Fields, SignedIn, new_key};
use crate::ui::view::{Choice, Section, Shell};

/// Earlier rounds that the page names.
const EARLIER_MAX: usize = 5;

/// An earlier round, and what it does.
struct Earlier {
    what: String,
    of: Round,
}

#[derive(Template)]
#[template(path = "queue/bulk_page.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    key: String,
    back: String,
    chosen: &'a Chosen,
    tickets: Vec<TicketBrief>,
    /// How many tickets the list has, where they are too many to be chosen one by one.
    whole: Option<i64>,
    /// What the reader did to whole lists before.
    rounds: Vec<Earlier>,
    levels: &'static [Level],
    categories: Vec<Choice>,
    targets: Vec<Choice>,
    fields: &'a Fields,
}

/// The page of what was chosen in a list.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(chosen): Query<Chosen>) -> Answer {
    html(&page(&desk, &visitor, &chosen, &Fields::default()).await?)
}

/// The page again, with what is wrong and what was typed.
///
/// # Errors
/// What the engine answers.
pub async fn again(desk: &Desk, visitor: &SignedIn, chosen: &Chosen, fields: &Fields) -> Answer {
    crate::frame::again(&page(desk, visitor, chosen, fields).await?)
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, chosen: &'a Chosen, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, ids, back) = (visitor.clone(), chosen.tickets(), chosen.back());
    let whole = if chosen.whole == "yes" && ids.is_empty() { Some(chosen.asked().to_ask(&visitor.say.zone)?) } else { None };
    let up = back.clone();
    let (shell, tickets, whole, rounds, menus) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![crumb(reader.say.say("nav-queue"), up.clone()), here(reader.say.say("bulk-title"))];
            let (ids, size) = match &whole {
                Some(ask) => match tickets::numbers_of(conn, &reader.actor, ask, BULK_TICKETS_MAX)? {
                    (_, true) => (Vec::new(), Some(tickets::list_size(conn, &reader.actor, &ask.list, &ask.zone)?)),
                    (ids, false) => (ids, None),
                },
                None => (ids.clone(), None),
            };
            let briefs = tickets::briefs_of(conn, &reader.actor, &ids)?;
            let mut earlier = Vec::new();
            for of in tickets::rounds(conn, &reader.actor)?.into_iter().take(EARLIER_MAX) {
                earlier.push(Earlier { what: deed_words::of(conn, &reader.say, &of.deed()?)?, of });
            }
            Ok((shell(conn, &reader, Section::Queue, crumbs)?, briefs, size, earlier, tickets::menus(conn, &reader.actor)?))
        })
        .await?;
    Ok(Page {
        t: &visitor.say,
        shell,
        key: new_key(),
        back,
        chosen,
        tickets,
        whole,
        rounds,
        levels: Level::ALL,
        categories: menus.categories.iter().map(|(id, name)| Choice::new(id, name.as_str(), &chosen.category)).collect(),
        targets: targets(&menus, &chosen.to),
        fields,
    })
}
