package staff

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/alexedwards/argon2id"

	"dost/server/web"
)

// cost of a password's hash: OWASP's recommendation for argon2id, about 90 ms.
var cost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Bounds of hashing. Two at once leave the rest of the centre its processor and
// its memory; who would wait longer than hashPatience is told to come back.
const (
	hashesAtOnce = 2
	hashesInLine = 16
	hashPatience = 5 * time.Second
)

// hasher does the slow work on passwords, a bounded number at once.
type hasher struct {
	slots   chan struct{}
	inLine  atomic.Int32
	compare func(password, hash string) (bool, error)
	// decoy is compared when there is no account, so that a sign-in takes as long
	// for a login that nobody has.
	decoy string
}

func newHasher() *hasher {
	return &hasher{
		slots:   make(chan struct{}, hashesAtOnce),
		compare: argon2id.ComparePasswordAndHash,
		decoy: "$argon2id$v=19$m=19456,t=2,p=1$" +
			"AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	}
}

// hash makes the hash of a new password.
func (h *hasher) hash(ctx context.Context, password string) (hash string, err error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	if hash, err = argon2id.CreateHash(password, cost); err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	return hash, nil
}

// matches compares a password with a hash; with "", which nothing matches, it
// does the same work.
func (h *hasher) matches(ctx context.Context, password, hash string) (bool, error) {
	if err := h.enter(ctx); err != nil {
		return false, err
	}
	defer h.leave()
	known := hash != ""
	if !known {
		hash = h.decoy
	}
	same, err := h.compare(password, hash)
	if err != nil {
		return false, fmt.Errorf("comparing a password: %w", err)
	}
	return same && known, nil
}

// enter waits for a free slot, or refuses as busy.
func (h *hasher) enter(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	default:
	}
	defer h.inLine.Add(-1)
	busy := web.Fail(web.CodeBusy, "too many sign-ins at once", map[string]any{"retry_after": hashPatience})
	if h.inLine.Add(1) > hashesInLine {
		return busy
	}
	patience := time.NewTimer(hashPatience)
	defer patience.Stop()
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-patience.C:
		return busy
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *hasher) leave() { <-h.slots }
