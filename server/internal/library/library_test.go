package library

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/passport"
	"dost/server/web/webtest"
)

// A passport that is stored is in force once its order is answered; whoever held the
// library from before keeps it as it was.
func TestAStoredPassportIsInForceWithTheAnswer(t *testing.T) {
	c := webtest.New(t)
	l := opened(t, c)
	before := l.InForce()
	next := *before.All()[0]
	next.Version++
	next.Name.En = "Another name"
	envelope := centre.Envelope{Actor: "manager", Key: "k1", Command: passport.Publish{Passport: next}}
	if _, err := l.Refreshing(c).Do(t.Context(), envelope); err != nil {
		t.Fatal(err)
	}
	if now, _ := l.InForce().Get(next.ID); now.Version != next.Version {
		t.Errorf("version %d is in force, not %d", now.Version, next.Version)
	}
	if held, _ := before.Get(next.ID); held.Version != next.Version-1 {
		t.Errorf("the library from before has version %d now", held.Version)
	}
}

// What was stored while its sender heard otherwise is in force with the next change.
func TestTheLibraryFollowsWhatIsStoredBesideIt(t *testing.T) {
	c := webtest.New(t)
	l := opened(t, c)
	next := *l.InForce().All()[0]
	next.Version++
	next.Name.En = "Another name"
	c.Command(passport.Publish{Passport: next})
	ctx, cancel := context.WithCancel(t.Context())
	changed, done := make(chan struct{}, 1), make(chan struct{})
	go func() { l.Follow(ctx, changed); close(done) }()
	changed <- struct{}{}
	defer func() { cancel(); <-done }()
	for range 200 {
		if now, _ := l.InForce().Get(next.ID); now.Version == next.Version {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the stored version is not in force after two seconds")
}

// A stored version that a stricter program refuses is left out, and the rest is served.
func TestOneUnusablePassportDoesNotCloseTheCentre(t *testing.T) {
	l := opened(t, webtest.New(t))
	all := []passport.Passport{*l.InForce().All()[0], {ID: "broken"}, *l.InForce().All()[1]}
	if good := l.usable(all); len(good) != 2 || good[1].ID != l.InForce().All()[1].ID {
		t.Errorf("usable are %d", len(good))
	}
}

func opened(t *testing.T, c *webtest.Centre) *Library {
	t.Helper()
	l, err := Open(c.Read, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return l
}
