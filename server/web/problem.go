package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/civil"
	"dost/server/problem"
	"dost/server/queue"
)

// Problem is the body of every error (RFC 9457, application/problem+json). The
// facts of the refusal stand beside these fields.
type Problem struct {
	Type    string       `json:"type"`    // always "about:blank": code says which problem it is
	Title   string       `json:"title"`   // for the person at the screen, in the asked language
	Status  int          `json:"status"`  // the HTTP status again
	Code    problem.Code `json:"code"`    // stable, kebab-case
	Detail  string       `json:"detail"`  // one English sentence for developers
	Request string       `json:"request"` // the request's id, to find it in the log
}

// retryAfter is told when a refusal that passes by itself names no time.
const retryAfter = time.Second

// Wrap makes a Gin handler of h: an error becomes a problem document, and an
// error that is no refusal is logged once, with the request's id, and shown as
// "internal".
func Wrap(h Handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			answerError(c, err)
		}
	}
}

// answerError writes the problem document of err, unless the answer has begun.
func answerError(c *gin.Context, err error) {
	refusal := refusalOf(c, err)
	if c.Writer.Written() {
		return
	}
	v := requestInfoOf(c)
	status := Status(refusal.Code)
	body := make(map[string]any, len(refusal.Facts)+6)
	for name, fact := range refusal.Facts {
		body[name] = onWire(fact)
	}
	title := v.kit.Titles(Language(c), string(refusal.Code))
	if title == "" {
		title = string(refusal.Code)
	}
	body["type"] = "about:blank"
	body["title"] = title
	body["status"] = status
	body["code"] = refusal.Code
	body["detail"] = refusal.Detail
	body["request"] = v.id

	h := c.Writer.Header()
	h.Set("Content-Language", Language(c))
	h.Add("Vary", "Accept-Language")
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		h.Set("Retry-After", waitOf(refusal.Facts))
	}
	if status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="dost"`)
	}
	write(c, status, typeProblem, body)
	c.Abort()
}

// refusalOf is the refusal in err; unknown errors are logged here and hidden.
func refusalOf(c *gin.Context, err error) *problem.Error {
	var refusal *problem.Error
	v := requestInfoOf(c)
	if errors.As(err, &refusal) {
		if refusal.Code == CodeUnavailable &&
			err != error(refusal) { //nolint:errorlint // bare, it was logged where it arose
			v.kit.Log.Warn("unavailable", "request", v.id, "route", c.FullPath(), "error", err)
		}
		return refusal
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		// The caller went away or the centre did not answer in time; what was
		// ordered may still happen, and the same key tells.
		return &problem.Error{Code: CodeUnavailable, Detail: "no answer in time; ask again with the same key"}
	}
	v.kit.Log.Error("unknown error", "request", v.id, "route", c.FullPath(),
		"actor", v.caller.Actor(), "error", err)
	return &problem.Error{Code: CodeInternal, Detail: "the fault is logged under this request's id"}
}

// waitOf is the Retry-After of a refusal, in whole seconds and at least one.
func waitOf(facts map[string]any) string {
	wait := retryAfter
	switch fact := facts["retry_after"].(type) {
	case time.Duration:
		wait = fact
	case int:
		wait = time.Duration(fact) * time.Second
	}
	return strconv.Itoa(max(1, int((wait+time.Second-1)/time.Second)))
}

// onWire writes a fact as the contract has it: times in Baku's zone, durations
// in whole seconds, rounded up so that nobody comes back too early.
func onWire(fact any) any {
	switch f := fact.(type) {
	case time.Time:
		return f.In(civil.Baku).Format(time.RFC3339)
	case time.Duration:
		return int((f + time.Second - 1) / time.Second)
	case queue.TicketID:
		return strconv.FormatUint(uint64(f), 10)
	}
	return fact
}

// JSON answers v with a status.
func JSON(c *gin.Context, status int, v any) { write(c, status, typeJSON, v) }

// write encodes first and answers then, so that a value that cannot be encoded
// is an error of ours and not half an answer.
func write(c *gin.Context, status int, media []string, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		answerError(c, err)
		return
	}
	writeBytes(c, status, media, body)
}

// The types of answers, shared as the headers in always are.
var (
	typeJSON    = []string{mediaJSON}
	typeProblem = []string{"application/problem+json"}
)

// counted is up to what length, in bytes, net/http tells an answer's length by itself.
const counted = 2048

func writeBytes(c *gin.Context, status int, media []string, body []byte) {
	h := c.Writer.Header()
	h["Content-Type"] = media
	if len(body) > counted {
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	c.Writer.WriteHeader(status)
	// A failed write means that the caller has gone: nothing is left to do.
	_, _ = c.Writer.Write(body)
}
