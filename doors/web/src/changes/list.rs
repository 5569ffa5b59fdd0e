//! `/changes`: those ahead, those the reader is asked about, or all of them.

use ::changes::{CHANGES_PAGE, ChangeLine, Which};
use askama::Template;
use axum::extract::{Query, State};
use catalogue::Say;
use serde::Deserialize;

use super::show::window;
use crate::desk::Desk;
use crate::frame::{here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Choice, Pager, Section, Shell};

/// Which changes, and how many of them are skipped.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    which: String,
    skip: usize,
}

#[derive(Template)]
#[template(path = "changes/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    tabs: Vec<Choice>,
    /// The change, and its window in words.
    lines: Vec<(ChangeLine, String)>,
    pager: Pager,
}

/// `GET /changes`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let (reader, skip) = (visitor.clone(), asked.skip);
    let which = asked.which.parse().unwrap_or(Which::Ahead);
    let (shell, found) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Problems, vec![here(reader.say.say("changes-title"))])?;
            Ok((shell, changes::changes(conn, &reader.actor, which, skip)?))
        })
        .await?;
    let say = &visitor.say;
    let at = |skip: usize| format!("/changes?which={which}&skip={skip}");
    let pager = Pager {
        text: if found.lines.is_empty() { String::new() } else { say.say1("changes-shown", "count", found.lines.len()).into_owned() },
        before: if skip > 0 { at(skip.saturating_sub(CHANGES_PAGE)) } else { String::new() },
        after: if found.more { at(skip + CHANGES_PAGE) } else { String::new() },
    };
    let tab = |other: &Which| Choice::new(other, say.say(&format!("changes-{other}")), which.as_str());
    let now = shell.now_ms;
    let line = |line: ChangeLine| {
        let when = window(say, line.change.starts_at, line.change.ends_at, now);
        (line, when)
    };
    let lines = found.lines.into_iter().map(line).collect();
    html(&Page { t: say, shell, tabs: Which::ALL.iter().map(tab).collect(), lines, pager })
}
