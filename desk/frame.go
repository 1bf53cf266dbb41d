package desk

import (
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// What a frame shows of its lists.
const (
	shownInLine = 8
	shownRecent = 10
)

// Frame is the whole of what an agent's screen shows.
type Frame struct {
	web.Head
	Centre     string                      `json:"centre"`
	Agent      AgentView                   `json:"agent"`
	Desk       *SeatView                   `json:"desk"`   // null before a desk is taken
	Active     *TicketView                 `json:"active"` // the visitor called or served
	Undo       *UndoView                   `json:"undo"`
	Waiting    WaitingView                 `json:"waiting"`
	Held       []TicketView                `json:"held"`
	Recent     []TicketView                `json:"recent"` // ended at this desk today, newest first
	Registered []RegisteredApplicationView `json:"registered"`
	Desks      []DeskView                  `json:"desks"`
	Directions []DirectionView             `json:"directions"`
	Groups     []GroupView                 `json:"groups"`
	Day        DayView                     `json:"day"`
	Notices    []NoticeView                `json:"notices"`
}

// The parts of a frame. Durations are in whole seconds.
type (
	// AgentView is who is signed in.
	AgentView struct {
		Login queue.AgentID `json:"login"`
		Name  string        `json:"name"`
	}
	// UndoView is the move that can be taken back.
	UndoView struct {
		Kind  string    `json:"kind"`
		Until time.Time `json:"until"`
	}
	// WaitingView is who waits: in all lines that this desk serves, and for it alone.
	WaitingView struct {
		Total int          `json:"total"`
		Lines []LineView   `json:"lines"`
		Mine  []TicketView `json:"mine"`
	}
	// LineView is one direction's line: its first tickets in their order.
	LineView struct {
		Direction queue.DirectionID `json:"direction"`
		Count     int               `json:"count"`
		Longest   int               `json:"longest"`
		Tickets   []TicketView      `json:"tickets"`
	}
	// DeskView is a desk of the hall.
	DeskView struct {
		ID         queue.DeskID        `json:"id"`
		Agent      queue.AgentID       `json:"agent,omitempty"`
		Name       string              `json:"name,omitempty"` // the agent's
		Paused     bool                `json:"paused"`
		Active     string              `json:"active,omitempty"` // number of the ticket there
		Directions []queue.DirectionID `json:"directions"`       // worked now, or offered first
	}
	// DirectionView is a direction and whether it takes visitors now.
	DirectionView struct {
		ID     queue.DirectionID `json:"id"`
		Name   i18n.Text         `json:"name"`
		Prefix string            `json:"prefix"`
		Open   bool              `json:"open"`
	}
	// GroupView is a priority group.
	GroupView struct {
		ID   queue.GroupID `json:"id"`
		Name i18n.Text     `json:"name"`
	}
	// DayView is the day at this desk: finished visits, and their mean service time.
	DayView struct {
		Served      int `json:"served"`
		MeanService int `json:"mean_service"`
	}
	// NoticeView is a notice of a regime in force.
	NoticeView struct {
		ID   string    `json:"id"`
		Text i18n.Text `json:"text"`
		Kind string    `json:"kind"`
		// Directions are whose visitors are told; none = everybody.
		Directions []queue.DirectionID `json:"directions,omitempty"`
	}
)

// topic is the prefix of the agents' topics, "desk/LOGIN".
const topic = "desk/"

// Lives is the agent's one live view.
func (s *Surface) Lives() []web.Live {
	return []web.Live{{
		Path: "/live/desk", For: agents, Summary: "The agent's screen: desk, visitor, lines, my day",
		Topic: func(c *gin.Context) (string, error) { return topic + web.CallerOf(c).ID, nil },
		Frame: func(st *centre.State, t string, head web.Head) any {
			f := s.frame(st, queue.AgentID(strings.TrimPrefix(t, topic)), head)
			f.offerRebooking(st)
			return f
		},
		Schema: Frame{},
	}}
}

func (s *Surface) frame(st *centre.State, agent queue.AgentID, head web.Head) Frame {
	q := st.Queue
	f := Frame{Head: head, Centre: s.Name, Agent: AgentView{Login: agent, Name: s.nameOf(agent)},
		Held: []TicketView{}, Recent: []TicketView{}, Registered: []RegisteredApplicationView{}}
	f.Directions, f.Notices = directions(st, head.At)
	for _, g := range q.Config().Groups {
		f.Groups = append(f.Groups, GroupView{ID: g.ID, Name: g.Name})
	}
	f.Desks = s.places(q)
	desk, seated := q.DeskOf(agent)
	f.Waiting = waiting(q, desk, head.At)
	if !seated {
		return f
	}
	view := viewDesk(desk)
	f.Desk = &view
	f.Held = viewList(q.HeldIn(desk.Directions))
	f.Recent = viewList(q.Recent(desk.ID, shownRecent))
	f.Day = DayView{Served: desk.Served, MeanService: queue.Seconds(q.MeanService(desk.ID))}
	if kind, until, ok := q.CanUndo(desk.ID, head.At); ok {
		f.Undo = &UndoView{Kind: kind, Until: baku(until)}
	}
	if t, ok := q.Ticket(desk.Active); ok && desk.Active != 0 {
		active := viewTicket(q, t)
		f.Active = &active
		for _, a := range st.Application.OfTicket(t.ID) {
			r := registered(a)
			_, r.Place, _ = st.Application.Position(a.ID)
			f.Registered = append(f.Registered, r)
		}
	}
	return f
}

// waiting counts the lines of every direction; Total is of those that the desk
// serves, or of all before a desk is taken.
func waiting(q *queue.State, desk queue.Desk, now time.Time) WaitingView {
	w := WaitingView{Lines: []LineView{}, Mine: []TicketView{}}
	served := map[queue.DirectionID]bool{}
	for _, d := range desk.Directions {
		served[d] = true
	}
	for _, d := range q.Config().Directions {
		n := q.WaitingIn(d.ID)
		if d.Off && n == 0 {
			continue
		}
		if desk.ID == "" || served[d.ID] {
			w.Total += n
		}
		w.Lines = append(w.Lines, LineView{
			Direction: d.ID, Count: n, Longest: queue.Seconds(q.LongestWait(d.ID, now)),
			Tickets: viewList(q.Line(d.ID, shownInLine)),
		})
	}
	if desk.ID != "" {
		w.Mine = viewList(q.LineOf(desk.ID, shownInLine))
		w.Total += len(w.Mine)
	}
	return w
}

func (s *Surface) places(q *queue.State) []DeskView {
	list := []DeskView{}
	for _, d := range q.Desks() {
		place, _ := q.DeskConfig(d.ID)
		if place.Off && d.Agent == "" {
			continue
		}
		v := DeskView{ID: d.ID, Agent: d.Agent, Paused: d.Paused != "",
			Directions: append([]queue.DirectionID{}, place.Directions...)}
		if d.Agent != "" {
			v.Name = s.nameOf(d.Agent)
			v.Directions = append([]queue.DirectionID{}, d.Directions...)
		}
		if t, ok := q.Ticket(d.Active); ok && d.Active != 0 {
			v.Active = t.Label
		}
		list = append(list, v)
	}
	return list
}

// directions tells which directions take visitors at the moment, and what their
// visitors are told.
func directions(st *centre.State, at time.Time) ([]DirectionView, []NoticeView) {
	list, notices := []DirectionView{}, []NoticeView{}
	var offered []queue.DirectionID
	for _, d := range st.Queue.Config().Directions {
		if d.Off {
			continue
		}
		verdict := st.Judge(at, regime.Query{Direction: d.ID, Channel: regime.WalkIn})
		list = append(list, DirectionView{ID: d.ID, Name: d.Name, Prefix: d.Prefix, Open: verdict.Open()})
		offered = append(offered, d.ID)
	}
	for i, told := range st.Regime.ActiveNotices(at, offered) {
		notices = append(notices, NoticeView{ID: strconv.Itoa(i + 1), Text: told.Text, Kind: "info",
			Directions: told.Directions})
	}
	return list, notices
}

// RegisteredApplicationView is an application of the present visit, in short.
type RegisteredApplicationView struct {
	ID         string        `json:"id"`
	Number     string        `json:"number"`
	Service    string        `json:"service"`
	Outcome    queue.Outcome `json:"outcome"`
	DueOn      string        `json:"due_on,omitempty"`      // YYYY-MM-DD
	DecisionBy string        `json:"decision_by,omitempty"` // YYYY-MM-DD
	Place      int           `json:"place,omitempty"`       // on a waiting list, from 1
}

func registered(a application.Application) RegisteredApplicationView {
	return RegisteredApplicationView{ID: strconv.FormatUint(uint64(a.ID), 10), Number: a.Number,
		Service: a.Service,
		Outcome: a.Outcome, DueOn: date(a.DueOn), DecisionBy: date(a.DecisionBy)}
}

var _ web.Surface = (*Surface)(nil)
