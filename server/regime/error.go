package regime

import "dost/server/queue"

// The refusals of this package. Those of a Verdict are CodeClosed,
// CodeAppointmentOnly, CodePickupOnly and CodeNotEligible of package queue, and
// the first two here; the others answer a manager's command.
const (
	CodeServicesOnly queue.Code = "services-only" // only listed services are given, and none of them was named
	CodeWalkInOnly   queue.Code = "walk-in-only"  // e.g. no appointments in this regime

	CodeNameNeeded       queue.Code = "name-needed"        // a regime has a name, in Azerbaijani at least
	CodeRuleNeeded       queue.Code = "rule-needed"        // neither a rule nor a notice
	CodeTextNeeded       queue.Code = "text-needed"        // a notice without its words
	CodeBadText          queue.Code = "bad-text"           // with what cannot be shown: see queue.Unprintable
	CodeEndsBeforeBegins queue.Code = "ends-before-begins" // To lies before From
	CodeZeroLength       queue.Code = "zero-length"        // To equals From, or a window does
	CodeTooLong          queue.Code = "too-long"           // over ten years
	CodeRegimePast       queue.Code = "regime-past"        // it would have ended already
	CodeUnknownChannel   queue.Code = "unknown-channel"
	CodeUnknownTreatment queue.Code = "unknown-treatment"
	CodeBadHours         queue.Code = "bad-hours" // a clock time out of range, spans that overlap
	CodeBadWeekday       queue.Code = "bad-weekday"
	CodeBadNumber        queue.Code = "bad-number"   // negative, or a share over 100
	CodeTooMuch          queue.Code = "too-much"     // a list or a text beyond its limit
	CodeTooMany          queue.Code = "too-many"     // MaxRegimes are in force or to come
	CodeBadDay           queue.Code = "bad-day"      // no such day, or one in the past
	CodeOverrideNeeded   queue.Code = "no-override"  // there is none to restore
	CodeOverrideHoliday  queue.Code = "bad-override" // a working day cannot be a holiday
	CodeReasonNeeded     queue.Code = queue.CodeReasonNeeded

	CodeUnknownRegime queue.Code = "unknown-regime"
	CodeRegimeEnded   queue.Code = "regime-ended"     // nothing of it is left to change
	CodeRegimeBegun   queue.Code = "regime-begun"     // withdrawing is too late: end it
	CodeNotBegun      queue.Code = "regime-not-begun" // nothing to end: withdraw it
	CodeChanged       queue.Code = "regime-changed"   // someone else changed it since it was read
	CodeUnknownKind   queue.Code = "unknown-command"
)

func refuse(code queue.Code, detail string, facts ...any) *queue.Error {
	e := &queue.Error{Code: code, Detail: detail}
	for i := 0; i+1 < len(facts); i += 2 {
		if e.Facts == nil {
			e.Facts = map[string]any{}
		}
		e.Facts[facts[i].(string)] = facts[i+1]
	}
	return e
}
