// Package feedback is the console's page of what visitors said of their visits, and of the help
// that volunteers gave.
package feedback

import (
	"embed"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/rating"
	"dost/server/volunteer"
	"dost/server/web"
)

// UI is the files of the page.
//
//go:embed ui
var UI embed.FS

// Deps is what the page is wired to.
type Deps struct {
	Centre   web.Centre
	Feedback Feedback
	// Agents gives the names of the staff by login.
	Agents func() map[string]string
	Clock  func() time.Time
}

// Surface is the page, ready to be mounted.
type Surface struct{ Deps }

// New makes the page.
func New(d Deps) *Surface { return &Surface{d} }

var managers = []web.Role{web.Manager}

// Feedback is what the console reads of ratings and help, from one business day to
// another, both included, in the order of days.
type Feedback interface {
	Ratings(from, to civil.Day) ([]rating.Count, error)
	Helped(from, to civil.Day) ([]volunteer.Total, error)
}

// Satisfaction is what visitors said of their visits.
type Satisfaction struct {
	From       string            `json:"from"` // YYYY-MM-DD
	To         string            `json:"to"`
	Today      Scores            `json:"today"`
	Period     Scores            `json:"period"`
	Days       []DayScores       `json:"days"` // newest first; days without a rating are left out
	Directions []DirectionScores `json:"directions"`
	Agents     []AgentScores     `json:"agents"`
}

// Scores is a number of ratings: how many, their mean, and how many of each score from
// 1 to 5.
type Scores struct {
	Count  int              `json:"count"`
	Mean   float64          `json:"mean"` // 0 without a rating; to two places
	Spread [rating.Best]int `json:"spread"`
}

// The scores of a day, a direction and an agent.
type (
	// DayScores are the scores of one business day.
	DayScores struct {
		Day string `json:"day"`
		Scores
	}
	// DirectionScores are the scores of one direction's visits.
	DirectionScores struct {
		Direction queue.DirectionID `json:"direction"`
		Name      i18n.Text         `json:"name"`
		Scores
	}
	// AgentScores are the scores of one agent's visits.
	AgentScores struct {
		Agent queue.AgentID `json:"agent"`
		Name  string        `json:"name"`
		Scores
	}
)

// Volunteers is the help given in the hall.
type Volunteers struct {
	From string      `json:"from"`
	To   string      `json:"to"`
	Open int         `json:"open"` // who waits for help now, or is being helped
	Days []HelpGiven `json:"days"` // newest first
}

// HelpGiven is what one volunteer did on one day. Times are in whole seconds.
type HelpGiven struct {
	Day       string `json:"day"`
	Volunteer string `json:"volunteer"` // login
	Name      string `json:"name"`
	Calls     int    `json:"calls"`
	Waited    int    `json:"waited"` // mean, from the call until it was taken
	Helped    int    `json:"helped"` // all together
}

// CodeBadRange refuses a period that ends before it begins, or is over a year.
const CodeBadRange problem.Code = "bad-range"

// shownDays is how many days are shown when nobody says which.
const shownDays = 30

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	codes := []problem.Code{CodeBadRange}
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/manager/satisfaction", For: managers, Out: Satisfaction{},
			Codes: codes, Do: s.satisfaction,
			Summary: "What visitors said of their visits, per day, direction and agent; ?from= and ?to= name days, otherwise the last thirty."},
		{Method: http.MethodGet, Path: "/api/manager/volunteers", For: managers, Out: Volunteers{},
			Codes: codes, Do: s.volunteers,
			Summary: "The help that volunteers gave, per day; ?from= and ?to= name days, otherwise the last thirty."},
		{Method: http.MethodGet, Path: "/api/manager/satisfaction.csv", For: managers, Type: "text/csv",
			Codes: codes, Do: s.satisfactionFile,
			Summary: "The ratings of the period as a table, a line for each day, direction and agent."},
		{Method: http.MethodGet, Path: "/api/manager/volunteers.csv", For: managers, Type: "text/csv",
			Codes: codes, Do: s.volunteersFile,
			Summary: "The help of the period as a table, a line for each day and volunteer."},
	}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live { return nil }

// period is what ?from= and ?to= name.
func (s *Surface) period(c *gin.Context) (from, to time.Time, err error) {
	to = s.Clock()
	if text := c.Query("to"); text != "" {
		if to, err = time.ParseInLocation(time.DateOnly, text, civil.Baku); err != nil {
			return from, to, web.Fail(CodeBadRange, "to is no day: YYYY-MM-DD", nil)
		}
	}
	from = to.AddDate(0, 0, 1-shownDays)
	if text := c.Query("from"); text != "" {
		if from, err = time.ParseInLocation(time.DateOnly, text, civil.Baku); err != nil {
			return from, to, web.Fail(CodeBadRange, "from is no day: YYYY-MM-DD", nil)
		}
	}
	if civil.DayOf(from) > civil.DayOf(to) || civil.DayOf(from.AddDate(1, 0, 0)) < civil.DayOf(to) {
		return from, to, web.Fail(CodeBadRange, "a period is one day to one year", nil)
	}
	return from, to, nil
}

func (s *Surface) ratings(c *gin.Context) (list []rating.Count, from, to time.Time, err error) {
	if from, to, err = s.period(c); err != nil {
		return nil, from, to, err
	}
	list, err = s.Feedback.Ratings(civil.DayOf(from), civil.DayOf(to))
	return list, from, to, err
}

func (s *Surface) satisfaction(c *gin.Context) error {
	list, from, to, err := s.ratings(c)
	if err != nil {
		return err
	}
	out := Satisfaction{From: onDay(from), To: onDay(to), Days: []DayScores{},
		Directions: []DirectionScores{}, Agents: []AgentScores{}}
	var directions []queue.Direction
	s.Centre.Read(func(st *centre.State) { directions = slices.Clone(st.Queue.Config().Directions) })
	names, today := s.Agents(), civil.DayOf(s.Clock())
	for _, n := range list {
		out.Period.add(n)
		if n.Day == today {
			out.Today.add(n)
		}
		entry(&out.Days, func(d DayScores) bool { return d.Day == n.Day.Date() },
			DayScores{Day: n.Day.Date()}).add(n)
		entry(&out.Directions, func(d DirectionScores) bool { return d.Direction == n.Direction },
			DirectionScores{Direction: n.Direction, Name: directionName(directions, n.Direction)}).add(n)
		entry(&out.Agents, func(a AgentScores) bool { return a.Agent == n.Agent },
			AgentScores{Agent: n.Agent, Name: names[string(n.Agent)]}).add(n)
	}
	slices.Reverse(out.Days)
	slices.SortFunc(out.Directions, func(a,
		b DirectionScores) int {
		return strings.Compare(string(a.Direction), string(b.Direction))
	})
	slices.SortFunc(out.Agents, func(a, b AgentScores) int {
		return strings.Compare(string(a.Agent), string(b.Agent))
	})
	web.JSON(c, http.StatusOK, out)
	return nil
}

// entry is the one of the list that is meant, added where it is missing.
func entry[T any](list *[]T, meant func(T) bool, fresh T) *T {
	i := slices.IndexFunc(*list, meant)
	if i < 0 {
		i = len(*list)
		*list = append(*list, fresh)
	}
	return &(*list)[i]
}

func (s *Scores) add(n rating.Count) {
	if n.Score < rating.Worst || n.Score > rating.Best {
		return
	}
	s.Count += n.Visits
	s.Spread[n.Score-rating.Worst] += n.Visits
	sum := 0
	for i, visits := range s.Spread {
		sum += (i + rating.Worst) * visits
	}
	s.Mean = float64(sum*100/s.Count) / 100
}

func directionName(directions []queue.Direction, id queue.DirectionID) i18n.Text {
	for _, d := range directions {
		if d.ID == id {
			return d.Name
		}
	}
	return i18n.Text{Az: string(id), Ru: string(id), En: string(id)}
}

func (s *Surface) volunteers(c *gin.Context) error {
	list, from, to, err := s.help(c)
	if err != nil {
		return err
	}
	out := Volunteers{From: onDay(from), To: onDay(to), Days: list}
	s.Centre.Read(func(st *centre.State) { out.Open = len(st.Volunteer.Requests()) })
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (s *Surface) help(c *gin.Context) (days []HelpGiven, from, to time.Time, err error) {
	if from, to, err = s.period(c); err != nil {
		return nil, from, to, err
	}
	list, err := s.Feedback.Helped(civil.DayOf(from), civil.DayOf(to))
	if err != nil {
		return nil, from, to, err
	}
	names := s.Agents()
	days = []HelpGiven{}
	for _, n := range slices.Backward(list) {
		days = append(days, HelpGiven{n.Day.Date(), n.Volunteer, names[n.Volunteer], n.Calls,
			n.Waited / max(1, n.Calls), n.Helped})
	}
	return days, from, to, nil
}

func onDay(t time.Time) string { return t.In(civil.Baku).Format(time.DateOnly) }
