package application

import (
	"maps"
	"slices"
)

// Clone is a state of its own that goes on from here. It shares nothing with s that
// either of them changes.
func (s *State) Clone() *State {
	n := &State{
		seq: s.seq, year: s.year, serial: s.serial, rules: s.rules,
		applications: make(map[ApplicationID]*Application, len(s.applications)), order: slices.Clone(s.order),
		byNumber: maps.Clone(s.byNumber),
		ofTicket: lists(s.ofTicket), earlier: maps.Clone(s.earlier), steps: lists(s.steps),
		returns: maps.Clone(s.returns), returnOf: maps.Clone(s.returnOf),
		entries: make(map[ApplicationID]*ListEntry, len(s.entries)), lists: lists(s.lists),
	}
	for id, a := range s.applications {
		c := a.clone()
		n.applications[id] = &c
	}
	for id, e := range s.entries {
		c := *e
		n.entries[id] = &c
	}
	return n
}

// lists is a copy of a map of lists that shares none of them.
func lists[K comparable, V any](m map[K][]V) map[K][]V {
	n := make(map[K][]V, len(m))
	for k, list := range m {
		n[k] = slices.Clone(list)
	}
	return n
}
