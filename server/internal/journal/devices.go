package journal

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Device is a paired device as stored; Hash is the SHA-256 of its token.
type Device struct {
	ID      string // "K1", "D2"
	Kind    string // the role of a paired device, "kiosk"
	Letter  string // begins the ids of its kind: needed by AddDevice only
	Name    string
	Hash    []byte
	Demo    bool
	Created time.Time
	Revoked time.Time // zero = in use
	Seen    time.Time // zero = never
}

const deviceColumns = `id, kind, name, hash, demo, created_at, revoked_at, seen_at`

func scanDevice(row scanner) (Device, error) {
	var (
		d             Device
		created       int64
		revoked, seen sql.NullInt64
	)
	err := row.Scan(&d.ID, &d.Kind, &d.Name, &d.Hash, &d.Demo, &created, &revoked, &seen)
	d.Created = time.UnixMilli(created)
	if revoked.Valid {
		d.Revoked = time.UnixMilli(revoked.Int64)
	}
	if seen.Valid {
		d.Seen = time.UnixMilli(seen.Int64)
	}
	return d, err
}

// Devices are all devices ever paired, by id; revoked ones too, so that no id is
// given twice.
func (j *Journal) Devices() ([]Device, error) {
	return queryAll(j, scanDevice, `SELECT `+deviceColumns+` FROM devices ORDER BY kind DESC, length(id), id`)
}

// AddDevice stores a new device and gives it the next id of its kind: "K1" for
// the first kiosk, "D1" for the first display. It returns the id, or ErrTaken
// when a device has that token already. c.Subject is filled in.
func (j *Journal) AddDevice(d Device, c Change) (id string, err error) {
	err = j.Write(func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRow(`SELECT count(*) FROM devices WHERE kind = ?`, d.Kind).Scan(&n); err != nil {
			return fmt.Errorf("counting the devices: %w", err)
		}
		id = fmt.Sprintf("%s%d", d.Letter, n+1)
		done, err := tx.Exec(`INSERT INTO devices (id, kind, name, hash, demo, created_at)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			id, d.Kind, d.Name, d.Hash, d.Demo, d.Created.UnixMilli())
		if err := oneRow(done, err, ErrTaken); err != nil {
			return err
		}
		c.Subject = id
		return c.write(tx)
	})
	return id, err
}

// OpenDemoDevice stores a demo device, or takes back its revocation.
func (j *Journal) OpenDemoDevice(d Device, c Change) error {
	d.Demo = true
	if _, err := j.AddDevice(d, c); !errors.Is(err, ErrTaken) {
		return err
	}
	return j.Write(func(tx *sql.Tx) error {
		_, err := tx.Exec(`UPDATE devices SET revoked_at = NULL WHERE hash = ? AND demo = 1`, d.Hash)
		if err != nil {
			return fmt.Errorf("opening the demo device %q: %w", d.Name, err)
		}
		return nil
	})
}

// RevokeDevice makes a device's token void for good, or returns ErrUnknown when
// there is no such device in use.
func (j *Journal) RevokeDevice(id string, c Change) error {
	return j.Write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`UPDATE devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`,
			c.At.UnixMilli(), id)
		if err := oneRow(done, err, ErrUnknown); err != nil {
			return err
		}
		return c.write(tx)
	})
}
