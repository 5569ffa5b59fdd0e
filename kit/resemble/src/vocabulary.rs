//! Which features count, and how much: the common ones of the examples, rarer ones weighing more.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::features::{FAMILIES, FAMILY_WEIGHTS, Feature, WORDS, family};
use crate::limits::FEATURES_COUNTED_MAX;

/// A feature is a digest already; hashing it again would only cost time.
#[derive(Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = number.rotate_left(7);
    }
}

type Counts = HashMap<Feature, u32, BuildHasherDefault<AsItIs>>;

/// Texts a feature must come in: once is chance, except for a word, which may be a name that comes again.
fn texts_min(feature: Feature) -> u32 {
    if family(feature) == WORDS { 1 } else { 2 }
}

/// Counts in how many texts each feature comes, within a bound.
pub(crate) struct Census {
    counts: Counts,
    texts: usize,
    forgotten_below: u32,
}

impl Census {
    pub(crate) fn new() -> Self {
        Self { counts: Counts::default(), texts: 0, forgotten_below: 1 }
    }

    pub(crate) fn add(&mut self, features: &[(Feature, u32)]) {
        self.texts += 1;
        for (feature, _) in features {
            *self.counts.entry(*feature).or_default() += 1;
        }
        // Lossy counting: what came least often so far goes first, and the bar rises until there is room.
        while self.counts.len() > FEATURES_COUNTED_MAX {
            self.forgotten_below += 1;
            let bar = self.forgotten_below;
            self.counts.retain(|_, count| *count >= bar);
        }
    }

    /// The commonest features, at most `features_max`.
    #[expect(clippy::cast_precision_loss, reason = "counts of texts, far below 2^24")]
    pub(crate) fn vocabulary(self, features_max: usize) -> Vocabulary {
        let mut kept: Vec<(Feature, u32)> = self.counts.into_iter().filter(|(f, count)| *count >= texts_min(*f)).collect();
        if kept.len() > features_max {
            kept.sort_unstable_by_key(|(feature, count)| (std::cmp::Reverse(*count), *feature));
            kept.truncate(features_max);
        }
        kept.sort_unstable_by_key(|(feature, _)| *feature);
        let texts = self.texts as f32;
        let rarity = kept.iter().map(|(_, count)| ((1.0 + texts) / (1.0 + *count as f32)).ln() + 1.0).collect();
        Vocabulary { features: kept.into_iter().map(|(feature, _)| feature).collect(), rarity }
    }
}

/// The features that count, in ascending order, and how much rarity adds to each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Vocabulary {
    pub(crate) features: Vec<Feature>,
    pub(crate) rarity: Vec<f32>,
}

impl Vocabulary {
    /// A text as a vector of length one over the known features: their places ascending, and their values.
    #[expect(clippy::cast_precision_loss, reason = "repetitions in one text")]
    pub(crate) fn vector(&self, features: &[(Feature, u32)], into: &mut Vec<(u32, f32)>) {
        into.clear();
        let mut squares = [0.0_f32; FAMILIES];
        for (feature, times) in features {
            let Some(place) = self.place(*feature) else { continue };
            let value = (1.0 + (*times as f32).ln()) * self.rarity[place as usize];
            squares[family(*feature)] += value * value;
            into.push((place, value));
        }
        let present = |n: usize| if squares[n] > 0.0 { FAMILY_WEIGHTS[n] * FAMILY_WEIGHTS[n] } else { 0.0 };
        let whole = (0..FAMILIES).map(present).sum::<f32>().sqrt();
        for (place, value) in into {
            let n = family(self.features[*place as usize]);
            *value *= FAMILY_WEIGHTS[n] / (squares[n].sqrt() * whole);
        }
    }

    /// Where a feature stands: digests are evenly spread, so its place can be reckoned and then looked for nearby.
    fn place(&self, feature: Feature) -> Option<u32> {
        let count = self.features.len();
        let near = usize::try_from((u128::from(feature) * count as u128) >> 64).ok()?;
        let (mut low, mut high, mut reach) = (near, near, 32);
        while low > 0 && self.features[low] > feature {
            low = near.saturating_sub(reach);
            reach *= 4;
        }
        reach = 32;
        while high < count && self.features[high] < feature {
            high = (near + reach).min(count);
            reach *= 4;
        }
        let found = self.features.get(low..(high + 1).min(count))?.binary_search(&feature).ok()?;
        u32::try_from(low + found).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Census, Vocabulary};
    use crate::chance::mixed;

    #[test]
    fn every_feature_is_found_at_its_place_and_no_other() {
        for count in [0_u64, 1, 2, 3, 1_000, 50_000] {
            let mut features: Vec<u64> = (0..count).map(|n| mixed(n + 1)).collect();
            features.sort_unstable();
            let vocabulary = Vocabulary { rarity: vec![1.0; features.len()], features };
            for (at, feature) in vocabulary.features.iter().enumerate() {
                assert_eq!(vocabulary.place(*feature), u32::try_from(at).ok());
            }
            for other in [0, u64::MAX, 1, mixed(0)] {
                assert_eq!(vocabulary.place(other).is_some(), vocabulary.features.contains(&other));
            }
        }
    }

    #[test]
    fn the_commonest_stay_when_there_are_too_many() {
        let mut census = Census::new();
        for text in 0..10_u64 {
            census.add(&(0..=text).map(|n| (n * 4, 1)).collect::<Vec<_>>());
        }
        assert_eq!(census.vocabulary(3).features, [0, 4, 8]);
    }

    #[test]
    fn vectors_have_length_one_and_rare_words_weigh_more() {
        let mut census = Census::new();
        census.add(&[(4, 1), (8, 1)]);
        census.add(&[(4, 1)]);
        let vocabulary = census.vocabulary(10);
        let mut vector = Vec::new();
        vocabulary.vector(&[(4, 1), (8, 1), (12, 5)], &mut vector);
        let length: f32 = vector.iter().map(|(_, v)| v * v).sum();
        assert!((length - 1.0).abs() < 1e-5 && vector[1].1 > vector[0].1 && vector.len() == 2);
    }
}
