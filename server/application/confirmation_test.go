package application_test

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base32"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dost/server/application"
	"dost/server/civil"
)

var (
	key    = ed25519.NewKeyFromSeed([]byte("a seed for tests, 32 bytes long."))
	public = key.Public().(ed25519.PublicKey)
	claims = application.Claims{Centre: "DEMO", Year: 2026, Serial: 17, Service: "05-02-01-03",
		Registered: 20261120, Due: 20261204}
)

func TestACodeIsReadBackInEveryFormPeopleSendIt(t *testing.T) {
	code := application.Sign(key, claims)
	if len(code) != application.CodeSize || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		t.Fatalf("%d characters: %s", len(code), code)
	}
	for name, text := range map[string]string{
		"bare":        code,
		"lower case":  strings.ToLower(code),
		"an address":  application.Address("https://dost.example.az/", code),
		"a lower one": strings.ToLower(application.Address("https://dost.example.az", code)),
		"groups":      " " + code[:5] + " " + code[5:10] + "-" + code[10:] + "\n",
	} {
		if got, err := application.Read(public, text); err != nil || got != claims {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if address := application.Address("https://dost.example.az", code); !strings.HasPrefix(address,
		"HTTPS://DOST.EXAMPLE.AZ/V/") {
		t.Errorf("address %s", address)
	}
	if report := claims.Report(); !strings.Contains(report, "DEMO-2026-000017") ||
		!strings.Contains(report, "2026-12-04") {
		t.Errorf("report:\n%s", report)
	}
}

func TestEverySingleChangedCharacterIsRefused(t *testing.T) {
	code := application.Sign(key, claims)
	const all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567018/ -Əı"
	for i := range len(code) {
		for _, r := range all {
			if r == rune(code[i]) {
				continue
			}
			changed := code[:i] + string(r) + code[i+1:]
			if c, err := application.Read(public, changed); err == nil {
				t.Fatalf("character %d as %q is accepted: %+v", i, r, c)
			}
		}
		if _, err := application.Read(public, code[:i]+code[i+1:]); err == nil {
			t.Fatalf("the code without character %d is accepted", i)
		}
	}
}

func TestAnothersCodeIsForgedAndATextIsMalformed(t *testing.T) {
	stranger := ed25519.NewKeyFromSeed([]byte("another seed, also 32 bytes long"))
	_, err := application.Read(public, application.Sign(stranger, claims))
	refused(t, err, application.CodeForged, "")
	_, err = application.Read(nil, application.Sign(key, claims))
	refused(t, err, application.CodeForged, "")
	for _, text := range []string{"", "/V/", "DEMO-2026-000017", strings.Repeat("A", application.CodeSize),
		strings.Repeat("ə", application.CodeSize)} {
		_, err := application.Read(public, text)
		refused(t, err, application.CodeMalformed, "")
	}
	// The same bytes signed without the domain are no confirmation: the key may
	// serve other purposes one day.
	b32 := base32.StdEncoding.WithPadding(base32.NoPadding)
	raw, err := b32.DecodeString(application.Sign(key, claims))
	if err != nil {
		t.Fatal(err)
	}
	body := raw[:len(raw)-ed25519.SignatureSize]
	_, err = application.Read(public, b32.EncodeToString(append(body, ed25519.Sign(key, body)...)))
	refused(t, err, application.CodeForged, "")
}

func TestClaimsOfAnyApplicationSurvive(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		day := func(name string) civil.Day {
			return civil.DayOf(friday.AddDate(0, 0, rapid.IntRange(-9000, 40000).Draw(rt, name)))
		}
		c := application.Claims{
			Centre:     rapid.StringMatching(`[A-Z0-9]([A-Z0-9-]{0,10}[A-Z0-9])?`).Draw(rt, "centre"),
			Year:       rapid.IntRange(2026, 2179).Draw(rt, "year"),
			Serial:     rapid.IntRange(1, 1<<32-1).Draw(rt, "serial"),
			Service:    rapid.StringMatching(`\d\d-\d\d-\d\d-\d\d`).Draw(rt, "service"),
			Registered: day("registered"), Due: day("due"),
		}
		if rapid.Bool().Draw(rt, "without a period") {
			c.Due = 0
		}
		if got, err := application.Read(public, application.Sign(key, c)); err != nil || got != c {
			rt.Fatalf("%+v came back as %+v, %v", c, got, err)
		}
	})
}

func TestAKeyFileIsPEMOrBase64(t *testing.T) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"PEM":    pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}),
		"base64": []byte(base64.StdEncoding.EncodeToString(public) + "\n"),
	} {
		if got, err := application.LoadPublicKey(file); err != nil || !got.Equal(public) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, file := range []string{"", "c2hvcnQ=",
		"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"} {
		if _, err := application.LoadPublicKey([]byte(file)); err == nil {
			t.Errorf("%q was read as a key", file)
		}
	}
}

func FuzzRead(f *testing.F) {
	code := application.Sign(key, claims)
	f.Add(code)
	f.Add(application.Address("https://dost.example.az", code))
	f.Add(strings.ToLower(code[:len(code)-1]) + "b")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := application.Read(public, text)
		if err != nil {
			return
		}
		if application.Sign(key, c) != application.Bare(text) {
			t.Fatalf("%q is accepted as %+v, which nobody signed", text, c)
		}
	})
}
