//! The figures by which guesses are judged.

use std::collections::BTreeMap;

/// The share of right guesses; 0 of none. `pairs` are what was guessed and what was right.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of texts")]
pub fn accuracy<'l>(pairs: impl IntoIterator<Item = (&'l str, &'l str)>) -> f64 {
    let (right, all) =
        pairs.into_iter().fold((0_usize, 0_usize), |(right, all), (guess, truth)| (right + usize::from(guess == truth), all + 1));
    right as f64 / all.max(1) as f64
}

/// The mean over all labels, guessed or right, of the harmonic mean of precision and recall; each label counts the same.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of texts and labels")]
pub fn macro_f1<'l>(pairs: impl IntoIterator<Item = (&'l str, &'l str)>) -> f64 {
    // For each label: guessed rightly, guessed at all, right at all.
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (guess, truth) in pairs {
        counts.entry(guess).or_default()[1] += 1;
        let of_truth = counts.entry(truth).or_default();
        of_truth[2] += 1;
        of_truth[0] += usize::from(guess == truth);
    }
    let sum: f64 = counts.values().map(|[hits, guessed, right]| 2.0 * *hits as f64 / (guessed + right) as f64).sum();
    sum / counts.len().max(1) as f64
}

/// The mean share of the first `k` that are right, over all rows; a row shorter than `k` is missing those.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of texts")]
pub fn precision_at(k: usize, rows: &[Vec<bool>]) -> f64 {
    let hits: usize = rows.iter().map(|row| row.iter().take(k).filter(|hit| **hit).count()).sum();
    hits as f64 / (rows.len() * k).max(1) as f64
}

/// How far confidences are from what they promise: the mean distance of confidence and share of right guesses over ten bands.
#[must_use]
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts, and tenths of a share")]
pub fn miscalibration(guesses: &[(f32, bool)]) -> f64 {
    let mut bands = [(0_usize, 0.0_f64, 0_usize); 10];
    for (confidence, right) in guesses {
        let band = &mut bands[((confidence * 10.0) as usize).min(9)];
        *band = (band.0 + 1, band.1 + f64::from(*confidence), band.2 + usize::from(*right));
    }
    let apart: f64 = bands.iter().map(|(_, promised, kept)| (promised - *kept as f64).abs()).sum();
    apart / guesses.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::{accuracy, macro_f1, miscalibration, precision_at};

    #[test]
    fn figures_by_hand() {
        let pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("c", "a")];
        assert!((accuracy(pairs) - 0.6).abs() < 1e-9);
        // a: 2·1/(2+2) = 0.5, b: 2·2/(2+3) = 0.8, c: 0.
        assert!((macro_f1(pairs) - 1.3 / 3.0).abs() < 1e-9);
        let rows = [vec![true, false], vec![true]];
        assert!((precision_at(1, &rows) - 1.0).abs() < 1e-9 && (precision_at(2, &rows) - 0.5).abs() < 1e-9);
        assert!(miscalibration(&[(0.75, true), (0.75, true), (0.75, true), (0.75, false)]) < 1e-6);
        assert!(accuracy([]).abs() < 1e-9 && macro_f1([]).abs() < 1e-9);
    }
}
