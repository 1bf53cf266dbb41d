package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"sync"
)

// kit is the mounted server: the options and what is made from them once.
type kit struct {
	Options
	callers, addresses *limiter
	keyed              sync.Pool // of HMACs under Fingerprints: to key one costs as much as to use it
}

func newKit(o Options) *kit {
	k := &kit{Options: o.withDefaults()}
	k.callers, k.addresses = newLimiter(o.PerCaller), newLimiter(o.PerAddress)
	k.keyed.New = func() any { return hmac.New(sha256.New, k.Fingerprints) }
	return k
}
