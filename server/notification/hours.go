package notification

import (
	"time"

	"dost/server/civil"
)

// The hours of Baku between which people are told things that they did not just ask
// for: a visit within Soon is worth an earlier and a later message.
const (
	tellFrom, tellTo = 9, 20
	soonFrom, soonTo = 8, 21
	Soon             = 24 * time.Hour
)

// Awake tells whether somebody may be told something now that falls due by itself.
// A reminder is never worth an early or a late hour.
func Awake(kind Kind, visit, now time.Time) bool {
	hour := now.In(civil.Baku).Hour()
	if kind != Reminder && visit.Sub(now) <= Soon {
		return soonFrom <= hour && hour < soonTo
	}
	return tellFrom <= hour && hour < tellTo
}

// Stale tells whether it is of no use any more to tell: the visit's time, or the last
// day to answer, has passed.
func (n Notification) Stale(now time.Time) bool {
	if n.Kind == Offered {
		return civil.DayOf(now) > n.AnswerBy
	}
	return !now.Before(n.VisitAt)
}

// Waits tells whether it must wait until people are awake.
func (n Notification) Waits(now time.Time) bool {
	return spontaneous[n.Kind] && !Awake(n.Kind, n.VisitAt, now)
}
