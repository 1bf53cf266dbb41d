package desk

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// FoundView is an application that a search found.
type FoundView struct {
	ID      string    `json:"id"`
	Number  string    `json:"number"`
	Service string    `json:"service"`
	Title   i18n.Text `json:"title"`
	// "" where nobody applied by name, or the data were erased
	Applicant    string            `json:"applicant"`
	Stage        application.Stage `json:"stage"`
	RegisteredOn string            `json:"registered_on"`
	Agent        queue.AgentID     `json:"agent"`
}

// searchRequest is what is searched for. It comes in a body: a FIN or a name in an address
// would stay behind in the logs of whatever stands between (promises 12).
type searchRequest struct {
	Key   string `json:"key,omitempty"` // taken and not needed: nothing is changed
	Query string `json:"q"`
	After string `json:"after,omitempty"` // where an answer's next goes on
}

// foundView is the answer to a search.
type foundView struct {
	Applications []FoundView `json:"applications"`
	Next         string      `json:"next,omitempty"` // ask with this as after for more; "" = that was all
}

func (s *Surface) searchRoutes() []web.Route {
	return []web.Route{{Method: http.MethodPost, Path: "/api/desk/search", For: staff, Do: s.search,
		In: searchRequest{}, Out: foundView{}, Codes: []problem.Code{"too-long"},
		Summary: "Search all applications by a number, its last digits, a FIN or the number of another document, a phone, or words of a name; changes nothing"}}
}

// serialForm is the end of a number as people say it: "17".
var serialForm = regexp.MustCompile(`^\d{1,6}$`)

// search looks a query up under everything that it can be.
func (s *Surface) search(c *gin.Context) error {
	var in searchRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	query := strings.TrimSpace(in.Query)
	if utf8.RuneCountInString(query) > maxQuery {
		return web.Fail("too-long", "the query is too long", map[string]any{"field": "q", "max": maxQuery})
	}
	ids, next, err := s.searched(query, readSearchCursor(in.After))
	if err != nil {
		return err
	}
	out := foundView{Applications: []FoundView{}, Next: next}
	for _, id := range ids {
		a, ok, err := s.Records.Application(id)
		if err != nil {
			return fmt.Errorf("read application %d: %w", id, err)
		}
		if !ok {
			continue
		}
		p, _, err := s.Records.Person(id)
		if err != nil {
			return fmt.Errorf("read the applicant of %s: %w", a.Number, err)
		}
		out.Applications = append(out.Applications,
			FoundView{ID: wire(a.ID), Number: a.Number, Service: a.Service, Title: s.titleOf(a.Service),
				Applicant: p.Name, Stage: a.Stage(), RegisteredOn: date(a.Day), Agent: a.Agent})
	}
	c.Header("Cache-Control", "no-store")
	web.JSON(c, http.StatusOK, out)
	return nil
}

// searched gives a page of what a query finds: first what bears it as a number, FIN,
// document or phone, then by name. next is where it goes on, "" at the end.
func (s *Surface) searched(query string, from searchCursor) (ids []application.ApplicationID, next string,
	err error) {
	exact, err := s.exactly(query)
	if err != nil {
		return nil, "", err
	}
	if !from.byName {
		for _, id := range exact {
			if from.before != 0 && id >= from.before {
				continue
			}
			if len(ids) == maxFound {
				return ids, searchCursor{before: ids[maxFound-1]}.String(), nil
			}
			ids = append(ids, id)
		}
		from = searchCursor{byName: true}
	}
	// At least one is looked for: where the page is full, it tells whether to go on.
	page, err := s.Records.SearchName(query, application.NameCursor{Begun: from.begun, Before: from.before},
		max(maxFound-len(ids), 1))
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("search: %w", err)
	case len(ids) == maxFound:
		if len(page.Matches) > 0 || page.More {
			next = from.String()
		}
		return ids, next, nil
	case page.More:
		next = searchCursor{byName: true, begun: page.Next.Begun, before: page.Next.Before}.String()
	}
	for _, m := range page.Matches {
		if !slices.Contains(exact, m.Application) {
			ids = append(ids, m.Application)
		}
	}
	return ids, next, nil
}

// searchCursor is where a search goes on: among the exact finds, the whole words of names
// or their beginnings, before an application. As text it is "i123", "w123", "b123".
type searchCursor struct {
	byName, begun bool
	before        application.ApplicationID
}

// String writes the place as the wire has it.
func (p searchCursor) String() string {
	kind := "i"
	switch {
	case p.begun:
		kind = "b"
	case p.byName:
		kind = "w"
	}
	return kind + wire(p.before)
}

// readSearchCursor reads a cursor; what is none is the beginning.
func readSearchCursor(text string) searchCursor {
	if text == "" {
		return searchCursor{}
	}
	kind := text[0]
	before, err := strconv.ParseUint(text[1:], 10, 63)
	if err != nil || kind != 'i' && kind != 'w' && kind != 'b' {
		return searchCursor{}
	}
	return searchCursor{byName: kind != 'i', begun: kind == 'b', before: application.ApplicationID(before)}
}

// exactly finds the applications that a query names by a number, a FIN, a document's
// number or a phone, newest first, each once.
func (s *Surface) exactly(query string) ([]application.ApplicationID, error) {
	ids, err := s.byNumbers(query)
	if err != nil {
		return nil, err
	}
	if fin, phone := application.Identifiers(query); fin != "" || phone != "" {
		more, err := s.Records.ApplicationsOf(fin, phone)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		ids = append(ids, more...)
	}
	if key := application.DocumentKey(query); key != "" {
		more, err := s.Records.ApplicationsOfDocument(key)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		ids = append(ids, more...)
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return slices.Compact(ids), nil
}

// byNumbers finds a whole number, or the end of one of this year's or last year's.
func (s *Surface) byNumbers(query string) (ids []application.ApplicationID, err error) {
	numbers := []string{strings.ToUpper(query)}
	if serialForm.MatchString(query) {
		serial, _ := strconv.Atoi(query) // six digits at most: cannot fail
		year := 0
		s.Centre.Read(func(st *centre.State) { year, _ = st.Application.Last() })
		numbers = []string{application.Number(s.Code, year, serial),
			application.Number(s.Code, year-1, serial)}
	}
	for _, number := range numbers {
		a, ok, err := s.Records.ApplicationByNumber(number)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if ok {
			ids = append(ids, a.ID)
		}
	}
	return ids, nil
}

// titleOf is a service's short name; its ID where the centre has no passport.
func (s *Surface) titleOf(service string) i18n.Text {
	if p, ok := s.Passports().Get(service); ok {
		return p.Title()
	}
	return i18n.Text{Az: service}
}
