//! A rota as its form has it: layers a group each, people in the order of their turns, steps of the paging chain a row each.

use calendar::{Problem, Span, SpecialDay, Week};
use catalogue::Say;
use outcome::{Check, Result, Sentence};
use people::{PersonId, TeamId};
use rota::{CALLS_MAX, Call, Called, LAYERS_MAX, Layer, Plan, Rota, RotaInput};

use crate::settings::calendars::DAYS;
use crate::ui::view::Choice;

/// Empty places for people that a layer offers beside those there are.
const PEOPLE_SPARE: usize = 2;
/// Empty rows for steps that a form offers beside those there are.
const CALLS_SPARE: usize = 1;

/// What is typed, by the names of the fields: `layer-0-name`, `layer-0-person` (several), `call-0-minutes`.
#[derive(Clone, Default)]
pub struct Typed(Vec<(String, String)>);

/// A layer's group.
pub struct LayerRow {
    pub number: usize,
    /// What the names of its fields begin with.
    pub prefix: String,
    pub name: String,
    pub first: String,
    pub at: String,
    pub days: String,
    /// A select field for each turn.
    pub people: Vec<Vec<Choice>>,
    /// Name, label and value of each weekday's hours.
    pub hours: Vec<(String, String, String)>,
    pub limited: bool,
    /// Is it the empty one at the end?
    pub spare: bool,
}

/// A step's row.
pub struct CallRow {
    pub number: usize,
    /// What the names of its fields begin with.
    pub prefix: String,
    pub whom: Vec<Choice>,
    pub minutes: String,
}

/// What a rota can name.
pub struct Offered {
    pub teams: Vec<(TeamId, String)>,
    pub people: Vec<(PersonId, String)>,
}

impl Typed {
    /// What a form sent.
    pub fn new(form: Vec<(String, String)>) -> Self {
        Self(form)
    }

    /// A new rota: a week each from Monday on, handed over at nine.
    pub fn usual(zone: &str, monday: &str) -> Self {
        let mut typed = Self::default();
        for (name, value) in [("zone", zone), ("layer-0-first", monday), ("layer-0-at", "09:00"), ("layer-0-days", "7"), ("rounds", "2")] {
            typed.put(name, value);
        }
        typed.put_calls(&Plan::usual_calls());
        typed
    }

    /// A rota to be changed.
    pub fn of(rota: &Rota) -> Self {
        let mut typed = Self::default();
        let plan = &rota.plan;
        typed.put("name", &rota.name);
        typed.put("team", rota.team.map(|t| t.to_string()).unwrap_or_default());
        typed.put("zone", &plan.zone);
        typed.put("days", plan.days.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        typed.put("rounds", plan.rounds.to_string());
        for (n, layer) in plan.layers.iter().enumerate() {
            typed.put(&format!("layer-{n}-name"), &layer.name);
            typed.put(&format!("layer-{n}-first"), layer.first.to_string());
            typed.put(&format!("layer-{n}-at"), layer.at.strftime("%H:%M").to_string());
            typed.put(&format!("layer-{n}-days"), layer.days.to_string());
            layer.people.iter().for_each(|person| typed.put(&format!("layer-{n}-person"), person.to_string()));
            for (field, day) in DAYS {
                let hours = layer.hours.as_ref().map(|week| week.on(day).iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
                typed.put(&format!("layer-{n}-{field}"), hours.unwrap_or_default());
            }
        }
        typed.put_calls(&plan.calls);
        typed
    }

    fn put(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    fn put_calls(&mut self, calls: &[Call]) {
        for (n, call) in calls.iter().enumerate() {
            self.put(&format!("call-{n}-whom"), call.whom.to_string());
            self.put(&format!("call-{n}-minutes"), call.minutes.to_string());
        }
    }

    /// What a field says.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(field, value)| field == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    fn of_layer(&self, number: usize, field: &str) -> &str {
        self.get(&format!("layer-{number}-{field}"))
    }

    /// Is something said of this layer? Its name or somebody in it; the rest has beginnings of its own.
    fn says(&self, number: usize) -> bool {
        !self.of_layer(number, "name").trim().is_empty() || self.all(&format!("layer-{number}-person")).next().is_some()
    }

    /// What it says, read.
    pub fn input(&self) -> Result<RotaInput> {
        let mut check = Check::new();
        let layers: Vec<Layer> = (0..=LAYERS_MAX).filter(|n| self.says(*n)).map(|n| self.layer(n, &mut check)).collect();
        let mut days = Vec::new();
        for line in self.get("days").lines().filter(|line| !line.trim().is_empty()) {
            match line.parse::<SpecialDay>() {
                Ok(day) => days.push(day),
                Err(_) => drop(check.that(false, "days", Sentence::new("rota-no-day").with("line", line.trim()))),
            }
        }
        let mut calls = Vec::new();
        for n in 0..=CALLS_MAX {
            if let Ok(whom) = self.get(&format!("call-{n}-whom")).parse::<Called>() {
                calls.push(Call { whom, minutes: self.get(&format!("call-{n}-minutes")).trim().parse().unwrap_or(0) });
            }
        }
        check.done()?;
        let (name, zone, team) = (self.get("name").to_owned(), self.get("zone").to_owned(), self.get("team").parse().ok());
        let rounds = self.get("rounds").trim().parse().unwrap_or(0);
        Ok(RotaInput { name, team, plan: Plan { zone, layers, days, calls, rounds } })
    }

    fn layer(&self, n: usize, check: &mut Check) -> Layer {
        let says = |key: &'static str| Sentence::new(key).with("layer", n + 1);
        let (first, at, hours) = (self.of_layer(n, "first").parse(), self.of_layer(n, "at").parse(), self.hours(n));
        check.that(first.is_ok(), "layers", says("rota-layer-first")).that(at.is_ok(), "layers", says("rota-layer-at")).that(
            hours.is_ok(),
            "layers",
            says("rota-layer-hours"),
        );
        Layer {
            name: self.of_layer(n, "name").trim().to_owned(),
            people: self.all(&format!("layer-{n}-person")).filter_map(|id| id.parse().ok()).collect(),
            first: first.unwrap_or_default(),
            at: at.unwrap_or_default(),
            days: self.of_layer(n, "days").trim().parse().unwrap_or(0),
            hours: hours.unwrap_or_default(),
        }
    }

    /// The hours a layer is limited to; none when nothing is said of any day.
    fn hours(&self, n: usize) -> Result<Option<Week>, Problem> {
        let mut week = Week::default();
        for (field, day) in DAYS {
            let spans = self.of_layer(n, field).split(',').map(str::trim).filter(|span| !span.is_empty());
            week.set(day, spans.map(str::parse::<Span>).collect::<Result<_, _>>()?);
        }
        Ok((!week.is_empty()).then_some(week))
    }

    /// The layers' groups, with an empty one at the end.
    pub fn layers(&self, say: &Say, offered: &Offered) -> Vec<LayerRow> {
        let said = (0..=LAYERS_MAX).rfind(|n| self.says(*n)).map_or(0, |last| last + 1);
        (0..(said + 1).min(LAYERS_MAX)).map(|n| self.row(n, say, offered)).collect()
    }

    fn row(&self, n: usize, say: &Say, offered: &Offered) -> LayerRow {
        let mut chosen: Vec<&str> = self.all(&format!("layer-{n}-person")).collect();
        chosen.resize(chosen.len() + PEOPLE_SPARE, "");
        let people = chosen.into_iter().map(|person| {
            let nobody = Choice::new("", say.say("settings-rota-nobody"), person);
            std::iter::once(nobody).chain(offered.people.iter().map(|(id, name)| Choice::new(id, name, person))).collect()
        });
        let hour = |(field, _): (&'static str, _)| {
            let name = format!("layer-{n}-{field}");
            (name.clone(), say.say(&format!("settings-day-short-{field}")).into_owned(), self.get(&name).to_owned())
        };
        let or = |field: &str, usual: &str| match self.of_layer(n, field) {
            "" => usual.to_owned(),
            said => said.to_owned(),
        };
        let hours: Vec<_> = DAYS.into_iter().map(hour).collect();
        LayerRow {
            number: n,
            prefix: format!("layer-{n}-"),
            name: self.of_layer(n, "name").to_owned(),
            first: or("first", self.of_layer(0, "first")),
            at: or("at", "09:00"),
            days: or("days", "7"),
            people: people.collect(),
            limited: hours.iter().any(|(_, _, value)| !value.is_empty()),
            hours,
            spare: n > 0 && !self.says(n),
        }
    }

    /// The steps' rows, with empty ones at the end.
    pub fn calls(&self, say: &Say) -> Vec<CallRow> {
        let said = (0..=CALLS_MAX).rfind(|n| !self.get(&format!("call-{n}-whom")).is_empty()).map_or(0, |last| last + 1);
        let row = |n: usize| {
            let chosen = self.get(&format!("call-{n}-whom"));
            let nobody = Choice::new("", say.say("settings-rota-no-step"), chosen);
            let whom = Called::ALL.iter().map(|whom| Choice::new(whom, say.say(&format!("called-{whom}")), chosen));
            let minutes = self.get(&format!("call-{n}-minutes")).to_owned();
            CallRow { number: n, prefix: format!("call-{n}-"), whom: std::iter::once(nobody).chain(whom).collect(), minutes }
        };
        (0..(said + CALLS_SPARE).min(CALLS_MAX)).map(row).collect()
    }
}
