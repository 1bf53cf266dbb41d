package volunteer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/volunteer"
)

// day is a centre in memory: what is decided is applied, as the writer does, and every
// state is held against the snapshot of itself.
type day struct {
	t     *testing.T
	queue *queue.State
	state *volunteer.State
	seq   uint64
	now   time.Time
}

func newDay(t *testing.T) *day {
	return &day{t: t, queue: queue.New(), state: volunteer.New(),
		now: time.Date(2026, 11, 20, 10, 0, 0, 0, civil.Baku)}
}

func (d *day) order(c volunteer.Command) error {
	d.t.Helper()
	events, err := volunteer.Decide(d.state, d.queue, event.Meta{At: d.now, Actor: "test"}, c)
	for _, e := range events {
		body, encodeErr := json.Marshal(e)
		if encodeErr != nil {
			d.t.Fatal(encodeErr)
		}
		read, decodeErr := volunteer.Events.Decode(e.Kind(), body)
		if decodeErr != nil || !reflect.DeepEqual(read, e) {
			d.t.Fatalf("%s reads back as %+v, %v", body, read, decodeErr)
		}
		d.apply(read)
	}
	return err
}

func (d *day) apply(e event.Event) {
	d.t.Helper()
	d.seq++
	d.state.Apply(event.Record{Seq: d.seq, At: d.now, Actor: "test", Event: e})
	body, err := json.Marshal(d.state)
	if err != nil {
		d.t.Fatal(err)
	}
	again := volunteer.New()
	if err := json.Unmarshal(body, again); err != nil || !reflect.DeepEqual(again, d.state) {
		d.t.Fatalf("the snapshot %s reads back as %+v, %v", body, again, err)
	}
}

func (d *day) refused(code problem.Code, c volunteer.Command) {
	d.t.Helper()
	var refusal *problem.Error
	if err := d.order(c); !errors.As(err, &refusal) || refusal.Code != code {
		d.t.Errorf("%+v: %v, want %s", c, err, code)
	}
}

func (d *day) done(c volunteer.Command) {
	d.t.Helper()
	if err := d.order(c); err != nil {
		d.t.Errorf("%+v: %v", c, err)
	}
}

var (
	kiosk = volunteer.Origin{Kind: "kiosk", ID: "K1", Name: "At the door"}
	desk  = volunteer.Origin{Kind: "desk", ID: "K1"} // the same id at another kind of place
)

func TestACallHasOneEnd(t *testing.T) {
	d := newDay(t)
	d.refused(volunteer.CodeNoCall, volunteer.Cancel{Origin: kiosk})
	d.refused(queue.CodeBadLanguage, volunteer.RequestHelp{Origin: kiosk, Language: "fr"})
	d.done(volunteer.RequestHelp{Origin: kiosk})
	d.done(volunteer.RequestHelp{Origin: desk, Language: "en"})
	if c, _ := d.state.At(kiosk); c.Language != "az" || c.ID != 1 {
		t.Errorf("the kiosk's call is %+v", c)
	}
	d.now = d.now.Add(30 * time.Second)
	d.done(volunteer.Take{Call: 1, Volunteer: "aysel"})
	d.refused(volunteer.CodeCallTaken, volunteer.Take{Call: 1, Volunteer: "rustam"})
	d.refused(volunteer.CodeCallTaken, volunteer.Take{Call: 1, Volunteer: "aysel"})
	d.refused(volunteer.CodeAlreadyHelping, volunteer.Take{Call: 2, Volunteer: "aysel"})
	d.done(volunteer.GiveBack{Call: 1, Volunteer: "aysel"})
	d.now = d.now.Add(30 * time.Second)
	d.done(volunteer.Take{Call: 1, Volunteer: "rustam"})
	d.now = d.now.Add(2 * time.Minute)
	d.done(volunteer.Finish{Call: 1, Volunteer: "rustam"})
	d.refused(volunteer.CodeUnknownCall, volunteer.Finish{Call: 1, Volunteer: "rustam"})
	want := volunteer.Total{Day: 20261120, Volunteer: "rustam", Calls: 1, Waited: 60, Helped: 120}
	if got := d.state.Today("rustam"); got != want || d.state.Today("aysel").Calls != 0 {
		t.Errorf("rustam's day is %+v", got)
	}
	d.done(volunteer.Cancel{Origin: desk})
	if left := d.state.Requests(); len(left) != 0 {
		t.Errorf("open: %+v", left)
	}
}

// A clock that was put back between two moves counts no time, rather than less than none.
func TestTimeIsNeverNegative(t *testing.T) {
	d := newDay(t)
	d.done(volunteer.RequestHelp{Origin: kiosk})
	d.now = d.now.Add(-time.Hour)
	d.done(volunteer.Take{Call: 1, Volunteer: "aysel"})
	d.now = d.now.Add(-time.Hour)
	d.done(volunteer.Finish{Call: 1, Volunteer: "aysel"})
	if got := d.state.Today("aysel"); got.Waited != 0 || got.Helped != 0 {
		t.Errorf("counted %+v", got)
	}
}

func TestANewDayBeginsWithoutCalls(t *testing.T) {
	d := newDay(t)
	d.done(volunteer.RequestHelp{Origin: kiosk})
	d.done(volunteer.Take{Call: 1, Volunteer: "aysel"})
	d.done(volunteer.Finish{Call: 1, Volunteer: "aysel"})
	d.done(volunteer.RequestHelp{Origin: kiosk})
	d.apply(queue.DayOpened{Day: 20261121})
	if len(d.state.Requests()) != 0 || d.state.Today("aysel").Calls != 0 {
		t.Errorf("the new day begins with %+v", d.state)
	}
}

func TestStrangeEventsAreRefused(t *testing.T) {
	for _, c := range []struct{ kind, body string }{
		{"volunteer.danced", `{}`}, {"volunteer.done", `{"call":1,"by":"x"}`}, {"volunteer.done", `{}{}`},
		{"volunteer.taken", `[]`},
	} {
		if e, err := volunteer.Events.Decode(c.kind, []byte(c.body)); err == nil {
			t.Errorf("%s %s reads as %+v", c.kind, c.body, e)
		}
	}
	if _, err := volunteer.Events.Decode("volunteer.danced", []byte(`{}`)); !errors.Is(err,
		event.ErrUnknownKind) {
		t.Error(fmt.Errorf("an unknown kind is %w", err))
	}
}
