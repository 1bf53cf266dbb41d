package staff

import (
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/skip2/go-qrcode"

	"dost/server/problem"
	"dost/server/web"
)

// factorRoutes are a manager's own second factor, and what managers decide about
// those of others.
func (s *Surface) factorRoutes() []web.Route {
	const own = "/api/manager/factor"
	confirmed := []problem.Code{web.CodeWrongPassword, web.CodeTooManyTries, web.CodeBusy}
	with := func(more ...problem.Code) []problem.Code {
		return append(confirmed[:len(confirmed):len(confirmed)], more...)
	}
	return []web.Route{
		{Method: http.MethodGet, Path: own, For: enrolling, Do: s.factor, Out: factorView{},
			Summary: "One's own second factor, and whether managers must have one"},
		{Method: http.MethodPost, Path: own, For: enrolling, Do: s.beginFactor, In: confirmedRequest{},
			Out: factorSecretView{}, Status: http.StatusCreated,
			Summary: "Give a secret for the app on the phone; it counts once a code has proved it",
			Codes:   with(CodeFactorOn)},
		{Method: http.MethodPost, Path: own + "/prove", For: enrolling, Do: s.proveFactor, In: codeRequest{},
			Out:     recoveryView{},
			Summary: "Switch the second factor on by its first code; gives the recovery codes, this once",
			Codes: []problem.Code{CodeFactorNotBegun, CodeFactorOn, web.CodeWrongCode,
				web.CodeTooManyTries}},
		{Method: http.MethodPost, Path: own + "/off", For: managers, Do: s.endFactor,
			In: confirmedCodeRequest{}, Status: http.StatusNoContent,
			Summary: "Switch one's own second factor off",
			Codes:   with(CodeFactorOff, web.CodeFactorNeeded, web.CodeWrongCode)},
		{Method: http.MethodPost, Path: own + "/recovery", For: managers, Do: s.renewRecovery,
			In: confirmedCodeRequest{}, Out: recoveryView{},
			Summary: "Give new recovery codes; the old ones are void",
			Codes:   with(CodeFactorOff, web.CodeFactorNeeded, web.CodeWrongCode)},
		{Method: http.MethodPost, Path: own + "/needed", For: managers, Do: s.needFactor, In: neededRequest{},
			Out:     factorView{},
			Summary: "Set whether managers must have a second factor", Codes: with()},
		{Method: http.MethodPost, Path: "/api/manager/staff/:login/reset-factor", For: managers,
			Do: s.resetFactor, In: confirmedRequest{}, Status: http.StatusNoContent,
			Summary: "Take away the second factor of somebody who lost the phone; signs them out",
			Codes:   with(CodeUnknownAccount, CodeFactorOff, web.CodeFactorNeeded)},
	}
}

// factorView is one's own second factor.
type factorView struct {
	On       bool      `json:"on"`
	Since    time.Time `json:"since,omitzero"`
	Recovery int       `json:"recovery"` // codes left
	Needed   bool      `json:"needed"`   // managers must have one
}

func (s *Surface) stateOf(login string) (factorView, error) {
	state := factorView{Needed: s.staff.FactorNeeded(), On: s.staff.factors.has(login)}
	if !state.On {
		return state, nil
	}
	f, err := s.staff.store.Factor(login)
	if err != nil {
		return state, err
	}
	state.Since, state.Recovery = onWire(f.Since), f.Left
	return state, nil
}

func (s *Surface) factor(c *gin.Context) error {
	state, err := s.stateOf(web.CallerOf(c).ID)
	if err != nil {
		return err
	}
	web.JSON(c, http.StatusOK, state)
	return nil
}

type confirmedRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"` // the manager's own
}

type codeRequest struct {
	Key  string `json:"key"`
	Code string `json:"code"` // six digits, from the phone
}

type confirmedCodeRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"` // the manager's own
	Code     string `json:"code"`     // from the phone, or a recovery code
}

type neededRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"` // the manager's own
	Needed   bool   `json:"needed"`
}

// factorSecretView is shown once, to be read by the app or typed by hand.
type factorSecretView struct {
	Secret  string `json:"secret"`  // in groups of four
	Address string `json:"address"` // otpauth://…
	QR      []byte `json:"qr"`      // the address as a picture, PNG
}

// qrPixels is the side of the picture, with its quiet zone: sharp on a screen of
// double density.
const qrPixels = 480

func (s *Surface) beginFactor(c *gin.Context) error {
	var in confirmedRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		secret, address, err := s.staff.BeginFactor(web.CallerOf(c).ID)
		if err != nil {
			return 0, nil, err
		}
		picture, err := qrcode.Encode(address, qrcode.Medium, qrPixels)
		if err != nil {
			return 0, nil, fmt.Errorf("drawing the QR code: %w", err)
		}
		return http.StatusCreated, factorSecretView{inFours(secret, " "), address, picture}, nil
	})
}

// recoveryView is shown once, to be printed.
type recoveryView struct {
	Codes []string `json:"codes"` // in groups of four
}

func recoveryViewOf(codes []string) recoveryView {
	set := recoveryView{Codes: make([]string, len(codes))}
	for i, code := range codes {
		set.Codes[i] = inFours(code, "-")
	}
	return set
}

// proveFactor asks for no password: the one that the secret was given for still
// counts, and only the holder of the secret can make the code.
func (s *Surface) proveFactor(c *gin.Context) error {
	var in codeRequest
	if err := web.Body(c, &in); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		me := web.CallerOf(c)
		codes, err := s.staff.ProveFactor(me.ID, in.Code, s.staff.cookie(c.Request, web.Manager), actorOf(me))
		return http.StatusOK, recoveryViewOf(codes), err
	})
}

// actorOf names a manager the same before and after enrolling, in the record and
// for the answers to repeated keys.
func actorOf(c web.Caller) string {
	if c.Role == web.Enrolling {
		c.Role = web.Manager
	}
	return c.Actor()
}

func (s *Surface) endFactor(c *gin.Context) error {
	var in confirmedCodeRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		me := web.CallerOf(c)
		return http.StatusNoContent, nil, s.staff.EndFactor(me.ID, in.Code, me.Actor())
	})
}

func (s *Surface) renewRecovery(c *gin.Context) error {
	var in confirmedCodeRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		me := web.CallerOf(c)
		codes, err := s.staff.RenewRecovery(me.ID, in.Code, me.Actor())
		return http.StatusOK, recoveryViewOf(codes), err
	})
}

func (s *Surface) needFactor(c *gin.Context) error {
	var in neededRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		me := web.CallerOf(c)
		if err := s.staff.NeedFactor(in.Needed, me.Actor()); err != nil {
			return 0, nil, err
		}
		state, err := s.stateOf(me.ID)
		return http.StatusOK, state, err
	})
}

func (s *Surface) resetFactor(c *gin.Context) error {
	var in confirmedRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	login, me := c.Param("login"), web.CallerOf(c)
	if login == me.ID {
		return web.Fail(web.CodeFactorNeeded, "one's own second factor is switched off by a code", nil)
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		return http.StatusNoContent, nil, s.staff.ResetFactor(login, me.Actor())
	})
}
