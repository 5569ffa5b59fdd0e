//! "Did you mean": the known word that somebody probably wanted to write.

/// The candidate nearest to `word`: one that begins with it, or one that differs by few letters (one in three, at most three).
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    let far = (letters / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let lower = candidate.to_lowercase();
            let begins = letters >= 2 && lower.starts_with(&word);
            let distance = if begins { 1 } else { distance(&word, &lower) };
            (distance <= far && distance < letters.max(2)).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Letters to insert, delete, replace or swap with their neighbour to get from `a` to `b` (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const FIELDS: [&str; 6] = ["status", "assignee", "priority", "due", "tag", "requester.organization"];

    #[test]
    fn a_slip_of_the_finger_finds_its_field() {
        for (slip, meant) in [("stauts", "status"), ("asignee", "assignee"), ("prio", "priority"), ("tags", "tag"), ("deu", "due")] {
            assert_eq!(nearest(slip, FIELDS), Some(meant), "{slip}");
        }
    }

    #[test]
    fn a_different_word_finds_nothing() {
        for word in ["invoice", "x", "zzz", ""] {
            assert_eq!(nearest(word, FIELDS), None, "{word}");
        }
    }
}
