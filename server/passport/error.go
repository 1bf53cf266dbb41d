package passport

import "dost/server/queue"

// Error is a refusal with a stable code; the surfaces translate the code.
type Error struct {
	Code   queue.Code
	Detail string         // one English sentence for logs and the command line
	Facts  map[string]any // e.g. {"limit_bytes": 2097152}
}

func (e *Error) Error() string { return string(e.Code) + ": " + e.Detail }

// The refusals of Import, Passport.Validate and NewLibrary.
const (
	CodeTooLarge          queue.Code = "too-large"
	CodeBinary            queue.Code = "binary"
	CodeNotAPassport      queue.Code = "not-a-passport"
	CodeUnsupportedFormat queue.Code = "unsupported-format"
	CodeEmpty             queue.Code = "empty"
	CodeInvalidPassport   queue.Code = "invalid-passport"
	CodeDuplicateID       queue.Code = "duplicate-passport"
)
