package operator

import (
	"strconv"
	"strings"
	"time"

	"dost/assets"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/notification"
)

// Wording makes what visitors are told, in the visitor's own language: the text of a
// message, and the sentences that an operator reads out.
type Wording struct {
	Centre string // its name
}

// Message is the text of a message; "" where nothing can be said.
func (w Wording) Message(n notification.Notification) string {
	when := n.VisitAt
	if n.Kind == notification.Offered {
		when = noon(n.AnswerBy)
	}
	args := w.args(n.Language, when)
	args["code"], args["number"] = n.Code, n.Number
	if !n.Was.IsZero() {
		args["was"] = n.Was.In(civil.Baku).Format("02.01 15:04")
	}
	return worded(n.Language, "message."+notification.Wording(n.Kind, n.Was), args)
}

// Spoken is what the operator reads out to the visitor of a booking with a notification. reason is
// the name of the regime that caused it; an empty one stands for any.
func (w Wording) Spoken(b appointment.Booking, reason i18n.Text) string {
	args := w.args(b.Language, b.At)
	args["code"] = strings.ReplaceAll(appointment.Spoken(b.Code), " ", "\u00a0") // it is read at one glance
	if args["reason"] = in(reason, b.Language); args["reason"] == "" {
		args["reason"] = assets.Text(b.Language, "message.reason", nil)
	}
	kind, was := notification.NotReceived, time.Time{}
	if b.Pending != nil {
		kind, was = b.Pending.Kind, b.Pending.Was
	}
	if !was.IsZero() {
		args["was"] = assets.Text(b.Language, "message.when", w.args(b.Language, was))
	}
	return worded(b.Language, "message.say."+notification.Wording(kind, was), args)
}

func (w Wording) args(language string, at time.Time) map[string]string {
	at = at.In(civil.Baku)
	return map[string]string{
		"centre": w.Centre, "time": at.Format("15:04"),
		"date": strconv.Itoa(at.Day()) + " " +
			assets.Text(language, "paper.month."+strconv.Itoa(int(at.Month())), nil),
		"weekday": assets.Text(language, "message.weekday."+strconv.Itoa(int(at.Weekday())), nil),
	}
}

func worded(language, key string, args map[string]string) string {
	if !assets.Has("az", key) {
		return ""
	}
	return assets.Text(language, key, args)
}

// in is a name in a language, in Azerbaijani where it has none.
func in(name i18n.Text, language string) string {
	text := map[string]string{"ru": name.Ru, "en": name.En}[language]
	if strings.TrimSpace(text) == "" {
		text = name.Az
	}
	return strings.TrimRight(text, " .")
}

func noon(day civil.Day) time.Time {
	return time.Date(int(day)/10_000, time.Month(int(day)/100%100), int(day)%100, 12, 0, 0, 0, civil.Baku)
}
