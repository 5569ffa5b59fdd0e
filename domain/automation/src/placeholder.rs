//! What a prepared text may leave open: one closed list of names in double braces, beside the desk's own fields.

use db::{Conn, words};
use outcome::{Result, Sentence};

/// How a placeholder of one of the desk's own fields begins; the field's key follows.
const FIELD: &str = "field.";
/// Names that are read at most; a text with more of them is not a prepared text.
const NAMES_MAX: usize = 100;

words! {
    /// What can be filled in.
    pub enum Placeholder {
        /// What the requester is called among friends.
        RequesterFirstName = "requester.first_name",
        /// The requester's whole name.
        RequesterName = "requester.name",
        /// For whom they work.
        Organization = "requester.organization",
        /// The ticket's number.
        Number = "ticket.number",
        /// What it is called.
        Subject = "ticket.subject",
        /// What it is about.
        Category = "ticket.category",
        /// The team that has it.
        Team = "ticket.team",
        /// Who has it.
        Assignee = "ticket.assignee",
        /// When the next promise is due, in the requester's time.
        Due = "ticket.due",
        /// Where the requester reads and answers it.
        Link = "ticket.link",
        /// Who writes.
        AgentName = "agent.name",
        /// Who writes, among friends.
        AgentFirstName = "agent.first_name",
    }
}

impl Placeholder {
    /// As it stands in a text.
    #[must_use]
    pub fn written(self) -> String {
        format!("{{{{{self}}}}}")
    }

    /// The key of its name for people.
    #[must_use]
    pub fn key(self) -> String {
        format!("placeholder-{}", self.as_str().replace(['.', '_'], "-"))
    }

    /// Does it take a person to write?
    #[must_use]
    pub fn needs_agent(self) -> bool {
        matches!(self, Self::AgentName | Self::AgentFirstName)
    }
}

/// What a name in double braces means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name<'t> {
    Known(Placeholder),
    /// The key of one of the desk's own fields.
    Field(&'t str),
    Unknown(&'t str),
}

/// A text in order: what stays, and what is filled in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    Stays(&'t str),
    Open(Name<'t>),
}

/// Reads a text; braces that are not closed on their line stay as they are.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut all, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}").filter(|(name, _)| !name.contains('\n') && !name.contains('{')) else { break };
        all.push(Piece::Stays(before));
        all.push(Piece::Open(named(name.trim())));
        rest = behind;
    }
    all.push(Piece::Stays(rest));
    all
}

fn named(name: &str) -> Name<'_> {
    match (name.parse(), name.strip_prefix(FIELD)) {
        (Ok(known), _) => Name::Known(known),
        (_, Some(key)) => Name::Field(key),
        _ => Name::Unknown(name),
    }
}

/// The names that a text leaves open.
pub(crate) fn names(text: &str) -> impl Iterator<Item = Name<'_>> {
    pieces(text).into_iter().filter_map(|piece| if let Piece::Open(name) = piece { Some(name) } else { None })
}

/// What is wrong with the placeholders of a text, if anything; `by_agent` says whether a person will write it.
pub(crate) fn wrong(conn: &Conn, text: &str, by_agent: bool) -> Result<Option<Sentence>> {
    let (mut fields, mut count) = (None, 0);
    for name in names(text) {
        count += 1;
        let says = match name {
            _ if count > NAMES_MAX => Some(Sentence::new("placeholder-too-many").with("max", NAMES_MAX)),
            Name::Known(known) if known.needs_agent() && !by_agent => Some(Sentence::new("placeholder-needs-agent").with("name", known)),
            Name::Known(_) => None,
            Name::Unknown(name) => Some(Sentence::new("placeholder-unknown").with("name", name)),
            Name::Field(key) => {
                if fields.is_none() {
                    fields = Some(tickets::forms(conn)?);
                }
                let known = fields.iter().flat_map(|f| f.fields.iter()).any(|f| f.key == key);
                (!known).then(|| Sentence::new("placeholder-field-unknown").with("name", key))
            }
        };
        if says.is_some() {
            return Ok(says);
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_everything_else_stays() {
        let open: Vec<Name<'_>> = names("Hello {{ requester.first_name }}, {{field.room}} {{x}} {{ not closed\n}} {single}").collect();
        let known = Placeholder::RequesterFirstName;
        assert_eq!(open, [Name::Known(known), Name::Field("room"), Name::Unknown("x")]);
        assert_eq!(pieces("plain {{"), [Piece::Stays("plain {{")]);
    }

    #[test]
    fn every_placeholder_reads_as_it_is_written() {
        for &placeholder in Placeholder::ALL {
            assert_eq!(names(&placeholder.written()).collect::<Vec<_>>(), [Name::Known(placeholder)]);
        }
    }
}
