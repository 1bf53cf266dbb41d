package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/queue"
)

type tap struct {
	Key       string   `json:"key"`
	Direction string   `json:"direction"`
	Copies    int      `json:"copies,omitempty"`
	Applicant person   `json:"applicant"`
	Documents []string `json:"documents"`
}

type person struct {
	FIN string `json:"fin"`
}

// Every kind of body that is not what was asked for is a problem with a stable
// code that names the field, and the handler never sees it.
func TestMalformedBodies(t *testing.T) {
	reached := 0
	engine, _ := serve(t, Options{}, guichet{
		routes: []Route{{Method: "POST", Path: "/tap", For: []Role{Anyone}, In: tap{},
			Do: func(c *gin.Context) error {
				var in tap
				if err := Body(c, &in); err != nil {
					return err
				}
				reached++
				return ok(c)
			}}}})
	const good = `{"key":"k1","direction":"benefits","applicant":{"fin":"1"},"documents":[]}`
	deep := strings.Repeat(`[`, 16000)
	for _, one := range []struct {
		name, body, media string
		status            int
		code, field       string
	}{
		{"good", good, "", 200, "", ""},
		{"good, with a charset", good, "application/json; charset=UTF-8", 200, "", ""},
		{"good, spaced", " \n" + good + "\r\n\t ", "", 200, "", ""},
		{"empty", "", "application/json", 400, "bad-json", ""},
		{"blank", "  \n", "", 400, "bad-json", ""},
		{"cut off", `{"key":"k1"`, "", 400, "bad-json", ""},
		{"not JSON", `key=k1`, "", 400, "bad-json", ""},
		{"null", `null`, "", 400, "bad-json", ""},
		{"a list", `[` + good + `]`, "", 400, "bad-json", ""},
		{"a bare text", `"k1"`, "", 400, "bad-json", ""},
		{"trailing value", good + good, "", 400, "bad-json", ""},
		{"trailing brace", good + `}`, "", 400, "bad-json", ""},
		{"a comment", `{/**/"key":"k1"}`, "", 400, "bad-json", ""},
		{"a trailing comma", `{"key":"k1",}`, "", 400, "bad-json", ""},
		{"not a number", `{"copies":NaN}`, "", 400, "bad-json", "copies"},
		{"unknown field", `{"key":"k1","colour":"red"}`, "", 400, "unknown-field", "colour"},
		{"unknown field within", `{"applicant":{"fin":"1","x":2}}`, "", 400, "unknown-field", "applicant/x"},
		{"another case", `{"KEY":"k1"}`, "", 400, "unknown-field", "KEY"},
		{"twice", `{"key":"k1","key":"k2"}`, "", 400, "bad-json", "key"},
		{"number for text", `{"direction":5}`, "", 400, "bad-json", "direction"},
		{"text for number", `{"copies":"2"}`, "", 400, "bad-json", "copies"},
		{"fraction for number", `{"copies":1.5}`, "", 400, "bad-json", "copies"},
		{"too great a number", `{"copies":1e99}`, "", 400, "bad-json", "copies"},
		{"object for list", `{"documents":{}}`, "", 400, "bad-json", "documents"},
		{"text within list", `{"documents":["a",7]}`, "", 400, "bad-json", "documents/1"},
		{"text for object", `{"applicant":"Leyla"}`, "", 400, "bad-json", "applicant"},
		{"not UTF-8", "{\"key\":\"\xff\xfe\"}", "", 400, "bad-json", "key"},
		{"half a surrogate", `{"key":"\ud800"}`, "", 400, "bad-json", "key"},
		{"a NUL", "{\"key\":\"a\x00\"}", "", 400, "bad-json", "key"},
		{"deep", `{"documents":` + deep, "", 400, "bad-json", "documents/0"},
		{"16 KiB", `{"key":"` + strings.Repeat("a", MaxBody-10) + `"}`, "", 200, "", ""},
		{"a byte more", `{"key":"` + strings.Repeat("a", MaxBody-9) + `"}`, "", 413, "too-large", ""},
		{"1 MB", `{"key":"` + strings.Repeat("a", 1<<20) + `"}`, "", 413, "too-large", ""},
		{"a form", good, "application/x-www-form-urlencoded", 415, "wrong-content-type", ""},
		{"plain text", good, "text/plain", 415, "wrong-content-type", ""},
		{"no type", good, "-", 415, "wrong-content-type", ""},
		{"another charset", good, "application/json; charset=utf-16", 415, "wrong-content-type", ""},
		{"a broken type", good, "application/json; =", 415, "wrong-content-type", ""},
	} {
		before := reached
		headers := []string{}
		if one.media != "" {
			headers = []string{"Content-Type", strings.Trim(one.media, "-")}
		}
		w := ask(engine, http.MethodPost, "/tap", one.body, headers...)
		if w.Code != one.status {
			t.Errorf("%s: %d, want %d: %.200s", one.name, w.Code, one.status, w.Body)
			continue
		}
		if (reached != before) != (one.status == 200) {
			t.Errorf("%s: the handler went on: %v", one.name, reached != before)
		}
		if one.status == 200 {
			continue
		}
		p := problemOf(t, w)
		field, _ := p["field"].(string)
		if p["code"] != one.code || (one.field != "" && !strings.HasPrefix(field, one.field)) {
			t.Errorf("%s: %v %q, want %s %q", one.name, p["code"], field, one.code, one.field)
		}
	}
}

// A problem never repeats a value of the body: it may be a password.
func TestProblemsDoNotRepeatValues(t *testing.T) {
	engine, _ := serve(t, Options{}, guichet{
		routes: []Route{{Method: "POST", Path: "/tap", For: []Role{Anyone},
			Do: func(c *gin.Context) error { return Body(c, &tap{}) }}}})
	for _, body := range []string{
		`{"copies":"SECRET"}`, `{"key":"SECRET","key":"SECRET"}`, `{"key":"SECRET`, `{"applicant":"SECRET"}`,
		`{"key":"SECRET"}SECRET`,
	} {
		if w := ask(engine, "POST", "/tap", body); strings.Contains(w.Body.String(), "SECRET") {
			t.Errorf("%s: %s", body, w.Body)
		}
	}
}

// An order carries who, which key, and a fingerprint that spaces and order of
// fields do not change, but any other change does.
func TestOrders(t *testing.T) {
	var got centre.Envelope
	window := guichet{routes: []Route{{Method: "POST", Path: "/do/:what", For: []Role{Kiosk},
		Do: func(c *gin.Context) error {
			var in tap
			if err := Body(c, &in); err != nil {
				return err
			}
			var err error
			got, err = Envelope(c, in.Key, in, queue.Issue{}, nil)
			if err != nil {
				return err
			}
			Send(c, centre.Answer{Status: 201, Body: []byte(`{"n":1}`), Replayed: in.Copies == 9})
			return nil
		}}}}
	engine, _ := serve(t, Options{}, window)
	send := func(path, body string) (int, string) {
		w := ask(engine, "POST", path, body, "X-As", "kiosk")
		if w.Code == 400 {
			return 400, problemOf(t, w)["code"].(string)
		}
		return w.Code, got.Fingerprint
	}
	_, first := send("/do/a", `{"key":"k","direction":"d"}`)
	if got.Actor != "kiosk:1" || got.Key != "k" || !strings.HasPrefix(first, centre.Keyed) ||
		len(first) != 65 {
		t.Errorf("%+v", got)
	}
	if _, same := send("/do/a", `{ "direction":"d", "key":"k" }`); same != first {
		t.Error("spaces and order change the fingerprint")
	}
	if _, other := send("/do/a", `{"key":"k","direction":"e"}`); other == first {
		t.Error("another body has the same fingerprint")
	}
	if _, other := send("/do/b", `{"key":"k","direction":"d"}`); other == first {
		t.Error("another path has the same fingerprint")
	}
	plain := engine
	engine, _ = serve(t, Options{Fingerprints: []byte("the house's")}, window)
	if _, other := send("/do/a", `{"key":"k","direction":"d"}`); other == first {
		t.Error("the house's secret is not in the fingerprint")
	}
	engine = plain
	for key, want := range map[string]string{
		"": "key-missing", "ə": "key-malformed", "a b": "key-malformed", "a/b": "key-malformed",
		strings.Repeat("k", 65): "key-malformed",
	} {
		if status, code := send("/do/a", `{"key":"`+key+`"}`); status != 400 || code != want {
			t.Errorf("key %q: %d %s, want %s", key, status, code, want)
		}
	}
	if status, _ := send("/do/a", `{"key":"`+strings.Repeat("k", 61)+`.:-"}`); status != 201 {
		t.Errorf("a key of 64: %d", status)
	}
	w := ask(engine, "POST", "/do/a", `{"key":"k","copies":9}`, "X-As", "kiosk")
	if w.Header().Get("Idempotent-Replayed") != "true" || w.Body.String() != `{"n":1}` {
		t.Errorf("a replay: %v %s", w.Header(), w.Body)
	}
}
