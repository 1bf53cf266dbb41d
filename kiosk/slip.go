package kiosk

import (
	"dost/assets"
	"dost/server/hall"
	"dost/server/queue"
)

// maxBring bounds the papers named on a ticket: more belongs on the screen.
const maxBring = 4

// slip gathers what stands on a ticket: for a chosen service the papers that
// everyone must bring for it, else the one that every service asks for.
func (s *Surface) slip(t queue.Ticket, ahead int) slip {
	v := slip{centre: s.Name, ticket: t, ahead: ahead, track: s.Public + "/t#" + t.Track}
	s.Centre.Read(func(st *hall.State) {
		if d, ok := st.Queue.Direction(t.Direction); ok {
			v.direction = d.Name.In(t.Language)
		}
		v.minutes = int(st.Queue.Estimate(t.Direction, ahead).P50.Minutes()) + 1
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
