//! `/tickets`: a list, one page at a time.

use std::collections::HashMap;

use ::tickets::{Answered, Counts, GroupBy, Menus, Order, Queue, Sort, TicketId, View, ViewId};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use catalogue::Say;
use outcome::{Error, Refusal};
use people::Density;

use super::ask::Asked;
use super::row::{Line, lines};
use super::tabs::{Tab, tabs};
use crate::desk::Desk;
use crate::frame::{here, rendered, shell};
use crate::front::{Answer, SignedIn, new_key, sentence};
use crate::ui::questions::words;
use crate::ui::view::{Choice, Pager, Section, Shell};

/// The columns that can be sorted by, in their order on the page, with the class of their cells.
const COLUMNS: [(Sort, &str); 6] = [
    (Sort::Due, "c-due"),
    (Sort::Priority, "c-priority"),
    (Sort::Subject, "c-subject"),
    (Sort::Status, "c-status"),
    (Sort::Requester, "c-requester"),
    (Sort::Assignee, "c-assignee"),
];

/// Room for what stands around the rows, in bytes.
const HEAD_BYTES: usize = 32 * 1024;
/// Room for a row.
const ROW_BYTES: usize = 2 * 1024;

/// The head of a column.
struct Column {
    class: &'static str,
    label: String,
    href: String,
    sorted: &'static str,
}

#[derive(Template)]
#[template(path = "queue/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    heading: String,
    tabs: Vec<Tab>,
    asked: &'a Asked,
    trouble: String,
    columns: Vec<Column>,
    /// The desk's own fields that rows of this page answer.
    own_columns: Vec<String>,
    groups: Vec<(String, &'static str, bool)>,
    lines: Vec<Line>,
    pager: Pager,
    density: Density,
    part_url: String,
    /// The address at which the whole list is changed.
    whole_url: String,
    now_ms: i64,
    /// The key of the form for many.
    key: String,
    /// Whom tickets can be given to.
    targets: Vec<Choice>,
    /// The view that is shown, where the reader may change it.
    kept_view: Option<i64>,
}

/// What the page reads.
struct Read {
    shell: Shell,
    counts: Counts,
    views: Vec<View>,
    menus: Menus,
    queue: Result<Queue, String>,
    answered: Answered,
}

/// `GET /tickets`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    page_of(&desk, &visitor, &asked, String::new()).await
}

/// The page, with what is wrong with what was typed on it.
///
/// # Errors
/// `NotFound` for a list there is not.
pub async fn page_of(desk: &Desk, visitor: &SignedIn, asked: &Asked, trouble: String) -> Answer {
    let ask = asked.to_ask(&visitor.say.zone)?;
    let (reader, wanted) = (visitor.clone(), ask.clone());
    let read = desk
        .db
        .read(move |conn| {
            let crumbs = vec![here(reader.say.say("nav-queue"))];
            let queue = match tickets::queue(conn, &reader.actor, &wanted) {
                Ok(queue) => Ok(queue),
                // A filter that does not read is answered beside the filter.
                Err(Error::Refused(Refusal::Invalid(fields))) => {
                    Err(fields.first().map(|f| sentence(&reader.say, &f.says)).unwrap_or_default())
                }
                Err(other) => return Err(other),
            };
            let ids: Vec<TicketId> = queue.iter().flat_map(|queue| &queue.rows).map(|row| row.id).collect();
            Ok(Read {
                answered: tickets::answered_of(conn, &reader.actor, &ids, true)?,
                shell: shell(conn, &reader, Section::Queue, crumbs)?,
                counts: tickets::counts(conn, &reader.actor)?,
                views: tickets::views(conn, &reader.actor)?,
                menus: tickets::menus(conn, &reader.actor)?,
                queue,
            })
        })
        .await?;
    let tallies = desk.tallied(visitor, &read.views);
    let (status, page) = page(visitor, asked, read, &tallies, trouble);
    let room = HEAD_BYTES + page.lines.len() * ROW_BYTES;
    Ok((status, rendered(&page, room)?).into_response())
}

fn page<'a>(
    visitor: &'a SignedIn,
    asked: &'a Asked,
    read: Read,
    tallies: &HashMap<ViewId, i64>,
    trouble: String,
) -> (StatusCode, Page<'a>) {
    let (say, now_ms) = (&visitor.say, read.shell.now_ms);
    let tabs = tabs(say, asked.list_name(), &read.counts, &read.views, tallies);
    let heading = tabs.iter().find(|t| t.chosen).map_or_else(|| say.say("nav-queue").into_owned(), |t| t.name.clone());
    let (queue, trouble) = match read.queue {
        Ok(queue) => (queue, trouble),
        Err(trouble) => (Queue { rows: Vec::new(), next: None, prev: None, order: Vec::new(), group_by: None }, trouble),
    };
    let status = if trouble.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let at = |cursor: &Option<tickets::Cursor>| cursor.as_ref().map(|c| asked.href(&[("after", &c.to_string())])).unwrap_or_default();
    let pager =
        Pager { text: say.say1("queue-shown", "count", queue.rows.len()).into_owned(), before: at(&queue.prev), after: at(&queue.next) };
    let groups =
        GroupBy::ALL.iter().map(|g| (say.say(&format!("queue-by-{g}")).into_owned(), g.as_str(), queue.group_by == Some(*g))).collect();
    let page = Page {
        t: say,
        heading,
        tabs,
        asked,
        trouble,
        columns: columns(say, asked, queue.order.first()),
        groups,
        own_columns: read.answered.fields.iter().map(|(_, name)| name.clone()).collect(),
        lines: with_answers(
            say,
            lines(say, &queue.rows, queue.group_by, visitor.actor.person(), db::Moment(now_ms)),
            &read.answered,
            now_ms,
        ),
        pager,
        density: visitor.person.preferences.density,
        part_url: asked.href(&[("after", &asked.after)]),
        whole_url: asked.href(&[]).replacen("/tickets?", "/bulk?whole=yes&", 1),
        now_ms,
        targets: targets(&read.menus, ""),
        key: new_key(),
        kept_view: read
            .views
            .iter()
            .find(|v| asked.list == format!("view-{}", v.id) && tickets::may_share(&visitor.actor, v.sharing))
            .map(|v| v.id.0),
        shell: read.shell,
    };
    (status, page)
}

/// The rows, each with what it answers in the columns of the desk's own fields.
fn with_answers(say: &Say, mut lines: Vec<Line>, answered: &Answered, now_ms: i64) -> Vec<Line> {
    for line in &mut lines {
        let row = answered.tickets.get(&TicketId(line.id));
        let cell = |(field, _): &(tickets::FieldId, String)| row.and_then(|r| r.get(field)).map(|a| words(say, a, db::Moment(now_ms)));
        line.answers = answered.fields.iter().map(|field| cell(field).unwrap_or_default()).collect();
    }
    lines
}

/// Teams first, then people.
pub(super) fn targets(menus: &Menus, chosen: &str) -> Vec<Choice> {
    let teams = menus.teams.iter().map(|(id, name)| Choice::new(format!("team-{id}"), name.as_str(), chosen));
    teams.chain(menus.people.iter().map(|(id, name)| Choice::new(format!("person-{id}"), name.as_str(), chosen))).collect()
}

fn columns(say: &Say, asked: &Asked, order: Option<&Order>) -> Vec<Column> {
    let column = |(sort, class): (Sort, &'static str)| Column {
        class,
        label: say.say(&format!("queue-column-{sort}")).into_owned(),
        href: asked.href(&[("sort", &asked.sorted_by(sort, order).to_string())]),
        sorted: match order {
            Some(order) if order.sort == sort && order.descending => "descending",
            Some(order) if order.sort == sort => "ascending",
            _ => "",
        },
    };
    COLUMNS.into_iter().map(column).collect()
}
