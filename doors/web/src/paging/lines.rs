//! A page in a list: what it is about, who was called when, and what happens next.

use ::paging::{Pages, State};
use catalogue::Say;

/// A call.
pub struct Call {
    pub text: String,
    pub at_ms: i64,
    pub nobody: bool,
}

/// A page.
pub struct Line {
    pub id: i64,
    pub ticket: i64,
    pub subject: String,
    pub state: String,
    pub waits: bool,
    pub unanswered: bool,
    pub calls: Vec<Call>,
}

/// Pages as they are shown, in their order.
#[must_use]
pub fn lines(say: &Say, pages: &Pages, now_ms: i64) -> Vec<Line> {
    let line = |page: &::paging::PageLine| Line {
        id: page.id.0,
        ticket: page.ticket_id.0,
        subject: page.subject.clone(),
        state: state(say, page, now_ms),
        waits: matches!(page.state, State::Open | State::Unanswered),
        unanswered: page.state == State::Unanswered,
        calls: calls(say, pages, page.id),
    };
    pages.pages.iter().map(line).collect()
}

fn state(say: &Say, page: &::paging::PageLine, now_ms: i64) -> String {
    let time = |at: Option<db::Moment>| at.map(|at| say.day_time(at.0, now_ms).into_owned()).unwrap_or_default();
    match page.state {
        State::Open => say.say1("page-state-open", "time", time(page.next_at)).into_owned(),
        State::Unanswered => say.say1("page-state-unanswered", "time", time(page.ended_at)).into_owned(),
        State::Over => say.say1("page-state-over", "time", time(page.ended_at)).into_owned(),
        State::Withdrawn => say.say1("page-state-withdrawn", "time", time(page.ended_at)).into_owned(),
        State::Acknowledged => {
            let after = page.ended_at.map_or(0, |at| at.0 - page.created_at.0);
            let name = page.answered_by.as_deref().unwrap_or("?");
            say.say2("page-state-acknowledged", "name", name, "span", say.span(after).into_owned()).into_owned()
        }
    }
}

/// One line for each step: everybody whom it called.
fn calls(say: &Say, pages: &Pages, page: ::paging::PageId) -> Vec<Call> {
    let own: Vec<_> = pages.calls.iter().filter(|call| call.page_id == page).collect();
    own.chunk_by(|a, b| a.step == b.step)
        .filter_map(|step| {
            let first = step.first()?;
            let names: Vec<String> = step.iter().filter_map(|call| call.name.clone()).collect();
            let whom = say.say(&format!("paged-{}", first.whom.as_str().replace('_', "-")));
            let text = match names.is_empty() {
                true => say.say1("page-call-nobody", "whom", whom.as_ref()),
                false => say.say2("page-call", "names", say.list(&names), "whom", whom.as_ref()),
            };
            Some(Call { text: text.into_owned(), at_ms: first.called_at.0, nobody: names.is_empty() })
        })
        .collect()
}
