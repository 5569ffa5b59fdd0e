//! `firstline sla`: calendars tried out on cases from a file, and clocks explained.

use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use db::Moment;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use outcome::Result;
use people::{Actor, Door};
use serde_json::{Value, json};
use sla::{CASE_BYTES_MAX, End, Explanation, Reason, Schedules};
use tickets::TicketId;

use crate::config::Config;
use crate::open;

/// Bytes of a file of schedules.
const SCHEDULES_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Answers each case of standard input with one line; exit code 1 when one of them could not be answered.
pub fn simulate(schedules: &Path) -> Result<ExitCode> {
    let (cases, answers) = (std::io::stdin().lock(), std::io::stdout().lock());
    let bad = answer_all(&read(schedules)?, cases, std::io::BufWriter::new(answers))?;
    if bad > 0 {
        eprintln!("firstline: {bad} cases could not be answered; their lines say why");
    }
    Ok(ExitCode::from(u8::from(bad > 0)))
}

fn read(file: &Path) -> Result<Schedules> {
    let open = std::fs::File::open(file).with_context(|| format!("the schedules in {}", file.display()))?;
    let mut text = String::new();
    open.take(SCHEDULES_BYTES_MAX).read_to_string(&mut text).with_context(|| format!("the schedules in {}", file.display()))?;
    Ok(Schedules::read(&text).map_err(|wrong| anyhow!("{}: {wrong}", file.display()))?)
}

/// One line for each case that is no blank line, in their order; how many could not be answered.
fn answer_all(schedules: &Schedules, mut cases: impl BufRead, mut answers: impl Write) -> Result<usize> {
    let (mut bad, mut number) = (0, 0);
    let mut line = Vec::new();
    while next_line(&mut cases, &mut line).context("the cases on standard input")? {
        number += 1;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = schedules.answer(line.trim_ascii()).unwrap_or_else(|wrong| {
            bad += 1;
            json!({ "error": format!("line {number}: {wrong}") })
        });
        writeln!(answers, "{answer}").context("the answers on standard output")?;
    }
    answers.flush().context("the answers on standard output")?;
    Ok(bad)
}

/// Reads a line, of which no more is kept than shows that it is too long; false at the end.
fn next_line(cases: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    let most = u64::try_from(CASE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    if cases.take(most).read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.last() != Some(&b'\n') {
        cases.skip_until(b'\n')?;
    }
    Ok(true)
}

/// Prints every run of a ticket's clocks with its stretches; times by the clocks of the agreement's calendar.
pub fn explain(config: &Config, ticket: i64, as_json: bool) -> Result<()> {
    let opened = open(config)?;
    let firstline = Actor::system(Door::Command);
    let told = opened.db.read_now(move |conn| Ok(tickets::explain_clocks(conn, &firstline, TicketId(ticket))?.1))?;
    if as_json {
        println!("{}", Value::Array(told.iter().map(in_json).collect()));
        return Ok(());
    }
    if told.is_empty() {
        println!("Nothing is promised for ticket {ticket}: no agreement holds for it.");
    }
    for run in &told {
        print(run);
    }
    Ok(())
}

fn print(run: &Explanation) {
    let zone = run.zone.as_deref().and_then(|zone| TimeZone::get(zone).ok()).unwrap_or(TimeZone::UTC);
    let at = |at: Moment| match Timestamp::from_millisecond(at.0) {
        Ok(at) => at.to_zoned(zone.clone()).strftime("%a %Y-%m-%d %H:%M:%S %Z").to_string(),
        Err(_) => at.0.to_string(),
    };
    let state = match (run.ended, run.breached, run.due) {
        (Some((when, End::Met)), None, _) => format!("kept {}", at(when)),
        (Some((when, End::Met)), Some(due), _) => format!("done late {}, was due {}", at(when), at(due)),
        (Some((when, End::Dropped)), ..) => format!("ended {}, neither kept nor broken", at(when)),
        (None, Some(due), _) => format!("breached, was due {}", at(due)),
        (None, None, Some(due)) => format!("due {}", at(due)),
        (None, None, None) => "not running".to_owned(),
    };
    let target = run.target_ms.map_or_else(|| "no target".to_owned(), |ms| format!("target {}", length(ms)));
    println!("{} {} ({}): {state}", run.metric, run.cycle, run.agreement.as_deref().unwrap_or("no agreement"));
    println!("  {target}, {} used", length(run.spent_ms));
    for stretch in &run.stretches {
        let sign = if stretch.reason == Reason::Counted { '+' } else { ' ' };
        let long = length(stretch.to.since_ms(stretch.from));
        println!("  {sign} {}  {}  {long:>10}  {}", at(stretch.from), at(stretch.to), stretch.reason);
    }
    if run.cut {
        println!("  only the first {} stretches are listed", calendar::STRETCHES_MAX);
    }
}

/// `3h 05m 10s`.
fn length(ms: i64) -> String {
    let s = ms / 1_000;
    let (hours, minutes, seconds) = (s / 3_600, s / 60 % 60, s % 60);
    if hours > 0 { format!("{hours}h {minutes:02}m {seconds:02}s") } else { format!("{minutes}m {seconds:02}s") }
}

fn in_json(run: &Explanation) -> Value {
    let at = |at: Moment| Timestamp::from_millisecond(at.0).map_or(Value::Null, |at| json!(at.to_string()));
    let stretches: Vec<Value> = run
        .stretches
        .iter()
        .map(|s| {
            let seconds = s.to.since_ms(s.from) as f64 / 1_000.0;
            json!({ "from": at(s.from), "to": at(s.to), "seconds": seconds, "counts": s.reason == Reason::Counted, "reason": s.reason.to_string() })
        })
        .collect();
    json!({
        "promise": run.metric,
        "run": run.cycle,
        "agreement": run.agreement,
        "zone": run.zone,
        "started": at(run.started),
        "ended": run.ended.map(|(when, _)| at(when)),
        "dropped": matches!(run.ended, Some((_, End::Dropped))),
        "target_seconds": run.target_ms.map(|ms| ms / 1_000),
        "business_seconds": run.spent_ms as f64 / 1_000.0,
        "due": run.due.map(at),
        "breached": run.breached.map(at),
        "stretches": stretches,
        "cut": run.cut,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_case_has_its_line_and_the_others_are_answered() {
        let schedules = Schedules::read(r#"[{"id":"a","tz":"UTC","hours":{"thu":{"09:00":"17:00"}}}]"#).unwrap();
        let good = r#"{"schedule":"a","start":"2026-01-01T00:00:00Z","minutes":30,"end":"2026-01-02T00:00:00Z"}"#;
        let long = format!("{{\"schedule\":\"{}\"}}", "x".repeat(2 * CASE_BYTES_MAX));
        let cases = format!("{good}\n\nnonsense\n{long}\n{good}");
        let mut answers = Vec::new();
        assert_eq!(answer_all(&schedules, cases.as_bytes(), &mut answers).unwrap(), 2);
        let answers = String::from_utf8(answers).unwrap();
        let lines: Vec<&str> = answers.lines().collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0], r#"{"due":"2026-01-01T09:30:00Z","business_seconds":28800}"#);
        assert_eq!(lines[3], lines[0]);
        assert!(lines[1].starts_with(r#"{"error":"line 3: "#) && lines[2].starts_with(r#"{"error":"line 4: "#));
    }
}
