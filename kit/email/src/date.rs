//! The Date field (RFC 5322, section 3.3), and the other ways programs write a date into it.

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a date as Unix milliseconds: `Sat, 21 Nov 2026 10:00:00 +0100` with or without weekday, seconds and zone, years
/// of two digits, `21-Nov-2026`, `Nov 21 10:00:00 2026` and `2026-11-21T10:00:00Z`. Without a zone it is taken as UTC.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let text = without_comments(text).to_ascii_lowercase();
    let mut found = Found::default();
    for word in text.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|word| !word.is_empty()) {
        found.word(word);
    }
    found.unix_ms()
}

#[derive(Default)]
struct Found {
    day: Option<i64>,
    month: Option<i64>,
    year: Option<i64>,
    time: Option<i64>,
    zone: Option<i64>,
}

impl Found {
    fn word(&mut self, word: &str) {
        if let Some(month) = month(word) {
            self.month.get_or_insert(month);
        } else if word.contains(':') {
            self.time_word(word);
        } else if let Some(offset) = zone(word).filter(|_| self.time.is_some()) {
            self.zone.get_or_insert(offset);
        } else if word.contains(['-', '/', '.']) {
            self.dashed(word);
        } else if let Ok(number) = word.parse::<i64>() {
            // The day is the first number of at most two digits, the year the other one.
            if self.day.is_none() && word.len() <= 2 {
                self.day = Some(number);
            } else {
                self.year.get_or_insert(full_year(number, word.len()));
            }
        }
    }

    /// `10:00:00+01:00`, and with a date before a `t`.
    fn time_word(&mut self, word: &str) {
        let word = match word.split_once('t') {
            Some((date, time)) if date.starts_with(|c: char| c.is_ascii_digit()) => {
                self.dashed(date);
                time
            }
            _ => word,
        };
        let end = word.find(['+', '-', 'z']).unwrap_or(word.len());
        let mut fields = word[..end].split([':', '.']).map(|field| field.parse::<i64>().ok());
        let (hour, minute) = (fields.next().flatten(), fields.next().flatten());
        let second = fields.next().flatten().unwrap_or(0);
        if let (Some(hour @ 0..=24), Some(minute @ 0..=59), 0..=60) = (hour, minute, second)
            && self.time.is_none()
        {
            self.time = Some(hour * 3_600 + minute * 60 + second);
            self.zone = self.zone.or_else(|| zone(&word[end..].replace(':', "")));
        }
    }

    /// `21-nov-2026`, `2026-11-21`, `21.11.2026`.
    fn dashed(&mut self, word: &str) {
        let fields: Vec<&str> = word.split(['-', '/', '.']).collect();
        let [first, second, third] = fields[..] else { return };
        let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
        self.day = self.day.or(day.parse().ok());
        self.month = self.month.or_else(|| month(second).or(second.parse().ok()));
        self.year = self.year.or(year.parse().ok().map(|number| full_year(number, year.len())));
    }

    fn unix_ms(self) -> Option<i64> {
        let (Some(day @ 1..=31), Some(month @ 1..=12), Some(year @ 1900..=9999)) = (self.day, self.month, self.year) else {
            return None;
        };
        let seconds = days_since_1970(year, month, day) * 86_400 + self.time.unwrap_or(0) - self.zone.unwrap_or(0);
        Some(seconds * 1_000)
    }
}

fn month(word: &str) -> Option<i64> {
    let start = word.get(..3).filter(|_| word.chars().all(char::is_alphabetic))?;
    MONTHS.iter().position(|month| *month == start).map(|index| index as i64 + 1)
}

fn full_year(number: i64, digits: usize) -> i64 {
    match number {
        // RFC 5322, section 4.3: two digits below 50 are of this century, three count from 1900.
        0..=49 if digits <= 2 => number + 2_000,
        50..=999 if digits <= 3 => number + 1_900,
        number => number,
    }
}

/// Seconds east of Greenwich.
fn zone(word: &str) -> Option<i64> {
    let hours = match word {
        "z" | "ut" | "utc" | "gmt" => 0,
        "est" => -5,
        "edt" | "ast" => -4,
        "cst" => -6,
        "cdt" => -5,
        "mst" => -7,
        "mdt" => -6,
        "pst" => -8,
        "pdt" => -7,
        "cet" | "met" | "bst" => 1,
        "cest" | "eet" | "mest" => 2,
        "eest" | "msk" => 3,
        "jst" | "kst" => 9,
        _ => {
            let (sign, digits) = match word.split_at_checked(1)? {
                ("+", digits) => (1, digits),
                ("-", digits) => (-1, digits),
                _ => return None,
            };
            let number: i64 = digits.parse().ok().filter(|_| digits.len() <= 4)?;
            let (hours, minutes) = if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
            return (hours <= 14 && minutes <= 59).then_some(sign * (hours * 3_600 + minutes * 60));
        }
    };
    Some(hours * 3_600)
}

fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|&c| {
            depth += usize::from(c == '(');
            let outside = depth == 0;
            depth = depth.saturating_sub(usize::from(c == ')'));
            outside
        })
        .collect()
}

/// Days from 1 January 1970 in the Gregorian calendar: years begin in March, so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_old_new_and_odd() {
        for given in [
            "Sat, 21 Nov 2026 10:00:00 +0100",
            "Sat, 21 Nov 2026 10:00:00 +0100 (CET)",
            "21 Nov 26 09:00 GMT",
            "Sat, 21 Nov 2026 04:00:00 EST",
            "Sat,21 Nov 2026 09:00:00 -0000",
            "Sat Nov 21 09:00:00 2026",
            "21-Nov-2026 10:00:00+01:00",
            "2026-11-21T10:00:00+01:00",
            "2026-11-21 09:00:00",
            "21.11.2026 09:00",
            "Saturday, November 21, 2026 09:00:00",
            "Sat, 21 (what (a) day) Nov 2026 09:00:00.123Z",
        ] {
            assert_eq!(parse(given), Some(1_795_251_600_000), "{given}");
        }
        assert_eq!(parse("Wed, 11 Feb 98 11:51 CST"), Some(887_219_460_000));
        assert_eq!(parse("29 Feb 2000 00:00 Z"), Some(951_782_400_000));
        for nothing in ["", "yesterday", "32 Nov 2026", "Nov", "99999999999999999999 Nov 2026", "1 Nov 99999"] {
            assert_eq!(parse(nothing), None, "{nothing}");
        }
    }
}
