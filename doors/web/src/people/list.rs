//! `/people`: by name, or by what was typed.

use askama::Template;
use axum::extract::{Query, State};
use catalogue::Say;
use people::directory::PeoplePage;
use people::{PersonBrief, PersonId, Role};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Avatar, Choice, Pager, Section, Shell};

/// People of one page.
const PAGE_MAX: i64 = 100;

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    role: String,
    gone: String,
    after: String,
}

/// A person in the list.
pub struct Line {
    /// Their circle.
    pub avatar: Avatar,
    /// What a list knows of them.
    pub person: PersonBrief,
}

impl From<PersonBrief> for Line {
    fn from(person: PersonBrief) -> Self {
        Self { avatar: Avatar::of(&person.name, person.id.0), person }
    }
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    q: &'a str,
    roles: Vec<Choice>,
    gone: bool,
    lines: Vec<Line>,
    pager: Pager,
}

/// `GET /people`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let (reader, wanted) = (visitor.clone(), asked.clone());
    let (shell, mut found) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::People, vec![here(reader.say.say("nav-people"))])?;
            let found = if wanted.q.trim().is_empty() {
                // One more than a page tells whether there is a next one.
                let page = PeoplePage {
                    role: wanted.role.parse::<Role>().ok(),
                    organization: None,
                    deactivated: wanted.gone == "yes",
                    after: wanted.after.parse().ok().map(PersonId),
                    max: PAGE_MAX + 1,
                };
                people::directory::list_people(conn, &reader.actor, &page)?
            } else {
                people::find_people(conn, &reader.actor, &wanted.q, PAGE_MAX)?
            };
            Ok((shell, found))
        })
        .await?;
    let page_max = usize::try_from(PAGE_MAX).unwrap_or(usize::MAX);
    let more = found.len() > page_max;
    found.truncate(page_max);
    let say = &visitor.say;
    let mut roles = vec![Choice::new("", say.say("people-all-roles"), &asked.role)];
    roles.extend(Role::ALL.iter().map(|r| Choice::new(r, say.say(&format!("role-{r}")), &asked.role)));
    let after = found.last().filter(|_| more).map(|p| next_href(&asked, p.id)).unwrap_or_default();
    let pager = Pager { text: say.say1("people-shown", "count", found.len()).into_owned(), before: String::new(), after };
    html(&Page { t: say, shell, q: &asked.q, roles, gone: asked.gone == "yes", lines: found.into_iter().map(Line::from).collect(), pager })
}

fn next_href(asked: &Asked, after: PersonId) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("role", asked.role.as_str()), ("gone", asked.gone.as_str()), ("after", &after.to_string())] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    format!("/people?{}", query.finish())
}
