package desk

import (
	"context"
	"net/http"
	"testing"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/web/webtest"
)

// overheard is a centre that remembers the systems each order has told.
type overheard struct {
	*webtest.Centre
	told [][]string
}

func (o *overheard) Do(ctx context.Context, envelope centre.Envelope) (centre.Answer, error) {
	answer, err := o.Centre.Do(ctx, envelope)
	if err == nil {
		o.told = append(o.told, envelope.HandOvers)
	}
	return answer, err
}

// The library may change while an application is on its way, but the passport that
// the visit was made under is read once: what the application is, and which ministry
// is told of it, come from the same page.
func TestWhatIsRegisteredIsToldOf(t *testing.T) {
	h := newHarness(t)
	h.seat()
	ticket := h.served("az")
	heard := &overheard{Centre: h.Centre}
	h.surface.Centre = heard
	whole, empty := h.surface.Passports(), &passport.Library{}
	looks := 0
	h.surface.Passports = func() *passport.Library {
		if looks++; looks > 1 {
			return empty
		}
		return whole
	}
	h.post("/api/desk/applications", fields{
		"ticket": ticket, "service": "05-02-01-03", "outcome": queue.SentOn,
		"documents": []any{}, "checks": []any{},
		"applicant": application.Person{Name: "Şəfiqə Nümunəli", FIN: "5ZK3TP7"},
	}, http.StatusCreated)
	if len(heard.told) != 1 || len(heard.told[0]) == 0 {
		t.Errorf("told of the application: %v", heard.told)
	}
}
