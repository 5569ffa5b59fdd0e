//! A small desk for the tests: its fields, its names, its records, and a fresh database that holds them.
#![expect(clippy::unwrap_used, dead_code, reason = "tests; each uses a part")]

pub mod trees;

pub use db::DAY_MS;
use db::{Db, Migrations, Options, Tx, migrate, params};
use filter::{
    Context, Dialect, Field, Fields, Filter, Problem, Record, Resolve, Sought, Spelling, Sql, TextSearch, Unbound, Values, fold, rows,
};

/// Saturday 2026-11-21 20:30 in Berlin.
pub const NOW_MS: i64 = 1_795_289_400_000;
/// Priya, who asks.
pub const ME: i64 = 1;

pub fn context() -> Context {
    Context::new(NOW_MS, jiff::tz::TimeZone::get("Europe/Berlin").unwrap(), Some(ME))
}

pub fn fields() -> Fields {
    Fields::new([
        Field::words("status", ["new", "open", "waiting", "on-hold", "resolved", "closed"], "t.status")
            .ranked()
            .means("solved", ["resolved"])
            .means("pending", ["waiting"])
            .means("unsolved", ["new", "open", "waiting", "on-hold"])
            .sortable(),
        Field::words("priority", ["low", "normal", "high", "urgent"], "t.priority").ranked().sortable(),
        Field::words("type", ["incident", "request"], "t.type").means("ticket", ["incident", "request"]),
        Field::reference("assignee", "person", "t.assignee_id"),
        Field::reference("team", "team", "t.team_id").alias("group"),
        Field::reference("watcher", "person", rows("thing_watchers w WHERE w.thing_id = t.id", "w.person_id")),
        Field::label("tag", rows("thing_tags g WHERE g.thing_id = t.id", "g.tag")).alias("tags"),
        Field::label("source", "t.source"),
        Field::text("subject", "t.subject_folded"),
        Field::number("id", "t.id").alias("number").sortable(),
        Field::duration("spent", 60_000, "t.spent_min"),
        Field::time("created", "t.created_at").alias("created_at").sortable(),
        Field::time("due", "t.due_at").alias("due_date").sortable(),
        Field::day("begins", "t.starts_day"),
        Field::day("visited", rows("thing_visits v WHERE v.thing_id = t.id", "v.day")),
        Field::flag("overdue", "t.due_at < {now}"),
        Field::flag("mine", "t.assignee_id = {me}"),
        Field::full_text("note"),
    ])
}

pub struct Names;

pub const PEOPLE: [(i64, &str); 4] = [(1, "Priya Nair"), (2, "Tom Okafor"), (3, "Jürgen Weiß"), (4, "Tom Brandt")];
pub const TEAMS: [(i64, &str); 3] = [(1, "Service desk"), (2, "Leeds desk"), (3, "Network")];

impl Resolve for Names {
    fn own(&self, noun: &str, word: &str) -> Option<Vec<i64>> {
        match (noun, word) {
            ("person", "me") => Some(vec![ME]),
            ("team", "my-teams") => Some(vec![1, 2]),
            _ => None,
        }
    }

    fn named(&self, noun: &str, name: &str, spelling: Spelling, max: usize) -> outcome::Result<Vec<i64>> {
        let name = fold(name);
        let fits = |known: &str| match spelling {
            Spelling::Whole => fold(known) == name || fold(known).split(' ').next() == Some(&name),
            Spelling::Start => fold(known).starts_with(&name),
        };
        Ok(table(noun).iter().filter(|(_, known)| fits(known)).map(|(id, _)| *id).take(max).collect())
    }

    fn names(&self, noun: &str, start: &str, max: usize) -> outcome::Result<Vec<String>> {
        let start = fold(start);
        Ok(table(noun).iter().filter(|(_, name)| fold(name).starts_with(&start)).map(|(_, name)| (*name).to_owned()).take(max).collect())
    }

    fn labels(&self, _field: &str, start: &str, max: usize) -> outcome::Result<Vec<String>> {
        Ok(TAGS.iter().filter(|tag| tag.starts_with(start)).map(|tag| (*tag).to_owned()).take(max).collect())
    }
}

fn table(noun: &str) -> &'static [(i64, &'static str)] {
    if noun == "person" { &PEOPLE } else { &TEAMS }
}

pub const TAGS: [&str; 6] = ["vpn", "vpn-client", "printer", "zürich", "paper jam", "none"];
pub const WORDS: [&str; 6] = ["printer", "paper", "jam", "laptop", "vpn", "printing"];

#[derive(Debug, Clone)]
pub struct Thing {
    pub id: i64,
    pub status: String,
    pub priority: Option<String>,
    pub kind: String,
    pub assignee: Option<i64>,
    pub team: Option<i64>,
    pub watchers: Vec<i64>,
    pub tags: Vec<String>,
    pub source: Option<String>,
    pub subject: Option<String>,
    pub spent_min: Option<i64>,
    pub created_at: i64,
    pub due_at: Option<i64>,
    pub starts_day: Option<i64>,
    pub visits: Vec<i64>,
    pub words: Vec<String>,
}

impl Record for Thing {
    fn values(&self, field: &str) -> Values<'_> {
        match field {
            "status" => Values::one(&self.status),
            "priority" => Values::maybe(self.priority.as_ref()),
            "type" => Values::one(&self.kind),
            "assignee" => Values::maybe(self.assignee),
            "team" => Values::maybe(self.team),
            "watcher" => self.watchers.iter().copied().collect(),
            "tag" => self.tags.iter().collect(),
            "source" => Values::maybe(self.source.as_ref()),
            "subject" => Values::maybe(self.subject.as_deref().map(fold)),
            "id" => Values::one(self.id),
            "spent" => Values::maybe(self.spent_min),
            "created" => Values::one(self.created_at),
            "due" => Values::maybe(self.due_at),
            "begins" => Values::maybe(self.starts_day),
            "visited" => self.visits.iter().copied().collect(),
            "overdue" => Values::maybe(self.due_at.map(|due| due < NOW_MS)),
            "mine" => Values::maybe(self.assignee.map(|a| a == ME)),
            other => panic!("{other} is no field"),
        }
    }

    fn has_text(&self, field: Option<&str>, sought: &Sought) -> bool {
        field.is_none() && self.words.iter().any(|w| if sought.prefix { w.starts_with(&sought.text) } else { *w == sought.text })
    }
}

/// Whole words only, each in a row of its own: enough to hold the two readers together.
pub struct WordTable;

impl TextSearch for WordTable {
    fn condition(&self, field: Option<&str>, sought: &Sought, first_param: usize) -> Sql {
        if field.is_some() {
            return Sql { condition: "FALSE".to_owned(), params: Vec::new() };
        }
        let fits = if sought.prefix {
            format!("substr(x.word, 1, {}) = ${first_param}", sought.text.chars().count())
        } else {
            format!("x.word = ${first_param}")
        };
        let condition = format!("t.id IN (SELECT x.thing_id FROM thing_words x WHERE {fits})");
        Sql { condition, params: vec![sought.text.as_str().into()] }
    }
}

const SCHEMA: Migrations = Migrations {
    slice: "things",
    steps: &[(
        "0001_things",
        "CREATE TABLE things (id {id}, status {text} NOT NULL, priority {text}, type {text} NOT NULL, assignee_id BIGINT, team_id BIGINT,
             source {text}, subject_folded {text}, spent_min BIGINT, created_at BIGINT NOT NULL, due_at BIGINT,
             starts_day BIGINT);
         CREATE TABLE thing_visits (thing_id BIGINT NOT NULL, day BIGINT NOT NULL);
         CREATE TABLE thing_watchers (thing_id BIGINT NOT NULL, person_id BIGINT NOT NULL);
         CREATE TABLE thing_tags (thing_id BIGINT NOT NULL, tag {text} NOT NULL);
         CREATE TABLE thing_words (thing_id BIGINT NOT NULL, word {text} NOT NULL);",
    )],
};

/// A database with these things, on the server that `FIRSTLINE_TEST_DATABASE` names or in a file of its own.
pub fn database(things: &[Thing]) -> (Db, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = match std::env::var("FIRSTLINE_TEST_DATABASE") {
        Ok(server) => schema_of_its_own(&server),
        Err(_) => folder.path().join("test.db").display().to_string(),
    };
    let db = Db::open(&Options { readers: 1, writers: 1, ..Options::new(url) }).unwrap();
    migrate(&db, &[SCHEMA]).unwrap();
    let things = things.to_vec();
    db.write_now(move |tx| things.iter().try_for_each(|thing| insert(tx, thing))).unwrap();
    (db, folder)
}

fn schema_of_its_own(server: &str) -> String {
    let name = format!("filter_{}_{}", std::process::id(), db::Moment::of_system().0);
    postgres::Client::connect(server, postgres::NoTls).unwrap().batch_execute(&format!("CREATE SCHEMA {name}")).unwrap();
    format!("{server}{}options=-csearch_path%3D{name}", if server.contains('?') { '&' } else { '?' })
}

fn insert(tx: &mut Tx<'_>, x: &Thing) -> outcome::Result<()> {
    tx.execute_one(
        "INSERT INTO things (id, status, priority, type, assignee_id, team_id, source, subject_folded, spent_min, created_at, due_at, starts_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            x.id,
            &x.status,
            x.priority.clone(),
            &x.kind,
            x.assignee,
            x.team,
            x.source.clone(),
            x.subject.as_deref().map(fold),
            x.spent_min,
            x.created_at,
            x.due_at,
            x.starts_day
        ],
    )?;
    for day in &x.visits {
        tx.execute_one("INSERT INTO thing_visits (thing_id, day) VALUES ($1, $2)", params![x.id, *day])?;
    }
    for person in &x.watchers {
        tx.execute_one("INSERT INTO thing_watchers (thing_id, person_id) VALUES ($1, $2)", params![x.id, *person])?;
    }
    for tag in &x.tags {
        tx.execute_one("INSERT INTO thing_tags (thing_id, tag) VALUES ($1, $2)", params![x.id, tag])?;
    }
    for word in &x.words {
        tx.execute_one("INSERT INTO thing_words (thing_id, word) VALUES ($1, $2)", params![x.id, word])?;
    }
    Ok(())
}

pub fn parse(text: &str) -> Result<Filter, Problem> {
    Filter::parse(text, &fields())
}

/// What the filter says once printed; panics when it cannot be read.
pub fn printed(text: &str) -> String {
    parse(text).unwrap_or_else(|problem| panic!("{text}: {problem}")).to_string()
}

pub fn zendesk(text: &str) -> String {
    Filter::parse_as(text, &fields(), Dialect::Zendesk).unwrap_or_else(|problem| panic!("{text}: {problem}")).to_string()
}

/// The first problem of a filter, in reading or in binding.
pub fn problem(text: &str) -> Problem {
    let fields = fields();
    match Filter::parse(text, &fields) {
        Err(problem) => problem,
        Ok(filter) => match filter.bind(&fields, &Names, &context()) {
            Err(Unbound::Problem(problem)) => problem,
            other => panic!("{text}: {other:?} instead of a problem"),
        },
    }
}

/// The condition for a statement, with parameters from `$1`.
pub fn sql(text: &str) -> Sql {
    let fields = fields();
    let filter = Filter::parse(text, &fields).unwrap_or_else(|problem| panic!("{text}: {problem}"));
    filter.bind(&fields, &Names, &context()).unwrap_or_else(|problem| panic!("{text}: {problem}")).to_sql(&WordTable, 1)
}
