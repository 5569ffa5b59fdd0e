//! `/rotas/{id}`: a week or a month of a rota, and what people do about it: stand in, swap.

use askama::Template;
use axum::extract::{Path, Query, State};
use catalogue::Say;
use db::{DAY_MS, Moment};
use jiff::civil::Date;
use people::{PersonId, directory};
use rota::{Duty, Override, Rota, RotaId, Swap, Why, policy};
use serde::Deserialize;

use super::picture::{Cell, Extent, Frame, today};
use super::stretches::{Names, joined, said, with_time, word};
use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, SignedIn, typed_moment};
use crate::ui::view::{Avatar, Choice, Section, Shell};

/// How far ahead duty can be chosen for a swap.
const SWAP_DAYS: i64 = 60;

/// Which days.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    day: String,
    r#as: String,
}

/// What was typed into the page's forms.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub person: String,
    pub from: String,
    pub to: String,
    pub give: String,
    pub take: String,
}

/// A stretch in the list.
struct Line {
    when: String,
    who: String,
    why: String,
    now: bool,
}

/// An override that can be taken back.
struct PutOnLine {
    id: i64,
    text: String,
    removable: bool,
}

/// A swap that waits for an answer.
struct SwapLine {
    id: i64,
    text: String,
    answerable: bool,
    withdrawable: bool,
}

#[derive(Template)]
#[template(path = "rotas/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    name: String,
    archived: bool,
    zone: String,
    on: Option<Avatar>,
    until: String,
    title: String,
    month: bool,
    day: String,
    before: String,
    after: String,
    weekdays: Vec<String>,
    weeks: Vec<Vec<Cell>>,
    lines: Vec<Line>,
    overrides: Vec<PutOnLine>,
    swaps: Vec<SwapLine>,
    manages: bool,
    people: Vec<Choice>,
    gives: Vec<Choice>,
    takes: Vec<Choice>,
    typed: &'a Typed,
    fields: &'a Fields,
}

/// All that is read for the page.
struct Read {
    rota: Rota,
    duties: Vec<Duty>,
    ahead: Vec<Duty>,
    overrides: Vec<Override>,
    swaps: Vec<Swap>,
    names: Names,
    agents: Vec<(PersonId, String)>,
}

/// `GET /rotas/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RotaId>, Query(asked): Query<Asked>) -> Answer {
    html(&page(&desk, &visitor, id, &asked, &Typed::default(), &Fields::default()).await?)
}

/// The page again, with what is wrong.
pub async fn wrong(desk: &Desk, visitor: &SignedIn, id: RotaId, typed: &Typed, fields: &Fields) -> Answer {
    again(&page(desk, visitor, id, &Asked::default(), typed, fields).await?)
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: RotaId, asked: &Asked, typed: &'a Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let say = &visitor.say;
    let extent = if asked.r#as == "month" { Extent::Month } else { Extent::Week };
    let day = asked.day.parse::<Date>().unwrap_or_else(|_| today(say, desk.db.clock().now().0));
    let frame = Frame::of(extent, day);
    let (reader, span) = (visitor.clone(), frame.span(say));
    let read = desk.db.read(move |conn| {
        let (actor, now) = (&reader.actor, conn.now());
        let rota = rota::rota(conn, actor, id)?;
        let up = vec![crumb(reader.say.say("rotas-title"), "/rotas"), here(rota.name.clone())];
        let shell = shell(conn, &reader, Section::People, up)?;
        let duties = rota::schedule(conn, actor, id, span.0, span.1)?;
        let ahead = rota::schedule(conn, actor, id, now, now.plus_ms(SWAP_DAYS * DAY_MS))?;
        let (overrides, swaps) = (rota::overrides(conn, actor, id)?, rota::open_swaps(conn, actor, id)?);
        let whys = duties.iter().filter_map(|d| if let Why::For(person) = d.why { Some(person) } else { None });
        let shown = duties.iter().chain(&ahead).filter_map(|d| d.person).chain(whys);
        let swapping = swaps.iter().flat_map(|s| [s.giver_id, s.taker_id]);
        let names = Names::of(conn, shown.chain(swapping).chain(overrides.iter().map(|o| o.person_id)))?;
        let agents = directory::agents(conn)?.into_iter().map(|p| (p.id, p.name)).collect();
        Ok((shell, Read { rota, duties, ahead, overrides, swaps, names, agents }))
    });
    let (shell, read) = read.await?;
    Ok(present(visitor, shell, frame, &read, typed, fields))
}

fn present<'a>(visitor: &'a SignedIn, shell: Shell, frame: Frame, read: &Read, typed: &'a Typed, fields: &'a Fields) -> Page<'a> {
    let (say, now_ms, me) = (&visitor.say, shell.now_ms, visitor.actor.person());
    let own = |person: PersonId| me == Some(person);
    let ahead = joined(&read.ahead);
    let first = ahead.first().filter(|_| read.rota.archived_at.is_none());
    let manages = policy::may(&visitor.actor, policy::Action::ManageRotas, false);
    let can = |action, person| policy::may(&visitor.actor, action, own(person));
    Page {
        t: say,
        id: read.rota.id.0,
        name: read.rota.name.clone(),
        archived: read.rota.archived_at.is_some(),
        zone: read.rota.plan.zone.replace('_', " "),
        on: first.and_then(|(person, ..)| person.map(|p| Avatar::of(&read.names.of_person(p), p.0))),
        until: first.filter(|_| ahead.len() > 1).map(|(.., to)| say.day_time(*to, now_ms).into_owned()).unwrap_or_default(),
        title: frame.title(say, now_ms),
        month: frame.extent == Extent::Month,
        day: frame.day.to_string(),
        before: frame.neighbour(false).to_string(),
        after: frame.neighbour(true).to_string(),
        weekdays: (1..=7).map(|n| say.say(&format!("weekday-short-{n}")).into_owned()).collect(),
        weeks: frame.weeks(say, &read.duties, &read.names, &read.rota.plan.people(), now_ms),
        lines: read.duties.iter().map(|duty| line(say, read, duty, now_ms)).collect(),
        overrides: read.overrides.iter().map(|o| put_on_line(say, read, o, can(policy::Action::PutOn, o.person_id), now_ms)).collect(),
        swaps: read
            .swaps
            .iter()
            .map(|s| SwapLine {
                id: s.id.0,
                text: swap_text(say, read, s, now_ms),
                answerable: can(policy::Action::AnswerSwap, s.taker_id),
                withdrawable: can(policy::Action::AskSwap, s.giver_id),
            })
            .collect(),
        manages,
        people: people(read, me, manages, &typed.person),
        gives: gives(say, read, &ahead, me, manages, &typed.give, now_ms),
        takes: takes(say, read, &ahead, me, manages, &typed.take, now_ms),
        typed,
        fields,
        shell,
    }
}

impl Page<'_> {
    /// What was typed as a moment; at first so many days from now.
    fn or_usual(&self, typed: &str, days: i64) -> String {
        if !typed.is_empty() {
            return typed.to_owned();
        }
        typed_moment(Moment(self.shell.now_ms / db::HOUR_MS * db::HOUR_MS + days * DAY_MS), &self.t.zone)
    }
}

fn line(say: &Say, read: &Read, duty: &Duty, now_ms: i64) -> Line {
    let layer = |place: usize| read.rota.plan.layers.get(place).map(|layer| layer.name.clone()).unwrap_or_default();
    Line {
        when: said(say, duty.from, duty.to, now_ms),
        who: duty.person.map_or_else(|| say.say("rotas-nobody").into_owned(), |person| read.names.of_person(person)),
        why: match duty.why {
            Why::Turn(place) => say.say1("rotas-why-turn", "layer", layer(place)).into_owned(),
            Why::For(person) => say.say1("rotas-why-for", "name", read.names.of_person(person)).into_owned(),
            Why::PutOn(_) => say.say("rotas-why-put-on").into_owned(),
            Why::Nobody => String::new(),
        },
        now: (duty.from..duty.to).contains(&now_ms),
    }
}

fn put_on_line(say: &Say, read: &Read, put_on: &Override, removable: bool, now_ms: i64) -> PutOnLine {
    let when = said(say, put_on.from_at.0, put_on.to_at.0, now_ms);
    PutOnLine { id: put_on.id.0, text: format!("{}, {when}", read.names.of_person(put_on.person_id)), removable }
}

fn swap_text(say: &Say, read: &Read, swap: &Swap, now_ms: i64) -> String {
    let names = (read.names.of_person(swap.giver_id), read.names.of_person(swap.taker_id));
    let back = swap.back_from_at.zip(swap.back_to_at).map(|(from, to)| said(say, from.0, to.0, now_ms));
    let key = if back.is_some() { "rotas-swap-both" } else { "rotas-swap-one" };
    let words = [
        ("giver", names.0.into()),
        ("taker", names.1.into()),
        ("when", said(say, swap.from_at.0, swap.to_at.0, now_ms).into()),
        ("back", back.unwrap_or_default().into()),
    ];
    say.say_with(key, &words).into_owned()
}

/// Who can be put on: oneself, by a lead anybody.
fn people(read: &Read, me: Option<PersonId>, manages: bool, chosen: &str) -> Vec<Choice> {
    let own = me.map(|person| person.to_string()).unwrap_or_default();
    let chosen = if chosen.is_empty() { own.as_str() } else { chosen };
    let open = read.agents.iter().filter(|(id, _)| manages || me == Some(*id));
    open.map(|(id, name)| Choice::new(id, name, chosen)).collect()
}

/// Duty that can be given away: one's own, by a lead anybody's.
fn gives(
    say: &Say,
    read: &Read,
    ahead: &[(Option<PersonId>, i64, i64)],
    me: Option<PersonId>,
    manages: bool,
    chosen: &str,
    now_ms: i64,
) -> Vec<Choice> {
    let open = ahead.iter().filter_map(|(person, from, to)| Some(((*person)?, *from, *to))).filter(|(p, ..)| manages || me == Some(*p));
    open.map(|(person, from, to)| {
        let label = format!("{}: {}", read.names.of_person(person), said(say, from, to, now_ms));
        Choice::new(word(person, from, to), label, chosen)
    })
    .collect()
}

/// Who can be asked, each alone or with a stretch of theirs that is taken back.
fn takes(
    say: &Say,
    read: &Read,
    ahead: &[(Option<PersonId>, i64, i64)],
    me: Option<PersonId>,
    manages: bool,
    chosen: &str,
    now_ms: i64,
) -> Vec<Choice> {
    let mut all = Vec::new();
    for (id, name) in read.agents.iter().filter(|(id, _)| manages || me != Some(*id)) {
        all.push(Choice::new(id, say.say1("rotas-take-alone", "name", name.as_str()), chosen));
        for (_, from, to) in ahead.iter().filter(|(person, ..)| *person == Some(*id)) {
            let when = format!("{} – {}", with_time(say, *from, now_ms), with_time(say, *to, now_ms));
            all.push(Choice::new(word(*id, *from, *to), say.say2("rotas-take-back", "name", name.as_str(), "when", when), chosen));
        }
    }
    all
}
