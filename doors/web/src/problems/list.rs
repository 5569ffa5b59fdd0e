//! `/problems`: those that somebody is at, known errors, or all of them.

use ::problems::{ProblemId, ProblemLine, Which};
use askama::Template;
use axum::extract::{Query, State};
use catalogue::Say;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Choice, Pager, Section, Shell};

/// Which problems, and before which one the page begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    which: String,
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "problems/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    tabs: Vec<Choice>,
    lines: Vec<ProblemLine>,
    pager: Pager,
}

/// `GET /problems`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let reader = visitor.clone();
    let which = asked.which.parse().unwrap_or(Which::Unfinished);
    let (shell, found) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Problems, vec![here(reader.say.say("nav-problems"))])?;
            Ok((shell, problems::problems(conn, &reader.actor, which, asked.before.map(ProblemId))?))
        })
        .await?;
    let say = &visitor.say;
    let last = found.lines.last().filter(|_| found.more);
    let pager = Pager {
        text: if found.lines.is_empty() { String::new() } else { say.say1("problems-shown", "count", found.lines.len()).into_owned() },
        before: String::new(),
        after: last.map(|line| format!("/problems?which={which}&before={}", line.problem.id)).unwrap_or_default(),
    };
    let tab = |other: &Which| Choice::new(other, say.say(&format!("problems-{other}")), which.as_str());
    html(&Page { t: say, shell, tabs: Which::ALL.iter().map(tab).collect(), lines: found.lines, pager })
}
