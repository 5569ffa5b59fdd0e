//! What can be written, and how it reads back.

mod desk;

use desk::{parse, printed, sql, zendesk};
use filter::{Filter, Node};

#[test]
fn the_sentence_of_the_design_reads_back_as_itself() {
    let text = r#"status:open priority>=high tag:vpn created>-7d due<2h -assignee:me "paper jam""#;
    assert_eq!(printed(text), text);
}

#[test]
fn spellings_of_one_thought_are_one_tree() {
    for (written, reads) in [
        ("status:new,open", "status:new,open"),
        ("status: new, open", "status:new,open"),
        ("STATUS=new,open", "status:new,open"),
        ("group:Network", "team:Network"),
        ("status!=open", "-status:open"),
        ("-status:open", "-status:open"),
        ("not status:open", "-status:open"),
        ("NOT printer", "-printer"),
        ("--printer", "printer"),
        ("created:>=2026-01-01", "created>=2026-01-01"),
        ("a b and c", "a b c"),
        ("a or b c", "a or (b c)"),
        ("(a or b) c", "(a or b) c"),
        ("((a)) (b c)", "a b c"),
        ("-(a or b)", "-(a or b)"),
        ("„paper jam“ “a” b", r#""paper jam" "a" b"#),
        (r#""say ""hi"" now""#, r#""say ""hi"" now""#),
        ("is:overdue", "overdue:yes"),
        ("is:urgent", "priority:urgent"),
        ("is:open,overdue", "status:open or overdue:yes"),
        ("has:assignee", "assignee:any"),
        ("-has:tag", "-tag:any"),
        ("sort:-due vpn", "vpn sort:-due"),
        ("order_by:created_at sort:desc", "sort:-created"),
        ("sort:due-desc,id", "sort:-due sort:id"),
        ("", ""),
    ] {
        assert_eq!(printed(written), reads, "{written}");
        assert_eq!(parse(reads), parse(written), "{written}");
    }
}

#[test]
fn what_people_paste_is_words() {
    for (pasted, reads) in [
        ("it does not work", r#"it does "not" work"#),
        ("Error: disk full", "Error disk full"),
        ("https://intranet.example/help?id=5", "https://intranet.example/help?id=5"),
        (r"C:\Temp\a.log", r"C:\Temp\a.log"),
        (r"\\server\share", r"\\server\share"),
        ("at 10:30 and 0x80070005", "at 10:30 0x80070005"),
        ("Outlook - cannot send ???", "Outlook cannot send"),
        ("SetFocus() printer(s)", "SetFocus() printer(s)"),
        (r#"24" monitor"#, r#"24" monitor"#),
        ("a->b -> c", "a->b c"),
        ("priya@example.com", "priya@example.com"),
        ("プリンター 紙詰まり", "プリンター 紙詰まり"),
        ("line one\r\n\tline\0two", "line one line two"),
        ("one\n-----\ntwo", "one two"),
    ] {
        assert_eq!(printed(pasted), reads, "{pasted}");
    }
}

#[test]
fn zendesk_searches_mean_what_they_mean_there() {
    for (written, reads) in [
        ("type:ticket status<solved", "type:ticket status<solved"),
        ("status:new status:open tags:vpn tags:printer", "status:new,open tag:vpn,printer"),
        ("-tags:vpn -tags:printer", "-tag:vpn -tag:printer"),
        ("created>4hours", "created>-4hours"),
        ("created>2026-01-01 order_by:created_at sort:asc", "created>2026-01-01 sort:created"),
        ("order_by:status", "sort:-status"),
        ("group:none assignee:me", "team:none assignee:me"),
    ] {
        assert_eq!(zendesk(written), reads, "{written}");
    }
    assert_eq!(sql("status<solved").params, sql("status:new,open,waiting,on-hold").params);
    assert_eq!(sql("status:pending").params, vec![db::Value::from("waiting")]);
}

#[test]
fn a_text_can_be_asked_for_one_field_before_it_is_read() {
    assert_eq!(Filter::peek("printer \"type:no\" -x type:user role:agent", "type").as_deref(), Some("user"));
    assert_eq!(Filter::peek("(type:\"organization\" a,b)", "type").as_deref(), Some("organization"));
    assert_eq!(Filter::peek("type>5 type", "type"), None);
}

#[test]
fn chips_can_be_closed_and_added() {
    let filter = parse("status:open tag:vpn (a or b) sort:due").unwrap_or_default();
    let chips: Vec<String> = filter.parts().iter().map(Node::to_string).collect();
    assert_eq!(chips, ["status:open", "tag:vpn", "a or b"]);
    assert_eq!(filter.without(1).to_string(), "status:open (a or b) sort:due");
    assert_eq!(filter.and(Node::is("team", "Leeds desk")).to_string(), r#"status:open tag:vpn (a or b) team:"Leeds desk" sort:due"#);
    assert_eq!(parse("").unwrap_or_default().and(Node::is("status", "new")).to_string(), "status:new");
}

#[test]
fn sql_sees_ids_words_and_instants_only() {
    let found = sql(r#"status>=on-hold assignee:priya team:my-teams tag:vpn -watcher:me created>-7d overdue:yes printer"#);
    assert_eq!(
        found.condition,
        "(t.status IN ($1, $2, $3) AND t.assignee_id = $4 AND t.team_id IN ($5, $6) \
         AND EXISTS (SELECT 1 FROM thing_tags g WHERE g.thing_id = t.id AND g.tag = $7) \
         AND NOT EXISTS (SELECT 1 FROM thing_watchers w WHERE w.thing_id = t.id AND w.person_id = $8) \
         AND t.created_at >= $9 AND (t.due_at < $10) AND (t.id IN (SELECT x.thing_id FROM thing_words x WHERE x.word = $11)))"
    );
    let words = ["on-hold", "resolved", "closed"].map(db::Value::from);
    assert_eq!(found.params[..3], words);
    assert_eq!(found.params[8], db::Value::Int(desk::NOW_MS - 7 * db::DAY_MS + 1));
}

#[test]
fn nothing_written_becomes_statement_text() {
    let evil = r#"x'; DROP TABLE things; --"#;
    let found = sql(&format!(r#"tag:"{evil}" subject:"{evil}" source:{}* "{evil}""#, "x';--"));
    assert!(!found.condition.contains("DROP"), "{}", found.condition);
    assert_eq!(found.params.len(), 4);
}
