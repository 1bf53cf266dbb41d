package desk

import (
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/notification"
	"dost/server/passport"
)

// The bodies and answers of the waiting lists.
type (
	// ListView is one waiting list in short.
	ListView struct {
		Service string    `json:"service"`
		Kind    string    `json:"kind,omitempty"`
		Title   i18n.Text `json:"title"`
		Name    i18n.Text `json:"name"` // of the kind; empty where the service has one list
		Waiting int       `json:"waiting"`
		Offered int       `json:"offered"`
	}
	// ListsView is all waiting lists with the rules they go by.
	ListsView struct {
		Lists []ListView        `json:"lists"`
		Rules application.Rules `json:"rules"`
	}
	// ListEntryView is one person's place.
	ListEntryView struct {
		Application string                      `json:"application"`
		Number      string                      `json:"number"`
		Place       int                         `json:"place"` // from 1
		Privilege   string                      `json:"privilege,omitempty"`
		Since       string                      `json:"since"`
		Status      application.ListEntryStatus `json:"status"`
		OfferedAt   time.Time                   `json:"offered_at,omitzero"`
		Until       string                      `json:"until,omitempty"` // last day to answer
		Offer       string                      `json:"offer,omitempty"`
		Declined    int                         `json:"declined"`
		Name        string                      `json:"name,omitempty"`
		Phone       string                      `json:"phone,omitempty"`
		// Delivery is what became of the message about the offer; none = somebody calls.
		Delivery notification.Delivery `json:"told,omitempty"`
	}
	// ListEntriesView is a part of one list.
	ListEntriesView struct {
		Total   int             `json:"total"`
		Entries []ListEntryView `json:"entries"`
		Next    string          `json:"next,omitempty"` // ask with ?after= this for more; "" = that was all
	}
	// ListPositionView is where a person stands on a list.
	ListPositionView struct {
		Number string    `json:"number"`
		Title  i18n.Text `json:"title"`
		Name   i18n.Text `json:"name"`
		Place  int       `json:"place"`
		Of     int       `json:"of"`
		Until  string    `json:"until,omitempty"` // last day to answer an offer
	}
	offerRequest struct {
		Key         string `json:"key"`
		Service     string `json:"service"`
		Kind        string `json:"kind,omitempty"`
		Application string `json:"application,omitempty"` // "" = the next
		What        string `json:"what,omitempty"`        // is offered, or why out of order; nobody's name
	}
	answerRequest struct {
		Key         string `json:"key"`
		Application string `json:"application"`
		Accept      bool   `json:"accept"`
		Keep        bool   `json:"keep,omitempty"` // of a decline: the place on the list stays
		Note        string `json:"note,omitempty"` // why it is declined; nobody's name
	}
	rulesRequest struct {
		Key      string            `json:"key"`
		Password string            `json:"password"` // the manager's own
		Rules    application.Rules `json:"rules"`
	}
)

// viewLists shows the lists that the passports and the rules know, and any other
// on which people wait.
func (s *Surface) viewLists(r *application.State) ListsView {
	rules := r.Rules()
	out := ListsView{Lists: []ListView{}, Rules: rules}
	seen := map[application.ListID]bool{}
	add := func(id application.ListID) {
		if seen[id] {
			return
		}
		seen[id] = true
		all, offered := r.Length(id)
		out.Lists = append(out.Lists, ListView{Service: id.Service, Kind: id.Kind,
			Title: s.titleOf(id.Service), Name: kindName(rules, id),
			Waiting: all - offered, Offered: offered})
	}
	kinds := map[string]bool{}
	for _, k := range rules.Kinds {
		kinds[k.Service] = true
		add(application.ListID{Service: k.Service, Kind: k.ID})
	}
	for _, p := range s.Passports().All() {
		if p.Has(passport.StepList) && !kinds[p.ID] {
			add(application.ListID{Service: p.ID})
		}
	}
	for _, id := range r.Lists() {
		add(id)
	}
	return out
}

func kindName(rules application.Rules, id application.ListID) i18n.Text {
	for _, k := range rules.Kinds {
		if k.Service == id.Service && k.ID == id.Kind {
			return k.Name
		}
	}
	return i18n.Text{Az: id.Kind}
}

func viewEntry(e application.ListEntry, place int) ListEntryView {
	return ListEntryView{Application: wire(e.Application), Number: e.Number, Place: place,
		Privilege: e.Privilege, Since: date(e.Day),
		Status: e.Status, OfferedAt: baku(e.OfferedAt), Until: date(e.Until), Offer: e.Offer,
		Declined: e.Declined}
}

// positionOf is where an application stands on its list; nobody's name is in it.
func (s *Surface) positionOf(id application.ApplicationID) (v ListPositionView, ok bool) {
	s.Centre.Read(func(st *centre.State) {
		e, place, listed := st.Application.Position(id)
		if !listed {
			return
		}
		all, _ := st.Application.Length(e.ListID)
		v, ok = ListPositionView{Number: e.Number, Title: s.titleOf(e.Service),
			Name: kindName(st.Application.Rules(), e.ListID), Place: place, Of: all, Until: date(e.Until)},
			true
	})
	return v, ok
}
