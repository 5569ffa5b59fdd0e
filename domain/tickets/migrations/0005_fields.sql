-- What the desk wants to know of tickets beside what every ticket has: its own fields, their options, and where they are asked.
CREATE TABLE custom_fields (
    id {id},
    -- what filters and programs call it: field.asset_tag
    key {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    hint {text} NOT NULL DEFAULT '',
    -- text, number, date, choice, tree, person, checkbox or pattern
    kind {text} NOT NULL,
    -- the regular expression of a pattern
    pattern {text} NOT NULL DEFAULT '',
    position BIGINT NOT NULL,
    -- shown as a column of lists
    in_lists BIGINT NOT NULL DEFAULT 0,
    archived_at BIGINT
);

CREATE TABLE field_options (
    id {id},
    field_id BIGINT NOT NULL REFERENCES custom_fields (id),
    -- 'Laptop', or in a tree 'Software / Office'
    name {text} NOT NULL,
    name_key {text} NOT NULL,
    position BIGINT NOT NULL,
    archived_at BIGINT,
    UNIQUE (field_id, name_key)
);

-- The rules: where a field is asked, of whom, when it must be answered, and which other answer it hangs on.
CREATE TABLE field_asks (
    id {id},
    field_id BIGINT NOT NULL REFERENCES custom_fields (id),
    -- with all that lies below it; none stands for every ticket
    category_id BIGINT REFERENCES categories (id),
    -- everybody or desk
    audience {text} NOT NULL,
    -- never, opening or resolving
    required {text} NOT NULL,
    when_field_id BIGINT REFERENCES custom_fields (id),
    -- none with a field: its box is ticked
    when_option_id BIGINT REFERENCES field_options (id)
);
CREATE UNIQUE INDEX field_asks_place ON field_asks (field_id, (COALESCE(category_id, 0)));

-- One value of one field of one ticket: a number (also a day, an option, a person, a tick) or a text with its key for comparing.
CREATE TABLE field_values (
    ticket_id BIGINT NOT NULL REFERENCES tickets (id),
    field_id BIGINT NOT NULL REFERENCES custom_fields (id),
    number BIGINT,
    text {text},
    text_key {text},
    PRIMARY KEY (ticket_id, field_id)
);
CREATE INDEX field_values_number ON field_values (field_id, number, ticket_id);
