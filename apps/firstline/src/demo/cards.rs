//! What the demo's desk knows of people and departments besides: staff numbers, the laptop model, cost centres, who approves.

use ::people::{
    Actor, AddNounField, Answers, Noun, NounField, NounFieldKind, NounOptionInput, OrganizationId, SetNounOptions, add_noun_field,
    answer_organization, answer_person, set_noun_options,
};
use db::Tx;
use outcome::Result;

use super::people::Player;

/// Where people work.
const PLACES: [&str; 3] = ["Office", "From home", "On the quay"];

fn add(tx: &mut Tx<'_>, by: &Actor, about: Noun, name: &str, kind: NounFieldKind, hint: &str) -> Result<NounField> {
    let field = AddNounField { about, name: name.into(), key: String::new(), kind, hint: hint.into(), pattern: String::new() };
    add_noun_field(tx, by, &field)
}

/// Adds the fields and answers them for departments, in order, and for people.
pub fn know(tx: &mut Tx<'_>, by: &Actor, departments: &[OrganizationId], people: &[Player]) -> Result<()> {
    add(tx, by, Noun::Person, "Staff number", NounFieldKind::Integer, "Five digits, on the back of the badge")?;
    let place = add(tx, by, Noun::Person, "Works", NounFieldKind::Dropdown, "")?;
    let options = PLACES.iter().map(|name| NounOptionInput { name: (*name).to_owned(), ..NounOptionInput::default() }).collect();
    set_noun_options(tx, by, &SetNounOptions { field: place.id, options })?;
    add(tx, by, Noun::Person, "With us since", NounFieldKind::Date, "")?;
    add(tx, by, Noun::Person, "Has a company phone", NounFieldKind::Checkbox, "")?;
    add(tx, by, Noun::Organization, "Cost centre", NounFieldKind::Integer, "Four digits")?;
    add(tx, by, Noun::Organization, "Approves purchases", NounFieldKind::Text, "Who says yes to licences and devices")?;
    for (n, organization) in departments.iter().enumerate() {
        let approver = &people[(n * 5 + 3) % people.len()].name;
        let given = vec![("cost_centre".to_owned(), (4100 + 10 * n).to_string()), ("approves_purchases".to_owned(), approver.clone())];
        answer_organization(tx, by, &Answers { of: *organization, given })?;
    }
    for (n, player) in people.iter().enumerate().filter(|(n, _)| n % 4 != 3) {
        let day = format!("{}-{:02}-{:02}", 2012 + n % 14, 1 + n * 5 % 12, 1 + n * 7 % 28);
        let mut given = vec![
            ("staff_number".to_owned(), (20_417 + 13 * n).to_string()),
            ("works".to_owned(), PLACES[n % PLACES.len()].to_owned()),
            ("with_us_since".to_owned(), day),
        ];
        if n % 3 == 0 {
            given.push(("has_a_company_phone".to_owned(), "true".to_owned()));
        }
        answer_person(tx, by, &Answers { of: player.id, given })?;
    }
    Ok(())
}
