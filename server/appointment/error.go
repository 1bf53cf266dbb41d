package appointment

import (
	"fmt"

	"dost/server/problem"
)

// The refusals of the package. Those of the regimes (closed, walk-in-only, …) and
// the limits' (hourly-limit, daily-limit) come as they are.
const (
	CodeUnknownAppointment problem.Code = "unknown-appointment"
	CodeBadCode            problem.Code = "bad-code"    // a digit is missing or wrong
	CodeBadChannel         problem.Code = "bad-channel" // neither appointment nor pick-up
	CodeSlotPast           problem.Code = "slot-past"   // the time has begun
	CodeSlotFar            problem.Code = "slot-far"    // later than MaxAhead
	CodeNoSlot             problem.Code = "no-slot"     // no slot begins then
	CodeSlotTaken          problem.Code = "slot-taken"  // its places are given
	// the direction's tickets of the hour are given
	CodeHourlyLimit      problem.Code = "hourly-limit"
	CodeDailyLimit       problem.Code = "daily-limit"        // those of the day
	CodeTooEarly         problem.Code = "too-early"          // facts: at, from
	CodeMissed           problem.Code = "appointment-missed" // facts: at, until
	CodeCheckedIn        problem.Code = "already-here"       // facts: number
	CodeAppointmentEnded problem.Code = "appointment-ended"
)

type facts = map[string]any

func refuse(code problem.Code, f facts, format string, args ...any) error {
	return &problem.Error{Code: code, Detail: fmt.Sprintf(format, args...), Facts: f}
}
