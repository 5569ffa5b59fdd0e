//! What the demo's desk does again and again: checklists for people who come and go, templates, a weekly check of the backups.

use ::people::{Actor, PersonId, TeamId};
use db::Tx;
use outcome::Result;
use tickets::{
    ClosedDays, SaveChecklist, SaveRecurrence, SaveTemplate, StartChecklist, Tick, TicketId, checks_of, save_checklist, save_recurrence,
    save_template, start_checklist, tick,
};

const STARTER: [&str; 8] = [
    "Account, mailbox and groups as for a colleague of the team",
    "Laptop set up, encrypted, asset tag written down",
    "Phone and extension",
    "Badge ordered from facilities",
    "Licences by the manager’s list",
    "Second factor set up together",
    "Welcome letter with first steps",
    "Half an hour in the first week: what is still missing?",
];
const LEAVER: [&str; 6] = [
    "Sign-in blocked at the end of the last day",
    "Mailbox: out of office, forwarded as the manager says",
    "Laptop, phone and badge are back",
    "Licences given back",
    "Files handed over",
    "Account deleted after ninety days",
];
const BACKUPS: [&str; 4] = [
    "Every job of the week has ended well",
    "One file restored, at random",
    "Copies off site are not older than a day",
    "Space lasts for four more weeks",
];

/// Checklists, templates and recurring tickets.
pub fn prepare(tx: &mut Tx<'_>, by: &Actor, servers: TeamId, asks: PersonId) -> Result<()> {
    let mut list = |name: &str, steps: &[&str]| {
        let steps = steps.iter().map(|s| (*s).to_owned()).collect();
        Ok::<_, outcome::Error>(save_checklist(tx, by, &SaveChecklist { checklist: None, name: name.to_owned(), steps })?.id)
    };
    let (starter, leaver, backups) = (list("New starter", &STARTER)?, list("Leaver", &LEAVER)?, list("Weekly backup check", &BACKUPS)?);
    let category = |path: &str| {
        let found = tickets::categories(tx)?.into_iter().find(|c| c.path == path).map(|c| c.id);
        Ok::<_, outcome::Error>(found)
    };
    let (comes, goes, files) = (category("Accounts / New starter")?, category("Accounts / Leaver")?, category("Files")?);
    let starter = SaveTemplate {
        category: comes,
        checklist: Some(starter),
        tags: vec!["onboarding".to_owned()],
        ..SaveTemplate::new("New starter", "New starter: NAME, from DATE", "Who: \nTeam: \nManager: \nFirst day: \nWorks like: ")
    };
    let leaver = SaveTemplate {
        category: goes,
        checklist: Some(leaver),
        tags: vec!["offboarding".to_owned()],
        ..SaveTemplate::new("Leaver", "Leaver: NAME, last day DATE", "Who: \nLast day: \nWho gets the files: ")
    };
    let backups = SaveTemplate {
        category: files,
        checklist: Some(backups),
        team: Some(servers),
        tags: vec!["backup".to_owned()],
        ..SaveTemplate::new("Weekly backup check", "Weekly backup check", "Are last week’s backups there, and can we read them?")
    };
    save_template(tx, by, &starter)?;
    save_template(tx, by, &leaver)?;
    let backups = save_template(tx, by, &backups)?.id;
    let calendars = sla::calendars(tx, by)?;
    let Some(office) = calendars.iter().find(|c| c.name == "Berlin office hours").map(|c| c.id) else { return Ok(()) };
    let save = SaveRecurrence {
        recurrence: None,
        template: backups,
        requester: asks,
        rule: "FREQ=WEEKLY;BYDAY=MO".to_owned(),
        starts_on: first_monday(tx),
        minute: 8 * 60,
        calendar: office,
        closed_days: ClosedDays::Next,
    };
    save_recurrence(tx, by, &save).map(drop)
}

/// The Monday before now.
fn first_monday(tx: &Tx<'_>) -> String {
    let now = jiff::Timestamp::from_millisecond(tx.now().0).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC);
    let back = i64::from(now.date().weekday().to_monday_zero_offset());
    now.date().checked_sub(jiff::Span::new().days(back)).unwrap_or(now.date()).to_string()
}

/// Puts the checklist on tickets of people who come and go, some steps ticked by whoever works on them.
pub fn begin(tx: &mut Tx<'_>, by: &Actor, ticket: TicketId, category: &str) -> Result<()> {
    let name = match category {
        "Accounts / New starter" => "New starter",
        "Accounts / Leaver" => "Leaver",
        _ => return Ok(()),
    };
    let Some(list) = tickets::checklists(tx, by)?.into_iter().find(|c| c.name == name) else { return Ok(()) };
    start_checklist(tx, by, &StartChecklist { ticket, checklist: list.id })?;
    let seen = tickets::ticket(tx, by, ticket)?;
    let checks = checks_of(tx, &seen)?;
    let done = usize::try_from(ticket.0).unwrap_or(0) % checks.len().max(1);
    for check in checks.iter().take(done) {
        tick(tx, by, &Tick { ticket, check: check.id, done: true })?;
    }
    Ok(())
}
