//! Which keys a source has and which arguments each of them takes: what tests and checks compare.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;

use crate::{Catalogue, Language};

/// Keys in order, each with the names of the arguments its text uses. An attribute's key is `message.attribute`.
pub type Keys = BTreeMap<String, BTreeSet<String>>;

/// The keys of one Fluent source. Parts that do not parse are left out; [`Catalogue::faults`] names them.
pub fn keys_of(source: &str) -> Keys {
    let resource = match fluent_syntax::parser::parse(source) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut keys = Keys::new();
    for entry in &resource.body {
        if let ast::Entry::Message(message) = entry {
            if let Some(pattern) = &message.value {
                keys.insert(message.id.name.to_owned(), arguments_of(pattern));
            }
            for attribute in &message.attributes {
                keys.insert(format!("{}.{}", message.id.name, attribute.id.name), arguments_of(&attribute.value));
            }
        }
    }
    keys
}

/// One sentence for each key of `a` that `b` lacks, and for each key whose arguments differ. Empty when `b` says all that `a` says.
pub fn missing_keys(catalogue: &Catalogue, a: Language, b: Language) -> Vec<String> {
    let (ours, theirs) = (catalogue.keys(a), catalogue.keys(b));
    ours.iter()
        .filter_map(|(key, arguments)| match theirs.get(key) {
            None => Some(format!("{key}: stands in {a}, not in {b}")),
            Some(other) if other != arguments => Some(format!("{key}: takes {arguments:?} in {a}, {other:?} in {b}")),
            Some(_) => None,
        })
        .collect()
}

fn arguments_of(pattern: &ast::Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    in_pattern(pattern, &mut found);
    found
}

fn in_pattern(pattern: &ast::Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, found);
        }
    }
}

fn in_expression(expression: &ast::Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, found);
            for variant in variants {
                in_pattern(&variant.value, found);
            }
        }
        ast::Expression::Inline(inline) => in_inline(inline, found),
    }
}

fn in_inline(inline: &ast::InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => in_call(arguments, found),
        ast::InlineExpression::TermReference { arguments: Some(arguments), .. } => in_call(arguments, found),
        ast::InlineExpression::Placeable { expression } => in_expression(expression, found),
        _ => {}
    }
}

fn in_call(arguments: &ast::CallArguments<&str>, found: &mut BTreeSet<String>) {
    for positional in &arguments.positional {
        in_inline(positional, found);
    }
}

#[cfg(test)]
mod tests {
    use super::keys_of;

    #[test]
    fn arguments_are_found_in_selectors_variants_functions_and_attributes() {
        let keys = keys_of(
            "plain = Hello\nmany = { $count ->\n    [one] one for { $name }\n   *[other] { NUMBER($count) } things\n }\nfield =\n    .label = Your { $what }\n-term = not a key\n",
        );
        let said: Vec<String> =
            keys.iter().map(|(key, arguments)| format!("{key}:{}", arguments.iter().cloned().collect::<Vec<_>>().join("+"))).collect();
        assert_eq!(said, ["field.label:what", "many:count+name", "plain:"]);
    }
}
