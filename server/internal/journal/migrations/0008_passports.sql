-- +goose Up

-- What a manager changed about the services' passports is listed with the other
-- changes of the centre's rules. As there, the query repeats the expression word
-- for word.
CREATE INDEX events_passports ON events (seq) WHERE substr(kind, 1, 9) = 'passport.';

-- +goose Down
DROP INDEX events_passports;
