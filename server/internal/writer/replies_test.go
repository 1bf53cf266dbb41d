package writer

import (
	"fmt"
	"testing"

	"dost/server/centre"
)

// Answers to commands without a record are remembered for as many such commands as there is
// room for, and no more; those to commands with one are not pushed out by them.
func TestAnswersWithoutARecordTakeABoundedRoom(t *testing.T) {
	m := newReplies()
	m.add(&centre.Reply{Caller: "kiosk:K1", Key: "a ticket", Status: 201}, true)
	key := func(n int) replyKey { return replyKey{"agent:agent1", fmt.Sprint(n)} }
	for n := range 5 * fleetingRoom {
		m.add(&centre.Reply{Caller: "agent:agent1", Key: fmt.Sprint(n), Status: 204}, false)
		for _, back := range []int{0, fleetingRoom - 1} {
			if _, known := m.get(key(n - back)); n >= back && !known {
				t.Fatalf("of %d answers the one %d before is forgotten", n+1, back)
			}
		}
	}
	if held := len(m.fleeting) + len(m.past); held > 2*fleetingRoom {
		t.Errorf("%d answers are held", held)
	}
	if _, known := m.get(replyKey{"kiosk:K1", "a ticket"}); !known {
		t.Error("a ticket's answer was pushed out")
	}
}
