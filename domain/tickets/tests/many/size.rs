//! How long lists take with very many tickets: run by hand, with `--run-ignored only` and `FIRSTLINE_TEST_TICKETS=1000000`.

use std::time::Instant;

use db::fulltext::{Audience, Part};
use db::params;
use jiff::tz::TimeZone;
use tickets::{List, Order, QueueAsk, Sort, count_up_to, counts, jump, neighbours, queue, search, similar_to_text};

use crate::rows::cast;

/// The slowest answer that a list may take at a million tickets in an unoptimised build, in milliseconds, beside
/// whatever else the machine does. What costs most is a filter for something rare that no index leads to: it walks all tickets.
const SLOWEST_MS: u128 = 2_000;

#[test]
#[ignore = "writes a hundred thousand tickets or more"]
fn lists_stay_quick_with_very_many_tickets() {
    let cast = cast();
    let count: i64 = std::env::var("FIRSTLINE_TEST_TICKETS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let (team, restricted, ann, rita, ralf, acme) =
        (cast.open_team, cast.restricted, cast.ann.person(), cast.rita.person(), cast.ralf.person(), cast.acme);
    let started = Instant::now();
    // One in fifty is unfinished, as at a desk that has worked for years.
    cast.desk
        .db
        .write_now(move |tx| {
            tx.execute(
                "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
                 INSERT INTO tickets (kind, subject, status, status_since, impact, urgency, priority, team_id, assignee_id, requester_id, \
                 organization_id, source, opened_at, updated_at, last_message_at, last_message_side, last_excerpt, resolved_at, closed_at) \
                 SELECT 'incident', 'Printer ' || CAST(i AS TEXT) || ' jams', CASE WHEN i % 50 = 0 THEN 'open' WHEN i % 51 = 0 THEN 'waiting' \
                 ELSE 'closed' END, i * 1000, 'medium', 'medium', 1 + i % 4, CASE i % 3 WHEN 0 THEN CAST($2 AS BIGINT) WHEN 1 THEN \
                 CAST($3 AS BIGINT) END, CASE WHEN i % 250 = 0 THEN CAST($4 AS BIGINT) END, CASE WHEN i % 1000 = 0 THEN CAST($5 AS BIGINT) \
                 ELSE CAST($6 AS BIGINT) END, CASE WHEN i % 2 = 0 THEN CAST($7 AS BIGINT) END, 'email', i * 1000, i * 1000, i * 1000, \
                 CASE WHEN i % 2 = 0 THEN 'requester' ELSE 'staff' END, 'It says that tray two is open, but it is not.', \
                 CASE WHEN i % 50 > 0 AND i % 51 > 0 THEN i * 1000 END, CASE WHEN i % 50 > 0 AND i % 51 > 0 THEN i * 1000 END FROM n",
                params![count, team, restricted, ann, rita, ralf, acme],
            )?;
            tx.execute(
                "INSERT INTO ticket_counts (status, team_id, assignee_id, tickets) \
                 SELECT status, COALESCE(team_id, 0), COALESCE(assignee_id, 0), COUNT(*) FROM tickets GROUP BY 1, 2, 3",
                params![],
            )?;
            tx.execute(
                "INSERT INTO ticket_tags (ticket_id, tag) SELECT id, CASE WHEN id % 100000 = 7 THEN 'rare' ELSE 'vpn' END FROM tickets WHERE id % 20 = 7",
                params![],
            )?;
            Ok(())
        })
        .unwrap();
    // The newest fifth can be found by its words; that is what common words cost.
    let (indexed, mut done) = (count / 5, 0);
    while done < indexed {
        let (from, to) = (count - done - 5_000, count - done);
        cast.desk
            .db
            .write_now(move |tx| {
                for id in from + 1..=to {
                    let title = format!("Printer {id} jams");
                    let part = Part { kind: "ticket", subject: id, part: 0, audience: Audience::Public, title: &title, body: "" };
                    let _ = tx.index(&part)?;
                }
                Ok(())
            })
            .unwrap();
        done += 5_000;
    }
    println!(
        "{count} tickets, {indexed} of them with their words, written in {} s on {}",
        started.elapsed().as_secs(),
        cast.desk.db.engine_name()
    );
    let analyze = cast.desk.db.write_now(|tx| tx.execute("ANALYZE", params![]).map(|_| ()));
    println!("statistics: {analyze:?}");
    let ann = cast.ann.clone();
    let slowest = cast
        .desk
        .db
        .read_now(move |conn| {
            let mut slowest = 0;
            let mut timed = |what: &str, f: &dyn Fn() -> outcome::Result<usize>| {
                let mut best = u128::MAX;
                let mut rows = 0;
                for _ in 0..3 {
                    let started = Instant::now();
                    rows = f().unwrap();
                    best = best.min(started.elapsed().as_micros());
                }
                println!("{what:<44} {:>9.1} ms {rows:>4} rows", best as f64 / 1_000.0);
                slowest = slowest.max(best / 1_000);
            };
            let lists = [
                List::Mine,
                List::Unassigned,
                List::Team(team),
                List::MyTeams,
                List::Waiting,
                List::All,
                List::Everything,
                List::AskedBy(cast_id(rita)),
                List::AskedBy(cast_id(ralf)),
                List::Organization(acme),
                List::Filter("tag:vpn".into()),
                List::Filter("tag:rare".into()),
                List::Filter("status:open priority:critical".into()),
                List::Filter("status:closed created<1972-01-01 sort:created".into()),
                List::Filter("assignee:me status:closed".into()),
            ];
            for list in &lists {
                let ask = QueueAsk::new(list.clone());
                timed(&format!("{list:?}"), &|| Ok(queue(conn, &ann, &ask)?.rows.len()));
                if let Some(next) = queue(conn, &ann, &ask)?.next {
                    let second = QueueAsk { after: Some(next), ..ask };
                    timed("  its second page", &|| Ok(queue(conn, &ann, &second)?.rows.len()));
                }
            }
            for sort in Sort::ALL {
                let ask = QueueAsk { order: vec![Order::usual(*sort)], ..QueueAsk::new(List::All) };
                timed(&format!("All by {sort}"), &|| Ok(queue(conn, &ann, &ask)?.rows.len()));
            }
            timed("counts", &|| Ok(counts(conn, &ann)?.teams.len()));
            timed("count of a view up to 100", &|| {
                count_up_to(conn, &ann, &List::Filter("tag:vpn status:open".into()), &TimeZone::UTC, 100)
            });
            let ask = QueueAsk::new(List::All);
            let middle = queue(conn, &ann, &ask)?.rows[50].id;
            timed("neighbours", &|| Ok(neighbours(conn, &ann, &ask, middle)?.position.unwrap_or(0)));
            timed("search for a rare word", &|| Ok(search(conn, &ann, &crate::search::plain(&format!("{}", count - 3)))?.hits.len()));
            timed("search for a common word", &|| Ok(search(conn, &ann, &crate::search::plain("printer"))?.hits.len()));
            timed("search for two, and a term", &|| Ok(search(conn, &ann, &crate::search::plain("printer jams status:open"))?.hits.len()));
            timed("jump by common words", &|| Ok(jump(conn, &ann, "printer ja", 5)?.len()));
            timed("jump by number", &|| Ok(jump(conn, &ann, "#500", 5)?.len()));
            timed("similar", &|| Ok(similar_to_text(conn, &ann, "Printer 77 jams", 5)?.len()));
            Ok(slowest)
        })
        .unwrap();
    assert!(slowest <= SLOWEST_MS, "a list took {slowest} ms");
}

fn cast_id(person: Option<people::PersonId>) -> people::PersonId {
    person.unwrap()
}
