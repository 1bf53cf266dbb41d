package notification_test

import (
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/notification"
)

func monday(hour, minute int) time.Time { return time.Date(2026, 3, 2, hour, minute, 0, 0, civil.Baku) }

// What a message could not tell comes back and meets what is pending by then. Each row
// is what came back, what was pending, the last that the visitor has heard, and what is
// still to be told.
func TestWhatComesBackMeetsWhatIsPending(t *testing.T) {
	type pending = notification.Pending
	early, late := monday(9, 0), monday(9, 30)
	moved := pending{Kind: notification.Moved, Since: early, Was: monday(10, 0), Regime: "r1",
		Failed: notification.NotTaken}
	refused := pending{Kind: notification.NotReceived, Since: early, Regime: "r1",
		Failed: notification.NotTaken}
	for name, c := range map[string]struct {
		back     pending
		pending  *pending
		heard    notification.Kind
		reminded bool
		want     *pending
		heardNow notification.Kind
	}{
		"nothing else is to be told": {back: moved, want: &moved},
		"a newer change, and the time that the visitor knows is the older": {
			back: moved, pending: &pending{Kind: notification.NotReceived, Since: late, Regime: "r2"},
			want: &pending{Kind: notification.NotReceived, Since: early, Was: monday(10, 0), Regime: "r2",
				Failed: notification.NotTaken},
		},
		"a reminder never goes before a change": {
			back: moved, pending: &pending{Kind: notification.Reminder, Since: late},
			want: &pending{Kind: notification.Moved, Since: early, Was: monday(10, 0), Regime: "r1",
				Failed: notification.NotTaken},
		},
		"a refusal that was taken back, and both were unheard": {
			back: refused, pending: &pending{Kind: notification.Received, Since: late, Regime: "r1"},
		},
		"the same, when the reminder's time has come": {
			back: refused, pending: &pending{Kind: notification.Received, Since: late, Regime: "r1"},
			reminded: true,
			want: &pending{Kind: notification.Reminder, Since: early, Regime: "r1",
				Failed: notification.NotTaken},
		},
		"a refusal after the visitor heard that the visit takes place": {
			back: refused, heard: notification.Received, heardNow: notification.Received,
		},
	} {
		got, heard := notification.Returned(c.back, c.pending, c.heard, c.reminded)
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want || heard != c.heardNow {
			t.Errorf("%s: %+v, heard %q; want %+v, %q", name, got, heard, c.want, c.heardNow)
		}
	}
}

// Who has to act: a message while there are messages, a person when there are none or
// one failed, and the manager hears of changes that wait too long.
func TestWhoTellsWhatIsPending(t *testing.T) {
	visit := monday(12, 0)
	soon := monday(0, 0).AddDate(0, 0, 2)
	due := &notification.Pending{Kind: notification.Moved, Since: monday(9, 0)}
	failed := &notification.Pending{Kind: notification.Moved, Since: monday(9, 0),
		Failed: notification.NoTelephone}
	remind := &notification.Pending{Kind: notification.Reminder, Since: monday(7, 0)}
	var nothing *notification.Pending
	if !due.ByHand(false) || due.ByHand(true) || !failed.ByHand(true) || nothing.ByHand(false) {
		t.Error("a person tells what no message can")
	}
	if !due.ByMessage(visit, monday(9, 0)) || failed.ByMessage(visit, monday(9, 0)) ||
		due.ByMessage(visit, visit) || nothing.ByMessage(visit, visit) {
		t.Error("a message goes before the visit, unless one has failed")
	}
	if remind.ByMessage(visit, monday(8, 30)) || !remind.ByMessage(visit, monday(9, 0)) {
		t.Error("nobody is reminded before nine")
	}
	far := visit.AddDate(0, 0, 9)
	if due.Pressing(far, soon, monday(9, 29)) || !due.Pressing(far, soon, monday(9, 30)) ||
		!due.Pressing(visit, soon, monday(9, 0)) || remind.Pressing(visit, soon, monday(12, 0)) {
		t.Error(
			"a change presses after half an hour, or when the visit is today or tomorrow; a reminder never")
	}
}
