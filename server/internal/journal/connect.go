package journal

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/mattn/go-sqlite3"
)

// MinimumSQLite is the oldest SQLite this journal trusts (3.51.3 mended a rare
// corruption of WAL files); it is asserted on every connection, because a change
// of modules can silently bring an older one.
const MinimumSQLite = 3051003

// walPages is when the log is written back into the main file, in pages of 4 KiB:
// often enough to stay far below the 64 MB of promises 17, seldom enough that
// one batch in twenty pays for it.
const walPages = 4000

type purpose int

const (
	writing purpose = iota
	reading
	copying // VACUUM INTO writes, though not into the journal
)

// connector opens connections that keep what they are told (promises, Settings). They belong to
// each connection, so they stand in its name and its hook, never in a statement
// sent to a pool.
type connector struct {
	name   string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.name) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// connect makes a pool: of a few connections for reading, else of one.
func connect(path string, why purpose) *sql.DB {
	query := url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_busy_timeout": {"5000"},
		"_foreign_keys": {"on"},
	}
	switch why {
	case writing:
		query.Set("_txlock", "immediate")
		query.Set("_secure_delete", "on")
	case reading:
		query.Set("_query_only", "on")
	case copying:
	}
	db := sql.OpenDB(connector{name: nameOf(path, query), driver: &sqlite3.SQLiteDriver{ConnectHook: settle}})
	connections := 1
	if why == reading {
		connections = 4
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

// nameOf is a file with the settings of its connection, as SQLite takes them.
func nameOf(path string, query url.Values) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(),
		RawQuery: query.Encode()}).String()
}

// settle finishes the settings of a new connection and asserts the vital ones.
func settle(c *sqlite3.SQLiteConn) error {
	if _, version, _ := sqlite3.Version(); version < MinimumSQLite {
		return fmt.Errorf("SQLite %d is older than %d", version, MinimumSQLite)
	}
	settings := "PRAGMA mmap_size = 0; PRAGMA journal_size_limit = 33554432; PRAGMA wal_autocheckpoint = " +
		strconv.Itoa(walPages)
	if _, err := c.Exec(settings, nil); err != nil {
		return fmt.Errorf("setting up a connection: %w", err)
	}
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal"} {
		got, err := pragmaOf(c, pragma)
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("PRAGMA %s is %s, not %s: what is written would not be durable", pragma, got,
				want)
		}
	}
	return nil
}

func pragmaOf(c *sqlite3.SQLiteConn, pragma string) (string, error) {
	rows, err := c.Query("PRAGMA "+pragma, nil)
	if err != nil {
		return "", fmt.Errorf("reading PRAGMA %s: %w", pragma, err)
	}
	value := make([]driver.Value, 1)
	if err := errors.Join(rows.Next(value), rows.Close()); err != nil {
		return "", fmt.Errorf("reading PRAGMA %s: %w", pragma, err)
	}
	return fmt.Sprint(value[0]), nil
}

// ofTheDisk tells an error of the disk or of the file from one of a statement.
func ofTheDisk(err error) bool {
	if errors.Is(err, ErrMoved) {
		return true
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case sqlite3.ErrIoErr, sqlite3.ErrFull, sqlite3.ErrCantOpen, sqlite3.ErrReadonly, sqlite3.ErrCorrupt,
		sqlite3.ErrNotADB:
		return true
	}
	return false
}

// corrupt tells whether an error casts doubt on the file itself.
func corrupt(err error) bool {
	var e sqlite3.Error
	return errors.Is(err, ErrMoved) || errors.As(err, &e) &&
		(e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

// check reads the whole file for damage.
func check(db *sql.DB) error {
	var verdict string
	if err := db.QueryRow("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return fmt.Errorf("checking the file: %w", err)
	}
	if verdict != "ok" {
		return fmt.Errorf("the file is damaged: %s", verdict)
	}
	return nil
}
