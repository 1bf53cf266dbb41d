-- +goose Up
-- Messages to visitors: a message is about an application or about a booking, and may
-- end without having been sent: dropped when it is of no use any more, withdrawn when
-- somebody calls the visitor instead. What an older table's check or NOT NULL forbids
-- cannot be changed in place: the tables are copied.

CREATE TABLE new_outbox (
    id          INTEGER PRIMARY KEY,
    message     TEXT    NOT NULL UNIQUE, -- random: what is put back from a backup never gives one twice
    system      TEXT    NOT NULL,
    position    INTEGER NOT NULL,        -- 1, 2, 3 … per system
    seq         INTEGER NOT NULL,        -- of the record that caused it
    application INTEGER REFERENCES applications (id),
    booking     INTEGER,                 -- sequence number of the event that booked it
    kind        TEXT    NOT NULL,
    at          INTEGER NOT NULL,        -- milliseconds UTC
    state       TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused', 'dropped', 'withdrawn')),
    trouble     TEXT    NOT NULL DEFAULT '',
    ended       INTEGER,                 -- when it was sent, or came to another end
    UNIQUE (system, position),
    CHECK ((application IS NULL) <> (booking IS NULL))
) STRICT;
INSERT INTO new_outbox (id, message, system, position, seq, application, kind, at, state, trouble, ended)
  SELECT id, message, system, position, seq, application, kind, at, state, trouble, ended FROM outbox;
DROP TABLE outbox;
ALTER TABLE new_outbox RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (system, position) WHERE state = 'waiting';
CREATE INDEX outbox_refused ON outbox (system) WHERE state = 'refused';
CREATE INDEX outbox_seq ON outbox (seq);

-- Another program that books visits is paired like a device.
CREATE TABLE new_devices (
  id         TEXT PRIMARY KEY,              -- 'K1', 'D2', 'E1', 'B1': never given twice
  kind       TEXT NOT NULL CHECK (kind IN ('kiosk', 'display', 'door', 'booking')),
  name       TEXT NOT NULL,
  hash       BLOB NOT NULL UNIQUE,          -- SHA-256 of the token
  demo       INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,                       -- NULL = in use
  seen_at    INTEGER                        -- NULL = never
) STRICT, WITHOUT ROWID;
INSERT INTO new_devices (id, kind, name, hash, demo, created_at, revoked_at, seen_at)
  SELECT id, kind, name, hash, demo, created_at, revoked_at, seen_at FROM devices;
DROP TABLE devices;
ALTER TABLE new_devices RENAME TO devices;
