package journal

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// The migrations are numbered and never changed once released: journals out
// there were made by them. They do not build on one another's order: a number
// that was left free may be filled later.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID stands in the file's header: "DOST".
const applicationID = 0x444F5354

// migrate refuses what is not ours or is too new, and brings the rest up to date.
func migrate(db *sql.DB) error {
	if err := ours(db); err != nil {
		return err
	}
	if err := notNewer(db); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	// A migration whose number was reserved may come after a higher one.
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithAllowOutofOrder(true))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	if _, err := provider.Up(context.Background()); err != nil {
		return fmt.Errorf("bringing the schema up to date: %w", err)
	}
	return compact(db)
}

// compact gives back what the making of a new journal left free, so that the file
// grows with its first records: its size tells which log is its own (see fits). One
// with records keeps its free pages, and fills them.
func compact(db *sql.DB) error {
	var free, records int
	if err := db.QueryRow(`PRAGMA freelist_count`).Scan(&free); err != nil || free == 0 {
		return err
	}
	if err := db.QueryRow(`SELECT EXISTS (SELECT 1 FROM events)`).Scan(&records); err != nil || records > 0 {
		return err
	}
	if _, err := db.Exec(`VACUUM`); err != nil {
		return fmt.Errorf("compacting the new journal: %w", err)
	}
	return nil
}

// notNewer refuses a journal whose schema this program does not know.
func notNewer(db *sql.DB) error {
	var tables, have int64
	if err := db.QueryRow(`SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'`).Scan(
		&tables); err != nil {
		return fmt.Errorf("reading the schema's version: %w", err)
	}
	if tables == 0 {
		return nil
	}
	if err := db.QueryRow(`SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(
		&have); err != nil {
		return fmt.Errorf("reading the schema's version: %w", err)
	}
	if known := newestMigration(); have > known {
		return fmt.Errorf("%w (its schema is %d, this program knows up to %d)", ErrNewer, have, known)
	}
	return nil
}

// newestMigration is the highest number among the embedded files, "0001_….sql".
func newestMigration() int64 {
	files, err := fs.ReadDir(migrations, "migrations")
	if err != nil {
		panic(err) // they are in the binary
	}
	var newest int64
	for _, f := range files {
		version, err := goose.NumericComponent(f.Name())
		if err != nil {
			panic(err)
		}
		newest = max(newest, version)
	}
	return newest
}

// ours tells a journal, or a file with nothing in it yet, from another database.
func ours(db *sql.DB) error {
	var id, tables int64
	if err := db.QueryRow("PRAGMA application_id").Scan(&id); err != nil {
		return fmt.Errorf("reading what the file is: %w", err)
	}
	if id == applicationID {
		return nil
	}
	if err := db.QueryRow(
		"SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'").Scan(
		&tables); err != nil {
		return fmt.Errorf("reading what the file is: %w", err)
	}
	if id != 0 || tables > 0 {
		return ErrNotJournal
	}
	return nil
}
