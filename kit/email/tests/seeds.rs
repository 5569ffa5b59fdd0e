//! The seeds of the fuzzer, each checked as `fuzz/fuzz_targets` checks what it makes of them: no fuzzer is needed to keep them sound.

use std::path::Path;

use email::{Letter, auto_reply, bounce, new_text, thread};
use text::sanitize::{ImagePolicy, letter_html, stored};

fn seeds(of: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(of);
    let files = std::fs::read_dir(folder).expect("the seeds are kept").map(|file| file.expect("a file").path());
    let seeds: Vec<_> = files.map(|path| (path.display().to_string(), std::fs::read(&path).expect("a seed"))).collect();
    assert!(!seeds.is_empty(), "there are seeds of {of}");
    seeds
}

/// A seed, and what remains of it when it is cut short anywhere, or a byte of it is lost.
fn and_broken(seed: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let step = (seed.len() / 40).max(1);
    let cuts = (0..seed.len()).step_by(step).map(|at| seed[..at].to_vec());
    let losses = (0..seed.len()).step_by(step).map(|at| [&seed[..at], &seed[at + 1..]].concat());
    std::iter::once(seed.to_vec()).chain(cuts).chain(losses)
}

#[test]
fn every_seed_of_a_letter_is_read_and_no_line_of_it_is_lost() {
    for (name, seed) in seeds("letter") {
        for raw in and_broken(&seed) {
            let letter = Letter::parse(&raw);
            let parts = new_text::split(&letter.text);
            let visible = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let kept: usize = [&parts.new_text, &parts.quoted, &parts.signature].iter().map(|part| visible(part)).sum();
            assert_eq!(kept, visible(&letter.text), "{name}: a line was lost of {:?}", String::from_utf8_lossy(&raw));
            let _ = (new_text::forwarded(&letter.text), auto_reply::is_automatic(&letter, None));
            let _ = (bounce::read(&letter), thread::token_in(&letter));
        }
    }
}

#[test]
fn every_seed_of_html_becomes_harmless() {
    for (name, seed) in seeds("html") {
        for raw in and_broken(&seed) {
            let safe = letter_html(&String::from_utf8_lossy(&raw), &ImagePolicy::none()).html.into_string();
            for shown in [safe.as_str(), stored(&safe).as_str()] {
                let lower = shown.to_lowercase();
                for never in ["<script", "<iframe", "<object", "<embed", "<form", "<style", "<svg", "<math", "<base", "<meta", "<link"] {
                    assert!(!lower.contains(never), "{name}: {never} in {shown}");
                }
            }
        }
    }
}
