//! What a test prints for people to read, kept beside it: a table of who may do what is read in a diff, not in code.

/// Holds `printed` against the file of that name below the crate's `tests`; `UPDATE=1` writes the file anew.
///
/// # Panics
/// When they differ.
pub fn print_stands(crate_folder: &str, name: &str, printed: &str) {
    let file = std::path::Path::new(crate_folder).join("tests").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, printed).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == printed, "{name} is not what is true now; run the test with UPDATE=1 and look at the difference:\n{printed}");
}
