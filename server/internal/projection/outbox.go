package projection

import (
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/notification"
	"dost/server/queue"
)

// outbox keeps a message for every system that a record is told to, and what became of
// it. Nobody's data is here: a message is composed when it is sent.
//
// A message's name is made of the log's life, the record and the system, so that it is
// the same however often the outbox is made anew, and of no other message.
type outbox struct{ journal *journal.Journal }

func (outbox) Name() string { return "outbox" }
func (outbox) Version() int { return 1 }

func (f outbox) Reset(tx *sql.Tx) error {
	if _, err := tx.Exec(`DROP TABLE IF EXISTS outbox;
CREATE TABLE outbox (
    message     TEXT    PRIMARY KEY,
    system      TEXT    NOT NULL,
    position    INTEGER NOT NULL,        -- 1, 2, 3 … per system
    seq         INTEGER NOT NULL,        -- of the record that caused it
    application INTEGER,
    booking     INTEGER,                 -- sequence number of the event that booked it
    kind        TEXT    NOT NULL,
    at          INTEGER NOT NULL,        -- milliseconds UTC
    state       TEXT    NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sent', 'refused', 'dropped', 'withdrawn')),
    trouble     TEXT    NOT NULL DEFAULT '',
    ended       INTEGER,                 -- when it was sent, or came to another end
    UNIQUE (system, position),
    CHECK ((application IS NULL) <> (booking IS NULL))
) STRICT;
CREATE INDEX outbox_waiting ON outbox (system, position) WHERE state = 'waiting';
CREATE INDEX outbox_refused ON outbox (system) WHERE state = 'refused';
CREATE INDEX outbox_seq ON outbox (seq);
CREATE INDEX outbox_told ON outbox (application)
    WHERE system = 'visitor-messages' AND application IS NOT NULL;
DROP TABLE IF EXISTS visits;
CREATE TABLE visits (
    booking INTEGER PRIMARY KEY,
    day     INTEGER NOT NULL             -- business day of the visit; the row goes with the telephone
) STRICT;
CREATE INDEX visits_day ON visits (day)`); err != nil {
		return err
	}
	former, err := f.journal.FormerMessages()
	if err != nil {
		return err
	}
	for _, m := range former {
		if err := insertMessage(tx, Message{
			ID: m.ID, System: m.System, Position: m.Position, Seq: m.Seq, Subject: m.Subject, At: m.At,
		}, m.State, m.Trouble, m.Ended); err != nil {
			return err
		}
	}
	return nil
}

func (f outbox) Apply(tx *sql.Tx, rows []journal.Row) (err error) {
	for i := range rows {
		r := &rows[i]
		if err = insertNotification(tx, r); err == nil {
			err = settleMessage(tx, r)
		}
		if err != nil {
			return fmt.Errorf("record %d: %w", r.Seq, err)
		}
	}
	return nil
}

// insertNotification keeps a message for every system that the record is told to.
func insertNotification(tx *sql.Tx, r *journal.Row) error {
	if len(r.Told) == 0 {
		return nil
	}
	subject, told := integration.SubjectOf(r.Record)
	if !told {
		return fmt.Errorf("a %s is told to %v", r.Event.Kind(), r.Told)
	}
	for _, system := range r.Told {
		id := messageID(r.Life, r.Seq, system)
		m := Message{ID: id, System: system, Seq: r.Seq, Subject: subject, At: r.At}
		last := tx.QueryRow(`SELECT 1 + coalesce(max(position), 0) FROM outbox WHERE system = ?`, system)
		if err := last.Scan(&m.Position); err != nil {
			return fmt.Errorf("looking for the last message to %s: %w", system, err)
		}
		if err := insertMessage(tx, m, notification.Waiting, "", time.Time{}); err != nil {
			return err
		}
	}
	return nil
}

// messageID is the name of a record's message to a system.
func messageID(life string, seq uint64, system string) string {
	return life + "-" + strconv.FormatUint(seq, 10) + "-" + system
}

func insertMessage(tx *sql.Tx, m Message, state notification.Delivery, trouble string,
	ended time.Time) error {
	if _, err := tx.Exec(`INSERT INTO outbox
		(message, system, position, seq, application, booking, kind, at, state, trouble, ended)
		VALUES (?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?, ?, ?, ?, ?)`,
		m.ID, m.System, int64(m.Position), int64(m.Seq), int64(m.Application), int64(m.Booking),
		string(m.Kind),
		m.At.UnixMilli(), string(state), trouble, milliseconds(ended)); err != nil {
		return fmt.Errorf("keeping a message to %s: %w", m.System, err)
	}
	return nil
}

// settleMessage brings messages on by what the record says became of them. One that came to an
// end keeps it: it may have been withdrawn while it was being sent.
func settleMessage(tx *sql.Tx, r *journal.Row) (err error) {
	switch e := r.Event.(type) {
	case integration.WasSent:
		err = end(tx, notification.Sent, "", r.At, `message = ? AND state = 'waiting'`, e.Message)
	case integration.WasRefused:
		err = end(tx, notification.Refused, e.Trouble, r.At, `message = ? AND state = 'waiting'`, e.Message)
	case integration.WasDropped:
		err = end(tx, notification.Dropped, e.Why, r.At, `message = ? AND `+open, e.Message)
	case integration.WereResent:
		_, err = tx.Exec(`UPDATE outbox SET state = 'waiting', trouble = '', ended = NULL
			WHERE system = ? AND state = 'refused'`, e.System)
	case appointment.NotificationReturned: // somebody tells it by telephone
		if e.Notified != 0 {
			err = end(tx, notification.Withdrawn, string(e.Failure), r.At, `seq = ? AND `+open,
				int64(e.Notified))
		}
	case appointment.WasBooked:
		day := int64(civil.DayOf(e.At))
		_, err = tx.Exec(`INSERT INTO visits (booking, day) VALUES (?, ?)`, int64(r.Seq), day)
	case appointment.WasMoved:
		_, err = tx.Exec(`UPDATE visits SET day = ? WHERE booking = ?`, int64(civil.DayOf(e.At)), int64(e.ID))
	case queue.DayOpened:
		err = endVisits(tx, journal.LastContacts(r.At), r.At)
	}
	return err
}

// open are the messages that have not come to an end.
const open = `state IN ('waiting', 'refused')`

func end(tx *sql.Tx, state notification.Delivery, trouble string, at time.Time, which string, key any) error {
	// #nosec G202 -- which is one of the constants above
	if _, err := tx.Exec(`UPDATE outbox SET state = ?, trouble = ?, ended = ? WHERE `+which,
		string(state), trouble, at.UnixMilli(), key); err != nil {
		return fmt.Errorf("ending a message: %w", err)
	}
	return nil
}

// endVisits ends the messages of visits before a day, whose telephones are erased as the
// record is written: nothing could be sent any more.
func endVisits(tx *sql.Tx, before civil.Day, at time.Time) error {
	if err := end(tx, notification.Dropped, "erased", at,
		open+` AND booking IN (SELECT booking FROM visits WHERE day < ?)`, int64(before)); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM visits WHERE day < ?`, int64(before)); err != nil {
		return fmt.Errorf("letting old visits go: %w", err)
	}
	return nil
}
