package staff

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/civil"
	"dost/server/internal/journal"
	"dost/server/problem"
	"dost/server/web"
)

// shownChanges is how many audit records a manager is shown.
const shownChanges = 200

// peopleRoutes are the manager's list of staff.
func (s *Surface) peopleRoutes() []web.Route {
	codes := []problem.Code{web.CodeWrongPassword, web.CodeTooManyTries, CodeBadName, CodeBadRole,
		CodeBadPassword, web.CodeBusy}
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/manager/staff", For: managers, Do: s.people, Out: accountsView{},
			Summary: "All members of staff"},
		{Method: http.MethodPost, Path: "/api/manager/staff", For: managers, Do: s.addPerson,
			In: addPersonRequest{}, Out: accountView{}, Status: http.StatusCreated,
			Summary: "Give somebody a login", Codes: append(codes, CodeBadLogin, CodeLoginTaken)},
		{Method: http.MethodPost, Path: "/api/manager/staff/:login", For: managers, Do: s.editPerson,
			In: editPersonRequest{}, Out: accountView{},
			Summary: "Change a name, role or password, close or reopen an account; absent fields stay",
			Codes:   append(codes, CodeUnknownAccount, CodeLastManager)},
		{Method: http.MethodGet, Path: "/api/manager/staff/changes", For: managers, Do: s.changes,
			Out:     changesView{},
			Summary: "The newest changes to staff and devices, with before and after"},
	}
}

type accountView struct {
	Login     string    `json:"login"`
	Name      string    `json:"name"`
	Role      string    `json:"role"`
	Active    bool      `json:"active"`
	Factor    bool      `json:"factor"` // signs in with a second factor
	CreatedAt time.Time `json:"created_at"`
	ChangedAt time.Time `json:"changed_at"`
}

func (s *Surface) accountViewOf(a journal.Account) accountView {
	return accountView{Login: a.Login, Name: a.Name, Role: a.Role, Active: a.Active,
		Factor:    s.staff.factors.has(a.Login),
		CreatedAt: onWire(a.Created), ChangedAt: onWire(a.Changed)}
}

// onWire is a moment as the contract has it.
func onWire(t time.Time) time.Time { return t.In(civil.Baku).Truncate(time.Second) }

type accountsView struct {
	Staff []accountView `json:"staff"`
}

func (s *Surface) people(c *gin.Context) error {
	all, err := s.staff.Accounts()
	if err != nil {
		return err
	}
	list := accountsView{Staff: make([]accountView, len(all))}
	for i, a := range all {
		list.Staff[i] = s.accountViewOf(a)
	}
	web.JSON(c, http.StatusOK, list)
	return nil
}

type addPersonRequest struct {
	Key         string `json:"key"`
	Password    string `json:"password"` // the manager's own
	Login       string `json:"login"`
	Name        string `json:"name"`
	Role        string `json:"role"`
	NewPassword string `json:"new_password"` // the one to sign in with
}

func (s *Surface) addPerson(c *gin.Context) error {
	var in addPersonRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		a, err := s.staff.AddAccount(c.Request.Context(), in.Login, in.Name, in.Role, in.NewPassword,
			web.CallerOf(c).Actor())
		return http.StatusCreated, s.accountViewOf(a), err
	})
}

type editPersonRequest struct {
	Key         string  `json:"key"`
	Password    string  `json:"password"` // the manager's own
	Name        *string `json:"name,omitempty"`
	Role        *string `json:"role,omitempty"`
	NewPassword *string `json:"new_password,omitempty"` // the one to sign in with
	Active      *bool   `json:"active,omitempty"`
}

func (s *Surface) editPerson(c *gin.Context) error {
	var in editPersonRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		edit := Edit{Name: in.Name, Role: in.Role, Password: in.NewPassword, Active: in.Active}
		a, err := s.staff.EditAccount(c.Request.Context(), c.Param("login"), edit, web.CallerOf(c).Actor())
		return http.StatusOK, s.accountViewOf(a), err
	})
}

// changeView is a record with what changed, before and after. Facts of secrets are
// not in it; a missing before is something new, a missing after taken back.
type changeView struct {
	At      time.Time     `json:"at"`
	Actor   string        `json:"actor"`
	What    string        `json:"what"`
	Subject string        `json:"subject"`
	Before  journal.Facts `json:"before,omitempty"`
	After   journal.Facts `json:"after,omitempty"`
}

type changesView struct {
	Changes []changeView `json:"changes"`
}

func (s *Surface) changes(c *gin.Context) error {
	newest, err := s.staff.Changes(shownChanges)
	if err != nil {
		return err
	}
	list := changesView{Changes: make([]changeView, len(newest))}
	for i, one := range newest {
		list.Changes[i] = changeView{onWire(one.At), one.Actor, one.What, one.Subject, one.Before, one.After}
	}
	web.JSON(c, http.StatusOK, list)
	return nil
}
