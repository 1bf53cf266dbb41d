-- +goose Up
-- What became of applications, what each waits for, and how people are found by
-- the words of their names.

ALTER TABLE applications ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN awaits TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN awaits_by INTEGER NOT NULL DEFAULT 0; -- business day, yyyymmdd; 0 = nothing with a date
UPDATE applications SET stage = outcome;
UPDATE applications SET awaits = 'decision', awaits_by = decision_by
  WHERE outcome IN ('registered', 'sent-on') AND decision_by > 0;
CREATE INDEX applications_awaits ON applications (awaits_by) WHERE awaits_by > 0;

-- Every move of an application after its registration.
CREATE TABLE steps (
    seq         INTEGER PRIMARY KEY,  -- of the event
    application INTEGER NOT NULL REFERENCES applications (id),
    stage       TEXT    NOT NULL,
    at          INTEGER NOT NULL,     -- milliseconds UTC
    actor       TEXT    NOT NULL,
    note        TEXT    NOT NULL,
    back_due    INTEGER NOT NULL
) STRICT;
CREATE INDEX steps_application ON steps (application);

-- Keyed digests of the words of a name and of their beginnings, so that a search
-- by name opens only the seals of those it may find. What the table tells who has
-- the file but not the key: which applications share a word or its beginning, and
-- how common each is. It never tells the word; rows go when the person is erased.
CREATE TABLE name_words (
    digest      BLOB    NOT NULL,     -- 12 bytes of HMAC-SHA-256
    application INTEGER NOT NULL,
    PRIMARY KEY (digest, application)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_words_application ON name_words (application);

-- Which people's words are there: those registered before this table was are
-- added when the journal is next opened.
ALTER TABLE people ADD COLUMN worded INTEGER NOT NULL DEFAULT 0;
CREATE INDEX people_unworded ON people (application) WHERE worded = 0 AND sealed IS NOT NULL;

-- +goose Down
DROP INDEX people_unworded;
ALTER TABLE people DROP COLUMN worded;
DROP TABLE name_words;
DROP TABLE steps;
DROP INDEX applications_awaits;
ALTER TABLE applications DROP COLUMN awaits_by;
ALTER TABLE applications DROP COLUMN awaits;
ALTER TABLE applications DROP COLUMN stage;
