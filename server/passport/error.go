package passport

import (
	"dost/server/problem"
)

// Error is a refusal with a stable code; the surfaces translate the code.
type Error struct {
	Code   problem.Code
	Detail string         // one English sentence for logs and the command line
	Facts  map[string]any // e.g. {"limit_bytes": 2097152}
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Detail }

// The refusals of Import, Passport.Validate and NewLibrary.
const (
	CodeTooLarge          problem.Code = "too-large"
	CodeBinary            problem.Code = "binary"
	CodeNotAPassport      problem.Code = "not-a-passport"
	CodeUnsupportedFormat problem.Code = "unsupported-format"
	CodeEmpty             problem.Code = "empty"
	CodeInvalidPassport   problem.Code = "invalid-passport"
	CodeDuplicateID       problem.Code = "duplicate-passport"
)
