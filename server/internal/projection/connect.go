package projection

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"

	"github.com/mattn/go-sqlite3"
)

// applicationID stands in the file's header: "DSTP".
const applicationID = 0x44535450

// schemaOfCursors is what the file has besides the followers' own tables.
const schemaOfCursors = `
CREATE TABLE IF NOT EXISTS cursors (
    follower TEXT    PRIMARY KEY,
    version  INTEGER NOT NULL,         -- of the follower that wrote its tables
    seq      INTEGER NOT NULL,         -- the last record that they hold
    chain    BLOB    NOT NULL          -- of the log there
) STRICT, WITHOUT ROWID`

// connector opens connections; the settings belong to each.
type connector struct {
	name   string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.name) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// connect makes a pool: of a few connections for reading, or of the one that writes.
//
// A commit is not synced (WAL with synchronous=NORMAL). After a power cut the file is
// whole, but may be of a moment before: cursor and rows alike, since they share every
// transaction; the followers go on from there.
func connect(path string, reading bool) *sql.DB {
	query := url.Values{"_journal_mode": {"WAL"}, "_synchronous": {"NORMAL"}, "_busy_timeout": {"5000"}}
	connections := 1
	if reading {
		query.Set("_query_only", "on")
		connections = 4
	} else {
		query.Set("_txlock", "immediate")
		query.Set("_secure_delete", "on") // words of names are overwritten when a person is erased
	}
	escaped := (&url.URL{Path: path}).EscapedPath()
	name := url.URL{Scheme: "file", Opaque: escaped, RawQuery: query.Encode()}
	db := sql.OpenDB(connector{name: name.String(), driver: &sqlite3.SQLiteDriver{ConnectHook: bounded}})
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// bounded keeps the file's own log small.
func bounded(c *sqlite3.SQLiteConn) error {
	if _, err := c.Exec("PRAGMA journal_size_limit = 33554432", nil); err != nil {
		return fmt.Errorf("setting up a connection: %w", err)
	}
	return nil
}

// errForeign is a file that is a database of something else.
var errForeign = errors.New("the file is not one of projections")

// recognize refuses a database of something else and marks an empty one as ours.
func recognize(db *sql.DB) error {
	var id, tables int64
	if err := db.QueryRow("PRAGMA application_id").Scan(&id); err != nil {
		return fmt.Errorf("reading what the file is: %w", err)
	}
	if err := db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return fmt.Errorf("reading what the file is: %w", err)
	}
	if id != applicationID && (id != 0 || tables > 0) {
		return errForeign
	}
	ours := fmt.Sprint("PRAGMA application_id = ", applicationID)
	for _, statement := range []string{ours, schemaOfCursors} {
		if _, err := db.Exec(statement); err != nil {
			return fmt.Errorf("setting up the file: %w", err)
		}
	}
	return nil
}

// useless tells whether an error says that the file is damaged or no database at all.
func useless(err error) bool {
	var e sqlite3.Error
	return errors.Is(err, errForeign) ||
		errors.As(err, &e) && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

// suffixes are those of the files that are the projections together.
var suffixes = []string{"", "-wal", "-shm"}

// remove throws the file away. Nobody else writes to it: the log is locked.
func remove(path string) error {
	for _, suffix := range suffixes {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("throwing the projections away: %w", err)
		}
	}
	return nil
}
