package app

import (
	"errors"

	"dost/server/internal/journal"
	"dost/server/reception"
)

// records is the journal as the desk reads it: an applicant whose data were
// erased on schedule is nobody, not a failure.
type records struct{ *journal.Journal }

func (r records) Person(id reception.ApplicationID) (reception.Person, bool, error) {
	p, ok, err := r.Journal.Person(id)
	if errors.Is(err, journal.ErrErased) {
		return reception.Person{}, false, nil
	}
	return p, ok, err
}
