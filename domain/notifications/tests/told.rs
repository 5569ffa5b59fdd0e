//! Who is told what, and why.

use notifications::{Channel, Choice, Notice, Reason};
use people::Actor;
use testkit::{Office, texts};
use tickets::{Assign, Escalate, HandBack, Open, Reply, TicketId, To, Watch};

/// What somebody is told, newest first: the kind of event and the reason.
fn told(office: &Office, actor: &Actor) -> Vec<(String, Reason)> {
    notices(office, actor).into_iter().map(|n| (n.kind.trim_start_matches("ticket.").to_owned(), n.reason)).collect()
}

fn notices(office: &Office, actor: &Actor) -> Vec<Notice> {
    office.keep_promises();
    let actor = actor.clone();
    office.read(move |conn| notifications::notices(conn, &actor, None, 50)).expect("the notices")
}

fn open(office: &Office, change: impl Fn(Open) -> Open) -> TicketId {
    let (ann, rita) = (office.ann.clone(), office.rita.person().expect("Rita"));
    let open = change(Open::new(rita, "VPN", "No connection."));
    let ticket = office.write(move |tx| tickets::open(tx, &ann, &open)).expect("a ticket").ticket;
    office.keep_promises();
    ticket
}

fn reply(office: &Office, actor: &Actor, reply: Reply) {
    let actor = actor.clone();
    office.write(move |tx| tickets::reply(tx, &actor, &reply)).expect("a reply");
}

#[test]
fn a_new_ticket_is_its_teams_until_somebody_has_it() {
    let office = Office::new();
    let (team, ben) = (office.first_line, office.ben.person().unwrap());
    let ticket = open(&office, |o| Open { team: Some(team), ..o });
    assert_eq!(told(&office, &office.ben), [("opened".into(), Reason::Team)]);
    assert!(told(&office, &office.ann).is_empty(), "who did it is not told");
    let lee = office.lee.clone();
    office.write(move |tx| tickets::assign(tx, &lee, &Assign { ticket, to: To::Both(team, ben) }).map(drop)).unwrap();
    assert_eq!(told(&office, &office.ben)[0], ("assigned".into(), Reason::Assigned));
    let rita = office.rita.clone();
    reply(&office, &rita, Reply::public(ticket, "Still nothing."));
    assert_eq!(told(&office, &office.ben)[0], ("reply_added".into(), Reason::Yours));
    assert!(told(&office, &office.ann).is_empty(), "the team is not told any more");
}

#[test]
fn a_ticket_that_no_team_has_is_told_to_everybody_at_the_desk() {
    let office = Office::new();
    let rita = office.rita.clone();
    let ask = Open::new(rita.person().unwrap(), "VPN", "Nothing works.");
    office.write(move |tx| tickets::open(tx, &rita, &ask).map(drop)).unwrap();
    for actor in [&office.ann, &office.ben, &office.lee, &office.ada] {
        assert_eq!(told(&office, actor), [("opened".into(), Reason::Unassigned)]);
    }
    assert!(told(&office, &office.sam).is_empty());
}

#[test]
fn watchers_and_mentioned_people_are_told_once_with_the_strongest_reason() {
    let office = Office::new();
    let ticket = open(&office, |o| o);
    let (ann, ben) = (office.ann.clone(), office.ben.person().unwrap());
    office.write(move |tx| tickets::watch(tx, &ann, &Watch { ticket, person: ben }).map(drop)).unwrap();
    assert_eq!(told(&office, &office.ben), [("watcher_added".into(), Reason::Watching), ("opened".into(), Reason::Unassigned)]);
    let lee = office.lee.clone();
    reply(&office, &lee, Reply::note(ticket, format!("Ask @[Ben](person:{ben}).")));
    let all = told(&office, &office.ben);
    assert_eq!((all.len(), all[0].clone()), (3, ("note_added".into(), Reason::Mentioned)));
}

#[test]
fn requesters_are_never_told_of_notes_nor_of_anything_else_here() {
    let office = Office::new();
    let ticket = open(&office, |o| o);
    let (ann, sam, rita) = (office.ann.clone(), office.sam.person().unwrap(), office.rita.person().unwrap());
    office
        .write({
            let ann = ann.clone();
            move |tx| tickets::watch(tx, &ann, &Watch { ticket, person: sam }).map(drop)
        })
        .unwrap();
    reply(&office, &ann, Reply::note(ticket, format!("Rude, @[Rita](person:{rita}) and @[Sam](person:{sam}) are.")));
    reply(&office, &ann, Reply::public(ticket, "Try again."));
    for actor in [&office.rita, &office.sam] {
        assert!(told(&office, actor).is_empty());
    }
    for letter in office.outbox() {
        assert!(!letter.text.contains("Rude"), "{}", letter.text);
    }
}

#[test]
fn who_may_not_see_a_ticket_hears_nothing_of_it() {
    let office = Office::new();
    let (payroll, ben) = (office.payroll, office.ben.person().unwrap());
    let ticket = open(&office, |o| o);
    let ann = office.ann.clone();
    office.write(move |tx| tickets::watch(tx, &ann, &Watch { ticket, person: ben }).map(drop)).unwrap();
    assert_eq!(told(&office, &office.ben).len(), 2);
    let lee = office.lee.clone();
    office.write(move |tx| tickets::assign(tx, &lee, &Assign { ticket, to: To::Team(payroll) }).map(drop)).unwrap();
    reply(&office, &office.pat, Reply::note(ticket, "Salaries."));
    assert!(told(&office, &office.ben).is_empty(), "what he was told before is not shown any more either");
    assert_eq!(told(&office, &office.pat), [("assigned".into(), Reason::Team), ("opened".into(), Reason::Unassigned)]);
}

#[test]
fn an_answer_that_does_not_arrive_is_told_to_its_author() {
    let office = Office::new();
    let from_nobody = "From: no-reply@else.example\nTo: support@desk.example\nSubject: Alarm\nMessage-ID: <a@a>\n\nBeep.\n";
    let ticket = office.deliver(from_nobody).ticket.unwrap();
    reply(&office, &office.ann, Reply::public(ticket, "Who are you?"));
    let all = notices(&office, &office.ann);
    assert_eq!((all[0].kind.as_str(), all[0].reason, all[0].ticket_id), ("outgoing.held", Reason::Mail, Some(ticket)));
}

#[test]
fn a_held_letter_is_told_to_who_leads_the_desk_or_to_its_team() {
    let office = Office::new();
    office.deliver("Subject: who am I\n\nlost");
    assert_eq!(told(&office, &office.lee), [("letter.held".into(), Reason::Mail)]);
    assert!(told(&office, &office.ann).is_empty());
    let team = mail::NewMailbox { team: Some(office.network), ..mail::NewMailbox::new("network@desk.example", "Network") };
    let ada = office.ada.clone();
    office.write(move |tx| mail::add_mailbox(tx, &ada, &team)).unwrap();
    office.deliver_to("network@desk.example", None, "Subject: who am I\n\nlost again");
    assert_eq!(told(&office, &office.ben), [("letter.held".into(), Reason::Mail)]);
    assert_eq!(told(&office, &office.lee).len(), 1);
}

#[test]
fn unread_is_counted_and_read_moves_the_counter() {
    let office = Office::new();
    let team = office.first_line;
    let tickets: Vec<TicketId> = (0..3).map(|_| open(&office, |o| Open { team: Some(team), ..o })).collect();
    let all = notices(&office, &office.ben);
    let ben = office.ben.clone();
    let unread = || {
        let ben = ben.clone();
        office.read(move |conn| notifications::badges(conn, &ben)).unwrap().unread
    };
    assert_eq!(unread(), 3);
    let (by, first) = (ben.clone(), all[0].id);
    office.write(move |tx| notifications::mark_read(tx, &by, &[first])).unwrap();
    let by = ben.clone();
    office.write(move |tx| notifications::mark_read(tx, &by, &[first])).unwrap();
    assert_eq!(unread(), 2);
    let (by, ticket) = (ben.clone(), tickets[0]);
    office.write(move |tx| notifications::mark_ticket_read(tx, &by, ticket)).unwrap();
    assert_eq!(unread(), 1);
    let (by, newest) = (ben.clone(), all[0].id);
    office.write(move |tx| notifications::mark_all_read(tx, &by, newest)).unwrap();
    assert_eq!(unread(), 0);
    office.pass_ms(notifications::KEPT_MS + 1);
    assert_eq!(office.write(notifications::forget_old).unwrap(), 3);
    assert_eq!(unread(), 0);
}

#[test]
fn what_is_switched_off_is_not_told() {
    let office = Office::new();
    let (ben, team) = (office.ben.clone(), office.first_line);
    let off = Choice { reason: Reason::Team, channel: Channel::Off };
    office.write(move |tx| notifications::choose(tx, &ben, &off)).unwrap();
    open(&office, |o| Open { team: Some(team), ..o });
    assert!(told(&office, &office.ben).is_empty());
    let ben = office.ben.clone();
    let choices = office.read(move |conn| notifications::choices(conn, &ben)).unwrap();
    assert!(choices.contains(&off) && choices.contains(&Choice { reason: Reason::Assigned, channel: Channel::Mail }));
}

#[test]
fn a_notice_says_what_and_why_in_both_languages() {
    let office = Office::new();
    let team = office.first_line;
    open(&office, |o| Open { team: Some(team), ..o });
    let notice = &notices(&office, &office.ben)[0];
    let say = |language| catalogue::Say::new(texts(), language, jiff::tz::TimeZone::UTC);
    let (en, de) = (say(catalogue::Language::En), say(catalogue::Language::De));
    assert_eq!(notice.said(&en), "Ann Ash opened #1 “VPN”.");
    assert_eq!(notice.because(&en), "Because it is your team’s and nobody has it.");
    assert!(notice.said(&de).contains("eröffnet") && notice.because(&de).starts_with("Weil"));
    assert_eq!(notice.excerpt().as_deref(), Some("No connection."));
}

#[test]
fn every_kind_and_reason_has_its_sentence() {
    let source = include_str!("../src/hear.rs");
    let kinds = source.split('"').filter(|word| ["ticket.", "letter.", "outgoing."].iter().any(|noun| word.starts_with(noun)));
    let mut keys: Vec<String> = kinds.map(|kind| format!("notice-{}", kind.replace(['.', '_'], "-"))).collect();
    assert!(keys.len() > 10);
    keys.extend(Reason::ALL.iter().map(|reason| format!("notice-because-{reason}")));
    for key in keys {
        for language in catalogue::Language::ALL {
            assert!(texts().has(language, &key), "{key} in {language}");
        }
    }
}

#[test]
fn a_rule_tells_whom_it_names_and_only_who_may_see_the_ticket() {
    let office = Office::new();
    let (payroll, ben) = (office.payroll, office.ben.person().unwrap());
    let hidden = open(&office, |o| Open { team: Some(payroll), ..o });
    let seen = open(&office, |o| Open { team: Some(office.first_line), ..o });
    office
        .write(move |tx| {
            let rule = Actor { who: people::Who::Rule(1), ..Actor::system(people::Door::Inside) };
            for ticket in [hidden, seen] {
                tickets::TicketEvent::Notified { whom: sla::Whom::Person(ben) }.record(tx, &rule, ticket)?;
            }
            tickets::TicketEvent::Notified { whom: sla::Whom::Leads }.record(tx, &rule, seen).map(drop)
        })
        .unwrap();
    let told_by_rule = |actor: &Actor| told(&office, actor).into_iter().filter(|(_, reason)| *reason == Reason::Rule).count();
    assert_eq!([&office.ben, &office.lee, &office.ann].map(told_by_rule), [1, 1, 0]);
    let notice = notices(&office, &office.lee).into_iter().find(|n| n.reason == Reason::Rule).expect("told");
    let say = catalogue::Say::new(texts(), catalogue::Language::En, jiff::tz::TimeZone::UTC);
    assert_eq!(notice.said(&say), format!("A rule tells you of #{seen} “VPN”."));
    assert_eq!(notice.because(&say), "Because a rule says so.");
}

#[test]
fn the_voice_of_an_escalated_ticket_hears_what_the_requester_writes_and_what_comes_back() {
    let office = Office::new();
    let (first, network, ann, ben) = (office.first_line, office.network, office.ann.person().unwrap(), office.ben.person().unwrap());
    let ticket = open(&office, |o| o);
    let lee = office.lee.clone();
    office.write(move |tx| tickets::assign(tx, &lee, &Assign { ticket, to: To::Both(first, ann) }).map(drop)).unwrap();
    let before = told(&office, &office.ann).len();
    let lee = office.lee.clone();
    let give = Escalate { ticket, team: network, person: Some(ben), packet: "Asked, tried, seen.".into() };
    office.write(move |tx| tickets::escalate(tx, &lee, &give).map(drop)).unwrap();
    let of = |actor: &Actor, skip: usize| {
        let mut new = told(&office, actor);
        new.truncate(new.len() - skip);
        new
    };
    let hears = [("voice_set".into(), Reason::Voice), ("note_added".into(), Reason::Voice)];
    assert_eq!(of(&office.ann, before), hears, "and not also that it is no longer hers");
    assert_eq!(told(&office, &office.ben)[..2], [("assigned".into(), Reason::Assigned), ("note_added".into(), Reason::Yours)]);
    let rita = office.rita.clone();
    reply(&office, &rita, Reply::public(ticket, "Still nothing."));
    assert_eq!(told(&office, &office.ann)[0], ("reply_added".into(), Reason::Voice));
    assert_eq!(told(&office, &office.ben)[0], ("reply_added".into(), Reason::Yours));
    reply(&office, &office.ben.clone(), Reply::note(ticket, "It is the timer."));
    assert_eq!(told(&office, &office.ann)[0], ("note_added".into(), Reason::Voice));
    let (by, back) = (office.ben.clone(), HandBack { ticket, note: "Found.".into() });
    office.write(move |tx| tickets::hand_back(tx, &by, &back).map(drop)).unwrap();
    assert_eq!(told(&office, &office.ann)[0], ("assigned".into(), Reason::Assigned));
    let rita = office.rita.clone();
    reply(&office, &rita, Reply::public(ticket, "Thank you."));
    assert_eq!(told(&office, &office.ann)[0], ("reply_added".into(), Reason::Yours));
    let replies = told(&office, &office.ben).into_iter().filter(|(kind, _)| kind == "reply_added");
    assert_eq!(replies.count(), 1, "Ben's part is over");
}
