package queue

import (
	"reflect"
	"testing"
)

// TestEventsSayWhichTicketTheyChange: an event that names a ticket says so by OfTicket,
// or neither the state nor any follower of the history would move the ticket by it.
func TestEventsSayWhichTicketTheyChange(t *testing.T) {
	const seq, id = 9, TicketID(7)
	for _, kind := range Events.Kinds() {
		zero, err := Events.Decode(kind, []byte(`{}`))
		if err != nil {
			t.Fatal(err)
		}
		v := reflect.New(reflect.TypeOf(zero)).Elem()
		want := TicketID(0)
		switch ticket, before := v.FieldByName("Ticket"), v.FieldByName("Before"); {
		case kind == Issued{}.Kind():
			want = seq
		case ticket.IsValid():
			ticket.Set(reflect.ValueOf(id))
			want = id
		case before.IsValid():
			before.Set(reflect.ValueOf(Ticket{ID: id}))
			want = id
		}
		e, says := v.Interface().(OfTicket)
		switch {
		case says != (want != 0):
			t.Errorf("%s: names a ticket: %v, says which: %v", kind, want != 0, says)
		case says && e.TicketID(seq) != want:
			t.Errorf("%s changes ticket %d and says %d", kind, want, e.TicketID(seq))
		}
	}
}
