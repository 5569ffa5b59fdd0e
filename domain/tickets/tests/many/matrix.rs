//! The matrix of impact and urgency.

use outcome::{Error, Refusal};
use tickets::{Level, Matrix, Priority, matrix, set_matrix};

use crate::rows::cast;

#[test]
fn the_matrix_is_the_desks_to_set() {
    let cast = cast();
    assert_eq!(cast.desk.db.read_now(matrix).unwrap(), Matrix::default());
    let (ada, mut wanted) = (cast.ada.clone(), Matrix::default());
    wanted.0[1][1] = Priority::High;
    let to = wanted.clone();
    cast.desk.db.write_now(move |tx| set_matrix(tx, &ada, &to)).unwrap();
    let kept = cast.desk.db.read_now(matrix).unwrap();
    assert_eq!(kept, wanted);
    assert_eq!(kept.priority(Level::Medium, Level::Medium), Priority::High);
}

#[test]
fn a_matrix_that_rewards_harm_is_refused_by_cell() {
    let cast = cast();
    let (ada, mut absurd) = (cast.ada.clone(), Matrix::default());
    absurd.0[2][2] = Priority::Critical;
    let refused = cast.desk.db.write_now(move |tx| set_matrix(tx, &ada, &absurd));
    let Err(Error::Refused(Refusal::Invalid(fields))) = refused else { panic!("an absurd matrix was kept") };
    assert_eq!(fields[0].says.args, [("impact", "low".to_owned()), ("urgency", "low".to_owned())]);
    let lee = cast.lee.clone();
    assert!(cast.desk.db.write_now(move |tx| set_matrix(tx, &lee, &Matrix::default())).is_err(), "a lead set the matrix");
}

/// 141,712 events of a real desk, by impact and urgency: the matrix that comes with Firstline gives each the priority it had there.
#[test]
fn the_matrix_we_ship_is_the_one_a_real_desk_used() {
    let corpora =
        std::env::var("FIRSTLINE_CORPORA").unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").to_owned());
    let file = std::path::Path::new(&corpora).join("incidents/impact-urgency-priority.json");
    let Ok(json) = std::fs::read_to_string(&file) else {
        eprintln!("NOT CHECKED: {} is absent; set FIRSTLINE_CORPORA to where the corpora are", file.display());
        return;
    };
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert!(rows.len() >= 8);
    let rank = |text: &serde_json::Value| text.as_str().and_then(|t| t[..1].parse::<usize>().ok()).unwrap();
    for row in rows {
        let (impact, urgency) = (Level::ALL[rank(&row["impact"]) - 1], Level::ALL[rank(&row["urgency"]) - 1]);
        let priority = i64::try_from(rank(&row["priority"])).unwrap();
        assert_eq!(Matrix::default().priority(impact, urgency).rank(), priority, "{impact} × {urgency}");
    }
}
