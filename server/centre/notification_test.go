package centre_test

import (
	"slices"
	"testing"

	"dost/server/centre"
	"dost/server/notification"
)

// Of all that happens in a centre, these events tell somebody something: an event that
// is added here needs words in three languages and a person to be told.
func TestWhichEventsTellWhom(t *testing.T) {
	want := []string{
		"appointment.booked", "appointment.cancelled", "appointment.moved", "appointment.news-told",
		"reception.offered",
	}
	var got []string
	for kind, read := range centre.Events {
		e, err := read([]byte(`{}`))
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		source, tells := e.(notification.Source)
		if !tells {
			continue
		}
		got = append(got, kind)
		if n, _ := source.Notifies(7); n.Kind == "" && kind != "appointment.news-told" {
			t.Errorf("%s tells nothing: %+v", kind, n)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%v tell somebody, want %v", got, want)
	}
}
