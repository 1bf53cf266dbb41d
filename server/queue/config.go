package queue

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"dost/server/i18n"
)

// Bounds of a configuration.
const (
	MaxDirections = 40
	MaxDesks      = 200
	MaxGroups     = 20
	MaxHeadStart  = 2 * time.Hour
	maxID         = 40  // characters of an identifier
	maxName       = 100 // characters of a name
)

// mistaken are the letters that no prefix may hold, each with what it is
// mistaken for in Azerbaijani or in print (domain, The alphabet).
var mistaken = map[byte]string{
	'E': "Ə", 'I': "İ or 1", 'O': "0 or Ö", 'S': "Ş", 'C': "Ç", 'G': "Ğ", 'U': "Ü",
}

// Validate tells what is wrong with a configuration by itself, as a *problem.Error
// with CodeBadConfig; nil when it can be used.
func (c *Config) Validate() error {
	switch {
	case len(c.Directions) == 0:
		return badConfig("directions", "a centre needs at least one direction")
	case len(c.Directions) > MaxDirections:
		return badConfig("directions", "at most %d directions, not %d", MaxDirections, len(c.Directions))
	case len(c.Desks) > MaxDesks:
		return badConfig("desks", "at most %d desks, not %d", MaxDesks, len(c.Desks))
	case len(c.Groups) > MaxGroups:
		return badConfig("groups", "at most %d groups, not %d", MaxGroups, len(c.Groups))
	case c.NoShowAfter < 0 || c.NoShowAfter > 24*time.Hour:
		return badConfig("no_show_after", "no-show after %v: from 0 to 24 hours", c.NoShowAfter)
	}
	directions := map[DirectionID]bool{}
	prefixes := map[string]DirectionID{}
	for _, d := range c.Directions {
		if err := d.validate(); err != nil {
			return err
		}
		if directions[d.ID] {
			return badConfig("directions", "two directions with the id %q", d.ID)
		}
		if other, taken := prefixes[d.Prefix]; taken {
			return badConfig("prefix", "directions %q and %q share the prefix %s", other, d.ID, d.Prefix)
		}
		directions[d.ID], prefixes[d.Prefix] = true, d.ID
	}
	if err := c.validateDesks(directions); err != nil {
		return err
	}
	groups := map[GroupID]bool{}
	for _, g := range c.Groups {
		if !validID(string(g.ID)) || groups[g.ID] {
			return badConfig("groups", "group id %q is not usable or not unique", g.ID)
		}
		if g.HeadStart < 0 || g.HeadStart > MaxHeadStart {
			return badConfig("head_start", "group %q: a head start of %v is not from 0 to %v", g.ID,
				g.HeadStart, MaxHeadStart)
		}
		if err := validateName(g.Name, string(g.ID)); err != nil {
			return err
		}
		groups[g.ID] = true
	}
	return nil
}

func (c *Config) validateDesks(directions map[DirectionID]bool) error {
	desks := map[DeskID]bool{}
	for _, p := range c.Desks {
		if !validID(string(p.ID)) || desks[p.ID] {
			return badConfig("desks", "desk id %q is not usable or not unique", p.ID)
		}
		if !slices.Contains([]string{"", "left", "right", "ahead"}, p.Side) {
			return badConfig("side", "desk %q: side %q is none of left, right, ahead", p.ID, p.Side)
		}
		for i, d := range p.Directions {
			if !directions[d] || slices.Contains(p.Directions[:i], d) {
				return badConfig("desks", "desk %q: direction %q is unknown or named twice", p.ID, d)
			}
		}
		desks[p.ID] = true
	}
	return nil
}

func (d *Direction) validate() error {
	if !validID(string(d.ID)) {
		return badConfig("directions", "direction id %q: 1 to %d ASCII letters, digits, hyphens", d.ID, maxID)
	}
	if len(d.Prefix) < 1 || len(d.Prefix) > 2 {
		return badConfig("prefix", "direction %q: prefix %q is not one or two letters", d.ID, d.Prefix)
	}
	for i := range len(d.Prefix) {
		b := d.Prefix[i]
		if b < 'A' || b > 'Z' {
			return badConfig("prefix", "direction %q: prefix %q is not of the letters A to Z", d.ID, d.Prefix)
		}
		if what, bad := mistaken[b]; bad {
			return badConfig("prefix", "direction %q: letter %c in a prefix is mistaken for %s", d.ID, b,
				what)
		}
	}
	if err := validatePromises(d.Promises, d.ID); err != nil {
		return err
	}
	return validateName(d.Name, string(d.ID))
}

func validateName(t i18n.Text, of string) error {
	for _, s := range []string{t.Az, t.Ru, t.En} {
		if strings.TrimSpace(s) == "" {
			return badConfig("name", "%q needs a name in az, ru and en", of)
		}
		if !utf8.ValidString(s) || utf8.RuneCountInString(s) > maxName {
			return badConfig("name", "%q: a name has at most %d characters", of, maxName)
		}
		if i18n.Unprintable(s) {
			return badConfig("name", "%q: a name has no control characters", of)
		}
	}
	return nil
}

// validID accepts 1 to maxID of a–z, A–Z, 0–9, "-" and "_".
func validID(id string) bool {
	if id == "" || len(id) > maxID {
		return false
	}
	for i := range len(id) {
		b := id[i]
		if !(b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_') {
			return false
		}
	}
	return true
}

func badConfig(field, format string, args ...any) error {
	return refuse(CodeBadConfig, facts{"field": field}, format, args...)
}

// stillUsed is a bad configuration only for today: by is what uses the thing.
func stillUsed(field, by, what, format string, args ...any) error {
	return refuse(CodeBadConfig, facts{"field": field, "by": by, "what": what}, format, args...)
}

// clone is a copy that shares nothing with c.
func (c *Config) clone() Config {
	n := *c
	n.Directions = slices.Clone(c.Directions)
	for i := range n.Directions {
		n.Directions[i].Promises = slices.Clone(n.Directions[i].Promises)
	}
	n.Groups = slices.Clone(c.Groups)
	n.Desks = slices.Clone(c.Desks)
	for i := range n.Desks {
		n.Desks[i].Directions = slices.Clone(n.Desks[i].Directions)
	}
	return n
}

// prefixOf is a label without its digits.
func prefixOf(label string) string {
	n := len(label)
	for n > 0 && label[n-1] >= '0' && label[n-1] <= '9' {
		n--
	}
	return label[:n]
}

// configure puts a configuration in force; what stays keeps its day.
func (s *State) configure(c Config) {
	s.config = c
	s.groups = make(map[GroupID]Group, len(c.Groups))
	for _, g := range c.Groups {
		s.groups[g.ID] = g
	}
	lines := make(map[DirectionID]*direction, len(c.Directions))
	s.directionList = make([]*direction, len(c.Directions))
	for i, d := range c.Directions {
		l := s.lines[d.ID]
		if l == nil {
			l = &direction{}
		}
		l.Direction = d
		lines[d.ID], s.directionList[i] = l, l
	}
	s.lines = lines
	desks := make(map[DeskID]*desk, len(c.Desks))
	s.deskList = make([]*desk, len(c.Desks))
	for i, p := range c.Desks {
		k := s.desks[p.ID]
		if k == nil {
			k = &desk{Desk: Desk{ID: p.ID, Since: s.now}}
		}
		k.off = p.Off
		desks[p.ID], s.deskList[i] = k, k
	}
	s.desks = desks
}

// inUse tells why a configuration cannot follow the present one today: it
// removes what still has tickets or an agent, or gives one direction a prefix
// under which another has issued numbers today, so that a label would repeat.
func (s *State) inUse(c *Config) error {
	for _, l := range s.directionList {
		if slices.ContainsFunc(c.Directions, func(d Direction) bool { return d.ID == l.ID }) {
			continue
		}
		y := l.tally
		if l.issued > 0 || y.Waiting+y.Active+y.Held+y.Finished+y.NoShow+y.Cancelled > 0 {
			return stillUsed("directions", "tickets", string(l.ID),
				"direction %q has tickets today: switch it off instead", l.ID)
		}
		for _, k := range s.deskList {
			if slices.Contains(k.serve, l) {
				return stillUsed("directions", "desk", string(l.ID),
					"desk %s serves direction %q: switch it off instead", k.ID, l.ID)
			}
		}
	}
	for _, k := range s.deskList {
		if slices.ContainsFunc(c.Desks, func(p DeskConfig) bool { return p.ID == k.ID }) {
			continue
		}
		holds := slices.ContainsFunc(s.held, func(t *ticket) bool { return t.Desk == k.ID })
		if k.Agent != "" || k.own.len() > 0 || len(k.ended) > 0 || holds {
			return stillUsed("desks", "taken", string(k.ID),
				"desk %q is taken or has tickets today: switch it off instead", k.ID)
		}
	}
	for _, d := range c.Directions {
		if series, used := s.prefixes[d.Prefix]; used && series != d.ID {
			return stillUsed("prefix", "numbers", d.Prefix, "numbers of %q bear the prefix %s today", series,
				d.Prefix)
		}
	}
	return nil
}
