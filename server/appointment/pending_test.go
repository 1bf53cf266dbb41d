package appointment_test

import (
	"testing"
	"time"

	"dost/server/appointment"
	"dost/server/event"
	"dost/server/notification"
	"dost/server/queue"
)

// due makes something a booking's news, as a change of the rules does.
func (c *scenario) due(e appointment.NotificationFellDue) {
	c.Apply(event.Record{Seq: c.Queue.Seq() + 1, At: c.at, Actor: "test", Event: e})
}

// messaged has the visitor of a booking told by message.
func (c *scenario) messaged(id appointment.ID) appointment.Notified {
	events := c.must(appointment.Notify{IDs: []appointment.ID{id}, Via: notification.ByMessage})
	return events[0].(appointment.Notified)
}

func (c *scenario) news(id appointment.ID) *notification.Pending {
	b, _ := c.Appointment.Booking(id)
	return b.Pending
}

// TestNewsComesBack: news that no message could tell is a person's to tell; where newer
// news has come meanwhile, the visitor still knows the oldest time; who has come, or
// whose visit has begun, needs none.
func TestNewsComesBack(t *testing.T) {
	c := newCentre(t)
	b := c.book(monday(12, 0))
	c.due(appointment.NotificationFellDue{ID: b.ID, Notification: notification.Moved, Was: monday(10, 0),
		Regime: "r1"})
	if b, _ := c.Appointment.Booking(b.ID); !b.Pending.ByHand(false) || b.Pending.ByHand(true) {
		t.Error("news that nobody tried to tell goes by message where there are messages")
	}
	told := c.messaged(b.ID)
	record := c.Queue.Seq()
	if b, _ := c.Appointment.Booking(b.ID); b.Pending != nil || b.Heard != notification.Moved {
		t.Errorf("told: %+v", b)
	}
	back := appointment.ReturnNotification{Notified: told, Record: record, Since: c.at,
		Failure: notification.NotTaken}
	c.at = c.at.Add(notification.TakenWithin)
	if e := c.must(back)[0].(appointment.NotificationReturned); e.Notified != record ||
		e.Failure != notification.NotTaken {
		t.Errorf("came back: %+v", e)
	}
	n := c.news(b.ID)
	if n == nil || n.Kind != notification.Moved || !n.Was.Equal(monday(10, 0)) || n.Regime != "r1" ||
		n.Failed != notification.NotTaken || !n.Since.Equal(monday(8, 0)) {
		t.Fatalf("the news is %+v", n)
	}
	c.must(appointment.RecordNoAnswer{ID: b.ID})
	if n := c.news(b.ID); n.Tried != 1 || n.Failed != notification.NotTaken {
		t.Errorf("called in vain: %+v", n)
	}

	other := c.book(monday(13, 0))
	c.due(appointment.NotificationFellDue{ID: other.ID, Notification: notification.Moved, Was: monday(11, 0),
		Regime: "r1"})
	told = c.messaged(other.ID)
	c.due(appointment.NotificationFellDue{ID: other.ID, Notification: notification.NotReceived, Regime: "r2"})
	c.must(appointment.ReturnNotification{Notified: told, Record: 7, Since: c.at,
		Failure: notification.NotAccepted})
	if n := c.news(other.ID); n.Kind != notification.NotReceived || n.Regime != "r2" ||
		!n.Was.Equal(monday(11, 0)) || n.Failed != notification.NotAccepted {
		t.Errorf("newer news: %+v", n)
	}
	c.must(appointment.Notify{IDs: []appointment.ID{other.ID}, Via: notification.ByTelephone})
	if b, _ := c.Appointment.Booking(other.ID); b.Heard != notification.NotReceived {
		t.Errorf("told by telephone: %+v", b)
	}
	c.sameAfterSnapshot()

	// A refusal that nobody took as a message, and that is true no longer by then, was
	// never heard: there is nothing to take back, but a move that it had hidden.
	for _, was := range []time.Time{{}, monday(11, 0)} {
		unheard := c.book(monday(14, 0))
		c.due(appointment.NotificationFellDue{ID: unheard.ID, Notification: notification.NotReceived,
			Was: was, Regime: "r3"})
		message := c.messaged(unheard.ID)
		refusal := appointment.ReturnNotification{Notified: message, Record: c.Queue.Seq(), Since: c.at,
			Failure: notification.NotTaken}
		c.due(appointment.NotificationFellDue{ID: unheard.ID, Notification: notification.Received,
			Regime: "r3"})
		c.must(refusal)
		want := notification.Reminder // it is today, and nothing else was said
		if !was.IsZero() {
			want = notification.Moved
		}
		if n := c.news(unheard.ID); n == nil || n.Kind != want || !n.Was.Equal(was) ||
			n.Failed != notification.NotTaken {
			t.Errorf("a refusal that was never heard comes back as %+v", n)
		}
		c.must(appointment.Notify{IDs: []appointment.ID{unheard.ID}, Via: notification.ByTelephone})
		c.due(appointment.NotificationFellDue{ID: unheard.ID, Notification: notification.Received,
			Regime: "r3"})
		c.must(appointment.Notify{IDs: []appointment.ID{unheard.ID}, Via: notification.ByTelephone})
		if c.must(refusal); c.news(unheard.ID) != nil {
			t.Errorf("who was told that the visit takes place is told %+v", c.news(unheard.ID))
		}
	}

	c.must(appointment.Cancel{ID: other.ID, Reason: "a reason"})
	c.at = monday(12, 0).Add(time.Minute)
	for _, nothing := range []appointment.ReturnNotification{{Notified: told}, back,
		{Notified: appointment.Notified{ID: 999}}} {
		if events := c.must(nothing); len(events) != 0 {
			t.Errorf("%+v comes back: %+v", nothing, events)
		}
	}
}

// TestAReminderNeverHidesAChange: while a change is to be told no reminder falls due,
// who is told of it within the time of the reminder needs none, and who cannot be
// received is not reminded.
func TestAReminderNeverHidesAChange(t *testing.T) {
	c := newCentre(t)
	days := func(n int) time.Time { return monday(10, 0).AddDate(0, 0, n) }
	moved, refused, both := c.book(days(2)), c.book(days(2)), c.book(days(3))
	c.due(appointment.NotificationFellDue{ID: moved.ID, Notification: notification.Moved, Was: days(1),
		Regime: "r1"})
	c.due(appointment.NotificationFellDue{ID: refused.ID, Notification: notification.NotReceived,
		Regime: "r1"})
	c.must(appointment.Notify{IDs: []appointment.ID{refused.ID}, Via: notification.ByTelephone})
	c.at = days(1).Add(time.Minute)
	c.must(queue.Tick{})
	if n := c.news(moved.ID); n == nil || n.Kind != notification.Moved {
		t.Fatalf("the moved visit's news is %+v", n)
	}
	if n := c.news(refused.ID); n != nil {
		t.Errorf("who is not received is told %+v", n)
	}
	c.must(appointment.Notify{IDs: []appointment.ID{moved.ID}, Via: notification.ByTelephone})
	c.must(queue.Tick{})
	if n := c.news(moved.ID); n != nil {
		t.Errorf("who has just been told is told %+v", n)
	}

	// Two messages that were not taken come back as one: the change, from the time that
	// the visitor knows.
	c.due(appointment.NotificationFellDue{ID: both.ID, Notification: notification.Moved, Was: days(2),
		Regime: "r1"})
	change := c.messaged(both.ID)
	changed, first := c.Queue.Seq(), c.at
	c.at = days(2).Add(time.Minute)
	c.must(queue.Tick{})
	reminder := c.messaged(both.ID)
	if reminder.Notification != notification.Reminder {
		t.Fatalf("the second message is %+v", reminder)
	}
	reminded, second := c.Queue.Seq(), c.at
	c.must(appointment.ReturnNotification{Notified: change, Record: changed, Since: first,
		Failure: notification.NotTaken})
	c.must(appointment.RecordNoAnswer{ID: both.ID})
	c.must(appointment.ReturnNotification{Notified: reminder, Record: reminded, Since: second,
		Failure: notification.NotTaken})
	n := c.news(both.ID)
	if n == nil || n.Kind != notification.Moved || !n.Was.Equal(days(2)) || !n.Since.Equal(first) ||
		n.Tried != 1 || n.Failed != notification.NotTaken {
		t.Errorf("both came back as %+v", n)
	}
}
