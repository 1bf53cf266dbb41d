package servertest_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/integration"
	"dost/server/notification"
	. "dost/server/servertest"
)

// The real program is killed without warning while it tells visitors, again and again,
// and acknowledgements are lost besides: whoever booked and was answered has the
// message, and whoever cannot be received has that one, each once.
func TestKilledWhileTellingNobodyIsForgottenOrToldTwice(t *testing.T) {
	t.Parallel()
	binary, data, systems := Program(t), filepath.Join(t.TempDir(), "data"), NewStandIn(t)
	now := time.Now()
	visit := time.Date(now.Year(), now.Month(), now.Day()+3, 10, 0, 0, 0, civil.Baku)
	awake := notification.Awake(notification.NotReceived, visit, now)
	if !awake {
		t.Log("at this hour nobody is told what falls due by itself: only what was booked is looked at")
	}
	var booked, refused []string
	// each books on a day of its own, and that is at most 60 days ahead
	for round := range min(crashRounds(), 50) {
		p := Launch(t, binary, data)
		manager := p.Server.Staff(t, "manager")
		if round == 0 {
			systems.Connect(manager, integration.Messages)
		}
		operator := p.Server.Staff(t, "operator")
		systems.Swallow(2)
		day := visit.AddDate(0, 0, round)
		var ids []string
		for n := range 3 {
			r := operator.Post("/api/operator/appointments", M{"key": Key(), "direction": "benefits",
				"at": moment(day.Add(time.Duration(n) * time.Hour)), "phone": canaryPhone}).Want(
				http.StatusCreated)
			ids = append(ids, r.Text("code"))
		}
		booked = append(booked, ids...)
		if awake {
			enact(manager, M{"name": decree, "from": moment(day.Add(-time.Hour)),
				"to":    moment(day.Add(5 * time.Hour)),
				"rules": M{"closed": true}, "booked": "notify"})
			refused = append(refused, ids...)
		}
		time.Sleep(time.Duration(round) * 60 * time.Millisecond) // into the telling, each time elsewhere
		p.Kill()
	}
	systems.Swallow(0)
	p := Launch(t, binary, data)
	defer p.Kill()
	codes := func(about notification.Kind) (list []string) {
		for _, v := range toldOf(systems, about) {
			list = append(list, v.Code)
		}
		slices.Sort(list)
		return list
	}
	eventually(t, "every message", func() bool {
		return len(codes(notification.Booked)) >= len(booked) &&
			len(codes(notification.NotReceived)) >= len(refused)
	})
	time.Sleep(2500 * time.Millisecond) // what would come twice comes now
	slices.Sort(booked)
	slices.Sort(refused)
	if got := codes(notification.Booked); fmt.Sprint(got) != fmt.Sprint(booked) {
		t.Errorf("told that they are booked\n%v, want\n%v", got, booked)
	}
	if got := codes(notification.NotReceived); fmt.Sprint(got) != fmt.Sprint(refused) {
		t.Errorf("told that they cannot be received\n%v, want\n%v", got, refused)
	}
}
