package application

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/pem"
	"fmt"
	"strings"
	"time"

	"dost/server/civil"
)

// Claims are what a confirmation's code says: which application, of which
// service, since when and until when. Nobody's name and no FIN; both copies bear
// the same code.
type Claims struct {
	Centre     string    // 1 to 12 characters of A–Z, 0–9 and inner hyphens
	Year       int       // of the number
	Serial     int       // of the number
	Service    string    // "NN-NN-NN-NN"
	Registered civil.Day // day of registration
	Due        civil.Day // last day of the period; 0 = none
}

// Number is the application's number.
func (c Claims) Number() string { return Number(c.Centre, c.Year, c.Serial) }

// Claims are what the confirmation of the application says.
func (a *Application) Claims() Claims {
	return Claims{Centre: a.Centre, Year: a.Year, Serial: a.Serial, Service: a.Service, Registered: a.Day,
		Due: a.DueOn}
}

// The layout of a code, before base32: version, centre (padded with zeros),
// year, serial, service (one byte for each pair of digits), two days counted
// from 1 January 2000, and the Ed25519 signature over the domain and all before.
const (
	codeVersion = 1
	centreSize  = 12
	claimsSize  = 1 + centreSize + 2 + 4 + 4 + 2 + 2
	codeBytes   = claimsSize + ed25519.SignatureSize
	codeDomain  = "dost confirmation 1\x00"
)

// CodeSize is how many characters a code has.
const CodeSize = (codeBytes*8 + 4) / 5

var (
	alphabet = base32.StdEncoding.WithPadding(base32.NoPadding)
	epoch    = time.Date(2000, 1, 1, 12, 0, 0, 0, civil.Baku)
)

// Sign makes the code of a confirmation, CodeSize characters of A–Z and 2–7. The
// same claims and key give the same code. Claims that no registered application
// can have are a broken invariant.
func Sign(key ed25519.PrivateKey, c Claims) string {
	body, err := c.pack()
	if err != nil {
		panic(err)
	}
	sig := ed25519.Sign(key, append([]byte(codeDomain), body...))
	return alphabet.EncodeToString(append(body, sig...))
}

// Read gives the claims of a code, or of a whole address that ends in one, in
// any case and with spaces or hyphens between its groups. A text that is no code
// is refused as code-malformed, a code that this key did not sign as code-forged.
func Read(pub ed25519.PublicKey, codeOrURL string) (Claims, error) {
	code := Bare(codeOrURL)
	if len(code) != CodeSize {
		return Claims{}, refuse(CodeMalformed, fmt.Sprintf("a code has %d characters", CodeSize))
	}
	b, err := alphabet.DecodeString(code)
	// Base32 leaves two bits of the last character unused: only the form that
	// Sign writes is a code, or a changed character could pass.
	if err != nil || len(b) != codeBytes || alphabet.EncodeToString(b) != code {
		return Claims{}, refuse(CodeMalformed, "a code is written in A-Z and 2-7")
	}
	if b[0] != codeVersion {
		return Claims{}, refuse(CodeMalformed, "a code of an unknown version")
	}
	body, sig := b[:claimsSize], b[claimsSize:]
	if len(pub) != ed25519.PublicKeySize || !ed25519.Verify(pub, append([]byte(codeDomain), body...), sig) {
		return Claims{}, refuse(CodeForged,
			"the signature does not fit: the code was changed or is not of this house")
	}
	c := unpack(body)
	if again, err := c.pack(); err != nil || !bytes.Equal(again, body) {
		return Claims{}, refuse(CodeMalformed, "signed, but no claims of an application")
	}
	return c, nil
}

// Bare strips an address, spaces and hyphens from a code and raises its letters.
func Bare(codeOrURL string) string {
	s := upper(strings.TrimSpace(codeOrURL))
	if i := strings.LastIndex(s, "/V/"); i >= 0 {
		s = s[i+len("/V/"):]
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, s)
}

// Address is the upper-case URL of a code under a base such as
// "https://dost.example.az": a QR symbol holds it in its compact alphanumeric
// mode (which has no lower case).
func Address(base, code string) string {
	return upper(strings.TrimRight(base, "/")) + "/V/" + code
}

func (c Claims) pack() ([]byte, error) {
	if !centreForm.MatchString(c.Centre) || !serviceForm.MatchString(c.Service) {
		return nil, fmt.Errorf("application: centre %q or service %q cannot be signed", c.Centre, c.Service)
	}
	if c.Year < 0 || c.Year > 0xffff || c.Serial < 0 || c.Serial > 0xffff_ffff {
		return nil, fmt.Errorf("application: number %d of %d cannot be signed", c.Serial, c.Year)
	}
	pairs := packService(c.Service)
	registered, err := packDay(c.Registered)
	if err != nil {
		return nil, err
	}
	due, err := packDay(c.Due)
	if err != nil {
		return nil, err
	}
	b := make([]byte, 1+centreSize, codeBytes)
	b[0] = codeVersion
	copy(b[1:], c.Centre)
	b = binary.BigEndian.AppendUint16(b, uint16(c.Year))
	b = binary.BigEndian.AppendUint32(b, uint32(c.Serial))
	b = append(b, pairs[:]...)
	b = binary.BigEndian.AppendUint16(b, registered)
	return binary.BigEndian.AppendUint16(b, due), nil
}

func unpack(b []byte) Claims {
	pairs := b[centreSize+7:]
	return Claims{
		Centre:     string(bytes.TrimRight(b[1:1+centreSize], "\x00")),
		Year:       int(binary.BigEndian.Uint16(b[1+centreSize:])),
		Serial:     int(binary.BigEndian.Uint32(b[3+centreSize:])),
		Service:    servicePairs(pairs),
		Registered: unpackDay(binary.BigEndian.Uint16(b[centreSize+11:])),
		Due:        unpackDay(binary.BigEndian.Uint16(b[centreSize+13:])),
	}
}

// packDay counts days from the epoch; 0 is no day.
func packDay(d civil.Day) (uint16, error) {
	if d == 0 {
		return 0, nil
	}
	n := int(Noon(d).Sub(epoch) / (24 * time.Hour))
	if n < 1 || n > 0xffff || civil.DayOf(Noon(d)) != d {
		return 0, fmt.Errorf("application: the day %d cannot be signed", d)
	}
	return uint16(n), nil
}

func unpackDay(n uint16) civil.Day {
	if n == 0 {
		return 0
	}
	return civil.DayOf(epoch.AddDate(0, 0, int(n)))
}

// LoadPublicKey reads the key against which codes are checked: a PEM file
// ("PUBLIC KEY"), or the 32 bytes in base64.
func LoadPublicKey(file []byte) (ed25519.PublicKey, error) {
	if block, _ := pem.Decode(file); block != nil {
		parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("read the public key: %w", err)
		}
		key, ok := parsed.(ed25519.PublicKey)
		if !ok {
			return nil, fmt.Errorf("read the public key: %T is not Ed25519", parsed)
		}
		return key, nil
	}
	key, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(file)))
	if err != nil {
		return nil, fmt.Errorf("read the public key: neither PEM nor base64: %w", err)
	}
	if len(key) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("read the public key: %d bytes, not %d", len(key), ed25519.PublicKeySize)
	}
	return key, nil
}

// Report writes genuine claims for a terminal, one fact a line.
func (c Claims) Report() string {
	due := "none"
	if c.Due != 0 {
		due = Noon(c.Due).Format(time.DateOnly)
	}
	return fmt.Sprintf("genuine\nnumber      %s\nservice     %s\nregistered  %s\ndue         %s\n",
		c.Number(), c.Service, Noon(c.Registered).Format(time.DateOnly), due)
}
