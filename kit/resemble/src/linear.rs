//! A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008).

use crate::chance::{Chance, reshuffle};
use crate::matrix::Matrix;

/// How much a wrong example costs against a wide margin.
const COST: f32 = 1.0;
/// Rounds over all examples, at most.
const ROUNDS_MAX: usize = 12;
/// A round that would move no example by more than this is the last.
const ENOUGH: f32 = 0.1;
/// An example that lies farther on its right side than this share of the farthest correction rests.
const EASY: f32 = 0.5;

/// A feature's weight, and beside it, because both are needed together, the room it has.
#[derive(Clone, Copy)]
struct Cell {
    weight: f32,
    room: f32,
}

/// One label against all others: a weight for each feature, and last the bias.
///
/// `room` stretches each feature before learning and is part of the weights afterwards, so that they apply to plain vectors.
pub(crate) fn learn(matrix: &Matrix, inside: impl Fn(usize) -> bool, room: &[f32], seed: u64) -> Vec<f32> {
    let mut cells: Vec<Cell> = room.iter().map(|room| Cell { weight: 0.0, room: *room }).collect();
    let mut bias = 0.0_f32;
    let mut pulls = vec![0.0_f32; matrix.rows()];
    let mut chance = Chance::new(seed);
    let mut order: Vec<usize> = (0..matrix.rows()).collect();
    let slack = 0.5 / COST;
    let mut easy_from = f32::INFINITY;
    for round in 1..=ROUNDS_MAX {
        if round == ROUNDS_MAX {
            order = (0..matrix.rows()).collect();
            easy_from = f32::INFINITY;
        }
        reshuffle(&mut order, &mut chance);
        let mut farthest = 0.0_f32;
        order.retain(|&at| {
            let row = matrix.row(at);
            let side = if inside(at) { 1.0 } else { -1.0 };
            let (mut score, mut square) = (bias, 1.0 + slack);
            for (place, value) in row.cells() {
                let value = value * cells[place].room;
                score += cells[place].weight * value;
                square += value * value;
            }
            let gradient = side * score - 1.0 + slack * pulls[at];
            if pulls[at] == 0.0 && gradient >= 0.0 {
                // Far on its right side: it rests until the last round.
                return gradient < easy_from;
            }
            farthest = farthest.max(gradient.abs());
            let pull = (pulls[at] - gradient / square).max(0.0);
            let step = (pull - pulls[at]) * side;
            pulls[at] = pull;
            for (place, value) in row.cells() {
                let cell = &mut cells[place];
                cell.weight += step * value * cell.room;
            }
            bias += step;
            true
        });
        if farthest < ENOUGH {
            break;
        }
        easy_from = farthest * EASY;
    }
    cells.iter().map(|cell| cell.weight * cell.room).chain([bias]).collect()
}

#[cfg(test)]
mod tests {
    use super::learn;
    use crate::matrix::Matrix;

    #[test]
    fn a_line_between_two_kinds_is_found_and_is_the_seeds() {
        let mut matrix = Matrix::default();
        for n in 0..100_u8 {
            let much = 0.5 + f32::from(n) / 400.0;
            matrix.push(&if n % 2 == 0 { [(0, much), (2, 0.5)] } else { [(1, much), (2, 0.5)] });
        }
        let weights = learn(&matrix, |at| at % 2 == 0, &[1.0; 3], 3);
        assert!(weights[0] > 0.5 && weights[1] < -0.5 && weights[2].abs() < 0.3, "{weights:?}");
        assert_eq!(weights, learn(&matrix, |at| at % 2 == 0, &[1.0; 3], 3));
    }
}
