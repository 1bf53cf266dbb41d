package queue

import (
	"dost/server/event"
)

// Events are the engine's. A new event is added here, in Apply and in the list of
// its Kind methods; a test holds the three together.
var Events = event.Codec{
	DayOpened{}.Kind():    event.Read[DayOpened],
	Configured{}.Kind():   event.Read[Configured],
	Issued{}.Kind():       event.Read[Issued],
	FellDue{}.Kind():      event.Read[FellDue],
	DeskOpened{}.Kind():   event.Read[DeskOpened],
	DeskLeft{}.Kind():     event.Read[DeskLeft],
	DeskPaused{}.Kind():   event.Read[DeskPaused],
	DeskUnpaused{}.Kind(): event.Read[DeskUnpaused],
	CalledUp{}.Kind():     event.Read[CalledUp],
	Idled{}.Kind():        event.Read[Idled],
	Recalled{}.Kind():     event.Read[Recalled],
	Arrived{}.Kind():      event.Read[Arrived],
	NoShowed{}.Kind():     event.Read[NoShowed],
	HeldUp{}.Kind():       event.Read[HeldUp],
	Resumed{}.Kind():      event.Read[Resumed],
	Requeued{}.Kind():     event.Read[Requeued],
	Transferred{}.Kind():  event.Read[Transferred],
	Ended{}.Kind():        event.Read[Ended],
	Voided{}.Kind():       event.Read[Voided],
	Undone{}.Kind():       event.Read[Undone],
}
