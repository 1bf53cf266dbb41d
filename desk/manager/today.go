package manager

import (
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/queue"
)

// Today measures the day against the service level (surfaces, Manager): 80 % of
// visitors called within 15 minutes, 95 % within 30; who has an appointment at most 5
// minutes after its time.
type Today struct {
	Issued      int `json:"issued"`
	Finished    int `json:"finished"`
	NoShow      int `json:"no_show"`
	Called      int `json:"called"`
	Within15    int `json:"within15"`
	Within30    int `json:"within30"`
	MeanWait    int `json:"mean_wait"`
	MeanService int `json:"mean_service"`
	Promised    int `json:"promised"` // visitors with an appointment who were called
	Within5     int `json:"within5"`  // of those, within 5 minutes of its time
	Missed      int `json:"missed"`   // booked visits whose visitors did not come
}

func (t *Today) add(tally queue.Tally) {
	t.Issued += tally.Issued
	t.Finished += tally.Finished
	t.NoShow += tally.NoShow
	t.Called += tally.CalledUp
	t.Within15 += tally.Within15
	t.Within30 += tally.Within30
}

func (t *Today) booked(st *centre.State, now time.Time) {
	t.Missed = st.Appointment.Tally("", now).Missed
	today := appointment.Midnight(now)
	for _, b := range st.Appointment.Between(today, today.AddDate(0, 0, 1)) {
		ticket, ok := st.Queue.Ticket(b.Ticket)
		if !ok || ticket.Appointment.IsZero() || ticket.FirstCalledAt.IsZero() {
			continue
		}
		t.Promised++
		if ticket.FirstCalledAt.Sub(ticket.Appointment) <= queue.DueBefore {
			t.Within5++
		}
	}
}

func mean(total time.Duration, n int) int {
	if n == 0 {
		return 0
	}
	return seconds(total / time.Duration(n))
}
