package centre

import (
	"encoding/json"
	"strings"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/event"
	"dost/server/queue"
)

// Command is what an order has done: a command of any of the rooms, or the hall's own
// Exchange, Reconfigure or Skip.
type Command = queue.AnyCommand

func (Rebook) IsCommand()      {}
func (Reconfigure) IsCommand() {}
func (Skip) IsCommand()        {}

// Envelope is a command on its way from a surface to the centre's one writer.
type Envelope struct {
	// Actor is who sends it: "kiosk:K1", "agent:agent3", "manager:manager".
	Actor string
	// Key is the client-made idempotency key, 1 to 64 characters of
	// [A-Za-z0-9._:-]. The same Actor and Key give the same Answer again, with no
	// second effect. Empty only for the server's own commands (the clock).
	Key string
	// Fingerprint is the request in short (route and canonical body). A key that
	// comes again with another fingerprint is refused as key-reused (SameRequest).
	Fingerprint string
	// Command is one of any room's, or the hall's own.
	Command Command
	// Person is the applicant of an application, stored sealed and apart from the
	// journal's events in the same transaction; nil for everything else.
	Person *application.Person
	// Contact is who books a visit, sealed likewise; nil for everything but a Book, and
	// a Rebook whose visitor leaves a telephone.
	Contact *appointment.Contact
	// HandOvers are the systems that the passport has told of the application, or the
	// one that sends messages to the visitors of bookings and waiting lists: the
	// record's row says which of them are connected, and a message to each follows
	// from it. None for everything else.
	HandOvers []string
	// Answer composes the reply in the writer's turn, on the state as it stands
	// right after the command. Its JSON is kept with the key, so that a replay is
	// the same byte for byte. It must not keep s. nil answers 204.
	Answer func(s *State, records []event.Record) (status int, body any)
}

// Keyed begins a fingerprint that was made with the server's secret key.
const Keyed = "k"

// SameRequest tells whether a request's fingerprint is the one that was kept with its
// key. One that was kept before fingerprints had a secret cannot be compared: the
// key alone decides, so that a program's update makes nobody's tap count twice.
func SameRequest(kept, now string) bool {
	return kept == now || strings.HasPrefix(now, Keyed) && !strings.HasPrefix(kept, Keyed)
}

// Answer is what a surface sends back.
type Answer struct {
	Status   int
	Body     json.RawMessage // nil for 204
	Replayed bool            // the key had been answered before
}
