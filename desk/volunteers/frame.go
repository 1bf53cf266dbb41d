package volunteers

import (
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/volunteer"
	"dost/server/web"
)

// HelpRequestView is a call for help on the wire.
type HelpRequestView struct {
	ID       string           `json:"id"`
	Origin   volunteer.Origin `json:"place"`
	Language string           `json:"language"`
	Number   string           `json:"number,omitempty"` // of the ticket, where help is for its visitor
	Since    time.Time        `json:"since"`
	By       string           `json:"by,omitempty"` // the volunteer who is coming; "" = nobody yet
	TakenAt  time.Time        `json:"taken_at,omitzero"`
	// Again says that the volunteer who is coming has not come in time: the place may
	// call once more.
	Again bool `json:"again,omitempty"`
}

// Frame is the volunteer's page.
type Frame struct {
	web.Head
	Centre   string            `json:"centre"`
	Name     string            `json:"name"`   // of the volunteer
	Mine     *HelpRequestView  `json:"mine"`   // the call in hand
	Requests []HelpRequestView `json:"calls"`  // nobody has taken them, the oldest first
	Others   []HelpRequestView `json:"others"` // taken by other volunteers
	Today    Today             `json:"today"`
}

// Today is what the volunteer has done today.
type Today struct {
	Calls  int `json:"calls"`
	Helped int `json:"helped"` // seconds
}

// OriginFrame is the newest call of a kiosk or desk; null when help is not called, or
// has been given.
type OriginFrame struct {
	web.Head
	Request *HelpRequestView `json:"call"`
}

func view(c volunteer.OpenRequest, by string) HelpRequestView {
	return HelpRequestView{
		ID: c.ID.String(), Origin: c.Origin, Language: c.Language, Number: c.Number,
		Since: c.Since.In(civil.Baku), By: by, TakenAt: c.TakenAt.In(civil.Baku),
	}
}

func (s *Surface) frame(st *centre.State, login string, head web.Head) Frame {
	f := Frame{Head: head, Centre: s.Name, Name: s.nameOf(login), Requests: []HelpRequestView{},
		Others: []HelpRequestView{}}
	for _, c := range st.Volunteer.Requests() {
		switch c.Volunteer {
		case "":
			f.Requests = append(f.Requests, view(c, ""))
		case login:
			mine := view(c, f.Name)
			f.Mine = &mine
		default:
			f.Others = append(f.Others, view(c, s.nameOf(c.Volunteer)))
		}
	}
	today := st.Volunteer.Today(login)
	f.Today = Today{today.Calls, today.Helped}
	return f
}

func (s *Surface) originFrame(st *centre.State, p volunteer.Origin, head web.Head) OriginFrame {
	f := OriginFrame{Head: head}
	if c, ok := st.Volunteer.At(p); ok {
		call := view(c, s.nameOf(c.Volunteer))
		call.Again = c.Overdue(head.At)
		f.Request = &call
	}
	return f
}

// nameOf is the name for people of somebody on the staff; the login where there is
// none.
func (s *Surface) nameOf(login string) string {
	if name := s.Names()[login]; name != "" {
		return name
	}
	return login
}
