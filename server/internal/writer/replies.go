package writer

import (
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
	kept           map[replyKey]centre.Reply
	fleeting, past map[replyKey]centre.Reply // the younger half and the older
}

// fleetingRoom is how many answers to commands without a record are remembered: for at
// least so many such commands.
const fleetingRoom = 4096

func newReplies() *replies {
	return &replies{kept: map[replyKey]centre.Reply{}, fleeting: map[replyKey]centre.Reply{}}
}

func (m *replies) get(k replyKey) (r centre.Reply, known bool) {
	if r, known = m.kept[k]; known {
		return r, true
	}
	if r, known = m.fleeting[k]; known {
		return r, true
	}
	r, known = m.past[k]
	return r, known
}

func (m *replies) add(k replyKey, r centre.Reply, kept bool) {
	if kept {
		m.kept[k] = r
		return
	}
	if len(m.fleeting) == fleetingRoom {
		m.past, m.fleeting = m.fleeting, map[replyKey]centre.Reply{}
	}
	m.fleeting[k] = r
}

// forget lets go the answers older than the business day before the one that opens, as
// the journal does.
func (m *replies) forget(before, opened civil.Day) {
	for k, r := range m.kept {
		if r.Day < before && r.Day < opened {
			delete(m.kept, k)
		}
	}
}
