package staff

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alexedwards/argon2id"

	"dost/server/problem"
	"dost/server/web"
)

// One person, however the keyboard writes the login; identifiers are cased as
// ASCII, and what is not ASCII is no login.
func TestLoginsFold(t *testing.T) {
	for login, want := range map[string]string{
		"İLHAM": "ilham", "ILHAM": "ilham", "ılham": "ilham", "ilham": "ilham", "i̇lham": "ilham",
		" Leyla.M ": "leyla.m", "a_b-9": "a_b-9",
		// the sign for kelvin, which folds to k elsewhere
		"": "", " ": "", "əli": "", "Şəfa": "", "a b": "", "a/b": "", "ilham\x00": "", "\u212A": "",
		strings.Repeat("a", 33): "",
	} {
		got, ok := Fold(login)
		if ok != (want != "") || (ok && got != want) {
			t.Errorf("%q: %q %v, want %q", login, got, ok, want)
		}
	}
	h := newRig(t, true)
	if _, err := h.staff.AddAccount(context.Background(), "İLHAM", "İlham", "agent", "Şifrə-Iı-123",
		"manager:manager"); err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"ilham", "İLHAM", "ILHAM", "ılham"} {
		h.browser().signIn(login, "Şifrə-Iı-123").want(t, login, 200, "")
	}
	h.browser().signIn("ilham", "şifrə-ii-123").want(t, "a folded password", 401, "wrong-password")
	_, err := h.staff.AddAccount(context.Background(), "ilham", "Another", "agent", "12345678",
		"manager:manager")
	var refusal *problem.Error
	if !errors.As(err, &refusal) || refusal.Code != CodeLoginTaken {
		t.Errorf("the same login again: %v", err)
	}
}

// Wrong passwords cost a growing delay, by login and address; nobody is locked
// out, and the right password ends it.
func TestWrongPasswordsCostTime(t *testing.T) {
	h := newRig(t, true)
	thief := h.browser()
	thief.from = "198.51.100.9"
	for range freeTries + 1 {
		thief.signIn("agent1", "guess").want(t, "a free guess", 401, "wrong-password")
	}
	for _, wait := range []string{"1", "2", "4", "8", "16", "32", "60", "60"} {
		a := thief.signIn("AGENT1", DemoPassword)
		a.want(t, "while the delay runs", 429, "too-many-tries")
		if a.header.Get("Retry-After") != wait {
			t.Fatalf("wait %q seconds, want %s", a.header.Get("Retry-After"), wait)
		}
		seconds, _ := time.ParseDuration(wait + "s")
		h.clock.pass(seconds)
		thief.signIn("agent1", "guess").want(t, "after the delay", 401, "wrong-password")
	}
	h.browser().signIn("agent1", DemoPassword).want(t, "the real agent, elsewhere", 200, "")
	thief.signIn("agent2", "guess").want(t, "another login", 401, "wrong-password")

	h.clock.pass(time.Minute)
	thief.signIn("agent1", DemoPassword).want(t, "the right one at last", 200, "")
	thief.signIn("agent1", "guess").want(t, "and the count begins anew", 401, "wrong-password")
	thief.signIn("agent1", DemoPassword).want(t, "without a delay", 200, "")
}

// A hundred guesses at once are not a hundred free guesses.
func TestGuessesAtOnceCount(t *testing.T) {
	h := newRig(t, true)
	var wrong, late atomic.Int32
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			_, _, err := h.staff.SignIn(context.Background(), "agent1", "guess", "", "198.51.100.9")
			var refusal *problem.Error
			switch errors.As(err, &refusal); {
			case refusal.Code == web.CodeWrongPassword, refusal.Code == web.CodeBusy:
				wrong.Add(1)
			case refusal.Code == web.CodeTooManyTries:
				late.Add(1)
			}
		})
	}
	all.Wait()
	if wrong.Load() > freeTries+1 || late.Load() < 100-freeTries-1 {
		t.Errorf("%d were compared, %d were late", wrong.Load(), late.Load())
	}
}

// A login that nobody has costs the same work as one that somebody has, and says
// the same.
func TestUnknownLoginsCostTheSame(t *testing.T) {
	h := newRig(t, true)
	var compared []string
	h.staff.hasher.compare = func(_, hash string) (bool, error) {
		compared = append(compared, hash)
		return true, nil // even if the decoy matched
	}
	for _, login := range []string{"nobody", "", "şəfa", strings.Repeat("x", 1000)} {
		h.browser().signIn(login, DemoPassword).want(t, login, 401, "wrong-password")
	}
	for _, hash := range compared {
		p, _, _, err := argon2id.DecodeHash(hash)
		if err != nil || p.Memory != realCost.Memory || p.Iterations != realCost.Iterations ||
			p.Parallelism != realCost.Parallelism {
			t.Errorf("a decoy costs %+v, %v", p, err)
		}
	}
	if len(compared) != 4 {
		t.Errorf("%d comparisons", len(compared))
	}
	if realCost.Memory != 19*1024 || realCost.Iterations != 2 || realCost.Parallelism != 1 {
		t.Errorf("a hash costs %+v", realCost)
	}
}

// At most two hashes are made at once; a bounded number waits, for a bounded
// time, and the rest is told that the server is busy.
func TestHashingIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHasher()
		var now, most, done, busy atomic.Int32
		h.compare = func(string, string) (bool, error) {
			if n := now.Add(1); n > most.Load() {
				most.Store(n)
			}
			time.Sleep(time.Second)
			now.Add(-1)
			return true, nil
		}
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				same, err := h.matches(context.Background(), "p", "h")
				var refusal *problem.Error
				switch {
				case err == nil && same:
					done.Add(1)
				case errors.As(err, &refusal) && refusal.Code == web.CodeBusy:
					busy.Add(1)
				default:
					t.Errorf("%v %v", same, err)
				}
			})
		}
		all.Wait()
		// Two a second for five seconds, and the two that were in at the start.
		if most.Load() != hashesAtOnce || done.Load() < 10 || done.Load() > 12 || done.Load()+
			busy.Load() != 40 {
			t.Errorf("%d at once, %d done, %d busy", most.Load(), done.Load(), busy.Load())
		}
		if same, err := h.matches(context.Background(), "p", "h"); !same || err != nil {
			t.Errorf("afterwards: %v %v", same, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		for range hashesAtOnce {
			h.slots <- struct{}{}
		}
		cancel()
		if _, err := h.matches(ctx, "p", "h"); !errors.Is(err, context.Canceled) {
			t.Errorf("who went away: %v", err)
		}
	})
}

// Before a change of weight the password is asked for again, at the same cost and
// with the same delay.
func TestConfirm(t *testing.T) {
	h := newRig(t, true)
	if err := h.staff.Confirm("manager", DemoPassword); err != nil {
		t.Error(err)
	}
	var refusal *problem.Error
	for i := range 6 {
		want := web.CodeWrongPassword
		if i > freeTries {
			want = web.CodeTooManyTries
		}
		if err := h.staff.Confirm("manager", "guess"); !errors.As(err, &refusal) || refusal.Code != want {
			t.Errorf("guess %d: %v, want %s", i, err, want)
		}
	}
}
