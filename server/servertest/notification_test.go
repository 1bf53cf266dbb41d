package servertest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"dost/server/centre"
	"dost/server/integration"
	"dost/server/notification"
	. "dost/server/servertest"
)

// canaryPhone is a telephone that nobody has.
const canaryPhone = "+994505550199"

// bookAt books a visit and gives its id.
func bookAt(operator *Client, at time.Time, language string) string {
	return operator.Post("/api/operator/appointments", M{
		"key": Key(), "direction": "benefits", "at": at.Format(time.RFC3339), "phone": canaryPhone,
		"language": language,
	}).Want(http.StatusCreated).Text("id")
}

func toldOf(systems *StandIn, about notification.Kind) (list []integration.Visitor) {
	for _, m := range systems.Taken(integration.Messages) {
		if m.Visitor != nil && m.Visitor.Kind == about {
			list = append(list, *m.Visitor)
		}
	}
	return list
}

// Who booked gets a message, and a reminder the day before, each once, though
// acknowledgements are lost; not at night; and after a move and a cancellation again.
func TestVisitorsAreToldByMessageOnce(t *testing.T) {
	t.Parallel()
	c := ClockAt(aMonday)
	s, systems := Start(t, Options{Clock: c.Now}), NewStandIn(t)
	systems.Clock = c.Now
	operator := s.Staff(t, "operator")
	systems.Connect(s.Staff(t, "manager"), integration.Messages)

	systems.Swallow(1)
	visit := aMonday.AddDate(0, 0, 3).Add(11 * time.Hour) // Thursday 21:00: the reminder falls due at night
	id := bookAt(operator, visit, "az")
	eventually(t, "the message after booking",
		func() bool { return len(toldOf(systems, notification.Booked)) == 1 })
	booked := toldOf(systems, notification.Booked)[0]
	if booked.Phone != canaryPhone || !booked.VisitAt.Equal(visit) ||
		!strings.Contains(booked.Text, "26 noyabr, cümə axşamı, saat 21:00") ||
		!strings.Contains(booked.Text, booked.Code) {
		t.Errorf("after booking: %+v", booked)
	}

	c.Advance(visit.Add(-24 * time.Hour).Add(time.Minute).Sub(c.Now())) // Wednesday 21:01
	eventually(t, "the reminder falls due", func() bool { return reminderOf(s, id) == "due" })
	time.Sleep(2500 * time.Millisecond) // a round of the notifier
	if n := len(toldOf(systems, notification.Reminder)); n != 0 {
		t.Fatalf("%d reminders at 21:01", n)
	}
	systems.Swallow(1)
	c.Advance(12 * time.Hour) // Thursday 09:01
	eventually(t, "the reminder", func() bool { return len(toldOf(systems, notification.Reminder)) == 1 })
	eventually(t, "the lost acknowledgements", func() bool {
		c.Advance(time.Second) // the pause after a failure begins when the sender notices it
		_, repeats, _ := systems.Counts()
		return repeats == 2
	})

	operator = s.Staff(t, "operator") // a session of yesterday has ended
	operator.Post("/api/operator/appointments/"+id+"/move",
		M{"key": Key(), "at": visit.AddDate(0, 0, 1).Format(time.RFC3339)}).Want(http.StatusOK)
	operator.Post("/api/operator/appointments/"+id+"/cancel",
		M{"key": Key(), "reason": "the caller asked for it"}).Want(http.StatusOK)
	eventually(t, "the cancellation", func() bool {
		return len(toldOf(systems, notification.Cancelled)) == 1
	})
	var order []string
	for _, m := range systems.Taken(integration.Messages) {
		order = append(order, string(m.Visitor.Kind))
		if m.Visitor.Text == "" || utf8.RuneCountInString(m.Visitor.Text) > 134 {
			t.Errorf("%d characters: %s", utf8.RuneCountInString(m.Visitor.Text), m.Visitor.Text)
		}
	}
	if want := "[booked reminder moved cancelled]"; fmt.Sprint(order) != want {
		t.Errorf("told of %v, want %v", order, want)
	}
	if moved := toldOf(systems, notification.Cancelled)[0]; !moved.VisitAt.Equal(visit.AddDate(0, 0, 1)) {
		t.Errorf("the cancelled visit was at %v", moved.VisitAt)
	}
	if list := telling(operator); len(list["urgent"].([]any))+len(list["reminders"].([]any)) != 0 {
		t.Errorf("still to be called: %v", list)
	}
}

// What the system refuses, and what it has not taken within half an hour, is the
// operator's to tell, and is sent no more; what waits a shorter time is sent once. The
// telephone is in no log, no file and no frame.
func TestWhatNoMessageToldComesToTheOperator(t *testing.T) {
	t.Parallel()
	c := ClockAt(aMonday)
	var log safeBuffer
	s := Start(t, Options{Clock: c.Now, Log: slog.New(
		slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	systems := NewStandIn(t)
	systems.Clock = c.Now
	operator := s.Staff(t, "operator")
	systems.Connect(s.Staff(t, "manager"), integration.Messages)
	day := func(n, hour int) time.Time {
		return aMonday.AddDate(0, 0, n).Add(time.Duration(hour-10) * time.Hour)
	}
	refusedID, silentID, lateID := bookAt(operator, day(2, 11), "az"), bookAt(operator, day(2, 12), "ru"),
		bookAt(operator, day(2, 13), "en")
	eventually(t, "three confirmations",
		func() bool { return len(toldOf(systems, notification.Booked)) == 3 })

	systems.Refuse(http.StatusUnprocessableEntity)
	c.Advance(25*time.Hour + time.Minute) // the first reminder falls due
	operator = s.Staff(t, "operator")
	eventually(t, "the refused reminder is the operator's",
		func() bool { return failures(operator, "reminders")[refusedID] == "refused" })

	systems.Refuse(0)
	systems.Down(true)
	c.Advance(time.Hour)
	operator = s.Staff(t, "operator")
	eventually(t, "the second reminder is handed over",
		func() bool { return standing(s.Staff(t, "manager"), integration.Messages)["waiting"] == 1.0 })
	if _, listed := failures(operator, "reminders")[silentID]; listed {
		t.Error("a message that has just been handed over is the operator's already")
	}
	c.Advance(31 * time.Minute)
	operator = s.Staff(t, "operator")
	eventually(t, "the reminder that was not taken",
		func() bool { return failures(operator, "reminders")[silentID] == "silent" })

	c.Advance(29 * time.Minute) // the third reminder falls due, twenty minutes before the system is back
	eventually(t, "the third reminder is handed over",
		func() bool { return standing(s.Staff(t, "manager"), integration.Messages)["waiting"] == 1.0 })
	c.Advance(20 * time.Minute)
	systems.Down(false)
	c.Advance(5 * time.Minute)
	eventually(t, "the third reminder", func() bool {
		c.Advance(time.Second) // the longest pause is a little over five minutes
		return len(toldOf(systems, notification.Reminder)) == 1
	})
	time.Sleep(2500 * time.Millisecond) // what would come besides comes now
	if reminders := toldOf(systems, notification.Reminder); len(reminders) != 1 ||
		reminders[0].Language != "en" {
		t.Errorf("sent: %+v", reminders)
	}
	operator = s.Staff(t, "operator")
	if left := failures(operator, "reminders"); len(left) != 2 || left[lateID] != "" {
		t.Errorf("the operator is to remind %v", left)
	}
	for _, id := range []string{refusedID, silentID} {
		operator.Post("/api/operator/appointments/"+id+"/told", M{"key": Key()}).Want(http.StatusOK)
	}
	if left := failures(operator, "reminders"); len(left) != 0 {
		t.Errorf("told, and still to be told: %v", left)
	}

	frame, err := json.Marshal(s.Staff(t, "manager").Watch("/live/manager").Until("a frame",
		func(M) bool { return true }))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string][]byte{"the log": log.Bytes(), "the manager's frame": frame}
	maps.Copy(seen, Files(t, s.Dir))
	for where, text := range seen {
		if bytes.Contains(text, []byte("5505550199")) {
			t.Errorf("%s shows the telephone", where)
		}
	}
}

// failures are why no message told the bookings of a list, by id.
func failures(operator *Client, list string) map[string]string {
	found := map[string]string{}
	for _, one := range telling(operator)[list].([]any) {
		b := one.(M)
		found[b["id"].(string)], _ = b["news"].(M)["failed"].(string)
	}
	return found
}

// safeBuffer is a buffer that many write to.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) Bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return bytes.Clone(b.b.Bytes())
}

func telling(operator *Client) M {
	return operator.Get("/api/operator/telling").Want(http.StatusOK).JSON()
}

// reminderOf is what the state says of a booking's reminder.
func reminderOf(s *Server, id string) (state string) {
	s.App.Read(func(st *centre.State) {
		for _, b := range st.Appointment.Pending() {
			if b.ID.String() == id {
				state = string(b.Reminder)
			}
		}
	})
	return state
}

// Another program books with a token that a manager paired, and does nothing else.
func TestAnotherProgramBooks(t *testing.T) {
	t.Parallel()
	c := ClockAt(aMonday)
	s := Start(t, Options{Clock: c.Now})
	code := s.Staff(t, "manager").Post("/api/manager/devices/pairing",
		M{"key": Key(), "password": password, "kind": "booking", "name": "Portal"}).Want(
		http.StatusCreated).Text("code")
	paired := s.Anyone(t).Post("/api/pair", M{"key": Key(), "code": code}).Want(http.StatusCreated)
	if id := paired.Text("id"); !strings.HasPrefix(id, "B") {
		t.Errorf("the program is %s", id)
	}
	portal := s.With(t, paired.Text("token"))
	portal.Get("/api/operator/offer").Want(http.StatusOK)
	portal.Get("/api/operator/slots?direction=benefits").Want(http.StatusOK)
	key, at := Key(), moment(aMonday.Add(26*time.Hour))
	order := M{"key": key, "direction": "benefits", "at": at, "phone": canaryPhone}
	booked := portal.Post("/api/operator/appointments", order).Want(http.StatusCreated)
	again := portal.Post("/api/operator/appointments", order).Want(http.StatusCreated)
	if booked.Text("code") != again.Text("code") || again.Header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("the same key gives %s", again.Body)
	}
	if strings.Contains(string(booked.Body), "5505550199") {
		t.Errorf("the answer holds the telephone: %s", booked.Body)
	}
	one := "/api/operator/appointments/" + booked.Text("id")
	portal.Post(one+"/move", M{"key": Key(), "at": moment(aMonday.Add(27 * time.Hour))}).Want(http.StatusOK)
	portal.Post(one+"/cancel", M{"key": Key(), "reason": "asked for on the portal"}).Want(http.StatusOK)
	for _, path := range []string{"/api/operator/appointments?day=2026-11-24", "/api/operator/telling",
		"/api/manager/devices"} {
		portal.Get(path).Problem(http.StatusForbidden, "wrong-role")
	}
	portal.Post("/api/operator/find", M{"phone": canaryPhone}).Problem(http.StatusForbidden, "wrong-role")
	portal.Post(one+"/told", M{"key": Key()}).Problem(http.StatusForbidden, "wrong-role")
	s.Staff(t, "agent1").Get("/operator").Want(http.StatusOK)
	s.Staff(t, "agent1").Post("/api/operator/appointments",
		M{"key": Key(), "direction": "benefits", "at": at, "phone": canaryPhone}).Want(http.StatusCreated)
}

// Whose turn on a waiting list has come is written to, and the list says so; where the
// message is refused, it says to call.
func TestWhoseTurnHasComeIsWrittenTo(t *testing.T) {
	t.Parallel()
	s, systems := Start(t, Options{}), NewStandIn(t)
	systems.Connect(s.Staff(t, "manager"), integration.Messages)
	agent := s.Agent(t, 3, "social-services")
	visit := visiting(t, s, agent, "social-services")
	for n, applicant := range []M{
		{"name": "Sınaq Birinci", "fin": "5ABC001", "phone": canaryPhone},
		{"name": "Sınaq İkinci", "fin": "5ABC002"},
		{"name": "Sınaq Üçüncü", "fin": "5ABC003", "phone": canaryPhone},
	} {
		registered(agent, visit, "01-09-07-00", "listed", fmt.Sprint(n),
			M{"applicant": applicant, "list": M{"kind": "treatment"}})
	}
	offer := func() {
		agent.Post("/api/desk/lists/offer",
			M{"key": Key(), "service": "01-09-07-00", "kind": "treatment"}).Want(http.StatusOK)
	}
	shown := func() (told []any) {
		for _, one := range agent.Get("/api/desk/lists/entries?service=01-09-07-00&kind=treatment").Want(
			http.StatusOK).JSON()["entries"].([]any) {
			told = append(told, one.(M)["told"])
		}
		return told
	}
	offer()
	offer()
	eventually(t, "the first is told, the second has no telephone",
		func() bool { return fmt.Sprint(shown()) == "[sent <nil> <nil>]" })
	systems.Refuse(http.StatusBadRequest)
	offer()
	eventually(t, "the third is refused",
		func() bool { return fmt.Sprint(shown()) == "[sent <nil> refused]" })
	if told := toldOf(systems, notification.Offered); len(told) != 1 || told[0].Phone != canaryPhone ||
		strings.Contains(told[0].Text, "Sınaq") || !strings.Contains(told[0].Text, "DEMO-") {
		t.Errorf("told: %+v", told)
	}
	b := OpenBrowser(t)
	p := b.Open("registry", s.URL+"/registry?lang=az#lists", 1366, 768)
	p.Type("input[autocomplete=username]", "agent3")
	p.Type("input[type=password]", "demo-demo")
	p.Press("\r")
	p.See(".sms.refused")
	p.Shot("telling-offers-az")
}
