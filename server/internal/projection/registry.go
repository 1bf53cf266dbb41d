package projection

import (
	"errors"

	"dost/server/application"
	"dost/server/internal/journal"
)

// Registry is what the desk reads of applications and people: an applicant whose data
// were erased on schedule is nobody, not a failure.
type Registry struct {
	*Store
	People *journal.Journal
}

// Person implements the desk's Records, as the next two do.
func (r Registry) Person(id application.ApplicationID) (application.Person, bool, error) {
	p, ok, err := r.People.Person(id)
	if errors.Is(err, journal.ErrErased) {
		return application.Person{}, false, nil
	}
	return p, ok, err
}

// ApplicationsOf asks the journal: what is sealed lies there.
func (r Registry) ApplicationsOf(fin, phone string) ([]application.ApplicationID, error) {
	return r.People.ApplicationsOf(fin, phone)
}

// ApplicationsOfDocument asks the journal, too.
func (r Registry) ApplicationsOfDocument(key string) ([]application.ApplicationID, error) {
	return r.People.ApplicationsOfDocument(key)
}
