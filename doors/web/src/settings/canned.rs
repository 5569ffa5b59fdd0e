//! `/settings/canned-answers`: texts for what is asked again and again; one's own, and those of teams and the whole desk.

use askama::Template;
use automation::{CannedAnswer, CannedId, Placeholder, SaveCanned, Scope};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::{Language, Say};
use outcome::Refusal;
use people::{Actor, Role, TeamId, directory};
use serde::Deserialize;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

const HERE: &str = "/settings/canned-answers";

/// A canned answer in the list.
struct Line {
    id: i64,
    name: String,
    scope: String,
    uses: String,
    away: bool,
}

#[derive(Template)]
#[template(path = "settings/canned.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    id: Option<i64>,
    archived: bool,
    /// May the reader change the one that is open, or add one?
    may: bool,
    typed: Typed,
    scopes: Vec<Choice>,
    /// The language, and what its text looks like with examples filled in, as HTML.
    looks: Vec<(&'static str, String)>,
    placeholders: Vec<(String, String)>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    scope: String,
    text_en: String,
    text_de: String,
}

impl Typed {
    fn of(canned: &CannedAnswer) -> Self {
        let text = |language: Language| canned.texts.get(language.as_str()).cloned().unwrap_or_default();
        let (text_en, text_de) = (text(Language::En), text(Language::De));
        Self { name: canned.name.clone(), scope: scope_word(canned.scope), text_en, text_de }
    }

    fn input(&self, actor: &Actor, id: Option<CannedId>) -> SaveCanned {
        let texts = vec![(Language::En, self.text_en.clone()), (Language::De, self.text_de.clone())];
        SaveCanned { id, name: self.name.clone(), scope: scope_of(actor, &self.scope), texts }
    }
}

/// `GET /settings/canned-answers`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/canned-answers`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, None, typed).await
}

/// `GET /settings/canned-answers/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CannedId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /settings/canned-answers/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CannedId>, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, Some(id), typed).await
}

async fn save_as(desk: &Desk, visitor: &SignedIn, id: Option<CannedId>, typed: Typed) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input(&visitor.actor, id));
    match caught(desk.db.write(move |tx| automation::save_canned(tx, &actor, &input)).await)? {
        Ok(saved) => Ok(with_flash(Redirect::to(&format!("{HERE}/{}", saved.id)), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(desk, visitor, id, Some(typed), &fields).await?),
    }
}

/// `POST /settings/canned-answers/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CannedId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| automation::archive_canned(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-archived").with("name", done.name).undo(format!("{HERE}/{id}/restore"), 0);
    Ok(with_flash(Redirect::to(HERE), &flash))
}

/// `POST /settings/canned-answers/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CannedId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| automation::restore_canned(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to(HERE), &Flash::new("toast-restored").with("name", done.name)))
}

/// How a scope stands in a form: `own`, `team-3`, `shared`.
pub fn scope_word(scope: Scope) -> String {
    match scope {
        Scope::Own(_) => "own".to_owned(),
        Scope::Team(team) => format!("team-{team}"),
        Scope::Shared => "shared".to_owned(),
    }
}

/// The scope that stands in a form; one's own where it says nothing else.
pub fn scope_of(actor: &Actor, word: &str) -> Scope {
    match (word, word.strip_prefix("team-").and_then(|team| team.parse().ok()), actor.person()) {
        (_, Some(team), _) => Scope::Team(team),
        ("shared", ..) | (_, _, None) => Scope::Shared,
        (.., Some(me)) => Scope::Own(me),
    }
}

/// The scopes that somebody can choose.
pub fn scopes(say: &Say, role: Role, teams: &[(TeamId, String)], chosen: &str) -> Vec<Choice> {
    let mut all = vec![Choice::new("own", say.say("prepared-own"), chosen)];
    if role >= Role::Lead {
        all.push(Choice::new("shared", say.say("prepared-shared"), chosen));
        all.extend(
            teams.iter().map(|(id, name)| Choice::new(format!("team-{id}"), say.say1("prepared-team", "name", name.as_str()), chosen)),
        );
    }
    all
}

/// A scope in words.
pub fn scope_words(say: &Say, scope: Scope, teams: &[(TeamId, String)]) -> String {
    match scope {
        Scope::Own(_) => say.say("prepared-own").into_owned(),
        Scope::Shared => say.say("prepared-shared").into_owned(),
        Scope::Team(team) => {
            let name = teams.iter().find(|(id, _)| *id == team).map(|(_, name)| name.as_str()).unwrap_or_default();
            say.say1("prepared-team", "name", name).into_owned()
        }
    }
}

/// Every placeholder as it is written, and what it stands for; the desk's own fields behind them.
pub fn placeholders(say: &Say, forms: &tickets::Forms) -> Vec<(String, String)> {
    let known = Placeholder::ALL.iter().map(|p| (p.written(), say.say(&p.key()).into_owned()));
    let open = forms.fields.iter().filter(|f| f.archived_at.is_none());
    known.chain(open.map(|f| (format!("{{{{field.{}}}}}", f.key), f.name.clone()))).collect()
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<CannedId>, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "canned-answers"));
    let up = crumbs(&visitor.say, &nav);
    let read = desk.db.read(move |conn| {
        let teams = directory::teams(conn, &reader.actor)?.into_iter().filter(|t| t.archived_at.is_none()).map(|t| (t.id, t.name));
        let all = automation::canned_answers(conn, &reader.actor)?;
        Ok((shell(conn, &reader, Section::Settings, up.clone())?, all, teams.collect::<Vec<_>>(), tickets::forms(conn)?))
    });
    let (mut shell, all, teams, forms) = read.await?;
    let say = &visitor.say;
    let open = match id {
        Some(id) => Some(all.iter().find(|c| c.id == id).ok_or(Refusal::NotFound)?),
        None => None,
    };
    if let Some(open) = open {
        shell.crumbs = crumbs_below(say, &nav, "canned-answers", &open.name);
    }
    let line = |c: &CannedAnswer| Line {
        id: c.id.0,
        name: c.name.clone(),
        scope: scope_words(say, c.scope, &teams),
        uses: say.say1("prepared-uses", "count", c.uses).into_owned(),
        away: c.archived_at.is_some(),
    };
    let looks = |c: &CannedAnswer| {
        let of = |language: Language| {
            let text = c.texts.get(language.as_str())?;
            let say = Say::new(desk.catalogue, language, say.zone.clone());
            Some((language.own_name(), text::markdown::to_html(&automation::example(&say, text)).into_string()))
        };
        Language::ALL.into_iter().filter_map(of).collect()
    };
    let typed = typed.or_else(|| open.map(Typed::of)).unwrap_or_default();
    Ok(Page {
        t: say,
        lines: if open.is_none() { all.iter().map(line).collect() } else { Vec::new() },
        archived: open.is_some_and(|c| c.archived_at.is_some()),
        may: open.is_none_or(|c| c.scope.may_change(&visitor.actor)),
        scopes: scopes(say, visitor.actor.role, &teams, &typed.scope),
        looks: open.map(looks).unwrap_or_default(),
        placeholders: placeholders(say, &forms),
        id: id.map(|id| id.0),
        typed,
        shell,
        nav,
        fields,
    })
}
