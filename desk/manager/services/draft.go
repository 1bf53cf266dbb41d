package services

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/web"
)

// ReadPassportRequest is a document to be read.
type ReadPassportRequest struct {
	Key  string `json:"key,omitempty"` // of no effect: nothing is stored
	Name string `json:"name"`          // of the file; its ending helps to tell the format
	Data []byte `json:"data"`          // the document, in base64; at most 2 MiB unpacked
}

// Reading is what the importer made of a document.
type Reading struct {
	Passport passport.Passport  `json:"passport"` // with the next version's number
	Findings []passport.Finding `json:"findings"`
	Format   string             `json:"format"`
	Form     bool               `json:"form"` // the ministry's form with its options, not a web page
	Check
}

// Check is how a passport stands to the version in force, and what it lacks.
type Check struct {
	Base     int               `json:"base"`     // the version in force; 0 = a new service
	Changes  []passport.Change `json:"changes"`  // from it
	Missing  []string          `json:"missing"`  // wordings, as "documents.identity-card.name: ru"
	Problems []string          `json:"problems"` // why it could not be stored as it is
}

// CheckPassportRequest is a draft to be compared.
type CheckPassportRequest struct {
	Key      string            `json:"key,omitempty"` // of no effect: nothing is stored
	Passport passport.Passport `json:"passport"`
}

// StorePassportRequest asks to store a draft as the next version. Its version is
// one more than the version in force that the manager saw.
type StorePassportRequest struct {
	Key      string             `json:"key"`
	Password string             `json:"password"`
	Passport passport.Passport  `json:"passport"`
	Open     []passport.Finding `json:"open,omitempty"`   // the doubts that are not settled
	Source   string             `json:"source,omitempty"` // the file's name
}

// TableRequest asks to replace the table of directions.
type TableRequest struct {
	Key      string                                        `json:"key"`
	Password string                                        `json:"password"`
	Rev      uint64                                        `json:"rev"`
	Table    map[passport.Classification]queue.DirectionID `json:"table"`
}

func (s *Surface) readPassport(c *gin.Context) error {
	var in ReadPassportRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	result, err := passport.Import(in.Name, in.Data)
	if err != nil {
		return refused(err)
	}
	p := result.Passport
	if before, ok := s.Passports().Get(p.ID); ok {
		p = passport.Adopt(*before, p)
	}
	out := Reading{Findings: append([]passport.Finding{}, result.Findings...), Format: result.Format,
		Form: result.Form}
	out.Passport, out.Check = s.draft(p)
	web.JSON(c, http.StatusOK, out)
	return nil
}

func (s *Surface) checkPassport(c *gin.Context) error {
	var in CheckPassportRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	_, check := s.draft(in.Passport)
	web.JSON(c, http.StatusOK, check)
	return nil
}

// draft gives a passport the direction of the table and the next version's
// number, and tells how it stands to the version in force.
func (s *Surface) draft(p passport.Passport) (passport.Passport, Check) {
	s.Centre.Read(func(st *centre.State) {
		table, _ := st.Passports.Directions()
		if d, ok := table[p.Classification]; ok {
			p.Direction = d
		}
	})
	out := Check{Changes: []passport.Change{}, Missing: append([]string{}, p.Missing()...),
		Problems: []string{}}
	before, ok := s.Passports().Get(p.ID)
	if ok {
		out.Base = before.Version
		out.Changes = append(out.Changes, passport.Diff(*before, p)...)
	}
	p.Version = out.Base + 1
	if err := p.Validate(); err != nil {
		out.Problems = problemsOf(err)
	}
	return p, out
}

// storePassport keeps the draft. Its Version says which one it was made from: if
// another version came into force since, the second manager is told.
func (s *Surface) storePassport(c *gin.Context) error {
	var in StorePassportRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	p, check := s.draft(in.Passport)
	// Whether the version follows on those that the centre stored is decided in the
	// writer's turn, after the key has told whether this is a repeat.
	if wanted := in.Passport.Version; wanted > p.Version || wanted < p.Version && !s.publishedHere(p.ID) {
		return web.Fail(passport.CodePassportChanged, "another version is in force",
			map[string]any{"version": check.Base})
	}
	p.Version = in.Passport.Version
	command := passport.Publish{Passport: p, Open: in.Open, Source: in.Source}
	return web.Command(c, s.Centre, in.Key, in, command, func(st *centre.State, _ []event.Record) (int, any) {
		return http.StatusCreated, summaryOf(st, &p)
	})
}

func (s *Surface) setTable(c *gin.Context) error {
	var in TableRequest
	if err := web.Confirmed(c, &in, &in.Password, s.Confirm); err != nil {
		return err
	}
	library := s.Passports()
	return web.Command(c, s.Centre, in.Key, in, passport.AssignDirections{Rev: in.Rev, Table: in.Table},
		func(st *centre.State, _ []event.Record) (int, any) {
			return http.StatusOK, passportsOf(st, library)
		})
}

func (s *Surface) publishedHere(id string) (yes bool) {
	s.Centre.Read(func(st *centre.State) { yes = len(st.Passports.Versions(id)) > 0 })
	return yes
}

// problemsOf lists every fault that Validate found.
func problemsOf(err error) []string {
	var e *passport.Error
	if errors.As(err, &e) {
		if list, ok := e.Facts["problems"].([]string); ok {
			return list
		}
	}
	return []string{err.Error()}
}
