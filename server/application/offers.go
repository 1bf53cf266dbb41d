package application

import (
	"cmp"
	"fmt"
	"slices"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/queue"
)

// listing is the event that puts the application registered just before it on
// its waiting list.
func (s *State) listing(r Registered, list *Listing) (event.Event, error) {
	if list == nil {
		list = &Listing{}
	}
	id := ListID{Service: r.Service, Kind: list.Kind}
	rules := s.Rules()
	if !rules.has(id) {
		return nil, refuse(CodeUnknownList, "the service has no such waiting list", "field", "kind")
	}
	if list.Privilege != "" && rules.rank(list.Privilege) == rules.rank("") {
		return nil, badField("privilege", "the manager's table has no such privilege")
	}
	return Listed{
		Application: ApplicationID(s.seq + 1), // the record of Registered
		Number:      Number(r.Centre, r.Year, r.Serial), ListID: id, Privilege: list.Privilege, Day: r.Day,
	}, nil
}

// offer calls up the next of a list, or the one named.
func (s *State) offer(cal WorkingDays, meta event.Meta, c MakeOffer) ([]event.Event, error) {
	if !text(c.What) {
		return nil, badField("what", "the text is too long or holds control characters")
	}
	if err := unnamed(c.Applicant, "what", c.What); err != nil {
		return nil, err
	}
	var next *ListEntry
	for _, id := range s.lists[c.List] {
		if e := s.entries[id]; e.Status == EntryWaiting && (c.Application == 0 || c.Application == id) {
			next = e
			break
		}
	}
	if next == nil {
		return nil, refuse(CodeListEmpty, "nobody waits on this list, or not that application")
	}
	if c.Application != 0 && c.Application != s.NextOn(c.List) && blank(c.What) {
		return nil, refuse(queue.CodeReasonNeeded, "an offer out of order says why", "field", "what")
	}
	until := cal.AddWorkingDays(civil.DayOf(meta.At), s.Rules().AnswerDays)
	return []event.Event{Offered{Application: next.Application, What: c.What, Until: until}}, nil
}

// NextOn is the application that the next offer of a waiting list is for; 0 when
// nobody waits there.
func (s *State) NextOn(id ListID) ApplicationID {
	for _, a := range s.lists[id] {
		if s.entries[a].Status == EntryWaiting {
			return a
		}
	}
	return 0
}

// answer ends an offer.
func (s *State) answer(c AnswerOffer) ([]event.Event, error) {
	if !text(c.Note) {
		return nil, badField("note", "the note is too long or holds control characters")
	}
	if err := unnamed(c.Applicant, "note", c.Note); err != nil {
		return nil, err
	}
	e := s.entries[c.Application]
	if e == nil {
		return nil, refuse(CodeNotListed, "the application is on no waiting list")
	}
	if e.Status != EntryOffered {
		return nil, refuse(CodeNoOffer, "nothing is offered to this person now")
	}
	switch {
	case c.Accept:
		return []event.Event{
			Accepted{Application: e.Application, Note: c.Note},
			Advanced{Application: e.Application, From: StageListed, Stage: StageDecided, Note: c.Note},
		}, nil
	case blank(c.Note):
		return nil, refuse(queue.CodeReasonNeeded, "a declined offer needs its reason", "field", "note")
	case c.Keep:
		return []event.Event{Declined{Application: e.Application, Keep: true, Note: c.Note}}, nil
	}
	return []event.Event{
		Declined{Application: e.Application, Note: c.Note},
		Advanced{Application: e.Application, From: StageListed, Stage: StageClosed, Note: c.Note},
	}, nil
}

// Lapse ends the offers whose last day to answer has passed. The clock asks.
func Lapse(s *State, meta event.Meta) []event.Event {
	today := civil.DayOf(meta.At)
	var late []ApplicationID
	for id, e := range s.entries {
		if e.Status == EntryOffered && e.Until < today {
			late = append(late, id)
		}
	}
	slices.SortFunc(late, cmp.Compare[ApplicationID])
	var events []event.Event
	for _, id := range late {
		events = append(events, Expired{Application: id},
			Advanced{Application: id, From: StageListed, Stage: StageClosed})
	}
	return events
}

func (s *State) setRules(c SetRules) ([]event.Event, error) {
	if err := c.Rules.validate(); err != nil {
		return nil, err
	}
	for _, id := range s.Lists() {
		if !c.Rules.has(id) {
			return nil, refuse(CodeListInUse, "people wait on a list that the new rules do not have",
				"service", id.Service, "kind", id.Kind)
		}
	}
	return []event.Event{RulesSet(c)}, nil
}

// applyList follows the events of the waiting lists.
func (s *State) applyList(r event.Record) {
	switch e := r.Event.(type) {
	case Listed:
		if uint64(e.Application)+1 != r.Seq {
			panic(fmt.Sprintf("application: record %d lists application %d, which is not the record before",
				r.Seq, e.Application))
		}
		s.enlist(&ListEntry{Application: e.Application, Number: e.Number, ListID: e.ListID,
			Privilege: e.Privilege, Day: e.Day, Status: EntryWaiting})
	case Offered:
		entry := s.entry(r, e.Application)
		entry.Status, entry.Until, entry.Offer, entry.OfferedAt = EntryOffered, e.Until, e.What, r.At
	case Accepted:
		s.entry(r, e.Application)
		s.unlist(e.Application)
	case Declined:
		entry := s.entry(r, e.Application)
		if !e.Keep {
			s.unlist(e.Application)
			return
		}
		*entry = ListEntry{Application: entry.Application, Number: entry.Number, ListID: entry.ListID,
			Privilege: entry.Privilege,
			Day:       entry.Day, Status: EntryWaiting, Declined: entry.Declined + 1}
	case Expired:
		s.entry(r, e.Application)
		s.unlist(e.Application)
	case RulesSet:
		rules := e.Rules
		s.rules = &rules
		s.reorder()
	}
}
