package staff

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/problem"
	"dost/server/web"
)

// deviceRoutes are the manager's list of devices.
func (s *Surface) deviceRoutes() []web.Route {
	codes := []problem.Code{web.CodeWrongPassword, web.CodeTooManyTries, web.CodeBusy, CodeBadKind,
		CodeBadName}
	return []web.Route{
		{Method: http.MethodGet, Path: "/api/manager/devices", For: managers, Do: s.listDevices,
			Out:     devicesView{},
			Summary: "All devices ever paired"},
		{Method: http.MethodPost, Path: "/api/manager/devices", For: managers, Do: s.addDevice,
			In: deviceRequest{}, Out: pairedView{}, Status: http.StatusCreated,
			Summary: "Make a device and show its token, this once", Codes: codes},
		{Method: http.MethodPost, Path: "/api/manager/devices/pairing", For: managers, Do: s.addPairing,
			In: deviceRequest{}, Out: pairingCodeView{}, Status: http.StatusCreated,
			Summary: "Give a pairing code, good once and for ten minutes", Codes: codes},
		{Method: http.MethodPost, Path: "/api/manager/devices/:id/revoke", For: managers, Do: s.revokeDevice,
			In: revokeRequest{}, Status: http.StatusNoContent,
			Summary: "Make a device's token void for good",
			Codes: []problem.Code{web.CodeWrongPassword, web.CodeTooManyTries, web.CodeBusy,
				CodeUnknownDevice}},
	}
}

type listedDeviceView struct {
	deviceView
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at,omitzero"`
	RevokedAt time.Time `json:"revoked_at,omitzero"`
}

type devicesView struct {
	Devices []listedDeviceView `json:"devices"`
}

func (s *Surface) listDevices(c *gin.Context) error {
	all, err := s.staff.Devices()
	if err != nil {
		return err
	}
	list := devicesView{Devices: make([]listedDeviceView, len(all))}
	for i, d := range all {
		one := listedDeviceView{deviceView: deviceView{ID: d.ID, Kind: web.Role(d.Kind), Name: d.Name},
			CreatedAt: onWire(d.Created)}
		if !d.Seen.IsZero() {
			one.SeenAt = onWire(d.Seen)
		}
		if !d.Revoked.IsZero() {
			one.RevokedAt = onWire(d.Revoked)
		}
		list.Devices[i] = one
	}
	web.JSON(c, http.StatusOK, list)
	return nil
}

type deviceRequest struct {
	Key      string   `json:"key"`
	Password string   `json:"password"` // the manager's own
	Kind     web.Role `json:"kind"`
	Name     string   `json:"name"`
}

func (s *Surface) addDevice(c *gin.Context) error {
	var in deviceRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		token, caller, err := s.staff.AddDevice(in.Kind, in.Name, web.CallerOf(c).Actor())
		return http.StatusCreated, pairedView{deviceViewOf(caller), token}, err
	})
}

type pairingCodeView struct {
	Code      string    `json:"code"` // eight characters
	ExpiresAt time.Time `json:"expires_at"`
}

func (s *Surface) addPairing(c *gin.Context) error {
	var in deviceRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		code, expires, err := s.staff.Pairing(in.Kind, in.Name, web.CallerOf(c).Actor())
		return http.StatusCreated, pairingCodeView{code, onWire(expires)}, err
	})
}

type revokeRequest struct {
	Key      string `json:"key"`
	Password string `json:"password"` // the manager's own
}

func (s *Surface) revokeDevice(c *gin.Context) error {
	var in revokeRequest
	if err := web.Confirmed(c, &in, &in.Password, s.staff.Confirm); err != nil {
		return err
	}
	return s.staff.replies.once(c, in.Key, in, func() (int, any, error) {
		return http.StatusNoContent, nil, s.staff.RevokeDevice(c.Param("id"), web.CallerOf(c).Actor())
	})
}
