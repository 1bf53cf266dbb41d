package app

import (
	"errors"

	"dost/server/application"
	"dost/server/internal/journal"
)

// records is the journal as the desk reads it: an applicant whose data were
// erased on schedule is nobody, not a failure.
type records struct{ *journal.Journal }

func (r records) Person(id application.ApplicationID) (application.Person, bool, error) {
	p, ok, err := r.Journal.Person(id)
	if errors.Is(err, journal.ErrErased) {
		return application.Person{}, false, nil
	}
	return p, ok, err
}
