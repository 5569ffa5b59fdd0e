//! Commands run with their output on the screen as it comes, its telling lines kept for the closing table.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// A single command that runs longer hangs; a clean build on two cores takes about a third of it.
const COMMAND_LIMIT: Duration = Duration::from_secs(30 * 60);
const POLL: Duration = Duration::from_millis(50);

/// Runs the command to its end. Returns its telling lines: those of test runners that say how many passed.
/// Fails when the command does not end with success, or not within half an hour.
pub fn run(command: &mut Command) -> Result<Vec<String>> {
    let name = describe(command);
    println!("$ {name}");
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().with_context(|| format!("starting {name}"))?;
    let telling = Arc::new(Mutex::new(Vec::new()));
    let out = child.stdout.take().expect("standard output is piped");
    let err = child.stderr.take().expect("standard error is piped");
    let readers = [forward(out, telling.clone()), forward(err, telling.clone())];
    let deadline = Instant::now() + COMMAND_LIMIT;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if Instant::now() > deadline {
            child.kill()?;
            bail!("{name} did not end within {} minutes", COMMAND_LIMIT.as_secs() / 60);
        }
        sleep(POLL);
    };
    for reader in readers {
        // A reader that panicked has lost lines of output, nothing that decides.
        let _ = reader.join();
    }
    let telling = telling.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    if !status.success() {
        bail!("{name}: {status}{}", telling.last().map(|line| format!("; {line}")).unwrap_or_default());
    }
    Ok(telling)
}

fn forward(source: impl Read + Send + 'static, telling: Arc<Mutex<Vec<String>>>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut source = BufReader::new(source);
        let mut line = Vec::new();
        while source.read_until(b'\n', &mut line).is_ok_and(|bytes| bytes > 0) {
            let mut out = std::io::stdout().lock();
            let _ = out.write_all(&line).and_then(|()| out.flush());
            let text = plain(&String::from_utf8_lossy(&line));
            if tells(&text) {
                telling.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(text);
            }
            line.clear();
        }
    })
}

/// How the clients of the API begin the line that counts their calls.
const CLIENTS: &str = "all clients: ";

/// Whether a test runner counts in this line: cargo nextest, cargo test, node --test, the clients of the API.
fn tells(line: &str) -> bool {
    let node = ["pass ", "fail ", "skipped "].iter().any(|word| line.trim_start_matches(['#', 'ℹ', ' ']).starts_with(word));
    line.starts_with("Summary [")
        || line.starts_with(CLIENTS)
        || line.starts_with("test result: ")
        || (node && line.starts_with(['#', 'ℹ']))
}

/// The line without colours and outer blanks.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            text.push(character);
        }
    }
    text.trim().to_owned()
}

/// One sentence out of the telling lines: nextest's summary and that of the API's clients as they are, the others' counts added up.
pub fn summary(telling: &[String]) -> String {
    if let Some(clients) = telling.iter().find_map(|line| line.strip_prefix(CLIENTS)) {
        return clients.to_owned();
    }
    let summaries: Vec<&str> = telling
        .iter()
        .filter_map(|line| line.strip_prefix("Summary [").and_then(|rest| rest.split_once("] ")))
        .map(|(_, said)| said.trim())
        .collect();
    if !summaries.is_empty() {
        return summaries.join("; ");
    }
    let count = |word: &str, after: bool| -> u64 {
        let lines = telling.iter().flat_map(|line| line.split([';', '.'])).map(str::trim);
        let figures = lines.filter_map(|part| {
            let part = part.trim_start_matches(['#', 'ℹ', ' ']);
            if after {
                part.strip_prefix(word)?.trim().parse::<u64>().ok()
            } else {
                part.strip_suffix(word)?.trim().rsplit(' ').next()?.parse().ok()
            }
        });
        figures.sum()
    };
    let passed = count("passed", false) + count("pass", true);
    let skipped = count("ignored", false) + count("skipped", true);
    format!("{passed} passed, {skipped} skipped")
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    let program = words[0].rsplit('/').next().unwrap_or_default().to_owned();
    std::iter::once(program).chain(words.into_iter().skip(1)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{plain, run, summary, tells};
    use std::process::Command;

    #[test]
    fn runners_counts_are_found_and_added() {
        let telling = |text: &str| -> Vec<String> { text.lines().map(plain).filter(|line| tells(line)).collect() };
        assert_eq!(
            summary(&telling("x\n\u{1b}[32m     Summary\u{1b}[0m [   0.079s] 19 tests run: 19 passed, 0 skipped\n")),
            "19 tests run: 19 passed, 0 skipped"
        );
        assert_eq!(
            summary(&telling(
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\ntest result: ok. 4 passed; 0 failed; 0 ignored\n"
            )),
            "7 passed, 1 skipped"
        );
        assert_eq!(summary(&telling("ℹ tests 5\nℹ pass 5\nℹ fail 0\nℹ skipped 0\n")), "5 passed, 0 skipped");
        assert_eq!(
            summary(&telling("zenpy: 1 passed\nall clients: 9 passed, 0 failed, 2 not served yet\n")),
            "9 passed, 0 failed, 2 not served yet"
        );
        assert_eq!(summary(&telling("# pass 2\n# skipped 1\n")), "2 passed, 1 skipped");
    }

    #[test]
    fn a_failing_command_is_an_error_and_its_last_count_is_told() {
        let error = run(Command::new("sh").args(["-c", "echo '# pass 1'; echo '# fail 2'; exit 3"])).expect_err("it ends with 3");
        assert!(error.to_string().contains("exit status: 3") && error.to_string().ends_with("# fail 2"), "{error}");
        assert!(run(&mut Command::new("no-such-program-anywhere")).is_err());
        assert!(run(Command::new("sh").args(["-c", "true"])).expect("it ends well").is_empty());
    }
}
