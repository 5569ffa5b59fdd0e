-- Which parts of which subjects are in the index. One part may take several entries. Derived: rebuilt from the slices' own tables.
CREATE TABLE fulltext_entries (
-- only sqlite
    id INTEGER PRIMARY KEY, -- made of kind, subject, a count and the audience, see fulltext/sqlite.rs
-- only postgres
    id {id},
    tokens tsvector NOT NULL,
-- both
    kind {text} NOT NULL,
    subject_id BIGINT NOT NULL,
    part BIGINT NOT NULL,
    audience BIGINT NOT NULL
);
CREATE INDEX fulltext_entries_part ON fulltext_entries (kind, subject_id, part);
-- only sqlite
CREATE TABLE fulltext_kinds (
    code INTEGER PRIMARY KEY,
    kind {text} NOT NULL UNIQUE
);
-- The tokens arrive ready made, in ASCII letters and digits and everything beyond ASCII: the tokenizer only splits at spaces.
CREATE VIRTUAL TABLE fulltext_index USING fts5 (tokens, content = '', contentless_delete = 1, tokenize = 'ascii');
-- only postgres
CREATE INDEX fulltext_entries_tokens ON fulltext_entries USING gin (tokens);
-- both
