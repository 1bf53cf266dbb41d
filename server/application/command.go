package application

import (
	"dost/server/passport"
	"dost/server/queue"
)

// Command is an instruction about applications, named in the imperative.
type Command interface {
	queue.AnyCommand
	command()
}

// The commands.
type (
	// Register takes an application for the ticket that is being served at the
	// agent's desk. Centre is the code of the centre, 1 to 12 characters of A–Z,
	// 0–9 and inner hyphens.
	Register struct {
		Centre string
		Lease  uint64 // of the desk; 0 = not fenced
		// Details are what the agent recorded. Service and ServiceVersion are the
		// passport's, whatever stands there; a Reason that is the id of one of its
		// grounds is that ground.
		Details
		// Passport is the version that guided the visit: what may be asked and
		// recorded, and the periods, are its. It is not changed.
		Passport *passport.Passport
		// Applicant is who applies, as Person.Validate gives it; nil = nobody was
		// named, which only a service may take that asks for nothing.
		Applicant *Person
		List      *Listing // for the outcome listed: where; nil = the service's one list, no privilege
	}
	// OrderPrint sends copy 1, copy 2 or, with 0, both to paper. The first order
	// of a copy is its print; every further one is a repeat, and marked so.
	// Earlier is the application as the journal holds it when it is of an
	// earlier day; nil for today's.
	OrderPrint struct {
		Application ApplicationID
		Copy        int
		Earlier     *Application
	}
	// Advance moves an application to a further stage (Application.After), with a
	// note; a cancellation needs one. Periods are the passport's; Earlier as in
	// OrderPrint. Applicant is whose it is, whom the note must not name; nil = the
	// data were erased on schedule, or nobody applied by name.
	Advance struct {
		Application ApplicationID
		Stage       Stage
		Note        string
		Periods     Periods
		Applicant   *Person
		Earlier     *Application
	}
	// MakeOffer calls up the next person of a waiting list, or, out of order and with
	// a reason in What, the one named. Applicant is, as in Advance, who is called up.
	MakeOffer struct {
		List        ListID
		Application ApplicationID // 0 = the next
		What        string        // is offered; at most MaxNote characters
		Applicant   *Person
	}
	// AnswerOffer ends an offer: accepted, or declined with a reason, which keeps the
	// place on the list or gives it up. Applicant as in Advance.
	AnswerOffer struct {
		Application ApplicationID
		Accept      bool
		Keep        bool
		Note        string
		Applicant   *Person
	}
	// SetRules replaces the waiting lists' rules. A list on which people wait
	// cannot be removed.
	SetRules struct{ Rules Rules }
	// GiveReturn lets the visitor who is served at the agent's desk come back
	// today with the papers that are missing of the service's. Draw is a random
	// number, from which the code is made.
	GiveReturn struct {
		Agent    queue.AgentID
		Lease    uint64
		Ticket   queue.TicketID
		Passport *passport.Passport // as in Register
		Missing  []string           // ids of its documents
		Draw     uint32
	}
)

// Listing is where on the waiting lists an application goes.
type Listing struct {
	Kind      string `json:"kind,omitempty"`
	Privilege string `json:"privilege,omitempty"`
}

func (Register) command()    {}
func (OrderPrint) command()  {}
func (Advance) command()     {}
func (MakeOffer) command()   {}
func (AnswerOffer) command() {}
func (SetRules) command()    {}
func (GiveReturn) command()  {}

func (Register) IsCommand()    {}
func (OrderPrint) IsCommand()  {}
func (Advance) IsCommand()     {}
func (MakeOffer) IsCommand()   {}
func (AnswerOffer) IsCommand() {}
func (SetRules) IsCommand()    {}
func (GiveReturn) IsCommand()  {}
