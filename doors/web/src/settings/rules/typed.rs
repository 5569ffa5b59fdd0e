//! A rule, or a macro, as its form has it.

use automation::{Deeds, Move, Rule, RuleInput, When};
use catalogue::Say;
use db::Conn;
use outcome::{Error, Result};
use people::{Actor, PersonId, TeamId, directory};
use serde::Deserialize;
use sla::Whom;
use tickets::{CategoryId, ChecklistId, Level};
use webhooks::WebhookId;

use crate::paging::whom;
use crate::ui::view::Choice;

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name: String,
    pub description: String,
    pub scope: String,
    pub when: String,
    pub filter: String,
    pub category: String,
    pub team: String,
    pub assignee: String,
    pub impact: String,
    pub urgency: String,
    pub tag: String,
    pub untag: String,
    pub checklist: String,
    pub note: String,
    pub reply: String,
    pub page: String,
    pub to: String,
    pub notify: String,
    pub webhook: String,
    pub once: String,
    pub stops: String,
}

/// The assignee that is whoever uses a macro.
const ME: &str = "me";

/// What a rule or a macro can name.
pub struct Offered {
    pub categories: Vec<(CategoryId, String)>,
    pub teams: Vec<(TeamId, String)>,
    pub people: Vec<(PersonId, String)>,
    pub checklists: Vec<(ChecklistId, String)>,
    pub rotas: Vec<rota::Rota>,
    pub webhooks: Vec<(WebhookId, String)>,
}

impl Offered {
    /// All of it, as far as it is in use.
    pub fn read(conn: &Conn, actor: &Actor) -> Result<Self> {
        let checklists = tickets::checklists(conn, actor)?.into_iter().filter(|c| c.archived_at.is_none());
        Ok(Self {
            categories: tickets::categories(conn)?.into_iter().filter(|c| c.archived_at.is_none()).map(|c| (c.id, c.path)).collect(),
            teams: directory::teams(conn, actor)?.into_iter().filter(|t| t.archived_at.is_none()).map(|t| (t.id, t.name)).collect(),
            people: directory::agents(conn)?.into_iter().map(|p| (p.id, p.name)).collect(),
            checklists: checklists.map(|c| (c.id, c.name)).collect(),
            rotas: rota::rotas(conn, actor)?,
            webhooks: webhooks::webhook_names(conn)?,
        })
    }
}

/// The choices of a form.
pub struct Choices {
    pub whens: Vec<Choice>,
    pub categories: Vec<Choice>,
    pub teams: Vec<Choice>,
    pub people: Vec<Choice>,
    pub impacts: Vec<Choice>,
    pub urgencies: Vec<Choice>,
    pub checklists: Vec<Choice>,
    pub pages: Vec<Choice>,
    pub moves: Vec<Choice>,
    pub notified: Vec<Choice>,
    pub webhooks: Vec<Choice>,
}

impl Typed {
    /// A new rule: it hears new tickets, each once.
    pub fn usual() -> Self {
        Self { when: When::Opened.to_string(), once: "on".to_owned(), ..Self::default() }
    }

    /// A rule to be changed.
    pub fn of(rule: &Rule) -> Self {
        let on = |on: bool| if on { "on".to_owned() } else { String::new() };
        Self {
            name: rule.name.clone(),
            filter: rule.filter.clone(),
            when: rule.when.to_string(),
            once: on(rule.once),
            stops: on(rule.stops),
            ..Self::of_deeds(&rule.deeds)
        }
    }

    /// What is to be done, to be changed.
    pub fn of_deeds(deeds: &Deeds) -> Self {
        let Deeds { category, team, assignee, take, impact, urgency, tag, untag, checklist, note, reply, page, to, notify, webhook } =
            deeds.clone();
        Self {
            category: written(category),
            team: written(team),
            assignee: if take { ME.to_owned() } else { written(assignee) },
            impact: written(impact),
            urgency: written(urgency),
            tag: tag.join(", "),
            untag: untag.join(", "),
            checklist: written(checklist),
            note,
            reply,
            page: page.map(whom::word).unwrap_or_default(),
            to: written(to),
            notify: notify.map(whom::word).unwrap_or_default(),
            webhook: written(webhook),
            ..Self::default()
        }
    }

    /// What it says, read.
    pub fn input(&self) -> Result<RuleInput> {
        Ok(RuleInput {
            name: self.name.clone(),
            when: self.when.parse().map_err(|_| Error::invalid("when", "settings-rule-no-when"))?,
            filter: self.filter.clone(),
            deeds: self.deeds(),
            once: !self.once.is_empty(),
            stops: !self.stops.is_empty(),
        })
    }

    /// What is to be done, read.
    pub fn deeds(&self) -> Deeds {
        let tags = |text: &str| text.split(',').map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect();
        Deeds {
            category: self.category.parse().ok(),
            team: self.team.parse().ok(),
            assignee: self.assignee.parse().ok(),
            take: self.assignee == ME,
            impact: self.impact.parse::<Level>().ok(),
            urgency: self.urgency.parse::<Level>().ok(),
            tag: tags(&self.tag),
            untag: tags(&self.untag),
            checklist: self.checklist.parse().ok(),
            note: self.note.clone(),
            reply: self.reply.clone(),
            page: whom::of_word(&self.page),
            to: self.to.parse::<Move>().ok(),
            notify: whom::of_word(&self.notify),
            webhook: self.webhook.parse().ok(),
        }
    }

    /// What can be chosen, and what is; a person who does the deeds can take the ticket, a rule cannot.
    pub fn choices(&self, say: &Say, offered: Offered, by_agent: bool) -> Choices {
        let stays = |chosen: &str| vec![Choice::new("", say.say("settings-rule-stays"), chosen)];
        let mut people = stays(&self.assignee);
        people.extend(by_agent.then(|| Choice::new(ME, say.say("settings-macro-take"), &self.assignee)));
        let levels = |key: &str, chosen: &str| {
            let mut all = stays(chosen);
            all.extend(Level::ALL.iter().map(|level| Choice::new(level, say.say(&format!("{key}-{level}")), chosen)));
            all
        };
        let person = |(id, name): &(PersonId, String)| Choice::new(whom::word(Whom::Person(*id)), name, &self.notify);
        let notified = stays(&self.notify).into_iter().chain(whom::offered(say, offered.rotas.clone(), &self.notify));
        Choices {
            notified: notified.chain(offered.people.iter().map(person)).collect(),
            webhooks: named(stays(&self.webhook), offered.webhooks, &self.webhook),
            whens: When::ALL.iter().map(|w| Choice::new(w, say.say(&when_key(*w)), &self.when)).collect(),
            categories: named(stays(&self.category), offered.categories, &self.category),
            teams: named(stays(&self.team), offered.teams, &self.team),
            people: named(people, offered.people, &self.assignee),
            impacts: levels("impact", &self.impact),
            urgencies: levels("urgency", &self.urgency),
            checklists: named(stays(&self.checklist), offered.checklists, &self.checklist),
            pages: stays(&self.page).into_iter().chain(whom::offered(say, offered.rotas, &self.page)).collect(),
            moves: stays(&self.to)
                .into_iter()
                .chain(Move::ALL.iter().map(|to| Choice::new(to, say.say(&format!("status-{to}")), &self.to)))
                .collect(),
        }
    }
}

/// The text's key for when a rule is asked: kinds of events have dots, keys have none.
pub fn when_key(when: When) -> String {
    format!("settings-rule-when-{}", when.as_str().trim_start_matches("ticket."))
}

fn written<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn named<I: ToString>(mut all: Vec<Choice>, offered: Vec<(I, String)>, chosen: &str) -> Vec<Choice> {
    all.extend(offered.into_iter().map(|(id, name)| Choice::new(id, name, chosen)));
    all
}
