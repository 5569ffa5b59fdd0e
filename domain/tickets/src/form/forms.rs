//! Every field with its options and the places it is asked in, read at once; and the pure rules over them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use db::{Conn, Gather, Moment, Part, Piece, id};
use outcome::Result;

use super::{AskedOf, FieldId, FieldKind, FieldValue, OptionId, Required};
use crate::ticket::CategoryId;

id!(
    /// The number of a place in which a field is asked.
    AskId
);

/// How many answers one question may hang on, one behind the other.
const DEPTH_MAX: usize = 10;
/// What stands between the names of a path.
pub(super) const BETWEEN: &str = " / ";

/// A field of the desk's own.
#[derive(Debug, Clone)]
pub struct CustomField {
    /// Its number.
    pub id: FieldId,
    /// What filters and programs call it.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What helps to answer it.
    pub hint: String,
    /// What it takes.
    pub kind: FieldKind,
    /// The regular expression of a pattern.
    pub pattern: String,
    /// Its place among the fields.
    pub position: i64,
    /// Is it a column of lists?
    pub in_lists: bool,
    /// When it was put away, if it was: tickets keep their answers, nobody is asked any more.
    pub archived_at: Option<Moment>,
    /// When it was made.
    pub created_at: Moment,
    /// When it or its options last changed.
    pub updated_at: Moment,
    /// Its options in order, archived ones too.
    pub options: Vec<FieldOption>,
}

/// An option of a choice or a tree.
#[derive(Debug, Clone)]
pub struct FieldOption {
    /// Its number.
    pub id: OptionId,
    /// Its name; in a tree with all above it: `Software / Office`.
    pub name: String,
    /// What programs call it.
    pub tag: String,
    /// Was it put away? Tickets keep it, it cannot be chosen any more.
    pub archived: bool,
}

/// A place in which a field is asked.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Its number.
    pub id: AskId,
    /// The field.
    pub field: FieldId,
    /// Of tickets under this category and all below it; of every ticket when none.
    pub category: Option<CategoryId>,
    /// The category's path.
    pub path: Option<String>,
    /// Of whom.
    pub audience: AskedOf,
    /// When it must be answered.
    pub required: Required,
    /// The answer it hangs on.
    pub when: Option<When>,
}

/// Another answer on which a question hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The field that decides.
    pub field: FieldId,
    /// The option (in a tree: or one below it); the box is ticked when none.
    pub option: Option<OptionId>,
}

/// A field that is asked, and how.
#[derive(Debug, Clone, Copy)]
pub struct Question<'f> {
    /// The field.
    pub field: &'f CustomField,
    /// The nearest place in which it is asked.
    pub ask: &'f Ask,
}

/// All fields, in order, and all places they are asked in.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// The fields, archived ones too.
    pub fields: Vec<CustomField>,
    /// The places.
    pub asks: Vec<Ask>,
}

/// Every field with its options and places, in one statement.
///
/// # Errors
/// What the engine answers.
pub fn forms(conn: &Conn) -> Result<Forms> {
    let (mut forms, mut gather) = (Forms::default(), Gather::default());
    Forms::ask(&mut gather);
    gather.each(conn, |piece| forms.take(&piece))?;
    Ok(forms)
}

impl Forms {
    /// Adds what it takes to know them.
    pub(crate) fn ask(gather: &mut Gather) {
        let ints = ["f.position", "f.id", "f.in_lists", "f.archived_at", "f.created_at", "f.updated_at"];
        let texts = ["f.key", "f.name", "f.hint", "f.kind", "f.pattern"];
        gather.part(&Part { what: "custom field", ints: &ints, texts: &texts, from: "FROM custom_fields f", order: "" });
        let ints = ["o.position", "o.id", "o.field_id", "o.archived_at"];
        gather.part(&Part { what: "field option", ints: &ints, texts: &["o.name", "o.tag"], from: "FROM field_options o", order: "" });
        let ints = ["a.id", "a.field_id", "a.category_id", "a.when_field_id", "a.when_option_id"];
        let from = "FROM field_asks a LEFT JOIN categories c ON c.id = a.category_id";
        gather.part(&Part { what: "field ask", ints: &ints, texts: &["c.path", "a.audience", "a.required"], from, order: "" });
    }

    /// Keeps a piece that was asked for; others are left alone.
    pub(crate) fn take(&mut self, piece: &Piece) -> Result<()> {
        match piece.what {
            "custom field" => self.fields.push(CustomField {
                id: piece.int(1)?,
                key: piece.text(0)?,
                name: piece.text(1)?,
                hint: piece.text(2)?,
                kind: piece.text(3)?,
                pattern: piece.text(4)?,
                position: piece.int(0)?,
                in_lists: piece.int(2)?,
                archived_at: piece.int(3)?,
                created_at: piece.int(4)?,
                updated_at: piece.int(5)?,
                options: Vec::new(),
            }),
            "field option" => {
                let (field, archived): (FieldId, Option<i64>) = (piece.int(2)?, piece.int(3)?);
                let (id, tag): (OptionId, String) = (piece.int(1)?, piece.text(1)?);
                // Options of before programs asked have no word of their own.
                let tag = if tag.is_empty() { format!("option_{id}") } else { tag };
                let option = FieldOption { id, name: piece.text(0)?, tag, archived: archived.is_some() };
                if let Some(field) = self.fields.iter_mut().find(|f| f.id == field) {
                    field.options.push(option);
                }
            }
            "field ask" => {
                let (field, option): (Option<FieldId>, Option<OptionId>) = (piece.int(3)?, piece.int(4)?);
                self.asks.push(Ask {
                    id: piece.int(0)?,
                    field: piece.int(1)?,
                    category: piece.int(2)?,
                    path: piece.text(0)?,
                    audience: piece.text(1)?,
                    required: piece.text(2)?,
                    when: field.map(|field| When { field, option }),
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// A field by its number.
    #[must_use]
    pub fn field(&self, id: FieldId) -> Option<&CustomField> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// Fields that are columns of lists.
    pub fn columns(&self) -> impl Iterator<Item = &CustomField> {
        self.fields.iter().filter(|f| f.in_lists && f.archived_at.is_none())
    }

    /// What is asked of a ticket under the category with this path, of everybody or of the desk: for each field the nearest place
    /// counts, in the order of the fields.
    #[must_use]
    pub fn form(&self, path: Option<&str>, of: AskedOf) -> Vec<Question<'_>> {
        let holds = |ask: &&Ask| match (ask.path.as_deref(), path) {
            (None, _) => true,
            (Some(own), Some(path)) => path == own || path.strip_prefix(own).is_some_and(|rest| rest.starts_with(BETWEEN)),
            (Some(_), None) => false,
        };
        let nearest = |field: &CustomField| {
            let asks = self.asks.iter().filter(|a| a.field == field.id).filter(holds);
            asks.max_by_key(|a| a.path.as_ref().map_or(0, String::len))
        };
        let open = self.fields.iter().filter(|f| f.archived_at.is_none());
        open.filter_map(|field| Some(Question { field, ask: nearest(field)? }))
            .filter(|q| of == AskedOf::Desk || q.ask.audience == AskedOf::Everybody)
            .collect()
    }

    /// The nearest category above a path that asks for something of its own.
    #[must_use]
    pub fn place(&self, path: Option<&str>) -> Option<CategoryId> {
        let path = path?;
        let holds = |own: &str| path == own || path.strip_prefix(own).is_some_and(|rest| rest.starts_with(BETWEEN));
        let asks = self.asks.iter().filter_map(|a| Some((a.path.as_deref()?, a.category?))).filter(|(own, _)| holds(own));
        asks.max_by_key(|(own, _)| own.len()).map(|(_, category)| category)
    }

    /// Does the answer on which a question hangs stand? One that hangs on nothing always does.
    #[must_use]
    pub fn is_due(&self, question: &Question<'_>, form: &[Question<'_>], answers: &BTreeMap<FieldId, FieldValue>) -> bool {
        self.holds(question.ask.when, form, answers, DEPTH_MAX)
    }

    fn holds(&self, when: Option<When>, form: &[Question<'_>], answers: &BTreeMap<FieldId, FieldValue>, depth: usize) -> bool {
        let Some(when) = when else { return true };
        let Some(decides) = form.iter().find(|q| q.field.id == when.field).filter(|_| depth > 0) else { return false };
        let fits = match (answers.get(&when.field), when.option) {
            (Some(FieldValue::Ticked), None) => true,
            (Some(FieldValue::Option(given)), Some(wanted)) => given == &wanted || decides.field.is_below(*given, wanted),
            _ => false,
        };
        fits && self.holds(decides.ask.when, form, answers, depth - 1)
    }
}

impl CustomField {
    /// An option's name.
    #[must_use]
    pub fn option(&self, id: OptionId) -> Option<&str> {
        self.options.iter().find(|o| o.id == id).map(|o| o.name.as_str())
    }

    /// Options that can be chosen.
    pub fn choosable(&self) -> impl Iterator<Item = &FieldOption> {
        self.options.iter().filter(|o| !o.archived)
    }

    /// Does an option lie below another one?
    #[must_use]
    pub fn is_below(&self, option: OptionId, above: OptionId) -> bool {
        let names = self.option(option).zip(self.option(above));
        names.and_then(|(name, above)| name.strip_prefix(above)).is_some_and(|rest| rest.starts_with(BETWEEN))
    }
}

/// What a form calls the input of a field: `field-7`. A refusal names its input by a word that lives as long as the program; there
/// are at most [`super::FIELDS_MAX`] fields, and each word is made once.
///
/// # Panics
/// Never: a thread that panicked while it made a word leaves the others as they were.
#[must_use]
pub fn input_name(field: FieldId) -> &'static str {
    static NAMES: LazyLock<Mutex<HashMap<FieldId, &'static str>>> = LazyLock::new(Mutex::default);
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    names.entry(field).or_insert_with(|| Box::leak(format!("field-{field}").into_boxed_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(id: i64, kind: FieldKind, options: &[(i64, &str)]) -> CustomField {
        let option =
            |(id, name): &(i64, &str)| FieldOption { id: OptionId(*id), name: (*name).to_owned(), tag: String::new(), archived: false };
        CustomField {
            id: FieldId(id),
            key: format!("f{id}"),
            name: format!("Field {id}"),
            hint: String::new(),
            kind,
            pattern: String::new(),
            position: id,
            in_lists: false,
            archived_at: None,
            created_at: Moment(0),
            updated_at: Moment(0),
            options: options.iter().map(option).collect(),
        }
    }

    fn ask(field: i64, path: Option<&str>, audience: AskedOf, when: Option<(i64, Option<i64>)>) -> Ask {
        Ask {
            id: AskId(0),
            field: FieldId(field),
            category: path.map(|_| CategoryId(1)),
            path: path.map(str::to_owned),
            audience,
            required: Required::Never,
            when: when.map(|(field, option)| When { field: FieldId(field), option: option.map(OptionId) }),
        }
    }

    fn names(form: &[Question<'_>]) -> Vec<i64> {
        form.iter().map(|q| q.field.id.0).collect()
    }

    #[test]
    fn the_nearest_place_counts_and_a_branch_is_not_its_neighbour() {
        let forms = Forms {
            fields: vec![field(1, FieldKind::Text, &[]), field(2, FieldKind::Text, &[])],
            asks: vec![
                ask(1, None, AskedOf::Desk, None),
                ask(1, Some("Network"), AskedOf::Everybody, None),
                ask(2, Some("Network / VPN"), AskedOf::Desk, None),
            ],
        };
        assert_eq!(names(&forms.form(None, AskedOf::Desk)), [1]);
        assert_eq!(names(&forms.form(None, AskedOf::Everybody)), [] as [i64; 0]);
        assert_eq!(names(&forms.form(Some("Network / VPN"), AskedOf::Desk)), [1, 2]);
        assert_eq!(names(&forms.form(Some("Network / VPN"), AskedOf::Everybody)), [1]);
        assert_eq!(names(&forms.form(Some("Networking"), AskedOf::Everybody)), [] as [i64; 0]);
    }

    #[test]
    fn a_question_is_due_when_all_it_hangs_on_stands_and_a_circle_is_never_due() {
        let forms = Forms {
            fields: vec![
                field(1, FieldKind::Tree, &[(10, "Software"), (11, "Software / Office"), (12, "Hardware")]),
                field(2, FieldKind::Checkbox, &[]),
                field(3, FieldKind::Text, &[]),
                field(4, FieldKind::Checkbox, &[]),
            ],
            asks: vec![
                ask(1, None, AskedOf::Everybody, None),
                ask(2, None, AskedOf::Everybody, Some((1, Some(10)))),
                ask(3, None, AskedOf::Everybody, Some((2, None))),
                ask(4, None, AskedOf::Everybody, Some((4, None))),
            ],
        };
        let form = forms.form(None, AskedOf::Everybody);
        let due = |answers: &[(i64, FieldValue)]| {
            let answers = answers.iter().map(|(id, value)| (FieldId(*id), value.clone())).collect();
            form.iter().filter(|q| forms.is_due(q, &form, &answers)).map(|q| q.field.id.0).collect::<Vec<_>>()
        };
        assert_eq!(due(&[]), [1]);
        assert_eq!(due(&[(1, FieldValue::Option(OptionId(11)))]), [1, 2], "a twig counts as its branch");
        assert_eq!(due(&[(1, FieldValue::Option(OptionId(12))), (2, FieldValue::Ticked)]), [1], "a tick behind what is not asked");
        assert_eq!(due(&[(1, FieldValue::Option(OptionId(10))), (2, FieldValue::Ticked), (4, FieldValue::Ticked)]), [1, 2, 3]);
    }
}
