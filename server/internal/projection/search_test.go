package projection_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// registered is an application of one person, as its entry in the journal, with
// nothing around it: the journal asks only for the next sequence number.
func registered(seq uint64, p application.Person) centre.Entry {
	day := civil.DayOf(monday)
	e := application.Registered{
		Centre: "DEMO", Year: 2026, Serial: int(seq), Day: day, Desk: "1", Label: "B001", Language: "az",
		Details: application.Details{Ticket: 1, Service: "05-02-01-03", ServiceVersion: 1,
			Agent: queue.AgentID(fmt.Sprint("agent", seq%6+1)), Outcome: queue.Registered},
		Deadlines: application.Deadlines{DueOn: day + 8, DecisionBy: day + 7, FrontDue: day + 2,
			BackDue: day + 8},
	}
	return centre.Entry{Person: &p, Records: []event.Record{
		{Seq: seq, At: monday, Actor: "agent:agent1", Event: e}}}
}

func found(t *testing.T, j *rig, query string) (ids []int) {
	t.Helper()
	page, err := j.SearchName(query, application.NameCursor{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range page.Matches {
		ids = append(ids, int(m.Application))
	}
	return ids
}

// People are found by any word of their name, whole or begun, without the right
// letters, newest first; and no longer once they are erased.
func TestPeopleAreFoundByName(t *testing.T) {
	j, path := fresh(t)
	names := []string{"Sınaqova Kanareyka Əli qızı", "Sınaqov Şəmsi Oğuz oğlu", "Əliyeva Sınaq",
		"Hüseynli Kamran"}
	for i, n := range names {
		add(t, j, registered(uint64(i+1), application.Person{Name: n, FIN: fmt.Sprintf("7KANAR%d", i)}))
	}
	add(t, j, registered(5, application.Person{Name: "Körpə Balayev", FIN: "7KANAR9",
		Representative: "Sınaqova Nənə"}))
	for query, want := range map[string][]int{
		"sınaqova": {5, 1}, "SINAQOV": {2, 5, 1}, "semsi sinaqov": {2}, "kanareyka əli": {1},
		"eli": {1, 3}, "Huseynli": {4}, "hüs": {4}, "xx": nil, "": nil, "sınaqovaz": nil, "oğ": nil,
		"şəmsi kamran": nil,
	} {
		if got := found(t, j, query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
	// No word of a name is legible in the file.
	for _, name := range []string{beside(path), beside(path) + "-wal"} {
		if text, err := os.ReadFile(name); err != nil || bytes.Contains(text, []byte("Kanareyka")) ||
			bytes.Contains(text, []byte("kanareyka")) {
			t.Errorf("%s tells a name (%v)", filepath.Base(name), err)
		}
	}
	if _, err := j.ErasePeople(civil.DayOf(monday)+1, time.Now()); err != nil {
		t.Fatal(err)
	}
	if got := found(t, j, "sınaqova"); got != nil {
		t.Errorf("erased people are found: %v", got)
	}
}

// A page goes on where the one before ended, whoever is registered meanwhile: each
// is given once, those with the whole word first.
func TestAPageOfNamesGoesOnWhereTheLastEnded(t *testing.T) {
	j, _ := fresh(t)
	seq := uint64(0)
	enter := func(name string) {
		seq++
		add(t, j, registered(seq, application.Person{Name: name, FIN: fmt.Sprintf("%07d", seq)}))
	}
	for i := range 23 {
		enter([]string{"Sınaqov Əli", "Sınaqova Nənə"}[i%2])
	}
	var got, want []int
	for n := 23; n > 0; n -= 2 {
		want = append(want, n)
	}
	for n := 22; n > 0; n -= 2 {
		want = append(want, n)
	}
	for cursor, pages := (application.NameCursor{}), 1; ; pages++ {
		page, err := j.SearchName("sinaqov", cursor, 4)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Matches {
			got = append(got, int(m.Application))
		}
		if !page.More {
			if pages != 6 {
				t.Errorf("23 names came in %d pages of 4", pages)
			}
			break
		}
		if len(page.Matches) != 4 || pages > 6 {
			t.Fatalf("page %d holds %d", pages, len(page.Matches))
		}
		cursor = page.Next
		enter("Sınaqov Yeni") // is newer than what was shown
	}
	if !slices.Equal(got, want) {
		t.Errorf("the pages hold %v, want %v", got, want)
	}
}

// Names that begin with the same five letters are opened in vain, and only so many
// at a time: the next page goes on behind them.
func TestASearchInVainGoesOn(t *testing.T) {
	j, _ := fresh(t)
	add(t, j, registered(1, application.Person{Name: "Sınaqovskaya Leyla", FIN: "0000001"}))
	var crowd []centre.Entry
	for seq := uint64(2); seq <= 800; seq++ {
		crowd = append(crowd, registered(seq,
			application.Person{Name: "Sınaqov Əli", FIN: fmt.Sprintf("%07d", seq)}))
	}
	add(t, j, crowd...)
	page, err := j.SearchName("sinaqovsk", application.NameCursor{}, 10)
	if err != nil || len(page.Matches) != 0 || !page.More {
		t.Fatalf("the first 600: %+v, %v", page, err)
	}
	page, err = j.SearchName("sinaqovsk", page.Next, 10)
	if err != nil || len(page.Matches) != 1 || page.More {
		t.Errorf("behind them: %+v, %v", page, err)
	}
}

// The board follows an application: what it waits for, until when, and nothing
// once it is decided.
func TestDeadlinesFollowTheApplication(t *testing.T) {
	j, _ := fresh(t)
	add(t, j, registered(1, canary), registered(2, canary))
	day := civil.DayOf(monday)
	board := func(until civil.Day) (lines []string) {
		t.Helper()
		list, err := j.Deadlines(application.DeadlineQuery{Until: until, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list {
			lines = append(lines, fmt.Sprint(d.Number[10:], " ", d.Awaits, " ", d.By-day))
		}
		return lines
	}
	move := func(seq uint64, id application.ApplicationID, stage application.Stage) {
		t.Helper()
		e := application.Advanced{Application: id, Stage: stage, Note: "qeyd"}
		add(t, j, centre.Entry{Records: []event.Record{
			{Seq: seq, At: monday.Add(time.Hour), Actor: "agent:agent2", Event: e}}})
	}
	if got := board(day + 1); got != nil {
		t.Errorf("on the first day the board shows %v", got)
	}
	if got, want := board(day+2), []string{"000001 send-on 2", "000002 send-on 2"}; !slices.Equal(got, want) {
		t.Errorf("the board shows %v, want %v", got, want)
	}
	move(3, 1, application.StageSentOn)
	if got, want := board(day+9), []string{"000002 send-on 2", "000001 decision 7"}; !slices.Equal(got,
		want) {
		t.Errorf("after one was sent on the board shows %v, want %v", got, want)
	}
	move(4, 1, application.StageDecided)
	if got, want := board(day+9), []string{"000002 send-on 2"}; !slices.Equal(got, want) {
		t.Errorf("after the decision the board shows %v, want %v", got, want)
	}
	a, ok, err := j.Application(1)
	if err != nil || !ok || len(a.Steps) != 2 || a.Stage() != application.StageDecided ||
		a.Steps[0].By != "agent:agent2" {
		t.Errorf("%+v, %v, %v", a.Steps, ok, err)
	}
}
