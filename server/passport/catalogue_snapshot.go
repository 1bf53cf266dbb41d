package passport

import (
	"encoding/json"
	"errors"
	"fmt"

	"dost/server/problem"
	"dost/server/queue"
)

// catalogueSnapshot is a catalogue as a snapshot holds it.
type catalogueSnapshot struct {
	Rev      uint64                               `json:"rev"`
	Versions map[string][]Stored                  `json:"versions,omitempty"`
	Table    map[Classification]queue.DirectionID `json:"table,omitempty"`
	Mapped   Mark                                 `json:"mapped,omitzero"`
}

// MarshalJSON writes the whole catalogue, for a snapshot.
func (s *Catalogue) MarshalJSON() ([]byte, error) {
	k := catalogueSnapshot{Rev: s.rev, Versions: s.versions, Mapped: s.mapped}
	if s.mapped.Seq > 0 {
		k.Table = s.table
	}
	return json.Marshal(k)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (s *Catalogue) UnmarshalJSON(text []byte) error {
	var k catalogueSnapshot
	if err := json.Unmarshal(text, &k); err != nil {
		return fmt.Errorf("reading the shelf of passports: %w", err)
	}
	fresh := NewCatalogue()
	fresh.rev, fresh.mapped = k.Rev, k.Mapped
	if k.Versions != nil {
		fresh.versions = k.Versions
	}
	if k.Mapped.Seq > 0 {
		fresh.table = k.Table
	}
	*s = *fresh
	return nil
}

// refusal is an error of this package as the centre's commands have it.
func refusal(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return &problem.Error{Code: e.Code, Detail: e.Detail, Facts: e.Facts}
	}
	return err
}
