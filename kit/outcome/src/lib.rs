//! The three ends of a deed: it is done, it is refused with an answer for the asker, or it failed and that is our fault.

use std::fmt;

/// What every command, query and handler returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a deed did not happen.
#[derive(Debug)]
pub enum Error {
    /// An answer for the asker; never logged as a fault.
    Refused(Refusal),
    /// Our fault; logged once, at the door, with its context.
    Failed(anyhow::Error),
}

/// An answer to the asker, in words that the door translates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such thing, or the asker may not know that there is.
    NotFound,
    /// Nobody is signed in and somebody must be.
    SignInNeeded,
    /// The asker may see the thing but may not do this; the word names the action.
    NotAllowed(&'static str),
    /// The input does not hold; one entry for each field that is wrong.
    Invalid(Vec<FieldError>),
    /// The thing changed meanwhile, or is in a state that does not allow this.
    Conflict(Sentence),
    /// Asked too often, or more than a limit allows.
    TooMany {
        /// When it is worth trying again.
        retry_after_s: u32,
    },
    /// The system is busy: a queue with a limit is full. Nothing was done.
    Busy,
    /// The database cannot be reached, or its disk takes nothing more. Nothing was done.
    Unavailable,
}

impl Refusal {
    /// Is the same asked again in a moment worth it, with nothing changed? Then nobody who asked did anything wrong.
    #[must_use]
    pub fn passes(&self) -> bool {
        matches!(self, Self::Busy | Self::Unavailable)
    }
}

/// One field of an input and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The input's name in the form, the JSON body or the command line.
    pub field: &'static str,
    /// What is wrong and what would be right.
    pub says: Sentence,
}

/// A sentence for a person, as a key of the catalogue with its arguments; the door says it in the asker's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Key in the catalogue.
    pub key: &'static str,
    /// Arguments by name.
    pub args: Vec<(&'static str, String)>,
}

impl Sentence {
    /// A sentence without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The same sentence with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl From<&'static str> for Sentence {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

impl Error {
    /// One field is wrong.
    pub fn invalid(field: &'static str, says: impl Into<Sentence>) -> Self {
        Refusal::Invalid(vec![FieldError { field, says: says.into() }]).into()
    }

    /// The state of things does not allow this.
    pub fn conflict(says: impl Into<Sentence>) -> Self {
        Refusal::Conflict(says.into()).into()
    }

    /// The refusal, if it is one.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Failed(_) => None,
        }
    }
}

/// Collects what is wrong with an input, so that the asker hears all of it at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// An input not yet looked at.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes that `field` is wrong unless `holds`.
    pub fn that(&mut self, holds: bool, field: &'static str, says: impl Into<Sentence>) -> &mut Self {
        if !holds {
            self.0.push(FieldError { field, says: says.into() });
        }
        self
    }

    /// Refuses the input if anything was wrong.
    ///
    /// # Errors
    /// `Refusal::Invalid` with all that was noted.
    pub fn done(&mut self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Invalid(std::mem::take(&mut self.0)).into()) }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "{refusal}"),
            Self::Failed(error) => write!(f, "{error:#}"),
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::SignInNeeded => f.write_str("sign-in needed"),
            Self::NotAllowed(action) => write!(f, "not allowed: {action}"),
            Self::Invalid(fields) => {
                f.write_str("invalid:")?;
                fields.iter().try_for_each(|e| write!(f, " {} ({})", e.field, e.says.key))
            }
            Self::Conflict(says) => write!(f, "conflict: {}", says.key),
            Self::TooMany { retry_after_s } => write!(f, "too many, again in {retry_after_s} s"),
            Self::Busy => f.write_str("busy, nothing was done"),
            Self::Unavailable => f.write_str("the database cannot be reached or is full, nothing was done"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_names_every_wrong_field_at_once() {
        let mut check = Check::new();
        check.that(false, "subject", "subject-missing").that(true, "body", "body-missing").that(false, "email", "email-wrong");
        let Err(Error::Refused(Refusal::Invalid(fields))) = check.done() else { panic!("expected a refusal") };
        assert_eq!(fields.iter().map(|f| f.field).collect::<Vec<_>>(), ["subject", "email"]);
    }
}
