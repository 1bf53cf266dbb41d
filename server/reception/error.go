package reception

import "dost/server/queue"

// The refusals of the reception, beside those of the engine.
const (
	CodeBadPerson          queue.Code = "bad-person"          // fact "field": name, fin, document, phone or representative
	CodeBadApplication     queue.Code = "bad-application"     // fact "field"
	CodeUnknownApplication queue.Code = "unknown-application" // no such id or number
	CodeBadCopy            queue.Code = "bad-copy"            // not 0, 1 or 2
	CodeWrongStage         queue.Code = "wrong-stage"         // the application's stage forbids it
	CodeUnknownList        queue.Code = "unknown-list"        // the service has no such waiting list
	CodeListEmpty          queue.Code = "list-empty"          // nobody waits there
	CodeListInUse          queue.Code = "list-in-use"         // people wait on a list to be removed
	CodeNotListed          queue.Code = "not-listed"          // the application is on no waiting list
	CodeNoOffer            queue.Code = "no-offer"            // nothing is offered that could be answered
	CodeBadRules           queue.Code = "bad-rules"           // of the waiting lists; fact "field"
	CodeUnknownReturn      queue.Code = "unknown-return"      // no such return code today
	CodeTooMany            queue.Code = "too-many"            // applications of a visit, or prints of one
	CodeMalformed          queue.Code = "code-malformed"      // not a confirmation's code at all
	CodeForged             queue.Code = "code-forged"         // its signature does not fit
)

func refuse(code queue.Code, detail string, facts ...any) error {
	e := &queue.Error{Code: code, Detail: detail}
	for i := 0; i+1 < len(facts); i += 2 {
		if e.Facts == nil {
			e.Facts = map[string]any{}
		}
		e.Facts[facts[i].(string)] = facts[i+1]
	}
	return e
}

// badField refuses an application for one of its fields.
func badField(field, detail string) error {
	return refuse(CodeBadApplication, detail, "field", field)
}
