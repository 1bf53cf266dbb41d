package desk

import (
	"fmt"
	"strconv"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/notification"
	"dost/server/web"
)

// Applications are the applications of every day, and whose they are, as the journal
// keeps them.
type Applications interface {
	Application(id application.ApplicationID) (a application.Application, ok bool, err error)
	ApplicationByNumber(number string) (a application.Application, ok bool, err error)
	// Person is the applicant; ok is false where the data were erased on schedule,
	// or nobody applied by name.
	Person(id application.ApplicationID) (p application.Person, ok bool, err error)
	// SearchName finds by the words of names, page by page; ApplicationsOf by FIN or
	// phone in normal form, newest first.
	SearchName(query string, from application.NameCursor, limit int) (application.NamePage, error)
	ApplicationsOf(fin, phone string) ([]application.ApplicationID, error)
	// ApplicationsOfDocument finds by the number of an identity document, in the
	// form of application.DocumentKey; newest first.
	ApplicationsOfDocument(key string) ([]application.ApplicationID, error)
	// Deadlines are applications that wait for something, the longest overdue first;
	// Loads count all that wait for something until a day, by agent.
	Deadlines(q application.DeadlineQuery) ([]application.Deadline, error)
	Loads(today, until civil.Day) ([]application.Workload, error)
	// OfferTold is what became of the message about an offer that was made at a
	// moment; "" = there was none, and somebody calls.
	OfferTold(id application.ApplicationID, at time.Time) (notification.Delivery, error)
}

// whose is the applicant of an application; nil where the data were erased on
// schedule, or nobody applied by name.
func (s *Surface) whose(id application.ApplicationID) (*application.Person, error) {
	p, known, err := s.Records.Person(id)
	if err != nil {
		return nil, fmt.Errorf("read the applicant of %d: %w", id, err)
	}
	if !known {
		return nil, nil
	}
	return &p, nil
}

// applicationID reads an application's id; what is no number is no application.
func applicationID(text string) (application.ApplicationID, error) {
	id, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		return 0, web.Fail(application.CodeUnknownApplication, "no such application", nil)
	}
	return application.ApplicationID(id), nil
}

// wire writes an id as the wire has it.
func wire(id application.ApplicationID) string { return strconv.FormatUint(uint64(id), 10) }
