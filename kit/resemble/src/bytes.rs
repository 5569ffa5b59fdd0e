//! What was learned as bytes and back: a name, a version, then each part with its length before it. Little-endian.
//!
//! Features are ascending, so they are kept as differences; texts of a feature likewise.

use crate::classifier::{Classifier, Weights};
use crate::limits::{EXAMPLES_MAX, FEATURES_LEARNED_MAX, LABELS_MAX};
use crate::neighbours::Neighbours;
use crate::vocabulary::Vocabulary;

const CLASSIFIER: &[u8; 4] = b"RSMC";
const NEIGHBOURS: &[u8; 4] = b"RSMN";
/// Raised whenever features are made differently or kept differently; older bytes are then learned anew.
const VERSION: u8 = 1;

/// Bytes that are no classifier, or one of another version: learn it anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not written by version {VERSION} of this program, or damaged: learn it anew")
    }
}

impl std::error::Error for Damaged {}

impl Classifier {
    /// As bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new(CLASSIFIER);
        out.number(self.learned_from as u64);
        out.fraction(self.sharpness);
        out.number(self.labels.len() as u64);
        for label in &self.labels {
            out.number(label.len() as u64);
            out.0.extend_from_slice(label.as_bytes());
        }
        out.number(self.vocabulary.features.len() as u64);
        let mut last = 0;
        for feature in &self.vocabulary.features {
            out.number(feature - last);
            last = *feature;
        }
        for part in [&self.vocabulary.rarity, &self.weights.units, &self.weights.biases] {
            part.iter().for_each(|value| out.fraction(*value));
        }
        for cell in &self.weights.cells {
            out.0.extend_from_slice(&cell.to_le_bytes());
        }
        out.0
    }

    /// From bytes.
    ///
    /// # Errors
    /// [`Damaged`] when they are not what [`Classifier::to_bytes`] of this version wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut from = Reading::new(bytes, CLASSIFIER)?;
        let learned_from = from.count(usize::MAX)?;
        let sharpness = from.fraction()?;
        let labels: Vec<String> = (0..from.count(LABELS_MAX)?).map(|_| from.text()).collect::<Result<_, _>>()?;
        let features = from.ascending(FEATURES_LEARNED_MAX)?;
        let rarity = from.fractions(features.len())?;
        let (units, biases) = (from.fractions(labels.len())?, from.fractions(labels.len())?);
        let cells = from.take(features.len() * labels.len() * 2)?.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect();
        let in_order = labels.is_sorted_by(|a, b| a < b) && from.0.is_empty() && labels.len() >= 2;
        let weights = Weights { cells, units, biases };
        let classifier = Self { labels, vocabulary: Vocabulary { features, rarity }, weights, sharpness, learned_from };
        if in_order { Ok(classifier) } else { Err(Damaged) }
    }
}

impl Neighbours {
    /// As bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new(NEIGHBOURS);
        out.number(self.labels.len() as u64);
        self.labels.iter().for_each(|label| out.number(u64::from(label.wrapping_add(1))));
        out.number(self.starts.len().saturating_sub(1) as u64);
        for ends in self.starts.windows(2) {
            let entries = &self.entries[ends[0] as usize..ends[1] as usize];
            out.number(entries.len() as u64);
            let mut last = 0;
            for (text, share) in entries {
                out.number(u64::from(text - last));
                out.0.extend_from_slice(&share.to_le_bytes());
                last = *text;
            }
        }
        out.0
    }

    /// From bytes, for the classifier they were learned with.
    ///
    /// # Errors
    /// [`Damaged`] when they are not what [`Neighbours::to_bytes`] of this version wrote, or belong to another classifier.
    pub fn from_bytes(bytes: &[u8], classifier: &Classifier) -> Result<Self, Damaged> {
        let mut from = Reading::new(bytes, NEIGHBOURS)?;
        let texts = from.count(EXAMPLES_MAX)?;
        let mut labels = Vec::with_capacity(texts.min(bytes.len()));
        for _ in 0..texts {
            labels.push(u32::try_from(from.number()?).map_err(|_| Damaged)?.wrapping_sub(1));
        }
        let features = from.count(FEATURES_LEARNED_MAX)?;
        let (mut starts, mut entries) = (vec![0], Vec::new());
        for _ in 0..features {
            let mut last = 0_usize;
            for _ in 0..from.count(texts)? {
                last = last.checked_add(from.count(texts)?).filter(|text| *text < texts).ok_or(Damaged)?;
                let share = from.take(2)?;
                entries.push((u32::try_from(last).map_err(|_| Damaged)?, u16::from_le_bytes([share[0], share[1]])));
            }
            starts.push(u32::try_from(entries.len()).map_err(|_| Damaged)?);
        }
        let whole = from.0.is_empty() && features == classifier.vocabulary.features.len();
        if whole { Ok(Self { starts, entries, labels }) } else { Err(Damaged) }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn new(name: &[u8; 4]) -> Self {
        let mut bytes = name.to_vec();
        bytes.push(VERSION);
        Self(bytes)
    }

    /// Seven bits a byte, the last without the eighth (LEB128).
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push((number & 0x7f) as u8);
    }

    fn fraction(&mut self, value: f32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }
}

struct Reading<'b>(&'b [u8]);

impl<'b> Reading<'b> {
    fn new(bytes: &'b [u8], name: &[u8; 4]) -> Result<Self, Damaged> {
        let rest = bytes.strip_prefix(name).and_then(|rest| rest.strip_prefix(&[VERSION])).ok_or(Damaged)?;
        Ok(Self(rest))
    }

    fn take(&mut self, bytes: usize) -> Result<&'b [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or(Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u64, Damaged> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    fn count(&mut self, most: usize) -> Result<usize, Damaged> {
        usize::try_from(self.number()?).ok().filter(|count| *count <= most).ok_or(Damaged)
    }

    fn fraction(&mut self) -> Result<f32, Damaged> {
        let bytes = self.take(4)?;
        let value = f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        if value.is_finite() { Ok(value) } else { Err(Damaged) }
    }

    fn fractions(&mut self, count: usize) -> Result<Vec<f32>, Damaged> {
        (0..count).map(|_| self.fraction()).collect()
    }

    fn text(&mut self) -> Result<String, Damaged> {
        let length = self.count(self.0.len())?;
        String::from_utf8(self.take(length)?.to_vec()).map_err(|_| Damaged)
    }

    fn ascending(&mut self, most: usize) -> Result<Vec<u64>, Damaged> {
        let mut last = 0_u64;
        let mut rows = Vec::new();
        for _ in 0..self.count(most)? {
            last = last.checked_add(self.number()?).ok_or(Damaged)?;
            rows.push(last);
        }
        Ok(rows)
    }
}
