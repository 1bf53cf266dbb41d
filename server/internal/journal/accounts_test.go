package journal

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// accounts opens a fresh journal for staff and devices.
func accounts(t *testing.T) *Journal {
	t.Helper()
	j, err := Open(filepath.Join(t.TempDir(), "journal.db"),
		Keys{Identity: make([]byte, 32), Lookup: make([]byte, 32)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

var hired = time.UnixMilli(1_772_413_200_123)

func leyla() Account {
	return Account{Login: "leyla", Name: "Leyla", Role: "agent", Hash: "h", Active: true, Created: hired,
		Changed: hired}
}

func changed(what string) Change {
	return Change{At: hired, Actor: "manager:m", What: what, Subject: "leyla"}
}

// An account comes back as it was stored, to the millisecond, and a login is
// given once.
func TestAccountsAreKept(t *testing.T) {
	j := accounts(t)
	if _, err := j.Account("leyla"); !errors.Is(err, ErrUnknown) {
		t.Errorf("before: %v", err)
	}
	if err := j.AddAccount(leyla(), changed("staff-added")); err != nil {
		t.Fatal(err)
	}
	got, err := j.Account("leyla")
	if err != nil || got.Name != "Leyla" || !got.Active || !got.Created.Equal(hired) {
		t.Errorf("%+v, %v", got, err)
	}
	if err := j.AddAccount(leyla(), changed("staff-added")); !errors.Is(err, ErrTaken) {
		t.Errorf("again: %v", err)
	}
	nobody := leyla()
	nobody.Login = "nobody"
	if err := j.SetAccount(nobody, false, changed("staff-renamed")); !errors.Is(err, ErrUnknown) {
		t.Errorf("nobody: %v", err)
	}
}

// A change and its record are one: what is refused leaves no record, and closing
// an account takes its sessions with it.
func TestAChangeAndItsRecordAreOne(t *testing.T) {
	j := accounts(t)
	a := leyla()
	for _, err := range []error{
		j.AddAccount(a, changed("staff-added")),
		j.AddSession(Session{Hash: []byte("s"), Login: "leyla", Created: hired, Seen: hired},
			changed("signed-in")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	_ = j.AddAccount(a, changed("refused"))
	_ = j.RevokeDevice("K9", changed("refused"))
	a.Active = false
	if err := j.SetAccount(a, true, changed("password-set"), changed("staff-closed")); err != nil {
		t.Fatal(err)
	}
	if left, err := j.Sessions(); err != nil || len(left) != 0 {
		t.Errorf("sessions are left: %v %v", left, err)
	}
	changes, err := j.Changes(10)
	if err != nil || len(changes) != 4 || changes[0].What != "staff-closed" ||
		changes[3].What != "staff-added" || !changes[0].At.Equal(hired) {
		t.Errorf("%+v, %v", changes, err)
	}
}

// Device ids count up by kind and are never given twice, though devices go.
func TestDeviceIDsAreNeverGivenTwice(t *testing.T) {
	j := accounts(t)
	add := func(kind, token string) string {
		t.Helper()
		id, err := j.AddDevice(Device{Kind: kind, Letter: strings.ToUpper(kind[:1]), Name: "Giriş",
			Hash: []byte(token), Created: hired}, changed("device-added"))
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	if a, b, c := add("kiosk", "a"), add("display", "b"),
		add("kiosk", "c"); a != "K1" || b != "D1" || c != "K2" {
		t.Errorf("%s %s %s", a, b, c)
	}
	if err := j.RevokeDevice("K2", changed("device-revoked")); err != nil {
		t.Fatal(err)
	}
	if err := j.RevokeDevice("K2", changed("device-revoked")); !errors.Is(err, ErrUnknown) {
		t.Errorf("twice revoked: %v", err)
	}
	if id := add("kiosk", "d"); id != "K3" {
		t.Errorf("after K2 went: %s", id)
	}
	if _, err := j.AddDevice(Device{Kind: "kiosk", Letter: "K", Name: "x", Hash: []byte("a"), Created: hired},
		changed("")); !errors.Is(err, ErrTaken) {
		t.Errorf("a token again: %v", err)
	}
	all, err := j.Devices()
	if err != nil || len(all) != 4 || all[1].ID != "K2" || all[1].Revoked.IsZero() ||
		!all[0].Revoked.IsZero() {
		t.Errorf("%+v, %v", all, err)
	}
}

// Last-seen times and expired sessions are written together.
func TestTouch(t *testing.T) {
	j := accounts(t)
	later := hired.Add(time.Minute)
	if err := j.AddAccount(leyla(), changed("staff-added")); err != nil {
		t.Fatal(err)
	}
	for _, hash := range []string{"s1", "s2"} {
		if err := j.AddSession(Session{Hash: []byte(hash), Login: "leyla", Created: hired, Seen: hired},
			changed("signed-in")); err != nil {
			t.Fatal(err)
		}
	}
	id, err := j.AddDevice(Device{Kind: "kiosk", Letter: "K", Name: "Giriş", Hash: []byte("k"),
		Created: hired}, changed("device-added"))
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Touch([]Session{{Hash: []byte("s1"), Seen: later}}, [][]byte{[]byte("s2")},
		map[string]time.Time{id: later}); err != nil {
		t.Fatal(err)
	}
	sessions, err := j.Sessions()
	if err != nil || len(sessions) != 1 || !sessions[0].Seen.Equal(later) {
		t.Errorf("%+v, %v", sessions, err)
	}
	devices, err := j.Devices()
	if err != nil || !devices[0].Seen.Equal(later) {
		t.Errorf("%+v, %v", devices, err)
	}
}
