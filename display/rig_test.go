package display_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"

	"dost/assets"
	"dost/display"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/web"
)

// rig is a centre of one display: the real engine and the real surface, on a
// server that can be cut off.
type rig struct {
	t       *testing.T
	server  *httptest.Server
	surface *display.Surface
	build   string

	mu      sync.Mutex
	state   *centre.State
	ahead   time.Duration // of the centre's clock before the machine's
	revoked bool          // the display's token is void
	changed chan struct{} // closed at every change
	cut     bool
}

func newRig(t *testing.T) *rig {
	t.Helper()
	gin.SetMode(gin.TestMode)
	site, err := assets.New(map[string]fs.FS{"display": display.UI})
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{
		t: t, state: centre.New(), changed: make(chan struct{}), build: site.Build(),
		surface: display.New(display.Deps{Site: site, Centre: "Demo"}),
	}
	engine := gin.New()
	engine.Any("/a/*path", gin.WrapH(site))
	if err := web.Mount(engine, []web.Surface{r.surface, devices{r}},
		web.Options{Identifier: r, Live: r.live}); err != nil {
		t.Fatal(err)
	}
	r.server = httptest.NewServer(engine)
	t.Cleanup(r.server.Close)
	r.do(queue.Tick{})
	r.do(queue.Configure{Config: queue.DefaultConfig()})
	return r
}

// Identify takes everybody for the display, until it is revoked.
func (r *rig) Identify(*http.Request, []web.Role) (web.Caller, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.revoked {
		return web.Caller{}, false
	}
	return web.Caller{Role: web.Display, ID: "display:D1"}, true
}

// pair pairs the display, or revokes it and hangs up on it as the hub does.
func (r *rig) pair(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.revoked = !on
	close(r.changed)
	r.changed = make(chan struct{})
}

// devices are the staff's routes for devices, of which a screen needs to know what
// it is, and to be paired by the code 2345 ABCD.
type devices struct{ *rig }

type fixture struct {
	Kind web.Role `json:"kind"`
}

func (devices) Lives() []web.Live { return nil }

func (d devices) Routes() []web.Route {
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/device", For: []web.Role{web.Display},
			Summary: "Which device this is", Out: fixture{},
			Do: func(c *gin.Context) error { web.JSON(c, http.StatusOK, fixture{web.Display}); return nil }},
		{Method: http.MethodPost, Path: "/api/pair", For: []web.Role{web.Anyone}, Summary: "Pair",
			In: pairing{}, Out: fixture{}, Do: d.byCode},
	}
}

type pairing struct {
	Key  string `json:"key"`
	Code string `json:"code"`
}

func (d devices) byCode(c *gin.Context) error {
	var in pairing
	if err := web.Body(c, &in); err != nil {
		return err
	}
	if in.Code != "2345ABCD" {
		return web.Fail("unknown-pairing", "the code is wrong", nil)
	}
	d.pair(true)
	web.JSON(c, http.StatusCreated, fixture{web.Display})
	return nil
}

func (r *rig) now() time.Time { return time.Now().Add(r.ahead) }

// do decides and applies a command, and returns the sequence number after it.
func (r *rig) do(command centre.Command) uint64 {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	meta := event.Meta{At: r.now(), Actor: "test"}
	events, err := centre.Decide(r.state, meta, command)
	if err != nil {
		r.t.Fatalf("%T: %v", command, err)
	}
	for _, e := range events {
		r.state.Apply(event.Record{Seq: r.state.Queue.Seq() + 1, At: meta.At, Actor: meta.Actor, Event: e})
	}
	close(r.changed)
	r.changed = make(chan struct{})
	return r.state.Queue.Seq()
}

// connect cuts every display off, or lets them come again.
func (r *rig) connect(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cut = !on
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *rig) frame() ([]byte, <-chan struct{}, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	head := web.Head{Seq: r.state.Queue.Seq(), At: r.now().In(civil.Baku), Build: r.build}
	body, err := json.Marshal(r.surface.Lives()[0].Frame(r.state, display.Topic, head))
	if err != nil {
		panic(err)
	}
	return body, r.changed, r.cut
}

// live is the hub in small: the newest frame at every change and every second.
func (r *rig) live(c *gin.Context, _ web.Live, _ string) {
	if _, _, cut := r.frame(); cut {
		c.Status(http.StatusServiceUnavailable)
		return
	}
	conn, err := (&websocket.Upgrader{}).Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	for {
		body, changed, cut := r.frame()
		if _, known := r.Identify(nil, nil); !known {
			_ = conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(4401, "revoked"))
			return
		}
		if cut || conn.WriteMessage(websocket.TextMessage, body) != nil {
			return
		}
		select {
		case <-changed:
		case <-time.After(time.Second):
		}
	}
}

// agents sit down at the desks, each serving all directions.
func (r *rig) agents(desks ...queue.DeskID) {
	r.t.Helper()
	var all []queue.DirectionID
	for _, d := range r.state.Queue.Config().Directions {
		all = append(all, d.ID)
	}
	for _, d := range desks {
		r.do(queue.OpenDesk{Agent: queue.AgentID("agent" + d), Desk: d, Directions: all})
	}
}

// issue hands out a ticket in a language.
func (r *rig) issue(direction queue.DirectionID, language string) {
	r.t.Helper()
	r.do(queue.Issue{Direction: direction, Language: language, Track: time.Now().Format(time.RFC3339Nano)})
}

// call calls the next ticket to a desk, and returns the sequence number after it.
func (r *rig) call(desk queue.DeskID) uint64 {
	r.t.Helper()
	return r.do(queue.Call{Agent: queue.AgentID("agent" + desk)})
}

// served ends the visit at a desk.
func (r *rig) served(desk queue.DeskID) {
	r.t.Helper()
	d, _ := r.state.Queue.DeskAt(desk)
	r.do(queue.Finish{Agent: d.Agent, Ticket: d.Active, Outcome: queue.Consulted})
}

// receiveAlways opens the centre at all hours, as the demo does.
func (r *rig) receiveAlways() { r.t.Helper(); r.do(regime.SetHours{Hours: regime.RoundTheClock()}) }
