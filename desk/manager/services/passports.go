// Package services is the console's page of the services: their passports in force, drafts of new
// versions, and the table from classification to direction.
package services

import (
	"cmp"
	"embed"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/web"
)

// UI is the files of the page.
//
//go:embed ui
var UI embed.FS

// Deps is what the page is wired to.
type Deps struct {
	Centre web.Centre
	// Confirm checks the manager's password again.
	Confirm   func(login, password string) error
	Passports func() *passport.Library // the services in force
}

// Surface is the page, ready to be mounted.
type Surface struct{ Deps }

// New makes the page.
func New(d Deps) *Surface { return &Surface{d} }

var managers = []web.Role{web.Manager}

// The largest bodies of the routes that carry a passport.
const (
	uploadLimit = passport.MaxBytes*4/3 + 4<<10 // a document in base64, and its name
	draftLimit  = 512 << 10                     // a passport as JSON; a long one has 60 KiB
)

// CodeUnknownPassport refuses the ID, or the version, of a passport that the
// centre has not.
const CodeUnknownPassport problem.Code = "unknown-passport"

// Passports lists the services with the versions in force, and the table that
// gives each classification its direction.
type Passports struct {
	Services   []PassportSummary `json:"services"`
	Classes    []ClassView       `json:"classes"`
	Directions []DirectionName   `json:"directions"`
	Rev        uint64            `json:"rev"` // names the table; a change sends it back
}

// PassportSummary is one service in the list.
type PassportSummary struct {
	ID             string                  `json:"id"`
	Name           i18n.Text               `json:"name"`
	Classification passport.Classification `json:"classification"`
	Direction      queue.DirectionID       `json:"direction"`
	Version        int                     `json:"version"`
	// when it was stored; none = comes with the program
	At      *time.Time `json:"at,omitempty"`
	Actor   string     `json:"actor,omitempty"`
	Open    int        `json:"open"`    // doubts that nobody has settled
	Missing int        `json:"missing"` // wordings in one of the three languages
}

// ClassView is a classification and where it leads.
type ClassView struct {
	Code      passport.Classification `json:"code"`
	Name      i18n.Text               `json:"name"`
	Direction queue.DirectionID       `json:"direction"`
	Services  int                     `json:"services"`
}

// DirectionName is a direction that a class can lead to.
type DirectionName struct {
	ID   queue.DirectionID `json:"id"`
	Name i18n.Text         `json:"name"`
	Off  bool              `json:"off,omitempty"`
}

// PassportDetail is one version of a passport with its history.
type PassportDetail struct {
	Passport passport.Passport  `json:"passport"`
	Open     []passport.Finding `json:"open"`
	Missing  []string           `json:"missing"`
	Versions []PassportVersion  `json:"versions"` // newest first
}

// PassportVersion is one line of a passport's history.
type PassportVersion struct {
	Version int        `json:"version"`
	At      *time.Time `json:"at,omitempty"` // none = comes with the program
	Actor   string     `json:"actor,omitempty"`
	Source  string     `json:"source,omitempty"`
}

// Routes implements web.Surface.
func (s *Surface) Routes() []web.Route {
	return []web.Route{
		{
			Method: http.MethodGet, Path: "/api/manager/passports", For: managers,
			Summary: "The services with the version in force of each passport, and the table from classification to direction.",
			Out:     Passports{}, Do: s.listPassports,
		},
		{
			Method: http.MethodGet, Path: "/api/manager/passports/:id", For: managers,
			Summary: "One passport, in the version in force or ?version=, with its open doubts and its history.",
			Out:     PassportDetail{}, Codes: []problem.Code{CodeUnknownPassport}, Do: s.showPassport,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/passports/read", For: managers, Limit: uploadLimit,
			Summary: "Reads a passport as published (.txt, .md, .html, .docx) and tells its doubts and its differences; stores nothing.",
			In:      ReadPassportRequest{}, Out: Reading{},
			Codes: []problem.Code{
				passport.CodeTooLarge, passport.CodeBinary, passport.CodeEmpty,
				passport.CodeUnsupportedFormat, passport.CodeNotAPassport,
			}, Do: s.readPassport,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/passports/check", For: managers, Limit: draftLimit,
			Summary: "Compares an edited passport with the version in force and tells what it still lacks; stores nothing.",
			In:      CheckPassportRequest{}, Out: Check{}, Do: s.checkPassport,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/passports", For: managers, Limit: draftLimit,
			Summary: "Stores a passport as the next version; visits under way keep the one that they began with.",
			In:      StorePassportRequest{}, Out: PassportSummary{}, Status: http.StatusCreated,
			Codes: []problem.Code{web.CodeWrongPassword, passport.CodeInvalidPassport,
				passport.CodePassportChanged, passport.CodePassportSame, passport.CodeTooManyVersions},
			Do: s.storePassport,
		},
		{
			Method: http.MethodPost, Path: "/api/manager/passports/directions", For: managers,
			Summary: "Replaces the table that gives each of the 11 classifications its direction.",
			In:      TableRequest{}, Out: Passports{},
			Codes: []problem.Code{web.CodeWrongPassword, passport.CodeBadTable, passport.CodePassportChanged,
				queue.CodeUnknownDirection},
			Do: s.setTable,
		},
	}
}

// Lives implements web.Surface.
func (s *Surface) Lives() []web.Live { return nil }

func (s *Surface) listPassports(c *gin.Context) error {
	var out Passports
	library := s.Passports()
	s.Centre.Read(func(st *centre.State) { out = passportsOf(st, library) })
	web.JSON(c, http.StatusOK, out)
	return nil
}

// passportsOf lists what the library holds; the table is the state's.
func passportsOf(st *centre.State, library *passport.Library) Passports {
	table, mark := st.Passports.Directions()
	out := Passports{Services: []PassportSummary{}, Classes: []ClassView{}, Directions: []DirectionName{},
		Rev: mark.Seq}
	count := map[passport.Classification]int{}
	for _, p := range library.All() {
		count[p.Classification]++
		line := summaryOf(st, p)
		line.Direction = cmp.Or(table[p.Classification], p.Direction)
		out.Services = append(out.Services, line)
	}
	for _, class := range passport.Classes() {
		out.Classes = append(out.Classes,
			ClassView{class.Code, class.Name, table[class.Code], count[class.Code]})
	}
	for _, d := range st.Queue.Config().Directions {
		out.Directions = append(out.Directions, DirectionName{d.ID, d.Name, d.Off})
	}
	return out
}

func summaryOf(st *centre.State, p *passport.Passport) PassportSummary {
	line := PassportSummary{
		ID: p.ID, Name: p.Title(), Classification: p.Classification, Direction: p.Direction,
		Version: p.Version, Missing: len(p.Missing()),
	}
	if v, ok := stored(st, p.ID, p.Version); ok {
		at := v.At.In(civil.Baku)
		line.At, line.Actor, line.Open = &at, v.Actor, len(v.Open)
	}
	return line
}

// stored finds a version in the catalogue; ok is false for those of the program.
func stored(st *centre.State, id string, version int) (v passport.Stored, ok bool) {
	for _, v := range st.Passports.Versions(id) {
		if v.Passport.Version == version {
			return v, true
		}
	}
	return v, false
}

func (s *Surface) showPassport(c *gin.Context) error {
	library, id := s.Passports(), c.Param("id")
	p, ok := library.Get(id)
	if asked := c.Query("version"); asked != "" && ok {
		version, err := strconv.Atoi(asked)
		if err != nil {
			version = 0
		}
		p, ok = library.Version(id, version)
	}
	if !ok {
		return web.Fail(CodeUnknownPassport, "no such passport", map[string]any{"id": id})
	}
	out := PassportDetail{Passport: *p, Open: []passport.Finding{},
		Missing: append([]string{}, p.Missing()...), Versions: []PassportVersion{}}
	s.Centre.Read(func(st *centre.State) {
		if v, ok := stored(st, id, p.Version); ok {
			out.Open = append(out.Open, v.Open...)
		}
		for _, older := range library.Versions(id) {
			line := PassportVersion{Version: older.Version}
			if v, ok := stored(st, id, older.Version); ok {
				at := v.At.In(civil.Baku)
				line.At, line.Actor, line.Source = &at, v.Actor, v.Source
			}
			out.Versions = append([]PassportVersion{line}, out.Versions...)
		}
	})
	web.JSON(c, http.StatusOK, out)
	return nil
}

// refused is an importer's refusal as the kit has refusals.
func refused(err error) error {
	var e *passport.Error
	if errors.As(err, &e) {
		return web.Fail(e.Code, e.Detail, e.Facts)
	}
	return err
}
