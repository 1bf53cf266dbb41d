package regime_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// reporter is what *testing.T and *rapid.T have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// centre is a Book with the records that made it, as the writer keeps them.
type centre struct {
	reporter
	book *regime.Book
	seq  uint64
}

func newCentre(t reporter) *centre { return &centre{reporter: t, book: regime.New()} }

// do decides a command and applies what it causes. It returns the id of a
// regime enacted.
func (c *centre) do(at time.Time, command regime.Command) string {
	c.Helper()
	events, err := regime.Decide(c.book, event.Meta{At: at, Actor: "manager:manager"}, command)
	if err != nil {
		c.Fatalf("%T at %v: %v", command, at, err)
	}
	for _, event := range events {
		c.apply(at, event)
	}
	return fmt.Sprintf("r%d", c.seq)
}

func (c *centre) apply(at time.Time, ev event.Event) {
	c.seq++
	c.book.Apply(event.Record{Seq: c.seq, At: at, Actor: "manager:manager", Event: ev})
}

// refused checks that a command is refused with a code.
func (c *centre) refused(at time.Time, command regime.Command, want problem.Code) {
	c.Helper()
	events, err := regime.Decide(c.book, event.Meta{At: at, Actor: "manager:manager"}, command)
	var e *problem.Error
	if !errors.As(err, &e) {
		c.Fatalf("%T: got %v, %v, want the refusal %s", command, events, err, want)
	}
	if e.Code != want {
		c.Errorf("%T: refused with %s (%s), want %s", command, e.Code, e.Detail, want)
	}
}

// moment reads "2020-03-13 18:00" or "2020-03-13 18:00:05" in Baku.
func moment(t testing.TB, text string) time.Time {
	t.Helper()
	layout := "2006-01-02 15:04:05"
	at, err := time.ParseInLocation(layout[:len(text)], text, civil.Baku)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func named(name string) i18n.Text { return i18n.Text{Az: name, Ru: name, En: name} }

var directions = []queue.DirectionID{"social-services", "benefits", "employment"}

func encode(t testing.TB, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
