package reception

// Command is an order to the reception, named in the imperative.
type Command interface{ command() }

// The commands.
type (
	// Register takes an application for the ticket that is being served at the
	// agent's desk. Centre is the code of the centre, 1 to 12 characters of A–Z,
	// 0–9 and inner hyphens; Periods are the passport's.
	Register struct {
		Centre string
		Lease  uint64 // of the desk; 0 = not fenced
		Details
		Periods Periods
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
)

func (Register) command()   {}
func (OrderPrint) command() {}
