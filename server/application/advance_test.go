package application_test

import (
	"crypto/ed25519"
	"encoding/json"
	"reflect"
	"testing"

	"dost/server/application"
	"dost/server/event"
	"dost/server/queue"
)

// The way of an application, with both offices' shares told apart.
func TestAnApplicationGoesItsWay(t *testing.T) {
	c := newCentre(t)
	r := request("agent1", c.serve("agent1", "1"))
	c.must(r)
	id := c.reception.Today(1)[0].ID
	at := func() application.Application { a, _ := c.reception.Application(id); return a }

	a := at()
	if await, day := a.Next(); await != application.AwaitSendOn || day != 20261124 {
		t.Errorf("a new application waits for %s until %d", await, day)
	}
	refused(t, c.do(application.Advance{Application: id, Stage: application.StageReturned}),
		application.CodeWrongStage, "")
	c.must(application.Advance{Application: id, Stage: application.StageSentOn,
		Periods: application.PeriodsOf(r.Passport)})
	a = at()
	front, back := a.Shares()
	// eight working days from the day it was sent on
	if front.Done != 20261120 || back.From != 20261120 || back.Due != 20261202 {
		t.Errorf("front %+v, back %+v", front, back)
	}
	if await, day := a.Next(); await != application.AwaitDecision || day != 20261203 {
		t.Errorf("an application sent on waits for %s until %d", await, day)
	}
	if back.Late(20261202) || !back.Late(20261203) {
		t.Error("the back office is late from the day after its last one on")
	}
	refused(t, c.do(application.Advance{Application: id, Stage: application.StageCancelled}),
		queue.CodeReasonNeeded, "note")
	c.must(application.Advance{Application: id, Stage: application.StageDecided, Note: "təyin edildi"})
	c.must(application.Advance{Application: id, Stage: application.StageClosed})
	a = at()
	if _, back = a.Shares(); back.Done != 20261120 || len(a.Steps) != 3 || a.Steps[1].By != "test" ||
		a.Steps[1].Note != "təyin edildi" {
		t.Errorf("back %+v, steps %+v", back, a.Steps)
	}
	if await, day := a.Next(); await != application.AwaitNothing || day != 0 {
		t.Errorf("a closed application waits for %s until %d", await, day)
	}
	refused(t, c.do(application.Advance{Application: id, Stage: application.StageSentOn}),
		application.CodeWrongStage, "")
}

// An application of an earlier day is moved as the journal read it, and cannot be
// moved twice by one who read it before the other did.
func TestAnEarlierApplicationIsMovedOnce(t *testing.T) {
	c := newCentre(t)
	c.must(request("agent1", c.serve("agent1", "1")))
	earlier := c.reception.Today(1)[0]
	c.now = c.now.AddDate(0, 0, 3)
	c.must(queue.Tick{})
	move := application.Advance{Application: earlier.ID, Stage: application.StageSentOn, Earlier: &earlier}
	refused(t, c.do(application.Advance{Application: earlier.ID, Stage: application.StageSentOn}),
		application.CodeUnknownApplication, "")
	c.must(move)
	refused(t, c.do(move), application.CodeWrongStage, "")
	again := application.New()
	if err := json.Unmarshal(marshal(t, c.reception), again); err != nil {
		t.Fatal(err)
	}
	c.reception = again
	refused(t, c.do(move), application.CodeWrongStage, "")
}

// Who lacks a paper gets a code, one for the visit, with which the day's queue
// lets them back near the front once.
func TestAReturnIsGivenOnceAVisit(t *testing.T) {
	c := newCentre(t)
	ticket := c.serve("agent1", "1")
	give := application.GiveReturn{Agent: "agent1", Ticket: ticket, Passport: benefit(),
		Missing: []string{"identity"}, Draw: 999_998}
	c.must(give)
	give.Draw = 5
	c.must(give)
	r, ok := c.reception.Returning(" 999-998 ")
	if !ok || r.Ticket != ticket || r.Direction != "benefits" {
		t.Fatalf("the return is %+v, %v", r, ok)
	}
	if _, ok := c.reception.Returning("000005"); ok {
		t.Error("the visit has a second code")
	}
	other := c.serve("agent2", "2")
	c.must(application.GiveReturn{Agent: "agent2", Ticket: other, Passport: benefit(),
		Missing: []string{"identity"}, Draw: 999_998})
	// 999999 and 000000 come next, but could be an appointment's.
	if r, ok := c.reception.Returning("000001"); !ok || r.Ticket != other {
		t.Error("a taken code is not given twice: the next free one is")
	}
	give.Missing = nil
	refused(t, c.do(give), application.CodeBadApplication, "documents")

	c.must(queue.Finish{Agent: "agent1", Ticket: ticket, Outcome: queue.NotServed})
	issue := queue.Issue{Direction: r.Direction, Return: r.Ticket, Track: "back"}
	c.must(issue)
	refused(t, c.do(issue), queue.CodeReturnUsed, "")
	c.now = c.now.AddDate(0, 0, 1)
	c.must(queue.Tick{})
	if _, ok := c.reception.Returning("999998"); ok {
		t.Error("a return outlives its day")
	}
}

func TestAPapersCodeIsReadBackAndCannotBeChanged(t *testing.T) {
	bring := application.Bring{Service: "05-02-01-03", Version: 3, Day: 20261120, Return: "048213",
		Missing: 0b1010}
	code := application.SignBring(key, bring)
	if got, err := application.ReadBring(public,
		application.BringAddress("https://dost.example.az", code)); err != nil || got != bring ||
		len(code) != application.BringSize {
		t.Fatalf("%+v, %v", got, err)
	}
	changed := []byte(code)
	if changed[30]++; changed[30] > 'Z' {
		changed[30] = 'A'
	}
	_, err := application.ReadBring(public, string(changed))
	refused(t, err, application.CodeForged, "")
	_, err = application.ReadBring(public, application.Sign(key, claims))
	refused(t, err, application.CodeMalformed, "")
	_, err = application.ReadBring(ed25519.NewKeyFromSeed(make([]byte, 32)).Public().(ed25519.PublicKey),
		code)
	refused(t, err, application.CodeForged, "")
}

// Every event of applications is read back as it was written: journals hold them
// for ever.
func TestEveryEventIsReadBack(t *testing.T) {
	for _, e := range []event.Event{
		application.Advanced{Application: 7, From: application.StageRegistered,
			Stage: application.StageSentOn, Note: "qeyd", BackDue: 20261202},
		application.Listed{Application: 7, Number: "DEMO-2026-000001", ListID: treatment, Privilege: "war",
			Day: 20261120},
		application.Offered{Application: 7, What: "Naftalan", Until: 20261127},
		application.Accepted{Application: 7, Note: "qeyd"},
		application.Declined{Application: 7, Keep: true, Note: "qeyd"},
		application.Expired{Application: 7},
		application.RulesSet{Rules: application.DefaultRules()},
		application.ReturnGiven{Return: application.Return{Code: "048213", Ticket: 3, Direction: "benefits",
			Service: "05-02-01-03"}, Version: 2, Missing: []string{"identity"}},
	} {
		got, err := decoded(e)
		if err != nil || !reflect.DeepEqual(got, e) {
			t.Errorf("%s came back as %+v, %v", e.Kind(), got, err)
		}
	}
}
