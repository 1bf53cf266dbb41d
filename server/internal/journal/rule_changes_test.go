package journal_test

import (
	"fmt"
	"strings"
	"testing"

	"dost/server/i18n"
	"dost/server/regime"
)

// What managers changed is listed newest first and page by page, and tickets are
// not among it.
func TestChangesOfRules(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	entries := h.opening()
	for range 5 {
		entries = append(entries, h.issue())
	}
	closing := h.order(regime.CloseNow(regime.Scope{}, i18n.Text{Az: "İşıq yoxdur"}, h.at.AddDate(0, 0, 1)))
	entries = append(entries, closing, h.order(regime.End{ID: fmt.Sprintf("r%d", closing.Records[0].Seq)}))
	if err := j.Append(entries); err != nil {
		t.Fatal(err)
	}
	all, err := j.ChangesOfRules(0, 100)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"regime.ended", "regime.enacted", "regime.hours-set", "queue.configured"}
	for i, r := range all {
		if i >= len(want) || r.Event.Kind() != want[i] || r.Actor != "agent:agent1" || r.Seq == 0 {
			t.Errorf("change %d is %s of %s", i, r.Event.Kind(), r.Actor)
		}
	}
	page, err := j.ChangesOfRules(all[0].Seq, 2)
	if err != nil || len(page) != 2 || page[0].Seq != all[1].Seq || page[1].Seq != all[2].Seq {
		t.Errorf("the page after the newest is %v, %v", page, err)
	}
}

// The list must not read a ten-year journal through: its indexes serve it.
func TestChangesOfRulesUseTheirIndexes(t *testing.T) {
	j, _ := fresh(t)
	rows, err := j.Reader().Query(`EXPLAIN QUERY PLAN SELECT seq, at, actor, kind, body FROM events
		WHERE (kind = 'queue.configured' OR substr(kind, 1, 7) = 'regime.') AND seq < 9
	UNION ALL SELECT seq, at, actor, kind, body FROM events
		WHERE substr(kind, 1, 9) = 'passport.' AND seq < 9
	ORDER BY seq DESC LIMIT 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(step + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, index := range []string{"events_changes", "events_passports"} {
		if !strings.Contains(plan.String(), index) {
			t.Errorf("%s is not used:\n%s", index, plan.String())
		}
	}
	if strings.Contains(plan.String(), "TEMP B-TREE") {
		t.Errorf("the list is sorted by hand:\n%s", plan.String())
	}
}
