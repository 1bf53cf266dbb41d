package centre

import (
	"slices"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/occupancy"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/rating"
	"dost/server/regime"
	"dost/server/volunteer"
)

// Lifetime is how much of a kind's records is still to be seen in a state after the
// business day that they are of.
type Lifetime uint8

// The lifetimes.
const (
	// OfItsDay: nothing. The next DayOpened undoes all that such a record did.
	OfItsDay Lifetime = iota + 1
	// Beyond its day every one of them counts.
	Beyond
	// Newest: beyond its day the newest of all records of this lifetime says what all
	// of them did. They are the counter of applications, and nothing else.
	Newest
)

// lifetimes holds every kind that a journal can hold; a test sees to it. When in
// doubt a kind is Beyond, which costs a start time and is never wrong.
var lifetimes = map[string]Lifetime{
	queue.DayOpened{}.Kind():    Beyond, // bookings of the day before are let go, and their codes given again
	queue.Configured{}.Kind():   Beyond,
	queue.Issued{}.Kind():       OfItsDay,
	queue.FellDue{}.Kind():      OfItsDay,
	queue.DeskOpened{}.Kind():   OfItsDay,
	queue.DeskLeft{}.Kind():     OfItsDay,
	queue.DeskPaused{}.Kind():   OfItsDay,
	queue.DeskUnpaused{}.Kind(): OfItsDay,
	queue.CalledUp{}.Kind():     OfItsDay,
	queue.Idled{}.Kind():        OfItsDay,
	queue.Recalled{}.Kind():     OfItsDay,
	queue.Arrived{}.Kind():      OfItsDay,
	queue.NoShowed{}.Kind():     OfItsDay,
	queue.HeldUp{}.Kind():       OfItsDay,
	queue.Resumed{}.Kind():      OfItsDay,
	queue.Requeued{}.Kind():     OfItsDay,
	queue.Transferred{}.Kind():  OfItsDay,
	queue.Ended{}.Kind():        OfItsDay,
	queue.Voided{}.Kind():       OfItsDay,
	queue.Undone{}.Kind():       OfItsDay,

	integration.WasSent{}.Kind():    OfItsDay, // what became of a message is the outbox's to follow
	integration.WasRefused{}.Kind(): OfItsDay,
	integration.WasDropped{}.Kind(): OfItsDay,
	integration.WereResent{}.Kind(): OfItsDay,

	regime.Enacted{}.Kind():    Beyond,
	regime.Amended{}.Kind():    Beyond,
	regime.Ended{}.Kind():      Beyond,
	regime.Withdrawn{}.Kind():  Beyond,
	regime.Overridden{}.Kind(): Beyond,
	regime.HoursSet{}.Kind():   Beyond,

	passport.Published{}.Kind():          Beyond,
	passport.DirectionsAssigned{}.Kind(): Beyond,

	appointment.WasBooked{}.Kind():            Beyond,
	appointment.WasMoved{}.Kind():             Beyond,
	appointment.WasCancelled{}.Kind():         Beyond,
	appointment.CameIn{}.Kind():               Beyond,
	appointment.WasMissed{}.Kind():            Beyond,
	appointment.ReminderFellDue{}.Kind():      Beyond,
	appointment.ReminderTaken{}.Kind():        Beyond,
	appointment.NotificationFellDue{}.Kind():  Beyond,
	appointment.Notified{}.Kind():             Beyond,
	appointment.NotificationDropped{}.Kind():  Beyond,
	appointment.NotReached{}.Kind():           Beyond,
	appointment.NotificationReturned{}.Kind(): Beyond,

	application.Registered{}.Kind():    Newest,
	application.SerialSkipped{}.Kind(): Newest,
	application.PrintOrdered{}.Kind():  OfItsDay,
	application.ReturnGiven{}.Kind():   OfItsDay,
	application.Advanced{}.Kind():      Beyond, // a move to a further stage ends a wait on a list
	application.Listed{}.Kind():        Beyond,
	application.Offered{}.Kind():       Beyond,
	application.Accepted{}.Kind():      Beyond,
	application.Declined{}.Kind():      Beyond,
	application.Expired{}.Kind():       Beyond,
	application.RulesSet{}.Kind():      Beyond,

	occupancy.Counted{}.Kind():      OfItsDay,
	occupancy.WaitsOutside{}.Kind(): OfItsDay,
	occupancy.CalledIn{}.Kind():     OfItsDay,
	occupancy.LeftOutside{}.Kind():  OfItsDay,

	volunteer.HelpRequested{}.Kind(): OfItsDay,
	volunteer.Taken{}.Kind():         OfItsDay,
	volunteer.GivenBack{}.Kind():     OfItsDay,
	volunteer.Done{}.Kind():          OfItsDay,
	volunteer.Cancelled{}.Kind():     OfItsDay,

	rating.Given{}.Kind(): OfItsDay,
}

// Kinds are the kinds of a lifetime, sorted.
func Kinds(of Lifetime) []string {
	var kinds []string
	for kind, l := range lifetimes {
		if l == of {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// ApplyFormer is Apply for a record of a business day that is over, given after some of
// the records before it were left out: any that are OfItsDay, and all but the newest
// of those that are Newest. With all records from the last DayOpened on applied after
// them, the state is the one that all records give.
func (s *State) ApplyFormer(r event.Record) {
	s.Queue.PassOver(r.Seq - 1)
	s.Application.PassOver(r.Seq-1, r.Event)
	s.Apply(r)
}
