//! Work written down.

use people::Actor;
use tickets::{MINUTES_MAX, SpendTime, TicketId, TimeEntryId, remove_time, spend_time, time_entries};

use crate::rows::{Cast, act, ask, cast, open, refusal, ticket_of};

fn spend(cast: &Cast, actor: &Actor, ticket: TicketId, minutes: i64) -> outcome::Result<TimeEntryId> {
    act(cast, actor, move |tx, actor| spend_time(tx, actor, &SpendTime { ticket, minutes, note: " on the phone ".into() }))
}

#[test]
fn minutes_add_up_and_ones_own_can_be_taken_out() {
    let cast = cast();
    let ticket = open(&cast, "VPN", "x");
    let first = spend(&cast, &cast.ann, ticket, 25).unwrap();
    spend(&cast, &cast.lee, ticket, MINUTES_MAX).unwrap();
    assert_eq!(ticket_of(&cast, ticket).minutes_spent, 25 + MINUTES_MAX);
    let lines = ask(&cast, &cast.ann, move |conn, actor| time_entries(conn, actor, ticket)).unwrap();
    assert_eq!(
        lines.iter().map(|line| (line.person.as_str(), line.minutes, line.note.as_str())).collect::<Vec<_>>(),
        [("Lee Lund", MINUTES_MAX, "on the phone"), ("Ann Ash", 25, "on the phone")]
    );
    assert_eq!(refusal(act(&cast, &cast.lee, move |tx, actor| remove_time(tx, actor, first))), "log_time");
    act(&cast, &cast.ann, move |tx, actor| remove_time(tx, actor, first)).unwrap();
    assert_eq!(ticket_of(&cast, ticket).minutes_spent, MINUTES_MAX);
    assert_eq!(refusal(act(&cast, &cast.ann, move |tx, actor| remove_time(tx, actor, first))), "not-found");
}

#[test]
fn minutes_have_bounds_and_time_is_the_desks_own() {
    let cast = cast();
    let ticket = open(&cast, "VPN", "x");
    for wrong in [0, -5, MINUTES_MAX + 1] {
        assert_eq!(refusal(spend(&cast, &cast.ann, ticket, wrong)), "minutes-wrong");
    }
    assert_eq!(refusal(spend(&cast, &cast.rita, ticket, 5)), "log_time");
    assert_eq!(refusal(ask(&cast, &cast.rita, move |conn, actor| time_entries(conn, actor, ticket))), "see_internal");
}
