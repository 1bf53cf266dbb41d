package journal

import (
	"errors"

	"dost/server/application"
)

// Registry is the journal as the desk reads it: an applicant whose data were
// erased on schedule is nobody, not a failure.
type Registry struct{ *Journal }

// Person implements the desk's Records.
func (r Registry) Person(id application.ApplicationID) (application.Person, bool, error) {
	p, ok, err := r.Journal.Person(id)
	if errors.Is(err, ErrErased) {
		return application.Person{}, false, nil
	}
	return p, ok, err
}
