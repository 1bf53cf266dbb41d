package queue

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/i18n"
	"dost/server/problem"
)

func TestDefaultConfigIsValid(t *testing.T) {
	c := DefaultConfig()
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
}

// promise spoils a configuration by promises.
func promise(list ...Promise) func(*Config) {
	return func(c *Config) { c.Directions[0].Promises = list }
}

// TestConfigRefusals: each fault is named in the refusal's field.
func TestConfigRefusals(t *testing.T) {
	name := i18n.Text{Az: "ad", Ru: "имя", En: "name"}
	for _, x := range []struct {
		fault, field string
		spoil        func(*Config)
	}{
		{"no direction", "directions", func(c *Config) { c.Directions = nil }},
		{"41 directions", "directions", func(c *Config) {
			for i := range 41 {
				p := string(rune('A'+i/20)) + string("ABDFHJKLMNPQRTVWXYZ"[i%19])
				c.Directions = append(c.Directions,
					Direction{ID: DirectionID(fmt.Sprint("d", i)), Prefix: p, Name: name})
			}
		}},
		{"an id twice", "directions", func(c *Config) { c.Directions[1].ID = c.Directions[0].ID }},
		{"an id that is not ASCII", "directions", func(c *Config) { c.Directions[1].ID = "məşğulluq" }},
		{"an empty id", "directions", func(c *Config) { c.Directions[1].ID = "" }},
		{"a prefix twice", "prefix", func(c *Config) { c.Directions[1].Prefix = "A" }},
		{"no prefix", "prefix", func(c *Config) { c.Directions[1].Prefix = "" }},
		{"a Cyrillic prefix", "prefix", func(c *Config) { c.Directions[1].Prefix = "В" }},
		{"a prefix of three letters", "prefix", func(c *Config) { c.Directions[1].Prefix = "ABD" }},
		{"a small letter", "prefix", func(c *Config) { c.Directions[1].Prefix = "b" }},
		{"a name missing", "name", func(c *Config) { c.Directions[1].Name.Ru = " " }},
		{"a name too long", "name", func(
			c *Config) {
			c.Directions[1].Name.Az = strings.Repeat("ə", maxName+1)
		}},
		{"a name with a control character", "name",
			func(c *Config) { c.Directions[1].Name.En = "Bene\x00fits" }},
		{"a name written backwards", "name", func(c *Config) { c.Groups[0].Name.Az = "\u202eAB" }},
		{"a promise to nobody", "promises", promise(Promise{"friends", 15, 80})},
		{"a promise at once", "promises", promise(Promise{Everyone, 0, 80})},
		{"a promise for tomorrow", "promises", promise(Promise{Booked, MaxPromised + 1, 80})},
		{"a promise of nothing", "promises", promise(Promise{Everyone, 15, 0})},
		{"a promise of more than all", "promises", promise(Promise{Everyone, 15, 101})},
		{"a promise twice", "promises", promise(Promise{Everyone, 15, 80}, Promise{Everyone, 15, 90})},
		{"seven promises", "promises", promise(make([]Promise, MaxPromises+1)...)},
		{"a desk twice", "desks", func(c *Config) { c.Desks[1].ID = c.Desks[0].ID }},
		{"a desk of nothing known", "desks",
			func(c *Config) { c.Desks[1].Directions = []DirectionID{"pensions"} }},
		{"a desk above", "side", func(c *Config) { c.Desks[1].Side = "above" }},
		{"201 desks", "desks", func(c *Config) {
			for i := range 201 {
				c.Desks = append(c.Desks, DeskConfig{ID: DeskID(fmt.Sprint("x", i))})
			}
		}},
		{"a group twice", "groups", func(c *Config) { c.Groups[1].ID = c.Groups[0].ID }},
		{"21 groups", "groups", func(c *Config) {
			for i := range 21 {
				c.Groups = append(c.Groups, Group{ID: GroupID(fmt.Sprint("x", i)), Name: name})
			}
		}},
		{"a head start backwards", "head_start", func(c *Config) { c.Groups[0].HeadStart = -1 }},
		{"a head start too long", "head_start", func(c *Config) { c.Groups[0].HeadStart = MaxHeadStart + 1 }},
		{"no-shows before the call", "no_show_after", func(c *Config) { c.NoShowAfter = -time.Second }},
	} {
		c := DefaultConfig()
		x.spoil(&c)
		_, err := Decide(New(), event.Meta{At: time.Unix(1, 0)}, Configure{c})
		refusal := (*problem.Error)(nil)
		if !errors.As(err, &refusal) || refusal.Code != CodeBadConfig || refusal.Facts["field"] != x.field {
			t.Errorf("%s: %v, want %s of %s", x.fault, err, CodeBadConfig, x.field)
		}
	}
}

// TestPrefixLettersSaidAloud: every letter is either usable or refused with what
// it is mistaken for.
func TestPrefixLettersSaidAloud(t *testing.T) {
	for b := byte('A'); b <= 'Z'; b++ {
		c := DefaultConfig()
		c.Directions = c.Directions[:1]
		c.Desks, c.Directions[0].Prefix = nil, string(b)
		err := c.Validate()
		if bad := strings.ContainsRune("EIOSCGU", rune(b)); bad != (err != nil) {
			t.Errorf("prefix %c: %v", b, err)
		} else if bad && !strings.Contains(err.Error(), "mistaken for "+mistaken[b]) {
			t.Errorf("prefix %c is refused without the reason: %v", b, err)
		}
	}
}

// TestConfigIsNotShared: what a caller does with his configuration afterwards
// does not reach the state.
func TestConfigIsNotShared(t *testing.T) {
	s := newCentre(t)
	c := DefaultConfig()
	events, err := Decide(s.State, event.Meta{At: s.now}, Configure{c})
	if err != nil {
		t.Fatal(err)
	}
	c.Directions[0].Prefix, c.Desks[0].Directions[0] = "Z", "nowhere"
	s.Apply(event.Record{Seq: s.seq + 1, At: s.now, Event: events[0]})
	configured := events[0].(Configured)
	configured.Config.Directions[0].Prefix = "Y"
	if d, _ := s.Direction("social-services"); d.Prefix != "A" || s.config.Directions[0].Prefix != "A" {
		t.Errorf("the prefix became %s", d.Prefix)
	}
	if p, _ := s.DeskConfig("1"); !slices.Equal(p.Directions, []DirectionID{"social-services"}) {
		t.Errorf("the desk serves %v", p.Directions)
	}
	if g, ok := s.Group("senior"); !ok || g.HeadStart != 15*time.Minute {
		t.Errorf("group senior is %+v, %v", g, ok)
	}
	if _, ok := s.Group("admiral"); ok {
		t.Error("there is a group nobody configured")
	}
}

func TestTextFallsBackToAzerbaijani(t *testing.T) {
	x := i18n.Text{Az: "Məşğulluq", Ru: "Занятость"}
	for language, want := range map[string]string{"az": x.Az, "ru": x.Ru, "en": x.Az, "": x.Az} {
		if got := x.In(language); got != want {
			t.Errorf("in %q: %s", language, got)
		}
	}
}

func TestLabels(t *testing.T) {
	for number, want := range map[int]string{1: "A001", 17: "A017", 999: "A999", 1000: "A1000"} {
		if got := Label("A", number); got != want {
			t.Errorf("number %d is %s", number, got)
		}
	}
}

func TestBusinessDayIsBakus(t *testing.T) {
	for at, want := range map[string]civil.Day{
		"2026-03-02T19:59:59Z": 20260302, "2026-03-02T20:00:00Z": 20260303,
		"2026-12-31T20:00:00Z": 20270101,
	} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := civil.DayOf(moment); got != want {
			t.Errorf("%s is in day %d, want %d", at, got, want)
		}
	}
}
