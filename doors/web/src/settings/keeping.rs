//! `/settings/keeping`: how long words and letters are kept, with a look at what a rule would touch, and what it did last.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use catalogue::Say;
use privacy::{Keeping, Kept, Ran};
use serde::Deserialize;

use super::nav::{Nav, crumbs, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// What was typed for one rule; `look` when it is only tried.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    rule: String,
    on: String,
    days: String,
    category: String,
    look: String,
}

impl Typed {
    fn keeping(&self, say: &Say) -> outcome::Result<Keeping> {
        let says = || outcome::Sentence::new("keeping-days").with("min", privacy::KEEP_DAYS_MIN).with("max", privacy::KEEP_DAYS_MAX);
        let days = self.days.trim().parse().map_err(|_| outcome::Error::invalid("days", says()))?;
        let called = say.say("erased-ticket-called").into_owned();
        Ok(Keeping { on: self.on == "yes", days, category: self.category.parse().ok(), called })
    }
}

/// A rule as the page shows it.
struct Rule {
    word: &'static str,
    on: bool,
    days: String,
    /// None where the rule has no category.
    categories: Option<Vec<Choice>>,
    ran: Ran,
    /// What it would touch, when that was asked.
    looked: Option<i64>,
    error: String,
}

#[derive(Template)]
#[template(path = "settings/keeping.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    rules: Vec<Rule>,
}

/// `GET /settings/keeping`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/keeping`: tries a rule, or sets it.
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let rule: Kept = typed.rule.parse().map_err(|_| outcome::Error::from(outcome::Refusal::NotFound))?;
    let (actor, wanted) = (visitor.actor.clone(), typed.keeping(&visitor.say));
    let look = !typed.look.is_empty();
    let done = match wanted {
        Ok(wanted) if look => desk.db.read(move |conn| privacy::would_touch(conn, &actor, rule, &wanted).map(Some)).await,
        Ok(wanted) => desk.db.write(move |tx| privacy::set_keeping(tx, &actor, rule, &wanted).map(|()| None)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(done)? {
        Ok(None) => Ok(with_flash(Redirect::to("/settings/keeping"), &Flash::new("toast-saved"))),
        Ok(looked) => html(&page(&desk, &visitor, Some((rule, typed)), looked, &Fields::default()).await?),
        Err(fields) => again(&page(&desk, &visitor, Some((rule, typed)), None, &fields).await?),
    }
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    typed: Option<(Kept, Typed)>,
    looked: Option<i64>,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "keeping"));
    let up = crumbs(&visitor.say, &nav);
    let (shell, kept, categories) = desk
        .db
        .read(move |conn| {
            let kept = Kept::ALL.iter().map(|rule| Ok((*rule, privacy::keeping(conn, &reader.actor, *rule)?)));
            let kept = kept.collect::<outcome::Result<Vec<_>>>()?;
            Ok((shell(conn, &reader, Section::Settings, up.clone())?, kept, tickets::categories(conn)?))
        })
        .await?;
    let say = &visitor.say;
    let rules = kept.into_iter().map(|(rule, (keeping, ran))| {
        let mine = typed.as_ref().filter(|(of, _)| *of == rule).map(|(_, typed)| typed.clone());
        let tried = mine.is_some();
        let shown = mine.unwrap_or_else(|| Typed {
            on: if keeping.on { "yes".to_owned() } else { String::new() },
            days: keeping.days.to_string(),
            category: keeping.category.map(|c| c.to_string()).unwrap_or_default(),
            ..Typed::default()
        });
        let categories = (rule == Kept::Words).then(|| {
            let all = Choice::new("", say.say("settings-keeping-all"), &shown.category);
            let active = categories.iter().filter(|c| c.archived_at.is_none() || shown.category == c.id.to_string());
            std::iter::once(all).chain(active.map(|c| Choice::new(c.id, c.path.as_str(), &shown.category))).collect()
        });
        Rule {
            word: rule.as_str(),
            on: shown.on == "yes",
            days: shown.days,
            categories,
            ran,
            looked: looked.filter(|_| tried),
            error: if tried { fields.of("days", say).to_string() } else { String::new() },
        }
    });
    Ok(Page { t: say, shell, nav, rules: rules.collect() })
}
