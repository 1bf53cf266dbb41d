package hall

import (
	"slices"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/view"
	"dost/server/web"
)

// Frame is the hall at a glance. Durations are in seconds.
type Frame struct {
	web.Head
	Centre     string          `json:"centre"`
	Open       bool            `json:"open"` // some direction takes visitors
	Directions []DirectionView `json:"directions"`
	Desks      []DeskView      `json:"desks"`
	Today      Today           `json:"today"`
	Closures   []ClosureView   `json:"closures"` // in force now
	// in force now that limit and do not close; the reason is the regime's name
	Regimes []ClosureView `json:"regimes"`
	Alerts  []Alert       `json:"wrong"` // what needs the manager now, the worst first
}

// DirectionView is one line of the hall.
type DirectionView struct {
	view.Direction
	Code     problem.Code `json:"code,omitempty"`
	Reason   *i18n.Text   `json:"reason,omitempty"`
	Until    *time.Time   `json:"until,omitempty"`
	Regime   string       `json:"regime,omitempty"` // that closed it
	Longest  int          `json:"longest"`          // wait of the first arrival
	Expected int          `json:"expected"`         // wait of whoever comes now, median
	Desks    int          `json:"desks"`            // that serve it now
	Issued   int          `json:"issued"`
	Finished int          `json:"finished"`
	NoShow   int          `json:"no_show"`
}

// DeskView is one desk, staffed or not.
type DeskView struct {
	ID     queue.DeskID        `json:"id"`
	Agent  string              `json:"agent,omitempty"` // login
	Name   string              `json:"name,omitempty"`
	Status string              `json:"status"` // empty, free, paused, called, serving
	Reason string              `json:"reason,omitempty"`
	Ticket string              `json:"ticket,omitempty"`
	Since  *time.Time          `json:"since,omitempty"` // from which its clock counts
	Served int                 `json:"served"`
	For    []queue.DirectionID `json:"for,omitempty"`
}

// Alert is one thing that needs the manager, as a code of assets/i18n
// ("manager.wrong.CODE") with what its sentence names.
type Alert struct {
	Code      string            `json:"code"`
	Direction queue.DirectionID `json:"direction,omitempty"`
	Desk      queue.DeskID      `json:"desk,omitempty"`
	Seconds   int               `json:"seconds,omitempty"`
	Count     int               `json:"count,omitempty"`
	Level     *LevelView        `json:"level,omitempty"` // that is missed
}

// When something is worth the manager's eye.
const (
	longVisit   = 45 * time.Minute // over twice the longest operator standard (20 min, source 003)
	longPause   = 30 * time.Minute
	longUnheard = 5 * time.Minute // called and nobody came, nobody went

	// A promise counts as broken once so many of those it is made to were called: one
	// visit more or less then no longer makes the difference.
	enoughCalled = 10
)

func (s *Surface) frame(st *centre.State, head web.Head) Frame {
	f := Frame{Head: head, Centre: s.Name, Directions: []DirectionView{}, Desks: []DeskView{},
		Closures: []ClosureView{}, Regimes: []ClosureView{}, Alerts: []Alert{}}
	for _, code := range s.Warnings() {
		f.Alerts = append(f.Alerts, Alert{Code: code})
	}
	serving := desksFor(st)
	var total queue.Tally
	var offered []queue.DirectionID
	for _, d := range st.Queue.Config().Directions {
		if d.Off {
			continue
		}
		tally := st.Queue.Tally(d.ID)
		total = total.Plus(tally)
		offered = append(offered, d.ID)
		row := direction(st, d, tally, serving[d.ID], head.At)
		f.Open = f.Open || row.Open
		f.Directions = append(f.Directions, row)
		f.Alerts = append(f.Alerts, row.alerts(d.Outermost())...)
	}
	f.Today = today(st, total, offered, head.At)
	f.Alerts = append(f.Alerts, f.Today.alerts()...)
	names := s.Agents()
	for _, d := range st.Queue.Desks() {
		row := desk(st, d, names)
		f.Desks = append(f.Desks, row)
		f.Alerts = append(f.Alerts, row.alerts(head.At)...)
	}
	for _, r := range st.Regime.InForce(head.At) {
		switch {
		case r.Rules.Closed:
			f.Closures = append(f.Closures, closureView(r))
		case !r.Informs():
			f.Regimes = append(f.Regimes, closureView(r))
		}
	}
	f.Alerts = append(f.Alerts, untreated(st, head.At)...)
	if n := s.untold(st, head.At); n > 0 {
		f.Alerts = append(f.Alerts, Alert{Code: "untold", Count: n})
	}
	return f
}

// untold counts the visitors whom somebody must call, since their visit was moved or
// cannot take place: those who wait for it too long, or whose visit is today or
// tomorrow. Reminders are no cause for alarm.
func (s *Surface) untold(st *centre.State, now time.Time) (n int) {
	soon := appointment.Midnight(now).AddDate(0, 0, 2)
	for _, b := range st.Appointment.Pending() {
		if b.Pending.ByHand(s.Messages()) && b.Pending.Pressing(b.At, soon, now) {
			n++
		}
	}
	return n
}

// untreated counts, by direction, the tickets that wait since before a regime
// which has them rebooked or told ("rebook", "notify"): somebody must do it.
func untreated(st *centre.State, now time.Time) (w []Alert) {
	if !slices.ContainsFunc(st.Regime.InForce(now), func(r regime.Regime) bool {
		return r.Waiting == regime.Rebook || r.Waiting == regime.Notify
	}) {
		return nil
	}
	for _, t := range st.Queue.Tickets() {
		r, ok := st.Treated(t, now)
		if !ok {
			continue
		}
		i := slices.IndexFunc(w, func(one Alert) bool {
			return one.Code == string(r.Waiting) &&
				one.Direction == t.Direction
		})
		if i < 0 {
			i, w = len(w), append(w, Alert{Code: string(r.Waiting), Direction: t.Direction})
		}
		w[i].Count++
	}
	return w
}

func direction(st *centre.State, d queue.Direction, tally queue.Tally, desks int,
	now time.Time) DirectionView {
	v := st.Judge(now, regime.Query{Direction: d.ID})
	shown := view.DirectionOf(st, d, v)
	row := DirectionView{
		Direction: shown, Code: v.RefusalCode(), Desks: desks,
		Longest:  queue.Seconds(st.Queue.LongestWait(d.ID, now)),
		Expected: queue.Seconds(st.Queue.Estimate(d.ID, shown.Waiting).P50),
		Issued:   tally.Issued, Finished: tally.Finished, NoShow: tally.NoShow,
	}
	if v.Admit {
		return row
	}
	row.Regime, row.Reason, row.Until = v.Regime, v.RefusalReason(), v.ChangesAt()
	return row
}

// alerts tells what of a direction needs the manager; outermost is queue.Direction's.
func (d DirectionView) alerts(outermost time.Duration) (w []Alert) {
	if d.Waiting > 0 && d.Desks == 0 {
		w = append(w, Alert{Code: "no-desk", Direction: d.ID, Count: d.Waiting})
	}
	if time.Duration(d.Longest)*time.Second >= outermost {
		w = append(w, Alert{Code: "long-wait", Direction: d.ID, Seconds: d.Longest})
	}
	return w
}

func desk(st *centre.State, d queue.Desk, names map[string]string) DeskView {
	row := DeskView{ID: d.ID, Agent: string(d.Agent), Name: names[string(d.Agent)], Served: d.Served,
		For: d.Directions, Status: "free"}
	switch {
	case d.Agent == "":
		return DeskView{ID: d.ID, Status: "empty", Served: d.Served}
	case d.Active != 0:
		t, _ := st.Queue.Ticket(d.Active)
		row.Status, row.Ticket = string(t.Status), t.Label
	case d.Paused != "":
		row.Status, row.Reason = "paused", d.Paused
	}
	since := st.Queue.DeskRunsFrom(d.ID).In(civil.Baku)
	row.Since = &since
	return row
}

func (d DeskView) alerts(now time.Time) []Alert {
	limits := map[string]struct {
		code string
		over time.Duration
	}{
		string(queue.Serving): {"long-visit", longVisit},
		string(queue.Called):  {"unanswered", longUnheard},
		"paused":              {"long-pause", longPause},
	}
	limit, ok := limits[d.Status]
	if !ok || d.Since == nil || now.Sub(*d.Since) < limit.over {
		return nil
	}
	return []Alert{{Code: limit.code, Desk: d.ID, Seconds: queue.Seconds(now.Sub(*d.Since))}}
}

// desksFor counts the desks at work by direction; a paused one is not.
func desksFor(st *centre.State) map[queue.DirectionID]int {
	n := map[queue.DirectionID]int{}
	for _, d := range st.Queue.Desks() {
		if d.Agent == "" || d.Paused != "" {
			continue
		}
		for _, id := range d.Directions {
			n[id]++
		}
	}
	return n
}
