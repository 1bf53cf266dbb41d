package projection

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// row is what a query's result is read from.
type row interface{ Scan(to ...any) error }

// queryAll reads all rows of a query over what a follower keeps, once it has come to the end
// of the log.
func queryAll[T any](
	s *Store, follower string, scan func(row) (T, error), query string, args ...any,
) ([]T, error) {
	db, err := s.reader(follower)
	if err != nil {
		return nil, err
	}
	all, err := scanned(db, scan, query, args...)
	if all == nil {
		all = []T{}
	}
	return all, err
}

// scanned reads all rows of a query; nil where there are none.
func scanned[T any](db interface {
	Query(query string, args ...any) (*sql.Rows, error)
}, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.Query(query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading a projection: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("reading a projection: %w", err)
		}
		all = append(all, item)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading a projection: %w", err)
	}
	return all, nil
}

// none tells that a query found nothing.
func none(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// milliseconds is a moment as a column holds it; NULL for none.
func milliseconds(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// moment is a column's moment; the zero time for NULL.
func moment(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}
