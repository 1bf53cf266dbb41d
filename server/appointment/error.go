package appointment

import (
	"fmt"

	"dost/server/queue"
)

// The refusals of the package. Those of the regimes (closed, walk-in-only, …) and
// the limits' (hourly-limit, daily-limit) come as they are.
const (
	CodeUnknownAppointment queue.Code = "unknown-appointment"
	CodeBadCode            queue.Code = "bad-code"           // a digit is missing or wrong
	CodeBadChannel         queue.Code = "bad-channel"        // neither appointment nor pick-up
	CodeSlotPast           queue.Code = "slot-past"          // the time has begun
	CodeSlotFar            queue.Code = "slot-far"           // later than MaxAhead
	CodeNoSlot             queue.Code = "no-slot"            // no slot begins then
	CodeSlotTaken          queue.Code = "slot-taken"         // its places are given
	CodeHourlyLimit        queue.Code = "hourly-limit"       // the direction's tickets of the hour are given
	CodeDailyLimit         queue.Code = "daily-limit"        // those of the day
	CodeTooEarly           queue.Code = "too-early"          // facts: at, from
	CodeMissed             queue.Code = "appointment-missed" // facts: at, until
	CodeCheckedIn          queue.Code = "already-here"       // facts: number
	CodeAppointmentEnded   queue.Code = "appointment-ended"
)

type facts = map[string]any

func refuse(code queue.Code, f facts, format string, args ...any) error {
	return &queue.Error{Code: code, Detail: fmt.Sprintf(format, args...), Facts: f}
}
