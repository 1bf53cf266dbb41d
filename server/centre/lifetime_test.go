package centre_test

import (
	"bytes"
	"maps"
	"slices"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/queue"
)

// Every kind that a journal can hold has a lifetime: whoever adds an event says how
// long what it does lasts.
func TestEveryKindHasALifetime(t *testing.T) {
	var known []string
	for _, l := range []centre.Lifetime{centre.OfItsDay, centre.Beyond, centre.Newest} {
		known = append(known, centre.Kinds(l)...)
	}
	slices.Sort(known)
	if kinds := centre.Events.Kinds(); !slices.Equal(known, kinds) {
		t.Errorf("the kinds with a lifetime are\n%v\nand all are\n%v", known, kinds)
	}
}

// shortWay is the state that a start makes of a history of which no snapshot serves.
func shortWay(records []event.Record) *centre.State {
	last, newest := 0, -1
	beyond := map[string]bool{}
	for _, kind := range centre.Kinds(centre.Beyond) {
		beyond[kind] = true
	}
	for i, r := range records {
		if _, opens := r.Event.(queue.DayOpened); opens {
			last = i
		}
	}
	for i, r := range records[:last] {
		if slices.Contains(centre.Kinds(centre.Newest), r.Event.Kind()) {
			newest = i
		}
	}
	s := centre.New()
	for i, r := range records[:last] {
		if i == newest || beyond[r.Event.Kind()] {
			s.ApplyFormer(r)
		}
	}
	for i, r := range records[last:] {
		if i == 0 {
			s.ApplyFormer(r) // it follows on what was left out
		} else {
			s.Apply(r)
		}
	}
	return s
}

// TestWhatOutlivesADayIsEnough: of days that are over, the records of kinds that
// outlive them give the same state, to the byte, as all records do. It is held at the
// end of every day and at the end, over days on which everything happens that can.
func TestWhatOutlivesADayIsEnough(t *testing.T) {
	met := map[string]int{}
	for seed := range uint64(40) {
		records := anyDays(t, seed, 1500)
		whole := centre.New()
		for i, r := range records {
			met[r.Event.Kind()]++
			_, opens := r.Event.(queue.DayOpened)
			if opens && i > 0 {
				same(t, seed, whole, records[:i])
			}
			whole.Apply(r)
		}
		same(t, seed, whole, records)
	}
	met["appointment.reminder-taken"]++ // no command brings it any more
	for _, kind := range centre.Events.Kinds() {
		if met[kind] == 0 {
			t.Errorf("the days have no %s: they show little", kind)
		}
	}
	if t.Failed() || testing.Verbose() {
		for _, kind := range slices.Sorted(maps.Keys(met)) {
			t.Log(kind, met[kind])
		}
	}
}

func same(t *testing.T, seed uint64, whole *centre.State, records []event.Record) {
	t.Helper()
	short := shortWay(records)
	for _, b := range whole.Appointment.Between(time.Time{}, time.Unix(1<<35, 0)) {
		if found, ok := short.Appointment.Coded(b.Code); !ok || found.ID != b.ID {
			t.Fatalf("seed %d, after record %d: the code %s of booking %d finds %+v", seed, len(records),
				b.Code,
				b.ID, found)
		}
	}
	a, b := written(t, whole), written(t, short)
	if !bytes.Equal(a, b) {
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		t.Fatalf("seed %d, after record %d: all records give\n…%.300s\nand the short way\n…%.300s", seed,
			len(records), a[max(0, at-100):], b[max(0, at-100):])
	}
}
