-- +goose Up

-- "DOST": how a file is known to be a journal of ours.
PRAGMA application_id = 0x444F5354;

-- The centre's one history. Rows are only ever added.
CREATE TABLE events (
    seq   INTEGER PRIMARY KEY,        -- 1, 2, 3 … without a gap
    at    INTEGER NOT NULL,           -- milliseconds UTC
    day   INTEGER NOT NULL,           -- business day in Baku, yyyymmdd
    actor TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    body  TEXT    NOT NULL,           -- JSON of the event
    chain BLOB    NOT NULL            -- SHA-256 over the chain before and this row
) STRICT;

-- The first record of each business day: where the memory of keys begins.
CREATE TABLE days (
    day   INTEGER PRIMARY KEY,
    first INTEGER NOT NULL
) STRICT;

-- What was answered to which key. Kept for two business days, then deleted. That
-- a caller's key is here once is the one writer's to see to, and is checked at
-- every start: an index over keys, which are random, would dirty a page per row
-- and cost more than all the rest of an order.
CREATE TABLE replies (
    id          INTEGER PRIMARY KEY,
    caller      TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    day         INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    body        BLOB                  -- NULL for an answer without a body
) STRICT;

-- Tickets as they stand, for reports.
CREATE TABLE tickets (
    id           INTEGER PRIMARY KEY, -- sequence number of the event that issued it
    day          INTEGER NOT NULL,
    series       TEXT    NOT NULL,    -- the direction whose counter gave the number
    number       INTEGER NOT NULL,
    label        TEXT    NOT NULL,
    direction    TEXT    NOT NULL,
    service      TEXT    NOT NULL,
    grp          TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    rule         TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    arrival      INTEGER NOT NULL,    -- this and the times below: milliseconds UTC
    first_called INTEGER,
    called       INTEGER,
    served       INTEGER,
    ended        INTEGER,
    held_ms      INTEGER NOT NULL DEFAULT 0,
    recalls      INTEGER NOT NULL DEFAULT 0,
    outcome      TEXT    NOT NULL DEFAULT '',
    desk         TEXT    NOT NULL DEFAULT '',
    agent        TEXT    NOT NULL DEFAULT '',
    UNIQUE (day, series, number)
) STRICT;

-- Applications as registered. Nobody's name is here.
CREATE TABLE applications (
    id            INTEGER PRIMARY KEY, -- sequence number of the event that registered it
    number        TEXT    NOT NULL UNIQUE,
    day           INTEGER NOT NULL,
    registered    INTEGER NOT NULL,    -- milliseconds UTC
    ticket        INTEGER NOT NULL,
    service       TEXT    NOT NULL,
    outcome       TEXT    NOT NULL,
    agent         TEXT    NOT NULL,
    due_on        INTEGER NOT NULL,    -- business days, yyyymmdd
    decision_by   INTEGER NOT NULL,
    body          TEXT    NOT NULL     -- JSON of the whole
) STRICT;
CREATE INDEX applications_due ON applications (due_on);

-- Every copy of a confirmation that was ordered.
CREATE TABLE prints (
    job         INTEGER PRIMARY KEY,   -- sequence number of the event that ordered it
    application INTEGER NOT NULL REFERENCES applications (id),
    copy        INTEGER NOT NULL,
    repeat      INTEGER NOT NULL,
    at          INTEGER NOT NULL       -- milliseconds UTC
) STRICT;
CREATE INDEX prints_application ON prints (application);

-- The state at a record, so that a start does not grow with history.
CREATE TABLE snapshots (
    seq    INTEGER PRIMARY KEY,
    format INTEGER NOT NULL,
    state  BLOB    NOT NULL,
    digest BLOB    NOT NULL           -- SHA-256 of state
) STRICT;

-- People, sealed, and apart from everything else.
CREATE TABLE people (
    application INTEGER PRIMARY KEY REFERENCES applications (id),
    sealed      BLOB,                 -- AES-256-GCM of name, FIN and phone; NULL once erased
    fin         BLOB,                 -- keyed HMAC, for looking up
    phone       BLOB,
    day         INTEGER NOT NULL,     -- when it was registered
    erased_at   INTEGER
) STRICT;
CREATE INDEX people_fin ON people (fin) WHERE fin IS NOT NULL;
CREATE INDEX people_phone ON people (phone) WHERE phone IS NOT NULL;
CREATE INDEX people_day ON people (day) WHERE erased_at IS NULL;

-- One row: what this file is. A backup says of which record it is one.
CREATE TABLE about (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    backup_of INTEGER,                -- the last record in it; NULL in a journal at work
    backup_at INTEGER,                -- milliseconds UTC
    probe     INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO about (id) VALUES (1);
