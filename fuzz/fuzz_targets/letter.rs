//! Any bytes are a letter, and everything that is done with letters ends.
#![cfg_attr(feature = "fuzzing", no_main)]

use email::{Letter, auto_reply, bounce, new_text, thread};
use text::sanitize::{ImagePolicy, letter_html};

fn read(raw: &[u8]) {
    let letter = Letter::parse(raw);
    let parts = new_text::split(&letter.text);
    let visible = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let kept = [&parts.new_text, &parts.quoted, &parts.signature].iter().map(|part| visible(part)).sum::<usize>();
    assert_eq!(kept, visible(&letter.text), "a line was lost");
    let _ = new_text::forwarded(&letter.text);
    let _ = auto_reply::is_automatic(&letter, None);
    let _ = bounce::read(&letter);
    let _ = thread::token_in(&letter);
    if let Some(html) = &letter.html {
        let _ = letter_html(html, &ImagePolicy::none());
    }
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
