package servertest_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	. "dost/server/servertest"
)

// document is a passport of the importer's fixtures.
func document(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "passport", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// draftOf uploads a document as the console does.
func draftOf(c *Client, name string, text []byte) M {
	return c.Post("/api/manager/passports/read", M{"name": name, "data": text}).Want(http.StatusOK).JSON()
}

func store(c *Client, draft M, open any) Reply {
	return c.Post("/api/manager/passports",
		M{"key": Key(), "password": demoPassword, "passport": draft["passport"], "open": open,
			"source": "fixture.txt"})
}

func doubts(draft M) (list []any) {
	for _, f := range draft["findings"].([]any) {
		if f.(map[string]any)["level"] == "doubt" {
			list = append(list, f)
		}
	}
	return list
}

func TestAManagerBringsANewServiceIn(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	manager, agent := s.Staff(t, "manager"), s.Agent(t, 1)
	draft := draftOf(manager, fixture, document(t, fixture))
	id := draft["passport"].(map[string]any)["id"].(string)
	agent.Get("/api/desk/services/"+id).Problem(http.StatusNotFound, "unknown-service")

	manager.Post("/api/manager/passports",
		M{"key": Key(), "password": "wrong", "passport": draft["passport"]}).Problem(http.StatusUnauthorized,
		"wrong-password")
	key := Key()
	order := M{"key": key, "password": demoPassword, "passport": draft["passport"], "open": doubts(draft),
		"source": fixture}
	line := manager.Post("/api/manager/passports", order).Want(http.StatusCreated).JSON()
	if again := manager.Post("/api/manager/passports",
		order).Want(http.StatusCreated).JSON(); again["at"] != line["at"] ||
		again["version"] != line["version"] {
		t.Errorf("the same key stored it again: %v, then %v", line, again)
	}
	agent.Get("/api/desk/services/" + id).Want(http.StatusOK)
	if line["version"] != 1.0 || line["open"] != float64(len(doubts(draft))) {
		t.Errorf("stored as %v", line)
	}

	// The same document again differs in nothing; the second of two managers who
	// edit one version is told.
	second := draftOf(manager, fixture, document(t, fixture))
	if second["base"] != 1.0 || len(second["changes"].([]any)) != 0 {
		t.Errorf("read again it is over version %v with %d changes", second["base"],
			len(second["changes"].([]any)))
	}
	store(manager, second, doubts(second)).Problem(http.StatusConflict, "passport-same")
	second["passport"].(map[string]any)["operator_minutes"] = 33
	store(manager, second, nil).Want(http.StatusCreated)
	second["passport"].(map[string]any)["operator_minutes"] = 44
	store(manager, second, nil).Problem(http.StatusConflict, "passport-changed")

	detail := manager.Get("/api/manager/passports/" + id).Want(http.StatusOK).JSON()
	if n := len(detail["versions"].([]any)); n != 2 {
		t.Errorf("%d versions", n)
	}
	first := manager.Get("/api/manager/passports/" + id + "?version=1").Want(http.StatusOK).JSON()
	if first["passport"].(map[string]any)["operator_minutes"] == 33.0 {
		t.Error("the first version changed")
	}
	record := manager.Get("/api/manager/record").Want(http.StatusOK).JSON()
	newest := record["changes"].([]any)[0].(map[string]any)
	after := newest["passport"].(map[string]any)["after"].(map[string]any)
	if newest["kind"] != "passport.shelved" || after["id"] != id || after["version"] != 2.0 {
		t.Errorf("the record says %v", newest)
	}
	manager.Get("/api/manager/passports/"+id+"?version=9").Problem(http.StatusNotFound, "unknown-passport")
	manager.Get("/api/manager/passports/09-09-09-09").Problem(http.StatusNotFound, "unknown-passport")
}

const (
	demoPassword = "demo-demo"
	fixture      = "form-unmarked.txt"
)

func TestWhatIsNoPassportIsRefusedInWords(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	manager := s.Staff(t, "manager")
	read := func(name string, data []byte) Reply {
		return manager.Post("/api/manager/passports/read", M{"name": name, "data": data})
	}
	read("letter.txt", []byte("Hörmətli vətəndaşlar!\nBu gün qəbul yoxdur.\n")).Problem(http.StatusBadRequest,
		"not-a-passport")
	read("picture.png", []byte("\x89PNG\r\n\x1a\n")).Problem(http.StatusBadRequest, "unsupported-format")
	read("empty.txt", nil).Problem(http.StatusBadRequest, "empty")
	read("big.txt", []byte(strings.Repeat("a", 2<<20+1))).Problem(http.StatusRequestEntityTooLarge,
		"too-large")
	read("huge.txt", []byte(strings.Repeat("a", 10<<20))).Problem(http.StatusRequestEntityTooLarge,
		"too-large")
	// The exception is this route's alone.
	manager.Post("/api/manager/closures",
		M{"key": strings.Repeat("a", 20<<10)}).Problem(http.StatusRequestEntityTooLarge, "too-large")
}

func TestTheTableOfDirectionsMovesServices(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	manager, kiosk := s.Staff(t, "manager"), s.Kiosk(t)
	list := manager.Get("/api/manager/passports").Want(http.StatusOK).JSON()
	table := M{}
	for _, c := range list["classes"].([]any) {
		class := c.(map[string]any)
		table[class["code"].(string)] = class["direction"]
	}
	table["employment"] = "benefits"
	after := manager.Post("/api/manager/passports/directions",
		M{"key": Key(), "password": demoPassword, "rev": list["rev"], "table": table}).Want(
		http.StatusOK).JSON()
	for _, one := range after["services"].([]any) {
		if service := one.(map[string]any); service["classification"] == "employment" &&
			service["direction"] != "benefits" {
			t.Errorf("the answer still has %v", service)
		}
	}
	manager.Post("/api/manager/passports/directions",
		M{"key": Key(), "password": demoPassword, "rev": list["rev"], "table": table}).Problem(
		http.StatusConflict, "passport-changed")
	benefits := kiosk.Get("/api/kiosk/services?direction=benefits").Want(http.StatusOK).Body
	if !strings.Contains(string(benefits), "05-04-05-00") {
		t.Errorf("the kiosk has under the new direction %s", benefits)
	}
	employment := kiosk.Get("/api/kiosk/services?direction=employment").Want(http.StatusOK).Body
	if strings.Contains(string(employment), "05-04-05-00") {
		t.Errorf("the kiosk has under the old direction still %s", employment)
	}
	agent := s.Agent(t, 1)
	if got := agent.Get("/api/desk/services/05-04-05-00").Want(
		http.StatusOK).JSON(); got["direction"] != "benefits" {
		t.Errorf("the desk has it in %v", got["direction"])
	}
}

// The console's page: upload, settle doubts, put a field right, store; and look
// at it in three languages.
func TestTheConsoleImportsAPassport(t *testing.T) {
	t.Parallel()
	b := OpenBrowser(t)
	s := Start(t, Options{})
	p := console(s, b, "passports")
	p.See(".passports tbody tr")
	for _, language := range []string{"az", "ru", "en"} {
		p.Speak(language)
		p.Shot("services-" + language)
	}
	text, err := json.Marshal(string(document(t, fixture)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Eval[bool](p, `(() => { const f = new File([`+string(text)+`], "`+fixture+`");
		const d = new DataTransfer(); d.items.add(f); const i = document.querySelector("input[name=file]");
		i.files = d.files; i.dispatchEvent(new Event("change", {bubbles: true})); return true })()`); err != nil {
		t.Fatal(err)
	}
	p.See(".draft .doubts li")
	p.See(".draft .fields details")
	for _, language := range []string{"az", "ru", "en"} {
		p.Speak(language)
		p.Shot("draft-" + language)
		if raw, err := Eval[string](p,
			`(document.body.innerText.match(/\b(passports?|setup|manager)\.[a-z]+[a-z.-]*/)||[""])[0]`); err != nil || raw != "" {
			t.Errorf("in %s the page shows the key %s (%v)", language, raw, err)
		}
	}
	p.Click(`.draft details[data-field="18"] summary`)
	p.Type(`input[name=operator_minutes]`, "7")
	p.Click(`.draft .doubts li input[type=checkbox]`)
	p.Click(`.draft details[data-field="21"] summary`)
	p.Click(`.draft details[data-field="23"] summary`)
	p.Settle()
	p.Shot("draft-editing")
	p.Click(`button[name=store]`)
	p.Type(`dialog input[name=password]`, demoPassword)
	p.Shot("draft-storing")
	p.Click(`dialog .primary`)
	p.See(".passports .upload")
	p.Click(`button[data-tab=directions]`)
	p.See(".classes tbody tr")
	if _, err := Eval[bool](p,
		`(() => { const s = document.querySelector("select[name=disability]"); s.value = "benefits"; s.dispatchEvent(new Event("change", {bubbles: true})); return true })()`); err != nil {
		t.Fatal(err)
	}
	p.Click(`button[name=save-table]`)
	p.Type(`dialog input[name=password]`, demoPassword)
	p.Shot("directions-storing")
	p.Click(`dialog .primary`)
	p.Gone(`dialog`)
	p.Click(`.pages a[href="#record"]`)
	p.See(`li[data-kind="passport.mapped"] del`)
	p.See(`li[data-kind="passport.shelved"]`)
	p.Settle()
	p.Shot("record-of-passports")
}
