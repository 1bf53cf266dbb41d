package integration_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/integration"
	"dost/server/passport"
	"dost/server/problem"
	"dost/server/queue"
)

func shipped(t *testing.T, id string) *passport.Passport {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "assets", "passports", id+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var p passport.Passport
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	return &p
}

func TestThePassportSaysWhoIsTold(t *testing.T) {
	for _, c := range []struct {
		service string
		outcome queue.Outcome
		told    string
	}{
		{"05-02-01-03", queue.Registered, "[esdas e-sosial]"},
		{"05-02-01-03", queue.SentOn, "[esdas e-sosial]"},
		{"05-02-01-03", queue.Refused, "[e-sosial]"},
		{"01-09-07-00", queue.Listed, "[sanatorium e-sosial]"},
		{"01-09-07-00", queue.Registered, "[e-sosial]"},
		{"05-04-05-00", queue.Registered, "[mas]"},
		{"05-04-05-00", queue.Refused, "[mas]"},
	} {
		if got := fmt.Sprint(integration.HandOvers(shipped(t, c.service), c.outcome)); got != c.told {
			t.Errorf("%s, %s: %s is told, want %s", c.service, c.outcome, got, c.told)
		}
	}
	radiation := shipped(t, "05-02-01-03")
	if got := fmt.Sprint(integration.HandOvers(radiation, queue.Refused,
		queue.SentOn)); got != "[esdas e-sosial]" {
		t.Errorf("both outcomes: %s", got)
	}
	if !integration.Asks(radiation, "tseras") || integration.Asks(radiation, "esdas") ||
		integration.Asks(radiation, "mas") {
		t.Error("the systems that are asked are not those of the passport")
	}
}

func TestASignatureHoldsForOneRequestAndAFewMinutes(t *testing.T) {
	secret, at, body := []byte("a secret of the two"), time.Unix(1_800_000_000, 0), []byte(`{"id":"1"}`)
	signature := integration.Sign(secret, at, "/esdas/messages", body)
	stamp := fmt.Sprint(at.Unix())
	genuine := func(secret, stamp, signature string, now time.Time, path, body string) bool {
		return integration.Genuine([]byte(secret), stamp, signature, now, path, []byte(body))
	}
	if !genuine(string(secret), stamp, signature, at.Add(4*time.Minute), "/esdas/messages", string(body)) {
		t.Error("the request itself is refused")
	}
	for what, ok := range map[string]bool{
		"another secret": genuine("another secret of two", stamp, signature, at, "/esdas/messages",
			string(body)),
		"another path": genuine(string(secret), stamp, signature, at, "/esdas/look-ups", string(body)),
		"another body": genuine(string(secret), stamp, signature, at, "/esdas/messages", `{"id":"2"}`),
		"another time": genuine(string(secret), fmt.Sprint(at.Unix()+1), signature, at,
			"/esdas/messages", string(body)),
		"an old one": genuine(string(secret), stamp, signature, at.Add(6*time.Minute),
			"/esdas/messages", string(body)),
		"one of the future": genuine(string(secret), stamp, signature, at.Add(-6*time.Minute),
			"/esdas/messages", string(body)),
		"no signature": genuine(string(secret), stamp, "", at, "/esdas/messages", string(body)),
		"no time":      genuine(string(secret), "soon", signature, at, "/esdas/messages", string(body)),
	} {
		if ok {
			t.Errorf("%s is taken", what)
		}
	}
}

func TestAConnectionIsHTTPSAndHasASecret(t *testing.T) {
	const secret = "0123456789abcdef"
	for _, c := range []struct {
		system, url, secret string
		keeps               bool
		want                problem.Code
	}{
		{"esdas", "https://esdas.example/api", secret, false, ""},
		{"esdas", "https://esdas.example/api", "", true, ""},
		{"esdas", "http://127.0.0.1:9000/esdas", secret, false, ""},
		{"esdas", "http://[::1]:9000", secret, false, ""},
		{"esdas", "http://esdas.example/api", secret, false, integration.CodeBadAddress},
		{"esdas", "https://user:word@esdas.example", secret, false, integration.CodeBadAddress},
		{"esdas", "https://esdas.example/?a=b", secret, false, integration.CodeBadAddress},
		{"esdas", "file:///etc/passwd", secret, false, integration.CodeBadAddress},
		{"esdas", "", secret, false, integration.CodeBadAddress},
		{"esdas", "https://esdas.example/" + strings.Repeat("a", 500), secret, false,
			integration.CodeBadAddress},
		{"esdas", "https://esdas.example", "short", true, integration.CodeBadSecret},
		{"esdas", "https://esdas.example", "", false, integration.CodeBadSecret},
		{"ES DAS", "https://esdas.example", secret, false, integration.CodeUnknownSystem},
	} {
		err := integration.Connection{System: c.system, URL: c.url}.Validate(c.secret, c.keeps)
		var refused *problem.Error
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s %q: %v", c.url, c.secret, err)
		case c.want != "" && (!errors.As(err, &refused) || refused.Code != c.want):
			t.Errorf("%s %q: %v, want %s", c.url, c.secret, err, c.want)
		}
	}
}

func TestAnAnswerIsReadWithCare(t *testing.T) {
	long := strings.Repeat("ə", application.MaxNote+10)
	a, err := integration.ReadAnswer([]byte(`{"state":"found","note":"a\u0007b` + long + `","more":1}`))
	if err != nil || len([]rune(a.Note)) != application.MaxNote || !strings.HasPrefix(a.Note, "a b") {
		t.Errorf("%v, %d characters", err, len([]rune(a.Note)))
	}
	for _, body := range []string{"", "<html>", `{"state":"manual"}`, `{}`} {
		if a, err := integration.ReadAnswer([]byte(body)); err == nil {
			t.Errorf("%q is taken as %v", body, a)
		}
	}
}
