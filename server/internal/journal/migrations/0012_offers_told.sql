-- +goose Up
-- What became of the message about an offer is shown on the waiting list.
CREATE INDEX outbox_told ON outbox (application) WHERE system = 'visitor-messages' AND application IS NOT NULL;

-- +goose Down
DROP INDEX outbox_told;
