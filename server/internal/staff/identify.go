package staff

import (
	"net/http"
	"slices"
	"strings"

	"dost/server/web"
)

// anyRole is the order in which credentials are tried when the route has no wish.
var anyRole = slices.Concat(web.StaffRoles(), web.DeviceKinds())

// Identify is web.Identifier: a device by its bearer token, else staff or a device
// by cookie, one that fits wanted first. A request with an Authorization header
// stands or falls by it. It counts as having been seen.
func (s *Staff) Identify(r *http.Request, wanted []web.Role) (web.Caller, bool) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return web.Caller{}, false
		}
		return s.devices.identify(strings.TrimSpace(token), s.now())
	}
	if r.Header.Get("Cookie") == "" {
		return web.Caller{}, false
	}
	var enrolling web.Caller
	for _, role := range wanted {
		caller, ok := s.byCookie(r, role)
		switch {
		case !ok:
		case caller.Role == web.Enrolling && !slices.Contains(wanted, web.Enrolling):
			enrolling = caller // another cookie may fit
		default:
			return caller, true
		}
	}
	for _, role := range anyRole {
		if slices.Contains(wanted, role) {
			continue
		}
		if caller, ok := s.byCookie(r, role); ok {
			return caller, true
		}
	}
	return enrolling, enrolling.Role != ""
}

// byCookie is the caller of a role's cookie, if it is still of that role. A manager
// who must set up a second factor comes as Enrolling.
func (s *Staff) byCookie(r *http.Request, role web.Role) (web.Caller, bool) {
	row, _ := role.Row()
	if row.Cookie == "" {
		return web.Caller{}, false
	}
	token := s.cookie(r, role)
	if token == "" {
		return web.Caller{}, false
	}
	var (
		caller web.Caller
		ok     bool
	)
	switch row.Shows {
	case web.Password:
		caller, ok = s.sessions.identify(fingerprintOf(token), s.now())
	default:
		caller, ok = s.devices.identify(token, s.now())
	}
	return s.factors.enrolling(caller), ok && caller.Role == role
}
