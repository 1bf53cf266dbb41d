package kiosk

import (
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/view"
	"dost/server/web"
)

// Menu is what the start screen shows. Durations are in whole seconds.
type Menu struct {
	Centre     string          `json:"centre"`
	Directions []DirectionView `json:"directions"`
	Groups     []GroupView     `json:"groups"`
	Languages  []string        `json:"languages"`
	Notices    []NoticeView    `json:"notices"`
	Occupancy  *view.Occupancy `json:"hall,omitempty"` // while a regime limits how many may be inside
}

// NoticeView is a sentence for visitors; Directions are whom it concerns, none =
// everybody.
type NoticeView struct {
	i18n.Text
	Directions []queue.DirectionID `json:"directions,omitempty"`
}

// MenuFrame is the menu as a live frame.
type MenuFrame struct {
	web.Head
	Menu
}

// DirectionView is one card of the start screen.
type DirectionView struct {
	view.Direction
	Only *Only `json:"only,omitempty"` // whom a door that is not open takes all the same
	RefusalView
	Estimate EstimateView `json:"estimate"`
}

// RefusalView explains a closed door: the code, the reason, until when, and what to do
// instead. For an open one everything is empty.
type RefusalView struct {
	Code         problem.Code       `json:"code,omitempty"`
	Reason       *i18n.Text         `json:"reason,omitempty"`
	Until        *time.Time         `json:"until,omitempty"`
	Alternatives []view.Alternative `json:"alternatives"`
}

// Only are those for whom a door is open when it is not for everybody: under a list
// of services, or in the hours of some groups. An empty list names no condition.
type Only struct {
	Services []string        `json:"services,omitempty"`
	Groups   []queue.GroupID `json:"groups,omitempty"`
}

// EstimateView is the expected wait in seconds: half of the visitors are called
// within P50, four of five within P80.
type EstimateView struct {
	P50 int `json:"p50"`
	P80 int `json:"p80"`
}

// GroupView is a class of visitors who may go first.
type GroupView struct {
	ID      queue.GroupID `json:"id"`
	Name    i18n.Text     `json:"name"`
	Minutes int           `json:"minutes"` // of the head start
}

func (s *Surface) menu(c *gin.Context) error {
	var m Menu
	s.Centre.Read(func(st *centre.State) { m = s.menuOf(st, s.Clock()) })
	web.JSON(c, http.StatusOK, m)
	return nil
}

func (s *Surface) menuOf(st *centre.State, at time.Time) Menu {
	m := Menu{Centre: s.Name, Directions: []DirectionView{}, Groups: []GroupView{}, Languages: i18n.Languages,
		Notices: []NoticeView{}, Occupancy: occupancyOf(st, at)}
	var offered []queue.DirectionID
	for _, d := range st.Queue.Config().Directions {
		if d.Off {
			continue
		}
		j := st.Judge(at, regime.Query{Direction: d.ID, Channel: regime.WalkIn})
		shown := view.DirectionOf(st, d, j)
		m.Directions = append(m.Directions, DirectionView{
			Direction: shown, Only: s.only(st, at, d.ID, j), RefusalView: refusalOf(j),
			Estimate: estimate(st.Queue.Estimate(d.ID, shown.Waiting)),
		})
		offered = append(offered, d.ID)
	}
	for _, told := range st.Regime.ActiveNotices(at, offered) {
		m.Notices = append(m.Notices, NoticeView{told.Text, told.Directions})
	}
	for _, g := range st.Queue.Config().Groups {
		m.Groups = append(m.Groups, GroupView{g.ID, g.Name, int(g.HeadStart.Minutes())})
	}
	return m
}

// only lists whom a direction takes that refuses a visitor who has named neither a
// service nor a group; nil when it takes nobody, or everybody.
func (s *Surface) only(st *centre.State, at time.Time, d queue.DirectionID, j centre.Judgement) *Only {
	if j.Code != regime.CodeServicesOnly && j.Code != queue.CodeNotEligible {
		return nil
	}
	services, groups := []string{""}, []queue.GroupID{""}
	if j.Limits.Services.Limited {
		services = nil
		for _, p := range s.Passports().In(d) {
			services = append(services, p.ID)
		}
	}
	if j.Limits.Groups.Limited {
		groups = nil
		for _, g := range st.Queue.Config().Groups {
			groups = append(groups, g.ID)
		}
	}
	var taken Only
	for _, service := range services {
		for _, group := range groups {
			q := regime.Query{Direction: d, Service: service, Group: group, Channel: regime.WalkIn}
			if !st.Regime.At(at, q).Admit {
				continue
			}
			if service != "" && !slices.Contains(taken.Services, service) {
				taken.Services = append(taken.Services, service)
			}
			if group != "" && !slices.Contains(taken.Groups, group) {
				taken.Groups = append(taken.Groups, group)
			}
		}
	}
	if len(taken.Services)+len(taken.Groups) == 0 {
		return nil
	}
	return &taken
}

// refusalOf explains a refusal to a visitor.
func refusalOf(j centre.Judgement) RefusalView {
	w := RefusalView{Alternatives: []view.Alternative{}}
	if j.Limit != "" {
		w.Code = j.Limit
		w.Alternatives = view.Alternatives(j.Verdict)
		if until, ok := j.Facts["until"].(time.Time); ok {
			w.Until = &until
		}
		return w
	}
	if j.Admit {
		return w
	}
	w.Code, w.Reason, w.Until = j.Code, j.RefusalReason(), j.ChangesAt()
	w.Alternatives = view.Alternatives(j.Verdict)
	return w
}

func estimate(e queue.Estimate) EstimateView {
	return EstimateView{queue.Seconds(e.P50), queue.Seconds(e.P80)}
}
