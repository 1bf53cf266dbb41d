package queue

import (
	"strconv"
	"time"

	"dost/server/civil"
	"dost/server/i18n"
)

// Identifiers. All are ASCII; the engine never folds or changes their case.
type (
	DirectionID string // "social-services"
	DeskID      string // "1"
	AgentID     string // the agent's login
	GroupID     string // "disability"; "" = ordinary
	// TicketID is the sequence number of the event that issued the ticket:
	// unique for the life of the centre. On the wire it is a string.
	TicketID uint64
)

// Config is what a manager sets: it changes by Configure only.
type Config struct {
	Directions  []Direction   `json:"directions"`
	Desks       []DeskConfig  `json:"desks"`
	Groups      []Group       `json:"groups"`
	NoShowAfter time.Duration `json:"no_show_after"` // nanoseconds in JSON; 0 = never by the clock
}

// Direction is one line of the centre. Its prefix is ASCII, unique, and stands
// before every number: "A" + 17 → "A017".
type Direction struct {
	ID     DirectionID `json:"id"`
	Prefix string      `json:"prefix"`
	Name   i18n.Text   `json:"name"`
	Off    bool        `json:"off,omitempty"` // no longer offered
	// Promises are its service levels; none = DefaultPromises.
	Promises []Promise `json:"promises,omitempty"`
}

// DeskConfig is a desk as furniture: its number and which way the display's
// arrow points to it.
type DeskConfig struct {
	ID         DeskID        `json:"id"`
	Side       string        `json:"side,omitempty"` // "left", "right", "ahead"; "" = no arrow
	Directions []DirectionID `json:"directions"`     // offered first when an agent sits down
	Off        bool          `json:"off,omitempty"`
}

// Group is a class of visitors with a head start H over ordinary tickets
// (domain, Priority): a ticket is ordered by arrival − H.
type Group struct {
	ID        GroupID       `json:"id"`
	Name      i18n.Text     `json:"name"`
	HeadStart time.Duration `json:"head_start"` // nanoseconds in JSON
}

// Status is where a ticket stands.
type Status string

// The statuses. Finished and cancelled are final; a no-show can be requeued
// until the day ends.
const (
	Waiting   Status = "waiting"
	Called    Status = "called"
	Serving   Status = "serving"
	Held      Status = "held"
	Finished  Status = "finished"
	Cancelled Status = "cancelled"
	Absent    Status = "no-show"
)

// Outcome is how a visit ended (architecture, The contract).
type Outcome string

// The outcomes of a visit.
const (
	Registered Outcome = "registered"
	Refused    Outcome = "refused"
	SentOn     Outcome = "sent-on"
	Listed     Outcome = "listed"
	Consulted  Outcome = "consulted"
	NotServed  Outcome = "not-served"
)

// Limits of the engine (surfaces, Desk).
const (
	MaxRecalls     = 3
	RecallGap      = 20 * time.Second
	UndoWindow     = 10 * time.Second
	MaxPriorityRun = 2  // priority calls in a row while ordinary tickets wait
	KeptCalls      = 12 // calls that a display frame carries

	// DueBefore is how long before its time an appointment falls due, so that a
	// desk that is free within DueBefore of that time on either side takes it.
	DueBefore = 5 * time.Minute

	// EmptyDesk is how long a ticket waits for one desk while nobody sits there,
	// before Tick gives it to its direction's line.
	EmptyDesk = 10 * time.Minute
)

// Ticket is one visitor's place in line.
type Ticket struct {
	ID        TicketID    `json:"id"`
	Day       civil.Day   `json:"day"`
	Direction DirectionID `json:"direction"` // where it waits or is served now
	Series    DirectionID `json:"series"`    // the direction whose counter gave the number
	Number    int         `json:"number"`    // 1, 2, 3 … per Series and Day
	Label     string      `json:"label"`     // "A017": what people see and hear
	Service   string      `json:"service,omitempty"`
	Group     GroupID     `json:"group,omitempty"`
	Language  string      `json:"language"`
	Track     string      `json:"track"`
	Rule      string      `json:"rule,omitempty"`   // the regime it was issued under
	Return    TicketID    `json:"return,omitempty"` // the earlier visit whose rank it took; 0 = none

	// Appointment is the time for which its visitor had booked; zero for a walk-in.
	// Due says that the time has come: the ticket goes before all walk-ins.
	Appointment time.Time `json:"appointment,omitzero"`
	Due         bool      `json:"due,omitempty"`

	Status Status `json:"status"`
	// the desk that has it (called, serving, held), or the only desk it may go to (waiting)
	Desk    DeskID  `json:"desk,omitempty"`
	Agent   AgentID `json:"agent,omitempty"` // who called it last
	Outcome Outcome `json:"outcome,omitempty"`
	Recalls int     `json:"recalls,omitempty"`
	Rev     uint64  `json:"rev"` // sequence of the last event that touched it

	Arrival     time.Time `json:"arrival"` // when it was issued; kept through every move
	Rank        time.Time `json:"rank"`    // arrival − head start: the order in line
	CalledAt    time.Time `json:"called_at,omitzero"`
	ServedAt    time.Time `json:"served_at,omitzero"` // first arrival at a desk since the call
	EndedAt     time.Time `json:"ended_at,omitzero"`
	AnnouncedAt time.Time `json:"announced_at,omitzero"` // the call or its last recall

	// kept when it is requeued: the wait is counted to here
	FirstCalledAt time.Time     `json:"first_called_at,omitzero"`
	KeptSince     time.Time     `json:"kept_since,omitzero"` // since when it waits for one desk only
	HeldAt        time.Time     `json:"held_at,omitzero"`    // since when it is held
	HeldFor       time.Duration `json:"held_for,omitempty"`  // held before now and resumed, nanoseconds
}

// Label writes a ticket number as people see it: prefix and at least three
// digits, continuous beyond 999 ("A017", "A1000").
func Label(prefix string, number int) string {
	digits := strconv.Itoa(number)
	if n := 3 - len(digits); n > 0 {
		return prefix + "00"[:n] + digits
	}
	return prefix + digits
}

// Desk is a desk as it is worked now.
type Desk struct {
	ID         DeskID        `json:"id"`
	Agent      AgentID       `json:"agent"` // "" = nobody sits there
	Lease      uint64        `json:"lease"` // sequence of the event that seated the agent
	Directions []DirectionID `json:"directions"`
	Active     TicketID      `json:"active,omitempty"` // called or serving; 0 = none
	Paused     string        `json:"paused,omitempty"` // the reason; "" = working
	Since      time.Time     `json:"since"`            // of the present agent, pause or idleness
	Served     int           `json:"served"`           // visits finished here today
}

// Announcement is one call as hall displays show and speak it.
type Announcement struct {
	Seq      uint64    `json:"seq"`
	Ticket   TicketID  `json:"ticket"`
	Label    string    `json:"label"`
	Desk     DeskID    `json:"desk"`
	Language string    `json:"language"`
	At       time.Time `json:"at"`
	Recall   bool      `json:"recall"`
}

// Estimate is the expected wait: half of the visitors are called within P50,
// four of five within P80.
type Estimate struct {
	P50 time.Duration `json:"p50"`
	P80 time.Duration `json:"p80"`
}
