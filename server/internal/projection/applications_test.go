package projection_test

import (
	"database/sql"
	"testing"

	"dost/server/application"
	"dost/server/queue"
)

// TestApplicationsOutliveTheDay reads an application and its prints after the
// state has let them go, and prints it again.
func TestApplicationsOutliveTheDay(t *testing.T) {
	j, path := fresh(t)
	h := newHarness(t)
	add(t, j, h.opening()...)
	add(t, j, h.visit(canary)...)
	today := h.state.Application.Today(1)
	if len(today) != 1 {
		t.Fatal("no application today")
	}
	add(t, j, h.order(application.OrderPrint{Application: today[0].ID}))
	waiting := h.issue()
	add(t, j, waiting)
	h.at = h.at.AddDate(0, 0, 1)
	add(t, j, h.order(queue.Tick{}))

	a, ok, err := j.Application(today[0].ID)
	if err != nil || !ok || a.Number != today[0].Number || len(a.Prints) != 2 || a.Prints[0].Repeat {
		t.Fatalf("read %+v, %v, %v", a, ok, err)
	}
	add(t, j, h.order(application.OrderPrint{Application: a.ID, Copy: 2, Earlier: &a}))
	a, ok, err = j.ApplicationByNumber(a.Number)
	if err != nil || !ok || len(a.Prints) != 3 || !a.Prints[2].Repeat || a.Prints[2].Copy != 2 {
		t.Fatalf("after the repeat: %+v, %v, %v", a, ok, err)
	}
	if _, ok, err := j.ApplicationByNumber("DEMO-1999-000001"); ok || err != nil {
		t.Errorf("an application that never was: %v, %v", ok, err)
	}
	file, err := sql.Open("sqlite3", beside(path))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if err := j.WaitFor(t.Context(), "tickets", j.log.Head().Seq); err != nil {
		t.Fatal(err)
	}
	var status, outcome string
	if err := file.QueryRow(`SELECT status, outcome FROM tickets WHERE id = ?`,
		int64(waiting.Records[0].Seq)).Scan(&status, &outcome); err != nil {
		t.Fatal(err)
	}
	if status != string(queue.Finished) || outcome != string(queue.NotServed) {
		t.Errorf("who still waited at the day's end is %s, %s", status, outcome)
	}
}
