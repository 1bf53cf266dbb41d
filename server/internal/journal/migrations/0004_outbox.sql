-- +goose Up
-- What other systems are told: the connections, and every message to them, kept
-- in the transaction of the record that caused it. Nobody's data is here: a
-- message is composed of its application when it is sent.

CREATE TABLE connections (
    system     TEXT PRIMARY KEY,
    url        TEXT    NOT NULL,
    secret     BLOB    NOT NULL,      -- AES-256-GCM, bound to the system
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    changed_at INTEGER NOT NULL       -- milliseconds UTC
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY,
    message     TEXT    NOT NULL UNIQUE, -- random: what is put back from a backup never gives one twice
    system      TEXT    NOT NULL,
    position    INTEGER NOT NULL,        -- 1, 2, 3 … per system
    seq         INTEGER NOT NULL,        -- of the record that caused it
    application INTEGER NOT NULL REFERENCES applications (id),
    kind        TEXT    NOT NULL,
    at          INTEGER NOT NULL,        -- milliseconds UTC
    state       TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused')),
    trouble     TEXT    NOT NULL DEFAULT '',
    ended       INTEGER,                 -- when it was sent or refused
    UNIQUE (system, position)
) STRICT;
CREATE INDEX outbox_waiting ON outbox (system, position) WHERE state = 'waiting';
CREATE INDEX outbox_refused ON outbox (system) WHERE state = 'refused';

-- +goose Down
DROP TABLE outbox;
DROP TABLE connections;
