package app

import (
	"errors"

	"dost/server/application"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
)

// records is what the desk reads of applications and people: an applicant whose data
// were erased on schedule is nobody, not a failure.
type records struct {
	*projection.Store
	people *journal.Journal
}

func (r records) Person(id application.ApplicationID) (application.Person, bool, error) {
	p, ok, err := r.people.Person(id)
	if errors.Is(err, journal.ErrErased) {
		return application.Person{}, false, nil
	}
	return p, ok, err
}

func (r records) ApplicationsOf(fin, phone string) ([]application.ApplicationID, error) {
	return r.people.ApplicationsOf(fin, phone)
}

func (r records) ApplicationsOfDocument(key string) ([]application.ApplicationID, error) {
	return r.people.ApplicationsOfDocument(key)
}
