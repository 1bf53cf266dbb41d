package centre_test

import (
	"testing"

	"dost/server/centre"
)

// A fingerprint that was kept before there was a secret in it cannot be compared:
// the key alone decides. Among those of one program they must be equal.
func TestARequestIsKnownByItsFingerprint(t *testing.T) {
	for _, test := range []struct {
		kept, now string
		same      bool
	}{
		{"k11", "k11", true}, {"k11", "k22", false}, {"aa", "k22", true}, {"aa", "bb", false},
		{"k11", "aa", false},
	} {
		if got := centre.SameRequest(test.kept, test.now); got != test.same {
			t.Errorf("kept %s, now %s: %v", test.kept, test.now, got)
		}
	}
}
