package journal_test

import (
	"bytes"
	"path/filepath"
	"testing"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/internal/journal"
	"dost/server/queue"
	"dost/server/regime"
)

// Who booked a visit is found by telephone and opened again; the file does not show the
// number; and a week after the visit's day nothing is left of it.
func TestContactsAreSealedFoundAndErased(t *testing.T) {
	j, path := fresh(t)
	const phone = "+994501112233"
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, civil.Baku)
	records := func(seq uint64, at time.Time, events ...event.Event) (list []event.Record) {
		for i, e := range events {
			list = append(list, event.Record{Seq: seq + uint64(i), At: at, Actor: "operator:o", Event: e})
		}
		return list
	}
	booked := appointment.WasBooked{Code: "123450", Direction: "benefits", Language: "az",
		Channel: regime.Appointment, At: at.AddDate(0, 0, 1), Minutes: 15}
	add(t, j, centre.Entry{Records: records(1, at, queue.DayOpened{Day: 20260302}, booked),
		Contact: &appointment.Contact{Phone: phone}})
	ids, err := j.BookingsOf(phone)
	if err != nil || len(ids) != 1 || ids[0] != 2 {
		t.Fatalf("the telephone finds %v, %v", ids, err)
	}
	if c, ok, err := j.Contact(2); err != nil || !ok || c.Phone != phone {
		t.Errorf("booking 2 was made by %+v, %v, %v", c, ok, err)
	}
	if ids, err := j.BookingsOf("+994501112234"); err != nil || len(ids) != 0 {
		t.Errorf("another telephone finds %v, %v", ids, err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files at %s: %v", path, err)
	}
	for _, name := range files {
		if bytes.Contains(journal.Contents(t, name), []byte("501112233")) {
			t.Errorf("%s shows the telephone", name)
		}
	}
	add(t, j, centre.Entry{Records: records(3, at,
		appointment.WasMoved{ID: 2, At: at.AddDate(0, 0, 5), Minutes: 15})})
	add(t, j, centre.Entry{Records: records(4, at.AddDate(0, 0, 12), queue.DayOpened{Day: 20260314})})
	if _, ok, err := j.Contact(2); err != nil || !ok {
		t.Errorf("seven days after the moved visit the contact is gone: %v", err)
	}
	add(t, j, centre.Entry{Records: records(5, at.AddDate(0, 0, 13), queue.DayOpened{Day: 20260315})})
	if _, ok, err := j.Contact(2); err != nil || ok {
		t.Errorf("eight days after the visit the contact is still there: %v", err)
	}
}
