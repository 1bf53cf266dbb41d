package writer_test

import (
	"path/filepath"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/queue"
	"dost/server/regime"
)

// TestClockJumps sets the clock back and forth between commands, live and over a
// restart: the business day never goes back, no record is before another, and
// nobody's wait is negative (promises 14).
func TestClockJumps(t *testing.T) {
	for name, jump := range map[string]func(time.Time) time.Time{
		"ten years back": func(at time.Time) time.Time { return at.AddDate(-10, 0, 0) },
		"an hour back":   func(at time.Time) time.Time { return at.Add(-time.Hour) },
		"an hour on":     func(at time.Time) time.Time { return at.Add(time.Hour) },
		"a day on":       func(at time.Time) time.Time { return at.AddDate(0, 0, 1) },
		"to midnight": func(time.Time) time.Time {
			return time.Date(2026, 11, 17, 0, 0, 0, 0, civil.Baku)
		},
		"before 1970": func(time.Time) time.Time { return time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC) },
	} {
		for _, restart := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				j := openJournal(t, filepath.Join(t.TempDir(), "journal.db"))
				clock := &handClock{at: monday}
				c := begin(t, j, clock.now, quiet())
				setUp(t, c)
				do(t, c, issue("kiosk:K1", "before"))
				var last time.Time
				var day civil.Day
				look := func() {
					t.Helper()
					c.Read(func(s *centre.State) {
						if s.Queue.Now().Before(last) || s.Queue.Day() < day {
							t.Errorf("time went back from %v (%d) to %v (%d)", last, day, s.Queue.Now(),
								s.Queue.Day())
						}
						if s.Queue.Day() != civil.DayOf(s.Queue.Now()) {
							t.Errorf("the day is %d at %v", s.Queue.Day(), s.Queue.Now())
						}
						last, day = s.Queue.Now(), s.Queue.Day()
					})
				}
				look()
				clock.set(jump(clock.now()))
				if restart {
					end(t, c)
					c = begin(t, j, clock.now, quiet())
				}
				do(t, c, issue("kiosk:K1", "after"))
				look()
				if now := c.Now(); now.Before(last.Truncate(time.Millisecond)) {
					t.Errorf("the centre says that it is %v, after %v", now, last)
				}
				behind := clock.now().Before(last.Add(-2 * time.Second))
				if l := c.Troubles(); behind != (len(l) == 1 && l[0].Code == "clock-behind") {
					t.Errorf("the clock is behind: %v; told: %v", behind, l)
				}
				clock.set(monday.Add(2 * time.Hour))
				do(t, c, issue("kiosk:K1", "back again"))
				look()
			})
		}
	}
}

// TestTimeGoesOn sets the clock back an hour; time that passes by that clock
// passes for the centre as well, so that nobody's wait stands still.
func TestTimeGoesOn(t *testing.T) {
	c, _, clock := newCentre(t)
	do(t, c, issue("kiosk:K1", "a"))
	clock.add(-time.Hour)
	do(t, c, issue("kiosk:K1", "b"))
	clock.add(10 * time.Minute)
	do(t, c, issue("kiosk:K1", "c"))
	c.Read(func(s *centre.State) {
		if want := monday.Add(10 * time.Minute); !s.Queue.Now().Equal(want) {
			t.Errorf("it is %v, want %v", s.Queue.Now(), want)
		}
	})
}

// TestMidnight leaves the centre alone over midnight: the clock's own heartbeat
// opens the new day, and the numbers begin at one.
func TestMidnight(t *testing.T) {
	opts := quiet()
	opts.Heartbeat = 5 * time.Millisecond
	j := openJournal(t, filepath.Join(t.TempDir(), "journal.db"))
	clock := &handClock{at: time.Date(2026, 11, 16, 23, 59, 59, 0, civil.Baku)}
	c := begin(t, j, clock.now, opts)
	setUp(t, c)
	do(t, c, issue("kiosk:K1", "a"))
	clock.add(time.Second)
	eventually(t, "the next day opens", func() (opened bool) {
		c.Read(func(s *centre.State) { opened = s.Queue.Day() == 20261117 })
		return opened
	})
	if a := do(t, c, issue("kiosk:K1", "b")); string(a.Body) != label(1) {
		t.Errorf("the first number of the day is %s", a.Body)
	}
}

// TestRegimeChangeIsTold lets a closing time pass: subscribers are told, though
// nothing was recorded.
func TestRegimeChangeIsTold(t *testing.T) {
	opts := quiet()
	opts.Heartbeat = 5 * time.Millisecond
	j := openJournal(t, filepath.Join(t.TempDir(), "journal.db"))
	clock := &handClock{at: time.Date(2026, 11, 16, 17, 59, 59, 0, civil.Baku)}
	c := begin(t, j, clock.now, opts)
	do(t, c, centre.Envelope{Actor: "manager:manager",
		Command: queue.Configure{Config: queue.DefaultConfig()}})
	do(t, c, centre.Envelope{Actor: "manager:manager", Command: regime.SetHours{Hours: regime.Ordinary()}})
	signal, stop := c.Changed()
	defer stop()
	time.Sleep(20 * time.Millisecond)
	select {
	case <-signal:
	default:
	}
	clock.add(2 * time.Second)
	select {
	case <-signal:
	case <-time.After(5 * time.Second):
		t.Fatal("nobody was told that the centre has closed")
	}
	_, err := c.Do(t.Context(), issue("kiosk:K1", "late"))
	wantCode(t, err, queue.CodeClosed)
}
