package application_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"dost/server/application"
	"dost/server/event"
	"dost/server/passport"
	"dost/server/queue"
)

// voucher is an application for a treatment voucher (source 000).
func voucher(ticket queue.TicketID, privilege string) application.Register {
	r := request("agent1", ticket)
	r.Outcome, r.Documents, r.Checks = queue.Listed, nil, nil
	r.Passport = &passport.Passport{ID: "01-09-07-00", Version: 1, Total: days(2), Front: days(2),
		Back: days(0)}
	r.List = &application.Listing{Kind: "treatment", Privilege: privilege}
	return r
}

var treatment = application.ListID{Service: "01-09-07-00", Kind: "treatment"}

// enlist puts people with those privileges on the list of treatment vouchers.
func (c *centre) enlist(privileges ...string) (ids []application.ApplicationID) {
	c.t.Helper()
	ticket := c.serve("agent1", "1")
	for _, p := range privileges {
		c.must(voucher(ticket, p))
		ids = append(ids, c.reception.Today(1)[0].ID)
	}
	return ids
}

func (c *centre) order() (serials []int) {
	for _, e := range c.reception.List(treatment, 0, 100) {
		var year, serial int
		fmt.Sscanf(e.Number, "DEMO-%d-%d", &year, &serial)
		serials = append(serials, serial)
	}
	return serials
}

func TestAWaitingListGoesByPrivilegeThenByDate(t *testing.T) {
	c := newCentre(t)
	ids := c.enlist("", "disability", "", "war", "disability")
	if got, want := c.order(), []int{4, 2, 5, 1, 3}; !reflect.DeepEqual(got, want) {
		t.Fatalf("the list stands as %v, want %v", got, want)
	}
	if _, place, ok := c.reception.Position(ids[0]); !ok || place != 4 {
		t.Errorf("the first to come without a privilege has place %d", place)
	}
	// The manager turns the two privileges round: the list follows at once.
	rules := application.DefaultRules()
	rules.Privileges[0].Rank, rules.Privileges[1].Rank = 2, 1
	c.must(application.SetRules{Rules: rules})
	if got, want := c.order(), []int{2, 5, 4, 1, 3}; !reflect.DeepEqual(got, want) {
		t.Errorf("under the new rules the list stands as %v, want %v", got, want)
	}
	rules.Kinds = rules.Kinds[1:]
	refused(t, c.do(application.SetRules{Rules: rules}), application.CodeListInUse, "")
}

func TestOffersAreAcceptedDeclinedAndLapse(t *testing.T) {
	c := newCentre(t)
	ids := c.enlist("", "", "", "")
	for range 3 {
		c.must(application.MakeOffer{List: treatment, What: "Naftalan, 5 yanvar"})
	}
	if all, offered := c.reception.Length(treatment); all != 4 || offered != 3 {
		t.Fatalf("%d on the list, %d with an offer", all, offered)
	}
	e, _, _ := c.reception.Position(ids[0])
	if e.Until != 20261127 { // five working days after Friday the 20th
		t.Errorf("the offer is good until %d", e.Until)
	}
	refused(t, c.do(application.AnswerOffer{Application: ids[3], Accept: true}), application.CodeNoOffer, "")
	refused(t, c.do(application.AnswerOffer{Application: ids[1]}), queue.CodeReasonNeeded, "note")
	c.must(application.AnswerOffer{Application: ids[0], Accept: true})
	c.must(application.AnswerOffer{Application: ids[1], Keep: true, Note: "xəstəxanadadır"})

	accepted, _ := c.reception.Application(ids[0])
	if accepted.Stage() != application.StageDecided {
		t.Errorf("an accepted voucher stands at %s", accepted.Stage())
	}
	if e, place, ok := c.reception.Position(ids[1]); !ok || place != 1 ||
		e.Status != application.EntryWaiting || e.Declined != 1 {
		t.Errorf("who declined for a good reason stands at %d as %+v", place, e)
	}

	// The third never answers. On the last day nothing happens, on the next the
	// offer has lapsed.
	for _, step := range []struct{ days, left int }{{7, 3}, {1, 2}} {
		c.now = c.now.AddDate(0, 0, step.days)
		c.must(queue.Tick{})
		c.apply(application.Lapse(c.reception, event.Meta{At: c.now}))
		if all, _ := c.reception.Length(treatment); all != step.left {
			t.Errorf("on %v %d are on the list, want %d", c.now, all, step.left)
		}
	}
	refused(t, c.do(application.AnswerOffer{Application: ids[2], Accept: true}), application.CodeNotListed,
		"")
}

func TestAnOfferOutOfOrderSaysWhy(t *testing.T) {
	c := newCentre(t)
	ids := c.enlist("", "")
	refused(t, c.do(application.MakeOffer{List: treatment, Application: ids[1]}), queue.CodeReasonNeeded,
		"what")
	c.must(application.MakeOffer{List: treatment, Application: ids[1],
		What: "uşaqla birlikdə yer yalnız indi var"})
	c.must(application.MakeOffer{List: treatment})
	refused(t, c.do(application.MakeOffer{List: treatment}), application.CodeListEmpty, "")

	r := voucher(c.serve("agent2", "2"), "")
	r.Agent = "agent2"
	r.List = nil
	refused(t, c.do(r), application.CodeUnknownList, "kind") // the service has two lists: which?
	r.List = &application.Listing{Kind: "treatment", Privilege: "friends"}
	refused(t, c.do(r), application.CodeBadApplication, "privilege")
}

func TestWhoCancelsLeavesTheList(t *testing.T) {
	c := newCentre(t)
	ids := c.enlist("", "")
	refused(t, c.do(application.Advance{Application: ids[0], Stage: application.StageDecided}),
		application.CodeWrongStage, "")
	c.must(application.Advance{Application: ids[0], Stage: application.StageCancelled, Note: "öz xahişi ilə"})
	if _, place, _ := c.reception.Position(ids[1]); place != 1 {
		t.Errorf("the second now has place %d", place)
	}
}

// Whatever is done to a list, it stays in its order, holds nobody twice, and is
// the same after a snapshot.
func TestListsStayInOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newCentre(t)
		ticket := c.serve("agent1", "1")
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			var some application.ApplicationID
			if list := c.reception.List(treatment, 0, 100); len(list) > 0 {
				some = list[rapid.IntRange(0, len(list)-1).Draw(rt, "who")].Application
			}
			switch rapid.IntRange(0, 5).Draw(rt, "step") {
			case 0, 1:
				_ = c.do(voucher(ticket,
					rapid.SampledFrom([]string{"", "war", "disability"}).Draw(rt, "privilege")))
			case 2:
				_ = c.do(application.MakeOffer{List: treatment})
			case 3:
				_ = c.do(application.AnswerOffer{Application: some, Accept: rapid.Bool().Draw(rt, "accept"),
					Keep: rapid.Bool().Draw(rt, "keep"), Note: "x"})
			case 4:
				rules := application.DefaultRules()
				rules.Privileges[0].Rank = rapid.IntRange(1, 3).Draw(rt, "rank")
				c.must(application.SetRules{Rules: rules})
			case 5:
				c.now = c.now.AddDate(0, 0, 1)
				c.must(queue.Tick{})
				c.apply(application.Lapse(c.reception, event.Meta{At: c.now}))
				if d, _ := c.queue.DeskOf("agent1"); d.Active == 0 {
					ticket = c.serve("agent1", "1")
				}
			}
			rank := map[string]int{"": 100}
			for _, p := range c.reception.Rules().Privileges {
				rank[p.ID] = p.Rank
			}
			var last application.ListEntry
			for i, e := range c.reception.List(treatment, 0, 100) {
				if i > 0 && (rank[last.Privilege] > rank[e.Privilege] ||
					rank[last.Privilege] == rank[e.Privilege] && last.Application >= e.Application) {
					rt.Fatalf("%+v stands before %+v", last, e)
				}
				if _, place, ok := c.reception.Position(e.Application); !ok || place != i+1 {
					rt.Fatalf("%s is told place %d, stands at %d", e.Number, place, i+1)
				}
				last = e
			}
		}
		restored := application.New()
		if err := json.Unmarshal(marshal(t, c.reception), restored); err != nil {
			rt.Fatal(err)
		}
		if a, b := marshal(t, c.reception), marshal(t, restored); string(a) != string(b) {
			rt.Fatalf("restored: %s\nwant %s", b, a)
		}
	})
}
