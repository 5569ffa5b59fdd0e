//! A desk with four people on a fresh database: a file of its own on SQLite, a schema of its own where
//! `FIRSTLINE_TEST_DATABASE` names a server.

use db::{Clock, Conn, Db, Moment, Options, Tx, migrate};
use outcome::{Error, Refusal, Result};
use people::{Actor, AddPerson, Door, Opened, PasswordHash, PersonId, Role, SignIn, Visit, add_person, directory};

/// Monday 2026-11-23 09:00 UTC.
pub const MONDAY: Moment = Moment(1_795_424_400_000);
/// A password that holds.
pub const PASSWORD: &str = "vier kalte Enten";

pub struct Desk {
    pub db: Db,
    pub ada: PersonId,
    pub leo: PersonId,
    pub ann: PersonId,
    pub rita: PersonId,
    _folder: tempfile::TempDir,
}

/// Ada administers, Leo leads, Ann helps, Rita asks.
pub fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let url = match std::env::var("FIRSTLINE_TEST_DATABASE") {
        Ok(server) => schema_of_its_own(&server),
        Err(_) => folder.path().join("test.db").display().to_string(),
    };
    let db = Db::open(&Options { clock: Clock::still(MONDAY), readers: 1, writers: 2, ..Options::new(url) }).unwrap();
    migrate(&db, &[people::MIGRATIONS]).unwrap();
    let add = |name: &'static str, role| {
        db.write_now(move |tx| {
            let email = format!("{}@desk.example", name.split(' ').next().unwrap().to_lowercase());
            add_person(tx, &system(), &AddPerson::new(name, email, role))
        })
        .unwrap()
        .id
    };
    let ada = add("Ada Admin", Role::Administrator);
    let leo = add("Leo Lead", Role::Lead);
    let ann = add("Ann Agent", Role::Agent);
    let rita = add("Rita Requester", Role::Requester);
    Desk { db, ada, leo, ann, rita, _folder: folder }
}

fn schema_of_its_own(server: &str) -> String {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let n = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let name = format!("p_{}_{n}_{}", std::process::id(), Moment::of_system().0);
    let mut client = postgres::Client::connect(server, postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE SCHEMA {name}")).unwrap();
    let joint = if server.contains('?') { '&' } else { '?' };
    format!("{server}{joint}options=-csearch_path%3D{name}")
}

pub fn system() -> Actor {
    Actor::system(Door::Command)
}

pub fn visit_from(address: &str) -> Visit {
    Visit { door: Door::Web, address: address.parse().unwrap(), user_agent: "Firefox".to_owned(), browser: None }
}

pub fn visit() -> Visit {
    visit_from("203.0.113.7")
}

impl Desk {
    pub fn write<T: Send + 'static>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static) -> Result<T> {
        self.db.write_now(f)
    }

    pub fn read<T: Send + 'static>(&self, f: impl Fn(&Conn) -> Result<T> + Send + 'static) -> Result<T> {
        self.db.read_now(f)
    }

    pub fn actor(&self, person: PersonId) -> Actor {
        self.read(move |c| directory::actor_of(c, person, Door::Web)).unwrap().unwrap()
    }

    pub fn later_ms(&self, ms: i64) {
        let at = self.db.clock().now().plus_ms(ms);
        self.db.clock().set(at);
    }

    /// The kinds of what happened to a person, oldest first.
    pub fn history(&self, person: i64) -> Vec<String> {
        let events = self.read(move |c| c.events_of(&db::Subject::new("person", person), db::EventId(0), 1_000)).unwrap();
        events.into_iter().map(|e| e.kind).collect()
    }

    /// Invites a person and lets them choose [`PASSWORD`].
    pub fn with_password(&self, person: PersonId) -> Opened {
        let password = PasswordHash::of(PASSWORD, &[]).unwrap();
        self.write(move |tx| {
            let invitation = people::invite(tx, &system(), &person)?;
            let input = people::AcceptInvitation { secret: invitation.secret.reveal().to_owned(), password: password.clone() };
            people::accept_invitation(tx, &visit(), &input)
        })
        .unwrap()
    }

    /// Signs in with a password, as a door does: ask, answer, open.
    pub fn sign_in(&self, visit: &Visit, email: &'static str, password: &str) -> Result<SignIn> {
        let (first, second) = (visit.clone(), visit.clone());
        let answer = self.write(move |tx| people::ask_password(tx, &first, email))?.answer(password)?;
        self.write(move |tx| people::sign_in_by_password(tx, &second, &answer))
    }
}

/// The session that must have been opened.
pub fn opened(sign_in: Result<SignIn>) -> Opened {
    match sign_in.unwrap() {
        SignIn::Opened(opened) => *opened,
        SignIn::Refused(says) => panic!("refused: {}", says.key),
    }
}

/// The key of the sentence with which a sign-in must have been refused.
pub fn refused(sign_in: Result<SignIn>) -> &'static str {
    match sign_in.unwrap() {
        SignIn::Opened(_) => panic!("opened"),
        SignIn::Refused(says) => says.key,
    }
}

/// What was wrong, as `field: key` each, or the refusal's name.
pub fn wrong<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::Refused(Refusal::Invalid(fields))) => {
            fields.iter().map(|f| format!("{}: {}", f.field, f.says.key)).collect::<Vec<_>>().join(", ")
        }
        Err(Error::Refused(Refusal::Conflict(says))) => says.key.to_owned(),
        Err(Error::Refused(Refusal::NotAllowed(action))) => format!("not allowed: {action}"),
        Err(Error::Refused(Refusal::TooMany { .. })) => "too many".to_owned(),
        Err(Error::Refused(other)) => format!("{other}"),
        Err(Error::Failed(error)) => panic!("failed: {error:#}"),
        Ok(done) => panic!("done: {done:?}"),
    }
}
