package application

import (
	"dost/server/problem"
)

// The refusals of applications, beside those of the engine.
const (
	// fact "field": name, fin, document, phone or representative
	CodeBadPerson          problem.Code = "bad-person"
	CodeBadApplication     problem.Code = "bad-application"     // fact "field"
	CodeUnknownApplication problem.Code = "unknown-application" // no such id or number
	CodeBadCopy            problem.Code = "bad-copy"            // not 0, 1 or 2
	CodeWrongStage         problem.Code = "wrong-stage"         // the application's stage forbids it
	CodeUnknownList        problem.Code = "unknown-list"        // the service has no such waiting list
	CodeListEmpty          problem.Code = "list-empty"          // nobody waits there
	CodeListInUse          problem.Code = "list-in-use"         // people wait on a list to be removed
	CodeNotListed          problem.Code = "not-listed"          // the application is on no waiting list
	CodeNoOffer            problem.Code = "no-offer"            // nothing is offered that could be answered
	CodeBadRules           problem.Code = "bad-rules"           // of the waiting lists; fact "field"
	CodeUnknownReturn      problem.Code = "unknown-return"      // no such return code today
	CodeTooMany            problem.Code = "too-many"            // applications of a visit, or prints of one
	CodeMalformed          problem.Code = "code-malformed"      // not a confirmation's code at all
	CodeForged             problem.Code = "code-forged"         // its signature does not fit
)

func refuse(code problem.Code, detail string, facts ...any) error {
	e := &problem.Error{Code: code, Detail: detail}
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
