package integration

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// The headers of a signed request.
const (
	HeaderTime      = "Dost-Time"      // seconds since 1970, when it was sent
	HeaderSignature = "Dost-Signature" // see Sign
)

// Tolerance is how far a request's time may be from the receiver's clock.
const Tolerance = 5 * time.Minute

// MinSecret is the shortest secret that a connection may have, in characters.
const MinSecret = 16

// Sign gives the value of HeaderSignature: "v1=" and the HMAC-SHA-256, in
// hexadecimal, over the time in seconds, the path and the body, each ended by a
// line feed but for the body. The receiver has the same secret.
func Sign(secret []byte, at time.Time, path string, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(strconv.FormatInt(at.Unix(), 10) + "\n" + path + "\n"))
	mac.Write(body)
	return "v1=" + hex.EncodeToString(mac.Sum(nil))
}

// Genuine tells whether a request was signed with the secret and is fresh: stamp
// and signature are its headers, now is the receiver's clock.
func Genuine(secret []byte, stamp, signature string, now time.Time, path string, body []byte) bool {
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || !strings.HasPrefix(signature, "v1=") {
		return false
	}
	at := time.Unix(seconds, 0)
	if away := now.Sub(at); away > Tolerance || away < -Tolerance {
		return false
	}
	return hmac.Equal([]byte(signature), []byte(Sign(secret, at, path, body)))
}
