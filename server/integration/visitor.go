package integration

import (
	"time"

	"dost/server/civil"
)

// Messages is the system that takes short messages to visitors' telephones: the
// operator's SMS gateway. No passport names it; it is connected like the others.
const Messages = "visitor-messages"

// Told is the kind of a message to a visitor.
const Told Kind = "visitor.told"

// Visitor is what a message tells whom. Text is all that the visitor reads; the rest
// is for the gateway's own order.
type Visitor struct {
	Phone    string    `json:"phone"`    // "+994501234567"
	Language string    `json:"language"` // "az", "ru", "en"
	Text     string    `json:"text"`
	About    About     `json:"about"`
	Code     string    `json:"code,omitempty"` // of the booking, as it is read out: "482 915"
	VisitAt  time.Time `json:"visit_at,omitzero"`

	// What the text is made of besides.
	Was         time.Time `json:"-"` // the time that the visitor knows, of a moved visit
	Application string    `json:"-"` // its number, of an offer
	AnswerBy    civil.Day `json:"-"` // the last day to answer an offer
}

// About is what a visitor is told of.
type About string

// What visitors are told of.
const (
	Reminder    About = "reminder"     // the visit is near
	Moved       About = "moved"        // it has another time
	NotReceived About = "not-received" // the rules do not admit it any more
	Received    About = "received"     // they admit it after all
	Booked      About = "booked"
	Cancelled   About = "cancelled"
	Offered     About = "offered" // the turn on a waiting list has come
)

// Delivery is what became of a message.
type Delivery string

// What becomes of messages. A dropped one was of no use any more; a withdrawn one is
// told by telephone instead.
const (
	Waiting   Delivery = "waiting"
	Sent      Delivery = "sent"
	Refused   Delivery = "refused"
	Dropped   Delivery = "dropped"
	Withdrawn Delivery = "withdrawn"
)

// Stale tells whether the message is of no use any more: the visit's time, or the
// last day to answer, has passed.
func (v Visitor) Stale(now time.Time) bool {
	if v.About == Offered {
		return civil.DayOf(now) > v.AnswerBy
	}
	return !now.Before(v.VisitAt)
}

// The hours of Baku between which people are told things that they did not just ask
// for: a visit within Soon is worth an earlier and a later message.
const (
	tellFrom, tellTo = 9, 20
	soonFrom, soonTo = 8, 21
	Soon             = 24 * time.Hour
)

// Awake tells whether a visitor may be told something now that falls due by itself.
// A reminder is never worth an early or a late hour.
func Awake(about About, visit, now time.Time) bool {
	hour := now.In(civil.Baku).Hour()
	if about != Reminder && visit.Sub(now) <= Soon {
		return soonFrom <= hour && hour < soonTo
	}
	return tellFrom <= hour && hour < tellTo
}

// Waits tells whether the message must wait until visitors are awake. What answers
// an act of the visitor's own is sent at once.
func (v Visitor) Waits(now time.Time) bool {
	switch v.About {
	case Reminder, Moved, NotReceived, Received:
		return !Awake(v.About, v.VisitAt, now)
	}
	return false
}
