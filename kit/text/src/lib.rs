//! Text of strangers made safe and readable: Markdown, sanitised HTML, plain text. Knows nothing of letters or help desks.
//!
//! Reading order: [`Html`] is the only string a page may print unescaped; [`markdown`] and [`sanitize`] make it;
//! [`plain`] goes the other way, from HTML to lines a person can read, and shortens, folds and compares text.

mod html;
pub mod markdown;
pub mod plain;
pub mod redact;
pub mod sanitize;
mod walk;

pub use html::Html;
