-- Every tag with the number of tickets that have it, kept by every change.
CREATE TABLE tag_counts (
    id {id},
    tag {text} NOT NULL UNIQUE,
    tickets BIGINT NOT NULL
);
INSERT INTO tag_counts (tag, tickets) SELECT tag, COUNT(*) FROM ticket_tags GROUP BY tag ORDER BY tag;
-- The expression is written as all_tags.rs writes it.
CREATE INDEX tag_counts_most ON tag_counts ((0 - tickets), id);
