//! Answers: by whom, changed, and what the figures make of them.

use people::Actor;
use satisfaction::{Figure, Rate, Results};
use testkit::{Cast, refused};
use tickets::{Satisfaction, TicketId};

use crate::{after_hours, desk, letters, resolved};

fn answer(desk: &Cast, by: &Actor, ticket: TicketId, score: Satisfaction, comment: Option<&str>) -> outcome::Result<satisfaction::Rating> {
    let (by, rate) = (by.clone(), Rate { ticket, score, comment: comment.map(str::to_owned) });
    desk.write(move |tx| satisfaction::rate(tx, &by, &rate))
}

fn results(desk: &Cast) -> Results {
    let lee = desk.lee.clone();
    desk.read(move |conn| satisfaction::results(conn, &lee)).expect("results")
}

#[test]
fn whoever_asked_answers_and_nobody_else() {
    let desk = desk();
    let ticket = resolved(&desk);
    assert_eq!(refused(answer(&desk, &desk.ann, ticket, Satisfaction::Good, None)), "not allowed: rate");
    assert_eq!(refused(answer(&desk, &desk.gus, ticket, Satisfaction::Good, None)), "not found");
    assert_eq!(refused(answer(&desk, &desk.rita, ticket, Satisfaction::Offered, None)), "score: satisfaction-score");
    answer(&desk, &desk.rita, ticket, Satisfaction::Good, None).expect("answered");
    assert_eq!(after_hours(&desk, 25), 0, "whoever answered in the portal is not asked any more");
    assert!(letters(&desk).is_empty());
    let ann = desk.ann.clone();
    desk.write(move |tx| tickets::reopen(tx, &ann, ticket).map(drop)).expect("it came back");
    assert_eq!(refused(answer(&desk, &desk.rita, ticket, Satisfaction::Bad, None)), "satisfaction-not-done");
}

#[test]
fn a_changed_answer_moves_the_figures_and_the_same_again_changes_nothing() {
    let desk = desk();
    let ticket = resolved(&desk);
    after_hours(&desk, 25);
    assert_eq!(results(&desk).desk, Figure { asked: 1, good: 0, bad: 0 });
    answer(&desk, &desk.rita, ticket, Satisfaction::Good, None).expect("answered");
    answer(&desk, &desk.rita, ticket, Satisfaction::Good, None).expect("the same again");
    assert_eq!(results(&desk).desk, Figure { asked: 1, good: 1, bad: 0 });
    answer(&desk, &desk.rita, ticket, Satisfaction::Bad, Some(" It is back. ")).expect("changed");
    let all = results(&desk);
    assert_eq!(all.desk, Figure { asked: 1, good: 0, bad: 1 });
    assert_eq!(all.people, [("Ann Ash".to_owned(), Figure { asked: 1, good: 0, bad: 1 })]);
    assert_eq!((all.latest[0].ticket, all.latest[0].comment.as_str()), (ticket, "It is back."));
    let told = desk.history(ticket);
    assert_eq!(told.iter().filter(|kind| *kind == "rated").count(), 2, "{told:?}");
    assert_eq!(
        refused(desk.read({
            let ann = desk.ann.clone();
            move |conn| satisfaction::results(conn, &ann)
        })),
        "not allowed: see_results"
    );
}

#[test]
fn tickets_are_found_by_their_mark() {
    let desk = desk();
    let (glad, other) = (resolved(&desk), resolved(&desk));
    answer(&desk, &desk.rita, glad, Satisfaction::Good, None).expect("answered");
    answer(&desk, &desk.rita, other, Satisfaction::Bad, None).expect("answered");
    let lee = desk.lee.clone();
    let found = desk.read(move |conn| {
        let sql = tickets::meets(conn, &lee, "satisfaction:good", &jiff::tz::TimeZone::UTC, tickets::Over::All, 1)
            .map_err(|_| outcome::Error::invalid("filter", "odd"))?;
        conn.all::<(TicketId,)>(&format!("SELECT t.id FROM tickets t WHERE {}", sql.condition), &sql.params)
    });
    assert_eq!(found.expect("found"), [(glad,)]);
}
