//! Texts of words and plain arguments, cut once at the start: most are of this kind, and Fluent's own way costs several times as much.

use std::fmt::Write;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use crate::{Arg, Language, figures};

/// Room that most texts need, in bytes: they are put together without growing.
const LENGTH_USUAL: usize = 48;

/// Such a text: nothing to choose, to refer to or to call.
pub(crate) struct Plain(Vec<Piece>);

enum Piece {
    Words(String),
    Argument(String),
}

impl Plain {
    /// The text, if it is of this kind.
    pub(crate) fn of(pattern: &Pattern<&str>) -> Option<Self> {
        let piece = |element: &PatternElement<&str>| match element {
            PatternElement::TextElement { value } => Some(Piece::Words((*value).to_owned())),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
                Some(Piece::Argument(id.name.to_owned()))
            }
            PatternElement::Placeable { .. } => None,
        };
        pattern.elements.iter().map(piece).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The text with these arguments; nothing when one is missing, which Fluent words better.
    pub(crate) fn say(&self, language: Language, arguments: &[(&str, Arg<'_>)]) -> Option<String> {
        let mut text = String::with_capacity(LENGTH_USUAL);
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Argument(wanted) => match &arguments.iter().find(|(name, _)| name == wanted)?.1 {
                    Arg::Text(words) => text.push_str(words),
                    Arg::Whole(number) => {
                        let _ = write!(text, "{number}");
                    }
                    Arg::Decimal(number) => text.push_str(&figures::written(*number, None, false, language)),
                },
            }
        }
        Some(text)
    }
}
