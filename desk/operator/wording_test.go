package operator_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dost/desk/operator"
	"dost/server/appointment"
	"dost/server/civil"
	"dost/server/i18n"
	"dost/server/notification"
)

// twoParts is how long a message should be, in characters: two parts of an SMS in
// letters beyond the telephone's own alphabet, as Azerbaijani and Russian need.
const twoParts = 134

// A message fits two parts of an SMS in every language, on the day whose name is the
// longest, and says what matters; nothing is left of a placeholder.
func TestAMessageFitsTwoPartsOfAnSMS(t *testing.T) {
	words := operator.Wording{Centre: "1 saylı Bakı DOST mərkəzi"}
	longest := time.Date(2026, time.September, 22, 10, 15, 0, 0, civil.Baku) // a Tuesday: çərşənbə axşamı
	for _, language := range []string{"az", "ru", "en"} {
		for _, about := range []notification.Kind{notification.Reminder, notification.Moved,
			notification.NotReceived, notification.Received, notification.Booked, notification.Cancelled,
			notification.Offered} {
			for _, was := range []time.Time{{}, longest.AddDate(0, 0, -3)} {
				v := notification.Notification{Kind: about, Language: language, Code: "482 915",
					VisitAt: longest, Was: was, Number: "BAKI-1-2026-012345", AnswerBy: 20260922}
				text := words.Message(v)
				if n := utf8.RuneCountInString(text); n == 0 || n > twoParts {
					t.Errorf("%s %s: %d characters: %s", language, about, n, text)
				}
				needs := []string{words.Centre, "142", "22 "}
				if about == notification.Offered {
					needs = append(needs, v.Number)
				} else {
					needs = append(needs, "10:15")
				}
				if about != notification.Offered && about != notification.Cancelled {
					needs = append(needs, v.Code)
				}
				for _, need := range needs {
					if !strings.Contains(text, need) {
						t.Errorf("%s %s does not say %s: %s", language, about, need, text)
					}
				}
				if strings.ContainsAny(text, "{}") {
					t.Errorf("%s %s: %s", language, about, text)
				}
			}
		}
	}
	if text := words.Message(notification.Notification{Kind: "weather", Language: "az"}); text != "" {
		t.Errorf("of something else: %q", text)
	}
}

func TestWhatIsReadOutIsInTheVisitorsLanguage(t *testing.T) {
	words := operator.Wording{Centre: "DOST"}
	at := time.Date(2026, time.March, 4, 10, 15, 0, 0, civil.Baku)
	b := appointment.Booking{Code: "482915", Language: "ru", At: at.UTC()}
	reason := i18n.Text{Az: "Zalın təmiri", Ru: "Ремонт зала."}
	if say := words.Spoken(b, reason); !strings.Contains(say, "4 марта, среда, 10:15") ||
		!strings.Contains(say, "Причина: Ремонт зала. ") {
		t.Errorf("without news: %s", say)
	}
	b.Pending = &notification.Pending{Kind: notification.Moved, Was: at.AddDate(0, 0, -1).UTC()}
	if say := words.Spoken(b, reason); !strings.Contains(say,
		"вместо 3 марта, вторник, 10:15 — 4 марта, среда, 10:15") || !strings.Contains(say, "482\u00a0915") {
		t.Errorf("moved: %s", say)
	}
	b.Language, b.Pending = "en", &notification.Pending{Kind: notification.NotReceived}
	if say := words.Spoken(b, reason); !strings.Contains(say, "Wednesday, 4 March, at 10:15") ||
		!strings.Contains(say, "Zalın təmiri") {
		t.Errorf("in a language that the regime has no name in: %s", say)
	}
	b.Pending.Kind = notification.Received
	if say := words.Spoken(b, reason); !strings.Contains(say,
		"does take place: Wednesday, 4 March, at 10:15") || !strings.Contains(say, "482\u00a0915") ||
		strings.Contains(say, "Zalın") {
		t.Errorf("received after all: %s", say)
	}
	b.Language, b.Pending = "az", &notification.Pending{Kind: notification.Reminder}
	if say := words.Spoken(b, i18n.Text{}); !strings.Contains(say, "4 mart, çərşənbə, saat 10:15") ||
		strings.ContainsAny(say, "{}") {
		t.Errorf("a reminder: %s", say)
	}
}
