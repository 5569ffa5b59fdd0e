//! An agreement as its form has it: a matrix of targets by priority, and steps of escalation a row each.

use std::collections::HashMap;

use catalogue::Say;
use outcome::{Check, Result, Sentence};
use people::{PersonId, TeamId};
use sla::{Act, Agreement, AgreementInput, CalendarId, Metric, PRIORITIES, Stand, Step, Targets, Whom};

use crate::ui::view::Choice;

/// Empty rows for steps that a form offers beside those there are.
const STEPS_SPARE: usize = 2;

/// What is typed, by the names of the fields: `resolution-1`, `resolution-pause-waiting`, `step-0-percent`.
#[derive(Clone, Default)]
pub struct Typed(HashMap<String, String>);

/// A row of the matrix.
pub struct Row {
    pub name: String,
    pub hint: String,
    /// Name, label and value of each priority's field.
    pub cells: Vec<(String, String, String)>,
    /// Name, label and state of what pauses it.
    pub pauses: Vec<(String, String, bool)>,
}

/// A row of the steps.
pub struct StepRow {
    pub number: usize,
    pub percent: String,
    pub metrics: Vec<Choice>,
    pub acts: Vec<Choice>,
}

/// Whom steps can name.
pub struct Offered {
    pub teams: Vec<(TeamId, String)>,
    pub people: Vec<(PersonId, String)>,
    pub rotas: Vec<(rota::RotaId, String)>,
}

impl Typed {
    /// What a form sent.
    pub fn new(form: HashMap<String, String>) -> Self {
        Self(form)
    }

    /// Is it only to be tried?
    pub fn rehearses(&self) -> bool {
        self.get("do") == "rehearse"
    }

    /// A new agreement: warned at three quarters; what is to be resolved pauses while it is not our move.
    pub fn usual() -> Self {
        let on = ["resolution-pause-waiting", "resolution-pause-on_hold", "update-pause-waiting", "update-pause-on_hold"];
        let mut all: HashMap<String, String> = on.iter().map(|name| ((*name).to_owned(), "on".to_owned())).collect();
        all.insert("warn_percent".to_owned(), "75".to_owned());
        Self(all)
    }

    /// An agreement to be changed.
    pub fn of(agreement: &Agreement) -> Self {
        let mut all = HashMap::new();
        all.insert("name".to_owned(), agreement.name.clone());
        all.insert("filter".to_owned(), agreement.filter.clone());
        all.insert("calendar".to_owned(), agreement.calendar.to_string());
        all.insert("warn_percent".to_owned(), agreement.warn_percent.to_string());
        for targets in &agreement.targets {
            for (place, minutes) in targets.minutes.iter().enumerate() {
                all.insert(format!("{}-{}", targets.metric, place + 1), minutes.map(written).unwrap_or_default());
            }
            for stand in &targets.pauses {
                all.insert(format!("{}-pause-{stand}", targets.metric), "on".to_owned());
            }
        }
        for (number, step) in agreement.steps.iter().enumerate() {
            all.insert(format!("step-{number}-percent"), step.percent.to_string());
            all.insert(format!("step-{number}-metric"), step.metric.map(|m| m.to_string()).unwrap_or_default());
            all.insert(format!("step-{number}-act"), act_word(step.act));
        }
        Self(all)
    }

    /// What a field says.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// What it says, read.
    pub fn input(&self) -> Result<AgreementInput> {
        let mut check = Check::new();
        let mut targets = Vec::new();
        for metric in Metric::ALL {
            let mut minutes = [None; PRIORITIES];
            for (place, cell) in minutes.iter_mut().enumerate() {
                let text = self.get(&format!("{metric}-{}", place + 1));
                *cell = minutes_of(text);
                let says = Sentence::new("settings-agreement-no-time").with("time", text);
                check.that(text.trim().is_empty() || cell.is_some(), "targets", says);
            }
            let pauses =
                [Stand::Waiting, Stand::OnHold].into_iter().filter(|stand| !self.get(&format!("{metric}-pause-{stand}")).is_empty());
            targets.push(Targets { metric: *metric, minutes, pauses: pauses.collect() });
        }
        let mut steps = Vec::new();
        for number in 0..sla::STEPS_MAX + STEPS_SPARE {
            let act = self.get(&format!("step-{number}-act"));
            if act.is_empty() {
                continue;
            }
            let percent = self.get(&format!("step-{number}-percent")).trim().parse().unwrap_or(0);
            let metric = self.get(&format!("step-{number}-metric")).parse().ok();
            match act_of(act) {
                Some(act) => steps.push(Step { percent, metric, act }),
                None => {
                    check.that(false, "steps", "settings-agreement-no-act");
                }
            }
        }
        let warn = self.get("warn_percent").trim();
        let warn_percent = if warn.is_empty() { Some(0) } else { warn.parse().ok() };
        check.that(warn_percent.is_some(), "warn_percent", "agreement-warn-range");
        check.done()?;
        Ok(AgreementInput {
            name: self.get("name").to_owned(),
            filter: self.get("filter").to_owned(),
            calendar: self.get("calendar").parse().unwrap_or(CalendarId(0)),
            warn_percent: warn_percent.unwrap_or(0),
            targets,
            steps,
        })
    }

    /// The matrix.
    pub fn rows(&self, say: &Say) -> Vec<Row> {
        let row = |metric: &Metric| {
            let name = say.say(&format!("promise-{metric}")).into_owned();
            let cell = |rank: usize| {
                let field = format!("{metric}-{rank}");
                let label = say.say2("settings-agreement-cell", "promise", name.as_str(), "rank", rank).into_owned();
                (field.clone(), label, self.get(&field).to_owned())
            };
            let pause = |stand: Stand| {
                let field = format!("{metric}-pause-{stand}");
                (field.clone(), say.say(&format!("settings-agreement-pause-{stand}")).into_owned(), !self.get(&field).is_empty())
            };
            Row {
                hint: say.say(&format!("settings-agreement-{metric}")).into_owned(),
                cells: (1..=PRIORITIES).map(cell).collect(),
                pauses: [Stand::Waiting, Stand::OnHold].into_iter().map(pause).collect(),
                name: name.clone(),
            }
        };
        Metric::ALL.iter().map(row).collect()
    }

    /// The steps, and some empty rows.
    pub fn steps(&self, say: &Say, offered: &Offered) -> Vec<StepRow> {
        let filled = (0..sla::STEPS_MAX).filter(|n| !self.get(&format!("step-{n}-act")).is_empty()).count();
        let row = |number: usize| {
            let chosen = self.get(&format!("step-{number}-metric"));
            let mut metrics = vec![Choice::new("", say.say("settings-step-any"), chosen)];
            metrics.extend(Metric::ALL.iter().map(|m| Choice::new(m, say.say(&format!("promise-{m}")), chosen)));
            let acts = acts(say, offered, self.get(&format!("step-{number}-act")));
            StepRow { number, percent: self.get(&format!("step-{number}-percent")).to_owned(), metrics, acts }
        };
        (0..(filled + STEPS_SPARE).min(sla::STEPS_MAX)).map(row).collect()
    }
}

/// What a step can do.
fn acts(say: &Say, offered: &Offered, chosen: &str) -> Vec<Choice> {
    let mut all = vec![Choice::new("", say.say("settings-step-none"), chosen)];
    let mut offer = |act: Act, label: String| all.push(Choice::new(act_word(act), label, chosen));
    for (tell, key) in [(true, "settings-step-tell"), (false, "settings-step-page")] {
        let act = |whom: Whom| if tell { Act::Tell(whom) } else { Act::Page(whom) };
        for (whom, word) in [(Whom::Assignee, "assignee"), (Whom::Team, "team"), (Whom::Leads, "leads")] {
            let name = say.say(&format!("told-whom-{word}"));
            offer(act(whom), say.say1(key, "name", name.as_ref()).into_owned());
        }
        for (rota, name) in &offered.rotas {
            let name = say.say1("settings-step-rota", "name", name.as_str());
            offer(act(Whom::Rota(rota.0)), say.say1(key, "name", name.as_ref()).into_owned());
        }
        for (person, name) in &offered.people {
            offer(act(Whom::Person(*person)), say.say1(key, "name", name.as_str()).into_owned());
        }
    }
    offer(Act::Raise, say.say("settings-step-raise").into_owned());
    for (team, name) in &offered.teams {
        offer(Act::Reassign(*team), say.say1("settings-step-reassign", "name", name.as_str()).into_owned());
    }
    all
}

fn act_word(act: Act) -> String {
    let whom = |whom: Whom| match whom {
        Whom::Assignee => "assignee".to_owned(),
        Whom::Team => "team".to_owned(),
        Whom::Leads => "leads".to_owned(),
        Whom::Person(person) => format!("person-{person}"),
        Whom::Rota(rota) => format!("rota-{rota}"),
    };
    match act {
        Act::Tell(who) => format!("tell-{}", whom(who)),
        Act::Page(who) => format!("page-{}", whom(who)),
        Act::Reassign(team) => format!("reassign-{team}"),
        Act::Raise => "raise".to_owned(),
    }
}

fn act_of(word: &str) -> Option<Act> {
    let whom = |word: &str| match word {
        "assignee" => Some(Whom::Assignee),
        "team" => Some(Whom::Team),
        "leads" => Some(Whom::Leads),
        other => match other.split_once('-')? {
            ("person", person) => Some(Whom::Person(person.parse().ok()?)),
            ("rota", rota) => Some(Whom::Rota(rota.parse().ok()?)),
            _ => None,
        },
    };
    match word.split_once('-') {
        Some(("tell", who)) => Some(Act::Tell(whom(who)?)),
        Some(("page", who)) => Some(Act::Page(whom(who)?)),
        Some(("reassign", team)) => Some(Act::Reassign(team.parse().ok()?)),
        _ => (word == "raise").then_some(Act::Raise),
    }
}

/// Minutes of `30m`, `4h`, `1h 30m`, `1.5h`, `2:30`; plain numbers are minutes.
fn minutes_of(text: &str) -> Option<u32> {
    let text: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    if let Some((hours, minutes)) = text.split_once(':') {
        return hours.parse::<u32>().ok()?.checked_mul(60)?.checked_add(minutes.parse().ok().filter(|m| *m < 60)?);
    }
    let (hours, rest) = match text.split_once('h') {
        Some((hours, rest)) => (hours.replace(',', ".").parse::<f64>().ok().filter(|h| h.is_finite() && (0.0..1.0e6).contains(h))?, rest),
        None => (0.0, text.as_str()),
    };
    let minutes = rest.trim_end_matches("min").trim_end_matches('m');
    let minutes: u32 = if minutes.is_empty() && hours > 0.0 { 0 } else { minutes.parse().ok()? };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
    let from_hours = (hours * 60.0).round() as u32;
    from_hours.checked_add(minutes).filter(|m| *m > 0)
}

/// Minutes as they are typed.
fn written(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h {minutes}m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_they_are_written() {
        for minutes in [1, 30, 60, 90, 480, 2_400] {
            assert_eq!(minutes_of(&written(minutes)), Some(minutes));
        }
        assert_eq!(minutes_of("1,5 h"), Some(90));
        assert_eq!(minutes_of("2:30"), Some(150));
        assert_eq!(minutes_of("45"), Some(45));
        for wrong in ["", "h", "0", "soon", "-5", "1:75", "1e9h", "4d"] {
            assert_eq!(minutes_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn steps_read_as_they_are_offered() {
        for act in
            [Act::Tell(Whom::Leads), Act::Page(Whom::Person(PersonId(7))), Act::Page(Whom::Rota(2)), Act::Reassign(TeamId(3)), Act::Raise]
        {
            assert_eq!(act_of(&act_word(act)), Some(act));
        }
        assert_eq!(act_of("dance"), None);
    }
}
