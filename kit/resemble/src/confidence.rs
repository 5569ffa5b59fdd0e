//! From scores to confidences that mean what they say: of a hundred guesses at 0.8, about eighty are right.

/// Sharpness that is looked for, least and most.
const SHARPNESS: (f32, f32) = (0.1, 20.0);
/// Steps of the search; each narrows the place by a third and more.
const STEPS: usize = 40;

/// Turns scores into shares of one, more decided the sharper.
pub(crate) fn shares(scores: &mut [f32], sharpness: f32) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = ((*score - most) * sharpness).exp();
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

/// The sharpness at which examples that were not learned from are least surprising. `rows` are scores and the right place in them.
pub(crate) fn sharpness(rows: &[(Vec<f32>, usize)]) -> f32 {
    // Golden section on the logarithm: the surprise has one valley.
    let ratio = 0.618_034_f32;
    let (mut low, mut high) = (SHARPNESS.0.ln(), SHARPNESS.1.ln());
    for _ in 0..STEPS {
        let width = (high - low) * ratio;
        let (left, right) = (high - width, low + width);
        if surprise(rows, left.exp()) < surprise(rows, right.exp()) {
            high = right;
        } else {
            low = left;
        }
    }
    f32::midpoint(low, high).exp()
}

fn surprise(rows: &[(Vec<f32>, usize)], sharpness: f32) -> f64 {
    let mut scores = Vec::new();
    rows.iter()
        .map(|(row, right)| {
            scores.clone_from(row);
            shares(&mut scores, sharpness);
            -f64::from(scores[*right].max(f32::MIN_POSITIVE)).ln()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{shares, sharpness};

    #[test]
    fn shares_add_up_to_one_whatever_the_scores() {
        for mut scores in [vec![0.0, 0.0], vec![500.0, -500.0, 3.0], vec![-1.0]] {
            shares(&mut scores, 4.0);
            assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-5, "{scores:?}");
        }
    }

    #[test]
    fn confidence_follows_how_often_the_first_was_right() {
        // Three of four right at a lead of one.
        let rows: Vec<(Vec<f32>, usize)> = (0..400).map(|n| (vec![1.0, 0.0], usize::from(n % 4 == 0))).collect();
        let mut scores = vec![1.0, 0.0];
        shares(&mut scores, sharpness(&rows));
        assert!((scores[0] - 0.75).abs() < 0.01, "{scores:?}");
    }
}
