package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Codec reads the events of a package by their kinds, as journals hold them.
type Codec map[string]func(body []byte) (Event, error)

// ErrUnknownKind is the cause of a Decode error for a kind that is not in the codec.
var ErrUnknownKind = errors.New("unknown kind of event")

// Decode reads an event from its kind and JSON body, as the journal keeps it.
// An unknown kind (ErrUnknownKind), an unknown field, and anything but one JSON
// object are errors: a journal that this program does not understand wholly
// must not be replayed.
func (c Codec) Decode(kind string, body []byte) (Event, error) {
	read, known := c[kind]
	if !known {
		return nil, fmt.Errorf("decoding an event of the kind %q: %w", kind, ErrUnknownKind)
	}
	e, err := read(body)
	if err != nil {
		return nil, fmt.Errorf("decoding %s: %w", kind, err)
	}
	return e, nil
}

// Kinds lists the kinds of the codec's events, sorted.
func (c Codec) Kinds() []string { return slices.Sorted(maps.Keys(c)) }

// Read reads the body of one event, strictly.
func Read[E Event](body []byte) (Event, error) {
	var e E
	if err := Strict(body, &e); err != nil {
		return nil, err
	}
	return e, nil
}

var errNotOneObject = errors.New("not exactly one JSON object")

// Strict reads exactly one JSON object, without a field that into does not have.
func Strict(body []byte, into any) error {
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
