//! The strong test: after somebody is erased, no table, no index and no file holds the one word that stood wherever they did.

use std::collections::BTreeSet;

use people::{Actor, Door};
use testkit::Office;
use tickets::SearchAsk;

use crate::plant::{WORD, plant};
use crate::{erase, office, tables};

/// Where words about somebody can be, and are planted.
const PLANTED: &[&str] = &[
    "attachments",
    "budgets",
    "drafts",
    "events",
    "field_values",
    "file",
    "full text",
    "jobs",
    "letters",
    "mail_addresses",
    "messages",
    "once",
    "outgoing",
    "people",
    "person_answers",
    "person_emails",
    "person_phones",
    "person_tags",
    "person_words",
    "picture_senders",
    "ratings",
    "sessions",
    "side_conversations",
    "side_files",
    "side_messages",
    "side_participants",
    "side_threads",
    "telling_letters",
    "threads",
    "ticket_checks",
    "tickets",
    "time_entries",
    "webhook_attempts",
    "webhook_deliveries",
];

/// What is left about nobody: tables whose rows name people by number only, or hold the desk's own words and secrets, with what an erasure
/// does to those that belong to one person.
const OTHERS: &[&str] = &[
    "absences",
    "api_tokens",
    "audit_entries",
    "audit_tail",
    "bookmarks",
    "canned_answers",
    "categories",
    "change_approvals",
    "change_feeds",
    "change_freezes",
    "change_tickets",
    "changes",
    "checklists",
    "copies",
    "custom_fields",
    "erasures",
    "field_asks",
    "field_options",
    "fulltext_entries",
    "fulltext_kinds",
    "invitations",
    "known_browsers",
    "leases",
    "links",
    "macros",
    "mailbox_checkups",
    "mailbox_fetches",
    "mailbox_grants",
    "mailbox_servers",
    "mailbox_stuck",
    "mailboxes",
    "major_incidents",
    "merges",
    "notification_choices",
    "notification_counts",
    "notifications",
    "noun_field_options",
    "noun_fields",
    "organization_answers",
    "organization_domains",
    "organization_tags",
    "organizations",
    "page_calls",
    "pages",
    "passkey_challenges",
    "passkey_users",
    "passkeys",
    "passwords",
    "pictures_fetched",
    "pictures_shown",
    "presences",
    "problem_incidents",
    "problems",
    "proposals",
    "rating_counts",
    "reads",
    "recovery_codes",
    "recurrences",
    "rota_feeds",
    "rota_overrides",
    "rota_plans",
    "rota_swaps",
    "rotas",
    "round_tickets",
    "rounds",
    "routing_needs",
    "routing_offers",
    "routing_people",
    "routing_skills",
    "routing_teams",
    "rule_runs",
    "rules",
    "set_up",
    "settings",
    "sign_in_links",
    "sites",
    "sla_agreements",
    "sla_calendars",
    "sla_clocks",
    "sla_facts",
    "sla_hours",
    "sla_terms",
    "tag_counts",
    "team_members",
    "teams",
    "tellings",
    "ticket_counts",
    "ticket_tags",
    "ticket_templates",
    "ticket_voices",
    "totp_apps",
    "triage_applied",
    "triage_learned",
    "undertakings",
    "views",
    "watchers",
    "webhooks",
];

/// Where the word stands: tables by name, and `file` for what lies in the store.
fn places(office: &Office) -> BTreeSet<String> {
    let hex: String = WORD.bytes().map(|b| format!("{b:02x}")).collect();
    let said = |text: &str| text.to_lowercase().contains(WORD) || text.contains(&hex);
    let mut places: BTreeSet<String> = tables(office).into_iter().filter(|(_, rows)| said(rows)).map(|(name, _)| name).collect();
    for digest in office.store.list_now().expect("the files") {
        if String::from_utf8_lossy(&office.store.get_now(&digest).expect("a file")).to_lowercase().contains(WORD) {
            places.insert("file".to_owned());
        }
    }
    let ask = SearchAsk { text: WORD.to_owned(), after: None, limit: 10, zone: jiff::tz::TimeZone::UTC };
    let hits = office.read(move |conn| tickets::search(conn, &Actor::system(Door::Command), &ask)).expect("a search");
    if !hits.hits.is_empty() {
        places.insert("full text".to_owned());
    }
    places
}

#[test]
fn nothing_that_named_somebody_is_left_in_any_table_index_or_file() {
    let office = office();
    let planted = plant(&office);
    let before = places(&office);
    // The test is worth as much as what was planted.
    for place in PLANTED {
        assert!(before.contains(*place), "nothing was planted in {place}: {before:?}");
    }
    let (ada, person) = (office.ada.clone(), planted.person);
    office.write(move |tx| privacy::ask_copy(tx, &ada, person)).expect("a copy");
    office.keep_promises();
    let ada = office.ada.clone();
    let copies = office.read(move |conn| privacy::copies_of(conn, &ada, person)).expect("the copies");
    assert!(office.store.get_now(&copies[0].file).is_ok());
    let ada = office.ada.clone();
    erase(&office, &ada, planted.person, "Mara Zyxmark");
    assert_eq!(places(&office), BTreeSet::new());
    assert!(office.store.get_now(&copies[0].file).is_err(), "the copy of their data goes with them");
    assert_eq!(office.read(|conn| audit::verify(conn, None)).expect("a walk").broken, None, "the audit log still holds");
}

#[test]
fn tickets_keep_what_they_were_and_no_figure_changes() {
    let office = office();
    let planted = plant(&office);
    let figures = |office: &Office| -> Vec<(String, String)> {
        let kept = ["rating_counts", "sla_clocks", "sla_facts", "tag_counts", "ticket_counts", "ticket_tags"];
        let mut all: Vec<(String, String)> = tables(office).into_iter().filter(|(name, _)| kept.contains(&name.as_str())).collect();
        let rows = office.read(|conn| {
            let mut rows = String::new();
            type Times = (Option<i64>, Option<i64>, Option<i64>, i64);
            conn.each::<(i64, String, String, String, i64, i64)>(
                "SELECT id, kind, status, COALESCE(satisfaction, '-'), message_count, minutes_spent FROM tickets ORDER BY id",
                &[],
                |row| {
                    rows.push_str(&format!("{row:?}\n"));
                    Ok(())
                },
            )?;
            conn.each::<Times>("SELECT first_replied_at, resolved_at, closed_at, opened_at FROM tickets ORDER BY id", &[], |row| {
                rows.push_str(&format!("{row:?}\n"));
                Ok(())
            })?;
            conn.each::<(Option<i64>, Option<i64>, i64, i64)>(
                "SELECT category_id, assignee_id, requester_id, reopened_count FROM tickets ORDER BY id",
                &[],
                |row| {
                    rows.push_str(&format!("{row:?}\n"));
                    Ok(())
                },
            )?;
            conn.each::<(i64, Option<String>)>("SELECT ticket_id, score FROM ratings ORDER BY id", &[], |row| {
                rows.push_str(&format!("{row:?}\n"));
                Ok(())
            })?;
            Ok(rows)
        });
        all.push(("tickets".to_owned(), rows.expect("the tickets")));
        all
    };
    let before = figures(&office);
    let ada = office.ada.clone();
    let erasure = erase(&office, &ada, planted.person, "Mara Zyxmark");
    assert_eq!((erasure.tickets, erasure.messages), (1, 1));
    for (was, is) in before.iter().zip(figures(&office)) {
        assert_eq!(was, &is);
    }
    let (ticket, other, system) = (planted.ticket, planted.other, Actor::system(Door::Command));
    let (emptied, kept) = office
        .read(move |conn| Ok((tickets::ticket(conn, &system, ticket)?, tickets::conversation(conn, &system, other, None)?)))
        .expect("both tickets");
    assert_eq!(emptied.subject, "Erased");
    let bodies: Vec<&str> = kept.messages.iter().map(|m| m.message.body.as_str()).collect();
    assert_eq!(bodies, ["Since Monday.", "", "Good to know."], "what others wrote in their own tickets stays");
    assert_eq!(office.history(ticket).last().map(String::as_str), Some("emptied"));
}

#[test]
fn no_table_is_forgotten() {
    let office = office();
    let new: Vec<String> = tables(&office)
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty() && !PLANTED.contains(&name.as_str()) && !OTHERS.contains(&name.as_str()))
        .collect();
    assert_eq!(new, Vec::<String>::new(), "say here what an erasure does with these, and plant the word where it can stand");
}
