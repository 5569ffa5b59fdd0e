//! How much each feature speaks for or against a label, before anything is learned: the logarithm of its odds.
//!
//! Naive Bayes weights inside a linear classifier (Wang and Manning, "Baselines and Bigrams", 2012): a feature that comes as often
//! inside a label as outside it is held down, one that tells is given room.

use crate::matrix::Matrix;

/// What every feature is given in every label, so that a single sighting is not certainty.
const SMOOTHING: f32 = 0.05;
/// Odds beyond e⁴ to 1 count no more.
const ODDS_LOG_MAX: f32 = 4.0;
/// The weight of a feature without evidence, and what a unit of log odds adds.
const BASE: f32 = 0.4;
const SLOPE: f32 = 0.4;

/// What each feature weighs in each label, summed over the examples.
pub(crate) struct Masses {
    features: usize,
    by_label: Vec<f32>,
    of_feature: Vec<f32>,
    of_label: Vec<f32>,
}

impl Masses {
    pub(crate) fn new(matrix: &Matrix, labels: &[u32], label_count: usize, features: usize) -> Self {
        let mut masses = Self {
            features,
            by_label: vec![0.0; features * label_count],
            of_feature: vec![0.0; features],
            of_label: vec![0.0; label_count],
        };
        for (at, label) in labels.iter().enumerate() {
            let label = *label as usize;
            for (place, value) in matrix.row(at).cells() {
                masses.by_label[label * features + place] += value;
                masses.of_feature[place] += value;
                masses.of_label[label] += value;
            }
        }
        masses
    }

    /// The room each feature has to tell this label from the others.
    #[expect(clippy::cast_precision_loss, reason = "counts of features and labels, below 2^24")]
    pub(crate) fn evidence(&self, label: usize) -> Vec<f32> {
        let others = (self.of_label.len() - 1) as f32 * SMOOTHING;
        let whole: f32 = self.of_label.iter().sum();
        let inside = self.of_label[label] + SMOOTHING * self.features as f32;
        let outside = whole - self.of_label[label] + others * self.features as f32;
        let odds = (outside / inside).ln();
        let own = &self.by_label[label * self.features..(label + 1) * self.features];
        let room = own.iter().zip(&self.of_feature).map(|(own, all)| {
            let log_odds = ((own + SMOOTHING) / ((all - own).max(0.0) + others)).ln() + odds;
            BASE + SLOPE * log_odds.abs().min(ODDS_LOG_MAX)
        });
        room.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Masses;
    use crate::matrix::Matrix;

    #[test]
    fn what_tells_labels_apart_has_more_room() {
        let mut matrix = Matrix::default();
        for _ in 0..20 {
            matrix.push(&[(0, 0.7), (1, 0.7)]);
            matrix.push(&[(0, 0.7), (2, 0.7)]);
        }
        let labels: Vec<u32> = (0..40).map(|n| n % 2).collect();
        let evidence = Masses::new(&matrix, &labels, 2, 3).evidence(0);
        assert!(evidence[1] > 1.5 && evidence[2] > 1.5 && evidence[0] < 0.5, "{evidence:?}");
    }
}
