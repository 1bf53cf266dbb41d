package notification_test

import (
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/notification"
)

// Nobody is woken: reminders come from nine to eight in the evening, what concerns a
// visit within a day an hour earlier and later; answers to a visitor's own act at once.
func TestNobodyIsToldAtNight(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 3, 2, hour, minute, 0, 0, civil.Baku) }
	near, far := at(23, 0), at(23, 0).AddDate(0, 0, 3)
	for _, c := range []struct {
		about notification.Kind
		visit time.Time
		now   time.Time
		waits bool
	}{
		{notification.Reminder, near, at(8, 59), true}, {notification.Reminder, near, at(9, 0), false},
		{notification.Reminder, near, at(19, 59), false}, {notification.Reminder, near, at(20, 0), true},
		{notification.Moved, near, at(7, 59), true}, {notification.Moved, near, at(8, 0), false},
		{notification.NotReceived, near, at(20, 59), false},
		{notification.NotReceived, near, at(21, 0), true},
		{notification.Received, near, at(7, 59), true}, {notification.Received, far, at(8, 59), true},
		{notification.Received, far, at(9, 0), false},
		{notification.Moved, far, at(8, 30), true}, {notification.Moved, far, at(20, 30), true},
		{notification.Moved, far, at(12, 0), false},
		{notification.Booked, far, at(3, 0), false}, {notification.Cancelled, far, at(3, 0), false},
		{notification.Offered, far, at(3, 0), false},
	} {
		v := notification.Notification{Kind: c.about, VisitAt: c.visit, AnswerBy: 20260309}
		if got := v.Waits(c.now.UTC()); got != c.waits {
			t.Errorf("%s at %s of %s: waits %v", c.about, c.now.Format("15:04"),
				c.visit.Format("2 Jan 15:04"), got)
		}
	}
	visit := notification.Notification{Kind: notification.Reminder, VisitAt: at(10, 0)}
	offer := notification.Notification{Kind: notification.Offered, AnswerBy: 20260302}
	if visit.Stale(at(9, 59)) || !visit.Stale(at(10, 0)) || offer.Stale(at(23, 59)) ||
		!offer.Stale(at(24, 0)) {
		t.Error("a message is of use until the visit begins, an offer until its last day ends")
	}
}
