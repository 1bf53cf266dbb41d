package staff

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"dost/server/internal/journal"
	"dost/server/web"
)

// A code is six digits that the app on the phone makes of the secret and the time
// (RFC 6238, with SHA-1 and 30 seconds, which every app knows). The phone's clock
// may be one step off, either way.
const (
	stepSeconds = 30
	stepsOff    = 1
)

var sixDigits = hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

func stepOf(t time.Time) int64 { return t.Unix() / stepSeconds }

// stepOfCode finds the step whose code this is, near now and after the last one
// that was taken. A last step in the future was taken by a clock that has been
// set back since: it says nothing.
func stepOfCode(secret, code string, now time.Time, last int64) (step int64, ok bool) {
	at := stepOf(now)
	for _, step := range []int64{at, at - stepsOff, at + stepsOff} {
		if step < 0 || step <= last && last <= at+stepsOff {
			continue
		}
		if right, err := hotp.ValidateCustom(code, uint64(step), secret, sixDigits); err == nil && right {
			return step, true
		}
	}
	return 0, false
}

// Recovery codes are for who lost the phone, good once each: twelve random digits,
// which every keyboard has, whatever its language.
const (
	recoveryCodes  = 8
	recoveryLength = 12
)

var recoveryBound = big.NewInt(1_000_000_000_000) // of recoveryLength digits

// newRecovery makes a set of recovery codes, as they are stored.
func newRecovery() []string {
	codes := make([]string, recoveryCodes)
	for n := range codes {
		number, err := rand.Int(rand.Reader, recoveryBound)
		if err != nil {
			panic(err) // the system's randomness never fails
		}
		codes[n] = fmt.Sprintf("%0*d", recoveryLength, number)
	}
	return codes
}

// inFours writes a code or a secret so that it can be read out and typed.
func inFours(text, between string) string {
	var groups []string
	for len(text) > 4 {
		groups, text = append(groups, text[:4]), text[4:]
	}
	return strings.Join(append(groups, text), between)
}

// typed is a code without what people put between its letters.
func typed(code string) string {
	return strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(code)
}

// checkCode takes a code of the phone, or a recovery code, and uses it up.
// Refusals: second-factor-needed when there is none, wrong-code, too-many-tries.
//
// The delay after wrong codes is the login's, from whatever address they come: it
// cannot be used to keep a stranger out, since only who knows the password gets so
// far, and six digits must not be guessed from many addresses at once.
func (s *Staff) checkCode(login, code, actor string) error {
	if code = typed(code); code == "" {
		return web.Fail(web.CodeFactorNeeded, "the code from the phone is needed, too", nil)
	}
	if err := s.codes.begin(login); err != nil {
		return err
	}
	err := s.takeCode(login, code, actor)
	switch {
	case err == nil:
		s.codes.succeeded(login)
	case errors.Is(err, journal.ErrUnknown), errors.Is(err, journal.ErrTaken):
		return web.Fail(web.CodeWrongCode, "the code is wrong, used or of another time", nil)
	default:
		s.codes.undecided(login)
	}
	return err
}

// takeCode uses a code up; a wrong one is ErrUnknown or ErrTaken.
func (s *Staff) takeCode(login, code, actor string) error {
	if len(code) == recoveryLength {
		return s.store.TakeRecovery(login, code, s.record(actor, "recovery-code-used", login), recoveryLeft)
	}
	f, err := s.store.Factor(login)
	if err != nil {
		return err
	}
	step, ok := stepOfCode(f.Secret, code, s.now(), f.Step)
	if !ok {
		return journal.ErrUnknown
	}
	return s.store.TakeStep(login, f.Step, step)
}
