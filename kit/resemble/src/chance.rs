//! Seeded chance (SplitMix64): the same seed, the same order, on every machine.

/// A row of numbers that look random and are not.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The row of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // The high half times the bound: even enough for orders, and without a division.
        let wide = u128::from(self.step()) * (bound as u128);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    fn step(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }
}

/// Spreads the bits of a number over all 64.
pub(crate) fn mixed(number: u64) -> u64 {
    let mut bits = number;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// The numbers from 0 to `count` in the order of the seed.
#[must_use]
pub fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    reshuffle(&mut order, &mut Chance::new(seed));
    order
}

/// Brings a row into another order.
pub(crate) fn reshuffle<T>(row: &mut [T], chance: &mut Chance) {
    for at in (1..row.len()).rev() {
        row.swap(at, chance.below(at + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, shuffled};

    #[test]
    fn an_order_has_every_number_once_and_is_the_seeds() {
        let order = shuffled(1_000, 7);
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..1_000).collect::<Vec<_>>());
        assert_eq!(order, shuffled(1_000, 7));
        assert_ne!(order, shuffled(1_000, 8));
        assert_eq!((Chance::new(1).below(0), Chance::new(1).below(1)), (0, 0));
    }
}
