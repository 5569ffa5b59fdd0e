//! `GET /bulk`: everything that can be done to the chosen tickets at once, each explained.

use ::tickets::{BULK_TICKETS_MAX, Level, TicketBrief};
use askama::Template;
use axum::extract::State;
use axum_extra::extract::Query;
use catalogue::Say;

use super::bulk::Chosen;
use super::list::targets;
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Fields, SignedIn, new_key};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "queue/bulk_page.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    key: String,
    back: String,
    chosen: &'a Chosen,
    tickets: Vec<TicketBrief>,
    /// The list has more tickets than can be changed at once; how many that is.
    more_than: Option<usize>,
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
    let (shell, tickets, more, menus) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![crumb(reader.say.say("nav-queue"), up.clone()), here(reader.say.say("bulk-title"))];
            let (ids, more) = match &whole {
                Some(ask) => tickets::numbers_of(conn, &reader.actor, ask, BULK_TICKETS_MAX)?,
                None => (ids.clone(), false),
            };
            let briefs = tickets::briefs_of(conn, &reader.actor, &ids)?;
            Ok((shell(conn, &reader, Section::Queue, crumbs)?, briefs, more, tickets::menus(conn, &reader.actor)?))
        })
        .await?;
    Ok(Page {
        t: &visitor.say,
        shell,
        key: new_key(),
        back,
        chosen,
        tickets,
        more_than: more.then_some(BULK_TICKETS_MAX),
        levels: Level::ALL,
        categories: menus.categories.iter().map(|(id, name)| Choice::new(id, name.as_str(), &chosen.category)).collect(),
        targets: targets(&menus, &chosen.to),
        fields,
    })
}
