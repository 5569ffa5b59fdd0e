//! Whatever a letter's HTML holds, nothing executable is left of it, also when it is read again.
#![cfg_attr(feature = "fuzzing", no_main)]

use text::sanitize::{ImagePolicy, letter_html, stored};

fn read(raw: &[u8]) {
    let html = String::from_utf8_lossy(raw);
    let safe = letter_html(&html, &ImagePolicy::none()).html.into_string();
    for shown in [safe.as_str(), stored(&safe).as_str()] {
        let lower = shown.to_lowercase();
        for never in ["<script", "<iframe", "<object", "<embed", "<form", "<style", "<svg", "<math", "<base", "<meta", "<link"] {
            assert!(!lower.contains(never), "{never} in {shown}");
        }
    }
    let _ = text::plain::from_html(&html);
}

#[cfg(feature = "fuzzing")]
libfuzzer_sys::fuzz_target!(|raw: &[u8]| read(raw));

#[cfg(not(feature = "fuzzing"))]
fn main() -> std::io::Result<()> {
    let mut raw = Vec::new();
    std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut raw)?;
    read(&raw);
    Ok(())
}
