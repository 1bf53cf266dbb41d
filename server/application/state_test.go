package application_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
)

func TestAnApplicationIsTakenWhileItsVisitorIsServed(t *testing.T) {
	c := newCentre(t)
	ticket := c.serve("agent1", "1")
	c.must(request("agent1", ticket))

	a, ok := c.reception.ByNumber("DEMO-2026-000001")
	if !ok {
		t.Fatal("the application is not found by its number")
	}
	want := application.Deadlines{DueOn: 20261204, DecisionBy: 20261203, FrontDue: 20261124,
		BackDue: 20261204}
	if a.Deadlines != want {
		t.Errorf("deadlines %+v, want %+v", a.Deadlines, want)
	}
	if a.Desk != "1" || a.Label != "B001" || a.Agent != "agent1" || a.Day != 20261120 ||
		uint64(a.ID) != c.seq || !a.RegisteredAt.Equal(c.now) {
		t.Errorf("the application is %+v", a)
	}
	if list := c.reception.OfTicket(ticket); len(list) != 1 || list[0].ID != a.ID {
		t.Errorf("the visit's applications are %+v", list)
	}
}

func TestARefusalIsAnsweredOnTheSpot(t *testing.T) {
	c := newCentre(t)
	r := request("agent1", c.serve("agent1", "1"))
	r.Outcome = queue.Refused
	refused(t, c.do(r), queue.CodeReasonNeeded, "reason")
	r.Reason = "  "
	refused(t, c.do(r), queue.CodeReasonNeeded, "reason")
	r.Ground = "no-legal-basis"
	c.must(r)
	if a := c.reception.Today(1)[0]; a.DueOn != 20261120 || a.DecisionBy != 20261120 ||
		a.Ground != "no-legal-basis" {
		t.Errorf("a refusal has the deadlines %+v", a.Deadlines)
	}
}

func TestOnlyTheDeskThatServesTheTicketMayRegister(t *testing.T) {
	c := newCentre(t)
	ticket := c.serve("agent1", "1")
	other := c.serve("agent2", "2")
	c.must(queue.Issue{Direction: "benefits", Track: "third"})
	waiting := c.queue.Line("benefits", 1)[0].ID

	for name, test := range map[string]struct {
		change func(*application.Register)
		code   problem.Code
	}{
		"nobody's agent":     {func(r *application.Register) { r.Agent = "agent9" }, queue.CodeNoDesk},
		"an older tab":       {func(r *application.Register) { r.Lease = 1 }, queue.CodeStaleDesk},
		"no such ticket":     {func(r *application.Register) { r.Ticket = 9999 }, queue.CodeUnknownTicket},
		"the neighbour's":    {func(r *application.Register) { r.Ticket = other }, queue.CodeTicketNotHere},
		"one that waits yet": {func(r *application.Register) { r.Ticket = waiting }, queue.CodeTicketNotHere},
	} {
		r := request("agent1", ticket)
		test.change(&r)
		t.Run(name, func(t *testing.T) { refused(t, c.do(r), test.code, "") })
	}

	c.must(queue.Finish{Agent: "agent1", Ticket: ticket, Outcome: queue.Consulted})
	refused(t, c.do(request("agent1", ticket)), queue.CodeTicketEnded, "")
	c.must(queue.Call{Agent: "agent1"})
	refused(t, c.do(request("agent1", waiting)), queue.CodeWrongState, "")
	if year, serial := c.reception.Last(); year != 0 || serial != 0 {
		t.Errorf("a refused command moved the counter to %d of %d", serial, year)
	}
}

func TestEveryFieldHasItsBound(t *testing.T) {
	long := strings.Repeat("a", application.MaxID+1)
	for name, test := range map[string]struct {
		change func(*application.Register)
		code   problem.Code
		field  string
	}{
		"centre": {func(r *application.Register) { r.Centre = "Bakı" },
			application.CodeBadApplication, "centre"},
		"centre too long": {func(r *application.Register) { r.Centre = "ABCDEFGHIJKLM" },
			application.CodeBadApplication, "centre"},
		"service": {func(r *application.Register) { r.Passport.ID = "5-2-1-3" },
			application.CodeBadApplication, "service"},
		"version": {func(r *application.Register) { r.Passport.Version = -1 },
			application.CodeBadApplication, "service_version"},
		"outcome": {func(r *application.Register) { r.Outcome = queue.Consulted },
			queue.CodeBadOutcome, "outcome"},
		"ground unasked": {func(r *application.Register) { r.Ground = "no-legal-basis" },
			application.CodeBadApplication, "ground"},
		"ground": {func(r *application.Register) {
			r.Outcome, r.Ground = queue.Refused,
				"Səbəb"
		}, application.CodeBadApplication, "ground"},
		"reason": {func(r *application.Register) { r.Reason = strings.Repeat("ə", 501) },
			application.CodeBadApplication, "reason"},
		"reason with a bell": {func(r *application.Register) { r.Reason = "\a" },
			application.CodeBadApplication, "reason"},
		"document state": {func(r *application.Register) { r.Documents[0].State = "lost" },
			application.CodeBadApplication, "documents"},
		"document id": {func(r *application.Register) { r.Documents[0].ID = long },
			application.CodeBadApplication, "documents"},
		"document twice": {func(r *application.Register) {
			r.Documents = append(r.Documents,
				r.Documents[0])
		}, application.CodeBadApplication, "documents"},
		"too many documents": {func(r *application.Register) {
			r.Documents = make(
				[]application.DocumentCheck, 41)
		}, application.CodeBadApplication, "documents"},
		"look-up state": {func(r *application.Register) { r.Checks[0].State = "" },
			application.CodeBadApplication, "checks"},
		"look-up note": {func(r *application.Register) { r.Checks[0].Note = strings.Repeat("a", 501) },
			application.CodeBadApplication, "checks"},
		"look-up twice": {func(r *application.Register) { r.Checks = append(r.Checks, r.Checks[0]) },
			application.CodeBadApplication, "checks"},
		"too many look-ups": {func(r *application.Register) {
			r.Checks = make([]application.LookUpCheck,
				31)
		}, application.CodeBadApplication, "checks"},
		"a century of months": {func(r *application.Register) { r.Passport.Total = months(1200) },
			application.CodeBadApplication, "periods"},
		"a negative period": {func(r *application.Register) { r.Passport.Back = days(-1) },
			application.CodeBadApplication, "periods"},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCentre(t)
			r := request("agent1", c.serve("agent1", "1"))
			test.change(&r)
			refused(t, c.do(r), test.code, test.field)
		})
	}
}

func TestNumbersRunThroughTheYearAndBeginAnewInJanuary(t *testing.T) {
	c := newCentre(t)
	c.now = time.Date(2026, 12, 31, 23, 50, 0, 0, civil.Baku)
	ticket := c.serve("agent1", "1")
	c.must(request("agent1", ticket))
	c.must(request("agent1", ticket))
	if n := c.reception.Today(1)[0].Number; n != "DEMO-2026-000002" {
		t.Errorf("the second number of the year is %s", n)
	}
	c.now = c.now.Add(10 * time.Minute) // midnight in Baku, still 20:00 UTC
	c.must(queue.Tick{})
	if list := c.reception.Today(10); len(list) != 0 {
		t.Errorf("yesterday's applications are still in the state: %d", len(list))
	}
	c.must(request("agent1", c.serve("agent1", "1")))
	if n := c.reception.Today(1)[0].Number; n != "DEMO-2027-000001" {
		t.Errorf("the first number of the new year is %s", n)
	}
}

func TestTheSecondPrintOfACopyIsARepeat(t *testing.T) {
	c := newCentre(t)
	c.must(request("agent1", c.serve("agent1", "1")))
	id := c.reception.Today(1)[0].ID
	for _, which := range []int{1, 0, 2} {
		c.must(application.OrderPrint{Application: id, Copy: which})
	}
	a, _ := c.reception.Application(id)
	var got []string
	for _, p := range a.Prints {
		got = append(got, fmt.Sprint(p.Copy, p.Repeat))
	}
	if want := []string{"1 false", "1 true", "2 false", "2 true"}; !reflect.DeepEqual(got, want) {
		t.Errorf("the prints are %v, want %v", got, want)
	}
	refused(t, c.do(application.OrderPrint{Application: id, Copy: 3}), application.CodeBadCopy, "")
	refused(t, c.do(application.OrderPrint{Application: 777}), application.CodeUnknownApplication, "")
}

// An application of an earlier day comes from the journal with the command; what
// was ordered today the state still knows, so no print passes for a first twice.
func TestAnEarlierApplicationIsPrintedOnceAndThenRepeated(t *testing.T) {
	c := newCentre(t)
	c.must(request("agent1", c.serve("agent1", "1")))
	earlier := c.reception.Today(1)[0]
	c.now = c.now.AddDate(0, 0, 3)
	c.must(queue.Tick{})

	order := application.OrderPrint{Application: earlier.ID, Copy: 1, Earlier: &earlier}
	c.must(order)
	c.must(order)
	var repeats []bool
	for _, r := range c.records {
		if e, ok := r.Event.(application.PrintOrdered); ok {
			repeats = append(repeats, e.Repeat)
		}
	}
	if want := []bool{false, true}; !reflect.DeepEqual(repeats, want) {
		t.Errorf("repeats are %v, want %v", repeats, want)
	}
}

func TestAVisitAndItsPaperAreBounded(t *testing.T) {
	c := newCentre(t)
	r := request("agent1", c.serve("agent1", "1"))
	for range application.MaxPerTicket {
		c.must(r)
	}
	refused(t, c.do(r), application.CodeTooMany, "")
	id := c.reception.Today(1)[0].ID
	for range application.MaxPrints {
		c.must(application.OrderPrint{Application: id, Copy: 1})
	}
	refused(t, c.do(application.OrderPrint{Application: id, Copy: 1}), application.CodeTooMany, "")
}

func TestARecordOutOfSequenceIsNotServedFrom(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a gap in the history went unnoticed")
		}
	}()
	application.New().Apply(event.Record{Seq: 2, Event: queue.DayOpened{}})
}

// Whatever happens, numbers have no gap and none comes twice, copies handed out
// share nothing with the state, and a snapshot or a replay gives the same state.
func TestHistoriesReplayAndNumbersHaveNoGap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newCentre(t)
		ticket := c.serve("agent1", "1")
		serials := map[int]int{}
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			switch rapid.IntRange(0, 3).Draw(rt, "step") {
			case 0:
				c.now = c.now.Add(time.Duration(
					rapid.IntRange(0, 60*24*200).Draw(rt, "minutes")) * time.Minute)
				c.must(queue.Tick{})
				if d, _ := c.queue.DeskOf("agent1"); d.Active == 0 {
					ticket = c.serve("agent1", "1")
				}
			case 1, 2:
				if len(c.reception.OfTicket(ticket)) == application.MaxPerTicket ||
					c.do(request("agent1", ticket)) != nil {
					continue
				}
				a := c.reception.Today(1)[0]
				if a.Serial != serials[a.Year]+1 {
					rt.Fatalf("number %s follows %d", a.Number, serials[a.Year])
				}
				serials[a.Year] = a.Serial
				a.Documents[0].State = application.Missing // must not reach the state
			case 3:
				if list := c.reception.Today(1); len(list) == 1 {
					_ = c.do(application.OrderPrint{Application: list[0].ID,
						Copy: rapid.IntRange(0, 2).Draw(rt, "copy")})
				}
			}
		}
		snapshot := marshal(t, c.reception)
		restored := application.New()
		if err := json.Unmarshal(snapshot, restored); err != nil {
			rt.Fatal(err)
		}
		replayed := application.New()
		for _, r := range c.records {
			e, err := decoded(r.Event)
			if err != nil {
				rt.Fatal(err)
			}
			r.Event = e
			replayed.Apply(r)
		}
		for name, s := range map[string]*application.State{"restored": restored, "replayed": replayed} {
			if got := marshal(t, s); string(got) != string(snapshot) {
				rt.Fatalf("%s: %s\nwant %s", name, got, snapshot)
			}
		}
		if strings.Contains(string(snapshot), `"missing"`) {
			rt.Fatal("a copy handed out changed the state")
		}
	})
}

// decoded sends an event through its stored form, as a journal does.
func decoded(e event.Event) (event.Event, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(e.Kind(), "queue.") {
		return e, nil
	}
	return application.Events.Decode(e.Kind(), body)
}

func TestDecodeKnowsItsKindsOnly(t *testing.T) {
	if _, err := application.Events.Decode("reception.sung", []byte(`{}`)); err == nil {
		t.Error("an unknown kind was decoded")
	}
	if _, err := application.Events.Decode("reception.registered", []byte(`{"year":"x"}`)); err == nil {
		t.Error("a broken body was decoded")
	}
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
