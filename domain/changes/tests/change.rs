//! Changes are planned, approved, done or taken back; windows collide; freezes are shown.

use changes::{AddFreeze, CarryOut, Change, ChangeInput, ChangeSheet, Decide, Decision, Happening, Risk, State, Step, Which};
use db::{DAY_MS, HOUR_MS};
use outcome::Result;
use people::{Actor, PersonId};
use testkit::{Cast, Desk, MONDAY, refused};

fn desk() -> Cast {
    Desk::new().with_people()
}

fn person(actor: &Actor) -> PersonId {
    actor.person().expect("a person")
}

fn input(desk: &Cast, from_h: i64, to_h: i64) -> ChangeInput {
    ChangeInput {
        name: "New gateway".to_owned(),
        about: String::new(),
        risk: Risk::High,
        plan: "Swap it.".to_owned(),
        back_out: "Swap it back by four.".to_owned(),
        owner: person(&desk.ann),
        starts_at: MONDAY.plus_ms(from_h * HOUR_MS),
        ends_at: MONDAY.plus_ms(to_h * HOUR_MS),
        problem: None,
        tickets: Vec::new(),
        approvers: vec![person(&desk.ben), person(&desk.lee)],
    }
}

fn planned(desk: &Cast, input: ChangeInput) -> Change {
    let ann = desk.ann.clone();
    desk.write(move |tx| changes::plan_change(tx, &ann, &input)).expect("a change")
}

fn says(desk: &Cast, by: &Actor, change: &Change, approves: bool, note: &str) -> Result<Change> {
    let (by, decide) = (by.clone(), Decide { change: change.id, approves, note: note.to_owned() });
    desk.write(move |tx| changes::decide(tx, &by, &decide))
}

fn steps(desk: &Cast, by: &Actor, change: &Change, step: Step, outcome: &str) -> Result<Change> {
    let (by, input) = (by.clone(), CarryOut { change: change.id, step, outcome: outcome.to_owned() });
    desk.write(move |tx| changes::carry_out(tx, &by, &input))
}

fn sheet(desk: &Cast, change: &Change) -> ChangeSheet {
    let (ann, id) = (desk.ann.clone(), change.id);
    desk.read(move |conn| changes::change(conn, &ann, id)).expect("the change")
}

#[test]
fn a_change_begins_only_when_all_who_are_asked_have_approved() {
    let desk = desk();
    let change = planned(&desk, input(&desk, 24, 26));
    assert_eq!(change.state, State::Planned);
    assert_eq!(refused(steps(&desk, &desk.ann, &change, Step::Begin, "")), "change-not-approved");
    assert_eq!(refused(says(&desk, &desk.pat, &change, true, "")), "not allowed: decide_change");
    assert_eq!(refused(says(&desk, &desk.ben, &change, false, " ")), "note: change-decline-needs-reason");
    assert_eq!(says(&desk, &desk.ben, &change, true, "").expect("yes").state, State::Planned);
    assert_eq!(says(&desk, &desk.lee, &change, false, "Not on a Tuesday.").expect("no").state, State::Planned);
    assert_eq!(says(&desk, &desk.lee, &change, true, "After all.").expect("yes").state, State::Approved);
    assert_eq!(refused(steps(&desk, &desk.ben, &change, Step::Begin, "")), "not allowed: carry_out_change");
    assert_eq!(steps(&desk, &desk.ann, &change, Step::Begin, "").expect("begun").state, State::InProgress);
    assert_eq!(refused(says(&desk, &desk.lee, &change, false, "Stop.")), "change-begun");
    assert_eq!(refused(steps(&desk, &desk.ann, &change, Step::BackOut, "")), "outcome: change-outcome-missing");
    let over = steps(&desk, &desk.lee, &change, Step::BackOut, "The new one does not start.").expect("back");
    assert_eq!((over.state, over.outcome.as_str()), (State::BackedOut, "The new one does not start."));
    assert_eq!(refused(steps(&desk, &desk.ann, &change, Step::Finish, "")), "change-step-does-not-follow");
}

#[test]
fn what_was_approved_is_approved_only_as_it_was() {
    let desk = desk();
    let change = planned(&desk, input(&desk, 24, 26));
    for by in [&desk.ben, &desk.lee] {
        says(&desk, by, &change, true, "").expect("yes");
    }
    let edit = |input: ChangeInput| {
        let (ann, id) = (desk.ann.clone(), change.id);
        desk.write(move |tx| changes::edit_change(tx, &ann, id, &input)).expect("edited")
    };
    assert_eq!(edit(ChangeInput { name: "The new gateway".to_owned(), ..input(&desk, 24, 26) }).state, State::Approved);
    assert_eq!(edit(input(&desk, 48, 50)).state, State::Planned);
    let sheet = sheet(&desk, &change);
    assert!(sheet.approvals.iter().all(|a| a.decision == Decision::Waiting));
    assert!(sheet.history.iter().any(|(.., what)| matches!(what, Happening::Shifted { .. })));
    let ben = desk.ben.clone();
    let mine = desk.read(move |conn| changes::changes(conn, &ben, Which::Mine, 0)).expect("mine");
    assert_eq!(mine.lines.len(), 1);
}

#[test]
fn low_risk_needs_nobody_and_any_other_somebody_beside_its_owner() {
    let desk = desk();
    let low = ChangeInput { risk: Risk::Low, approvers: Vec::new(), ..input(&desk, 1, 2) };
    assert_eq!(planned(&desk, low).state, State::Approved);
    for approvers in [Vec::new(), vec![person(&desk.ann)]] {
        let (ann, input) = (desk.ann.clone(), ChangeInput { approvers, ..input(&desk, 1, 2) });
        assert_eq!(refused(desk.write(move |tx| changes::plan_change(tx, &ann, &input))), "approvers: change-approver-missing");
    }
    let (ann, input) = (desk.ann.clone(), ChangeInput { plan: " ".to_owned(), back_out: String::new(), ..input(&desk, 2, 1) });
    let said = refused(desk.write(move |tx| changes::plan_change(tx, &ann, &input)));
    assert_eq!(said, "plan: change-plan-missing, back_out: change-back-out-missing, ends_at: change-window-backwards");
}

#[test]
fn windows_that_touch_are_shown_and_those_that_follow_are_not() {
    let desk = desk();
    let (one, two, three) =
        (planned(&desk, input(&desk, 24, 26)), planned(&desk, input(&desk, 25, 27)), planned(&desk, input(&desk, 26, 28)));
    let ids = |sheet: ChangeSheet| sheet.collides.iter().map(|line| line.change.id).collect::<Vec<_>>();
    assert_eq!((ids(sheet(&desk, &one)), ids(sheet(&desk, &three))), (vec![two.id], vec![two.id]));
    steps(&desk, &desk.ann, &two, Step::Drop, "Not needed.").expect("dropped");
    assert!(ids(sheet(&desk, &one)).is_empty());
    let (lee, freeze) = (
        desk.lee.clone(),
        AddFreeze { name: "Accounts".to_owned(), starts_at: MONDAY.plus_ms(DAY_MS), ends_at: MONDAY.plus_ms(2 * DAY_MS) },
    );
    let (ann, same) = (desk.ann.clone(), freeze.clone());
    assert_eq!(refused(desk.write(move |tx| changes::add_freeze(tx, &ann, &same))), "not allowed: manage_freezes");
    desk.write(move |tx| changes::add_freeze(tx, &lee, &freeze)).expect("a freeze");
    assert_eq!(sheet(&desk, &one).frozen[0].name, "Accounts");
    let ann = desk.ann.clone();
    let shown = desk.read(move |conn| changes::calendar(conn, &ann, MONDAY.plus_ms(DAY_MS), MONDAY.plus_ms(DAY_MS + 1))).expect("a day");
    assert_eq!((shown.changes.len(), shown.freezes.len()), (1, 1), "the one that was dropped takes no window");
}

fn link_of(desk: &Cast, change: &Change, who: &Actor) -> Option<String> {
    let (id, who) = (change.id, person(who));
    desk.write(move |tx| changes::link(tx, id, who)).expect("an answer")
}

fn by_link(desk: &Cast, link: &str, approves: bool, note: &'static str) -> Result<Change> {
    let link = link.to_owned();
    desk.write(move |tx| changes::decide_by_link(tx, &link, approves, note))
}

#[test]
fn a_link_decides_once_for_its_person_and_its_asking() {
    let desk = desk();
    let change = planned(&desk, input(&desk, 24, 26));
    assert!(link_of(&desk, &change, &desk.pat).is_none(), "Pat is not asked");
    let (bens, lees) = (link_of(&desk, &change, &desk.ben).expect("a link"), link_of(&desk, &change, &desk.lee).expect("a link"));
    assert_ne!(bens, lees);
    for wrong in [bens.replace('1', "2"), format!("{bens}A"), "1.2.3.AAAA".to_owned(), String::new()] {
        assert_eq!(refused(by_link(&desk, &wrong, true, "")), "not found", "{wrong}");
    }
    assert_eq!(refused(by_link(&desk, &bens, false, " ")), "note: change-decline-needs-reason");
    assert_eq!(by_link(&desk, &bens, true, "").expect("approved").state, State::Planned);
    assert_eq!(refused(by_link(&desk, &bens, false, "No.")), "not found", "it was used");
    // The plan changes: everybody is asked anew, and links of before are of no use.
    let (ann, mut anew) = (desk.ann.clone(), input(&desk, 24, 26));
    anew.plan = "Swap it, then test it.".to_owned();
    let id = change.id;
    desk.write(move |tx| changes::edit_change(tx, &ann, id, &anew).map(drop)).expect("changed");
    assert_eq!(refused(by_link(&desk, &lees, true, "")), "not found", "it asked about another plan");
    let again = [&desk.ben, &desk.lee].map(|who| link_of(&desk, &change, who).expect("a link"));
    by_link(&desk, &again[0], true, "").expect("approved");
    assert_eq!(by_link(&desk, &again[1], true, "Fine.").expect("approved").state, State::Approved);
    let said = sheet(&desk, &change).approvals.into_iter().map(|a| (a.name, a.decision, a.note)).collect::<Vec<_>>();
    assert!(said.contains(&("Lee Lund".to_owned(), Decision::Approved, "Fine.".to_owned())), "{said:?}");
}

#[test]
fn a_link_is_of_no_use_after_a_month() {
    let desk = desk();
    let change = planned(&desk, input(&desk, 24, 26));
    let link = link_of(&desk, &change, &desk.ben).expect("a link");
    desk.pass_ms(changes::LINK_MS);
    assert_eq!(refused(by_link(&desk, &link, true, "")), "not found");
}

#[test]
fn a_calendar_program_reads_windows_by_a_secret_that_its_person_can_end() {
    let desk = desk();
    let change = planned(&desk, input(&desk, 24, 26));
    let ann = desk.ann.clone();
    let secret = desk.write(move |tx| changes::make_feed(tx, &ann)).expect("a link");
    let asked = secret.clone();
    let feed = desk.read(move |conn| changes::feed_of(conn, &asked)).expect("the feed");
    assert_eq!(feed.calendar.changes.iter().map(|line| line.change.id).collect::<Vec<_>>(), [change.id]);
    let ann = desk.ann.clone();
    desk.write(move |tx| changes::remove_feed(tx, &ann)).expect("ended");
    assert_eq!(refused(desk.read(move |conn| changes::feed_of(conn, &secret))), "not found");
    let rita = desk.rita.clone();
    assert_eq!(refused(desk.write(move |tx| changes::make_feed(tx, &rita))), "not allowed: make_change_feed");
}
