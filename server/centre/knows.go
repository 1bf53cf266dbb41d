package centre

import (
	"dost/server/event"
	"dost/server/problem"
	"dost/server/queue"
	"dost/server/regime"
)

// Knows refuses a regime that names a direction or a group which the centre does not
// have: it would be in force for nobody, and its author would believe otherwise.
func (s *State) Knows(r regime.Regime) error {
	directions := [][]queue.DirectionID{r.Scope.Directions}
	for _, n := range r.Notices {
		directions = append(directions, n.Directions)
	}
	for _, a := range r.Alternatives {
		directions = append(directions, a.Directions)
	}
	for _, ids := range directions {
		for _, id := range ids {
			if _, ok := s.Queue.Direction(id); !ok {
				return unknown(queue.CodeUnknownDirection, "no such direction", "direction", id, "")
			}
		}
	}
	for _, named := range []struct {
		field  string
		groups []queue.GroupID
	}{{"scope", r.Scope.Groups}, {"only_groups", r.Rules.OnlyGroups}} {
		for _, id := range named.groups {
			if _, ok := s.Queue.Group(id); !ok {
				return unknown(queue.CodeUnknownGroup, "no such group", "group", id, named.field)
			}
		}
	}
	return nil
}

func unknown[ID any](code problem.Code, detail, what string, id ID, field string) error {
	facts := map[string]any{what: id}
	if field != "" {
		facts["field"] = field
	}
	return &problem.Error{Code: code, Detail: detail, Facts: facts}
}

// ruled is the regime that an event puts in force or amends.
func ruled(e event.Event) (r regime.Regime, ok bool) {
	switch e := e.(type) {
	case regime.Enacted:
		return e.Regime, true
	case regime.Amended:
		return e.After, true
	}
	return r, false
}
