// Package keys keeps the centre's secrets in files beside its journal: the key
// that signs confirmations, and the two that seal people's names and find them
// again. They are made at the first start and never change by themselves; a
// backup of the centre needs them as much as the journal.
package keys

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The files, all in one folder that only the server's user may read.
const (
	confirmationFile = "confirmation.pem" // PKCS #8
	publicFile       = "confirmation.pub" // PKIX: give it to whoever checks confirmations offline
	identityFile     = "identity.key"     // 32 bytes, hex
	lookupFile       = "lookup.key"       // 32 bytes, hex
)

// Keys are the secrets of one centre.
type Keys struct {
	Confirmation ed25519.PrivateKey // signs confirmations' codes
	Identity     []byte             // AES-256, seals names, FINs and phones
	Lookup       []byte             // HMAC-SHA-256, finds a person by FIN or phone
}

// Fingerprints is the key of requests' fingerprints, made from the one for looking
// people up: what could be guessed from either is the same.
func (k Keys) Fingerprints() []byte {
	mac := hmac.New(sha256.New, k.Lookup)
	mac.Write([]byte("fingerprints of requests"))
	return mac.Sum(nil)
}

// Open reads the keys in dir and makes those that are missing. A file that is
// there but cannot be read as a key is an error, never replaced: what it sealed
// would be lost.
func Open(dir string) (Keys, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Keys{}, fmt.Errorf("making the keys' folder: %w", err)
	}
	var k Keys
	var err error
	if k.Confirmation, err = signingKey(dir); err != nil {
		return Keys{}, err
	}
	if k.Identity, err = secret(filepath.Join(dir, identityFile)); err != nil {
		return Keys{}, err
	}
	if k.Lookup, err = secret(filepath.Join(dir, lookupFile)); err != nil {
		return Keys{}, err
	}
	return k, nil
}

// Existing is Open where keys must be: they belong to a journal, and new ones would
// open nothing in it.
func Existing(dir string) (Keys, error) {
	for _, name := range []string{confirmationFile, identityFile, lookupFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return Keys{}, fmt.Errorf(
				"the centre's keys are not there; put back the folder that was kept with the backup: %w", err)
		}
	}
	return Open(dir)
}

// PublicFile is where Open leaves the public key for checking confirmations.
func PublicFile(dir string) string { return filepath.Join(dir, publicFile) }

func signingKey(dir string) (ed25519.PrivateKey, error) {
	name := filepath.Join(dir, confirmationFile)
	text, err := os.ReadFile(name) // #nosec G304 -- a fixed name in the folder of keys
	if errors.Is(err, fs.ErrNotExist) {
		_, key, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			return nil, fmt.Errorf("making the confirmations' key: %w", err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			return nil, fmt.Errorf("writing the confirmations' key: %w", err)
		}
		if err := create(name, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})); err != nil {
			return nil, err
		}
		return key, publish(dir, key)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the confirmations' key: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s holds no PEM key", name)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s holds a %T, not an Ed25519 key", name, parsed)
	}
	return key, publish(dir, key)
}

// publish leaves the public half in its file, again if it was lost.
func publish(dir string, key ed25519.PrivateKey) error {
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return fmt.Errorf("writing the public key: %w", err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	if old, err := os.ReadFile(PublicFile(dir)); err == nil && bytes.Equal(old, text) {
		return nil
	}
	// #nosec G306 -- a public key is for everyone
	if err := os.WriteFile(PublicFile(dir), text, 0o644); err != nil {
		return fmt.Errorf("writing the public key: %w", err)
	}
	return nil
}

func secret(name string) ([]byte, error) {
	text, err := os.ReadFile(name) // #nosec G304 -- a fixed name in the folder of keys
	if errors.Is(err, fs.ErrNotExist) {
		key := make([]byte, 32)
		if _, err := rand.Read(key); err != nil {
			return nil, fmt.Errorf("making %s: %w", name, err)
		}
		return key, create(name, []byte(hex.EncodeToString(key)+"\n"))
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	key, err := hex.DecodeString(string(bytes.TrimSpace(text)))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%s does not hold 32 bytes in hex", name)
	}
	return key, nil
}

// create writes a file that was not there, durably: a key that sealed something
// must not be gone after a power cut.
func create(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // #nosec G304 -- likewise
	if err != nil {
		return fmt.Errorf("making %s: %w", name, err)
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if dir, derr := os.Open(filepath.Dir(name)); derr == nil {
		err = errors.Join(err, dir.Sync(), dir.Close())
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
