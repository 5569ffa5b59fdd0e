//! What the demo's desk promises: office hours in Berlin and a duty round the clock, with three agreements.

use ::people::Actor;
use calendar::{Definition, Problem, Span, SpecialDay, Week};
use db::Tx;
use jiff::civil::Weekday;
use outcome::Result;
use sla::{Act, AgreementInput, CalendarId, CalendarInput, Metric, Stand, Step, Targets, Whom, add_agreement, add_calendar};
use tickets::Conditions;

/// The holidays of Berlin, by rule, so that the demo is right in any year.
const HOLIDAYS: &[&str] = &[
    "*-01-01 New Year's Day",
    "*-03-08 International Women's Day",
    "easter-2 Good Friday",
    "easter+1 Easter Monday",
    "*-05-01 Labour Day",
    "easter+39 Ascension Day",
    "easter+50 Whit Monday",
    "*-10-03 German Unity Day",
    "*-12-24 08:00-12:00 Christmas Eve",
    "*-12-25 Christmas Day",
    "*-12-26 Second Day of Christmas",
    "*-12-31 08:00-12:00 New Year's Eve",
];

/// Both calendars and the agreements, the most particular first.
pub fn promise(tx: &mut Tx<'_>, by: &Actor) -> Result<()> {
    let office = add_calendar(tx, by, &CalendarInput { name: "Berlin office hours".to_owned(), definition: office()? })?.id;
    let always = Definition { zone: "Europe/Berlin".to_owned(), week: Week::always(), days: Vec::new() };
    let duty = add_calendar(tx, by, &CalendarInput { name: "On call, round the clock".to_owned(), definition: always })?.id;
    for agreement in [critical(duty), requests(office), everybody(office)] {
        add_agreement(tx, by, &Conditions, &agreement)?;
    }
    Ok(())
}

fn office() -> Result<Definition> {
    let read = || -> Result<Definition, Problem> {
        let long: Vec<Span> = vec!["08:00-12:00".parse()?, "12:30-17:30".parse()?];
        let mut week = Week::of(&[Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday], &long);
        week.set(Weekday::Friday, vec!["08:00-15:00".parse()?]);
        let days = HOLIDAYS.iter().map(|line| line.parse::<SpecialDay>()).collect::<Result<Vec<_>, _>>()?;
        Ok(Definition { zone: "Europe/Berlin".to_owned(), week, days })
    };
    Ok(read().map_err(anyhow::Error::from)?)
}

fn targets(metric: Metric, hours: [f64; 4], pauses: &[Stand]) -> Targets {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hours, in minutes")]
    let minutes = hours.map(|hours| Some((hours * 60.0) as u32).filter(|m| *m > 0));
    Targets { metric, minutes, pauses: pauses.to_vec() }
}

fn critical(calendar: CalendarId) -> AgreementInput {
    let only_p1 = |hours: f64| [hours, 0.0, 0.0, 0.0];
    AgreementInput {
        name: "Critical, round the clock".to_owned(),
        filter: "priority:critical".to_owned(),
        calendar,
        warn_percent: 50,
        targets: vec![
            targets(Metric::FirstResponse, only_p1(0.25), &[]),
            targets(Metric::Update, only_p1(1.0), &[Stand::Waiting, Stand::OnHold]),
            targets(Metric::Resolution, only_p1(4.0), &[Stand::OnHold]),
        ],
        steps: vec![Step { percent: 100, metric: Some(Metric::FirstResponse), act: Act::Page(Whom::Leads) }],
    }
}

fn requests(calendar: CalendarId) -> AgreementInput {
    AgreementInput {
        name: "Service requests".to_owned(),
        filter: "kind:service_request".to_owned(),
        calendar,
        warn_percent: 75,
        targets: vec![
            targets(Metric::FirstResponse, [0.0, 4.0, 9.0, 18.0], &[]),
            targets(Metric::Resolution, [0.0, 18.0, 45.0, 90.0], &[Stand::Waiting, Stand::OnHold]),
        ],
        steps: Vec::new(),
    }
}

fn everybody(calendar: CalendarId) -> AgreementInput {
    AgreementInput {
        name: "Everybody".to_owned(),
        filter: String::new(),
        calendar,
        warn_percent: 75,
        targets: vec![
            targets(Metric::FirstResponse, [0.5, 1.0, 4.0, 9.0], &[]),
            targets(Metric::NextResponse, [1.0, 2.0, 4.5, 9.0], &[]),
            targets(Metric::Resolution, [4.0, 9.0, 27.0, 45.0], &[Stand::Waiting, Stand::OnHold]),
            targets(Metric::Team, [2.0, 4.0, 18.0, 27.0], &[Stand::Waiting, Stand::OnHold]),
        ],
        steps: vec![
            Step { percent: 100, metric: Some(Metric::Resolution), act: Act::Tell(Whom::Leads) },
            Step { percent: 200, metric: Some(Metric::FirstResponse), act: Act::Tell(Whom::Team) },
        ],
    }
}
