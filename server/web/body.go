package web

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// MaxBody is the largest request body, in bytes (promises, Settings), but for
// routes with a Limit of their own.
const MaxBody = 16 << 10

const mediaJSON = "application/json"

// Confirmed reads a body that goes with the caller's password, as Body does, and has
// confirm check that before anything else: a change of a manager's is not made by
// whoever finds the desk unlocked. The password is wiped, so that it is in no
// fingerprint.
func Confirmed(c *gin.Context, v any, password *string, confirm func(login, password string) error) error {
	if err := Body(c, v); err != nil {
		return err
	}
	err := confirm(CallerOf(c).ID, *password)
	*password = ""
	return err
}

// Body reads the request's body into v, a pointer to a struct: one JSON object of at
// most MaxBody bytes (or the route's Limit), in UTF-8, its names known, in their exact
// case and each only once. Refusals: wrong-content-type, too-large, bad-json and
// unknown-field; the fact "field" names the place as a JSON pointer without its first
// slash.
func Body(c *gin.Context, v any) error {
	if !isJSON(c.GetHeader("Content-Type")) {
		return Fail(CodeWrongContentType, "the body must be application/json in UTF-8", nil)
	}
	limit := requestInfoOf(c).limit
	if limit == 0 {
		limit = MaxBody
	}
	raw, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, int64(limit)))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return Fail(CodeTooLarge, "the body is over the limit", map[string]any{"limit": limit})
		}
		return Fail(CodeBadJSON, "the body ended early", nil)
	}
	// The decoder would take a bare null for an empty struct.
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || raw[0] != '{' {
		return Fail(CodeBadJSON, "the body must be one JSON object", nil)
	}
	if err := json.Unmarshal(raw, v, json.RejectUnknownMembers(true)); err != nil {
		return refuseJSON(err)
	}
	return nil
}

// isJSON tells whether a body of this type is JSON in UTF-8. Nearly all are named so in
// just these words.
func isJSON(contentType string) bool {
	if contentType == mediaJSON {
		return true
	}
	media, params, err := mime.ParseMediaType(contentType)
	charset := params["charset"]
	return err == nil && media == mediaJSON && (charset == "" || strings.EqualFold(charset, "utf-8"))
}

// refuseJSON turns a decoder's error into a refusal. It repeats the place, never
// the value: bodies hold passwords and names.
func refuseJSON(err error) error {
	var meaning *json.SemanticError
	if errors.As(err, &meaning) {
		at := map[string]any{"field": fieldPath(meaning.JSONPointer)}
		if errors.Is(meaning.Err, json.ErrUnknownName) {
			return Fail(CodeUnknownField, "the body has a field that this request does not know", at)
		}
		if meaning.GoType != nil {
			at["wanted"] = jsonType(meaning.GoType)
		}
		return Fail(CodeBadJSON, "a field has the wrong type", at)
	}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		at := map[string]any{"offset": syntax.ByteOffset}
		if field := fieldPath(syntax.JSONPointer); field != "" {
			at["field"] = field
		}
		if errors.Is(syntax.Err, jsontext.ErrDuplicateName) {
			return Fail(CodeBadJSON, "a field stands twice", at)
		}
		return Fail(CodeBadJSON, "the body is not JSON, or more than one value", at)
	}
	return Fail(CodeBadJSON, "the body cannot be read as JSON", nil)
}

// fieldPath is a JSON pointer without its first slash: "applicant/fin".
func fieldPath(p jsontext.Pointer) string { return strings.TrimPrefix(string(p), "/") }
