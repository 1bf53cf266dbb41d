package servertest_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"dost/server/integration"
	. "dost/server/servertest"
)

// canaries are what is planted of three people, as it was typed and in every form
// that the server could make of it.
var canaries = map[string][]string{
	"a name":                          {"Kanareyka", "kanareyka", "KANAREYKA", "Sarıbülbül"},
	"a representative's name":         {"Kanarina", "kanarina"},
	"a FIN":                           {"7KANAR7", "7kanar7"},
	"a document's number":             {"KN 7654321", "KN7654321", "kn 7654321", "7654321"},
	"an applicant's telephone":        {"507776655", "777 66 55", "7776655"},
	"a telephone that booked a visit": {"553332211", "333 22 11", "3332211"},
	"a telephone left on a phone":     {"704445566", "444 55 66", "4445566"},
	"a telephone left at a desk":      {"996667788", "666 77 88", "6667788"},
}

// aviary collects what the server says where anybody, or whoever keeps a log or a
// disk, can read it.
type aviary struct {
	t    *testing.T
	mu   sync.Mutex
	said map[string]*bytes.Buffer
}

func newAviary(t *testing.T) *aviary { return &aviary{t: t, said: map[string]*bytes.Buffer{}} }

// say keeps what was said at a place.
func (a *aviary) say(place string, text []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.said[place] == nil {
		a.said[place] = &bytes.Buffer{}
	}
	a.said[place].Write(append(text, '\n'))
}

// Write takes the lines of the log.
func (a *aviary) Write(line []byte) (int, error) {
	a.say("the log", line)
	return len(line), nil
}

// watch keeps every frame of a live view until the test ends.
func (a *aviary) watch(c *Client, path string) {
	f := c.Watch(path)
	f.Until("a first frame", func(m M) bool { a.frame(path, m); return true })
	go func() {
		for {
			select {
			case m := <-f.Frames:
				a.frame(path, m)
			case <-f.Ended:
				return
			}
		}
	}()
}

func (a *aviary) frame(path string, m M) {
	text, err := json.Marshal(m)
	if err != nil {
		a.t.Error(err)
	}
	a.say("the frames of "+path, text)
}

// files keeps every byte on the disk but the keys.
func (a *aviary) files(dir string) {
	for name, content := range Files(a.t, dir) {
		if !strings.HasPrefix(name, "keys"+string(filepath.Separator)) {
			a.say("the file "+name, content)
		}
	}
}

// addresses keeps every address that a page has asked for, and its own.
func (a *aviary) addresses(p *Page) {
	all, err := Eval[string](p,
		`[location.href, ...performance.getEntriesByType("resource").map((e) => e.name)].join("\n")`)
	if err != nil {
		a.t.Error(err)
	}
	a.say("the addresses", []byte(all))
}

// codes keeps what the codes on a picture or a paper say, also what is packed in
// them.
func (a *aviary) codes(place string, content []byte) {
	a.t.Helper()
	dir := a.t.TempDir()
	file := filepath.Join(dir, "paper")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		a.t.Fatal(err)
	}
	pictures := []string{file}
	if bytes.HasPrefix(content, []byte("%PDF-")) {
		tool(a.t, "pdftoppm", "-r", "150", "-png", file, filepath.Join(dir, "page"))
		pictures, _ = filepath.Glob(filepath.Join(dir, "page*.png"))
	}
	for _, picture := range pictures {
		text := strings.TrimSpace(tool(a.t, "zbarimg", "-q", "--raw", picture))
		packed, _ := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(
			text[strings.LastIndex(text, "/")+1:])
		a.say(place, append([]byte(text+"\n"), packed...))
	}
}

func (a *aviary) holds(place, word string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.said[place] != nil && bytes.Contains(a.said[place].Bytes(), []byte(word))
}

// silent fails for every canary that is heard; loud is what must be heard at a
// place, or nobody listened there.
func (a *aviary) silent(loud map[string]string) {
	a.t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	for place, text := range a.said {
		for what, forms := range canaries {
			for _, form := range forms {
				if i := bytes.Index(text.Bytes(), []byte(form)); i >= 0 {
					a.t.Errorf("%s holds %s: …%q…", place, what,
						text.Bytes()[max(0, i-60):min(text.Len(), i+60)])
				}
			}
		}
	}
	for place, word := range loud {
		if text := a.said[place]; text == nil || !bytes.Contains(text.Bytes(), []byte(word)) {
			a.t.Errorf("%s does not even hold %q: nobody listened there", place, word)
		}
	}
}

// Three people go through the whole server: one books by telephone, one applies with
// a FIN and somebody to act for them, one with another document. Neither the public
// screens nor the log, an address, a code or a byte on the disk tells who they are,
// also where something is refused or fails (promises 12). The systems that are
// told of them, and the agent who looks for them, know.
func TestACanaryIsHeardNowhere(t *testing.T) {
	t.Parallel()
	at, now := daysClock()
	at(9, 0)
	a := newAviary(t)
	s := Start(t, Options{Clock: now, Log: slog.New(
		slog.NewTextHandler(a, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	systems := NewStandIn(t)
	systems.Clock = now
	kiosk := s.Kiosk(t)
	systems.Connect(s.Staff(t, "manager"), "esdas", "e-sosial", "tseras", integration.Messages)
	systems.Know("7KANAR7", integration.LookUpAnswer{State: integration.Found})
	systems.Down(true)
	a.watch(s.Display(t), "/live/display")
	a.watch(s.Display(t), "/live/rate/3")
	a.watch(kiosk, "/live/kiosk")
	a.watch(kiosk, "/live/kiosk/help")
	a.watch(s.Door(t), "/live/door")

	// The one who books, on the operator's screen.
	b := OpenBrowser(t)
	call := b.Open("operator", s.URL+"/operator?lang=az", 1366, 768)
	signIn(call, "operator")
	call.Type("input[name=phone]", "055 333 22 11")
	call.Click(`button.time[data-at="2026-03-02T10:00:00+04:00"]`)
	call.Until(`document.activeElement.matches(".confirm .go")`)
	call.Press("\r")
	call.See(".done .code")
	operator := s.Staff(t, "operator")
	operator.Post("/api/operator/find", M{"phone": "+994553332211"}).Want(http.StatusOK)
	kiosk.Post("/api/kiosk/check-in", M{"key": Key(), "phone": "0553332211"}).Problem(http.StatusConflict,
		"too-early")
	at(9, 45) // whoever signs in at nine is signed out by now
	manager, agent := s.Staff(t, "manager"), s.Agent(t, 3, "benefits", "social-services")
	a.watch(manager, "/live/manager")
	a.watch(agent, "/live/desk")
	a.watch(s.Staff(t, "volunteer1"), "/live/volunteer")
	arrival := M{"key": Key(), "phone": "0553332211"}
	came := kiosk.Post("/api/kiosk/check-in", arrival).Want(http.StatusCreated)
	a.say("an answer to the kiosk", came.Body)
	kiosk.Post("/api/kiosk/check-in", M{"key": Key(), "phone": "0553332211x"}).Problem(http.StatusBadRequest,
		"bad-phone")

	// The two who apply.
	issued := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits", "language": "ru"}).Want(http.StatusCreated)
	a.watch(s.Anyone(t), "/live/track/"+issued.Text("track"))
	id := issued.Text("id")
	// the appointment is first
	if called := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).Text("id"); called != id {
		agent.Post("/api/desk/tickets/"+called+"/no-show", M{"key": Key()}).Want(http.StatusOK)
		agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	}
	agent.Post("/api/desk/tickets/"+id+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	agent.Post("/api/desk/lookups", M{"key": Key(), "ticket": id, "service": "05-02-01-03",
		"subsystem": "tseras", "fin": "7KANAR7"}).Want(http.StatusOK)
	citizen := M{"name": "Kanareyka Sarıbülbül", "fin": "7kanar7", "phone": "050 777 66 55",
		"representative": "Kanarina Vəkil"}
	first := registered(agent, id, "05-02-01-03", "sent-on", "",
		M{"applicant": citizen, "representative": "parent"})
	stranger := M{"name": "Kanareyka Yad", "document": M{"kind": "foreign-passport", "number": "kn 7654321"}}
	second := registered(agent, id, "01-09-07-00", "listed", "",
		M{"applicant": stranger, "list": M{"kind": "treatment"}})
	agent.Post("/api/desk/lists/offer", M{"key": Key(), "service": "01-09-07-00", "kind": "treatment",
		"what": "Naftalan"}).Want(http.StatusOK)
	paper := agent.Post("/api/desk/returns",
		M{"key": Key(), "ticket": id, "service": "05-02-01-03", "documents": []string{"identity"}}).Want(
		http.StatusCreated)

	// The two who give up their tickets for another time, on the phone and at the desk.
	var waiting []string
	for range 2 {
		waiting = append(waiting, kiosk.Post("/api/kiosk/tickets",
			M{"key": Key(), "direction": "employment"}).Want(http.StatusCreated).Text("track"))
	}
	enact(manager, M{"name": decree, "from": moment(now()), "to": moment(now().Add(time.Hour)),
		"scope": M{"directions": []string{"employment"}}, "rules": M{"closed": true}, "waiting": "rebook"})
	phone, another := s.Anyone(t), s.Agent(t, 5, "employment")
	a.watch(phone, "/live/track/"+waiting[0])
	days := phone.Get("/api/track/" + waiting[0] + "/times").Want(http.StatusOK).JSON()["days"].([]any)
	free := days[0].(M)["times"].([]any)
	phone.Post("/api/track/"+waiting[0]+"/appointment",
		M{"key": Key(), "at": free[0], "phone": "070 444 55 6"}).Problem(http.StatusBadRequest, "bad-phone")
	a.say("an answer to a phone", phone.Post("/api/track/"+waiting[0]+"/appointment",
		M{"key": Key(), "at": free[0], "phone": "070 444 55 66"}).Want(http.StatusCreated).Body)
	a.say("the public pages", phone.Get("/api/track/"+waiting[0]).Want(http.StatusOK).Body)
	theirs := another.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).Text("id")
	another.Post("/api/desk/tickets/"+theirs+"/appointment",
		M{"key": Key(), "at": free[1], "phone": "6667788"}).Problem(http.StatusBadRequest, "bad-phone")
	a.say("an answer to a desk", another.Post("/api/desk/tickets/"+theirs+"/appointment",
		M{"key": Key(), "at": free[1], "phone": "+994 99 666-77-88"}).Want(http.StatusCreated).Body)
	for _, left := range []string{"0704445566", "0996667788"} {
		if found := s.Staff(t, "operator").Post("/api/operator/find",
			M{"phone": left}).Want(http.StatusOK).JSON()["appointments"].([]any); len(found) != 1 {
			t.Errorf("%s finds %v", left, found)
		}
	}

	// What is refused says no more.
	refusals := []Reply{
		agent.Post("/api/desk/applications",
			M{"key": Key(), "ticket": id, "service": "05-02-01-03", "outcome": "registered",
				"documents": []M{}, "checks": []M{},
				"applicant": M{"name": "Kanareyka Sarıbülbül", "fin": "7KANAR7", "phone": "507776655000"}}),
		agent.Post("/api/desk/applications",
			M{"key": Key(), "ticket": id, "service": "05-02-01-03", "outcome": "refused",
				"reason": "Pasport KN-7654321 saxtadır", "documents": []M{}, "checks": []M{},
				"applicant": stranger}),
		agent.Post("/api/desk/applications", M{"key": Key(), "applicant": []string{"Kanareyka", "7KANAR7"}}),
		agent.Post("/api/desk/applications/"+first["id"].(string)+"/advance",
			M{"key": Key(), "stage": "returned", "note": "Kanarina Vəkil gəlmədi"}),
		agent.Post("/api/desk/lookups", M{"key": Key(), "ticket": id, "service": "05-02-01-03",
			"subsystem": "tseras", "fin": "7KANAR7O"}),
		agent.Post("/api/desk/search", M{"q": "Kanareyka 7KANAR7 " + strings.Repeat("x", 200)}),
		agent.Get("/api/desk/applications/7KANAR7"), // somebody's wrong address must not reach the log
		s.Anyone(t).Get("/kanareyka?fin=7KANAR7"),
		s.Anyone(t).Post("/api/session", M{"login": "kanareyka", "password": "7KANAR7"}),
	}
	for i, r := range refusals {
		if r.Status < 400 {
			t.Errorf("refusal %d was %d %s", i, r.Status, r.Body)
		}
		a.say(fmt.Sprintf("refusal %d", i), r.Body)
	}

	// Whom it concerns finds them, and addresses do not tell.
	for _, query := range []string{"kanareyka yad", "7KANAR7", "KN-7654321", "+994507776655", "kanarina"} {
		if found := agent.Post("/api/desk/search",
			M{"q": query}).Want(http.StatusOK).JSON()["applications"].([]any); len(found) != 1 {
			t.Errorf("%q finds %v", query, found)
		}
	}
	registry := b.Open("registry", s.URL+"/registry?lang=az", 1366, 768)
	// the browser is the operator's so far
	if needs, _ := Eval[bool](registry, "!document.querySelector('input[name=q]')"); needs {
		desk := b.Open("desk", s.URL+"/desk?lang=az", 1366, 768)
		signIn(desk, "agent2")
		desk.Gone("input[name=password]")
		registry = b.Open("registry", s.URL+"/registry?lang=az", 1366, 768)
	}
	registry.Type("input[name=q]", "7KANAR7")
	registry.Says(".rows tbody", first["number"].(string))
	registry.Press(kb.Enter)
	registry.Says(".dossier", "Kanareyka")
	a.addresses(registry)
	a.addresses(call)

	// What the public and the paper say.
	for _, path := range []string{"/v/" + first["code"].(string), "/v/" + second["code"].(string),
		"/b/" + paper.Text("code"), "/api/track/" + issued.Text("track")} {
		a.say("the public pages", s.Anyone(t).Get(path).Want(http.StatusOK).Body)
	}
	for _, path := range []string{"/api/kiosk/menu", "/healthz", "/readyz", "/metrics"} {
		a.say("the public pages", kiosk.Get(path).Body)
	}
	a.say("the record of changes", manager.Get("/api/manager/record").Want(http.StatusOK).Body)
	a.say("the board", manager.Get("/api/desk/deadlines").Want(http.StatusOK).Body)
	a.codes("the code of a confirmation",
		agent.Get("/api/desk/applications/"+first["id"].(string)+"/confirmation.pdf").Want(
			http.StatusOK).Body)
	a.codes("the code of what to bring",
		agent.Get("/api/desk/returns/"+paper.Text("code")+"/paper.pdf").Want(http.StatusOK).Body)
	a.codes("the code of a ticket", kiosk.Get("/api/kiosk/tickets/"+id+"/qr.png").Want(http.StatusOK).Body)
	a.codes("the code of a paper ticket",
		kiosk.Get("/api/kiosk/tickets/"+id+"/ticket.png").Want(http.StatusOK).Body)

	a.files(s.Dir) // with the messages that wait
	systems.Down(false)
	eventually(t, "the system that decides is told of the applicant", func() bool {
		at(9, 50)
		list := systems.Taken("esdas")
		return len(list) > 0 && list[0].Application.Applicant != nil &&
			list[0].Application.Applicant.FIN == "7KANAR7"
	})
	time.Sleep(1100 * time.Millisecond) // one more frame of each
	dir := s.Dir
	s.Stop()
	a.files(dir) // with the snapshot
	// What is kept of a request cannot be guessed from it either: there are only so
	// many telephones.
	body, err := json.Marshal(arrival)
	if err != nil {
		t.Fatal(err)
	}
	guess := sha256.Sum256(append([]byte("POST /api/kiosk/check-in\n"), body...))
	if a.holds("the file centre.db", hex.EncodeToString(guess[:])) {
		t.Error("a telephone can be guessed from the fingerprint of a check-in")
	}
	a.silent(map[string]string{
		"the log": "route=/api/desk/applications", "the addresses": "/api/desk/search",
		"the file centre.db":          "reception.registered",
		"the frames of /live/display": `"calls"`, "the frames of /live/manager": `"desks"`,
		"the frames of /live/desk":   first["number"].(string),
		"the code of a confirmation": first["code"].(string), "the public pages": first["number"].(string),
		"the code of a ticket": "/",
	})
}
