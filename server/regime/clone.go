package regime

import (
	"maps"
	"slices"
)

// Clone is another Book with the same hours, calendar and regimes: for playing
// what may happen. b stays as it is, whatever becomes of the other.
func (b *Book) Clone() *Book {
	b.mu.Lock()
	defer b.mu.Unlock()
	other := &Book{hours: b.hours, overrides: maps.Clone(b.overrides), regimes: maps.Clone(b.regimes),
		order: slices.Clone(b.order)}
	other.index()
	return other
}

// Ordinary is another Book with the same hours and calendar, and no regime.
func (b *Book) Ordinary() *Book {
	b.mu.Lock()
	defer b.mu.Unlock()
	other := &Book{hours: b.hours, overrides: maps.Clone(b.overrides), regimes: map[string]*Regime{}}
	other.index()
	return other
}
