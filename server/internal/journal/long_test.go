package journal

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/civil"
	"dost/server/event"
	"dost/server/passport"
	"dost/server/queue"
	"dost/server/regime"
)

// long writes a history of many days straight into a journal's tables, in the order
// and the words in which a centre would have: of a thousand visits about 150 are
// booked, 400 leave an application, 100 of those are advanced.
type long struct {
	*rand.Rand
	t     testing.TB
	tx    *sql.Tx
	row   row
	chain [32]byte
	args  []any
	many  *sql.Stmt // of rowsAtOnce rows
	day   civil.Day
	at    time.Time
	first time.Time

	year, serial int
	numbers      map[queue.DirectionID]int
	booked       []booked // for the next days, by day
}

type booked struct {
	id  uint64
	day civil.Day
}

const rowsAtOnce = 64

// writeLong writes tickets of so many days into a new journal and gives its path.
func writeLong(t testing.TB, path string, tickets, days int) {
	t.Helper()
	keys := Keys{Identity: make([]byte, 32), Lookup: make([]byte, 32)}
	j, err := Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	for _, pragma := range []string{"synchronous = OFF", "cache_size = -65536",
		"wal_autocheckpoint = 20000"} {
		if _, err := j.db.Exec("PRAGMA " + pragma); err != nil {
			t.Fatal(err)
		}
	}
	l := &long{
		Rand: rand.New(rand.NewPCG(1, 0)), t: t, // #nosec G404 -- a benchmark's dice
		first: time.Date(2016, 11, 28, 8, 55, 0, 0, civil.Baku), numbers: map[queue.DirectionID]int{},
	}
	l.at = l.first
	for done := 0; done < days; {
		if l.tx, err = j.db.Begin(); err != nil {
			t.Fatal(err)
		}
		insert := strings.Replace(insertEvent, "(?, ?, ?, ?, ?, ?, ?)",
			strings.Repeat("(?, ?, ?, ?, ?, ?, ?), ", rowsAtOnce-1)+"(?, ?, ?, ?, ?, ?, ?)", 1)
		if l.many, err = l.tx.Prepare(insert); err != nil {
			t.Fatal(err)
		}
		for range min(200, days-done) {
			l.oneDay(done, tickets/days)
			done++
		}
		l.flush()
		if err := l.tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
}

func (l *long) add(kind, actor string, body []byte) uint64 {
	r := &l.row
	r.seq, r.at, r.day, r.kind, r.actor, r.body = r.seq+1, l.at.UnixMilli(), l.day, kind, actor, body
	l.chain = r.link(l.chain)
	chain := l.chain
	l.args = append(l.args, int64(r.seq), r.at, int64(r.day), r.actor, r.kind, string(r.body), chain[:])
	if len(l.args) == 7*rowsAtOnce {
		if _, err := l.many.Exec(l.args...); err != nil {
			l.t.Fatal(err)
		}
		l.args = l.args[:0]
	}
	return r.seq
}

func (l *long) event(actor string, e event.Event) uint64 {
	body, err := json.Marshal(e)
	if err != nil {
		l.t.Fatal(err)
	}
	return l.add(e.Kind(), actor, body)
}

// flush writes the rows that are too few for many.
func (l *long) flush() {
	for ; len(l.args) > 0; l.args = l.args[7:] {
		if _, err := l.tx.Exec(insertEvent, l.args[:7]...); err != nil {
			l.t.Fatal(err)
		}
	}
	l.args = nil
}

var lines = []queue.DirectionID{"social-services", "benefits", "employment"}

func (l *long) oneDay(n, tickets int) {
	l.at = l.first.AddDate(0, 0, n)
	l.day = civil.DayOf(l.at)
	if _, err := l.tx.Exec(`INSERT INTO days (day, first) VALUES (?, ?)`, int64(l.day),
		int64(l.row.seq+1)); err != nil {
		l.t.Fatal(err)
	}
	if n == 0 {
		l.event("manager:m", queue.Configured{Config: queue.DefaultConfig()})
		l.event("manager:m", regime.HoursSet{After: regime.RoundTheClock()})
	}
	l.event("clock", queue.DayOpened{Day: l.day})
	clear(l.numbers)
	for desk := range 6 {
		l.event("agent:a", queue.DeskOpened{Desk: queue.DeskID(strconv.Itoa(desk + 1)),
			Agent: queue.AgentID(fmt.Sprint("agent", desk+1)), Directions: lines})
	}
	var present []booked
	for len(l.booked) > 0 && l.booked[0].day <= l.day {
		present, l.booked = append(present, l.booked[0]), l.booked[1:]
	}
	gap := 9 * time.Hour / time.Duration(tickets+1)
	var waits []uint64
	for i := range tickets {
		l.at = l.at.Add(gap)
		waits = append(waits, l.issue(l.IntN(3)))
		if len(present) > 0 && i%4 == 0 {
			l.add("appointment.checked-in", "kiosk:K1",
				fmt.Appendf(nil, `{"id":%d,"ticket":%d}`, present[0].id, waits[len(waits)-1]))
			present = present[1:]
		}
		if i >= 6 { // a few wait, six are served
			l.visit(waits[0], i%6+1)
			waits = waits[1:]
		}
		if l.IntN(7) == 0 {
			l.book()
		}
	}
}

func (l *long) issue(line int) uint64 {
	d := lines[line]
	l.numbers[d]++
	n := l.numbers[d]
	return l.add("queue.issued", "kiosk:K1", fmt.Appendf(nil,
		`{"direction":%q,"number":%d,"label":%q,"language":"az","track":"%022d",`+
			`"rank":%q,"ahead":4,"estimate":{"p50":300000000000,"p80":540000000000}}`,
		d, n, queue.Label("ABD"[line:line+1], n), l.row.seq, l.at.UTC().Format(time.RFC3339Nano)))
}

func (l *long) visit(ticket uint64, desk int) {
	actor := "agent:agent" + strconv.Itoa(desk)
	l.add("queue.called", actor, fmt.Appendf(nil, `{"ticket":%d,"desk":"%d","agent":"agent%d"}`, ticket, desk,
		desk))
	l.add("queue.arrived", actor, fmt.Appendf(nil, `{"ticket":%d}`, ticket))
	if l.IntN(5) < 2 {
		l.application(ticket, desk, actor)
	}
	l.add("queue.ended", actor, fmt.Appendf(nil, `{"ticket":%d,"outcome":"registered"}`, ticket))
}

func (l *long) application(ticket uint64, desk int, actor string) {
	if year := l.at.Year(); year > l.year {
		l.year, l.serial = year, 0
	}
	l.serial++
	period := passport.Period{Number: 10, Unit: passport.Day}
	id := l.event(actor, application.Registered{
		Centre: "DEMO", Year: l.year, Serial: l.serial, Desk: queue.DeskID(strconv.Itoa(desk)),
		Label: "B001", Language: "az", Day: l.day,
		Details: application.Details{
			Ticket: queue.TicketID(ticket), Service: "05-02-01-03", ServiceVersion: 1,
			Agent: queue.AgentID(actor[6:]), Outcome: queue.Registered,
			Documents: []application.DocumentCheck{{ID: "identity", State: application.Have},
				{ID: "tsek-decision", State: application.FromSystem}},
		},
		Periods: application.Periods{Total: period, Front: period},
	})
	l.add("reception.print-ordered", actor, fmt.Appendf(nil, `{"application":%d,"copy":1}`, id))
	if l.IntN(4) == 0 {
		l.add("reception.advanced", actor, fmt.Appendf(nil,
			`{"application":%d,"from":"registered","stage":"decided"}`, id))
	}
}

// book books a visit for tomorrow, and lets its reminder be told.
func (l *long) book() {
	at := l.at.AddDate(0, 0, 1).Truncate(15 * time.Minute).UTC().Format(time.RFC3339)
	code := fmt.Sprintf("%06d", l.row.seq%1_000_000)
	id := l.add("appointment.booked", "operator:o1", fmt.Appendf(nil,
		`{"code":%q,"direction":"benefits","language":"az","channel":"appointment","at":%q,"minutes":15}`,
		code, at))
	l.add("appointment.reminder-due", "clock", fmt.Appendf(nil, `{"id":%d}`, id))
	l.add("appointment.news-told", "clock", fmt.Appendf(nil,
		`{"id":%d,"news":"reminder","via":"message","language":"az","direction":"benefits","code":%q,"at":%q}`, id, code, at))
	l.booked = append(l.booked, booked{id, civil.DayOf(l.at.AddDate(0, 0, 1))})
}
