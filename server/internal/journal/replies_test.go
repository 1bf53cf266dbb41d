package journal_test

import (
	"fmt"
	"testing"

	"dost/server/centre"
	"dost/server/integration"
	"dost/server/queue"
)

// Answers ride on the rows of their orders' last records, and are remembered for two
// business days. Then they are taken off, a few rows at a time; the records, whom they
// were told to, and the chain stay.
func TestAnswersAreForgottenOffTheirRecords(t *testing.T) {
	j, _ := fresh(t)
	h := newHarness(t)
	if err := j.Connect(connection("esdas", true), h.at, "manager:m"); err != nil {
		t.Fatal(err)
	}
	add(t, j, h.opening()...)
	change(t, j, `INSERT INTO replies (caller, key, fingerprint, day, status, body)
		VALUES ('kiosk:K1', 'of a version before', 'f', 20261115, 201, x'7b7d'), ('kiosk:K1', 'also', 'f', 20261117, 204, NULL)`)
	wanted := map[string]string{"also": ""}
	for day := range 3 {
		h.at = monday.AddDate(0, 0, day)
		add(t, j, h.order(queue.Tick{}))
		for n := range 4 {
			e := h.keyed(h.issue())
			e.Reply.Body = fmt.Appendf(nil, `{"day":%d,"n":%d}`, day, n)
			if n == 3 {
				e.Reply.Body = nil
			}
			if day > 0 {
				wanted[e.Reply.Key] = string(e.Reply.Body)
			}
			add(t, j, e)
		}
		for _, e := range h.visit(somebody) {
			e.HandOvers = []string{"esdas", "mas"}
			if e.Person != nil {
				e.Reply = h.keyed(e).Reply
				if e.HandOvers = append(e.HandOvers, integration.Messages); day > 0 {
					wanted[e.Reply.Key] = string(e.Reply.Body)
				}
			}
			add(t, j, e)
		}
	}
	remembered := func(when string) {
		t.Helper()
		got := map[string]string{}
		if err := j.Replies(func(r centre.Reply) { got[r.Key] = string(r.Body) }); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != fmt.Sprint(wanted) {
			t.Errorf("%s:\n%v\nwant\n%v", when, got, wanted)
		}
	}
	remembered("before anything is forgotten")
	portions := 1
	for ; ; portions++ {
		more, err := j.ForgetReplies(5)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
	}
	remembered("afterwards")
	var keys, first, told, former int
	err := j.Reader().QueryRow(`SELECT count(key), min(CASE WHEN key IS NOT NULL THEN day END), count(told), (SELECT count(*) FROM replies)
		FROM events`).Scan(&keys, &first, &told, &former)
	if err != nil || keys != len(wanted)-1 || first != 20261117 || told != 3 || former != 1 || portions < 3 {
		t.Errorf("%d keys from %d on, %d told, %d in the table of before, in %d portions (%v)", keys, first,
			told, former, portions, err)
	}
	if _, err := j.VerifyChain(t.Context(), nil, nil); err != nil {
		t.Error(err)
	}
	if more, err := j.ForgetReplies(5); more || err != nil {
		t.Errorf("there is more to forget: %v, %v", more, err)
	}
}
