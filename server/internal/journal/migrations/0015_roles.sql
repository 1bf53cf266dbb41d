-- +goose Up
-- Which roles and kinds of devices there are is the program's list (web.RoleRow), and
-- no longer stands here a second time. A check cannot be dropped in place: the tables
-- are copied, and those that refer to them with them.

CREATE TABLE new_accounts (
  login      TEXT PRIMARY KEY,              -- folded: a-z 0-9 . _ -
  name       TEXT NOT NULL,
  role       TEXT NOT NULL,
  hash       TEXT NOT NULL,                 -- argon2id; '' = cannot sign in
  active     INTEGER NOT NULL CHECK (active IN (0, 1)),
  demo       INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO new_accounts (login, name, role, hash, active, demo, created_at, changed_at)
  SELECT login, name, role, hash, active, demo, created_at, changed_at FROM accounts;

CREATE TABLE new_sessions (
  hash       BLOB PRIMARY KEY,              -- SHA-256 of the cookie's token
  login      TEXT NOT NULL REFERENCES new_accounts (login),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO new_sessions (hash, login, created_at, seen_at) SELECT hash, login, created_at, seen_at FROM sessions;

CREATE TABLE new_factors (
  login    TEXT PRIMARY KEY REFERENCES new_accounts (login),
  secret   BLOB NOT NULL,                   -- AES-256-GCM, bound to the login
  step     INTEGER NOT NULL,                -- the 30 seconds of the last code taken: none is taken twice
  since    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO new_factors (login, secret, step, since) SELECT login, secret, step, since FROM factors;

CREATE TABLE new_recovery_codes (
  login TEXT NOT NULL REFERENCES new_factors (login) ON DELETE CASCADE,
  hash  BLOB NOT NULL,                      -- keyed digest of login and code
  PRIMARY KEY (login, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO new_recovery_codes (login, hash) SELECT login, hash FROM recovery_codes;

CREATE TABLE new_devices (
  id         TEXT PRIMARY KEY,              -- 'K1', 'D2', 'E1', 'B1': never given twice
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  hash       BLOB NOT NULL UNIQUE,          -- SHA-256 of the token
  demo       INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,                       -- NULL = in use
  seen_at    INTEGER                        -- NULL = never
) STRICT, WITHOUT ROWID;
INSERT INTO new_devices (id, kind, name, hash, demo, created_at, revoked_at, seen_at)
  SELECT id, kind, name, hash, demo, created_at, revoked_at, seen_at FROM devices;

DROP TABLE recovery_codes;
DROP TABLE factors;
DROP TABLE sessions;
DROP TABLE accounts;
DROP TABLE devices;
ALTER TABLE new_accounts RENAME TO accounts;
ALTER TABLE new_sessions RENAME TO sessions;
ALTER TABLE new_factors RENAME TO factors;
ALTER TABLE new_recovery_codes RENAME TO recovery_codes;
ALTER TABLE new_devices RENAME TO devices;
