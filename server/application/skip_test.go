package application_test

import (
	"encoding/json"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// skip leaves numbers out as after a restore of a backup made then.
func (c *centre) skip(since time.Time) application.SerialSkipped {
	ev := application.SkipSerials(c.reception, event.Meta{At: c.now, Actor: "house"}, since, 100, "restored")
	c.apply([]event.Event{ev})
	return ev.(application.SerialSkipped)
}

// After a restore the numbers go on behind all that may have been given out since
// the backup, and no application stands for those left out.
func TestNumbersSkipAheadAfterARestore(t *testing.T) {
	c := newCentre(t)
	ticket := c.serve("agent1", "1")
	c.must(request("agent1", ticket))
	if e := c.skip(friday.AddDate(0, 0, -2).Add(9 * time.Hour)); e.Year != 2026 || e.From != 2 ||
		e.To != 301 {
		t.Errorf("a backup of Wednesday, restored on Friday: left out %+v", e)
	}
	c.must(request("agent1", ticket))
	if today := c.reception.Today(10); len(today) != 2 || today[0].Number != "DEMO-2026-000302" {
		t.Errorf("the applications are %+v", today)
	}
	if e := c.skip(friday.Add(time.Hour)); e.To-e.From != 99 {
		t.Errorf("a backup from ahead of the clock: left out %+v", e)
	}
	written, err := json.Marshal(c.reception)
	if err != nil {
		t.Fatal(err)
	}
	again := application.New()
	if err := json.Unmarshal(written, again); err != nil {
		t.Fatal(err)
	}
	if year, serial := again.Last(); year != 2026 || serial != 402 {
		t.Errorf("a snapshot goes on after %d of %d", serial, year)
	}
}

// Numbers begin anew each year: of a backup of the old year only the days of the
// new one count, and its numbers are left out from the first.
func TestNumbersSkipAheadOverTheTurnOfTheYear(t *testing.T) {
	c := newCentre(t)
	c.must(request("agent1", c.serve("agent1", "1")))
	c.now = time.Date(2027, 1, 5, 11, 0, 0, 0, civil.Baku)
	c.must(queue.Tick{})
	if e := c.skip(friday); e.Year != 2027 || e.From != 1 || e.To != 500 {
		t.Errorf("left out %+v", e)
	}
	c.must(request("agent1", c.serve("agent1", "1")))
	if number := c.reception.Today(1)[0].Number; number != "DEMO-2027-000501" {
		t.Errorf("the first of the year is %s", number)
	}
}

// A journal whose numbers left out do not follow on the last is not served from.
func TestSkippingNeverGoesBack(t *testing.T) {
	for _, e := range []application.SerialSkipped{{Year: 2026, From: 1, To: 5}, {Year: 2026, From: 3, To: 5},
		{Year: 2025, From: 1, To: 5}, {Year: 2026, From: 2, To: 1}} {
		t.Run("", func(t *testing.T) {
			c := newCentre(t)
			c.must(request("agent1", c.serve("agent1", "1")))
			defer func() {
				if recover() == nil {
					t.Errorf("%+v was taken after number 1 of 2026", e)
				}
			}()
			c.apply([]event.Event{e})
		})
	}
}
