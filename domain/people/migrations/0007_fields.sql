-- What the desk wants to know of people and organizations beside what all have: its own fields, their options, and the answers.
CREATE TABLE noun_fields (
    id {id},
    -- 'person' or 'organization'
    about {text} NOT NULL,
    -- what programs call it
    key {text} NOT NULL,
    name {text} NOT NULL,
    hint {text} NOT NULL DEFAULT '',
    -- text, textarea, integer, decimal, date, checkbox, dropdown or regexp
    kind {text} NOT NULL,
    -- the regular expression of a regexp
    pattern {text} NOT NULL DEFAULT '',
    position BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    archived_at BIGINT,
    UNIQUE (about, key)
);

CREATE TABLE noun_field_options (
    id {id},
    field_id BIGINT NOT NULL REFERENCES noun_fields (id),
    name {text} NOT NULL,
    -- what programs call it
    tag {text} NOT NULL,
    position BIGINT NOT NULL,
    archived_at BIGINT,
    UNIQUE (field_id, tag)
);

-- One answer: an option, or a text in the form in which it is kept.
CREATE TABLE person_answers (
    person_id BIGINT NOT NULL REFERENCES people (id),
    field_id BIGINT NOT NULL REFERENCES noun_fields (id),
    value {text} NOT NULL,
    option_id BIGINT REFERENCES noun_field_options (id),
    PRIMARY KEY (person_id, field_id)
);
CREATE TABLE organization_answers (
    organization_id BIGINT NOT NULL REFERENCES organizations (id),
    field_id BIGINT NOT NULL REFERENCES noun_fields (id),
    value {text} NOT NULL,
    option_id BIGINT REFERENCES noun_field_options (id),
    PRIMARY KEY (organization_id, field_id)
);
