package main

import (
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"dost/server/internal/folder"
	"dost/server/web"
)

// The only manager lost the phone and the recovery codes: whoever may stop the
// server takes the second factor away, once, by login.
func TestTheOnlyManagerIsLetInAgain(t *testing.T) {
	dir := t.TempDir()
	s, done, err := folder.OpenStaff(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddAccount(t.Context(), "leyla", "Leyla", string(web.Manager), "12345678",
		"operator"); err != nil {
		t.Fatal(err)
	}
	secret, _, err := s.BeginFactor("leyla")
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(secret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ProveFactor("leyla", code, "", "manager:leyla"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SignIn(t.Context(), "leyla", "12345678", "", "address"); err == nil {
		t.Error("the password alone let the manager in")
	}
	if err := done(); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), []string{"staff", "reset-factor", "--data", dir, "nobody"}); err == nil {
		t.Error("nobody's second factor was reset")
	}
	if err := run(t.Context(), []string{"staff", "reset-factor", "--data", dir, "leyla"}); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), []string{"staff", "reset-factor", "--data", dir, "leyla"}); err == nil {
		t.Error("what is gone was reset again")
	}
	if s, done, err = folder.OpenStaff(dir); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SignIn(t.Context(), "leyla", "12345678", "", "address"); err != nil {
		t.Errorf("the password alone: %v", err)
	}
	changes, err := s.Changes(2)
	if err != nil || changes[1].What != "factor-reset" || changes[1].Actor != operator ||
		changes[1].Subject != "leyla" {
		t.Errorf("the record: %+v, %v", changes, err)
	}
	if err := done(); err != nil {
		t.Fatal(err)
	}
}
