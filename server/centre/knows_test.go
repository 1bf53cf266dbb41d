package centre_test

import (
	"errors"
	"testing"

	"dost/server/i18n"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// A regime for a direction or group that the centre does not have would hold for nobody:
// it is refused, whichever way it is ordered.
func TestARegimeNamesWhatTheCentreHas(t *testing.T) {
	text := i18n.Text{Az: "Sınaq", Ru: "Проба", En: "Trial"}
	pensions := []queue.DirectionID{"benefits", "pensions"}
	for name, test := range map[string]struct {
		change func(*regime.Regime)
		code   problem.Code // "" = it is taken
	}{
		"what it has": {func(r *regime.Regime) { r.Scope.Directions = pensions[:1] }, ""},
		"the scope's direction": {func(r *regime.Regime) { r.Scope.Directions = pensions },
			queue.CodeUnknownDirection},
		"a notice's direction": {func(
			r *regime.Regime) {
			r.Notices = []regime.Notice{{Text: text, Directions: pensions}}
		}, queue.CodeUnknownDirection},
		"the scope's group": {func(r *regime.Regime) { r.Scope.Groups = []queue.GroupID{"friends"} },
			queue.CodeUnknownGroup},
		"whom alone it lets pass": {func(
			r *regime.Regime) {
			r.Rules.OnlyGroups = []queue.GroupID{"friends"}
		}, queue.CodeUnknownGroup},
		"another way's direction": {func(r *regime.Regime) {
			r.Alternatives = []regime.Alternative{
				{Kind: regime.Phone, Value: "142", Text: text, Directions: pensions}}
		}, queue.CodeUnknownDirection},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWeek(t)
			r := regime.Regime{Name: text, From: on(1, 9, 0), To: on(2, 9, 0),
				Rules: regime.Rules{Closed: true}}
			test.change(&r)
			_, err := w.do(regime.Enact{Regime: r})
			var refused *problem.Error
			var code problem.Code
			if errors.As(err, &refused) {
				code = refused.Code
			}
			if code != test.code || refused == nil && err != nil {
				t.Errorf("answered %v, want %q", err, test.code)
			}
		})
	}
	w := newWeek(t)
	if _, err := w.do(regime.CloseNow(regime.Scope{Directions: pensions}, text, on(0, 12, 0))); err == nil {
		t.Error("a direction that does not exist was closed")
	}
}
