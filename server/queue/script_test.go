package queue

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dost/server/civil"
	"dost/server/event"
	"dost/server/problem"
)

var update = flag.Bool("update", false, "write what happens into the scenario scripts")

// TestScenarios plays testdata/*.txt. A script is a story in lines:
//
//	# a comment
//	day 2026-03-02                       the date of the lines that follow
//	TIME ACTOR COMMAND ARGUMENTS         one command; TIME is HH:MM or HH:MM:SS
//	show WHAT …                          a question to the state
//
// ACTOR is an agent's login, with @N when his tab holds lease N. Tickets are
// named by their labels. What happens stands below each line, indented: the
// events with their sequence numbers, "! code" for a refusal, or the answer.
// With -update the indented lines are written anew.
func TestScenarios(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scenario scripts: %v", err)
	}
	reached := map[problem.Code]bool{}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			play(t, path, reached)
		})
	}
	if t.Failed() || *update {
		return
	}
	for _, code := range engineCodes {
		if !reached[code] {
			t.Errorf("no scenario reaches the refusal %s", code)
		}
	}
}

// engineCodes are the refusals that the engine itself gives.
var engineCodes = []problem.Code{
	CodeUnknownDirection, CodeUnknownGroup, CodeUnknownDesk, CodeUnknownTicket,
	CodeBadLanguage, CodeBadConfig, CodeReasonNeeded, CodeBadOutcome, CodeClosed,
	CodeFull, CodeAppointmentOnly, CodePickupOnly, CodeNotEligible,
	CodeNoDesk, CodeDeskTaken, CodeStaleDesk, CodeDeskPaused, CodeTicketActive,
	CodeTicketNotHere, CodeWrongState, CodeTicketEnded, CodeNotServedHere,
	CodeRecallTooSoon, CodeRecallLimit, CodeNothingToUndo, CodeTooLate,
}

func play(t *testing.T, path string, reached map[problem.Code]bool) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p := &player{t: t, state: New(), reached: reached}
	var out strings.Builder
	for i, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		if strings.HasPrefix(line, "  ") {
			continue
		}
		p.where = fmt.Sprintf("%s:%d", path, i+1)
		fmt.Fprintln(&out, line)
		for _, answer := range p.line(strings.Fields(line)) {
			fmt.Fprintln(&out, "  "+answer)
		}
	}
	if out.String() == string(b) {
		return
	}
	if *update {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, got := strings.Split(string(b), "\n"), strings.Split(out.String(), "\n")
	for i := range want {
		if i >= len(got) || want[i] != got[i] {
			t.Fatalf("%s:%d:\nwant %s\ngot  %s", path, i+1, want[i], got[min(i, len(got)-1)])
		}
	}
	t.Fatalf("%s: more happens than is written: %s", path, got[len(want)-1])
}

// player plays one script.
type player struct {
	t       *testing.T
	where   string
	date    time.Time
	state   *State
	reached map[problem.Code]bool
}

func (p *player) line(words []string) []string {
	switch {
	case len(words) == 0 || strings.HasPrefix(words[0], "#"):
		return nil
	case words[0] == "day":
		p.date = p.parse("2006-01-02", words[1])
		return nil
	case words[0] == "show":
		return p.show(words[1], words[2:])
	}
	layout := "15:04"
	if strings.Count(words[0], ":") == 2 {
		layout = "15:04:05"
	}
	clock := p.parse(layout, words[0])
	h, m, s := clock.Clock()
	at := p.date.Add(time.Duration(h*3600+m*60+s) * time.Second)
	events, err := Decide(p.state, event.Meta{At: at, Actor: words[1]},
		p.command(words[1], words[2], words[3:]))
	if err != nil {
		var refusal *problem.Error
		if !errors.As(err, &refusal) {
			p.t.Fatalf("%s: %v is no refusal", p.where, err)
		}
		p.reached[refusal.Code] = true
		return []string{"! " + err.Error()}
	}
	answers := []string{}
	for _, e := range events {
		p.state.Apply(event.Record{Seq: p.state.Seq() + 1, At: at, Actor: words[1], Event: e})
		answers = append(answers, fmt.Sprintf("%d %s", p.state.Seq(), p.tell(e)))
	}
	if len(answers) == 0 {
		answers = append(answers, "nothing")
	}
	return answers
}

// moment is a time of the script's day, "15:04"; "" is none.
func (p *player) moment(clock string) time.Time {
	if clock == "" {
		return time.Time{}
	}
	h, m, _ := p.parse("15:04", clock).Clock()
	return p.date.Add(time.Duration(h*60+m) * time.Minute)
}

func (p *player) parse(layout, s string) time.Time {
	at, err := time.ParseInLocation(layout, s, civil.Baku)
	if err != nil {
		p.t.Fatalf("%s: %v", p.where, err)
	}
	return at
}

// id finds a ticket of today by its label; 999999 when there is none.
func (p *player) id(label string) TicketID {
	for _, e := range p.state.issued {
		if e.Label == label {
			return e.ID
		}
	}
	return 999999
}

func (p *player) label(id TicketID) string {
	if t, ok := p.state.Ticket(id); ok {
		return t.Label
	}
	return fmt.Sprint("ticket ", id)
}
