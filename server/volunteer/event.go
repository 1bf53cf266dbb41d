package volunteer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"dost/server/queue"
)

// The events. A call's id is the sequence number of its Called.
type (
	// Called is a new call for help.
	Called struct {
		Place    Place          `json:"place"`
		Language string         `json:"language"`
		Ticket   queue.TicketID `json:"ticket,omitempty"`
		Number   string         `json:"number,omitempty"` // of the ticket, as people see it
	}
	// Taken is a volunteer on the way.
	Taken struct {
		Call      CallID `json:"call"`
		Volunteer string `json:"volunteer"`
	}
	// GivenBack is a call that is open again.
	GivenBack struct {
		Call      CallID `json:"call"`
		Volunteer string `json:"volunteer"`
	}
	// Done is help given, with its figures in whole seconds: from the call until it
	// was taken, and from there to the end.
	Done struct {
		Call      CallID `json:"call"`
		Volunteer string `json:"volunteer"`
		Waited    int    `json:"waited"`
		Helped    int    `json:"helped"`
	}
	// Cancelled is a call that whoever called took back.
	Cancelled struct {
		Call CallID `json:"call"`
	}
)

// Kind names are stable: journals hold them.
func (Called) Kind() string    { return "volunteer.called" }
func (Taken) Kind() string     { return "volunteer.taken" }
func (GivenBack) Kind() string { return "volunteer.given-back" }
func (Done) Kind() string      { return "volunteer.done" }
func (Cancelled) Kind() string { return "volunteer.cancelled" }

var decoders = map[string]func([]byte) (queue.Event, error){
	Called{}.Kind():    read[Called],
	Taken{}.Kind():     read[Taken],
	GivenBack{}.Kind(): read[GivenBack],
	Done{}.Kind():      read[Done],
	Cancelled{}.Kind(): read[Cancelled],
}

// Decode reads an event as the journal keeps it. An unknown kind, an unknown field
// and anything but one JSON object are errors.
func Decode(kind string, body []byte) (queue.Event, error) {
	decode, known := decoders[kind]
	if !known {
		return nil, fmt.Errorf("volunteer: decode %q: %w", kind, queue.ErrUnknownKind)
	}
	e, err := decode(body)
	if err != nil {
		return nil, fmt.Errorf("volunteer: decode %s: %w", kind, err)
	}
	return e, nil
}

func read[E queue.Event](body []byte) (queue.Event, error) {
	var e E
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON object")
	}
	return e, nil
}
