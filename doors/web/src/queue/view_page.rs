//! `/views/{id}`: a saved view's name, filter, order and whose it is.

use ::tickets::{EditView, GroupBy, Menus, Order, Sharing, Sort, View, ViewId};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use outcome::{Error, Refusal, Result};
use people::Actor;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    filter: String,
    sort: String,
    group: String,
    sharing: String,
}

#[derive(Template)]
#[template(path = "queue/view_page.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    typed: &'a Typed,
    sorts: Vec<Choice>,
    groups: Vec<Choice>,
    sharings: Vec<Choice>,
    fields: &'a Fields,
}

impl Typed {
    fn of(view: &View) -> Self {
        Self {
            name: view.name.clone(),
            filter: view.filter.clone(),
            sort: view.order.iter().map(Order::to_string).collect::<Vec<_>>().join(" "),
            group: view.group_by.map(|g| g.to_string()).unwrap_or_default(),
            sharing: word(view.sharing),
        }
    }

    fn edit(&self, view: ViewId, actor: &Actor) -> Result<EditView> {
        let unknown = |_| Error::from(Refusal::NotFound);
        Ok(EditView {
            view,
            name: self.name.clone(),
            sharing: sharing(&self.sharing, actor).ok_or(Refusal::NotFound)?,
            filter: self.filter.clone(),
            order: self.sort.split_whitespace().map(str::parse).collect::<anyhow::Result<_>>().map_err(unknown)?,
            group_by: if self.group.is_empty() { None } else { Some(self.group.parse().map_err(unknown)?) },
            position: None,
        })
    }
}

/// Whose a view is, as a form says it: `own`, `team-3`, `everybody`.
fn word(sharing: Sharing) -> String {
    match sharing {
        Sharing::Own(_) => "own".to_owned(),
        Sharing::Team(team) => format!("team-{team}"),
        Sharing::Everybody => "everybody".to_owned(),
    }
}

fn sharing(word: &str, actor: &Actor) -> Option<Sharing> {
    match word {
        "own" => actor.person().map(Sharing::Own),
        "everybody" => Some(Sharing::Everybody),
        team => Some(Sharing::Team(team.strip_prefix("team-")?.parse().ok()?)),
    }
}

/// `GET /views/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ViewId>) -> Answer {
    html(&page(&desk, &visitor, id, &mut Typed::default(), &Fields::default()).await?)
}

/// `POST /views/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ViewId>, Form(mut typed): Form<Typed>) -> Answer {
    let (actor, edit) = (visitor.actor.clone(), typed.edit(id, &visitor.actor)?);
    match caught(desk.db.write(move |tx| tickets::edit_view(tx, &actor, &edit)).await)? {
        Ok(view) => Ok(with_flash(Redirect::to(&format!("/tickets?list=view-{}", view.id)), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, id, &mut typed, &fields).await?),
    }
}

/// The page; what is not typed yet is what the view says.
async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: ViewId, typed: &'a mut Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let (shell, view, menus) = desk
        .db
        .read(move |conn| {
            let view = tickets::view(conn, &reader.actor, id)?;
            if !tickets::may_share(&reader.actor, view.sharing) {
                return Err(Refusal::NotAllowed("share_views").into());
            }
            let up = crumb(view.name.clone(), format!("/tickets?list=view-{id}"));
            let crumbs = vec![crumb(reader.say.say("nav-queue"), "/tickets"), up, here(reader.say.say("view-edit"))];
            Ok((shell(conn, &reader, Section::Queue, crumbs)?, view, tickets::menus(conn, &reader.actor)?))
        })
        .await?;
    if fields.is_empty() {
        *typed = Typed::of(&view);
    }
    let say = &visitor.say;
    Ok(Page {
        t: say,
        shell,
        id: id.0,
        sorts: sorts(say, &typed.sort),
        groups: GroupBy::ALL.iter().map(|g| Choice::new(g, say.say(&format!("queue-by-{g}")), &typed.group)).collect(),
        sharings: sharings(visitor, &menus, &typed.sharing),
        typed,
        fields,
    })
}

/// Each column in its usual order and the other way round, and the order that the view has already.
fn sorts(say: &Say, chosen: &str) -> Vec<Choice> {
    let both = |sort: &Sort| {
        let usual = Order::usual(*sort);
        [usual, Order { descending: !usual.descending, ..usual }]
    };
    let label = |order: &Order| {
        let key = if order.descending { "view-falling" } else { "view-rising" };
        say.say1(key, "column", say.say(&format!("queue-column-{}", order.sort)).as_ref()).into_owned()
    };
    let mut choices: Vec<Choice> = Sort::ALL.iter().flat_map(both).map(|order| Choice::new(order, label(&order), chosen)).collect();
    if !chosen.is_empty() && !choices.iter().any(|c| c.chosen) {
        let orders: Vec<String> = chosen.split_whitespace().filter_map(|o| o.parse::<Order>().ok()).map(|o| label(&o)).collect();
        choices.push(Choice::new(chosen, orders.join(", "), chosen));
    }
    choices
}

fn sharings(visitor: &SignedIn, menus: &Menus, chosen: &str) -> Vec<Choice> {
    let say = &visitor.say;
    let own = std::iter::once(Choice::new("own", say.say("view-own"), chosen));
    let everybody =
        tickets::may_share(&visitor.actor, Sharing::Everybody).then(|| Choice::new("everybody", say.say("view-everybody"), chosen));
    let teams = menus.teams.iter().filter(|(id, _)| tickets::may_share(&visitor.actor, Sharing::Team(*id)));
    let teams = teams.map(|(id, name)| Choice::new(format!("team-{id}"), say.say1("view-team", "team", name.as_str()), chosen));
    own.chain(teams).chain(everybody).collect()
}
