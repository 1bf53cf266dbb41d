package live

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

const track = "/live/track/:token"

// crowd is n phones that came at one moment, and have had their first frames.
func crowd(t *testing.T, n int) (*harness, *phones) {
	h := newHarness(t)
	for i := range n {
		h.watched = append(h.watched, fmt.Sprintf("%s %04d", track, i))
	}
	p := newPhones(h.composer(track), h)
	for _, name := range h.watched {
		f, ok := p.first(name)
		if !ok {
			t.Fatal("no first frame")
		}
		h.sums[name] = f.Sum
	}
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { p.run(ctx, h.changed); close(ended) }()
	t.Cleanup(func() { end(); <-ended })
	return h, p
}

// A ticket is called: its own phone is told at that moment, the 999 whose figures it
// moves in the course of the next second, never many at once.
func TestTheCalledPhoneIsToldAtOnceTheOthersInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 1000
		h, _ := crowd(t, n)
		time.Sleep(10 * time.Second)
		h.sent()
		began := time.Since(h.began)
		h.change("0700")
		called := h.sent()
		if len(called) != 1 || called[0].topic != track+" 0700" || called[0].at != began {
			t.Fatalf("at the moment of the call: %+v", called)
		}
		time.Sleep(pace + pace/parts)
		told, most, now := map[string]bool{"0700": true}, 0, map[time.Duration]int{}
		for _, note := range h.sent() {
			if note.figure == 1 {
				told[note.topic[len(track)+1:]] = true
			}
			now[note.at]++
			most = max(most, now[note.at])
		}
		if len(told) != n {
			t.Errorf("%d of %d phones know within a second", len(told), n)
		}
		if most > n/parts {
			t.Errorf("%d were told at one moment, want %d at most", most, n/parts)
		}
	})
}

// However often others' tickets move, a phone is told once a second at most; and when
// nothing moves, it still hears within two beats that the server is there.
func TestAPhoneHearsOnceASecondAndNeverLess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, _ := crowd(t, 130)
		time.Sleep(3 * time.Second)
		h.sent()
		for range 500 {
			h.change()
			time.Sleep(10 * time.Millisecond)
		}
		pauses(t, h.sent(), 130, pace-pace/parts, pace+pace/parts)
		time.Sleep(pace) // the last of the figures
		h.sent()
		time.Sleep(20 * time.Second)
		pauses(t, h.sent(), 130, 2*pace-pace/parts, 2*pace+pace/parts)
	})
}

// pauses checks the time between the frames of each of n phones.
func pauses(t *testing.T, sent []note, n int, least, most time.Duration) {
	t.Helper()
	last := map[string]time.Duration{}
	for _, note := range sent {
		if before, ok := last[note.topic]; ok && (note.at-before < least || note.at-before > most) {
			t.Errorf("%s: %v between two frames, want %v to %v", note.topic, note.at-before, least, most)
		}
		last[note.topic] = note.at
	}
	if len(last) != n {
		t.Errorf("%d of %d phones heard anything", len(last), n)
	}
}

// A regime that touches every ticket at once is told to all phones within a second,
// and to a bounded number at one moment.
func TestAllTicketsAtOnceComeInPortions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 600
		h, _ := crowd(t, n)
		var all []string
		for i := range n {
			all = append(all, fmt.Sprintf("%04d", i))
		}
		h.change(all...)
		if sent := h.sent(); len(sent) != ownAtOnce {
			t.Errorf("%d were told at once, want %d", len(sent), ownAtOnce)
		}
		time.Sleep(n / ownAtOnce * ownGap)
		told := map[string]bool{}
		for _, note := range h.sent() {
			told[note.topic] = true
		}
		if len(told) != n-ownAtOnce {
			t.Errorf("%d more were told, want %d", len(told), n-ownAtOnce)
		}
	})
}

// Who comes between two turns and is called is told at once as well; who has left is
// forgotten.
func TestPhonesComeAndGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := crowd(t, 3)
		time.Sleep(pace + pace/2)
		name := track + " late"
		h.mu.Lock()
		h.watched = append(h.watched[1:], name)
		h.mu.Unlock()
		if _, ok := p.first(name); !ok {
			t.Fatal("no first frame")
		}
		h.sent()
		h.change("late")
		if sent := h.sent(); len(sent) != 1 || sent[0].topic != name {
			t.Errorf("at the newcomer's call: %+v", sent)
		}
		time.Sleep(2 * pace)
		p.mu.Lock()
		defer p.mu.Unlock()
		left := slices.ContainsFunc(p.list, func(one *phone) bool { return one.name == track+" 0000" })
		if len(p.list) != 3 || len(p.names) != 3 || left {
			t.Errorf("%d phones are followed, %d names", len(p.list), len(p.names))
		}
	})
}
