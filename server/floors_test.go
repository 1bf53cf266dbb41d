package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// The floors of the server: a package may import its own floor only where the
// table says so, and lower floors. What is not in the table may not exist.
var floors = map[string]struct {
	floor   int
	imports []string // of ours; nil = every lower floor
}{
	"server/event":    {0, []string{}},
	"server/problem":  {0, []string{}},
	"server/i18n":     {0, []string{}},
	"server/civil":    {0, []string{}},
	"server/queue":    {0, ground},
	"server/regime":   {0, above("server/queue")},
	"server/passport": {0, above("server/queue")},
	// its return codes are never an appointment's
	"server/application": {0, above("server/queue", "server/regime", "server/passport", "server/appointment",
		"server/notification")},
	"server/integration": {0, above("server/queue", "server/regime", "server/passport",
		"server/application", "server/appointment", "server/notification")},
	"server/notification": {0, above()},
	"server/appointment":  {0, above("server/queue", "server/regime", "server/notification")},
	"server/occupancy":    {0, above("server/queue")},
	"server/volunteer":    {0, above("server/queue")},
	"server/rating":       {0, above("server/queue")},
	"server/centre": {0, above("server/volunteer", "server/rating", "server/queue",
		"server/regime", "server/passport", "server/application", "server/appointment", "server/occupancy",
		"server/integration", "server/notification")},
	"assets":              {1, []string{"server/i18n"}},
	"server/internal/hub": {1, []string{}},
	"server/web":          {1, nil},
	// for tests of surfaces only
	"server/view":        {1, pure}, // what several surfaces show of the same thing
	"server/web/webtest": {2, append([]string{"server/web", "assets"}, pure...)},
	// its choices are the kit's lists
	"server/internal/config":  {1, append([]string{"server/web"}, ground...)},
	"server/internal/journal": {1, nil},
	"server/internal/keys":    {1, nil},
	// its routes are the kit's, its rows the journal's
	"server/internal/staff": {1, append([]string{"server/web", "server/internal/journal"}, pure...)},
	// it follows the journal
	"server/internal/projection": {1, append([]string{"server/internal/journal"}, pure...)},
	// its connections are the journal's rows, its messages follow it
	"server/internal/outbox": {1, append([]string{"server/internal/journal", "server/internal/projection"},
		pure...)},
	// its messages follow the journal
	"server/internal/notifier": {1, append([]string{"server/internal/projection"}, pure...)},
	// the pure part alone; the console tries regimes with it
	"server/sim":             {1, pure},
	"server/internal/writer": {2, pure},
	"server/internal/folder": {2, append([]string{
		"server/internal/journal", "server/internal/projection", "server/internal/keys",
		"server/internal/staff", "server/sim",
	}, pure...)},
	"server/internal/library": {3, append([]string{
		"assets", "server/web", "server/internal/folder", "server/internal/keys", "server/internal/writer",
	}, pure...)},
	"server/internal/status": {3, append([]string{
		"assets", "server/web", "server/internal/projection", "server/internal/staff",
		"server/internal/writer",
	}, pure...)}, // its links carry the demo's tokens
	// its views are the kit's
	"server/internal/live": {2, append([]string{"server/web", "server/internal/hub"}, pure...)},
	// its answers are the kit's, its page the assets'
	"server/internal/startup": {2, append([]string{"server/web", "assets"}, ground...)},
	"kiosk":                   {3, surface},
	"display":                 {3, surface},
	"desk":                    {3, surface},
	"desk/manager":            {4, console},
	// how several pages write the same
	"desk/manager/rules":       {3, append([]string{"server/web"}, pure...)},
	"desk/manager/calendar":    {3, consolePage},
	"desk/manager/connections": {3, consolePage},
	"desk/manager/feedback":    {3, consolePage},
	"desk/manager/hall":        {3, consolePage},
	"desk/manager/people":      {3, consolePage},
	"desk/manager/record":      {3, consolePage},
	"desk/manager/regimes":     {3, append([]string{"server/sim"}, consolePage...)}, // it tries them
	"desk/manager/services":    {3, consolePage},
	"desk/manager/setup":       {3, consolePage},
	"desk/volunteers":          {3, surface},
	"desk/operator":            {3, surface},
	"desk/door":                {3, surface},
	"server/internal/app":      {5, nil},
	"server":                   {6, nil},
	"server/servertest":        {6, nil},
	"server/servertest/rig":    {6, nil},
}

// ground is what all rooms speak; it imports nothing of ours.
var ground = []string{"server/event", "server/problem", "server/i18n", "server/civil"}

// above is what a room of floor 0 may import: the ground, and the rooms named.
func above(rooms ...string) []string { return append(rooms, ground...) }

// surface is what a surface may import: never another surface.
var surface = append([]string{"server/web", "server/view", "assets"}, pure...)

// consolePage is what a page of the console may import: never another page.
var consolePage = append([]string{"desk/manager/rules"}, surface...)

// console is what the console itself may: its pages, and the kit.
var console = append([]string{
	"desk/manager/calendar", "desk/manager/connections", "desk/manager/feedback", "desk/manager/hall",
	"desk/manager/people",
	"desk/manager/record", "desk/manager/regimes", "desk/manager/services", "desk/manager/setup",
	"server/sim",
}, surface...)

var pure = append([]string{"server/volunteer", "server/rating", "server/queue", "server/regime",
	"server/passport", "server/application", "server/integration", "server/notification",
	"server/appointment", "server/occupancy", "server/centre"}, ground...)

func TestImportsGoDownward(t *testing.T) {
	empty := maps.Clone(floors)
	defer func() {
		for room := range empty {
			t.Errorf("the table has a floor for %s, which does not exist", room)
		}
	}()
	for _, s := range sources(t) {
		delete(empty, s.pkg())
		room, known := floors[s.pkg()]
		if !known {
			t.Errorf("%s: package %s stands on no floor: give it a line in the table", s.path, s.pkg())
			continue
		}
		if s.test {
			continue // tests may climb: they drive the real thing
		}
		for _, spec := range s.file.Imports {
			target, ours := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), "dost/")
			if !ours {
				continue
			}
			below := floors[target].floor < room.floor
			if room.imports != nil {
				below = slices.Contains(room.imports, target)
			}
			if !below {
				t.Errorf("%s (floor %d) imports %s (floor %d)", s.path, room.floor, target,
					floors[target].floor)
			}
		}
	}
}
