package journal

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
)

// A second factor comes back as it was stored, its secret and its recovery codes
// are readable in no file, and it goes with all that belongs to it.
func TestASecondFactorIsKeptSealed(t *testing.T) {
	j := accounts(t)
	if err := j.AddAccount(leyla(), changed("staff-added")); err != nil {
		t.Fatal(err)
	}
	for _, hash := range []string{"this", "other"} {
		if err := j.AddSession(Session{Hash: []byte(hash), Login: "leyla", Created: hired, Seen: hired},
			changed("signed-in")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := j.Factor("leyla"); !errors.Is(err, ErrUnknown) {
		t.Errorf("before: %v", err)
	}
	const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
	codes := []string{"111122223333", "444455556666"}
	f := Factor{Login: "leyla", Secret: secret, Step: 7, Since: hired}
	if err := j.SetFactor(f, codes, []byte("this"), changed("factor-on")); err != nil {
		t.Fatal(err)
	}
	if err := j.SetFactor(f, codes, []byte("this"), changed("refused")); !errors.Is(err, ErrTaken) {
		t.Errorf("a second one: %v", err)
	}
	f.Left = 2
	if got, err := j.Factor("leyla"); err != nil || !reflect.DeepEqual(got, f) {
		t.Errorf("afterwards: %+v, %v", got, err)
	}
	if left, err := j.Sessions(); err != nil || len(left) != 1 || string(left[0].Hash) != "this" {
		t.Errorf("the sessions: %v, %v", left, err)
	}
	files, err := filepath.Glob(j.path + "*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text := Contents(t, file)
		for _, hidden := range append(codes, secret) {
			if bytes.Contains(text, []byte(hidden)) {
				t.Errorf("%s is readable in %s", hidden, filepath.Base(file))
			}
		}
	}

	left := func(n int) Facts { return Facts{"left": fmt.Sprint(n)} }
	if err := j.TakeRecovery("leyla", codes[0], changed("recovery-code-used"), left); err != nil {
		t.Error(err)
	}
	if err := j.TakeRecovery("leyla", codes[0], changed("refused"), left); !errors.Is(err, ErrUnknown) {
		t.Errorf("a recovery code again: %v", err)
	}
	if err := j.TakeRecovery("nobody", codes[1], changed("refused"), left); !errors.Is(err, ErrUnknown) {
		t.Errorf("somebody else's recovery code: %v", err)
	}
	if err := j.EndFactor("leyla", true, changed("factor-reset")); err != nil {
		t.Fatal(err)
	}
	if err := j.EndFactor("leyla", true, changed("refused")); !errors.Is(err, ErrUnknown) {
		t.Errorf("ending it again: %v", err)
	}
	if err := j.TakeRecovery("leyla", codes[1], changed("refused"), left); !errors.Is(err, ErrUnknown) {
		t.Errorf("a recovery code of a factor that is gone: %v", err)
	}
	changes, err := j.Changes(10)
	if err != nil || changes[0].What != "factor-reset" || changes[1].What != "recovery-code-used" ||
		changes[1].Before["left"] != "2" || changes[1].After["left"] != "1" || changes[2].Before != nil {
		t.Errorf("the record: %+v, %v", changes, err)
	}
}

// Of many requests with the same code one is let in.
func TestOneCodeLetsOneIn(t *testing.T) {
	j := accounts(t)
	if err := j.AddAccount(leyla(), changed("staff-added")); err != nil {
		t.Fatal(err)
	}
	if err := j.SetFactor(Factor{Login: "leyla", Secret: "S", Step: 7, Since: hired}, nil, nil,
		changed("factor-on")); err != nil {
		t.Fatal(err)
	}
	var (
		all sync.WaitGroup
		in  atomic.Int32
	)
	for range 20 {
		all.Go(func() {
			switch err := j.TakeStep("leyla", 7, 8); {
			case err == nil:
				in.Add(1)
			case !errors.Is(err, ErrTaken):
				t.Error(err)
			}
		})
	}
	all.Wait()
	if in.Load() != 1 {
		t.Errorf("%d were let in", in.Load())
	}
}
