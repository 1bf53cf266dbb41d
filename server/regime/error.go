package regime

import (
	"dost/server/problem"
	"dost/server/queue"
)

// The refusals of this package. Those of a Verdict are CodeClosed,
// CodeAppointmentOnly, CodePickupOnly and CodeNotEligible of package queue, and
// the first two here; the others answer a manager's command.
const (
	// only listed services are given, and none of them was named
	CodeServicesOnly problem.Code = "services-only"
	CodeWalkInOnly   problem.Code = "walk-in-only" // e.g. no appointments in this regime

	CodeNameNeeded problem.Code = "name-needed" // a regime has a name, in Azerbaijani at least
	CodeRuleNeeded problem.Code = "rule-needed" // neither a rule nor a notice
	CodeTextNeeded problem.Code = "text-needed" // a notice without its words
	// with what cannot be shown: see i18n.Unprintable
	CodeBadText          problem.Code = "bad-text"
	CodeEndsBeforeBegins problem.Code = "ends-before-begins" // To lies before From
	CodeZeroLength       problem.Code = "zero-length"        // To equals From, or a window does
	CodeTooLong          problem.Code = "too-long"           // over ten years
	CodeRegimePast       problem.Code = "regime-past"        // it would have ended already
	CodeUnknownChannel   problem.Code = "unknown-channel"
	CodeUnknownTreatment problem.Code = "unknown-treatment"
	CodeBadHours         problem.Code = "bad-hours" // a clock time out of range, spans that overlap
	CodeBadWeekday       problem.Code = "bad-weekday"
	CodeBadNumber        problem.Code = "bad-number"   // negative, or a share over 100
	CodeTooMuch          problem.Code = "too-much"     // a list or a text beyond its limit
	CodeTooMany          problem.Code = "too-many"     // MaxRegimes are in force or to come
	CodeBadDay           problem.Code = "bad-day"      // no such day, or one in the past
	CodeOverrideNeeded   problem.Code = "no-override"  // there is none to restore
	CodeOverrideHoliday  problem.Code = "bad-override" // a working day cannot be a holiday
	CodeReasonNeeded     problem.Code = queue.CodeReasonNeeded

	CodeUnknownRegime problem.Code = "unknown-regime"
	CodeRegimeEnded   problem.Code = "regime-ended"     // nothing of it is left to change
	CodeRegimeBegun   problem.Code = "regime-begun"     // withdrawing is too late: end it
	CodeNotBegun      problem.Code = "regime-not-begun" // nothing to end: withdraw it
	CodeChanged       problem.Code = "regime-changed"   // someone else changed it since it was read
	CodeUnknownKind   problem.Code = "unknown-command"
)

func refuse(code problem.Code, detail string, facts ...any) *problem.Error {
	e := &problem.Error{Code: code, Detail: detail}
	for i := 0; i+1 < len(facts); i += 2 {
		if e.Facts == nil {
			e.Facts = map[string]any{}
		}
		e.Facts[facts[i].(string)] = facts[i+1]
	}
	return e
}
