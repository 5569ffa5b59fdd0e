//! `/organizations`: by name.

use askama::Template;
use axum::extract::{Query, State};
use catalogue::Say;
use people::policy::{Action, allow};
use people::{Organization, directory};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Pager, Section, Shell};

/// Organizations of one page.
const PAGE_MAX: i64 = 100;

/// The name after which the page begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
}

#[derive(Template)]
#[template(path = "organizations/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    organizations: Vec<Organization>,
    may_add: bool,
    pager: Pager,
}

/// `GET /organizations`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let reader = visitor.clone();
    let (shell, mut organizations) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Organizations, vec![here(reader.say.say("nav-organizations"))])?;
            Ok((shell, directory::organizations(conn, &reader.actor, &asked.after, PAGE_MAX + 1)?))
        })
        .await?;
    let page_max = usize::try_from(PAGE_MAX).unwrap_or(usize::MAX);
    let more = organizations.len() > page_max;
    organizations.truncate(page_max);
    let next = |o: &Organization| {
        let name: String = url::form_urlencoded::byte_serialize(o.name.as_bytes()).collect();
        format!("/organizations?after={name}")
    };
    let after = organizations.last().filter(|_| more).map(next).unwrap_or_default();
    let text = visitor.say.say1("organizations-shown", "count", organizations.len()).into_owned();
    let may_add = allow(&visitor.actor, Action::AddOrganization).is_ok();
    html(&Page { t: &visitor.say, shell, organizations, may_add, pager: Pager { text, before: String::new(), after } })
}
