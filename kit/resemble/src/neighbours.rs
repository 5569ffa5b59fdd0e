//! The texts that a text resembles: cosine of sparse vectors over words, each word weighing what it was found to tell.

use crate::classifier::Classifier;
use crate::features::{Reader, WORDS, family};
use crate::learn::Example;
use crate::limits::{COMPARED_FEATURES_MAX, EXAMPLES_MAX, NEAREST_MAX};

/// Texts to compare with.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    /// Where each feature's texts begin in `entries`; one more than there are features.
    pub(crate) starts: Vec<u32>,
    /// Texts and the feature's share of each, by feature.
    pub(crate) entries: Vec<(u32, u16)>,
    /// The label of each text, as the classifier counts them; `u32::MAX` for one it does not know.
    pub(crate) labels: Vec<u32>,
}

/// A text that is alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Which one, counted from the first that was learned.
    pub text: usize,
    /// How alike, from 0 (no word in common) to 1 (the same words).
    pub likeness: f32,
}

/// One as a whole number.
pub(crate) const WHOLE: f32 = 65_535.0;
/// How strongly what tells labels apart counts against what is merely rare: its square root.
const TELLING_POWER: f32 = 0.5;
/// What a word that tells nothing still counts.
const TELLING_MIN: f32 = 1e-3;
/// How far a text of an unlikely label steps back: its likelihood's fourth root.
const LIKELIHOOD_POWER: f32 = 0.25;
/// The least likelihood that is told from none.
const LIKELIHOOD_MIN: f32 = 1e-4;

impl Neighbours {
    /// Keeps texts to compare with: the last [`EXAMPLES_MAX`], by the words that `classifier` knows.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares of one, and counts that EXAMPLES_MAX bounds")]
    pub fn learn(classifier: &Classifier, texts: &[Example<'_>]) -> Self {
        let texts = &texts[texts.len().saturating_sub(EXAMPLES_MAX)..];
        let mut postings: Vec<Vec<(u32, u16)>> = vec![Vec::new(); classifier.vocabulary.features.len()];
        let mut comparer = Comparer::new(classifier);
        for (text, example) in texts.iter().enumerate() {
            for (place, value) in comparer.vector(example.text) {
                postings[*place as usize].push((text as u32, (value * WHOLE).round() as u16));
            }
        }
        let mut starts = vec![0];
        let mut entries = Vec::with_capacity(postings.iter().map(Vec::len).sum());
        for posting in postings {
            entries.extend(posting);
            starts.push(entries.len() as u32);
        }
        let label = |example: &Example<'_>| classifier.labels.binary_search_by(|known| known.as_str().cmp(example.label));
        let labels = texts.iter().map(|example| label(example).map_or(u32::MAX, |n| n as u32)).collect();
        Self { starts, entries, labels }
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The likest texts, at most `count` and [`NEAREST_MAX`], the likest first.
    ///
    /// Order counts what `classifier` believes of the text: one whose label is unlikely steps back. The likeness told is without it.
    #[must_use]
    pub fn nearest(&self, classifier: &Classifier, text: &str, count: usize) -> Vec<Neighbour> {
        self.nearest_all(classifier, &[text], count).pop().unwrap_or_default()
    }

    /// The same for many texts.
    #[must_use]
    pub fn nearest_all(&self, classifier: &Classifier, texts: &[&str], count: usize) -> Vec<Vec<Neighbour>> {
        let mut comparer = Comparer::new(classifier);
        let mut sums = vec![0.0_f32; self.labels.len()];
        let mut found = Vec::with_capacity(texts.len());
        for text in texts {
            let lifts = lifts(classifier, text);
            let mut touched = Vec::new();
            for (place, value) in comparer.vector(text) {
                let span = self.starts[*place as usize] as usize..self.starts[*place as usize + 1] as usize;
                for (other, share) in &self.entries[span] {
                    let sum = &mut sums[*other as usize];
                    if *sum == 0.0 {
                        touched.push(*other);
                    }
                    *sum += value * f32::from(*share) / WHOLE;
                }
            }
            let rank = |other: u32| {
                let label = self.labels[other as usize] as usize;
                sums[other as usize] * lifts.get(label).copied().unwrap_or(LIKELIHOOD_MIN.powf(LIKELIHOOD_POWER))
            };
            let mut ranked: Vec<(f32, u32)> = touched.iter().map(|other| (rank(*other), *other)).collect();
            let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1));
            let count = count.min(NEAREST_MAX);
            if ranked.len() > count && count > 0 {
                ranked.select_nth_unstable_by(count - 1, order);
            }
            ranked.truncate(count);
            ranked.sort_unstable_by(order);
            let likest = ranked.into_iter().map(|(_, other)| Neighbour { text: other as usize, likeness: sums[other as usize].min(1.0) });
            found.push(likest.collect());
            for other in touched {
                sums[other as usize] = 0.0;
            }
        }
        found
    }
}

/// For each label, in the classifier's order, how far its texts step back.
fn lifts(classifier: &Classifier, text: &str) -> Vec<f32> {
    let mut lifts = vec![0.0; classifier.labels.len()];
    for guess in classifier.guess(text) {
        if let Ok(at) = classifier.labels.binary_search_by(|known| known.as_str().cmp(guess.label)) {
            lifts[at] = guess.confidence.max(LIKELIHOOD_MIN).powf(LIKELIHOOD_POWER);
        }
    }
    lifts
}

/// Turns texts into the vectors they are compared by.
struct Comparer<'c> {
    classifier: &'c Classifier,
    /// What each feature counts; nothing for what is no word.
    counts: Vec<f32>,
    reader: Reader,
    vector: Vec<(u32, f32)>,
}

impl<'c> Comparer<'c> {
    fn new(classifier: &'c Classifier) -> Self {
        let count = |place: usize| {
            let word = family(classifier.vocabulary.features[place]) == WORDS;
            if word { classifier.telling(place).max(TELLING_MIN).powf(TELLING_POWER) } else { 0.0 }
        };
        let counts = (0..classifier.vocabulary.features.len()).map(count).collect();
        Self { classifier, counts, reader: Reader::new(), vector: Vec::new() }
    }

    /// The text's vector, of length one.
    fn vector(&mut self, text: &str) -> &[(u32, f32)] {
        self.classifier.vocabulary.vector(&self.reader.features(text), &mut self.vector);
        for (place, value) in &mut self.vector {
            *value *= self.counts[*place as usize];
        }
        self.vector.retain(|(_, value)| *value > 0.0);
        if self.vector.len() > COMPARED_FEATURES_MAX {
            self.vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            self.vector.truncate(COMPARED_FEATURES_MAX);
        }
        let length = self.vector.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        for (_, value) in &mut self.vector {
            *value /= length;
        }
        &self.vector
    }
}
