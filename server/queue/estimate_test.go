package queue

import (
	"fmt"
	"testing"
	"time"

	"dost/server/i18n"
)

// TestEstimateBeforeTheDayTeachesAnything: the agency's published mean of 7:05,
// divided among the desks that work for the direction.
func TestEstimateBeforeTheDayTeachesAnything(t *testing.T) {
	s := newCentre(t)
	at := s.now
	want := func(why string, ahead int, p50 time.Duration) {
		t.Helper()
		e := s.Estimate("benefits", ahead)
		if e.P50 != p50 || e.P80 <= e.P50 {
			t.Errorf("%s: %+v, want a median of %v", why, e, p50)
		}
	}
	want("nobody sits anywhere: as if one desk were busy", 0, 213*time.Second)
	want("one more mean visit for each ahead", 2, 1063*time.Second)
	s.mustAt(at, OpenDesk{Agent: "a", Desk: "3"})
	want("a desk is idle and nobody ahead", 0, 0)
	want("a desk is idle, and one ahead to take it", 1, 425*time.Second)
	s.mustAt(at, OpenDesk{Agent: "b", Desk: "4"})
	want("two desks are idle", 1, 0)
	want("two desks share the line", 4, 850*time.Second)
	s.mustAt(at, Pause{Agent: "b", Reason: "tea"})
	want("a paused desk does not count", 4, 1700*time.Second)
	s.mustAt(at, OpenDesk{Agent: "a", Desk: "3", Directions: []DirectionID{"benefits", "employment"}})
	s.mustAt(at, Unpause{Agent: "b"})
	want("an empty second line takes nothing from a desk", 4, 850*time.Second)
	s.mustAt(at, Issue{Direction: "employment"})
	want("a second line with a visitor takes half of it", 3, 850*time.Second)
	if e := s.Estimate("pensions", 3); e != (Estimate{}) {
		t.Errorf("estimate of an unknown direction: %+v", e)
	}
}

// TestEstimateLearns: after a day of visits of two minutes the prior weighs a
// fifth, and a visit forgotten for hours counts as one hour.
func TestEstimateLearns(t *testing.T) {
	s := newCentre(t)
	at := s.now
	s.mustAt(at, OpenDesk{Agent: "a", Desk: "3"})
	visit := func(d time.Duration) {
		issued := s.mustAt(at, Issue{Direction: "benefits"})[0].(Issued)
		id := TicketID(s.seq)
		if issued.Number == 0 {
			t.Fatal("no number")
		}
		s.mustAt(at, Call{Agent: "a"})
		at = at.Add(d)
		s.mustAt(at, Finish{Agent: "a", Ticket: id, Outcome: Registered})
	}
	for range 100 {
		visit(2 * time.Minute)
	}
	if got, want := s.Estimate("benefits", 1).P50, 181*time.Second; got != want {
		t.Errorf("after a hundred visits of 2 min: %v, want (10 × 425 s + 40 × 120 s) / 50 = %v", got, want)
	}
	spread := s.Estimate("benefits", 1).P80 - s.Estimate("benefits", 1).P50
	visit(5 * time.Hour)
	if got, want := s.Estimate("benefits", 1).P50, 251*time.Second; got != want {
		t.Errorf("after a forgotten ticket: %v, want %v", got, want)
	}
	if wider := s.Estimate("benefits", 1); wider.P80-wider.P50 <= spread {
		t.Errorf("an odd visit did not widen the spread: %+v, was %v", wider, spread)
	}
	s.mustAt(at, Undo{Agent: "a"})
	if got, want := len(s.lines["benefits"].samples.list), keptSamples-1; got != want {
		t.Errorf("after undoing the end %d visits count, want %d", got, want)
	}
}

// TestEstimateLeavesNoShowsOut: a desk that called in vain has served nobody.
func TestEstimateLeavesNoShowsOut(t *testing.T) {
	s := newCentre(t)
	s.mustAt(s.now, OpenDesk{Agent: "a", Desk: "3"})
	before := s.Estimate("benefits", 1)
	for range 20 {
		s.mustAt(s.now, Issue{Direction: "benefits"})
		id := TicketID(s.seq)
		s.mustAt(s.now, Call{Agent: "a"})
		s.mustAt(s.now.Add(20*time.Second), NoShow{Agent: "a", Ticket: id})
	}
	if after := s.Estimate("benefits", 1); after != before {
		t.Errorf("no-shows changed the estimate from %+v to %+v", before, after)
	}
}

// TestLargestCentre seats two hundred agents who all serve forty lines, the
// largest centre that Configure admits: their work is shared out evenly.
func TestLargestCentre(t *testing.T) {
	c := DefaultConfig()
	c.Directions, c.Desks = nil, nil
	var ids []DirectionID
	for i := range MaxDirections {
		d := Direction{ID: DirectionID(fmt.Sprint("d", i)), Name: i18n.Text{Az: "ad", Ru: "имя", En: "name"}}
		d.Prefix = string("ABDFHJKL"[i/8]) + string("MNPQRTVW"[i%8])
		c.Directions = append(c.Directions, d)
		ids = append(ids, d.ID)
	}
	for i := range MaxDesks {
		c.Desks = append(c.Desks, DeskConfig{ID: DeskID(fmt.Sprint(i)), Directions: ids})
	}
	s := newCentre(t)
	s.mustAt(s.now, Configure{c})
	for i := range MaxDesks {
		s.mustAt(s.now, OpenDesk{Agent: AgentID(fmt.Sprint("a", i)), Desk: DeskID(fmt.Sprint(i))})
	}
	for _, id := range ids {
		s.mustAt(s.now, Issue{Direction: id})
	}
	// 200 desks, each in 40 lines with a visitor: five desks' worth for a line.
	if got, want := s.Estimate("d0", 201).P50, 201*425*time.Second/5; got != want {
		t.Errorf("estimate %v, want %v", got, want)
	}
}
