-- What other systems call our nouns, what they keep with them, and when anything about a noun last changed.
ALTER TABLE people ADD COLUMN external_id {text};
ALTER TABLE people ADD COLUMN details {text} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
UPDATE people SET updated_at = COALESCE(deactivated_at, created_at);
CREATE UNIQUE INDEX people_external ON people (external_id);
CREATE INDEX people_updated ON people (updated_at, id);

ALTER TABLE organizations ADD COLUMN external_id {text};
ALTER TABLE organizations ADD COLUMN details {text} NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
-- since when it is gone; its tickets keep it
ALTER TABLE organizations ADD COLUMN archived_at BIGINT;
UPDATE organizations SET updated_at = created_at;
CREATE UNIQUE INDEX organizations_external ON organizations (external_id);
CREATE INDEX organizations_updated ON organizations (updated_at, id);

ALTER TABLE teams ADD COLUMN description {text} NOT NULL DEFAULT '';
ALTER TABLE teams ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
UPDATE teams SET updated_at = COALESCE(archived_at, created_at);

ALTER TABLE team_members ADD COLUMN joined_at BIGINT NOT NULL DEFAULT 0;
-- the team a person works in first
ALTER TABLE team_members ADD COLUMN is_default BIGINT NOT NULL DEFAULT 0;

-- Words of the desk's own on people and organizations.
CREATE TABLE person_tags (
    person_id BIGINT NOT NULL REFERENCES people (id),
    tag {text} NOT NULL,
    PRIMARY KEY (person_id, tag)
);
CREATE TABLE organization_tags (
    organization_id BIGINT NOT NULL REFERENCES organizations (id),
    tag {text} NOT NULL,
    PRIMARY KEY (organization_id, tag)
);
