package desk

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/queue"
	"dost/server/web"
)

// shownDeadlines is how many of a column one answer holds; ?after= goes on.
const shownDeadlines = 30

// DeadlineView is an application that waits for something with a date.
type DeadlineView struct {
	ID        string              `json:"id"`
	Number    string              `json:"number"`
	Service   string              `json:"service"`
	Title     i18n.Text           `json:"title"`
	Agent     queue.AgentID       `json:"agent"`
	AgentName string              `json:"agent_name"`
	Stage     application.Stage   `json:"stage"`
	Awaits    application.Awaited `json:"awaits"`
	By        string              `json:"by"` // YYYY-MM-DD
}

// WorkloadView counts an agent's deadlines.
type WorkloadView struct {
	Agent    queue.AgentID `json:"agent"`
	Name     string        `json:"name"`
	Late     int           `json:"late"`
	Today    int           `json:"today"`
	Tomorrow int           `json:"tomorrow"`
}

// DeadlinesView is the deadlines board: the beginnings of its columns and the counts of
// the whole, or, where one column was asked for, a part of that one.
type DeadlinesView struct {
	Today    string         `json:"today"`
	NextDay  string         `json:"next_day"` // the working day after today
	Late     []DeadlineView `json:"late"`
	DueToday []DeadlineView `json:"due_today"`
	Tomorrow []DeadlineView `json:"tomorrow"`       // due after today, on the next working day at the latest
	Next     string         `json:"next,omitempty"` // of the column asked for: ask with ?after= this for more
	Agents   []WorkloadView `json:"agents"`         // of the whole centre, whatever was asked
}

func (s *Surface) deadlineRoutes() []web.Route {
	return []web.Route{{Method: http.MethodGet, Path: "/api/desk/deadlines", For: staff, Out: DeadlinesView{},
		Do:      s.deadlines,
		Summary: "Applications that are late, due today or due on the next working day; ?agent= for one agent's, ?agent=me for one's own; ?column=late, due_today or tomorrow for one column, whose ?after= goes on"}}
}

func (s *Surface) deadlines(c *gin.Context) error {
	agent := queue.AgentID(c.Query("agent"))
	if agent == "me" {
		agent = agentOf(c)
	}
	var today, next civil.Day
	s.Centre.Read(func(st *centre.State) {
		today = st.Queue.Day()
		next = st.Regime.Calendar().AddWorkingDays(today, 1)
	})
	b := DeadlinesView{Today: date(today), NextDay: date(next), Late: []DeadlineView{},
		DueToday: []DeadlineView{}, Tomorrow: []DeadlineView{}, Agents: []WorkloadView{}}
	loads, err := s.Records.Loads(today, next)
	if err != nil {
		return fmt.Errorf("count the deadlines: %w", err)
	}
	for _, l := range loads {
		b.Agents = append(b.Agents, WorkloadView{Agent: l.Agent, Name: s.nameOf(l.Agent), Late: l.Late,
			Today: l.Today, Tomorrow: l.Later})
	}
	for _, column := range []struct {
		name         string
		after, until civil.Day
		list         *[]DeadlineView
	}{
		{"late", 0, today - 1, &b.Late}, // days are numbers: none lies between
		{"due_today", today - 1, today, &b.DueToday},
		{"tomorrow", today, next, &b.Tomorrow},
	} {
		query := application.DeadlineQuery{After: column.after, Until: column.until, Agent: agent,
			Limit: shownDeadlines + 1}
		switch only := c.Query("column"); only {
		case "":
			*column.list, _, err = s.column(query)
		case column.name:
			query.Cursor = readDeadlineCursor(c.Query("after"))
			*column.list, b.Next, err = s.column(query)
		}
		if err != nil {
			return err
		}
	}
	web.JSON(c, http.StatusOK, b)
	return nil
}

// column reads a part of a column, and where it goes on; "" at its end.
func (s *Surface) column(q application.DeadlineQuery) (views []DeadlineView, next string, err error) {
	list, err := s.Records.Deadlines(q)
	if err != nil {
		return nil, "", fmt.Errorf("read the deadlines: %w", err)
	}
	if len(list) > shownDeadlines {
		list = list[:shownDeadlines]
		last := list[shownDeadlines-1]
		next = fmt.Sprintf("%d-%d", last.By, last.Application)
	}
	return s.viewDeadlines(list), next, nil
}

func (s *Surface) viewDeadlines(list []application.Deadline) []DeadlineView {
	views := make([]DeadlineView, 0, len(list))
	for _, d := range list {
		views = append(views, DeadlineView{ID: wire(d.Application), Number: d.Number, Service: d.Service,
			Title: s.titleOf(d.Service),
			Agent: d.Agent, AgentName: s.nameOf(d.Agent), Stage: d.Stage, Awaits: d.Awaits, By: date(d.By)})
	}
	return views
}

// readDeadlineCursor reads "20261130-123" as DeadlinesView.Next has it; what is none is
// the beginning.
func readDeadlineCursor(text string) application.DeadlineCursor {
	day, id, _ := strings.Cut(text, "-")
	by, err := strconv.Atoi(day)
	app, bad := applicationID(id)
	if err != nil || bad != nil {
		return application.DeadlineCursor{}
	}
	return application.DeadlineCursor{By: civil.Day(by), Application: app}
}
