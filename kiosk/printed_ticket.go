package kiosk

import (
	"math"
	"strconv"
	"time"

	"dost/assets"
	"dost/server/centre"
	"dost/server/queue"
)

// maxBring bounds the papers named on a ticket: more belongs on the screen.
const maxBring = 4

// printedTicket gathers what stands on a ticket: for a chosen service the papers that
// everyone must bring for it, else the one that every service asks for.
func (s *Surface) printedTicket(t queue.Ticket) printedTicket {
	v := printedTicket{centre: s.Name, ticket: t, track: s.Public + "/t#" + t.Track}
	s.Centre.Read(func(st *centre.State) {
		if d, ok := st.Queue.Direction(t.Direction); ok {
			v.direction = d.Name.In(t.Language)
		}
		ahead, wait := st.Queue.Expected(t.ID, s.Clock())
		v.ahead, v.wait = ahead, expected(t.Language, wait.P50)
	})
	if p, ok := s.Passports().Get(t.Service); ok {
		for i := range p.Documents {
			d := &p.Documents[i]
			if label := d.Label().In(t.Language); d.Condition.Az == "" && len(v.bring) < maxBring {
				v.bring = append(v.bring, label)
			}
		}
	}
	if len(v.bring) == 0 {
		v.bring = []string{assets.Text(t.Language, "ticket.identity", nil)}
	}
	return v
}

// expected words a wait as the screens do (expected in shared/text.js): under a minute it
// is now; else rounded up to minutes, from an hour on to tens of minutes.
func expected(language string, wait time.Duration) string {
	if wait < time.Minute {
		return assets.Text(language, "common.soon", nil)
	}
	n := int(math.Ceil(wait.Minutes()))
	if n < 60 {
		return assets.Text(language, "common.about-minutes", map[string]string{"n": strconv.Itoa(n)})
	}
	n = (n + 9) / 10 * 10
	words := map[string]string{"h": strconv.Itoa(n / 60), "n": strconv.Itoa(n % 60)}
	if n%60 == 0 {
		return assets.Text(language, "common.about-hours", words)
	}
	return assets.Text(language, "common.about-hours-minutes", words)
}
