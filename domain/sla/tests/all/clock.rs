//! Clocks as a function of what happened. The day is Monday 2026-11-23; offices are open from 9 to 17, UTC.

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Calendar, Definition, Span, Week};
use db::{HOUR_MS, MINUTE_MS, Moment};
use jiff::civil::Weekday;
use outcome::Result;
use proptest::prelude::*;
use sla::{AgreementId, Book, End, Fact, Happened, HoursId, Metric, Run, Stand, State, Target, Terms, TermsId, runs};

const OFFICE: HoursId = HoursId(1);
const ALWAYS: HoursId = HoursId(2);
const NEVER: HoursId = HoursId(3);

/// Terms and hours that a test makes up.
#[derive(Default)]
struct Shelf(BTreeMap<TermsId, Arc<Terms>>);

impl Book for Shelf {
    fn terms(&self, id: TermsId) -> Result<Arc<Terms>> {
        Ok(Arc::clone(&self.0[&id]))
    }

    fn hours(&self, id: HoursId) -> Result<Arc<Calendar>> {
        let days = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
        let week = match id {
            OFFICE => Week::of(&days, &["09:00-17:00".parse::<Span>().unwrap()]),
            ALWAYS => Week::always(),
            _ => Week::default(),
        };
        Ok(Arc::new(Definition { zone: "Etc/UTC".into(), week, days: Vec::new() }.calendar().unwrap()))
    }
}

impl Shelf {
    fn with(mut self, id: i64, hours: HoursId, targets: &[(Metric, u32, &[Stand])]) -> Self {
        let target = |(metric, minutes, pauses): &(Metric, u32, &[Stand])| Target {
            metric: *metric,
            minutes: *minutes,
            pauses: pauses.to_vec(),
            marks: vec![75, 100],
        };
        let terms = Terms { agreement: AgreementId(id), hours, targets: targets.iter().map(target).collect() };
        self.0.insert(TermsId(id), Arc::new(terms));
        self
    }
}

/// Monday at this hour and minute; hours beyond 24 are the next days'.
fn at(hour: i64, minute: i64) -> Moment {
    Moment(1_795_392_000_000 + hour * HOUR_MS + minute * MINUTE_MS)
}

fn told(hour: i64, minute: i64, fact: Fact) -> Happened {
    Happened { at: at(hour, minute), fact }
}

fn stands(hour: i64, minute: i64, stand: Stand) -> Happened {
    told(hour, minute, Fact::Stands { stand, since: at(hour, minute) })
}

fn agreed(hour: i64, minute: i64, id: i64) -> Happened {
    told(hour, minute, Fact::Agreed { terms: Some(TermsId(id)) })
}

/// Opened at 10:00 under terms 1.
fn opened() -> Vec<Happened> {
    vec![told(10, 0, Fact::Opened { answered: false }), agreed(10, 0, 1)]
}

fn run(facts: &[Happened], now: Moment, shelf: &Shelf, metric: Metric) -> Run {
    runs(facts, now, shelf).unwrap().into_iter().rfind(|run| run.metric == metric).unwrap()
}

fn pausing() -> Shelf {
    Shelf::default().with(1, OFFICE, &[(Metric::FirstResponse, 60, &[]), (Metric::Resolution, 480, &[Stand::Waiting, Stand::OnHold])])
}

#[test]
fn a_first_answer_in_time_keeps_the_promise_and_a_late_one_breaks_it() {
    let shelf = pausing();
    let mut facts = opened();
    facts.push(told(11, 0, Fact::Answered));
    let first = run(&facts, at(12, 0), &shelf, Metric::FirstResponse);
    assert_eq!(
        (first.spent_ms, first.ended, first.breached),
        (60 * MINUTE_MS, Some((at(11, 0), End::Met)), None),
        "the last moment counts"
    );
    facts[2] = told(11, 1, Fact::Answered);
    let late = run(&facts, at(12, 0), &shelf, Metric::FirstResponse);
    assert_eq!(late.breached, Some(at(11, 0)));
}

#[test]
fn a_clock_pauses_while_it_is_not_our_move_and_nights_do_not_count() {
    let shelf = pausing();
    let mut facts = opened();
    facts.extend([stands(12, 0, Stand::Waiting), stands(15, 0, Stand::Active), stands(16, 0, Stand::OnHold), stands(34, 0, Stand::Active)]);
    let fix = run(&facts, at(35, 0), &shelf, Metric::Resolution);
    assert_eq!(fix.spent_ms, 4 * HOUR_MS, "10 to 12, 15 to 16, and Tuesday 10 to 11");
    let states: Vec<State> = fix.periods.iter().map(|p| p.state).collect();
    let counting = State::Counting(OFFICE);
    assert_eq!(states, [counting, State::Paused(Stand::Waiting), counting, State::Paused(Stand::OnHold), counting]);
}

#[test]
fn what_was_counted_stays_counted_when_the_agreement_changes() {
    let shelf = pausing().with(2, ALWAYS, &[(Metric::Resolution, 240, &[])]).with(3, OFFICE, &[(Metric::Resolution, 60, &[])]);
    let mut facts = opened();
    facts.push(agreed(16, 0, 2));
    let fix = run(&facts, at(30, 0), &shelf, Metric::Resolution);
    assert_eq!(fix.spent_ms, 20 * HOUR_MS, "six by the office's hours, fourteen round the clock");
    assert_eq!(fix.breached, Some(at(16, 0)), "nobody can be late for a promise before it was made");
    let mut shorter = opened();
    shorter.push(agreed(10, 30, 3));
    let fix = run(&shorter, at(12, 0), &shelf, Metric::Resolution);
    assert_eq!(fix.breached, Some(at(11, 0)), "half an hour was spent before");
    let mut longer = opened();
    longer.extend([agreed(10, 0, 3), agreed(12, 0, 1)]);
    assert_eq!(run(&longer, at(12, 0), &shelf, Metric::Resolution).breached, None, "more time takes the breach back");
    let mut none = opened();
    none.push(told(12, 0, Fact::Agreed { terms: None }));
    assert_eq!(run(&none, at(14, 0), &shelf, Metric::Resolution).terms, None);
}

#[test]
fn resolving_stops_reopening_resumes_and_undo_never_was() {
    let shelf = pausing();
    let mut facts = opened();
    facts.push(stands(11, 0, Stand::Done));
    let done = run(&facts, at(16, 0), &shelf, Metric::Resolution);
    assert_eq!((done.spent_ms, done.ended), (HOUR_MS, Some((at(11, 0), End::Met))));
    assert_eq!(run(&facts, at(16, 0), &shelf, Metric::FirstResponse).ended, Some((at(11, 0), End::Met)), "a resolution is an answer");
    let mut reopened = facts.clone();
    reopened.push(stands(13, 0, Stand::Active));
    let again = run(&reopened, at(14, 0), &shelf, Metric::Resolution);
    assert_eq!((again.spent_ms, again.ended, again.cycle), (2 * HOUR_MS, None, 1), "11 to 13 is nobody's time");
    let mut undone = facts;
    undone.push(told(11, 5, Fact::Stands { stand: Stand::Active, since: at(10, 0) }));
    let never = run(&undone, at(14, 0), &shelf, Metric::Resolution);
    assert_eq!((never.spent_ms, never.ended), (4 * HOUR_MS, None));
    assert_eq!(run(&undone, at(14, 0), &shelf, Metric::FirstResponse).ended, None);
}

#[test]
fn merging_drops_clocks_and_unmerging_has_them_go_on() {
    let shelf = pausing();
    let mut facts = opened();
    facts.push(stands(11, 0, Stand::Merged));
    assert_eq!(run(&facts, at(12, 0), &shelf, Metric::Resolution).ended, Some((at(11, 0), End::Dropped)));
    facts.push(told(13, 0, Fact::Stands { stand: Stand::Active, since: at(10, 0) }));
    let parted = run(&facts, at(14, 0), &shelf, Metric::Resolution);
    assert_eq!((parted.spent_ms, parted.ended), (4 * HOUR_MS, None));
}

#[test]
fn next_answers_updates_and_teams_run_again_and_again() {
    let shelf = Shelf::default().with(1, OFFICE, &[(Metric::NextResponse, 60, &[]), (Metric::Update, 120, &[]), (Metric::Team, 120, &[])]);
    let mut facts = opened();
    facts.extend([
        told(10, 0, Fact::Given { team: Some(1) }),
        told(10, 10, Fact::Asked),
        told(10, 30, Fact::Answered),
        told(11, 0, Fact::Asked),
        told(11, 20, Fact::Asked),
        told(11, 45, Fact::Answered),
        told(13, 0, Fact::Given { team: Some(2) }),
        told(13, 5, Fact::Given { team: Some(1) }),
    ]);
    let all = runs(&facts, at(15, 0), &shelf).unwrap();
    let of = |metric: Metric| all.iter().filter(|run| run.metric == metric).collect::<Vec<_>>();
    let next = of(Metric::NextResponse);
    assert_eq!((next.len(), next[0].spent_ms), (1, 45 * MINUTE_MS), "from the first unanswered word on; before the first answer none");
    let update = of(Metric::Update);
    assert_eq!((update.len(), update[1].started, update[1].breached), (2, at(11, 45), Some(at(13, 45))));
    let team = of(Metric::Team);
    assert_eq!((team.len(), team[0].spent_ms), (1, 5 * HOUR_MS), "given back at once is not given away");
    assert_eq!(team[0].breached, Some(at(12, 0)));
}

#[test]
fn a_calendar_that_never_opens_never_breaks_a_promise() {
    let shelf = Shelf::default().with(1, NEVER, &[(Metric::Resolution, 60, &[])]);
    let fix = run(&opened(), at(500, 0), &shelf, Metric::Resolution);
    assert_eq!((fix.spent_ms, fix.breached), (0, None));
}

fn some_facts() -> impl Strategy<Value = Vec<Happened>> {
    let stand = prop::sample::select(vec![Stand::Active, Stand::Waiting, Stand::OnHold, Stand::Done]);
    let fact = prop_oneof![
        stand.prop_map(|stand| Fact::Stands { stand, since: Moment(0) }),
        Just(Fact::Asked),
        Just(Fact::Answered),
        (1..4_i64).prop_map(|id| Fact::Agreed { terms: Some(TermsId(id)) }),
        (0..3_i64).prop_map(|team| Fact::Given { team: (team > 0).then_some(team) }),
    ];
    prop::collection::vec((0..600_i64, fact), 0..12).prop_map(|steps| {
        let mut facts = opened();
        let mut minute = 0;
        for (later, mut fact) in steps {
            minute += later;
            if let Fact::Stands { since, .. } = &mut fact {
                *since = at(10, minute);
            }
            facts.push(told(10, minute, fact));
        }
        facts
    })
}

proptest! {
    #[test]
    fn looking_more_often_changes_nothing(facts in some_facts(), looks in prop::collection::vec(0..9_000_i64, 0..6)) {
        let shelf = pausing().with(2, ALWAYS, &[(Metric::Resolution, 240, &[Stand::Waiting])]).with(3, OFFICE, &[(Metric::Update, 30, &[])]);
        let end = at(200, 0);
        let whole = runs(&facts, end, &shelf).unwrap();
        // A fact that says what is so already is another look at the clocks.
        let mut looked = facts.clone();
        for minute in looks {
            let when = at(10, minute);
            let place = looked.partition_point(|f| f.at <= when);
            let terms = looked[..place].iter().rev().find_map(|f| if let Fact::Agreed { terms } = f.fact { Some(terms) } else { None });
            looked.insert(place, Happened { at: when, fact: Fact::Agreed { terms: terms.unwrap_or(Some(TermsId(1))) } });
        }
        let parts = runs(&looked, end, &shelf).unwrap();
        for (one, other) in whole.iter().zip(&parts) {
            prop_assert_eq!((one.metric, one.cycle, one.spent_ms, one.breached, one.ended), (other.metric, other.cycle, other.spent_ms, other.breached, other.ended));
        }
        prop_assert_eq!(whole.len(), parts.len());
    }

    #[test]
    fn periods_lie_end_to_end_and_add_up(facts in some_facts()) {
        let shelf = pausing().with(2, ALWAYS, &[(Metric::Resolution, 240, &[])]).with(3, OFFICE, &[(Metric::Team, 30, &[])]);
        for run in runs(&facts, at(200, 0), &shelf).unwrap() {
            prop_assert_eq!(run.periods.iter().map(|p| p.counted_ms).sum::<i64>(), run.spent_ms);
            for pair in run.periods.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
            }
            if let Some(first) = run.periods.first() {
                prop_assert_eq!(first.from, run.started);
            }
        }
    }
}
