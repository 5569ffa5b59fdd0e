//! Incidents and service requests: what people ask for, and what the desk does about it.

// nouns
mod attachment;
mod because;
mod category;
mod checklist;
mod empty;
mod escalate;
mod event;
mod form;
mod kind;
mod limits;
mod message;
mod priority;
mod recurrence;
mod status;
mod template;
mod ticket;

// who may do what
pub mod policy;

// commands
mod assign;
mod attach;
mod bookmark;
mod bulk;
mod bundle;
mod change_requester;
mod close;
mod confirm;
mod delete;
mod drafts;
mod hold;
mod import;
mod link_to;
mod make_private;
mod matrix;
mod merge;
mod merge_people;
mod name_elsewhere;
mod open;
mod presence;
mod prioritize;
mod read_marks;
mod recategorize;
mod redact;
mod release;
mod reopen;
mod reply;
mod resolve;
mod retitle;
mod round;
mod satisfaction;
mod set_kind;
mod set_parent;
mod set_site;
mod spend_time;
mod split;
mod tag;
mod undo;
mod undo_reply;
mod unlink;
mod unmerge;
mod wait;
mod watch;

// promises
mod promises;

// timers
pub mod clocks;

// one ticket to read
mod comments;
mod conversation;
mod course;
mod facts;
mod house;
mod log;
mod sheet;
mod timeline;
mod workspace;

// what commands share
mod change;
mod checks;
mod index;
mod list;
mod mention;
mod moving;
mod turn;
mod turns;

// lists and what is looked for
mod all_tags;
mod brief;
mod browse;
mod changed;
mod counts;
mod fields;
mod meets;
mod queue;
mod search;
mod second_lines;
mod similar;
mod view;

pub use all_tags::{TAGS_PAGE_MAX, TagCount, TagsFrom, all_tags, count_tags, tags_beginning};
pub use assign::{Assign, To, assign};
pub use attach::{Attach, attach, detach, forget_loose_files};
pub use attachment::{Attachment, AttachmentId, attachment};
pub use because::Because;
pub use bookmark::{Bookmark, BookmarkId, bookmark, bookmark_of, bookmarks, drop_bookmark};
pub use brief::{BRIEFS_MAX, TicketBrief, briefs_of, earlier};
pub use browse::{BROWSED_MAX, Browse, Browsed, By, COUNTED_MAX, From as BrowseFrom, Which, browse, count_of};
pub use bulk::{BULK_TICKETS_MAX, Bulk, BulkDeed, BulkDone, BulkOutcome, BulkStatus, bulk, remember_bulk, undo_bulk};
pub use bundle::{attach_to, bundled, drop_bundle, files_of};
pub use category::{
    AddCategory, CATEGORIES_MAX, CATEGORY_DEPTH_MAX, CATEGORY_NAME_CHARS_MAX, Category, CategoryEvent, MoveCategory, RenameCategory,
    RouteCategory, add_category, archive_category, categories, category, move_category, rename_category, restore_category, route_category,
};
pub use change_requester::{ChangeRequester, change_requester};
pub use changed::{CHANGED_MAX, changed_since};
pub use checklist::{
    AddCheck, CHECK_CHARS_MAX, CHECKLIST_NAME_CHARS_MAX, CHECKLIST_STEPS_MAX, CHECKLISTS_MAX, CHECKS_MAX, Check, CheckId, Checklist,
    ChecklistEvent, ChecklistId, RemoveCheck, SaveChecklist, StartChecklist, Tick, add_check, archive_checklist, checklist, checklists,
    checks_of, remove_check, restore_checklist, save_checklist, start_checklist, tick,
};
pub use close::close;
pub use comments::{COMMENTS_MAX, Comments, CommentsAsk, comments};
pub use confirm::{Confirm, confirm};
pub use conversation::{Conversation, Said, conversation};
pub use counts::{Counts, TeamCount, counts, mine};
pub use course::{COURSES_MAX, Course, courses};
pub use delete::{delete, deleted, restore};
pub use drafts::{Draft, Mode, SaveDraft, delete_draft, draft, drafts, save_draft};
pub use empty::{empty_message, empty_ticket, forget_person};
pub use escalate::{Escalate, HandBack, SpeakFor, escalate, hand_back, speak_for, voices};
pub use event::{Aside, Asker, Assignment, FieldChange, Standing, TICKET, TicketEvent, Weight};
pub use facts::{Facts, Speaking, TicketNames, Watcher, facts};
pub use fields::{Completed, FilterNames, Offer, Over, all_fields, complete_filter, fields};
pub use form::{
    AddField, Answer, Answered, Ask, AskId, AskedOf, Choice, CustomField, EditField, FIELD_ASKS_MAX, FIELD_COLUMNS_MAX,
    FIELD_HINT_CHARS_MAX, FIELD_KEY_CHARS_MAX, FIELD_NAME_CHARS_MAX, FIELD_OPTIONS_MAX, FIELD_PATTERN_BYTES_MAX, FIELD_PATTERN_CHARS_MAX,
    FIELD_TEXT_CHARS_MAX, FIELDS_MAX, FieldEvent, FieldId, FieldKind, FieldOption, FieldValue, FillIn, Forms, Given, OPTION_NAME_CHARS_MAX,
    OPTION_TAG_CHARS_MAX, OptionId, PutChoice, Question, Required, SetAsk, SetChoices, SetOptions, When, add_field, answered_of, answers,
    archive_choice, archive_field, delete_field, drop_ask, edit_field, fill_in, forms, input_name, put_choice, restore_field, set_ask,
    set_choices, set_options,
};
pub use hold::{Hold, hold};
pub use import::{IMPORT_MESSAGES_MAX, Import, ImportedMessage, import};
pub use index::reindex;
pub use kind::{Kind, Source};
pub use limits::*;
pub use link_to::{LINKS_MAX, Link, LinkKind, LinkTo, link_to, links};
pub use log::{LOG_MAX, Log, Logged, last_event, log, log_of, message_of};
pub use make_private::{MakePrivate, make_private};
pub use matrix::{matrix, set_matrix};
pub use meets::meets;
pub use merge::{Merge, Merged, merge, survivor_of};
pub use merge_people::{MERGED_PERSON_TICKETS_MAX, merge_people};
pub use message::{Audience, Message, MessageId};
pub use moving::Changed;
pub use name_elsewhere::{NameElsewhere, name_elsewhere};
pub use open::{Open, Opened, open};
pub use policy::look as ticket;
pub use presence::{Doing, PRESENCE, Present, be_present, forget_absent, leave, present};
pub use prioritize::{Prioritize, prioritize};
pub use priority::{Level, Matrix, Priority};
pub use promises::{
    Conditions, REAPPLY, Rehearsal, Tally, Would, condition_fields, explain_clocks, reapply_job, reapply_listener, rehearse_agreement,
    ring_clocks, ticket_clocks,
};
pub use queue::{
    BesideRow, Cursor, Group, GroupBy, List, Move, Neighbours, Order, POSITION_MAX, QUEUE_ROWS_MAX, Queue, QueueAsk, QueueRow, Sort,
    beside, count_up_to, neighbours, numbers_of, queue, statement_of,
};
pub use read_marks::{MarkRead, mark_read, read_up_to};
pub use recategorize::{Recategorize, recategorize};
pub use recurrence::{
    ClosedDays, RECURRENCES_BATCH, RECURRENCES_MAX, RULE_BYTES_MAX, Recurrence, RecurrenceEvent, RecurrenceId, Run, SaveRecurrence,
    open_recurring, pause_recurrence, recurrence, recurrences, resume_recurrence, runs_of, save_recurrence,
};
pub use redact::{FORGET_FILES, REDACTED_NAME, Redact, RedactFile, Redacted, redact, redact_file};
pub use release::{RELEASE, release_job, send_now};
pub use reopen::reopen;
pub use reply::{GAP, Replied, Reply, Then, reply};
pub use resolve::resolve;
pub use retitle::{Retitle, retitle};
pub use round::{
    BeginRound, ROUND, ROUND_SUBJECT, Round, RoundId, RoundOutcome, RoundState, Stayed, TriedRound, Why, begin_round, forget_rounds,
    list_size, round, round_job, rounds, rounds_since, stayed, stop_round, take_back_round, try_round,
};
pub use satisfaction::{MarkSatisfaction, Satisfaction, mark_satisfaction};
pub use search::{EXCERPT_SHOWN_CHARS, Hit, Hits, JUMPS_MAX, Jump, SearchAsk, jump, places, search};
pub use second_lines::{SecondLine, second_lines};
pub use set_kind::{SetKind, set_kind};
pub use set_parent::{PARTS_DEPTH_MAX, PARTS_MAX, SetParent, parts, set_parent};
pub use set_site::{SetSite, set_site};
pub use sheet::{Sheet, SheetWatcher, sheet, sheets};
pub use similar::{SIMILAR_MAX, Similar, similar, similar_to_text};
pub use spend_time::{
    MINUTES_MAX, SpendTime, TIME_ENTRIES_SHOWN_MAX, TIME_NOTE_CHARS_MAX, TimeEntry, TimeEntryId, remove_time, spend_time, time_entries,
};
pub use split::{SPLIT_MESSAGES_MAX, Split, SplitOff, split};
pub use status::{Side, Status};
pub use tag::{Tag, tag};
pub use template::{
    SaveTemplate, TEMPLATE_NAME_CHARS_MAX, TEMPLATES_MAX, TemplateEvent, TemplateId, TicketTemplate, archive_template, restore_template,
    save_template, template, templates,
};
pub use ticket::{CategoryId, Ticket, TicketId};

pub use timeline::{Timeline, Told, timeline};
pub use turns::PARTS;
pub use undo::undo;
pub use undo_reply::undo_reply;
pub use unlink::{Unlink, unlink};
pub use unmerge::{Unmerged, unmerge};
pub use view::{
    EditView, SaveView, Sharing, VIEW_NAME_CHARS_MAX, VIEWS_MAX, View, ViewEvent, ViewId, delete_view, edit_view, may_share, save_view,
    view, view_counts, views,
};
pub use wait::wait;
pub use watch::{Watch, unwatch, watch};
pub use workspace::{Menus, Related, RelatedTicket, Workspace, menus, related, workspace};

use catalogue::Language;

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] = &[
    (Language::En, include_str!("../locales/en/tickets.ftl")),
    (Language::De, include_str!("../locales/de/tickets.ftl")),
    (Language::En, include_str!("../locales/en/lists.ftl")),
    (Language::De, include_str!("../locales/de/lists.ftl")),
    (Language::En, include_str!("../locales/en/fields.ftl")),
    (Language::De, include_str!("../locales/de/fields.ftl")),
    (Language::En, include_str!("../locales/en/routine.ftl")),
    (Language::De, include_str!("../locales/de/routine.ftl")),
];

/// This slice's tables.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    slice: "tickets",
    steps: &[
        ("0001_tickets", include_str!("../migrations/0001_tickets.sql")),
        ("0002_queues", include_str!("../migrations/0002_queues.sql")),
        ("0003_due", include_str!("../migrations/0003_due.sql")),
        ("0004_other_systems", include_str!("../migrations/0004_other_systems.sql")),
        ("0005_fields", include_str!("../migrations/0005_fields.sql")),
        ("0006_checklists", include_str!("../migrations/0006_checklists.sql")),
        ("0007_field_words", include_str!("../migrations/0007_field_words.sql")),
        ("0008_tag_counts", include_str!("../migrations/0008_tag_counts.sql")),
        ("0009_satisfaction", include_str!("../migrations/0009_satisfaction.sql")),
        ("0010_bookmarks", include_str!("../migrations/0010_bookmarks.sql")),
        ("0011_shown_messages", include_str!("../migrations/0011_shown_messages.sql")),
        ("0012_rounds", include_str!("../migrations/0012_rounds.sql")),
        ("0013_emptied", include_str!("../migrations/0013_emptied.sql")),
        ("0014_voices", include_str!("../migrations/0014_voices.sql")),
    ],
};
