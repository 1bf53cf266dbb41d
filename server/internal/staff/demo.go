package staff

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dost/server/internal/journal"
	"dost/server/web"
)

// What a demo has (architecture, The contract). They are marked as the demo's in the store,
// and a centre that starts without --demo closes them: outside the demo nothing
// works with them.
const (
	DemoPassword     = "demo-demo"
	DemoKioskToken   = "demo-kiosk"
	DemoDisplayToken = "demo-display"
	DemoDoorToken    = "demo-door"
	DemoBookingToken = "demo-booking"
	demoAgents       = 6
	demoVolunteers   = 2
)

// systemActor is the actor of what nobody ordered.
const systemActor = "house"

// errReal refuses a demo on a real centre's data, where its passwords, which
// everybody knows, would open the door.
var errReal = errors.New("these data belong to a real centre: start without --demo, or with another --data")

// settleDemo opens the demo, or closes what one left behind.
func (s *Staff) settleDemo(demo bool) error {
	if !demo {
		return s.store.CloseDemo(s.record(systemActor, "demo-closed", "demo"))
	}
	accounts, err := s.store.Accounts()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(accounts, func(a journal.Account) bool { return !a.Demo }) {
		return errReal
	}
	// One hash for all: it keeps the start of a demo quick, and there is no
	// secret in it.
	hash, err := s.hasher.hash(context.Background(), DemoPassword)
	if err != nil {
		return err
	}
	open := func(login, name string, role web.Role) error {
		now := s.now()
		return s.store.OpenDemo(
			journal.Account{Login: login, Name: name, Role: string(role), Hash: hash, Created: now,
				Changed: now},
			s.record(systemActor, "staff-added", login))
	}
	for n := 1; n <= demoAgents; n++ {
		if err := open(fmt.Sprintf("agent%d", n), fmt.Sprintf("Agent %d", n), web.Agent); err != nil {
			return err
		}
	}
	if err := open("manager", "Manager", web.Manager); err != nil {
		return err
	}
	if err := open("operator", "Operator", web.Operator); err != nil {
		return err
	}
	for n := 1; n <= demoVolunteers; n++ {
		if err := open(fmt.Sprintf("volunteer%d", n), fmt.Sprintf("Volunteer %d", n),
			web.Volunteer); err != nil {
			return err
		}
	}
	for _, d := range []struct {
		kind        web.Role
		name, token string
	}{
		{web.Kiosk, "Demo kiosk", DemoKioskToken},
		{web.Display, "Demo display", DemoDisplayToken},
		{web.Door, "Demo door", DemoDoorToken},
		{web.Booking, "Demo portal", DemoBookingToken},
	} {
		key := fingerprintOf(d.token)
		err := s.store.OpenDemoDevice(
			journal.Device{Kind: string(d.kind), Letter: letterOf(d.kind), Name: d.name, Hash: key[:],
				Created: s.now()},
			s.record(systemActor, "device-added", ""))
		if err != nil {
			return err
		}
	}
	return nil
}
