-- Which asking somebody's answer belongs to: the event that asked. A link of an earlier asking is of no use.
ALTER TABLE change_approvals ADD COLUMN asking BIGINT NOT NULL DEFAULT 0;

-- Secret links by which calendar programs read the windows of changes; only the digest is kept.
CREATE TABLE change_feeds (
    person_id BIGINT PRIMARY KEY REFERENCES people (id),
    digest {text} NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);
