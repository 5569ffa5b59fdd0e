//! What the demo's desk wants to know besides: asset tags of workplaces, software and approver of access and licences.

use std::collections::BTreeMap;

use ::people::Actor;
use db::Tx;
use outcome::Result;
use tickets::{
    AddField, AskedOf, CategoryId, CustomField, FieldKind, FillIn, Given, Required, SetAsk, SetOptions, TicketId, When, add_field, fill_in,
    forms, set_ask, set_options,
};

const SOFTWARE: [&str; 9] = [
    "Microsoft 365 / Word and Excel",
    "Microsoft 365 / Teams",
    "Microsoft 365 / Visio",
    "ERP / Bookkeeping",
    "ERP / Purchasing",
    "ERP / Warehouse",
    "Drawing / AutoCAD",
    "PDF editor",
    "Something else",
];
/// Who approves in the demo.
const APPROVERS: [&str; 2] = [super::LEAD, super::ADMINISTRATOR];

/// Adds the fields, and asks them where they help.
pub fn ask(tx: &mut Tx<'_>, by: &Actor, categories: &BTreeMap<String, CategoryId>) -> Result<()> {
    let asset = AddField {
        hint: "On the sticker below the device, such as LT-0042".to_owned(),
        pattern: "(LT|PC|MO|PR)-[0-9]{4}".to_owned(),
        in_lists: true,
        ..AddField::new("Asset tag", FieldKind::Pattern)
    };
    let asset = add_field(tx, by, &asset)?;
    let software = add_field(tx, by, &AddField { in_lists: true, ..AddField::new("Software name", FieldKind::Tree) })?;
    let software = set_options(tx, by, &SetOptions { field: software.id, names: SOFTWARE.map(str::to_owned).to_vec() })?;
    let which = add_field(tx, by, &AddField::new("Which software", FieldKind::Text))?;
    let approver = AddField { hint: "Your manager’s e-mail address".to_owned(), ..AddField::new("Approver", FieldKind::Person) };
    let approver = add_field(tx, by, &approver)?;
    let permanent = add_field(tx, by, &AddField::new("Only for a while", FieldKind::Checkbox))?;
    let until = add_field(tx, by, &AddField::new("Needed until", FieldKind::Date))?;
    let cost = add_field(tx, by, &AddField { hint: "Four digits".to_owned(), ..AddField::new("Cost centre", FieldKind::Number) })?;
    let mut rule = |field: &CustomField, path: &str, audience, required, when| match categories.get(path) {
        Some(category) => set_ask(tx, by, &SetAsk { field: field.id, category: Some(*category), audience, required, when }),
        None => Ok(()),
    };
    rule(&asset, "Workplace", AskedOf::Everybody, Required::Never, None)?;
    rule(&asset, "Printing", AskedOf::Everybody, Required::Never, None)?;
    let other = software.options.iter().find(|o| o.name == "Something else").map(|o| When { field: software.id, option: Some(o.id) });
    for path in ["Software", "Accounts / Access"] {
        rule(&software, path, AskedOf::Everybody, Required::Opening, None)?;
        rule(&which, path, AskedOf::Everybody, Required::Opening, other)?;
        rule(&approver, path, AskedOf::Everybody, Required::Resolving, None)?;
        rule(&permanent, path, AskedOf::Everybody, Required::Never, None)?;
        rule(&until, path, AskedOf::Everybody, Required::Opening, Some(When { field: permanent.id, option: None }))?;
        rule(&cost, path, AskedOf::Desk, Required::Never, None)?;
    }
    Ok(())
}

/// What a ticket of this category answers; the number decides, so that the demo is the same each time.
pub fn answer(tx: &mut Tx<'_>, by: &Actor, ticket: TicketId, category: &str) -> Result<()> {
    let n = usize::try_from(ticket.0).unwrap_or(0);
    let answers: Vec<(&str, String)> = match category.split(" / ").next().unwrap_or_default() {
        "Workplace" if n % 3 > 0 => vec![("asset_tag", format!("{}-{:04}", ["LT", "PC"][n % 2], 17 * n % 900 + 40))],
        "Printing" if n % 2 > 0 => vec![("asset_tag", format!("PR-{:04}", n % 40 + 1))],
        "Software" => about_software(n),
        _ if category == "Accounts / Access" => about_software(n),
        _ => return Ok(()),
    };
    let all = forms(tx)?;
    let field = |key: &str| all.fields.iter().find(|f| f.key == key).map(|f| f.id);
    let given = answers.into_iter().filter_map(|(key, typed)| Some(Given { field: field(key)?, typed })).collect();
    fill_in(tx, by, &FillIn { ticket, given }).map(drop)
}

fn about_software(n: usize) -> Vec<(&'static str, String)> {
    // The last of the list asks for a name of its own; these tickets have known ones.
    let mut answers = vec![("software_name", SOFTWARE[n % (SOFTWARE.len() - 1)].to_owned()), ("approver", APPROVERS[n % 2].to_owned())];
    if n.is_multiple_of(4) {
        answers.extend([("only_for_a_while", "yes".to_owned()), ("needed_until", format!("2027-{:02}-28", n % 12 + 1))]);
    }
    if n.is_multiple_of(3) {
        answers.push(("cost_centre", (4100 + n % 9 * 10).to_string()));
    }
    answers
}
