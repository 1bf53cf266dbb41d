package staff

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/web"
)

// replyLife is how long an answer can be had again by its key: long enough for a
// browser that retries. Answers are kept in memory alone, since some show a token
// once; after a restart the store's own uniqueness still holds for logins.
const (
	replyLife  = 10 * time.Minute
	maxReplies = 1000
)

// replies give the same caller the same answer to the same key.
type replies struct {
	now func() time.Time

	mu    sync.Mutex // held through the work, so that two of one key are one
	given map[string]reply
}

type reply struct {
	fingerprint string
	answer      centre.Answer
	at          time.Time
}

func newReplies(now func() time.Time) *replies {
	return &replies{now: now, given: map[string]reply{}}
}

// once does the work of a keyed request, or sends what it gave before. Refusals
// are not kept: what was refused may be tried again.
func (r *replies) once(c *gin.Context, key string, in any,
	do func() (status int, body any, err error)) error {
	if err := web.CheckKey(key); err != nil {
		return err
	}
	fingerprint, err := web.Fingerprint(c, in)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forget()
	id := actorOf(web.CallerOf(c)) + " " + key
	if old, ok := r.given[id]; ok {
		if old.fingerprint != fingerprint {
			return web.Fail(web.CodeKeyReused, "this key came before with another request", nil)
		}
		old.answer.Replayed = true
		web.Send(c, old.answer)
		return nil
	}
	status, body, err := do()
	if err != nil {
		return err
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encoding an answer: %w", err)
	}
	answer := centre.Answer{Status: status, Body: encoded}
	r.given[id] = reply{fingerprint, answer, r.now()}
	web.Send(c, answer)
	return nil
}

// forget drops what is old; when there is too much all the same, everything.
func (r *replies) forget() {
	for id, old := range r.given {
		if r.now().Sub(old.at) > replyLife {
			delete(r.given, id)
		}
	}
	if len(r.given) >= maxReplies {
		clear(r.given)
	}
}
