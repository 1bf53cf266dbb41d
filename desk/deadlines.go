package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/server/hall"
	"dost/server/queue"
	"dost/server/reception"
	"dost/server/web"
)

// maxBoard bounds the deadlines board; more than that is shown as a count.
const maxBoard = 500

// DeadlineView is an application that waits for something with a date.
type DeadlineView struct {
	ID        string            `json:"id"`
	Number    string            `json:"number"`
	Service   string            `json:"service"`
	Title     queue.Text        `json:"title"`
	Agent     queue.AgentID     `json:"agent"`
	AgentName string            `json:"agent_name"`
	Stage     reception.Stage   `json:"stage"`
	Awaits    reception.Awaited `json:"awaits"`
	By        string            `json:"by"` // YYYY-MM-DD
}

// LoadView counts an agent's deadlines.
type LoadView struct {
	Agent    queue.AgentID `json:"agent"`
	Name     string        `json:"name"`
	Late     int           `json:"late"`
	Today    int           `json:"today"`
	Tomorrow int           `json:"tomorrow"`
}

// BoardView is the deadlines board.
type BoardView struct {
	Today    string         `json:"today"`
	NextDay  string         `json:"next_day"` // the working day after today
	Late     []DeadlineView `json:"late"`
	DueToday []DeadlineView `json:"due_today"`
	Tomorrow []DeadlineView `json:"tomorrow"` // due after today, on the next working day at the latest
	Agents   []LoadView     `json:"agents"`   // of the whole centre, whatever was asked
}

func (s *Surface) deadlineRoutes() []web.Route {
	return []web.Route{{Method: http.MethodGet, Path: "/api/desk/deadlines", For: staff, Out: BoardView{}, Do: s.deadlines,
		Summary: "Applications that are late, due today or due on the next working day; ?agent= for one agent's, ?agent=me for one's own"}}
}

func (s *Surface) deadlines(c *gin.Context) error {
	agent := queue.AgentID(c.Query("agent"))
	if agent == "me" {
		agent = agentOf(c)
	}
	var today, next queue.Day
	s.Centre.Read(func(st *hall.State) {
		today = st.Queue.Day()
		next = st.Regime.Calendar().AddWorkingDays(today, 1)
	})
	list, err := s.Records.Deadlines(next, maxBoard)
	if err != nil {
		return fmt.Errorf("read the deadlines: %w", err)
	}
	web.JSON(c, http.StatusOK, s.board(list, today, next, agent))
	return nil
}

// board sorts the deadlines into columns and counts them by agent.
func (s *Surface) board(list []reception.Deadline, today, next queue.Day, agent queue.AgentID) BoardView {
	b := BoardView{Today: date(today), NextDay: date(next), Late: []DeadlineView{}, DueToday: []DeadlineView{}, Tomorrow: []DeadlineView{}, Agents: []LoadView{}}
	loads := map[queue.AgentID]*LoadView{}
	for _, d := range list {
		load := loads[d.Agent]
		if load == nil {
			load = &LoadView{Agent: d.Agent, Name: s.nameOf(d.Agent)}
			loads[d.Agent] = load
		}
		column, count := &b.Tomorrow, &load.Tomorrow
		switch {
		case d.By < today:
			column, count = &b.Late, &load.Late
		case d.By == today:
			column, count = &b.DueToday, &load.Today
		}
		*count++
		if agent == "" || agent == d.Agent {
			*column = append(*column, DeadlineView{ID: wire(d.Application), Number: d.Number, Service: d.Service, Title: s.titleOf(d.Service),
				Agent: d.Agent, AgentName: load.Name, Stage: d.Stage, Awaits: d.Awaits, By: date(d.By)})
		}
	}
	for _, load := range loads {
		b.Agents = append(b.Agents, *load)
	}
	slices.SortFunc(b.Agents, func(a, b LoadView) int { return strings.Compare(string(a.Agent), string(b.Agent)) })
	return b
}
