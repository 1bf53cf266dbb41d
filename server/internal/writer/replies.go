package writer

import (
	"encoding/json"

	"dost/server/centre"
	"dost/server/civil"
)

// replyKey is who sent a key, and the key.
type replyKey struct{ caller, key string }

// replies are the answers that are remembered with their keys.
//
// Those to commands with a record stand in the log, and are here for two business days. An
// order without a record (a call when nobody waits) has had no effect that a second one
// could double: its answer is not kept, and remembered here only while there is room, so
// that a tap that comes twice is answered alike.
type replies struct {
	kept           map[replyKey]answered
	fleeting, past map[replyKey]answered // the younger half and the older
}

// answered is what is remembered under a key: centre.Reply without the key, which a day of
// them would hold twice.
type answered struct {
	fingerprint string
	day         civil.Day
	status      int
	body        json.RawMessage
}

// fleetingRoom is how many answers to commands without a record are remembered: for at
// least so many such commands.
const fleetingRoom = 4096

func newReplies() *replies {
	return &replies{kept: map[replyKey]answered{}, fleeting: map[replyKey]answered{}}
}

func (m *replies) get(k replyKey) (r answered, known bool) {
	if r, known = m.kept[k]; known {
		return r, true
	}
	if r, known = m.fleeting[k]; known {
		return r, true
	}
	r, known = m.past[k]
	return r, known
}

func (m *replies) add(r *centre.Reply, kept bool) {
	k := replyKey{caller: r.Caller, key: r.Key}
	a := answered{r.Fingerprint, r.Day, r.Status, r.Body}
	if kept {
		m.kept[k] = a
		return
	}
	if len(m.fleeting) == fleetingRoom {
		m.past, m.fleeting = m.fleeting, map[replyKey]answered{}
	}
	m.fleeting[k] = a
}

// forget lets go the answers older than the business day before the one that opens, as
// the journal does.
func (m *replies) forget(before, opened civil.Day) {
	for k, r := range m.kept {
		if r.day < before && r.day < opened {
			delete(m.kept, k)
		}
	}
}
