//! Who is on duty, stretch by stretch: the plans in force, with overrides above them and absences taken out.

use std::collections::BTreeSet;

use calendar::{Calendar, Definition, Problem, SpecialDay, Week};
use jiff::tz::TimeZone;
use people::PersonId;

use crate::plan::{Layer, Plan};

/// A plan and the moment since which it holds, in Unix milliseconds.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Since when.
    pub since: i64,
    /// The plan.
    pub plan: Plan,
}

/// Somebody put on duty by hand; of two at one time the later in the list holds.
#[derive(Debug, Clone, Copy)]
pub struct StandIn {
    /// The override.
    pub id: i64,
    /// Who.
    pub person: PersonId,
    /// From.
    pub from: i64,
    /// To.
    pub to: i64,
}

/// Somebody who is off.
#[derive(Debug, Clone, Copy)]
pub struct Away {
    /// Who.
    pub person: PersonId,
    /// From.
    pub from: i64,
    /// To.
    pub to: i64,
    /// Who is asked in their place first.
    pub cover: Option<PersonId>,
}

/// Why somebody is on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is their turn in the layer at this place.
    Turn(usize),
    /// They stand in for whose turn it is, or who was put on, and who is away.
    For(PersonId),
    /// They were put on by hand.
    PutOn(i64),
    /// Nobody is: no layer has anybody.
    Nobody,
}

/// A stretch of time with one person on duty, or nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// From, in Unix milliseconds.
    pub from: i64,
    /// To; not part of it.
    pub to: i64,
    /// Who.
    pub person: Option<PersonId>,
    /// Why.
    pub why: Why,
}

/// All that says who is on duty in one rota.
#[derive(Debug, Clone, Default)]
pub struct Plans {
    /// The plans, oldest first.
    pub plans: Vec<InForce>,
    /// Those put on by hand, in the order in which they were.
    pub stand_ins: Vec<StandIn>,
    /// Who is off.
    pub away: Vec<Away>,
}

/// A layer made ready for a stretch of time.
struct Ready<'p> {
    layer: &'p Layer,
    zone: TimeZone,
    /// When it is open; `None` for always.
    open: Option<Vec<(i64, i64)>>,
}

impl Plans {
    /// Who is on duty between two moments, without gaps and overlaps; neighbours differ.
    ///
    /// # Errors
    /// When a plan's zone or hours do not hold.
    pub fn duties(&self, from: i64, to: i64) -> Result<Vec<Duty>, Problem> {
        if to <= from {
            return Ok(Vec::new());
        }
        let mut edges = BTreeSet::from([from, to]);
        let mut ready = Vec::new();
        for plan in &self.plans {
            let layers = plan.plan.layers.iter().map(|layer| Ready::of(layer, &plan.plan, from, to)).collect::<Result<Vec<_>, _>>()?;
            edges.insert(plan.since);
            layers.iter().for_each(|layer| layer.edges(from, to, &mut edges));
            ready.push((plan.since, layers));
        }
        self.stand_ins.iter().for_each(|one| edges.extend([one.from, one.to]));
        self.away.iter().for_each(|one| edges.extend([one.from, one.to]));
        let edges: Vec<i64> = edges.into_iter().filter(|at| (from..=to).contains(at)).collect();
        let mut duties: Vec<Duty> = Vec::new();
        for pair in edges.windows(2) {
            let (person, why) = self.at(&ready, pair[0]);
            match duties.last_mut() {
                Some(last) if last.person == person && last.why == why => last.to = pair[1],
                _ => duties.push(Duty { from: pair[0], to: pair[1], person, why }),
            }
        }
        Ok(duties)
    }

    fn at(&self, ready: &[(i64, Vec<Ready<'_>>)], at: i64) -> (Option<PersonId>, Why) {
        let stand_ins = self.stand_ins.iter().rev().filter(|one| (one.from..one.to).contains(&at));
        for one in stand_ins {
            if !self.is_away(one.person, at) {
                return (Some(one.person), Why::PutOn(one.id));
            }
            if let Some(cover) = self.cover(one.person, at) {
                return (Some(cover), Why::For(one.person));
            }
        }
        let Some((_, layers)) = ready.iter().rev().find(|(since, _)| *since <= at) else { return (None, Why::Nobody) };
        for (place, layer) in layers.iter().enumerate().rev() {
            if let Some((person, instead_of)) = self.in_layer(layer, at) {
                return (Some(person), instead_of.map_or(Why::Turn(place), Why::For));
            }
        }
        (None, Why::Nobody)
    }

    /// Who a layer has at a moment: whose turn it is, who covers for them, or whose turn comes next.
    fn in_layer(&self, ready: &Ready<'_>, at: i64) -> Option<(PersonId, Option<PersonId>)> {
        if !ready.is_open(at) {
            return None;
        }
        let mut asked = ready.layer.asked_from(ready.layer.turn_at(&ready.zone, at)?);
        let first = asked.next()?;
        if !self.is_away(first, at) {
            return Some((first, None));
        }
        let instead = self.cover(first, at).or_else(|| asked.find(|person| !self.is_away(*person, at)))?;
        Some((instead, Some(first)))
    }

    /// Is somebody off at a moment?
    #[must_use]
    pub fn is_away(&self, person: PersonId, at: i64) -> bool {
        self.away.iter().any(|away| away.person == person && (away.from..away.to).contains(&at))
    }

    fn cover(&self, person: PersonId, at: i64) -> Option<PersonId> {
        let own = self.away.iter().filter(|away| away.person == person && (away.from..away.to).contains(&at));
        own.filter_map(|away| away.cover).find(|cover| !self.is_away(*cover, at))
    }
}

impl<'p> Ready<'p> {
    fn of(layer: &'p Layer, plan: &Plan, from: i64, to: i64) -> Result<Self, Problem> {
        let zone = TimeZone::get(&plan.zone).map_err(|_| Problem::NoZone(plan.zone.clone()))?;
        let open = layer.hours.as_ref().map(|week| open(&plan.zone, week, &plan.days, from, to)).transpose()?;
        Ok(Self { layer, zone, open })
    }

    fn is_open(&self, at: i64) -> bool {
        self.open.as_ref().is_none_or(|open| open.iter().any(|(from, to)| (*from..*to).contains(&at)))
    }

    /// The moments at which somebody else may come on.
    fn edges(&self, from: i64, to: i64, edges: &mut BTreeSet<i64>) {
        let mut turn = self.layer.turn_at(&self.zone, from).map_or(0, |turn| turn + 1);
        // A turn without length hands over to nobody.
        while self.layer.days > 0
            && let Some(at) = self.layer.hand_over(&self.zone, turn).filter(|at| *at < to)
        {
            edges.insert(at);
            turn += 1;
        }
        edges.extend(self.open.iter().flatten().flat_map(|(from, to)| [*from, *to]));
    }
}

/// When hours are open between two moments.
fn open(zone: &str, week: &Week, days: &[SpecialDay], from: i64, to: i64) -> Result<Vec<(i64, i64)>, Problem> {
    let calendar = Calendar::new(Definition { zone: zone.to_owned(), week: week.clone(), days: days.to_vec() })?;
    let found = calendar.stretches(from, to)?;
    Ok(found.list.into_iter().filter(|s| s.closed.is_none()).map(|s| (s.from_ms, s.to_ms)).collect())
}
