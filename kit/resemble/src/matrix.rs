//! Many sparse vectors in one piece of memory.

/// One vector of a matrix.
#[derive(Clone, Copy)]
pub(crate) struct Row<'m> {
    pub(crate) places: &'m [u32],
    pub(crate) values: &'m [f32],
}

impl Row<'_> {
    pub(crate) fn cells(&self) -> impl Iterator<Item = (usize, f32)> {
        self.places.iter().zip(self.values).map(|(place, value)| (*place as usize, *value))
    }
}

/// Rows one after another, each with its places ascending.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Matrix {
    ends: Vec<usize>,
    places: Vec<u32>,
    values: Vec<f32>,
}

impl Matrix {
    pub(crate) fn push(&mut self, row: &[(u32, f32)]) {
        self.places.extend(row.iter().map(|(place, _)| *place));
        self.values.extend(row.iter().map(|(_, value)| *value));
        self.ends.push(self.places.len());
    }

    pub(crate) fn rows(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn row(&self, at: usize) -> Row<'_> {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        let span = start..self.ends[at];
        Row { places: &self.places[span.clone()], values: &self.values[span] }
    }
}
