package reception

import (
	"encoding/json"
	"fmt"

	"dost/server/queue"
)

// The events of the reception. Fields are only added.
type (
	// Registered is a new application; its id is the record's sequence number.
	Registered struct {
		Centre string `json:"centre"`
		Year   int    `json:"year"`
		Serial int    `json:"serial"`
		Details
		Periods  Periods      `json:"periods"`
		Desk     queue.DeskID `json:"desk"`
		Label    string       `json:"label"`
		Language string       `json:"language"`
		Day      queue.Day    `json:"day"`
		Deadlines
	}
	// PrintOrdered is one copy sent to paper; the job's id is the record's
	// sequence number. Repeat is set from the second order of the same copy on.
	PrintOrdered struct {
		Application ApplicationID `json:"application"`
		Copy        int           `json:"copy"`
		Repeat      bool          `json:"repeat,omitempty"`
	}
)

// Kind is stable: journals hold it.
func (Registered) Kind() string { return "reception.registered" }

// Kind is stable: journals hold it.
func (PrintOrdered) Kind() string { return "reception.print-ordered" }

// Application is the application that the event of record r registered, as
// state and projection both hold it.
func (e Registered) Application(r queue.Record) Application {
	return Application{
		ID: ApplicationID(r.Seq), Number: Number(e.Centre, e.Year, e.Serial),
		Centre: e.Centre, Year: e.Year, Serial: e.Serial, Details: e.Details,
		Desk: e.Desk, Label: e.Label, Language: e.Language,
		RegisteredAt: r.At, Day: e.Day, Deadlines: e.Deadlines,
	}
}

// Print is the order that the event of record r made.
func (e PrintOrdered) Print(r queue.Record) Print {
	return Print{Job: r.Seq, Copy: e.Copy, Repeat: e.Repeat, At: r.At}
}

// Decode reads an event from its kind and JSON body, as the journal keeps it.
func Decode(kind string, body []byte) (queue.Event, error) {
	switch kind {
	case Registered{}.Kind():
		return decode[Registered](kind, body)
	case PrintOrdered{}.Kind():
		return decode[PrintOrdered](kind, body)
	}
	return nil, fmt.Errorf("reception: unknown kind of event %q", kind)
}

func decode[E queue.Event](kind string, body []byte) (queue.Event, error) {
	var e E
	if err := json.Unmarshal(body, &e); err != nil {
		return nil, fmt.Errorf("reception: decode %s: %w", kind, err)
	}
	return e, nil
}
