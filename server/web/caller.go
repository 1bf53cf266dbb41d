package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

// Caller is who sent a request: a member of staff by login, or a device by id.
// The zero Caller is somebody who did not sign in.
type Caller struct {
	Role Role
	ID   string // "agent3", "K1"
	Name string // for people to read
}

// Actor names the caller in the journal and in the log: "kiosk:K1",
// "agent:agent3"; "anyone" for somebody who did not sign in.
func (c Caller) Actor() string {
	if c.Role == "" {
		return string(Anyone)
	}
	return string(c.Role) + ":" + c.ID
}

// Identifier finds out who sent a request.
type Identifier interface {
	// Identify reads the credentials of r. One browser may carry several (a
	// kiosk's cookie and an agent's session, as in the demo): one that fits
	// wanted goes first, else any valid one is given, so that the caller is
	// told "wrong role" and not "sign in". False when none is valid.
	Identify(r *http.Request, wanted []Role) (Caller, bool)
}

// CallerOf is the caller of the request, as Mount identified it.
func CallerOf(c *gin.Context) Caller { return requestInfoOf(c).caller }

// requestInfo is what the kit knows about one request; it travels in Gin's context.
type requestInfo struct {
	id     string
	caller Caller
	kit    *kit
	limit  int // of the route's body; 0 = MaxBody
}

const requestInfoKey = "dost.visit"

// requestInfoOf never returns nil, so that a handler under test works without Mount.
func requestInfoOf(c *gin.Context) *requestInfo {
	if v, ok := c.Get(requestInfoKey); ok {
		return v.(*requestInfo)
	}
	v := &requestInfo{kit: newKit(Options{})}
	c.Set(requestInfoKey, v)
	return v
}

// admits says whether a route's list of roles lets the caller in. A role admits
// itself only: a manager acts as an agent where the route lists managers.
func admits(roles []Role, caller Caller) bool {
	return open(roles) || slices.Contains(roles, caller.Role)
}

// open says whether a route asks for no sign-in.
func open(roles []Role) bool { return slices.Contains(roles, Anyone) }
