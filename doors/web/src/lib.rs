//! Pages, JSON and live updates: the way in over HTTP. Translates, never decides.

pub mod assets;
pub mod ui;
