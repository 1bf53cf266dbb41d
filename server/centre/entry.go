package centre

import (
	"encoding/json"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/event"
)

// Entry is one envelope as the journal keeps it: its records, what the sender was answered,
// and what stands nowhere else. All of it becomes durable in one transaction, or none.
type Entry struct {
	Records   []event.Record
	Reply     *Reply               // nil for the server's own commands; kept with the last of Records
	Person    *application.Person  // the applicant of the application among Records
	Contact   *appointment.Contact // of the booking among Records
	HandOvers []string             // the systems to be told of it
}

// Reply is an answer that is remembered with its key, so that a replay gets the
// same one. It lives until the business day after the next opens.
type Reply struct {
	Caller      string // the envelope's Actor
	Key         string
	Fingerprint string
	Day         civil.Day
	Status      int
	Body        json.RawMessage // nil for 204
}
