package journal_test

import (
	"errors"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/internal/journal"
	"dost/server/queue"
)

// threeDays keeps visits of three business days.
func threeDays(t testing.TB) (*journal.Journal, *harness) {
	t.Helper()
	j, _ := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	for range 3 {
		for range 4 {
			add(t, j, h.visit(application.Person{Name: "Sınaq Nümunəyev", FIN: "1ABCDE2"})...)
		}
		h.at = h.at.AddDate(0, 0, 1)
		add(t, j, h.order(queue.Tick{}))
	}
	add(t, j, h.issue(), h.issue())
	return j, h
}

// TestADayThatIsOverIsNotReplayed: without a snapshot a start comes to the same state
// as all records give, and of the days before it reads what outlives them alone.
func TestADayThatIsOverIsNotReplayed(t *testing.T) {
	j, h := threeDays(t)
	s, read := load(t, j)
	text := (&harness{t: t, state: s}).json()
	if text != h.json() {
		t.Errorf("the state is\n%s\nand was\n%s", text, h.json())
	}
	// The configuration, the hours, four openings, the newest application, two tickets.
	if read != 9 {
		t.Errorf("%d records of %d were read", read, j.Head().Seq)
	}
	all := 0
	err := j.Load(nil, nil, func(event.Record) error { all++; return nil })
	if err != nil || uint64(all) != j.Head().Seq {
		t.Errorf("asked for every record, it gives %d of %d, %v", all, j.Head().Seq, err)
	}
}

// TestWhatIsRecalledIsChecked: a record of a former day that counts and was changed is
// found at a start without a snapshot, and what was changed in the present day as well.
func TestWhatIsRecalledIsChecked(t *testing.T) {
	for _, kind := range []string{"queue.configured", "regime.hours-set", "reception.registered",
		"queue.day-opened", "queue.issued"} {
		j, _ := threeDays(t)
		change(t, j, `UPDATE events SET actor = 'nobody'
			WHERE seq = (SELECT max(seq) FROM events WHERE kind = '`+kind+`')`)
		s := centre.New()
		err := j.Load(nil,
			func(r event.Record) error { s.ApplyFormer(r); return nil },
			func(r event.Record) error { s.Apply(r); return nil })
		if !errors.Is(err, journal.ErrChanged) {
			t.Errorf("%s: %v", kind, err)
		}
	}
	j, _ := threeDays(t)
	change(t, j, `UPDATE events SET kind = 'pension.paid'
		WHERE seq = (SELECT min(seq) FROM events WHERE kind = 'queue.issued')`)
	if err := j.Load(nil, keep, keep); !errors.Is(err, journal.ErrChanged) {
		t.Errorf("a kind that is not known, in a day that is over: %v", err)
	}
}

func keep(event.Record) error { return nil }

// TestTheFirstErrorEndsALoad: whoever takes the records may stop, also by a panic, and
// the journal goes on working.
func TestTheFirstErrorEndsALoad(t *testing.T) {
	j, h := threeDays(t)
	enough := errors.New("enough")
	if err := j.Load(nil, nil, func(r event.Record) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("it ends with %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = j.Load(nil, nil, func(r event.Record) error { panic("broken") })
	}()
	h.at = h.at.Add(time.Minute)
	add(t, j, h.issue())
}

// A snapshot of another format is passed over, whatever is in it: the records serve.
func TestASnapshotOfAnotherFormatIsPassedOver(t *testing.T) {
	j, path := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	add(t, j, h.issue())
	if err := j.SaveSnapshot(h.state.Queue.Seq(), []byte(h.json())); err != nil {
		t.Fatal(err)
	}
	restored := func(j *journal.Journal) (snapshots, records int) {
		err := j.Load(func([]byte) error { snapshots++; return nil }, nil,
			func(event.Record) error { records++; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return snapshots, records
	}
	if snapshots, records := restored(j); snapshots != 1 || records != 0 {
		t.Fatalf("%d snapshots and %d records of a journal with a snapshot at its end", snapshots, records)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{"- 1", "+ 2"} { // a former one, and one of a newer program
		alter(t, path, `UPDATE snapshots SET format = format `+change)
		j := open(t, path)
		if snapshots, records := restored(j); snapshots != 0 || records != int(h.state.Queue.Seq()) {
			t.Errorf("format %s: %d snapshots and %d records", change, snapshots, records)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
