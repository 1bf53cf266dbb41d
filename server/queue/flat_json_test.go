package queue

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"dost/server/event"
)

// samples of what the flat way reads, and of what it leaves to encoding/json.
var samplesOfFlat = []struct {
	body string
	flat bool
}{
	{`{"direction":"benefits","number":17,"label":"B017","language":"az","track":"t","rank":"2026-11-16T06:00:00.123Z","ahead":4,"estimate":{"p50":300,"p80":-1}}`, true},
	{`{"direction":"Sosial müavinətlər","number":1,"label":"","language":"ru","track":"","rank":"2026-11-16T10:00:00+04:00","ahead":0,"estimate":{"p50":0,"p80":0},"return":7,"appointment":"2026-11-16T06:00:00Z"}`, true},
	{`{}`, true},
	{`{"number":1,"direction":"benefits"}`, false}, // not in the order
	{`{"number":1,"number":2}`, false},
	{`{"Number":1}`, false},
	{`{ "number":1}`, false},
	{`{"number":1} `, false},
	{`{"number":01}`, false},
	{`{"number":1.0}`, false},
	{`{"number":1e3}`, false},
	{`{"number":null}`, false},
	{`{"number":9223372036854775808}`, false},
	{`{"return":-1}`, false},
	{`{"label":"a\u0041"}`, false},
	{"{\"label\":\"\xff\"}", false},
	{`{"label":"a`, false},
	{`{"label":"a"`, false},
	{`{"rank":"today"}`, false},
	{`{"estimate":{"p50":1,"mean":2}}`, false},
	{`{"strange":1}`, false},
	{`{"number":1}{}`, false},
}

// TestFlatIsOnlyWhatWeWrite: the quick way takes what this program writes, and nothing
// that may mean something else.
func TestFlatIsOnlyWhatWeWrite(t *testing.T) {
	for _, s := range samplesOfFlat {
		var e Issued
		rest, ok := flatFor(reflect.TypeFor[Issued]()).read([]byte(s.body), reflect.ValueOf(&e).Elem())
		if ok = ok && len(rest) == 0; ok != s.flat {
			t.Errorf("%s: %v", s.body, ok)
		}
		alike(t, Issued{}, []byte(s.body))
	}
	for kind, e := range map[string]event.Event{
		"issued": Issued{
			Direction: "benefits", Number: 3, Label: "B003", Service: "s", Group: "senior", Language: "az",
			Track: "t", Rule: "r1",
			Rank: time.UnixMilli(1764300000123).UTC(), Ahead: 2, Estimate: Estimate{time.Minute,
				time.Hour}, Return: 9, Appointment: time.UnixMilli(1764300000000).UTC(),
		},
		"called": CalledUp{Ticket: 1, Desk: "2", Agent: "a", Chosen: "asked"}, "ended": Ended{Ticket: 1,
			Outcome: Registered},
		"transferred": Transferred{Ticket: 1, Direction: "d", Desk: "1", By: "2"}, "undone": Undone{Desk: "1",
			Of: 2, Before: Ticket{ID: 1, Due: true, Rank: time.UnixMilli(5).UTC()}},
	} {
		body, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		into := reflect.New(reflect.TypeOf(e)).Elem()
		if rest, ok := flatFor(into.Type()).read(body,
			into); !ok || len(rest) > 0 || !reflect.DeepEqual(into.Interface(), e) {
			t.Errorf("%s: %s is read as %+v", kind, body, into)
		}
	}
}

// alike fails when a body reads otherwise than encoding/json, strict, reads it.
func alike[E event.Event](t *testing.T, _ E, body []byte) {
	t.Helper()
	var want E
	wrong := event.Strict(body, &want)
	got, err := event.Read[E](body)
	if (err == nil) != (wrong == nil) || err == nil && !reflect.DeepEqual(got, event.Event(want)) {
		t.Errorf("%s is %+v (%v), not %+v (%v)", body, got, err, want, wrong)
	}
}

// FuzzFlat: what the quick way reads is what encoding/json reads.
func FuzzFlat(f *testing.F) {
	for _, s := range samplesOfFlat {
		f.Add([]byte(s.body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		alike(t, Issued{}, body)
		alike(t, Undone{}, body)
		alike(t, CalledUp{}, body)
		alike(t, DeskOpened{}, body)
	})
}
