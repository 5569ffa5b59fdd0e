//! What is learned from, and how it becomes a classifier.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use crate::chance::shuffled;
use crate::classifier::{Classifier, Weights};
use crate::confidence::sharpness;
use crate::evidence::Masses;
use crate::features::Reader;
use crate::limits::{EXAMPLES_MAX, FEATURES_LEARNED_MAX, LABEL_CHARS_MAX, LABEL_EXAMPLES_MIN, LABELS_MAX, LEARNED_CELLS_MAX};
use crate::linear;
use crate::matrix::Matrix;
use crate::vocabulary::{Census, Vocabulary};

/// A text and the label it was given.
#[derive(Debug, Clone, Copy)]
pub struct Example<'e> {
    /// The text.
    pub text: &'e str,
    /// Its label.
    pub label: &'e str,
}

impl<'e> Example<'e> {
    /// A text with its label.
    #[must_use]
    pub fn new(text: &'e str, label: &'e str) -> Self {
        Self { text, label }
    }
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Learning {
    /// Decides every order; the same seed and examples make the same classifier.
    pub seed: u64,
    /// Threads that learn, one label each; the result does not depend on it.
    pub threads: usize,
}

impl Default for Learning {
    fn default() -> Self {
        Self { seed: 1, threads: 1 }
    }
}

/// There is not enough to learn from: fewer than two labels have [`LABEL_EXAMPLES_MIN`] examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLittle {
    /// Examples given.
    pub examples: usize,
    /// Labels among them that have enough.
    pub labels: usize,
}

impl std::fmt::Display for TooLittle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { examples, labels } = self;
        write!(f, "{examples} examples with {labels} labels that have {LABEL_EXAMPLES_MIN} or more; at least 2 such labels are needed")
    }
}

impl std::error::Error for TooLittle {}

/// Of every ten examples one is kept back to find out how sure to be.
const KEPT_BACK_OF: usize = 10;
/// Examples kept back, at most.
const KEPT_BACK_MAX: usize = 4_000;
/// Examples learned from while others are kept back, at most: confidence needs fewer than weights do.
const REHEARSED_MAX: usize = 20_000;
/// Examples below which keeping some back would say nothing; confidence is then [`SHARPNESS_UNTESTED`].
const KEPT_BACK_MIN: usize = 20;
/// A careful sharpness for classifiers that could not be tested.
const SHARPNESS_UNTESTED: f32 = 1.5;

impl Classifier {
    /// Learns from examples, of which the last [`EXAMPLES_MAX`] count, and of their labels the [`LABELS_MAX`] commonest.
    ///
    /// # Errors
    /// [`TooLittle`] when there are not two labels to tell apart.
    pub fn learn(examples: &[Example<'_>], learning: &Learning) -> Result<Self, TooLittle> {
        let examples = &examples[examples.len().saturating_sub(EXAMPLES_MAX)..];
        let labels = labels(examples);
        if labels.len() < 2 {
            return Err(TooLittle { examples: examples.len(), labels: labels.len() });
        }
        let known: Vec<(&str, u32)> = examples
            .iter()
            .filter_map(|example| {
                labels.binary_search(&named(example.label)).ok().and_then(|n| Some((example.text, u32::try_from(n).ok()?)))
            })
            .collect();
        let tested = rehearse(&known, labels.len(), learning);
        let Learned { vocabulary, weights } = weigh(&known, labels.len(), learning);
        let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
        Ok(Self { labels, vocabulary, weights: Weights::quantized(&weights), sharpness: tested, learned_from: known.len() }.most_telling())
    }
}

/// A label as it is kept.
fn named(label: &str) -> &str {
    label.char_indices().nth(LABEL_CHARS_MAX).map_or(label, |(end, _)| &label[..end])
}

/// The labels with enough examples, the commonest, in the order of their names.
fn labels<'e>(examples: &[Example<'e>]) -> Vec<&'e str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for example in examples {
        *counts.entry(named(example.label)).or_default() += 1;
    }
    let mut enough: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count >= LABEL_EXAMPLES_MIN).collect();
    enough.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    enough.truncate(LABELS_MAX);
    enough.into_iter().map(|(label, _)| label).collect::<BTreeSet<_>>().into_iter().collect()
}

struct Learned {
    vocabulary: Vocabulary,
    /// For each label a weight per feature, and the bias last.
    weights: Vec<Vec<f32>>,
}

fn weigh(examples: &[(&str, u32)], label_count: usize, learning: &Learning) -> Learned {
    let reader = Reader::new();
    let mut census = Census::new();
    for (text, _) in examples {
        census.add(&reader.features(text));
    }
    let vocabulary = census.vocabulary(FEATURES_LEARNED_MAX.min(LEARNED_CELLS_MAX / label_count));
    let mut matrix = Matrix::default();
    let mut vector = Vec::new();
    for (text, _) in examples {
        vocabulary.vector(&reader.features(text), &mut vector);
        matrix.push(&vector);
    }
    let labels: Vec<u32> = examples.iter().map(|(_, label)| *label).collect();
    let masses = Masses::new(&matrix, &labels, label_count, vocabulary.features.len());
    let one = |label: usize| {
        let inside = |at: usize| labels[at] as usize == label;
        linear::learn(&matrix, inside, &masses.evidence(label), learning.seed)
    };
    let weights = side_by_side(label_count, learning.threads, &one);
    Learned { vocabulary, weights }
}

/// Calls `one` for each number below `count`, on several threads, and gathers the answers in order.
fn side_by_side<T: Send>(count: usize, threads: usize, one: &(impl Fn(usize) -> T + Sync)) -> Vec<T> {
    let threads = threads.clamp(1, count);
    if threads == 1 {
        return (0..count).map(one).collect();
    }
    let mut parts: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| scope.spawn(move || (first..count).step_by(threads).map(|n| (n, one(n))).collect::<Vec<_>>()))
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("arithmetic does not panic")).collect()
    });
    parts.sort_by_key(|(n, _)| *n);
    parts.into_iter().map(|(_, part)| part).collect()
}

/// Learns without some of the examples, and asks how sure one may be about those.
fn rehearse(examples: &[(&str, u32)], label_count: usize, learning: &Learning) -> f32 {
    let order = shuffled(examples.len(), learning.seed);
    let back = (examples.len() / KEPT_BACK_OF).min(KEPT_BACK_MAX);
    if back < KEPT_BACK_MIN {
        return SHARPNESS_UNTESTED;
    }
    let (tested, learned) = order.split_at(back);
    let learned: Vec<(&str, u32)> = learned.iter().take(REHEARSED_MAX).map(|at| examples[*at]).collect();
    let Learned { vocabulary, weights } = weigh(&learned, label_count, learning);
    let (reader, mut vector) = (Reader::new(), Vec::new());
    let rows: Vec<(Vec<f32>, usize)> = tested
        .iter()
        .map(|at| {
            vocabulary.vector(&reader.features(examples[*at].0), &mut vector);
            let scores = weights.iter().map(|weights| {
                let bias = weights.last().copied().unwrap_or(0.0);
                vector.iter().map(|(place, value)| weights[*place as usize] * value).sum::<f32>() + bias
            });
            (scores.collect(), examples[*at].1 as usize)
        })
        .collect();
    sharpness(&rows)
}
