-- What a requester thought of the help with one ticket. At most one for each ticket: nobody is asked twice.
CREATE TABLE ratings (
    id {id},
    ticket_id BIGINT NOT NULL UNIQUE REFERENCES tickets (id),
    requester_id BIGINT NOT NULL REFERENCES people (id),
    -- whose it was, and what it was about, when it was asked
    assignee_id BIGINT REFERENCES people (id),
    team_id BIGINT REFERENCES teams (id),
    category_id BIGINT REFERENCES categories (id),
    -- when it is to be asked, and when it was
    ask_at BIGINT NOT NULL,
    asked_at BIGINT,
    -- good or bad; nothing as long as nobody answered
    score {text},
    comment {text} NOT NULL,
    rated_at BIGINT,
    updated_at BIGINT NOT NULL
);
CREATE INDEX ratings_to_ask ON ratings (ask_at, id) WHERE asked_at IS NULL;
CREATE INDEX ratings_rated ON ratings (rated_at, id) WHERE rated_at IS NOT NULL;

-- How often it was asked and what was answered, kept with every change: of the whole desk (subject 0), of categories, teams and people,
-- by the month in which it was asked, counted from January 1970.
CREATE TABLE rating_counts (
    about {text} NOT NULL,
    subject_id BIGINT NOT NULL,
    month BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    good BIGINT NOT NULL,
    bad BIGINT NOT NULL,
    PRIMARY KEY (about, subject_id, month)
);
