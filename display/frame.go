package display

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/view"
	"dost/server/web"
)

// Frame is the whole of what a display shows.
type Frame struct {
	web.Head
	Centre     string             `json:"centre"`
	Calls      []AnnouncementView `json:"calls"` // newest first, at most queue.KeptCalls
	Directions []DirectionView    `json:"directions"`
	Notices    []NoticeView       `json:"notices"`
	Occupancy  *OccupancyView     `json:"hall,omitempty"`   // while its people are limited
	Closed     *Closed            `json:"closed,omitempty"` // nobody without an appointment is received now
}

// AnnouncementView is one announcement. A recall of a number is a call with its own Seq.
type AnnouncementView struct {
	Seq      uint64    `json:"seq"`
	Number   string    `json:"number"` // "A017"
	Desk     string    `json:"desk"`
	Side     string    `json:"side,omitempty"` // of the hall: "left", "right", "ahead"; none = no arrow
	Language string    `json:"language"`       // of the visitor
	CalledAt time.Time `json:"called_at"`      // of this announcement
	Recall   bool      `json:"recall"`         // the visitor was called before
}

// DirectionView is one line of the centre as visitors without an appointment meet it.
type DirectionView struct {
	view.Direction
	Code problem.Code `json:"code,omitempty"` // why it is not open: closed, appointment-only, …
}

// NoticeView is a sentence for everyone in the hall.
type NoticeView struct {
	ID   string    `json:"id"` // the same for the same sentence
	Text i18n.Text `json:"text"`
	Kind string    `json:"kind"` // "regime"
	// Directions are whom it concerns; none = everybody.
	Directions []queue.DirectionID `json:"directions,omitempty"`
}

// Closed says why nobody without an appointment is received, and what to do.
type Closed struct {
	Code         string             `json:"code"`
	Reason       i18n.Text          `json:"reason"`
	Until        *time.Time         `json:"until,omitempty"` // none = not known
	Alternatives []view.Alternative `json:"alternatives"`
}

// frame composes the topic's frame. It runs at every change of the state: it copies
// a few short lists, and the regimes' verdicts are kept by their Book.
func (s *Surface) frame(state *centre.State, _ string, head web.Head) any {
	f := Frame{Head: head, Centre: s.deps.Centre, Calls: calls(state.Queue)}
	config := state.Queue.Config()
	f.Directions = make([]DirectionView, 0, len(config.Directions))
	centre := state.Regime.At(head.At, regime.Query{})
	verdicts := make([]regime.Verdict, 0, len(config.Directions))
	for _, d := range config.Directions {
		if d.Off {
			continue
		}
		v := state.Judge(head.At, regime.Query{Direction: d.ID})
		verdicts = append(verdicts, v.Verdict)
		f.Directions = append(f.Directions, DirectionView{view.DirectionOf(state, d, v), v.RefusalCode()})
	}
	f.Notices = notices(state.Regime, head.At, f.Directions)
	f.Closed = closed(centre, verdicts)
	f.Occupancy = occupancyOf(state, head.At)
	return f
}

func calls(q *queue.State) []AnnouncementView {
	announced := q.Calls()
	list := make([]AnnouncementView, len(announced))
	for i, a := range announced {
		place, _ := q.DeskConfig(a.Desk)
		list[i] = AnnouncementView{
			Seq: a.Seq, Number: a.Label, Desk: string(a.Desk), Side: place.Side,
			Language: a.Language, CalledAt: a.At.In(civil.Baku), Recall: a.Recall,
		}
	}
	return list
}

// notices are what visitors are told now, each sentence once.
func notices(book *regime.Book, at time.Time, directions []DirectionView) []NoticeView {
	ids := make([]queue.DirectionID, len(directions))
	for i, d := range directions {
		ids[i] = d.ID
	}
	list := []NoticeView{}
	for _, told := range book.ActiveNotices(at, ids) {
		list = append(list, NoticeView{ID: noticeID(told.Text), Text: told.Text, Kind: "regime",
			Directions: told.Directions})
	}
	return list
}

func noticeID(text i18n.Text) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text.Az)) // a hash never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

// closed is nil while a direction is open. The centre's own verdict explains a
// centre that is closed as a whole; else the direction that opens first does.
func closed(centre regime.Verdict, verdicts []regime.Verdict) *Closed {
	if slices.ContainsFunc(verdicts, func(v regime.Verdict) bool { return v.Admit }) {
		return nil
	}
	why := centre
	if len(verdicts) > 0 {
		first := slices.MinFunc(verdicts,
			func(a, b regime.Verdict) int { return cmp.Compare(opens(a), opens(b)) })
		if centre.Admit {
			why = first
		}
		why.Until = first.Until
	}
	if why.Admit {
		return nil
	}
	c := &Closed{Code: string(why.Code), Alternatives: view.Alternatives(why)}
	if len(why.Reasons) > 0 {
		c.Reason = why.Reasons[0].Text
	}
	c.Until = why.ChangesAt()
	return c
}

// opens orders verdicts by when they turn; one that never does comes last.
func opens(v regime.Verdict) int64 {
	if v.Until.IsZero() {
		return math.MaxInt64
	}
	return v.Until.Unix()
}
