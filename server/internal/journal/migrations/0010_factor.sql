-- +goose Up
-- What a change of staff, devices or connections changed: JSON, text by text.
-- NULL = was not there, or is no longer, or is a secret.
ALTER TABLE account_changes ADD COLUMN before TEXT;
ALTER TABLE account_changes ADD COLUMN after TEXT;

-- The second factor of managers: an app on the phone that shows a code of six
-- digits (RFC 6238).
CREATE TABLE factors (
  login    TEXT PRIMARY KEY REFERENCES accounts (login),
  secret   BLOB NOT NULL,                   -- AES-256-GCM, bound to the login
  step     INTEGER NOT NULL,                -- the 30 seconds of the last code taken: none is taken twice
  since    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- For who lost the phone. A row goes with its use.
CREATE TABLE recovery_codes (
  login TEXT NOT NULL REFERENCES factors (login) ON DELETE CASCADE,
  hash  BLOB NOT NULL,                      -- keyed digest of login and code
  PRIMARY KEY (login, hash)
) STRICT, WITHOUT ROWID;

-- Rules about the staff that managers set; absent = as the program has it.
CREATE TABLE staff_rules (
  name  TEXT PRIMARY KEY,                   -- 'factor-needed'
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE staff_rules;
DROP TABLE recovery_codes;
DROP TABLE factors;
ALTER TABLE account_changes DROP COLUMN after;
ALTER TABLE account_changes DROP COLUMN before;
