-- +goose Up
-- The records of changes to staff, devices and connections are chained, as the
-- events are. NULL = written before they were; the first link takes those in.
ALTER TABLE account_changes ADD COLUMN chain BLOB;

-- +goose Down
ALTER TABLE account_changes DROP COLUMN chain;
