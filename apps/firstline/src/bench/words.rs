//! Words to fill a desk with: as in any language, few of them are in nearly every text and most are rare.

use crate::demo::Chance;
use crate::demo::Scenario;

/// Words that no story has: names of programs, devices and people, error numbers.
const RARE_WORDS: usize = 20_000;
/// Parts that rare words are made of.
const SYLLABLES: [&str; 24] = [
    "ka", "ro", "ven", "tis", "mo", "lor", "de", "fin", "gra", "hul", "jo", "pe", "quin", "sa", "tru", "ul", "vor", "wex", "yl", "zan",
    "bri", "cor", "nem", "ost",
];

/// Words by how common they are, the commonest first.
pub struct Words(Vec<String>);

impl Words {
    /// The words of the demo's stories, the commonest first, and behind them rare ones.
    pub fn new(stories: &[Scenario]) -> Self {
        let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for story in stories {
            let said = story.turns.iter().map(|(_, text)| text).chain([&story.opening, &story.solved]);
            for word in said.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|word| word.len() > 1) {
                *seen.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        let mut counted: Vec<(String, usize)> = seen.into_iter().collect();
        counted.sort_by(|(a, many), (b, more)| more.cmp(many).then(a.cmp(b)));
        let mut words: Vec<String> = counted.into_iter().map(|(word, _)| word).collect();
        let mut chance = Chance::new(4);
        for _ in 0..RARE_WORDS {
            let parts = chance.between(2, 4);
            words.push((0..parts).map(|_| *chance.one(&SYLLABLES)).collect());
        }
        Self(words)
    }

    /// A sentence of `low` to `high` words; the word of rank r comes about 1/r as often as the commonest (Zipf's law).
    pub fn sentence(&self, low: i64, high: i64, chance: &mut Chance) -> String {
        let mut sentence = String::new();
        for n in 0..chance.between(low, high) {
            let word = &self.0[self.rank(chance)];
            if n == 0 {
                let mut letters = word.chars();
                sentence.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                sentence.push_str(letters.as_str());
            } else {
                sentence.push(' ');
                sentence.push_str(word);
            }
        }
        sentence.push('.');
        sentence
    }

    /// A rank, so that its logarithm is spread evenly.
    fn rank(&self, chance: &mut Chance) -> usize {
        const STEPS: i64 = 1_000_000;
        let drawn = chance.between(0, STEPS - 1) as f64 / STEPS as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 1, and below the number of words")]
        let rank = (self.0.len() as f64).powf(drawn) as usize;
        (rank - 1).min(self.0.len() - 1)
    }
}
