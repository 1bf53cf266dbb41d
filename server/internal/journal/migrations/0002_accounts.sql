-- +goose Up
-- Staff, their sessions and the paired devices. Times are milliseconds UTC.
-- Secrets are kept as hashes only: argon2id for passwords, SHA-256 for tokens.

CREATE TABLE accounts (
  login      TEXT PRIMARY KEY,              -- folded: a-z 0-9 . _ -
  name       TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('agent', 'manager')),
  hash       TEXT NOT NULL,                 -- argon2id; '' = cannot sign in
  active     INTEGER NOT NULL CHECK (active IN (0, 1)),
  demo       INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  hash       BLOB PRIMARY KEY,              -- SHA-256 of the cookie's token
  login      TEXT NOT NULL REFERENCES accounts (login),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
  id         TEXT PRIMARY KEY,              -- 'K1', 'D2': never given twice
  kind       TEXT NOT NULL CHECK (kind IN ('kiosk', 'display')),
  name       TEXT NOT NULL,
  hash       BLOB NOT NULL UNIQUE,          -- SHA-256 of the token
  demo       INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,                       -- NULL = in use
  seen_at    INTEGER                        -- NULL = never
) STRICT, WITHOUT ROWID;

-- Who changed what about whom; written in the transaction of the change.
CREATE TABLE account_changes (
  id      INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,                    -- 'manager:manager', 'house'
  what    TEXT NOT NULL,                    -- 'staff-added', 'device-revoked', …
  subject TEXT NOT NULL                     -- the login or the device's id
) STRICT;

-- +goose Down
DROP TABLE account_changes;
DROP TABLE devices;
DROP TABLE sessions;
DROP TABLE accounts;
