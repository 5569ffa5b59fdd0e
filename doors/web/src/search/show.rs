//! `/search`: tickets that have the words, hits marked, and people and organizations of that name.

use ::tickets::{Cursor, Jump, SearchAsk};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse};
use catalogue::Say;
use db::fulltext::Piece;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{here, shell};
use crate::front::{Answer, SignedIn, sentence};
use crate::queue::reason;
use crate::ui::view::{Pager, Section, Shell};

/// Hits of a page.
const HITS_A_PAGE: usize = 30;
/// People and organizations shown beside the hits.
const BESIDE_MAX: usize = 5;

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    after: String,
}

/// A ticket that was found, in the reader's words.
struct Found {
    id: i64,
    subject: Vec<Piece>,
    excerpt: Vec<Piece>,
    anchor: String,
    status: &'static str,
    requester: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "search/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    q: &'a str,
    trouble: String,
    found: Vec<Found>,
    /// Places that are no tickets: address, name, what it is.
    beside: Vec<(String, String, String)>,
    pager: Pager,
}

/// The page.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let after = if asked.after.is_empty() { None } else { Some(asked.after.parse::<Cursor>()?) };
    let ask = SearchAsk { text: asked.q.clone(), after, limit: HITS_A_PAGE, zone: visitor.say.zone.clone() };
    let reader = visitor.clone();
    let (shell, hits, jumps) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![here(reader.say.say("nav-search"))];
            let jumps = if ask.after.is_none() { tickets::places(conn, &reader.actor, &ask.text, BESIDE_MAX)? } else { Vec::new() };
            Ok((shell(conn, &reader, Section::Search, crumbs)?, tickets::search(conn, &reader.actor, &ask)?, jumps))
        })
        .await?;
    let (say, now) = (&visitor.say, db::Moment(shell.now_ms));
    let at = |cursor: &Option<Cursor>| {
        let query = |c: &Cursor| {
            url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &asked.q).append_pair("after", &c.to_string()).finish()
        };
        cursor.as_ref().map(|c| format!("/search?{}", query(c))).unwrap_or_default()
    };
    let found = hits.hits.into_iter().map(|hit| Found {
        id: hit.row.id.0,
        reason: reason(say, &hit.row, now),
        anchor: hit.message.map(|m| format!("#m-{m}")).unwrap_or_default(),
        status: hit.row.status.as_str(),
        requester: hit.row.requester,
        subject: hit.subject,
        excerpt: hit.excerpt,
    });
    let found: Vec<Found> = found.collect();
    let page = Page {
        t: say,
        shell,
        q: &asked.q,
        trouble: hits.problem.map(|p| sentence(say, &p.says)).unwrap_or_default(),
        beside: jumps.iter().filter_map(|jump| beside(say, jump)).collect(),
        pager: Pager { text: say.say1("queue-shown", "count", found.len()).into_owned(), before: at(&hits.prev), after: at(&hits.next) },
        found,
    };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

fn beside(say: &Say, jump: &Jump) -> Option<(String, String, String)> {
    match jump {
        Jump::Ticket(..) => None,
        Jump::Person(p) => Some((
            format!("/people/{}", p.id),
            p.name.clone(),
            p.organization.clone().unwrap_or_else(|| say.say("search-person").into_owned()),
        )),
        Jump::Organization(o) => Some((format!("/organizations/{}", o.id), o.name.clone(), say.say("search-organization").into_owned())),
    }
}
