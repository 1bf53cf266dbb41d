package staff

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"dost/server/problem"
	"dost/server/web"
)

// Surface is the staff as HTTP: signing in and out, devices and their pairing, and
// the manager's lists of both.
type Surface struct{ staff *Staff }

// Surface gives the routes of the staff.
func (s *Staff) Surface() *Surface { return &Surface{s} }

var (
	anyone      = []web.Role{web.Anyone}
	staffRoles  = web.StaffRoles()
	deviceKinds = web.DeviceKinds()
	managers    = []web.Role{web.Manager}
	// enrolling are managers also before they have the second factor they must have.
	enrolling = []web.Role{web.Manager, web.Enrolling}
	signedIn  = slices.Concat(staffRoles, []web.Role{web.Enrolling})
)

// Lives is none.
func (s *Surface) Lives() []web.Live { return nil }

// Routes is web.Surface's.
func (s *Surface) Routes() []web.Route {
	return slices.Concat(s.doorRoutes(), s.peopleRoutes(), s.factorRoutes(), s.deviceRoutes())
}

// doorRoutes are how people and devices come in.
func (s *Surface) doorRoutes() []web.Route {
	tries := []problem.Code{web.CodeTooManyTries}
	return []web.Route{
		{Method: http.MethodPost, Path: "/api/session", For: anyone, Do: s.signIn, In: signInRequest{},
			Out:     memberView{},
			Summary: "Sign in: begins a session, whose cookie it sets",
			Codes: append(tries, web.CodeWrongPassword, web.CodeFactorNeeded, web.CodeWrongCode,
				web.CodeBusy)},
		{Method: http.MethodGet, Path: "/api/session", For: signedIn, Do: s.whoAmI, Out: memberView{},
			Summary: "Who is signed in; ?role= when a browser has both an agent's and a manager's session"},
		{Method: http.MethodDelete, Path: "/api/session", For: signedIn, Do: s.signOut,
			Status:  http.StatusNoContent,
			Summary: "Sign out; with ?role= that session only"},
		{Method: http.MethodPost, Path: "/api/device", For: anyone, Do: s.present, In: tokenRequest{},
			Out:     deviceView{},
			Summary: "Hand in a device's token: sets the cookie that a browser uses instead",
			Codes:   append(tries, web.CodeBadToken)},
		{Method: http.MethodGet, Path: "/api/device", For: deviceKinds, Do: s.whichAmI, Out: deviceView{},
			Summary: "Which device this is; ?kind= when a browser is both a kiosk and a display"},
		{Method: http.MethodPost, Path: "/api/pair", For: anyone, Do: s.pair, In: pairRequest{},
			Out: pairedView{}, Status: http.StatusCreated,
			Summary: "Turn a pairing code into a device: sets its cookie and gives its token once",
			Codes:   append(tries, CodeUnknownPairing)},
	}
}

type signInRequest struct {
	Key      string `json:"key,omitempty"` // taken and not needed: signing in twice does no harm
	Login    string `json:"login"`
	Password string `json:"password"`
	Code     string `json:"code,omitempty"` // of the second factor, or a recovery code, where there is one
}

type memberView struct {
	Login string   `json:"login"`
	Name  string   `json:"name"`
	Role  web.Role `json:"role"` // "enrolling": a manager who must set up a second factor first
}

func memberViewOf(c web.Caller) memberView {
	return memberView{Login: c.ID, Name: c.Name, Role: c.Role}
}

func (s *Surface) signIn(c *gin.Context) error {
	var in signInRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	token, caller, err := s.staff.SignIn(c.Request.Context(), in.Login, in.Password, in.Code, web.Address(c))
	if err != nil {
		return err
	}
	// The session that this browser had in the role ends: a new sign-in never goes
	// on under an old id.
	if old := s.staff.cookie(c.Request, caller.Role); old != "" {
		if err := s.staff.SignOut(old); err != nil {
			return err
		}
	}
	s.staff.setCookie(c.Writer, c.Request, caller.Role, token)
	web.JSON(c, http.StatusOK, memberViewOf(s.staff.factors.enrolling(caller)))
	return nil
}

// asked is the caller in the role that the query names, else as Mount found them.
func (s *Surface) asked(c *gin.Context, parameter string) (web.Caller, error) {
	role := web.Role(c.Query(parameter))
	if role == "" {
		return web.CallerOf(c), nil
	}
	caller, ok := s.staff.Identify(c.Request, []web.Role{role})
	if !ok || caller.Role != role && (role != web.Manager || caller.Role != web.Enrolling) {
		return web.Caller{}, web.Fail(web.CodeNotSignedIn, "not signed in with this role", nil)
	}
	return caller, nil
}

func (s *Surface) whoAmI(c *gin.Context) error {
	caller, err := s.asked(c, "role")
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, memberViewOf(caller))
	return nil
}

func (s *Surface) signOut(c *gin.Context) error {
	for _, role := range staffRoles {
		if only := c.Query("role"); only != "" && only != string(role) {
			continue
		}
		token := s.staff.cookie(c.Request, role)
		if token == "" {
			continue
		}
		s.staff.setCookie(c.Writer, c.Request, role, "")
		if err := s.staff.SignOut(token); err != nil {
			return err
		}
	}
	c.Status(http.StatusNoContent)
	c.Writer.WriteHeaderNow()
	return nil
}

type tokenRequest struct {
	Key   string `json:"key,omitempty"` // taken and not needed: handing in twice does no harm
	Token string `json:"token"`
}

type deviceView struct {
	ID   string   `json:"id"`
	Kind web.Role `json:"kind"`
	Name string   `json:"name"`
}

func deviceViewOf(c web.Caller) deviceView { return deviceView{ID: c.ID, Kind: c.Role, Name: c.Name} }

func (s *Surface) present(c *gin.Context) error {
	var in tokenRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	caller, err := s.staff.present(in.Token, web.Address(c))
	if err != nil {
		return err
	}
	s.staff.setCookie(c.Writer, c.Request, caller.Role, in.Token)
	web.JSON(c, http.StatusOK, deviceViewOf(caller))
	return nil
}

func (s *Surface) whichAmI(c *gin.Context) error {
	caller, err := s.asked(c, "kind")
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, deviceViewOf(caller))
	return nil
}

type pairRequest struct {
	Key  string `json:"key,omitempty"` // taken and not needed: a code is good once
	Code string `json:"code"`
}

type pairedView struct {
	deviceView
	Token string `json:"token"` // for a device that is no browser
}

func (s *Surface) pair(c *gin.Context) error {
	var in pairRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	token, caller, err := s.staff.Pair(in.Code, web.Address(c))
	if err != nil {
		return err
	}
	s.staff.setCookie(c.Writer, c.Request, caller.Role, token)
	web.JSON(c, http.StatusCreated, pairedView{deviceViewOf(caller), token})
	return nil
}
