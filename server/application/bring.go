package application

import (
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"dost/server/civil"
)

// Bring is what a "what to bring" paper says: which papers of which service are
// missing, and the code with which the visitor comes back that day. It holds
// nothing about anybody.
type Bring struct {
	Service string    // "NN-NN-NN-NN"
	Version int       // of the passport, 0 to 65,535
	Day     civil.Day // on which the return is good
	Return  string    // six digits
	Missing uint64    // bit n = the n-th of the passport's documents is missing
}

// The layout of a paper's code, before base32, as a confirmation's: version,
// service, version of the passport, day, return, papers, signature.
const (
	bringVersion = 1
	bringSize    = 1 + 4 + 2 + 2 + 4 + 8
	bringBytes   = bringSize + ed25519.SignatureSize
	bringDomain  = "dost papers 1\x00"
)

// BringSize is how many characters the code of a "what to bring" paper has.
const BringSize = (bringBytes*8 + 4) / 5

// SignBring makes the code of a paper, BringSize characters of A–Z and 2–7. What
// no visit can lack is a broken invariant.
func SignBring(key ed25519.PrivateKey, b Bring) string {
	body, err := b.pack()
	if err != nil {
		panic(err)
	}
	return alphabet.EncodeToString(append(body, ed25519.Sign(key, append([]byte(bringDomain), body...))...))
}

// ReadBring gives what a paper says, from its code or an address that ends in
// it. Refusals are those of Read.
func ReadBring(pub ed25519.PublicKey, codeOrURL string) (Bring, error) {
	text := upper(strings.TrimSpace(codeOrURL))
	if i := strings.LastIndex(text, "/B/"); i >= 0 {
		text = text[i+len("/B/"):]
	}
	code := Bare(text)
	raw, err := alphabet.DecodeString(code)
	if err != nil || len(raw) != bringBytes || alphabet.EncodeToString(raw) != code ||
		raw[0] != bringVersion {
		return Bring{}, refuse(CodeMalformed,
			fmt.Sprintf("a paper's code has %d characters of A-Z and 2-7", BringSize))
	}
	body, sig := raw[:bringSize], raw[bringSize:]
	if len(pub) != ed25519.PublicKeySize || !ed25519.Verify(pub, append([]byte(bringDomain), body...), sig) {
		return Bring{}, refuse(CodeForged,
			"the signature does not fit: the code was changed or is not of this house")
	}
	return Bring{
		Service: servicePairs(body[1:5]), Version: int(binary.BigEndian.Uint16(body[5:])),
		Day:     unpackDay(binary.BigEndian.Uint16(body[7:])),
		Return:  fmt.Sprintf("%06d", binary.BigEndian.Uint32(body[9:])),
		Missing: binary.BigEndian.Uint64(body[13:]),
	}, nil
}

// BringAddress is the upper-case URL of a paper's code under a base.
func BringAddress(base, code string) string {
	return upper(strings.TrimRight(base, "/")) + "/B/" + code
}

func (b Bring) pack() ([]byte, error) {
	number, err := strconv.ParseUint(b.Return, 10, 32)
	if err != nil || number >= codes || !serviceForm.MatchString(b.Service) || b.Version < 0 ||
		b.Version > 0xffff {
		return nil, fmt.Errorf("application: a return %q for service %q cannot be signed", b.Return,
			b.Service)
	}
	day, err := packDay(b.Day)
	if err != nil {
		return nil, err
	}
	pairs := packService(b.Service)
	body := append(make([]byte, 0, bringBytes), bringVersion)
	body = append(body, pairs[:]...)
	body = binary.BigEndian.AppendUint16(body, uint16(b.Version))
	body = binary.BigEndian.AppendUint16(body, day)
	body = binary.BigEndian.AppendUint32(body, uint32(number))
	return binary.BigEndian.AppendUint64(body, b.Missing), nil
}

// packService writes "NN-NN-NN-NN" in four bytes.
func packService(service string) (pairs [4]byte) {
	for i := range pairs {
		pairs[i] = 10*(service[3*i]-'0') + service[3*i+1] - '0'
	}
	return pairs
}

func servicePairs(pairs []byte) string {
	return fmt.Sprintf("%02d-%02d-%02d-%02d", pairs[0], pairs[1], pairs[2], pairs[3])
}
