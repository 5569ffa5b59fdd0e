//! What was learned: labels, features and a weight for each pair of them.

use crate::confidence::shares;
use crate::features::{Reader, WORDS, family};
use crate::limits::KEPT_CELLS_MAX;
use crate::vocabulary::Vocabulary;

/// Says which label a text would have.
#[derive(Debug, Clone, PartialEq)]
pub struct Classifier {
    pub(crate) labels: Vec<String>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) weights: Weights,
    pub(crate) sharpness: f32,
    pub(crate) learned_from: usize,
}

/// A label, and how likely it is the right one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess<'c> {
    /// The label.
    pub label: &'c str,
    /// From 0 to 1; of all guesses at 0.8 about eight in ten are right.
    pub confidence: f32,
}

/// Whole numbers in place of fractions: a feature's weights for all labels side by side, and each label's unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights {
    pub(crate) cells: Vec<i16>,
    pub(crate) units: Vec<f32>,
    pub(crate) biases: Vec<f32>,
}

impl Weights {
    /// From a row for each label, its bias last.
    #[expect(clippy::cast_possible_truncation, reason = "within i16 by the choice of the unit")]
    pub(crate) fn quantized(rows: &[Vec<f32>]) -> Self {
        let features = rows.first().map_or(0, |row| row.len().saturating_sub(1));
        let units: Vec<f32> = rows
            .iter()
            .map(|row| row[..features].iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs())) / f32::from(i16::MAX))
            .collect();
        let mut cells = Vec::with_capacity(features * rows.len());
        for at in 0..features {
            cells.extend(rows.iter().zip(&units).map(|(row, unit)| (row[at] / unit).round() as i16));
        }
        Self { cells, units, biases: rows.iter().filter_map(|row| row.last().copied()).collect() }
    }

    fn of(&self, place: usize) -> impl Iterator<Item = f32> {
        let labels = self.units.len();
        self.cells[place * labels..(place + 1) * labels].iter().zip(&self.units).map(|(cell, unit)| f32::from(*cell) * unit)
    }
}

impl Classifier {
    /// Every label with its confidence, the likeliest first. The confidences add up to one.
    #[must_use]
    pub fn guess(&self, text: &str) -> Vec<Guess<'_>> {
        self.guess_read(&Reader::new(), text)
    }

    /// The same for many texts.
    #[must_use]
    pub fn guess_all<'c>(&'c self, texts: &[&str]) -> Vec<Vec<Guess<'c>>> {
        let reader = Reader::new();
        texts.iter().map(|text| self.guess_read(&reader, text)).collect()
    }

    fn guess_read(&self, reader: &Reader, text: &str) -> Vec<Guess<'_>> {
        let mut vector = Vec::new();
        self.vocabulary.vector(&reader.features(text), &mut vector);
        let mut scores = self.weights.biases.clone();
        for (place, value) in &vector {
            for (score, weight) in scores.iter_mut().zip(self.weights.of(*place as usize)) {
                *score += weight * value;
            }
        }
        shares(&mut scores, self.sharpness);
        let mut guesses: Vec<Guess<'_>> = self.labels.iter().zip(scores).map(|(label, confidence)| Guess { label, confidence }).collect();
        guesses.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        guesses
    }

    /// The labels it knows, in the order of their names.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// How many examples it learned from.
    #[must_use]
    pub fn learned_from(&self) -> usize {
        self.learned_from
    }

    /// How well a feature tells labels apart: how far its weights lie from one another.
    #[expect(clippy::cast_precision_loss, reason = "a count of labels")]
    pub(crate) fn telling(&self, place: usize) -> f32 {
        let count = self.labels.len() as f32;
        let mean = self.weights.of(place).sum::<f32>() / count;
        (self.weights.of(place).map(|weight| (weight - mean) * (weight - mean)).sum::<f32>() / count).sqrt()
    }

    /// Drops the features that tell least, down to [`KEPT_CELLS_MAX`]; words stay longest, because texts are compared by them.
    pub(crate) fn most_telling(mut self) -> Self {
        let (features, labels) = (self.vocabulary.features.len(), self.labels.len());
        let kept_max = KEPT_CELLS_MAX / labels.max(1);
        if features <= kept_max {
            return self;
        }
        // How much it can move a score: its weights, and how heavy it is in the texts that have it.
        let mut order: Vec<(f32, usize)> =
            (0..features).map(|place| (self.telling(place) * self.vocabulary.rarity[place] * self.preference(place), place)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut kept: Vec<usize> = order.into_iter().take(kept_max).map(|(_, place)| place).collect();
        kept.sort_unstable();
        let pick = |place: &usize| self.weights.cells[place * labels..(place + 1) * labels].to_vec();
        self.weights.cells = kept.iter().flat_map(pick).collect();
        self.vocabulary.rarity = kept.iter().map(|place| self.vocabulary.rarity[*place]).collect();
        self.vocabulary.features = kept.iter().map(|place| self.vocabulary.features[*place]).collect();
        self
    }

    fn preference(&self, place: usize) -> f32 {
        if family(self.vocabulary.features[place]) == WORDS { 4.0 } else { 1.0 }
    }
}
