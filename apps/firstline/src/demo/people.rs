//! Who works at Harbour & Pine.

use ::people::{
    Actor, AddPerson, AddPhone, OrganizationId, OrganizationInput, PersonId, Role, SetMembers, SiteId, SiteInput, TeamId, TeamInput,
    Visibility,
};
use catalogue::Language;
use db::Db;
use outcome::Result;

use super::chance::Chance;
use super::{ADMINISTRATOR, LEAD, REQUESTER, SPECIALIST};

/// People in all.
const PEOPLE: usize = 200;

const DEPARTMENTS: [(&str, &[&str]); 6] = [
    ("Finance", &["Senior accountant", "Controller", "Accounts payable", "Treasury analyst"]),
    ("Sales", &["Account manager", "Sales assistant", "Key account manager", "Freight broker"]),
    ("Operations", &["Dispatcher", "Warehouse lead", "Customs clerk", "Fleet planner", "Dock supervisor"]),
    ("People & Culture", &["HR partner", "Recruiter", "Payroll clerk"]),
    ("Legal", &["Counsel", "Paralegal", "Contract manager"]),
    ("Marketing", &["Designer", "Content editor", "Brand manager", "Event manager"]),
];

const LEEDS: &[&str] = &[
    "Imran Sheikh",
    "Tom Okafor",
    "Sofia Reyes",
    "Owen Price",
    "Grace Lin",
    "Amelia Hart",
    "Callum Reid",
    "Yasmin Iqbal",
    "Hugh Barlow",
    "Nadia Rahman",
    "Peter Falk",
    "Rosie Quinn",
    "Samir Patel",
    "Eleanor Marsh",
    "Dylan Foss",
    "Ines Duarte",
    "Kofi Mensah",
    "Laura Benn",
    "Mia Thorne",
    "Noah Pike",
    "Olga Petrova",
    "Ruth Adair",
    "Theo Lang",
    "Uma Desai",
    "Victor Hale",
    "Wendy Moss",
    "Zara Khan",
    "Ben Carver",
    "Chloe Dunn",
    "Declan Ward",
    "Erin Fox",
    "Farah Aziz",
    "George Tate",
    "Hannah Cole",
    "Ivy Nash",
    "Jack Bloom",
];
const HAMBURG: &[&str] = &[
    "Jonas Weber",
    "Lena Fischer",
    "Anke Petersen",
    "Björn Hansen",
    "Claudia Vogt",
    "Dirk Brandt",
    "Eva Lindner",
    "Frauke Jansen",
    "Günter Möller",
    "Heike Sommer",
    "Ingo Reuter",
    "Jana König",
    "Kai Thomsen",
    "Lars Behrens",
    "Maren Schütt",
    "Nils Ebert",
    "Olaf Krüger",
    "Petra Schäfer",
    "Ralf Timm",
    "Silke Voß",
    "Torben Lüders",
    "Ute Hagen",
    "Volker Maaß",
    "Wiebke Stein",
];
const FIRST: &[&str] = &[
    "Adam", "Bea", "Carl", "Dora", "Emil", "Fiona", "Gavin", "Holly", "Isaac", "Julia", "Karim", "Lucy", "Marta", "Neil", "Omar", "Paula",
    "Quentin", "Rita", "Simon", "Tess", "Umar", "Vera", "Will", "Xenia", "Yuki", "Zoe",
];
const LAST: &[&str] = &[
    "Abbott", "Becker", "Conti", "Dietz", "Evans", "Ferrari", "Gupta", "Holm", "Ito", "Jordan", "Keller", "Lopez", "Meyer", "Novotny",
    "Olsen", "Pires", "Quist", "Rossi", "Santos", "Turner", "Ueda", "Vance", "Walsh", "Xu", "Young", "Zeller",
];

/// Somebody of the cast.
#[derive(Debug, Clone)]
pub struct Player {
    /// Their number.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Do they write German?
    pub german: bool,
}

/// Everybody.
#[derive(Clone)]
pub struct Cast {
    /// Those who ask.
    pub requesters: Vec<Player>,
    /// Those who answer: Priya, Marek, Aisha, Ravi, Elena.
    pub specialists: Vec<Player>,
    /// Leeds desk, Hamburg desk, Network & servers.
    pub teams: [TeamId; 3],
}

/// Sites, departments, people and teams.
pub fn cast(db: &Db, system: &Actor) -> Result<Cast> {
    let system = system.clone();
    db.write_now(move |tx| {
        let leeds = ::people::add_site(tx, &system, &SiteInput { name: "Leeds".into(), zone: "Europe/London".into() })?.id;
        let hamburg = ::people::add_site(tx, &system, &SiteInput { name: "Hamburg".into(), zone: "Europe/Berlin".into() })?.id;
        let mut departments = Vec::new();
        for (name, titles) in DEPARTMENTS {
            let input = OrganizationInput { name: name.into(), ..OrganizationInput::default() };
            departments.push((::people::add_organization(tx, &system, &input)?.id, titles));
        }
        let mut add = |name: &str,
                       email: Option<&str>,
                       role: Role,
                       title: &str,
                       organization: Option<OrganizationId>,
                       site: SiteId|
         -> Result<Player> {
            let german = site == hamburg;
            let email = email.map_or_else(|| address_of(name), str::to_owned);
            let person = AddPerson {
                title: title.into(),
                organization,
                site: Some(site),
                language: if german { Language::De } else { Language::En },
                zone: if german { "Europe/Berlin" } else { "Europe/London" }.into(),
                ..AddPerson::new(name, &email, role)
            };
            let person = ::people::add_person(tx, &system, &person)?;
            Ok(Player { id: person.id, name: name.to_owned(), german })
        };
        let specialists = vec![
            add("Priya Nair", Some(SPECIALIST), Role::Agent, "IT support specialist", None, leeds)?,
            add("Marek Novak", None, Role::Agent, "IT support specialist", None, leeds)?,
            add("Aisha Bello", None, Role::Agent, "IT support specialist", None, leeds)?,
            add("Ravi Shah", None, Role::Agent, "Network engineer", None, leeds)?,
            add("Elena Moretti", None, Role::Agent, "IT support specialist", None, hamburg)?,
        ];
        let lead = add("Helen Carter", Some(LEAD), Role::Lead, "Service desk lead", None, leeds)?;
        let administrator = add("Sam Okoye", Some(ADMINISTRATOR), Role::Administrator, "Systems administrator", None, leeds)?;
        let finance = departments[0].0;
        let mut requesters = vec![add("Dana Whitfield", Some(REQUESTER), Role::Requester, "Senior accountant", Some(finance), leeds)?];
        let mut chance = Chance::new(7);
        for (n, (name, site)) in names(leeds, hamburg).into_iter().take(PEOPLE - 8).enumerate() {
            let (organization, titles) = &departments[n % departments.len()];
            requesters.push(add(&name, None, Role::Requester, chance.one::<&str>(titles), Some(*organization), site)?);
        }
        for (n, player) in requesters.iter().enumerate().filter(|(n, _)| n % 3 == 0) {
            let phone = format!("+44 113 496 {:04}", 100 + n);
            ::people::add_phone(tx, &system, &AddPhone { person: player.id, phone, label: "Desk".into() })?;
        }
        let organizations: Vec<OrganizationId> = departments.iter().map(|(id, _)| *id).collect();
        super::cards::know(tx, &system, &organizations, &requesters)?;
        let mut teams = Vec::new();
        for (name, members) in [
            ("Leeds desk", vec![&specialists[0], &specialists[1], &specialists[2], &lead]),
            ("Hamburg desk", vec![&specialists[4], &specialists[1]]),
            ("Network & servers", vec![&specialists[3], &administrator]),
        ] {
            let team = ::people::add_team(tx, &system, &TeamInput { name: name.into(), visibility: Visibility::Open })?.id;
            let members = members.into_iter().map(|p| p.id).collect();
            ::people::set_members(tx, &system, &SetMembers { team, members })?;
            teams.push(team);
        }
        let teams = [teams[0], teams[1], teams[2]];
        Ok(Cast { requesters, specialists, teams })
    })
}

/// The named ones first, then combinations until there are enough, without a double.
fn names(leeds: SiteId, hamburg: SiteId) -> Vec<(String, SiteId)> {
    let mut names: Vec<(String, SiteId)> = LEEDS.iter().map(|n| ((*n).to_owned(), leeds)).collect();
    names.extend(HAMBURG.iter().map(|n| ((*n).to_owned(), hamburg)));
    for (n, last) in LAST.iter().cycle().take(FIRST.len() * 6).enumerate() {
        let first = FIRST[(n * 7 + n / LAST.len()) % FIRST.len()];
        let name = format!("{first} {last}");
        if !names.iter().any(|(known, _)| *known == name) {
            names.push((name, if n % 3 == 0 { hamburg } else { leeds }));
        }
    }
    names
}

/// Where somebody of the cast is written to.
pub fn address_of(name: &str) -> String {
    let plain = text::plain::fold(name);
    format!("{}@demo.localhost", plain.split_whitespace().collect::<Vec<_>>().join("."))
}
