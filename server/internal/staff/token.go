package staff

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"

	"dost/server/web"
)

// fingerprint is what is kept of a token.
type fingerprint [sha256.Size]byte

func fingerprintOf(token string) fingerprint { return sha256.Sum256([]byte(token)) }

// newToken is 256 random bits, in letters that a cookie and a link can carry.
func newToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: the program ends if the system has no randomness
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// yearSeconds is how long a browser keeps a device's cookie.
const yearSeconds = 365 * 24 * 60 * 60

// cookieOf is the name under which a browser carries a role's token.
func cookieOf(role web.Role) string {
	row, _ := role.Row()
	return row.Cookie
}

// cookieName has the prefix by which browsers keep a cookie to this very host and
// to TLS, where there is TLS.
func (s *Staff) cookieName(r *http.Request, role web.Role) string {
	if s.secure(r) {
		return "__Host-" + cookieOf(role)
	}
	return cookieOf(role)
}

func (s *Staff) secure(r *http.Request) bool { return s.https || r.TLS != nil }

// setCookie hands the browser a token: for a device for a year, for a session
// until the browser ends. An empty token takes the cookie away.
func (s *Staff) setCookie(w http.ResponseWriter, r *http.Request, role web.Role, token string) {
	c := &http.Cookie{ // #nosec G124 -- Secure wherever there is TLS; the demo on loopback has none
		Name:     s.cookieName(r, role),
		Value:    token,
		Path:     "/",
		HttpOnly: true,
		Secure:   s.secure(r),
		SameSite: http.SameSiteStrictMode,
	}
	switch {
	case token == "":
		c.MaxAge = -1
	case slices.Contains(deviceKinds, role):
		c.MaxAge = yearSeconds
	}
	http.SetCookie(w, c)
}

// cookie is the token that the browser carries for a role; "" when none.
func (s *Staff) cookie(r *http.Request, role web.Role) string {
	c, err := r.Cookie(s.cookieName(r, role))
	if err != nil {
		return ""
	}
	return c.Value
}
