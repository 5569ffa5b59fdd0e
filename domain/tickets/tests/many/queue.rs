//! Lists hold what they say, in the order they say, page by page, for whoever may see it.

use std::collections::BTreeSet;

use db::{Conn, params};
use jiff::tz::TimeZone;
use outcome::{Error, Refusal};
use people::Actor;
use tickets::{
    Counts, Cursor, GroupBy, List, Move, Order, POSITION_MAX, Queue, QueueAsk, Sort, TeamCount, count_up_to, counts, neighbours, queue,
};

use crate::rows::{Cast, Dice, cast, ids, many, ticket};

fn read(cast: &Cast, actor: &Actor, ask: QueueAsk) -> Queue {
    let actor = actor.clone();
    cast.desk.db.read_now(move |conn| queue(conn, &actor, &ask)).unwrap()
}

fn numbers(queue: &Queue) -> Vec<i64> {
    queue.rows.iter().map(|row| row.id.0).collect()
}

/// Every number of the list, page by page forwards; then again backwards, which must be the same.
fn walk(conn: &Conn, actor: &Actor, ask: &QueueAsk) -> Vec<i64> {
    let mut forwards = Vec::new();
    let mut ask = ask.clone();
    let mut last: Option<Queue> = None;
    for page in 0..1_000 {
        let queue = queue(conn, actor, &ask).unwrap();
        assert_eq!(queue.prev.is_some(), page > 0, "the first page, and it alone, has none before it");
        forwards.extend(numbers(&queue));
        let next = queue.next.as_ref().map(|cursor| cursor.to_string().parse::<Cursor>().unwrap());
        last = Some(queue);
        match next {
            Some(cursor) => ask.after = Some(cursor),
            None => break,
        }
    }
    let last = last.unwrap();
    let mut backwards = numbers(&last);
    ask.after = last.prev;
    while ask.after.is_some() {
        let page = queue(conn, actor, &ask).unwrap();
        backwards.splice(0..0, numbers(&page));
        assert!(page.next.is_some(), "a page before another has one after it");
        ask.after = page.prev;
    }
    assert_eq!(forwards, backwards);
    forwards
}

#[test]
fn paging_visits_every_visible_ticket_once_in_every_order() {
    let cast = cast();
    many(&cast, 120, 7);
    let actors = [cast.ann.clone(), cast.lee.clone(), cast.ada.clone()];
    for actor in actors {
        let hidden = if actor.person() == cast.lee.person() { 0 } else { cast.restricted.0 };
        let sql = "SELECT id FROM tickets WHERE COALESCE(team_id, 0) <> $1 OR $1 = 0";
        let seen: BTreeSet<i64> = ids(&cast, sql, params![hidden].to_vec()).into_iter().collect();
        cast.desk
            .db
            .read_now(move |conn| {
                let mut dice = Dice(3);
                for sort in Sort::ALL {
                    for descending in [true, false] {
                        for group_by in [None, Some(dice.pick(GroupBy::ALL))] {
                            let order = vec![Order { sort: *sort, descending }];
                            let ask = QueueAsk { order, group_by, limit: 17 + dice.roll(30), ..QueueAsk::new(List::Everything) };
                            let walked = walk(conn, &actor, &ask);
                            assert_eq!(walked.len(), seen.len(), "{sort} {descending} {group_by:?}");
                            assert_eq!(walked.iter().copied().collect::<BTreeSet<_>>(), seen);
                        }
                    }
                }
                for group_by in GroupBy::ALL {
                    let ask = QueueAsk { group_by: Some(*group_by), limit: 25, ..QueueAsk::new(List::Everything) };
                    let rows = queue(conn, &actor, &QueueAsk { limit: 100, ..ask.clone() })?.rows;
                    let groups: Vec<String> = rows.iter().map(|row| format!("{:?}", row.group(*group_by))).collect();
                    let mut heads = groups.clone();
                    heads.dedup();
                    assert_eq!(heads.iter().collect::<BTreeSet<_>>().len(), heads.len(), "a group of {group_by} is torn: {heads:?}");
                    assert_eq!(walk(conn, &actor, &ask).len(), seen.len());
                }
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn lists_hold_what_they_say() {
    let cast = cast();
    many(&cast, 150, 11);
    let (ann, lee) = (cast.ann.person().unwrap(), cast.lee.person().unwrap());
    let unfinished = "status NOT IN ('resolved', 'closed')";
    let open = format!("COALESCE(team_id, 0) <> {}", cast.restricted);
    let expect = |actor: &Actor, list: List, condition: String| {
        let listed: BTreeSet<i64> = cast
            .desk
            .db
            .read_now({
                let (actor, ask) = (actor.clone(), QueueAsk { limit: 100, ..QueueAsk::new(list.clone()) });
                move |conn| Ok(walk(conn, &actor, &ask))
            })
            .unwrap()
            .into_iter()
            .collect();
        let sql: &'static str = Box::leak(format!("SELECT id FROM tickets WHERE {condition}").into_boxed_str());
        assert_eq!(listed, ids(&cast, sql, Vec::new()).into_iter().collect(), "{list:?}");
        assert!(!listed.is_empty(), "{list:?} proves nothing");
    };
    let seen = &open;
    expect(&cast.ann, List::Mine, format!("assignee_id = {ann} AND {unfinished} AND {seen}"));
    expect(&cast.ann, List::Unassigned, format!("assignee_id IS NULL AND {unfinished} AND {seen}"));
    expect(&cast.ann, List::Team(cast.open_team), format!("team_id = {} AND {unfinished} AND {seen}", cast.open_team));
    expect(&cast.ann, List::MyTeams, format!("team_id = {} AND {unfinished} AND {seen}", cast.open_team));
    expect(&cast.ann, List::Waiting, format!("status = 'waiting' AND {seen}"));
    expect(&cast.ann, List::All, format!("{unfinished} AND {seen}"));
    expect(&cast.lee, List::Team(cast.restricted), format!("team_id = {} AND {unfinished}", cast.restricted));
    expect(&cast.lee, List::Mine, format!("assignee_id = {lee} AND {unfinished}"));
    let rita = cast.rita.person().unwrap();
    expect(&cast.ann, List::AskedBy(rita), format!("requester_id = {rita} AND {open}"));
    expect(&cast.lee, List::Organization(cast.acme), format!("organization_id = {}", cast.acme));
    expect(&cast.rita, List::Own, format!("requester_id = {rita}"));
    let sees = Actor { sees_organization: true, ..cast.rita.clone() };
    expect(&sees, List::Own, format!("requester_id = {rita} OR (organization_id = {} AND {open})", cast.acme));
    expect(
        &cast.ann,
        List::Filter("status:open,new assignee:none".into()),
        format!("status IN ('open', 'new') AND assignee_id IS NULL AND {seen}"),
    );
    expect(&cast.ann, List::Filter("assignee:me priority>=high".into()), format!("assignee_id = {ann} AND priority <= 2 AND {seen}"));
    expect(&cast.ann, List::Filter("requester:\"Ralf Romer\" -team:mine".into()), {
        let ralf = cast.ralf.person().unwrap();
        format!("requester_id = {ralf} AND COALESCE(team_id, 0) <> {} AND {seen}", cast.open_team)
    });
}

#[test]
fn a_requester_has_no_queue() {
    let cast = cast();
    many(&cast, 5, 1);
    let rita = cast.rita.clone();
    let refused = cast.desk.db.read_now(move |conn| queue(conn, &rita, &QueueAsk::new(List::All)));
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed("use_queue")))));
}

#[test]
fn a_page_is_one_statement_and_so_are_the_counts() {
    let cast = cast();
    many(&cast, 60, 5);
    let ann = cast.ann.clone();
    cast.desk
        .db
        .read_now(move |conn| {
            let mut before = conn.statements();
            let mut spent = |what: &str, most: u64| {
                let after = conn.statements();
                assert!(after - before <= most, "{what} took {} statements", after - before);
                before = after;
            };
            queue(conn, &ann, &QueueAsk::new(List::Mine))?;
            spent("a list", 1);
            queue(conn, &ann, &QueueAsk::new(List::Filter("status:open assignee:me tag:vpn sort:-priority".into())))?;
            spent("a filter without names", 1);
            queue(conn, &ann, &QueueAsk::new(List::Filter("requester:\"Rita Roe\"".into())))?;
            spent("a filter with a name", 2);
            counts(conn, &ann)?;
            spent("the counts", 1);
            count_up_to(conn, &ann, &List::All, &TimeZone::UTC, 50)?;
            spent("a count", 1);
            let row = queue(conn, &ann, &QueueAsk::new(List::All))?.rows.remove(0).id;
            spent("a list", 1);
            neighbours(conn, &ann, &QueueAsk::new(List::All), row)?;
            spent("neighbours", 2);
            Ok(())
        })
        .unwrap();
}

/// PostgreSQL plans by the sizes of its tables, which a test does not have; SQLite plans by what the statement says.
#[test]
fn the_usual_lists_walk_along_an_index_and_sort_nothing() {
    let cast = cast();
    many(&cast, 50, 2);
    if cast.desk.db.engine_name() != "sqlite" {
        return;
    }
    let (ann, lists) = (
        cast.ann.clone(),
        [
            (List::Mine, "tickets_mine"),
            // PostgreSQL walks along tickets_unassigned: there, IS NULL fixes no place in an index.
            (List::Unassigned, "tickets_mine"),
            (List::Team(cast.open_team), "tickets_of_team"),
            // Several teams are several stretches of the index; what is sorted is their unfinished tickets, and nothing else.
            (List::MyTeams, "tickets_of_team"),
            (List::Waiting, "tickets_status"),
            (List::All, "tickets_unfinished"),
            (List::Everything, "tickets_updated"),
            (List::AskedBy(cast.rita.person().unwrap()), "tickets_asked_by"),
            (List::Organization(cast.acme), "tickets_asked_for"),
            (List::Filter("tag:vpn".into()), "tickets_updated"),
        ],
    );
    cast.desk
        .db
        .read_now(move |conn| {
            for (list, index) in &lists {
                for page in 1..=2 {
                    let first = QueueAsk { limit: 1, ..QueueAsk::new(list.clone()) };
                    let after = if page == 1 { None } else { queue(conn, &ann, &first)?.next.or_else(|| "fWzEsMV0".parse().ok()) };
                    let (sql, params) = tickets::statement_of(conn, &ann, &QueueAsk { after, ..first })?;
                    let mut plan = Vec::new();
                    conn.each::<(i64, i64, i64, String)>(&format!("EXPLAIN QUERY PLAN {sql}"), &params, |(.., step)| {
                        plan.push(step);
                        Ok(())
                    })?;
                    let plan = plan.join("\n");
                    assert!(plan.contains(index), "{list:?}, page {page}, does not use {index}:\n{plan}");
                    assert!(*list == List::MyTeams || !plan.contains("TEMP B-TREE"), "{list:?}, page {page}, sorts:\n{plan}");
                    assert!(!plan.lines().any(|step| step == "SCAN t"), "{list:?}, page {page}, reads every ticket:\n{plan}");
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_cursor_of_another_order_or_none_at_all_is_refused() {
    let cast = cast();
    many(&cast, 30, 9);
    let first = read(&cast, &cast.ann, QueueAsk { limit: 3, ..QueueAsk::new(List::All) });
    let ann = cast.ann.clone();
    cast.desk
        .db
        .read_now(move |conn| {
            let order = vec![Order::usual(Sort::Requester), Order::usual(Sort::Subject)];
            let ask = QueueAsk { after: first.next.clone(), order, ..QueueAsk::new(List::All) };
            assert!(matches!(queue(conn, &ann, &ask), Err(Error::Refused(Refusal::Invalid(_)))));
            for limit in [0, 101] {
                let ask = QueueAsk { limit, ..QueueAsk::new(List::All) };
                assert!(matches!(queue(conn, &ann, &ask), Err(Error::Refused(Refusal::Invalid(_)))));
            }
            let ask = QueueAsk::new(List::Filter("stauts:open".into()));
            let Err(Error::Refused(Refusal::Invalid(wrong))) = queue(conn, &ann, &ask) else { panic!("a misspelled field was read") };
            assert_eq!(wrong[0].says.key, "filter-field-misspelled");
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_counts_are_what_the_lists_hold() {
    let cast = cast();
    many(&cast, 200, 21);
    for actor in [cast.ann.clone(), cast.lee.clone(), cast.ada.clone()] {
        let (open_team, restricted) = (cast.open_team, cast.restricted);
        cast.desk
            .db
            .read_now(move |conn| {
                let counted: Counts = counts(conn, &actor)?;
                let listed = |list: List| i64::try_from(walk(conn, &actor, &QueueAsk { limit: 100, ..QueueAsk::new(list) }).len()).unwrap();
                assert_eq!(counted.mine, listed(List::Mine));
                assert_eq!(counted.unassigned, listed(List::Unassigned));
                assert_eq!(counted.waiting, listed(List::Waiting));
                assert_eq!(counted.all_unfinished, listed(List::All));
                assert_eq!(counted.my_teams, listed(List::MyTeams));
                let of = |team| counted.teams.iter().find(|t: &&TeamCount| t.team == team).map_or(0, |t| t.unfinished);
                assert_eq!(of(open_team), listed(List::Team(open_team)));
                assert_eq!(of(restricted), listed(List::Team(restricted)));
                assert_eq!(count_up_to(conn, &actor, &List::All, &TimeZone::UTC, 10)?, 10);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn neighbours_are_the_rows_above_and_below() {
    let cast = cast();
    many(&cast, 90, 33);
    let ann = cast.ann.clone();
    cast.desk
        .db
        .read_now(move |conn| {
            for order in [Order::usual(Sort::Updated), Order::usual(Sort::Priority), Order { sort: Sort::Requester, descending: true }] {
                let ask = QueueAsk { order: vec![order], group_by: Some(GroupBy::Team), ..QueueAsk::new(List::All) };
                let all = walk(conn, &ann, &ask);
                for (i, id) in all.iter().enumerate() {
                    let found = neighbours(conn, &ann, &ask, tickets::TicketId(*id))?;
                    assert_eq!(found.previous.map(|t| t.0), i.checked_sub(1).map(|i| all[i]));
                    assert_eq!(found.next.map(|t| t.0), all.get(i + 1).copied());
                    assert_eq!(found.position, Some(i + 1));
                }
            }
            // One that has left the list still has neighbours, and no place in it.
            let (resolved,) =
                conn.one::<(i64,)>("SELECT id FROM tickets WHERE status = 'resolved' AND team_id IS NULL LIMIT 1", params![])?;
            let found = neighbours(conn, &ann, &QueueAsk::new(List::All), tickets::TicketId(resolved))?;
            assert!(found.position.is_none() && (found.next.is_some() || found.previous.is_some()));
            let (hidden,) = conn.one::<(i64,)>("SELECT id FROM tickets WHERE team_id = 2 AND requester_id <> 1 LIMIT 1", params![])?;
            assert_eq!(neighbours(conn, &ann, &QueueAsk::new(List::All), tickets::TicketId(hidden))?, tickets::Neighbours::default());
            assert_eq!(POSITION_MAX, 1_000);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_row_shows_names_whose_move_it_is_and_what_is_unread() {
    let cast = cast();
    let (team, acme) = (cast.open_team, cast.acme);
    let (ann, rita) = (cast.ann.person().unwrap(), cast.rita.person().unwrap());
    let id = cast
        .desk
        .db
        .write_now(move |tx| {
            let id = ticket(tx, "VPN drops", "open", Some(team), Some(ann), rita, Some(acme), 2, 1_000, "requester")?;
            tx.execute_one("UPDATE tickets SET last_message_by = $2, first_replied_at = 500 WHERE id = $1", params![id, rita])?;
            for (audience, author) in [("public", rita), ("internal", ann)] {
                let sql = "INSERT INTO messages (ticket_id, audience, author_id, side, door, body, body_html, created_at) \
                           VALUES ($1, $2, $3, 'staff', 'web', 'x', 'x', 0)";
                tx.execute_one(sql, params![id, audience, author])?;
            }
            Ok(id)
        })
        .unwrap();
    let row = read(&cast, &cast.ann, QueueAsk::new(List::Mine)).rows.remove(0);
    assert_eq!((row.requester.as_str(), row.organization.as_deref(), row.team.as_deref()), ("Rita Roe", Some("Acme"), Some("Leeds desk")));
    assert_eq!(row.assignee.as_deref(), Some("Ann Ash"));
    assert_eq!(row.whose_move(), Move::Answer(Some("Rita Roe"), db::Moment(1_000)));
    assert!(row.is_unread, "Rita's message is unread");
    let unread_of = |actor: &Actor, list: List| read(&cast, actor, QueueAsk::new(list)).rows.iter().any(|row| row.is_unread);
    assert!(unread_of(&cast.lee, List::All), "Lee has read nothing");
    assert!(!unread_of(&cast.rita, List::Own), "Rita wrote the one message she may read");
    cast.desk
        .db
        .write_now(move |tx| {
            let sql = "INSERT INTO reads (ticket_id, person_id, message_id, at) SELECT $1, $2, MAX(id), 0 FROM messages";
            tx.execute_one(sql, params![id, ann])
        })
        .unwrap();
    assert!(!unread_of(&cast.ann, List::Mine));
}
