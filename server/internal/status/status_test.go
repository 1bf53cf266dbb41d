package status_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"dost/assets"
	"dost/server/internal/projection"
	"dost/server/internal/staff"
	"dost/server/internal/status"
	"dost/server/internal/writer"
	"dost/server/web"
	"dost/server/web/webtest"
)

// followers are those of which one has stopped, or none.
type followers struct{ stopped bool }

func (f *followers) Troubled() bool { return f.stopped }

func (f *followers) Standings() []projection.Standing {
	return []projection.Standing{{Behind: 3}, {Behind: 5, Failed: errors.New("the disk is gone")}}
}

// troubled is a centre of which the test says what is wrong.
type troubled struct {
	*webtest.Centre
	list      []writer.Trouble
	followers followers
}

func (c *troubled) Troubles() []writer.Trouble { return c.list }

func served(t *testing.T, demo bool) (c *troubled, get func(path string) *httptest.ResponseRecorder) {
	t.Helper()
	site, err := assets.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c = &troubled{Centre: webtest.New(t)}
	s := status.New(status.Deps{Centre: c, Followers: &c.followers, Site: site, Name: "Nümunə", Demo: demo,
		Clients: func() int { return 7 }})
	engine := gin.New()
	if err := web.Mount(engine, []web.Surface{s}, web.Options{}); err != nil {
		t.Fatal(err)
	}
	return c, func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
}

// A centre that cannot keep anything is alive and not ready; any other trouble is told by
// both probes and stops nobody.
func TestWhatIsNotReadyIsStillAlive(t *testing.T) {
	c, get := served(t, false)
	probe := func(path string) (status int, said string, troubles []string, detail string) {
		w := get(path)
		var h struct {
			Status, Detail string
			Troubles       []string
			Seq            uint64
		}
		if err := json.Unmarshal(w.Body.Bytes(), &h); err != nil || h.Seq == 0 {
			t.Errorf("%s answers %s", path, w.Body)
		}
		return w.Code, h.Status, h.Troubles, h.Detail
	}
	c.list = []writer.Trouble{{Code: "clock-behind"}}
	if code, said, troubles, _ := probe("/readyz"); code != 200 || said != "ok" || len(troubles) != 1 {
		t.Errorf("with a slow clock: %d %s %v", code, said, troubles)
	}
	c.list = []writer.Trouble{{Code: "store-down"}, {Code: "store-moved", Detail: "put it back"}}
	if code, said, troubles, detail := probe("/readyz"); code != 503 || said != "unavailable" ||
		len(troubles) != 2 || detail != "put it back" {
		t.Errorf("ready without a store: %d %s %v %q", code, said, troubles, detail)
	}
	c.list, c.followers.stopped = nil, true
	if code, _, troubles, _ := probe("/readyz"); code != 200 || len(troubles) != 1 ||
		troubles[0] != projection.Stopped {
		t.Errorf("with a follower that stopped: %d %v", code, troubles)
	}
	c.list = []writer.Trouble{{Code: "store-down"}}
	if code, said, _, _ := probe("/healthz"); code != 200 || said != "ok" {
		t.Errorf("alive without a store: %d %s", code, said)
	}
}

func TestFiguresAreTheCentres(t *testing.T) {
	c, get := served(t, false)
	c.list = []writer.Trouble{{Code: "clock-behind"}}
	text := get("/metrics").Body.String()
	for _, line := range []string{"dost_live_clients 7", "dost_troubles 1", "dost_followers_behind 5",
		"dost_followers_stopped 1", "dost_tickets_waiting 0", "dost_journal_seq "} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("the figures have no %q", line)
		}
	}
}

// Only a demo's front page gives tokens and the password away.
func TestOnlyADemoShowsItsTokens(t *testing.T) {
	for _, demo := range []bool{true, false} {
		_, get := served(t, demo)
		page := get("/").Body.String()
		if !strings.Contains(page, "Nümunə") {
			t.Errorf("the page does not name the centre: %.200s", page)
		}
		for _, secret := range []string{staff.DemoKioskToken, staff.DemoDisplayToken, staff.DemoDoorToken,
			staff.DemoPassword} {
			if strings.Contains(page, secret) != demo {
				t.Errorf("demo %v: the page has %q: %v", demo, secret, !demo)
			}
		}
	}
}
