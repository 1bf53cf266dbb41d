package integration

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"

	"dost/server/problem"
)

// Connection is how a system is reached, as a manager set it.
type Connection struct {
	System string `json:"system"`
	// URL is the system's address; messages go to URL/messages, look-ups to
	// URL/look-ups. HTTPS, or HTTP on the machine itself.
	URL string `json:"url"`
	// Active is false while the manager has it rest: look-ups are manual and
	// messages wait.
	Active bool `json:"active"`
}

// Standing is a connection as it is doing.
type Standing struct {
	Connection
	State   Health     `json:"state"`
	Waiting int        `json:"waiting"`         // messages that are not acknowledged
	Since   *time.Time `json:"since,omitempty"` // of the oldest of them
	Refused int        `json:"refused"`         // messages that the system would not take
	LastOK  *time.Time `json:"last_ok,omitempty"`
	// the last failure: "timeout", "refused-connection", "http-503", …
	Trouble string     `json:"trouble,omitempty"`
	NextTry *time.Time `json:"next_try,omitempty"`
}

// Health is the state of a connection in one word.
type Health string

// The states of a connection.
const (
	ByHand  Health = "manual"  // not connected
	Resting Health = "resting" // connected, and switched off
	Working Health = "working"
	Behind  Health = "waiting" // messages wait, and are being sent
	Broken  Health = "broken"  // the last tries failed
)

// The refusals about connections.
const (
	CodeBadAddress    problem.Code = "bad-address"
	CodeBadSecret     problem.Code = "bad-secret"
	CodeUnknownSystem problem.Code = "unknown-system"
)

var systemForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Validate checks the form of a connection and of its secret; an empty secret
// keeps the one that is there, if keeps says that there is one.
func (c Connection) Validate(secret string, keeps bool) error {
	if len(c.System) > 64 || !systemForm.MatchString(c.System) {
		return refuse(CodeUnknownSystem, "a system's id is kebab-case")
	}
	u, err := url.Parse(c.URL)
	if err != nil || len(c.URL) > 500 || u.Host == "" || u.User != nil || u.RawQuery != "" ||
		u.Fragment != "" {
		return refuse(CodeBadAddress, "the address is no plain URL")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return refuse(CodeBadAddress, "the address is not HTTPS")
	}
	if secret == "" && keeps {
		return nil
	}
	if len(secret) < MinSecret || len(secret) > 200 || strings.TrimSpace(secret) != secret {
		return refuse(CodeBadSecret, "the secret has 16 to 200 characters and no spaces around it")
	}
	return nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func refuse(code problem.Code, detail string) error {
	return &problem.Error{Code: code, Detail: detail, Facts: map[string]any{}}
}
