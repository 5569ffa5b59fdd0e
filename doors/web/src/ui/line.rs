//! The Line: a ticket's time as a track with stops. Solid where it has passed, yellow where we are, dotted up to what is due.

use catalogue::Say;

use super::due::{Due, DueState};

/// The track runs between these parts of the width, in per cent.
const START: f64 = 1.0;
const END: f64 = 99.0;
/// What is ahead keeps at least this much of the track, however long the past is.
const AHEAD_MIN: f64 = 10.0;
/// Stops nearer than this are drawn as one.
const STOP_GAP_MIN: f64 = 1.8;
/// The caption in the middle is left out when its stop stands further right than this.
const CAPTION_MAX: f64 = 38.0;
/// It never begins further left than this, where the first caption ends.
const CAPTION_MIN: f64 = 22.0;

/// What happened and what is promised. Moments are Unix milliseconds.
pub struct LineFacts {
    /// When the ticket was opened.
    pub opened_ms: i64,
    /// When somebody answered first.
    pub first_reply_ms: Option<i64>,
    /// When public messages were written.
    pub messages_ms: Vec<i64>,
    /// When it was resolved, if it is.
    pub resolved_ms: Option<i64>,
    /// Now.
    pub now_ms: i64,
    /// What is due, and the words for it: "Reply due", "Fix due", or "We'll answer by".
    pub due: Option<(Due, String)>,
}

/// The drawing: positions in per cent, ready for SVG attributes.
pub struct Line {
    /// Everything it shows, in words, for those who do not see it.
    pub label: String,
    /// Where the solid part ends.
    pub gone_to: String,
    /// Stops on the way.
    pub stops: Vec<String>,
    /// Where we are; nothing once the ticket is resolved.
    pub now: Option<String>,
    /// The class of what is ahead (`ahead`, `ahead-soon`, `ahead-over`), nothing when nothing is.
    pub ahead: Option<&'static str>,
    /// The class of the last stop: `end`, `end-soon`, `end-over`, `end-good`; nothing without a due moment or resolution.
    pub end: Option<&'static str>,
    /// Under the beginning: "Opened 08:12".
    pub first: String,
    /// Under an early stop, with its position: "First reply 08:21, in 9 min".
    pub second: Option<(String, String)>,
    /// Under the end, with its class: "Reply due 10:42, 28 min left".
    pub last: Option<(&'static str, String)>,
}

impl Line {
    /// Draws the Line for one reader.
    pub fn draw(say: &Say, facts: &LineFacts) -> Line {
        let scale = Scale::of(facts);
        let (end, ahead, last) = ending(say, facts);
        let now = if facts.resolved_ms.is_some() { None } else { Some(scale.now) };
        let gone_to = now.unwrap_or(END);
        let mut stops = vec![START];
        for at in facts.first_reply_ms.iter().chain(&facts.messages_ms).map(|at| scale.place(*at)) {
            let free = stops.iter().chain(&now).all(|stop| (stop - at).abs() >= STOP_GAP_MIN);
            if free && at < gone_to - STOP_GAP_MIN {
                stops.push(at);
            }
        }
        stops.sort_by(f64::total_cmp);
        let first = say.say1("line-opened", "time", say.day_time(facts.opened_ms, facts.now_ms)).into_owned();
        let reply = facts.first_reply_ms.map(|at| {
            let time = say.day_time(at, facts.now_ms);
            let text = say.say2("line-first-reply", "time", time, "span", say.span(at - facts.opened_ms)).into_owned();
            (scale.place(at), text)
        });
        let label = [Some(first.as_str()), reply.as_ref().map(|(_, text)| text.as_str()), last.as_ref().map(|(_, text)| text.as_str())];
        let label = label.into_iter().flatten().collect::<Vec<_>>().join(". ");
        Line {
            label,
            gone_to: percent(gone_to),
            stops: stops.into_iter().map(percent).collect(),
            now: now.map(percent),
            ahead,
            end,
            first,
            second: reply.filter(|(at, _)| *at <= CAPTION_MAX).map(|(at, text)| (percent(at.max(CAPTION_MIN)), text)),
            last,
        }
    }
}

/// Maps moments to places: linear over the past, with room kept for what is ahead.
struct Scale {
    opened_ms: i64,
    until_ms: i64,
    now: f64,
}

impl Scale {
    fn of(facts: &LineFacts) -> Scale {
        let opened_ms = facts.opened_ms;
        let until_ms = facts.resolved_ms.unwrap_or(facts.now_ms).max(opened_ms + 1);
        let due_ms = facts.due.as_ref().map_or(0, |(due, _)| due.at_ms).max(until_ms);
        let linear = (until_ms - opened_ms) as f64 / (due_ms - opened_ms) as f64;
        let now = (START + linear * (END - START)).clamp(START + AHEAD_MIN / 2.0, END - AHEAD_MIN);
        Scale { opened_ms, until_ms, now: if facts.resolved_ms.is_some() { END } else { now } }
    }

    fn place(&self, at_ms: i64) -> f64 {
        let passed = (at_ms - self.opened_ms) as f64 / (self.until_ms - self.opened_ms) as f64;
        START + passed.clamp(0.0, 1.0) * (self.now - START)
    }
}

/// The class of the last stop, the class of the way to it, and the words under it.
type Ending = (Option<&'static str>, Option<&'static str>, Option<(&'static str, String)>);

fn ending(say: &Say, facts: &LineFacts) -> Ending {
    if let Some(at) = facts.resolved_ms {
        let time = say.day_time(at, facts.now_ms);
        let text = say.say2("line-resolved", "time", time, "span", say.span(at - facts.opened_ms)).into_owned();
        return (Some("end-good"), None, Some(("t-good", text)));
    }
    let Some((due, what)) = &facts.due else { return (None, Some("ahead"), None) };
    let (end, ahead, class) = match due.state {
        DueState::Soon => ("end-soon", "ahead ahead-soon", "t-soon"),
        DueState::Over => ("end-over", "ahead ahead-over", "t-over"),
        DueState::OnTime | DueState::Paused | DueState::Met => ("end", "ahead", "t-plain"),
    };
    let text = match due.at_ms {
        0 => due.words.clone(),
        at if !due.near => say.say2("line-due", "what", what.as_str(), "time", say.day_time(at, facts.now_ms)).into_owned(),
        at => {
            let time = say.day_time(at, facts.now_ms);
            let arguments = [("what", what.as_str().into()), ("time", time.into()), ("left", due.words.as_str().into())];
            say.say_with("line-due-left", &arguments).into_owned()
        }
    };
    (Some(end), Some(ahead), Some((class, text)))
}

fn percent(place: f64) -> String {
    format!("{:.1}%", place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::english;

    const MINUTE_MS: i64 = 60_000;

    fn facts(now_min: i64) -> LineFacts {
        let opened_ms = 8 * 60 * MINUTE_MS + 12 * MINUTE_MS;
        let now_ms = now_min * MINUTE_MS;
        let due_ms = 10 * 60 * MINUTE_MS + 42 * MINUTE_MS;
        LineFacts {
            opened_ms,
            first_reply_ms: Some(opened_ms + 9 * MINUTE_MS),
            messages_ms: vec![opened_ms, opened_ms + 9 * MINUTE_MS, opened_ms + 106 * MINUTE_MS],
            resolved_ms: None,
            now_ms,
            due: Some((Due::running(&english(), opened_ms, due_ms, now_ms), "Reply due".to_owned())),
        }
    }

    #[test]
    fn the_line_shows_past_present_and_promise() {
        let line = Line::draw(&english(), &facts(10 * 60 + 14));
        assert_eq!(line.stops, ["1.0%", "6.9%", "70.3%"]);
        assert_eq!(line.now.as_deref(), Some("80.7%"));
        assert_eq!(line.end, Some("end-soon"));
        assert_eq!(line.first, "Opened 08:12");
        assert_eq!(line.second.as_ref().map(|(_, text)| text.as_str()), Some("First reply 08:21, in 9 min"));
        assert_eq!(line.last.as_ref().map(|(_, text)| text.as_str()), Some("Reply due 10:42, 28 min left"));
        assert_eq!(line.label, "Opened 08:12. First reply 08:21, in 9 min. Reply due 10:42, 28 min left");
    }

    #[test]
    fn a_promise_that_has_passed_stays_in_sight() {
        let line = Line::draw(&english(), &facts(10 * 60 + 48));
        assert_eq!((line.now.as_deref(), line.end), (Some("89.0%"), Some("end-over")));
    }

    #[test]
    fn a_resolved_ticket_is_solid_to_the_end() {
        let mut resolved = facts(12 * 60);
        resolved.resolved_ms = Some(11 * 60 * MINUTE_MS);
        let line = Line::draw(&english(), &resolved);
        assert_eq!((line.gone_to.as_str(), line.now, line.ahead, line.end), ("99.0%", None, None, Some("end-good")));
    }
}
