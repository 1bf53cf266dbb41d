package appointment

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"dost/server/queue"
	"dost/server/regime"
)

// The events.
type (
	// WasBooked is a new booking; its id is the record's sequence number.
	WasBooked struct {
		Code      string            `json:"code"`
		Direction queue.DirectionID `json:"direction"`
		Service   string            `json:"service,omitempty"`
		Group     queue.GroupID     `json:"group,omitempty"`
		Language  string            `json:"language"`
		Channel   regime.Channel    `json:"channel"`
		At        time.Time         `json:"at"`
		Minutes   int               `json:"minutes"`
		Rule      string            `json:"rule,omitempty"` // the regime under which it was booked
	}
	// WasMoved is a booking in another slot.
	WasMoved struct {
		ID      ID        `json:"id"`
		At      time.Time `json:"at"`
		Minutes int       `json:"minutes"`
		Rule    string    `json:"rule,omitempty"`
	}
	// WasCancelled gives a booking's place free.
	WasCancelled struct {
		ID     ID     `json:"id"`
		Reason string `json:"reason"`
	}
	// CameIn is a check-in: the ticket was issued in the same order. Late ones are
	// walk-ins' tickets.
	CameIn struct {
		ID     ID             `json:"id"`
		Ticket queue.TicketID `json:"ticket"`
		Late   bool           `json:"late,omitempty"`
	}
	// WasMissed is a booking whose visitor had not come when the limit passed.
	WasMissed struct {
		ID ID `json:"id"`
	}
	// ReminderFellDue makes the reminder of a visit its news.
	ReminderFellDue struct {
		ID ID `json:"id"`
	}
	// ReminderTaken is NewsTold as the first journals have it.
	ReminderTaken struct {
		ID ID `json:"id"`
	}
	// NewsFellDue is something that the visitor of a booking is to be told. It takes
	// the place of what was to be told before.
	NewsFellDue struct {
		ID     ID        `json:"id"`
		News   NewsKind  `json:"news"`
		Was    time.Time `json:"was,omitzero"` // of a moved visit: the time that the visitor knows
		Regime string    `json:"regime,omitempty"`
	}
	// NewsTold is that the visitor knows, or that the message is on its way. It says
	// all that the message needs but the telephone.
	NewsTold struct {
		ID        ID                `json:"id"`
		News      NewsKind          `json:"news"`
		Via       Via               `json:"via"`
		Language  string            `json:"language"`
		Direction queue.DirectionID `json:"direction"`
		Code      string            `json:"code"`
		At        time.Time         `json:"at"`
		Was       time.Time         `json:"was,omitzero"`
		Regime    string            `json:"regime,omitempty"`
	}
	// NewsDropped is news that is true no longer: the rules admit the visit again.
	NewsDropped struct {
		ID ID `json:"id"`
	}
	// NotReached is a telephone call that nobody answered.
	NotReached struct {
		ID ID `json:"id"`
	}
)

// Kind names are stable: journals hold them.
func (WasBooked) Kind() string       { return "appointment.booked" }
func (WasMoved) Kind() string        { return "appointment.moved" }
func (WasCancelled) Kind() string    { return "appointment.cancelled" }
func (CameIn) Kind() string          { return "appointment.checked-in" }
func (WasMissed) Kind() string       { return "appointment.missed" }
func (ReminderFellDue) Kind() string { return "appointment.reminder-due" }
func (ReminderTaken) Kind() string   { return "appointment.reminder-taken" }
func (NewsFellDue) Kind() string     { return "appointment.news-due" }
func (NewsTold) Kind() string        { return "appointment.news-told" }
func (NewsDropped) Kind() string     { return "appointment.news-dropped" }
func (NotReached) Kind() string      { return "appointment.not-reached" }

var decoders = map[string]func([]byte) (queue.Event, error){
	WasBooked{}.Kind():       read[WasBooked],
	WasMoved{}.Kind():        read[WasMoved],
	WasCancelled{}.Kind():    read[WasCancelled],
	CameIn{}.Kind():          read[CameIn],
	WasMissed{}.Kind():       read[WasMissed],
	ReminderFellDue{}.Kind(): read[ReminderFellDue],
	ReminderTaken{}.Kind():   read[ReminderTaken],
	NewsFellDue{}.Kind():     read[NewsFellDue],
	NewsTold{}.Kind():        read[NewsTold],
	NewsDropped{}.Kind():     read[NewsDropped],
	NotReached{}.Kind():      read[NotReached],
}

// Kinds lists the kinds of the package's events, sorted.
func Kinds() []string {
	kinds := make([]string, 0, len(decoders))
	for kind := range decoders {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}

// Decode reads an event as the journal keeps it. An unknown kind, an unknown field
// and anything but one JSON object are errors.
func Decode(kind string, body []byte) (queue.Event, error) {
	decode, known := decoders[kind]
	if !known {
		return nil, fmt.Errorf("appointment: decode %q: %w", kind, queue.ErrUnknownKind)
	}
	e, err := decode(body)
	if err != nil {
		return nil, fmt.Errorf("appointment: decode %s: %w", kind, err)
	}
	return e, nil
}

var errNotOneObject = errors.New("not exactly one JSON object")

func read[E queue.Event](body []byte) (queue.Event, error) {
	var e E
	if trimmed := bytes.TrimLeft(body, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' {
		return nil, errNotOneObject
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errNotOneObject
	}
	return e, nil
}
