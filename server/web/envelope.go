package web

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"net/http"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/event"
)

// maxKey is the longest idempotency key, in characters.
const maxKey = 64

// Envelope makes an envelope from a request. key is the body's key (refused
// as key-missing or key-malformed), in the body as it was read, command what the
// centre shall decide, answer what composes the reply (nil answers 204). A
// request with the same key and another method, path or body has another
// fingerprint, which the centre refuses as key-reused.
func Envelope(c *gin.Context, key string, in any, command centre.Command,
	answer func(*centre.State, []event.Record) (int, any)) (centre.Envelope, error) {
	if err := CheckKey(key); err != nil {
		return centre.Envelope{}, err
	}
	fingerprint, err := Fingerprint(c, in)
	if err != nil {
		return centre.Envelope{}, err
	}
	return centre.Envelope{
		Actor:       CallerOf(c).Actor(),
		Key:         key,
		Fingerprint: fingerprint,
		Command:     command,
		Answer:      answer,
	}, nil
}

// CheckKey refuses a key that is not 1 to 64 characters of [A-Za-z0-9._:-].
func CheckKey(key string) error {
	if key == "" {
		return Fail(CodeKeyMissing, "key is missing: a client-made id of this request", nil)
	}
	if len(key) > maxKey {
		return Fail(CodeKeyMalformed, "key is over 64 characters", nil)
	}
	for i := range len(key) {
		switch b := key[i]; {
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b >= '0' && b <= '9':
		case b == '.', b == '_', b == ':', b == '-':
		default:
			return Fail(CodeKeyMalformed, "key may have A-Z a-z 0-9 . _ : -", nil)
		}
	}
	return nil
}

// Fingerprint is a request in short: HMAC-SHA-256 of its method, path and body under
// the server's key (Options.Fingerprints), centre.Keyed and in hexadecimal. The body is
// in, encoded again, so that spaces and the order of fields make no difference. A
// fingerprint is kept for days, and of a plain one a telephone could be guessed.
func Fingerprint(c *gin.Context, in any) (string, error) {
	canonical, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("encoding the body for its fingerprint: %w", err)
	}
	keyed := &requestInfoOf(c).kit.keyed
	h := keyed.Get().(hash.Hash)
	defer keyed.Put(h)
	h.Reset()
	h.Write([]byte(c.Request.Method + " " + c.Request.URL.Path + "\n"))
	h.Write(canonical)
	return centre.Keyed + hex.EncodeToString(h.Sum(nil)), nil
}

// Draw is a random number for a command that needs one: what decides commands is pure
// and has none of its own.
func Draw() uint32 {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails: the program ends if the system has no randomness
	return binary.BigEndian.Uint32(b[:])
}

// Doer carries out envelopes.
type Doer interface {
	Do(ctx context.Context, envelope centre.Envelope) (centre.Answer, error)
}

// Centre is the running centre as surfaces see it.
type Centre interface {
	Doer
	// Read runs f on the state under a lock for reading: f is quick, changes nothing
	// and keeps nothing of what it sees.
	Read(f func(s *centre.State))
}

// Do has an envelope carried out and sends its answer.
func Do(c *gin.Context, centre Doer, envelope centre.Envelope) error {
	answer, err := centre.Do(c.Request.Context(), envelope)
	if err != nil {
		return err
	}
	Send(c, answer)
	return nil
}

// Command has a command decided and sends the answer: what Order makes, done.
func Command(c *gin.Context, to Doer, key string, in any, command centre.Command,
	answer func(*centre.State, []event.Record) (int, any)) error {
	envelope, err := Envelope(c, key, in, command, answer)
	if err != nil {
		return err
	}
	return Do(c, to, envelope)
}

// Send answers with what the centre decided. A replay of an earlier answer says
// so in the header Idempotent-Replayed.
func Send(c *gin.Context, a centre.Answer) {
	if a.Replayed {
		c.Header("Idempotent-Replayed", "true")
	}
	if a.Body == nil || a.Status == http.StatusNoContent {
		c.Status(http.StatusNoContent)
		c.Writer.WriteHeaderNow()
		return
	}
	writeBytes(c, a.Status, typeJSON, a.Body)
}
