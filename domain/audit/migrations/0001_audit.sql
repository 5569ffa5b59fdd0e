-- Administrative acts and reads of restricted records, each bound to the one before by its hash. Only ever added to.
CREATE TABLE audit_entries (
    -- its place in the chain: 1, 2, 3 without a gap
    id BIGINT PRIMARY KEY,
    event_id BIGINT NOT NULL,
    kind {text} NOT NULL,
    subject_kind {text} NOT NULL,
    subject_id BIGINT NOT NULL,
    actor {text} NOT NULL,
    door {text} NOT NULL,
    data {text} NOT NULL,
    at BIGINT NOT NULL,
    caused_by BIGINT,
    -- SHA-256 of the entry before, and of that with this entry, in hexadecimal
    previous {text} NOT NULL,
    hash {text} NOT NULL
);
CREATE UNIQUE INDEX audit_entries_event ON audit_entries (event_id);
CREATE INDEX audit_entries_subject ON audit_entries (subject_kind, subject_id, id);
CREATE INDEX audit_entries_actor ON audit_entries (actor, id);
CREATE INDEX audit_entries_kind ON audit_entries (kind, id);
CREATE INDEX audit_entries_at ON audit_entries (at);

-- The chain's end: who holds this row writes the next entry.
CREATE TABLE audit_tail (
    id BIGINT PRIMARY KEY,
    length BIGINT NOT NULL,
    hash {text} NOT NULL
);

-- only sqlite
CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_entries_keep BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
-- only postgres
CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is only added to';
END $$;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_stay();
-- both
