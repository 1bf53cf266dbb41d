-- +goose Up
-- Who booked a visit, sealed, and apart from everything else.
CREATE TABLE contacts (
    booking INTEGER PRIMARY KEY,       -- sequence number of the event that booked it
    sealed  BLOB    NOT NULL,          -- AES-256-GCM of the phone
    phone   BLOB    NOT NULL,          -- keyed HMAC, for looking up
    day     INTEGER NOT NULL           -- business day of the visit
) STRICT;
CREATE INDEX contacts_phone ON contacts (phone);
CREATE INDEX contacts_day ON contacts (day);

-- Operators of the call centre are staff, and the counter at the door is a device.
-- A check cannot be changed in place: the tables are copied.
CREATE TABLE new_accounts (
  login      TEXT PRIMARY KEY,              -- folded: a-z 0-9 . _ -
  name       TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('agent', 'manager', 'operator', 'volunteer')),
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

CREATE TABLE new_devices (
  id         TEXT PRIMARY KEY,              -- 'K1', 'D2', 'E1': never given twice
  kind       TEXT NOT NULL CHECK (kind IN ('kiosk', 'display', 'door')),
  name       TEXT NOT NULL,
  hash       BLOB NOT NULL UNIQUE,          -- SHA-256 of the token
  demo       INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,                       -- NULL = in use
  seen_at    INTEGER                        -- NULL = never
) STRICT, WITHOUT ROWID;
INSERT INTO new_devices (id, kind, name, hash, demo, created_at, revoked_at, seen_at)
  SELECT id, kind, name, hash, demo, created_at, revoked_at, seen_at FROM devices;

DROP TABLE sessions;
DROP TABLE accounts;
DROP TABLE devices;
ALTER TABLE new_accounts RENAME TO accounts;
ALTER TABLE new_sessions RENAME TO sessions;
ALTER TABLE new_devices RENAME TO devices;
