-- +goose Up
-- The file keeps what stands nowhere else. An order's answer rides on the row of its
-- last record; what can be derived from the records has a file of its own.

-- The chain covers none of these: answers are forgotten after two business days.
ALTER TABLE events ADD COLUMN key TEXT;            -- the caller's, who is the row's actor; NULL = none, or forgotten
ALTER TABLE events ADD COLUMN fingerprint TEXT;
ALTER TABLE events ADD COLUMN status INTEGER;
ALTER TABLE events ADD COLUMN answer BLOB;         -- NULL for an answer without a body
-- Which systems the record is told to, by commas: those connected at that moment, which
-- no record says. Never forgotten.
ALTER TABLE events ADD COLUMN told TEXT;
-- Answers are forgotten up to this record. Those of older rows are in replies.
ALTER TABLE about ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
UPDATE about SET forgotten = (SELECT coalesce(max(seq), 0) FROM events);

-- Which life of the log a record belongs to: a log that is put back from a backup begins
-- another, so that nothing named by life and record is ever named twice.
CREATE TABLE lives (
    first INTEGER PRIMARY KEY,          -- the first record of this life
    life  TEXT    NOT NULL UNIQUE       -- random
) STRICT;
INSERT INTO lives (first, life) VALUES (1, lower(hex(randomblob(12))));

-- The messages of before, with their random names and what had become of them: no
-- record tells it.
CREATE TABLE former_messages (
    message     TEXT    PRIMARY KEY,
    system      TEXT    NOT NULL,
    position    INTEGER NOT NULL,       -- 1, 2, 3 … per system
    seq         INTEGER NOT NULL,       -- of the record that caused it
    application INTEGER,
    booking     INTEGER,
    kind        TEXT    NOT NULL,
    at          INTEGER NOT NULL,       -- milliseconds UTC
    state       TEXT    NOT NULL,
    trouble     TEXT    NOT NULL,
    ended       INTEGER
) STRICT;
INSERT INTO former_messages (message, system, position, seq, application, booking, kind, at, state, trouble, ended)
  SELECT message, system, position, seq, application, booking, kind, at, state, trouble, ended FROM outbox;

-- People, without the reference to a table that goes.
CREATE TABLE new_people (
    application INTEGER PRIMARY KEY,    -- sequence number of the event that registered it
    sealed      BLOB,                   -- AES-256-GCM of name, FIN and phone; NULL once erased
    fin         BLOB,                   -- keyed HMAC, for looking up
    phone       BLOB,
    day         INTEGER NOT NULL,       -- when it was registered
    erased_at   INTEGER
) STRICT;
INSERT INTO new_people (application, sealed, fin, phone, day, erased_at)
  SELECT application, sealed, fin, phone, day, erased_at FROM people;
DROP TABLE people;
ALTER TABLE new_people RENAME TO people;
CREATE INDEX people_fin ON people (fin) WHERE fin IS NOT NULL;
CREATE INDEX people_phone ON people (phone) WHERE phone IS NOT NULL;
CREATE INDEX people_day ON people (day) WHERE erased_at IS NULL;

DROP TABLE name_words;
-- Nothing personal stands in what follows: its pages need no overwriting, which for
-- years of tickets would take as long as writing them.
PRAGMA secure_delete = OFF;
DROP TABLE outbox;
DROP TABLE prints;
DROP TABLE steps;
DROP TABLE applications;
DROP TABLE ratings;
DROP TABLE helped;
DROP TABLE tickets;
PRAGMA secure_delete = ON;
