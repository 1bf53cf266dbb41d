package web

import (
	"net/http"
	"strings"

	"dost/server/problem"
)

// The refusals of the kit and of sign-in. Those of the parts stand with them.
const (
	CodeBadJSON          problem.Code = "bad-json"
	CodeUnknownField     problem.Code = "unknown-field"
	CodeTooLarge         problem.Code = "too-large"
	CodeWrongContentType problem.Code = "wrong-content-type"
	CodeKeyMissing       problem.Code = "key-missing"
	CodeKeyMalformed     problem.Code = "key-malformed"
	CodeKeyReused        problem.Code = "key-reused"
	CodeNotSignedIn      problem.Code = "not-signed-in"
	CodeWrongRole        problem.Code = "wrong-role"
	CodeWrongPassword    problem.Code = "wrong-password"
	CodeFactorNeeded     problem.Code = "second-factor-needed"
	CodeWrongCode        problem.Code = "wrong-code"
	CodeBadToken         problem.Code = "bad-token"
	CodeTooManyTries     problem.Code = "too-many-tries"
	CodeTooManyRequests  problem.Code = "too-many-requests"
	CodeCrossSite        problem.Code = "cross-site"
	CodeUnknownRoute     problem.Code = "unknown-route"
	CodeMethodNotAllowed problem.Code = "method-not-allowed"
	CodeUnavailable      problem.Code = "unavailable"
	CodeBusy             problem.Code = "busy"
	CodeStarting         problem.Code = "starting"
	CodeInternal         problem.Code = "internal"
)

// statuses is the one table from code to HTTP status. Codes that follow from
// their name (unknown-…, bad-…) or that refuse a move in the present state (409)
// need no line: see Status.
var statuses = map[problem.Code]int{
	CodeUnknownField:     http.StatusBadRequest,
	CodeTooLarge:         http.StatusRequestEntityTooLarge,
	CodeWrongContentType: http.StatusUnsupportedMediaType,
	CodeKeyMissing:       http.StatusBadRequest,
	CodeKeyMalformed:     http.StatusBadRequest,
	CodeKeyReused:        http.StatusConflict,
	CodeNotSignedIn:      http.StatusUnauthorized,
	CodeWrongPassword:    http.StatusUnauthorized,
	CodeFactorNeeded:     http.StatusUnauthorized,
	CodeWrongCode:        http.StatusUnauthorized,
	CodeBadToken:         http.StatusUnauthorized,
	CodeWrongRole:        http.StatusForbidden,
	CodeCrossSite:        http.StatusForbidden,
	CodeMethodNotAllowed: http.StatusMethodNotAllowed,
	CodeTooManyTries:     http.StatusTooManyRequests,
	CodeTooManyRequests:  http.StatusTooManyRequests,
	CodeUnavailable:      http.StatusServiceUnavailable,
	CodeBusy:             http.StatusServiceUnavailable,
	CodeStarting:         http.StatusServiceUnavailable,
	CodeInternal:         http.StatusInternalServerError,

	// Requests that no state could fulfil, by names that do not say so.
	"ends-before-begins": http.StatusBadRequest,
	"zero-length":        http.StatusBadRequest,
	"too-long":           http.StatusBadRequest,
	"too-many":           http.StatusBadRequest,
	"too-much":           http.StatusBadRequest,
	"code-forged":        http.StatusBadRequest,
	"binary":             http.StatusBadRequest,
	"empty":              http.StatusBadRequest,
	"invalid-passport":   http.StatusBadRequest,
	"not-a-passport":     http.StatusBadRequest,
	"unsupported-format": http.StatusBadRequest,
}

// Status is the HTTP status of a code: the table's; by the code's name, 404 for
// unknown-… and 400 for bad-…, …-missing, …-needed and …-malformed; else 409, since
// what remains are moves that the present state forbids.
func Status(code problem.Code) int {
	if s, ok := statuses[code]; ok {
		return s
	}
	name := string(code)
	switch {
	case strings.HasPrefix(name, "unknown-"):
		return http.StatusNotFound
	case strings.HasPrefix(name, "bad-"),
		strings.HasSuffix(name, "-missing"),
		strings.HasSuffix(name, "-needed"),
		strings.HasSuffix(name, "-malformed"):
		return http.StatusBadRequest
	}
	return http.StatusConflict
}

// Fail is a refusal as an error: *problem.Error. detail is one English sentence
// for developers and names no person; facts become fields of the problem
// document.
func Fail(code problem.Code, detail string, facts map[string]any) error {
	return &problem.Error{Code: code, Detail: detail, Facts: facts}
}
