package queue

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
)

// command reads the words of a script's line.
func (p *player) command(actor, verb string, args []string) Command {
	login, tab, _ := strings.Cut(actor, "@")
	agent := AgentID(login)
	lease, _ := strconv.ParseUint(tab, 10, 64)
	var ticket TicketID
	var rest string
	if len(args) > 0 {
		ticket, rest = p.id(args[0]), strings.Join(args[1:], " ")
	}
	named := func(name string) string {
		for _, a := range args {
			if v, ok := strings.CutPrefix(a, name+"="); ok {
				return v
			}
		}
		return ""
	}
	switch verb {
	case "issue":
		var back TicketID
		if label := named("return"); label != "" {
			back = p.id(label)
		}
		return Issue{
			Direction: DirectionID(args[0]), Group: GroupID(named("group")), Language: named("language"),
			Track: named("track"), Service: named("service"),
			Rule: Rule{ID: named("rule"), Refuse: problem.Code(named("refuse"))}, Return: back,
			Appointment: p.moment(named("for")),
		}
	case "open":
		var directions []DirectionID
		for _, d := range args[1:] {
			directions = append(directions, DirectionID(d))
		}
		return OpenDesk{agent, DeskID(args[0]), directions}
	case "leave":
		return LeaveDesk{agent, lease}
	case "pause":
		return Pause{agent, lease, strings.Join(args, " ")}
	case "unpause":
		return Unpause{agent, lease}
	case "call":
		return Call{agent, lease}
	case "choose":
		return CallChosen{agent, lease, ticket, rest}
	case "recall":
		return Recall{agent, lease, ticket}
	case "arrive":
		return Arrive{agent, lease, ticket}
	case "no-show":
		return NoShow{agent, lease, ticket}
	case "hold":
		return Hold{agent, lease, ticket}
	case "resume":
		return Resume{agent, lease, ticket}
	case "requeue":
		return Requeue{agent, lease, ticket}
	case "transfer":
		return Transfer{agent, lease, ticket, DirectionID(named("direction")), DeskID(named("desk"))}
	case "finish":
		return Finish{agent, lease, ticket, Outcome(rest)}
	case "cancel":
		if agent == "manager" || agent == "visitor" {
			agent = ""
		}
		return Cancel{agent, lease, ticket, rest}
	case "undo":
		return Undo{agent, lease}
	case "tick":
		return Tick{}
	case "configure":
		return Configure{p.config(args)}
	}
	p.t.Fatalf("%s: no command %q", p.where, verb)
	return nil
}

// config is the present configuration (the default one at first) with changes:
// "off=ID", "on=ID", "remove=ID" of a direction or a desk, "prefix:ID=P".
func (p *player) config(changes []string) Config {
	c := p.state.Config().clone()
	if len(c.Directions) == 0 {
		c = DefaultConfig()
	}
	for _, change := range changes {
		what, value, _ := strings.Cut(change, "=")
		if id, ok := strings.CutPrefix(what, "prefix:"); ok {
			for i := range c.Directions {
				if c.Directions[i].ID == DirectionID(id) {
					c.Directions[i].Prefix = value
				}
			}
			continue
		}
		if what == "remove" {
			c.Directions = slices.DeleteFunc(c.Directions,
				func(d Direction) bool { return d.ID == DirectionID(value) })
			c.Desks = slices.DeleteFunc(c.Desks, func(k DeskConfig) bool { return k.ID == DeskID(value) })
			for i := range c.Desks {
				c.Desks[i].Directions = slices.DeleteFunc(c.Desks[i].Directions,
					func(d DirectionID) bool { return d == DirectionID(value) })
			}
			continue
		}
		for i := range c.Directions {
			if c.Directions[i].ID == DirectionID(value) {
				c.Directions[i].Off = what == "off"
			}
		}
		for i := range c.Desks {
			if c.Desks[i].ID == DeskID(value) {
				c.Desks[i].Off = what == "off"
			}
		}
	}
	return c
}

// tell writes an event for a script, after it was applied.
func (p *player) tell(event event.Event) string {
	switch e := event.(type) {
	case DayOpened:
		return fmt.Sprintf("day %d opens", e.Day)
	case Configured:
		return fmt.Sprintf("configured: %d directions, %d desks, %d groups", len(e.Config.Directions),
			len(e.Config.Desks), len(e.Config.Groups))
	case Issued:
		return fmt.Sprintf("issued %s in %s, ahead %d, wait %v or up to %v", e.Label, e.Language, e.Ahead,
			e.Estimate.P50, e.Estimate.P80)
	case FellDue:
		return p.label(e.Ticket) + " is due"
	case DeskOpened:
		return fmt.Sprintf("desk %s opens with %s for %v", e.Desk, e.Agent, e.Directions)
	case DeskLeft:
		return fmt.Sprintf("desk %s is left by %s", e.Desk, e.Agent)
	case DeskPaused:
		return fmt.Sprintf("desk %s pauses: %s", e.Desk, e.Reason)
	case DeskUnpaused:
		return fmt.Sprintf("desk %s goes on", e.Desk)
	case CalledUp:
		return strings.TrimSuffix(fmt.Sprintf("%s is called to desk %s; chosen: %s", p.label(e.Ticket),
			e.Desk, e.Chosen), "; chosen: ")
	case Idled:
		return fmt.Sprintf("nobody waits for desk %s", e.Desk)
	case Recalled:
		return p.label(e.Ticket) + " is called again"
	case Arrived:
		return p.label(e.Ticket) + " arrives"
	case NoShowed:
		return strings.TrimSuffix(fmt.Sprintf("%s does not come, says desk %s", p.label(e.Ticket), e.By),
			", says desk ")
	case HeldUp:
		return p.label(e.Ticket) + " is held"
	case Resumed:
		return fmt.Sprintf("%s is resumed at desk %s", p.label(e.Ticket), e.Desk)
	case Requeued:
		return p.label(e.Ticket) + " is back in line"
	case Transferred:
		return strings.TrimSuffix(fmt.Sprintf("%s moves to %s, desk %s", p.label(e.Ticket), e.Direction,
			e.Desk), ", desk ")
	case Ended:
		return fmt.Sprintf("%s ends: %s", p.label(e.Ticket), e.Outcome)
	case Voided:
		return fmt.Sprintf("%s is cancelled: %s", p.label(e.Ticket), e.Reason)
	case Undone:
		return fmt.Sprintf("desk %s takes %d back: %s is %s", e.Desk, e.Of, p.label(e.Before.ID),
			e.Before.Status)
	}
	p.t.Fatalf("%s: no words for %T", p.where, event)
	return ""
}

// show answers a question to the state.
func (p *player) show(what string, args []string) []string {
	s := p.state
	switch what {
	case "line":
		return p.places(s.Line(DirectionID(args[0]), 1000))
	case "line-of":
		return p.places(s.LineOf(DeskID(args[0]), 1000))
	case "held":
		return p.places(s.HeldIn([]DirectionID{DirectionID(args[0])}))
	case "recent":
		return p.places(s.Recent(DeskID(args[0]), 10))
	case "calls":
		var answers []string
		for _, c := range s.Calls() {
			answers = append(answers, fmt.Sprintf("%d %s at desk %s, recall %v", c.Seq, c.Label, c.Desk,
				c.Recall))
		}
		return answers
	case "desk":
		k, _ := s.DeskAt(DeskID(args[0]))
		return []string{fmt.Sprintf("agent %q, active %d, paused %q, served %d, since %s", k.Agent, k.Active,
			k.Paused, k.Served, k.Since.In(civil.Baku).Format("15:04:05"))}
	case "undo":
		desk, clock := DeskID(args[0]), p.parse("15:04:05", args[1])
		h, m, sec := clock.Clock()
		kind, until, ok := s.CanUndo(desk, p.date.Add(time.Duration(h*3600+m*60+sec)*time.Second))
		if !ok {
			return []string{"nothing"}
		}
		return []string{kind + " until " + until.In(civil.Baku).Format("15:04:05")}
	case "tally":
		return []string{strings.Trim(fmt.Sprintf("%+v", s.Tally(DirectionID(args[0]))), "{}")}
	case "ticket":
		t, _ := s.Ticket(p.id(args[0]))
		return []string{fmt.Sprintf("%s %s in %s at desk %q, arrived %s, ranks %s, held for %v", t.Label,
			t.Status, t.Direction, t.Desk, clock(t.Arrival), clock(t.Rank), t.HeldFor)}
	}
	p.t.Fatalf("%s: no answer to %q", p.where, what)
	return nil
}

func clock(t time.Time) string { return t.In(civil.Baku).Format("15:04:05") }

func (p *player) places(list []Ticket) []string {
	answers := []string{}
	for _, t := range list {
		answers = append(answers, strings.TrimSpace(
			fmt.Sprintf("%s %s ahead %d %s", t.Label, t.Status, p.state.Ahead(t.ID), t.Group)))
	}
	if len(answers) == 0 {
		answers = append(answers, "nobody")
	}
	return answers
}
