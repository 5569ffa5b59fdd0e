//! Lists of numbers in a statement, in few lengths: each length is a statement to prepare.

use std::fmt::Write;

use db::Value;

/// `$3, $3, $4..`: the placeholders of `ids` numbered from `first_param`, and their values. The last one is repeated up to a
/// power of two; an empty list holds 0, which is nobody's number.
pub(crate) fn numbers<I: Into<Value> + Copy>(ids: &[I], first_param: usize) -> (String, Vec<Value>) {
    let length = ids.len().max(1).next_power_of_two();
    let mut values: Vec<Value> = ids.iter().map(|id| (*id).into()).collect();
    let last = values.last().cloned().unwrap_or(Value::Int(0));
    values.resize(length, last);
    let mut sql = String::with_capacity(length * 5);
    for n in 0..length {
        let comma = if n > 0 { ", " } else { "" };
        let _ = write!(sql, "{comma}${}", first_param + n);
    }
    (sql, values)
}
