package desk

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/integration"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// shownEntries is how many of a list one answer holds; ?after= goes on.
const shownEntries = 50

func (s *Surface) listRoutes() []web.Route {
	const path = "/api/desk/lists"
	managers := []web.Role{web.Manager}
	return []web.Route{
		{Method: http.MethodGet, Path: path, For: staff, Out: ListsView{}, Do: s.lists,
			Summary: "All waiting lists, and the rules of their order"},
		{Method: http.MethodGet, Path: path + "/entries", For: staff, Out: ListEntriesView{}, Do: s.entries,
			Codes:   []problem.Code{application.CodeUnknownList},
			Summary: "One waiting list in its order: ?service=, ?kind=; ?after= goes on"},
		{Method: http.MethodGet, Path: path + "/place", For: staff, Out: ListPositionView{}, Do: s.place,
			Summary: "The place of an application: ?number=",
			Codes:   []problem.Code{application.CodeUnknownApplication, application.CodeNotListed}},
		{Method: http.MethodGet, Path: path + "/list.pdf", For: staff, Type: "application/pdf",
			Do: s.listPaper, Codes: []problem.Code{application.CodeUnknownList},
			Summary: "One waiting list to put up: numbers and dates, nobody's name; ?service=, ?kind="},
		{Method: http.MethodPost, Path: path + "/offer", For: staff, In: offerRequest{}, Out: ListEntryView{},
			Do: s.offer, Summary: "Call up the next person, or one named with a reason",
			Codes: []problem.Code{application.CodeListEmpty, queue.CodeReasonNeeded,
				application.CodeBadApplication, application.CodeUnknownApplication}},
		{Method: http.MethodPost, Path: path + "/answer", For: staff, In: answerRequest{}, Out: StageView{},
			Do: s.answer, Summary: "Record what the person called up says",
			Codes: []problem.Code{application.CodeNotListed, application.CodeNoOffer, queue.CodeReasonNeeded,
				application.CodeBadApplication, application.CodeUnknownApplication}},
		{Method: http.MethodPost, Path: path + "/rules", For: managers, In: rulesRequest{}, Out: ListsView{},
			Do: s.setRules, Summary: "Set the privileges, the kinds of lists and the days to answer",
			Codes: []problem.Code{web.CodeWrongPassword, application.CodeBadRules,
				application.CodeListInUse}},
	}
}

func (s *Surface) lists(c *gin.Context) error {
	var out ListsView
	s.Centre.Read(func(st *centre.State) { out = s.viewLists(st.Application) })
	web.JSON(c, http.StatusOK, out)
	return nil
}

func listOf(c *gin.Context) application.ListID {
	return application.ListID{Service: c.Query("service"), Kind: c.Query("kind")}
}

func (s *Surface) entries(c *gin.Context) error {
	id := listOf(c)
	var list []application.ListEntry
	before := 0
	out := ListEntriesView{Entries: []ListEntryView{}}
	s.Centre.Read(func(st *centre.State) {
		list, before = st.Application.After(id, readListCursor(c.Query("after")), shownEntries)
		out.Total, _ = st.Application.Length(id)
	})
	if n := len(list); before+n < out.Total && n > 0 {
		out.Next = wire(list[n-1].Application) + "-" + list[n-1].Privilege
	}
	for i, e := range list {
		v := viewEntry(e, before+i+1)
		p, known, err := s.Records.Person(e.Application)
		if err != nil {
			return fmt.Errorf("read the applicant of %s: %w", e.Number, err)
		}
		if known {
			v.Name, v.Phone = p.Name, p.Phone
		}
		if e.Status == application.EntryOffered {
			if v.Delivery, err = s.Records.OfferTold(e.Application, e.OfferedAt); err != nil {
				return err
			}
		}
		out.Entries = append(out.Entries, v)
	}
	c.Header("Cache-Control", "no-store")
	web.JSON(c, http.StatusOK, out)
	return nil
}

// readListCursor reads "123-war" as ListEntriesView.Next has it; what is none is the
// beginning.
func readListCursor(text string) (cursor application.ListCursor) {
	number, privilege, _ := strings.Cut(text, "-")
	if id, err := applicationID(number); err == nil {
		cursor = application.ListCursor{Application: id, Privilege: privilege}
	}
	return cursor
}

func (s *Surface) place(c *gin.Context) error {
	a, ok, err := s.byNumber(strings.ToUpper(strings.TrimSpace(c.Query("number"))))
	if err != nil {
		return err
	}
	if !ok {
		return web.Fail(application.CodeUnknownApplication, "no such application", nil)
	}
	v, ok := s.positionOf(a.ID)
	if !ok {
		return web.Fail(application.CodeNotListed, "the application is on no waiting list", nil)
	}
	web.JSON(c, http.StatusOK, v)
	return nil
}

func (s *Surface) offer(c *gin.Context) error {
	var in offerRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	in.What = strings.TrimSpace(in.What)
	command := application.MakeOffer{List: application.ListID{Service: in.Service, Kind: in.Kind},
		What: in.What}
	if in.Application != "" {
		id, err := applicationID(in.Application)
		if err != nil {
			return err
		}
		command.Application = id
	}
	var err error
	if command.Applicant, err = s.whose(s.calledUp(command)); err != nil {
		return err
	}
	envelope, err := web.Envelope(c, in.Key, in, command,
		func(st *centre.State, records []event.Record) (int, any) {
			for _, r := range records {
				if e, ok := r.Event.(application.Offered); ok {
					entry, place, _ := st.Application.Position(e.Application)
					return http.StatusOK, viewEntry(entry, place)
				}
			}
			return http.StatusNoContent, nil
		})
	if err != nil {
		return err
	}
	// whose turn has come gets a message, where one can be sent
	envelope.HandOvers = []string{integration.Messages}
	return web.Do(c, s.Centre, envelope)
}

// calledUp is whom an offer is for: the one named, or who is next; 0 = nobody.
func (s *Surface) calledUp(o application.MakeOffer) (id application.ApplicationID) {
	if o.Application != 0 {
		return o.Application
	}
	s.Centre.Read(func(st *centre.State) { id = st.Application.NextOn(o.List) })
	return id
}

func (s *Surface) answer(c *gin.Context) error {
	var in answerRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	id, err := applicationID(in.Application)
	if err != nil {
		return err
	}
	in.Note = strings.TrimSpace(in.Note)
	command := application.AnswerOffer{Application: id, Accept: in.Accept, Keep: in.Keep, Note: in.Note}
	if command.Applicant, err = s.whose(id); err != nil {
		return err
	}
	return s.do(c, in.Key, in, command, func(_ *centre.State, records []event.Record) (int, any) {
		v := StageView{ID: in.Application, Stage: application.StageListed}
		for _, r := range records {
			if e, ok := r.Event.(application.Advanced); ok {
				v.Stage = e.Stage
			}
		}
		return http.StatusOK, v
	})
}

func (s *Surface) setRules(c *gin.Context) error {
	var in rulesRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	err := s.Confirm(web.CallerOf(c).ID, in.Password)
	in.Password = "" // so that it is in no fingerprint
	if err != nil {
		return err
	}
	return s.do(c, in.Key, in, application.SetRules{Rules: in.Rules},
		func(st *centre.State, _ []event.Record) (int, any) {
			return http.StatusOK, s.viewLists(st.Application)
		})
}

// maxPrinted bounds a printed list: some sixty pages.
const maxPrinted = 2000

func (s *Surface) listPaper(c *gin.Context) error {
	id := listOf(c)
	l := ListPaper{Centre: s.Name, Title: s.titleOf(id.Service), Privileges: map[string]i18n.Text{}}
	known := false
	s.Centre.Read(func(st *centre.State) {
		rules := st.Application.Rules()
		l.Day, l.Entries, l.Name = st.Queue.Day(), st.Application.List(id, 0, maxPrinted), kindName(rules, id)
		for _, p := range rules.Privileges {
			l.Privileges[p.ID] = p.Name
		}
		for _, v := range s.viewLists(st.Application).Lists {
			known = known || v.Service == id.Service && v.Kind == id.Kind
		}
	})
	if !known {
		return web.Fail(application.CodeUnknownList, "no such waiting list", nil)
	}
	pdf, err := s.paper.List(l)
	if err != nil {
		return err
	}
	return sendPDF(c, "list-"+id.Service, pdf)
}
