package queue

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

// Every field of a Ticket is in the layout: one that is set comes back from a
// snapshot as it was.
func TestEveryFieldOfATicketIsInASnapshot(t *testing.T) {
	whole := reflect.TypeFor[Ticket]()
	for i := range whole.NumField() {
		e := &ticket{}
		field := reflect.ValueOf(&e.Ticket).Elem().Field(i)
		switch v := field.Addr().Interface().(type) {
		case *time.Time:
			*v = time.UnixMilli(1764300000123).UTC()
		case *bool:
			*v = true
		default:
			if field.Kind() == reflect.String {
				field.SetString("text")
			} else if field.CanInt() {
				field.SetInt(7)
			} else {
				field.SetUint(7)
			}
		}
		body, err := json.Marshal(inColumns([]*ticket{{}, e}))
		if err != nil {
			t.Fatal(err)
		}
		var c columns
		if err := json.Unmarshal(body, &c); err != nil {
			t.Fatal(err)
		}
		read, err := c.entries()
		if err != nil || len(read) != 2 || read[0].Ticket != (Ticket{}) || read[1].Ticket != e.Ticket {
			t.Errorf("%s: %s reads as %+v, %v", whole.Field(i).Name, body, read, err)
		}
	}
}

// What this program does not know wholly it does not read.
func TestStrangeColumnsAreRefused(t *testing.T) {
	for _, strange := range []columns{
		{Labels: []string{"A001"}},
		{Labels: []string{"A001"}, Tracks: []string{""}, Fields: map[string][]int64{"mood": {1}}},
		{Labels: []string{"A001"}, Tracks: []string{""}, Fields: map[string][]int64{"id": {1, 2}}},
		{Labels: []string{"A001"}, Tracks: []string{""}, Words: []string{""},
			Fields: map[string][]int64{"desk": {1}}},
		{Labels: []string{"A001"}, Tracks: []string{""}, Words: []string{""},
			Fields: map[string][]int64{"desk": {-1}}},
	} {
		if _, err := strange.entries(); err == nil {
			t.Errorf("%+v was read", strange)
		}
	}
}
