package web

import (
	"net/http"
	"strings"

	"dost/server/queue"
)

// The refusals of the kit and of sign-in. Those of the parts stand with them.
const (
	CodeBadJSON          queue.Code = "bad-json"
	CodeUnknownField     queue.Code = "unknown-field"
	CodeTooLarge         queue.Code = "too-large"
	CodeWrongContentType queue.Code = "wrong-content-type"
	CodeKeyMissing       queue.Code = "key-missing"
	CodeKeyMalformed     queue.Code = "key-malformed"
	CodeKeyReused        queue.Code = "key-reused"
	CodeNotSignedIn      queue.Code = "not-signed-in"
	CodeWrongRole        queue.Code = "wrong-role"
	CodeWrongPassword    queue.Code = "wrong-password"
	CodeFactorNeeded     queue.Code = "second-factor-needed"
	CodeWrongCode        queue.Code = "wrong-code"
	CodeBadToken         queue.Code = "bad-token"
	CodeTooManyTries     queue.Code = "too-many-tries"
	CodeTooManyRequests  queue.Code = "too-many-requests"
	CodeCrossSite        queue.Code = "cross-site"
	CodeUnknownRoute     queue.Code = "unknown-route"
	CodeMethodNotAllowed queue.Code = "method-not-allowed"
	CodeUnavailable      queue.Code = "unavailable"
	CodeBusy             queue.Code = "busy"
	CodeInternal         queue.Code = "internal"
)

// statuses is the one table from code to HTTP status. Codes that follow from
// their name (unknown-…, bad-…) or that refuse a move in the present state (409)
// need no line: see Status.
var statuses = map[queue.Code]int{
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
func Status(code queue.Code) int {
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

// Fail is a refusal as an error: *queue.Error. detail is one English sentence
// for developers and names no person; facts become fields of the problem
// document.
func Fail(code queue.Code, detail string, facts map[string]any) error {
	return &queue.Error{Code: code, Detail: detail, Facts: facts}
}
