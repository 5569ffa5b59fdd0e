//! What a page sees: texts, plurals, fallbacks, faults, and how long two hundred of them take.

use std::sync::LazyLock;

use catalogue::{Catalogue, Language, Say, missing_keys, zone_named};

static BOOKS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(&[
        (
            Language::En,
            "title = Things\ncount = { $count ->\n    [7] lucky seven\n    [one] one thing\n   *[other] { NUMBER($count) } things\n }\nonly-english = Hello\n",
        ),
        (Language::De, "title = Dinge\ncount = { $count ->\n    [one] ein Ding\n   *[other] { NUMBER($count) } Dinge\n }\n"),
        (Language::En, "greeting = Hello { $name }, number { $number }\nfield = Name\n    .hint = As on the door\n"),
        (Language::De, "greeting = Hallo { $name }, Nummer { $number }\nfield = Name\n    .hint = Wie an der Tür\n"),
    ])
});

fn reader(language: Language) -> Say {
    Say::new(&BOOKS, language, zone_named("Europe/Berlin").expect("the zone database is bundled"))
}

#[test]
fn several_sources_are_one_book() {
    let (english, german) = (reader(Language::En), reader(Language::De));
    assert_eq!(english.say("title"), "Things");
    assert_eq!(german.say("title"), "Dinge");
    assert_eq!(german.say("field.hint"), "Wie an der Tür");
    assert_eq!(german.say2("greeting", "name", "Dana", "number", "48220"), "Hallo Dana, Nummer 48220");
    assert_eq!(english.say_with("greeting", &[("name", "Dana".into()), ("number", 48_220.into())]), "Hello Dana, number 48220");
}

#[test]
fn plurals_choose_and_amounts_are_grouped() {
    let (english, german) = (reader(Language::En), reader(Language::De));
    assert_eq!(english.say1("count", "count", 7), "lucky seven");
    assert_eq!(english.say1("count", "count", 1), "one thing");
    assert_eq!(english.say1("count", "count", 0), "0 things");
    assert_eq!(english.say1("count", "count", 1_204_usize), "1,204 things");
    assert_eq!(german.say1("count", "count", 1_204), "1.204 Dinge");
}

#[test]
fn an_absent_text_shows_english_and_then_its_key() {
    assert_eq!(reader(Language::De).say("only-english"), "Hello");
    assert_eq!(reader(Language::En).say("nobody-wrote-this"), "nobody-wrote-this");
    assert_eq!(reader(Language::De).say("nobody-wrote-this"), "nobody-wrote-this");
    assert_eq!(reader(Language::En).say("title.nothing"), "title.nothing");
    assert_eq!(reader(Language::En).say(""), "");
    assert_eq!(reader(Language::En).say1("greeting", "name", "Dana"), "Hello Dana, number {$number}");
}

#[test]
fn missing_keys_and_other_arguments_are_named() {
    assert_eq!(missing_keys(&BOOKS, Language::En, Language::De), ["only-english: stands in en, not in de"]);
    assert!(missing_keys(&BOOKS, Language::De, Language::En).is_empty());
    let uneven = Catalogue::new(&[(Language::En, "a = { $x }\n"), (Language::De, "a = { $y }\n")]);
    assert_eq!(missing_keys(&uneven, Language::En, Language::De), ["a: takes {\"x\"} in en, {\"y\"} in de"]);
}

#[test]
fn a_faulty_source_is_reported_and_the_rest_stays() {
    let faulty =
        Catalogue::new(&[(Language::En, "good = Good\nbad = { $\ntwice = One\n"), (Language::En, "twice = Two\nlost = { nowhere }\n")]);
    assert_eq!(faulty.faults().len(), 3, "{:?}", faulty.faults());
    assert!(faulty.has(Language::En, "good") && !faulty.has(Language::En, "bad"));
    assert!(BOOKS.faults().is_empty(), "{:?}", BOOKS.faults());
}

#[test]
fn two_hundred_texts_of_a_page_are_quick() {
    let say = reader(Language::De);
    let mut best_us = u128::MAX;
    let mut length = 0;
    for _ in 0..50 {
        let started = std::time::Instant::now();
        for at in 0..170 {
            length += say.say(if at % 2 == 0 { "title" } else { "field.hint" }).len();
        }
        for count in 0..30 {
            length += say.say1("count", "count", count).len();
        }
        best_us = best_us.min(started.elapsed().as_micros());
    }
    assert!(length > 0);
    // The best of many, and ten times what the budget of a page allows: a busy machine does not fail the test, a slip in kind does.
    assert!(best_us < 3_000, "a page's texts took {best_us} µs");
    println!("200 texts: {best_us} µs");
}

#[test]
fn words_and_numbers_stand_in_a_text_as_they_do_in_one_that_chooses() {
    let chosen = "{ $choose ->\n   *[other] { $a } of { $b }\n }";
    let book: &'static Catalogue = Box::leak(Box::new(Catalogue::new(&[
        (Language::En, Box::leak(format!("plain = {{ $a }} of {{ $b }}\nchosen = {chosen}\n").into_boxed_str())),
        (Language::De, Box::leak(format!("plain = {{ $a }} of {{ $b }}\nchosen = {chosen}\n").into_boxed_str())),
    ])));
    for language in [Language::En, Language::De] {
        let say = Say::new(book, language, zone_named("UTC").expect("the zone database is bundled"));
        let numbers = [catalogue::Arg::from(0), (-48_220).into(), 1_204_500_i64.into(), 2.5.into(), (-0.25).into(), 3.0.into()];
        for number in numbers {
            let arguments = [("a", number.clone()), ("b", "{ <b>".into()), ("choose", 1.into())];
            assert_eq!(say.say_with("plain", &arguments), say.say_with("chosen", &arguments), "{number:?} in {language}");
        }
    }
}
