-- What programs call an option, which stays when people call it something else; made of the name for those there are.
ALTER TABLE field_options ADD COLUMN tag {text} NOT NULL DEFAULT '';
-- Programs ask when a field was made and last changed.
ALTER TABLE custom_fields ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE custom_fields ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
UPDATE custom_fields SET
    created_at = COALESCE((SELECT MIN(e.at) FROM events e WHERE e.subject_kind = 'field' AND e.subject_id = custom_fields.id), 0),
    updated_at = COALESCE((SELECT MAX(e.at) FROM events e WHERE e.subject_kind = 'field' AND e.subject_id = custom_fields.id), 0);
