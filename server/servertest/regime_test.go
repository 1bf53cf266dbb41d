package servertest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	. "dost/server/servertest"
)

const password = "demo-demo"

var decree = M{"az": "Xüsusi iş rejimi", "ru": "Особый режим", "en": "Special regime"}

// enact enters a regime as a manager does and gives its id and rev.
func enact(manager *Client, regime M) (id string, rev any) {
	r := manager.Post("/api/manager/regimes",
		M{"key": Key(), "password": password, "regime": regime}).Want(http.StatusCreated).JSON()
	return r["id"].(string), r["rev"]
}

func moment(t time.Time) string { return t.Format(time.RFC3339) }

// direction is one direction of a frame or a menu.
func direction(f M, id string) M {
	for _, d := range f["directions"].([]any) {
		if d := d.(M); d["id"] == id {
			return d
		}
	}
	return M{}
}

// A regime that holds from now is on every screen within five seconds, is checked
// where tickets are made, and its end is as quick.
func TestARegimeIsInForceEverywhereAtOnce(t *testing.T) {
	t.Parallel()
	s := Start(t, Options{})
	kiosk, manager, agent, display := s.Kiosk(t), s.Staff(t, "manager"), s.Agent(t, 3), s.Display(t)
	menu, hall, desk := kiosk.Watch("/live/kiosk"), display.Watch("/live/display"), agent.Watch("/live/desk")
	ticket := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	track := ticket.Text("track")
	token := track[strings.LastIndexAny(track, "#/")+1:]
	phone := s.Anyone(t).Watch("/live/track/" + token)

	began := time.Now()
	regime := M{
		"name": decree, "from": moment(began.Add(-time.Minute)), "to": moment(began.Add(3 * time.Hour)),
		"scope": M{"directions": []string{"benefits"}}, "rules": M{"closed": true}, "waiting": "notify",
		"notices": []M{{"text": M{"az": "Qəbul məhduddur", "ru": "Приём ограничен",
			"en": "Reception is limited"}}},
		"alternatives": []M{{"kind": "phone", "value": "142", "text": M{"az": "Çağrı mərkəzi"}},
			{"kind": "email", "value": "benefits@dost.example", "text": M{"az": "E-poçt"},
				"directions": []string{"benefits"}}},
	}
	id, rev := enact(manager, regime)

	shut := func(open bool) func(M) bool {
		return func(f M) bool { return direction(f, "benefits")["open"] == open }
	}
	seen := direction(menu.Until("the kiosk closes benefits", shut(false)), "benefits")
	if reason, _ := seen["reason"].(M); reason["az"] != decree["az"] || seen["until"] == nil ||
		len(seen["alternatives"].([]any)) != 2 {
		t.Errorf("the kiosk shows %v", seen)
	}
	if notices := hall.Until("the display closes benefits",
		shut(false))["notices"].([]any); len(notices) != 1 {
		t.Errorf("the display tells %v", notices)
	}
	desk.Until("the desk closes benefits", shut(false))
	refused := kiosk.Post("/api/kiosk/tickets",
		M{"key": Key(), "direction": "benefits"}).Problem(http.StatusConflict, "closed")
	if refused["until"] == nil || refused["reason"] == nil || len(refused["alternatives"].([]any)) != 2 {
		t.Errorf("the refusal says %v", refused)
	}
	kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "employment"}).Want(http.StatusCreated)
	told := phone.Until("the visitor's phone says so", func(f M) bool { return f["told"] != nil })["told"].(M)
	if told["treatment"] != "notify" || len(told["alternatives"].([]any)) != 2 {
		t.Errorf("the phone is told %v", told)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v until every screen obeyed", took)
	}

	manager.Post("/api/manager/regimes/"+id+"/withdraw",
		M{"key": Key(), "password": password, "rev": rev}).Problem(http.StatusConflict, "regime-begun")
	manager.Post("/api/manager/regimes/"+id+"/end",
		M{"key": Key(), "password": password, "rev": rev}).Want(http.StatusOK)
	menu.Until("the kiosk opens benefits", shut(true))
	hall.Until("the display opens benefits", shut(true))
	desk.Until("the desk opens benefits", shut(true))
	kiosk.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
}
