//! The desk's own fields: kept, asked by category, answered, found.

use people::Door;
use testkit::{Cast, refused};
use tickets::{
    AddCategory, AddField, AskedOf, CategoryId, CustomField, FieldKind, FieldValue, FillIn, Given, List, Open, QueueAsk, Recategorize,
    Reply, Required, SearchAsk, SetAsk, SetOptions, Then, TicketId, When, add_category, add_field, answered_of, answers, fill_in, open,
    queue, recategorize, reply, resolve, search, set_ask, set_options, ticket, undo,
};

use crate::stage::cast;

/// A category with the fields of an access request: software (a tree), licence count below *Office*, approver, end, permanent.
struct Stage {
    cast: Cast,
    access: CategoryId,
    software: CustomField,
    count: CustomField,
    approver: CustomField,
    until: CustomField,
    permanent: CustomField,
    asset: CustomField,
}

fn stage() -> Stage {
    let cast = cast();
    let lee = cast.lee.clone();
    let (access, fields) = cast
        .write(move |tx| {
            let access = add_category(tx, &lee, &AddCategory { parent: None, name: "Access".into(), team: None })?.id;
            let mut fields = Vec::new();
            for (name, kind) in [
                ("Software name", FieldKind::Tree),
                ("Licence count", FieldKind::Number),
                ("Approver", FieldKind::Person),
                ("Until", FieldKind::Date),
                ("Permanent", FieldKind::Checkbox),
            ] {
                fields.push(add_field(tx, &lee, &AddField { in_lists: true, ..AddField::new(name, kind) })?);
            }
            let asset = AddField {
                pattern: "LT-[0-9]{4}".into(),
                hint: "On the sticker below: LT-0042".into(),
                ..AddField::new("Asset tag", FieldKind::Pattern)
            };
            fields.push(add_field(tx, &lee, &asset)?);
            let names = ["Office / Word", "Office / Excel", "Visio"].map(str::to_owned).to_vec();
            fields[0] = set_options(tx, &lee, &SetOptions { field: fields[0].id, names })?;
            let office = fields[0].options[0].id;
            for (at, required, audience, when) in [
                (0, Required::Opening, AskedOf::Everybody, None),
                (1, Required::Opening, AskedOf::Everybody, Some(When { field: fields[0].id, option: Some(office) })),
                (2, Required::Resolving, AskedOf::Everybody, None),
                (3, Required::Never, AskedOf::Everybody, None),
                (4, Required::Never, AskedOf::Everybody, None),
                (5, Required::Never, AskedOf::Desk, None),
            ] {
                set_ask(tx, &lee, &SetAsk { field: fields[at].id, category: Some(access), audience, required, when })?;
            }
            Ok((access, fields))
        })
        .unwrap();
    let mut fields = fields.into_iter();
    let mut next = || fields.next().unwrap();
    Stage { cast, access, software: next(), count: next(), approver: next(), until: next(), permanent: next(), asset: next() }
}

fn given(all: &[(&CustomField, &str)]) -> Vec<Given> {
    all.iter().map(|(field, typed)| Given { field: field.id, typed: (*typed).to_owned() }).collect()
}

impl Stage {
    fn ask(&self, answers: &[(&CustomField, &str)]) -> outcome::Result<TicketId> {
        let (rita, answers, access) = (self.cast.rita.clone(), given(answers), self.access);
        self.cast.write(move |tx| {
            let me = rita.person().unwrap();
            Ok(open(
                tx,
                &rita,
                &Open { category: Some(access), answers: answers.clone(), ..Open::new(me, "Visio please", "For the plans") },
            )?
            .ticket)
        })
    }

    fn fill(&self, ticket: TicketId, answers: &[(&CustomField, &str)]) -> outcome::Result<Option<db::EventId>> {
        let (ann, fill) = (self.cast.ann.clone(), FillIn { ticket, given: given(answers) });
        self.cast.write(move |tx| Ok(fill_in(tx, &ann, &fill)?.event))
    }

    fn said(&self, id: TicketId, field: &CustomField) -> Option<(FieldValue, String)> {
        let (ann, field) = (self.cast.ann.clone(), field.id);
        let read = move |conn: &db::Conn| Ok(answers(conn, &ticket(conn, &ann, id)?)?.1);
        self.cast.read(read).unwrap().remove(&field).map(|a| (a.value, a.shown))
    }

    fn found(&self, filter: &str) -> Vec<TicketId> {
        let (ann, ask) = (self.cast.ann.clone(), QueueAsk::new(List::Filter(filter.to_owned())));
        let rows = self.cast.read(move |conn| queue(conn, &ann, &ask)).unwrap_or_else(|e| panic!("{filter}: {e}")).rows;
        let mut ids: Vec<TicketId> = rows.into_iter().map(|r| r.id).collect();
        ids.sort();
        ids
    }
}

#[test]
fn a_category_asks_its_questions_and_a_missing_answer_is_named() {
    let s = stage();
    let name = |f: &CustomField, key: &str| format!("{}: {key}", tickets::input_name(f.id));
    assert_eq!(refused(s.ask(&[])), name(&s.software, "field-answer-missing"));
    assert_eq!(refused(s.ask(&[(&s.software, "Office / Word")])), name(&s.count, "field-answer-missing"), "it hangs on the branch above");
    let id = s.ask(&[(&s.software, "office / word"), (&s.count, "3"), (&s.asset, "LT-0001")]).unwrap();
    assert_eq!(s.said(id, &s.count), Some((FieldValue::Number(3), "3".into())));
    assert_eq!(s.said(id, &s.software).map(|(_, shown)| shown).as_deref(), Some("Office / Word"));
    assert_eq!(s.said(id, &s.asset), None, "what is the desk's alone is not asked of a requester");
    assert_eq!(s.cast.history(id), ["opened", "filled_in"]);
    let id = s.ask(&[(&s.software, "Visio"), (&s.count, "many")]).unwrap();
    assert_eq!(s.said(id, &s.count), None, "an answer to a question that is not due is left out, whatever it says");
}

#[test]
fn a_letter_and_a_program_are_not_held_up_by_questions() {
    let s = stage();
    let (rita, access) = (people::Actor { door: Door::Mail, ..s.cast.rita.clone() }, s.access);
    let opened = s.cast.write(move |tx| {
        let me = rita.person().unwrap();
        open(tx, &rita, &Open { category: Some(access), ..Open::new(me, "Visio", "please") })
    });
    assert!(opened.is_ok());
}

#[test]
fn every_kind_reads_its_answers_and_says_what_would_be_right() {
    let s = stage();
    let id = s.ask(&[(&s.software, "Visio")]).unwrap();
    let wrong = |field: &CustomField, typed: &str| refused(s.fill(id, &[(field, typed)])).split_once(": ").unwrap().1.to_owned();
    assert_eq!(wrong(&s.count, "2.5"), "field-number-wrong");
    assert_eq!(wrong(&s.until, "31.02.2027"), "field-date-wrong");
    assert_eq!(wrong(&s.software, "Photoshop"), "field-option-wrong");
    assert_eq!(wrong(&s.approver, "nobody@nowhere.example"), "field-person-wrong");
    assert_eq!(wrong(&s.permanent, "perhaps"), "field-tick-wrong");
    assert_eq!(wrong(&s.asset, "LT-00421"), "field-pattern-unfit-hint", "the whole answer must fit");
    let all =
        [(&s.count, " 12 "), (&s.until, "2027-02-28"), (&s.approver, "sam@desk.example"), (&s.permanent, "on"), (&s.asset, "LT-0042")];
    s.fill(id, &all).unwrap();
    assert_eq!(s.said(id, &s.approver).map(|(_, shown)| shown).as_deref(), Some("Sam Stone"));
    assert_eq!(s.said(id, &s.until).map(|(_, shown)| shown).as_deref(), Some("2027-02-28"));
    assert_eq!(s.said(id, &s.permanent).map(|(value, _)| value), Some(FieldValue::Ticked));
    assert_eq!(s.fill(id, &all).unwrap(), None, "the same again changes nothing");
    s.fill(id, &[(&s.permanent, ""), (&s.count, "")]).unwrap();
    assert_eq!((s.said(id, &s.permanent), s.said(id, &s.count)), (None, None));
}

#[test]
fn a_requester_cannot_find_out_who_else_is_here() {
    let s = stage();
    let name = tickets::input_name(s.approver.id);
    let ask = |who: &str| s.ask(&[(&s.software, "Visio"), (&s.approver, who)]);
    assert_eq!(refused(ask("gus@desk.example")), format!("{name}: field-person-wrong"), "of another organization");
    assert_eq!(refused(ask("Sam Stone")), format!("{name}: field-person-wrong"), "names are the desk's to look up");
    assert!(ask("sam@desk.example").is_ok() && ask("ann@desk.example").is_ok());
}

#[test]
fn what_must_be_answered_before_resolving_holds_the_desk_up_and_nobody_else() {
    let s = stage();
    let id = s.ask(&[(&s.software, "Visio")]).unwrap();
    let name = format!("{}: field-answer-missing-to-resolve", tickets::input_name(s.approver.id));
    let (ann, answer) = (s.cast.ann.clone(), Reply { then: Then::Resolve, ..Reply::public(id, "It is there.") });
    assert_eq!(refused(s.cast.write(move |tx| resolve(tx, &ann, id).map(|c| c.event))), name);
    let ann = s.cast.ann.clone();
    assert_eq!(refused(s.cast.write(move |tx| reply(tx, &ann, &answer))), name);
    let firstline = people::Actor::system(Door::Inside);
    let other = s.ask(&[(&s.software, "Visio")]).unwrap();
    assert!(s.cast.write(move |tx| resolve(tx, &firstline, other).map(|c| c.event)).is_ok(), "a timer sees no form");
    s.fill(id, &[(&s.approver, "Sam Stone")]).unwrap();
    let ann = s.cast.ann.clone();
    s.cast.write(move |tx| resolve(tx, &ann, id).map(|c| c.event)).unwrap();
}

#[test]
fn answers_are_taken_back_unless_they_changed_since() {
    let s = stage();
    let id = s.ask(&[(&s.software, "Visio")]).unwrap();
    let first = s.fill(id, &[(&s.count, "1"), (&s.asset, "LT-0001")]).unwrap().unwrap();
    let back = |event| {
        let ann = s.cast.ann.clone();
        s.cast.write(move |tx| undo(tx, &ann, event).map(|_| ()))
    };
    back(first).unwrap();
    assert_eq!((s.said(id, &s.count), s.said(id, &s.asset)), (None, None));
    let second = s.fill(id, &[(&s.count, "2")]).unwrap().unwrap();
    s.fill(id, &[(&s.count, "3")]).unwrap();
    assert_eq!(refused(back(second)), "undo-changed-since");
}

#[test]
fn tickets_are_found_by_every_kind_of_answer() {
    let s = stage();
    let word = s.ask(&[(&s.software, "Office / Word"), (&s.count, "3")]).unwrap();
    let visio = s.ask(&[(&s.software, "Visio"), (&s.until, "2026-11-25"), (&s.approver, "ann@desk.example")]).unwrap();
    s.fill(visio, &[(&s.asset, "LT-0042"), (&s.permanent, "yes")]).unwrap();
    for (filter, found) in [
        ("field.software_name:Office", vec![word]),
        ("field.software_name:\"Office / Word\"", vec![word]),
        ("field.software_name:word,visio", vec![word, visio]),
        ("-field.software_name:office", vec![visio]),
        ("field.licence_count>=3", vec![word]),
        ("field.licence_count:none", vec![visio]),
        ("field.until:2026-11-25", vec![visio]),
        ("field.until>today field.until<+7d", vec![visio]),
        ("field.until:2026-12", vec![]),
        ("field.approver:me", vec![visio]),
        ("field.approver:\"Ann Ash\"", vec![visio]),
        ("field.permanent:yes", vec![visio]),
        ("field.permanent:no", vec![word]),
        ("field.asset_tag:lt-00*", vec![visio]),
        ("field.asset_tag:0042", vec![visio]),
        ("has:field.asset_tag", vec![visio]),
    ] {
        assert_eq!(s.found(filter), found, "{filter}");
    }
    let (ann, ask) = (s.cast.ann.clone(), QueueAsk::new(List::Filter("field.softwar_name:x".into())));
    assert!(refused(s.cast.read(move |conn| queue(conn, &ann, &ask).map(|q| q.rows.len()))).starts_with("filter: filter-field-"));
}

#[test]
fn the_desk_finds_answers_by_their_words_and_a_requester_does_not() {
    let s = stage();
    let id = s.ask(&[(&s.software, "Visio")]).unwrap();
    s.fill(id, &[(&s.asset, "LT-0042")]).unwrap();
    let find = |actor: &people::Actor| {
        let (actor, ask) = (actor.clone(), SearchAsk { text: "\"LT-0042\"".into(), after: None, limit: 10, zone: jiff::tz::TimeZone::UTC });
        s.cast.read(move |conn| search(conn, &actor, &ask)).unwrap().hits.len()
    };
    assert_eq!((find(&s.cast.ann), find(&s.cast.rita)), (1, 0));
    s.fill(id, &[(&s.asset, "")]).unwrap();
    assert_eq!(find(&s.cast.ann), 0);
}

#[test]
fn columns_of_a_list_cost_one_statement_however_many_tickets() {
    let s = stage();
    let ids: Vec<TicketId> = (0..5).map(|_| s.ask(&[(&s.software, "Visio")]).unwrap()).collect();
    let (ann, wanted, software) = (s.cast.ann.clone(), ids.clone(), s.software.id);
    let (answered, statements) = s
        .cast
        .read(move |conn| {
            let before = conn.statements();
            let answered = answered_of(conn, &ann, &wanted, true)?;
            Ok((answered, conn.statements() - before))
        })
        .unwrap();
    assert_eq!((answered.tickets.len(), statements), (5, 1));
    assert_eq!(answered.fields, [(software, "Software name".to_owned())]);
    assert!(ids.iter().all(|id| answered.tickets[id][&software].shown == "Visio"));
    let (rita, ids) = (s.cast.rita.clone(), ids);
    assert_eq!(refused(s.cast.read(move |conn| answered_of(conn, &rita, &ids, false).map(|a| a.tickets.len()))), "not allowed: use_queue");
}

#[test]
fn rules_of_fields_hold_together() {
    let s = stage();
    let (lee, ann) = (s.cast.lee.clone(), s.cast.ann.clone());
    let tried = |set: SetAsk| {
        let lee = lee.clone();
        refused(s.cast.write(move |tx| set_ask(tx, &lee, &set)))
    };
    let rule = |field: &CustomField, decides: &CustomField, option| SetAsk {
        field: field.id,
        category: None,
        audience: AskedOf::Desk,
        required: Required::Never,
        when: Some(When { field: decides.id, option }),
    };
    assert_eq!(tried(rule(&s.software, &s.count, None)), "when_field: field-cannot-decide");
    assert_eq!(tried(rule(&s.count, &s.software, None)), "when_option: option-unknown");
    assert_eq!(tried(rule(&s.permanent, &s.permanent, None)), "when_field: field-hangs-in-circle");
    let add = |add: AddField| {
        let lee = lee.clone();
        refused(s.cast.write(move |tx| add_field(tx, &lee, &add).map(|f| f.key)))
    };
    assert_eq!(add(AddField::new("Asset tag", FieldKind::Text)), "key: field-key-taken");
    assert_eq!(add(AddField { pattern: "(".into(), ..AddField::new("X one", FieldKind::Pattern) }), "pattern: field-pattern-unreadable");
    let huge = AddField { pattern: "((a{100}){100}){100}".into(), ..AddField::new("X two", FieldKind::Pattern) };
    assert_eq!(add(huge), "pattern: field-pattern-unreadable");
    let as_ann = s.cast.write(move |tx| add_field(tx, &ann, &AddField::new("Mine", FieldKind::Text)).map(|f| f.key));
    assert_eq!(refused(as_ann), "not allowed: manage_fields");
}

#[test]
fn answers_stay_when_the_category_and_the_options_change() {
    let s = stage();
    let id = s.ask(&[(&s.software, "Visio")]).unwrap();
    let (lee, ann, field) = (s.cast.lee.clone(), s.cast.ann.clone(), s.software.id);
    s.cast
        .write(move |tx| {
            set_options(tx, &lee, &SetOptions { field, names: vec!["Office / Word".into()] })?;
            recategorize(tx, &ann, &Recategorize { ticket: id, category: None })
        })
        .unwrap();
    assert_eq!(s.said(id, &s.software).map(|(_, shown)| shown).as_deref(), Some("Visio"));
    assert_eq!(s.found("field.software_name:visio"), [id], "and is found by what was put away");
    let typed = s.said(id, &s.software).unwrap().0.typed();
    assert_eq!(s.fill(id, &[(&s.software, &typed)]).unwrap(), None, "saved again as it stands, it is no fault");
}
