CREATE TABLE sites (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    zone {text} NOT NULL
);

-- Client companies and departments.
CREATE TABLE organizations (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    -- does everybody of it see what the others asked?
    shares_tickets BIGINT NOT NULL DEFAULT 0,
    notes {text} NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);

-- Whoever writes from one of these domains belongs to the organization.
CREATE TABLE organization_domains (
    domain {text} PRIMARY KEY,
    organization_id BIGINT NOT NULL REFERENCES organizations (id)
);
CREATE INDEX organization_domains_organization ON organization_domains (organization_id);

CREATE TABLE teams (
    id {id},
    name {text} NOT NULL,
    name_key {text} NOT NULL UNIQUE,
    -- 'open': every agent sees its tickets; 'restricted': only its members
    visibility {text} NOT NULL DEFAULT 'open',
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);

CREATE TABLE people (
    id {id},
    name {text} NOT NULL,
    -- folded, for sorting
    name_key {text} NOT NULL,
    role {text} NOT NULL,
    title {text} NOT NULL DEFAULT '',
    organization_id BIGINT REFERENCES organizations (id),
    -- may see what others of the organization asked, even where it does not share
    sees_organization BIGINT NOT NULL DEFAULT 0,
    site_id BIGINT REFERENCES sites (id),
    language {text} NOT NULL DEFAULT 'en',
    zone {text} NOT NULL DEFAULT 'UTC',
    -- 0: exists only because a letter came from an address nobody vouched for
    verified BIGINT NOT NULL DEFAULT 1,
    notes {text} NOT NULL DEFAULT '',
    -- appearance, keyboard and the like, as JSON
    preferences {text} NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    deactivated_at BIGINT
);
CREATE INDEX people_name ON people (name_key, id);
CREATE INDEX people_organization ON people (organization_id, name_key, id);
CREATE INDEX people_role ON people (role, name_key, id);

-- Several addresses and numbers a person; an address belongs to one person only.
CREATE TABLE person_emails (
    email {text} PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    is_primary BIGINT NOT NULL DEFAULT 0,
    -- when its owner proved that letters arrive there
    verified_at BIGINT
);
CREATE INDEX person_emails_person ON person_emails (person_id);
CREATE UNIQUE INDEX person_emails_primary ON person_emails (person_id) WHERE is_primary = 1;

CREATE TABLE person_phones (
    person_id BIGINT NOT NULL REFERENCES people (id),
    phone {text} NOT NULL,
    -- digits only: two ways to write one number are one number
    phone_key {text} NOT NULL,
    label {text} NOT NULL DEFAULT '',
    PRIMARY KEY (person_id, phone_key)
);

-- What a person is found by: each word of the name, each address, each number from both ends ('~' and the digits backwards).
CREATE TABLE person_words (
    word {text} NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (word, person_id)
);
CREATE INDEX person_words_person ON person_words (person_id);

CREATE TABLE team_members (
    team_id BIGINT NOT NULL REFERENCES teams (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX team_members_person ON team_members (person_id);
