package queue

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// decoders reads each kind of event. A new event is added here, in Apply and in
// the list of its Kind methods; a test holds the three together.
var decoders = map[string]func([]byte) (Event, error){
	DayOpened{}.Kind():    read[DayOpened],
	Configured{}.Kind():   read[Configured],
	Issued{}.Kind():       read[Issued],
	FellDue{}.Kind():      read[FellDue],
	DeskOpened{}.Kind():   read[DeskOpened],
	DeskLeft{}.Kind():     read[DeskLeft],
	DeskPaused{}.Kind():   read[DeskPaused],
	DeskUnpaused{}.Kind(): read[DeskUnpaused],
	CalledUp{}.Kind():     read[CalledUp],
	Idled{}.Kind():        read[Idled],
	Recalled{}.Kind():     read[Recalled],
	Arrived{}.Kind():      read[Arrived],
	NoShowed{}.Kind():     read[NoShowed],
	HeldUp{}.Kind():       read[HeldUp],
	Resumed{}.Kind():      read[Resumed],
	Requeued{}.Kind():     read[Requeued],
	Transferred{}.Kind():  read[Transferred],
	Ended{}.Kind():        read[Ended],
	Voided{}.Kind():       read[Voided],
	Undone{}.Kind():       read[Undone],
}

// ErrUnknownKind is the cause of a Decode error for a kind that is not the
// engine's.
var ErrUnknownKind = errors.New("unknown kind of event")

// Decode reads an event from its kind and JSON body, as the journal keeps it.
// An unknown kind (ErrUnknownKind), an unknown field, and anything but one JSON
// object are errors: a journal that this program does not understand wholly
// must not be replayed.
func Decode(kind string, body []byte) (Event, error) {
	decode, known := decoders[kind]
	if !known {
		return nil, fmt.Errorf("queue: decode %q: %w", kind, ErrUnknownKind)
	}
	e, err := decode(body)
	if err != nil {
		return nil, fmt.Errorf("queue: decode %s: %w", kind, err)
	}
	return e, nil
}

// Kinds lists the kinds of the engine's events, sorted.
func Kinds() []string {
	kinds := make([]string, 0, len(decoders))
	for kind := range decoders {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}

func read[E Event](body []byte) (Event, error) {
	var e E
	if err := strict(body, &e); err != nil {
		return nil, err
	}
	return e, nil
}

var errNotOneObject = errors.New("not exactly one JSON object")

func strict(body []byte, into any) error {
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' {
		return errNotOneObject
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errNotOneObject
	}
	return nil
}
