package journal

import (
	"fmt"
	"time"

	"dost/server/centre"
	"dost/server/event"
)

// ChangesOfRules are the records that changed the centre's rules (its
// configuration, regimes, calendar and hours, passports and their table of
// directions), newest first: at most limit of those before the record with that
// sequence number; 0 = from the newest. Staff, devices and connections have their
// own list: see Changes.
func (j *Journal) ChangesOfRules(before uint64, limit int) ([]event.Record, error) {
	if before == 0 {
		before = 1 << 62
	}
	return queryAll(j, scanRecord, changesOfRules, int64(before), int64(before), limit)
}

// changesOfRules reads two indexes side by side, each in its order.
const changesOfRules = `SELECT seq, at, actor, kind, body FROM events
		WHERE (kind = 'queue.configured' OR substr(kind, 1, 7) = 'regime.') AND seq < ?
	UNION ALL SELECT seq, at, actor, kind, body FROM events
		WHERE substr(kind, 1, 9) = 'passport.' AND seq < ?
	ORDER BY seq DESC LIMIT ?`

func scanRecord(row scanner) (event.Record, error) {
	var (
		r    event.Record
		at   int64
		kind string
		body []byte
	)
	if err := row.Scan(&r.Seq, &at, &r.Actor, &kind, &body); err != nil {
		return r, err
	}
	event, err := centre.Events.Decode(kind, body)
	if err != nil {
		return r, fmt.Errorf("record %d: %w", r.Seq, err)
	}
	r.At, r.Event = time.UnixMilli(at).UTC(), event
	return r, nil
}
