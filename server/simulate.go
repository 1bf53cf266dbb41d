package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/internal/config"
	"dost/server/internal/folder"
	"dost/server/queue"
	"dost/server/regime"
	"dost/server/sim"
)

// simulated is the command's answer as JSON.
type simulated struct {
	Day      string       `json:"day"`
	Seeds    int          `json:"seeds"`
	Seed     uint64       `json:"seed"`
	Visitors int          `json:"visitors"`
	Desks    int          `json:"desks"`
	Basis    sim.Basis    `json:"basis"`
	Recorded int          `json:"recorded_days,omitempty"`
	Ruled    sim.Outlook  `json:"ruled"`
	Tried    *sim.Outlook `json:"tried,omitempty"`
}

// simulate plays a day as it is ruled, and beside it with a regime tried.
func simulate(ctx context.Context, c *config.Command) error {
	answer, err := play(ctx, c.Simulate)
	if err != nil {
		return err
	}
	if c.Simulate.JSON {
		return json.NewEncoder(os.Stdout).Encode(answer)
	}
	return answer.print(os.Stdout)
}

func play(ctx context.Context, o config.Simulate) (simulated, error) {
	now := time.Now()
	st, past := centre.New(), sim.Recorded{}
	st.Apply(event.Record{Seq: 1, Event: queue.Configured{Config: queue.DefaultConfig()}})
	if o.Data != "" {
		var err error
		if st, past, err = folder.Peek(ctx, o.Data, civil.DayOf(now)); err != nil {
			return simulated{}, err
		}
	}
	day, err := dayToPlay(o.Day, st.Regime, now)
	if err != nil {
		return simulated{}, err
	}
	drafts, err := drafts(o)
	if err != nil {
		return simulated{}, err
	}
	centres := []*centre.State{st}
	if len(drafts) > 0 {
		tried, err := enacted(st, drafts, now)
		if err != nil {
			return simulated{}, err
		}
		centres = append(centres, tried)
	}
	profile := sim.Default(st, civil.DayOf(day)).From(past)
	if o.Visitors > 0 {
		profile.Visitors = o.Visitors
	}
	outlooks, err := sim.Trial{Centres: centres, From: day, Profile: profile, Seeds: o.Seeds,
		First: o.Seed}.Run(ctx)
	if err != nil {
		return simulated{}, err
	}
	answer := simulated{
		Day: day.Format(time.DateOnly), Seeds: o.Seeds, Seed: o.Seed, Visitors: profile.Visitors,
		Desks: len(profile.Staffed()),
		Basis: profile.Basis, Recorded: profile.RecordedDays, Ruled: outlooks[0],
	}
	if len(outlooks) > 1 {
		answer.Tried = &outlooks[1]
	}
	return answer, nil
}

// dayToPlay is the midnight of the day asked for, or of the next working one.
func dayToPlay(text string, b *regime.Book, now time.Time) (time.Time, error) {
	if text == "" {
		day := appointment.Midnight(now)
		for day = day.AddDate(0, 0, 1); !b.Calendar().Day(civil.DayOf(day)).Working; {
			day = day.AddDate(0, 0, 1)
		}
		return day, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, text, civil.Baku)
	if err != nil {
		return day, fmt.Errorf("reading --day: %w", err)
	}
	return day, nil
}

// drafts are the regimes to try.
func drafts(o config.Simulate) ([]regime.Regime, error) {
	var list []regime.Regime
	if o.Template != "" {
		t, ok := regime.TemplateByID(o.Template)
		if !ok {
			return nil, fmt.Errorf("no template %q", o.Template)
		}
		list = t.Regimes
	}
	if o.Regime == "" {
		return list, nil
	}
	text, err := os.ReadFile(o.Regime) // #nosec G304 -- the operator names the file
	if err != nil {
		return nil, fmt.Errorf("reading the regime: %w", err)
	}
	var own []regime.Regime
	if text = bytes.TrimSpace(text); !bytes.HasPrefix(text, []byte("[")) {
		text = append(append([]byte("["), text...), ']')
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&own); err != nil {
		return nil, fmt.Errorf("reading the regime in %s: %w", o.Regime, err)
	}
	return append(list, own...), nil
}

// enacted is the centre with the drafts decided, before the first of them begins.
func enacted(s *centre.State, drafts []regime.Regime, at time.Time) (*centre.State, error) {
	for _, d := range drafts {
		if d.From.Before(at) {
			at = d.From
		}
	}
	for i, d := range drafts {
		var err error
		if s, err = sim.Ruled(s, at, regime.Enact{Regime: d}); err != nil {
			return nil, fmt.Errorf("regime %d cannot be tried: %w", i+1, err)
		}
	}
	return s, nil
}

// print writes both outlooks as tables: the median of the days, and their range
// where it says something.
func (a simulated) print(to io.Writer) error {
	outlooks, names := []sim.Outlook{a.Ruled}, []string{"as ruled"}
	if a.Tried != nil {
		outlooks, names = append(outlooks, *a.Tried), append(names, "with the regime")
	}
	var rows, notes strings.Builder
	for i, o := range outlooks {
		table(&rows, names[i], o)
		remarks(&notes, names[i], o)
	}
	head := fmt.Sprintf("%s, %d days from seed %d: %d visitors without appointment, %d desks (%s)\n", a.Day,
		a.Seeds, a.Seed, a.Visitors, a.Desks, a.rests())
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, first := io.WriteString(to, head)
	_, second := io.WriteString(w, rows.String())
	third := w.Flush()
	_, fourth := io.WriteString(to, notes.String())
	if err := errors.Join(first, second, third, fourth); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	return nil
}

func table(rows *strings.Builder, name string, o sim.Outlook) {
	fmt.Fprintf(rows,
		"\n%s\tcame\treceived\tturned away\tserved\tat closing\twait p50\tp80\tp95\t≤15 min\t≤30 min\tlongest\tfull from\t\n", name)
	for _, l := range append(o.Directions, o.All) {
		fmt.Fprintf(rows, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", cmp.Or(l.Direction, "all"), l.Came,
			l.Received, l.Turned, l.Served, l.AtClosing,
			waits(l), l.Longest, fullFrom(l, o.Days))
	}
}

func remarks(notes *strings.Builder, name string, o sim.Outlook) {
	fmt.Fprintf(notes, "\n%s: %s people inside at most, desks %s %% busy, %s min after closing\n", name,
		o.Inside, o.Utilisation, minutes(o.Overtime))
	for _, r := range o.All.Refused {
		fmt.Fprintf(notes, "  turned away, %s: %s\n", r.Code, r.Visitors)
	}
	if o.All.Promised.High > 0 {
		fmt.Fprintf(notes,
			"  appointments: %s, %s %% called within 5 minutes of their time; %s did not come\n",
			o.All.Promised, o.All.Kept, o.All.Missed)
	}
}

func (a simulated) rests() string {
	if a.Basis == sim.Recently {
		return fmt.Sprintf("as on the busiest of the last %d days", a.Recorded)
	}
	return "nothing recorded: the agency's shares and mean service of 2023"
}

func fullFrom(l sim.DirectionOutlook, days int) string {
	if l.FullDays == 0 {
		return "–"
	}
	at := fmt.Sprintf("%02d:%02d", l.FullFrom.Median/60, l.FullFrom.Median%60)
	if l.FullDays < days {
		at += fmt.Sprintf(" (%d of %d days)", l.FullDays, days)
	}
	return at
}

func minutes(r sim.Range) sim.Range {
	return sim.Range{Low: r.Low / 60, Median: r.Median / 60, High: r.High / 60}
}

// waits are five cells: the wait of those called, and how many were called in time.
func waits(l sim.DirectionOutlook) string {
	if l.Called.Median == 0 {
		return "–\t–\t–\t–\t–"
	}
	return fmt.Sprintf("%s\t%s\t%s\t%d %%\t%d %%", span(l.P50), span(l.P80), span(l.P95), l.Within15.Median,
		l.Within30.Median)
}

func span(r sim.Range) string { return fmt.Sprintf("%d:%02d", r.Median/60, r.Median%60) }
