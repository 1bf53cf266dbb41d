-- +goose Up

-- What visitors thought of their visits, counted by day, direction, agent and score:
-- nothing here leads back to a ticket.
CREATE TABLE ratings (
    day       INTEGER NOT NULL,
    direction TEXT    NOT NULL,
    agent     TEXT    NOT NULL,
    score     INTEGER NOT NULL,       -- 1, the worst, to 5
    visits    INTEGER NOT NULL,
    PRIMARY KEY (day, direction, agent, score)
) STRICT, WITHOUT ROWID;

-- The help that volunteers gave in the hall, by day and volunteer.
CREATE TABLE helped (
    day       INTEGER NOT NULL,
    volunteer TEXT    NOT NULL,       -- login
    calls     INTEGER NOT NULL,
    waited    INTEGER NOT NULL,       -- seconds from the calls until they were taken, all together
    helped    INTEGER NOT NULL,       -- seconds from there until they were done, all together
    PRIMARY KEY (day, volunteer)
) STRICT, WITHOUT ROWID;
