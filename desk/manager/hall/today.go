package hall

import (
	"time"

	"dost/server/centre"
	"dost/server/queue"
)

// Today is the day of all directions that are offered. Times are in seconds.
type Today struct {
	Issued      int         `json:"issued"`
	Finished    int         `json:"finished"`
	NoShow      int         `json:"no_show"`
	Called      int         `json:"called"`
	MeanWait    int         `json:"mean_wait"`
	MeanService int         `json:"mean_service"`
	Missed      int         `json:"missed"` // booked visits whose visitors did not come
	Levels      []LevelView `json:"levels"` // the promises of the directions as they stand

	// The promises of a centre that made no others, whatever was promised: of those
	// called, and of those called with an appointment.
	Within15 int `json:"within15"`
	Within30 int `json:"within30"`
	Promised int `json:"promised"`
	Within5  int `json:"within5"`
}

// LevelView is one promise, and how it stands (queue.ServiceLevel).
type LevelView struct {
	queue.Promise
	Directions []queue.DirectionID `json:"directions"` // that made it
	Called     int                 `json:"called"`     // of those it is made to
	Kept       int                 `json:"kept"`       // of them, within its minutes
	Share      *int                `json:"share"`      // per cent; null = nobody was called
	Met        bool                `json:"met"`
}

func today(st *centre.State, total queue.Tally, offered []queue.DirectionID, now time.Time) Today {
	t := Today{
		Issued: total.Issued, Finished: total.Finished, NoShow: total.NoShow, Called: total.CalledUp,
		MeanWait: queue.Seconds(total.MeanWait()), MeanService: queue.Seconds(total.MeanService()),
		Missed: st.Appointment.Tally("", now).Missed, Levels: levels(st.Queue.ServiceLevels(offered...)),
	}
	for _, d := range offered {
		t.Within15 += st.Queue.Level(d, queue.Promise{To: queue.Everyone, Minutes: 15}).Kept
		t.Within30 += st.Queue.Level(d, queue.Promise{To: queue.Everyone, Minutes: 30}).Kept
		booked := st.Queue.Level(d, queue.Promise{To: queue.Booked, Minutes: 5})
		t.Promised, t.Within5 = t.Promised+booked.Called, t.Within5+booked.Kept
	}
	return t
}

func levels(of []queue.ServiceLevel) []LevelView {
	list := []LevelView{}
	for _, l := range of {
		row := LevelView{Promise: l.Promise, Directions: l.Directions, Called: l.Called, Kept: l.Kept}
		if share, ok := l.Share(); ok {
			row.Share, row.Met = &share, share >= l.Percent
		}
		list = append(list, row)
	}
	return list
}

// alerts tells which promises are broken today.
func (t Today) alerts() (w []Alert) {
	for i := range t.Levels {
		if l := &t.Levels[i]; l.Called >= enoughCalled && !l.Met {
			w = append(w, Alert{Code: "level-missed", Level: l})
		}
	}
	return w
}
