package journal_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"dost/server/centre"
)

// BenchmarkAppend measures issues made durable in batches, each round beside the
// least that a durable event can cost in the same minute: one prepared INSERT per
// row, one commit per batch (speed, Method: only ratios of one run hold). It reports the
// median of the rounds' ratios as "of-bare".
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1, 16, 64, 128} {
		b.Run(fmt.Sprintf("batch-%d", size), func(b *testing.B) {
			j, _ := fresh(b)
			h := newHarness(b)
			add(b, j, h.opening()...)
			bare := newBare(b)
			const rounds = 7
			commits := max(1, 4096/size/8)
			var ratios, rates, work []float64
			for range rounds {
				batches := make([][]centre.Entry, commits)
				for i := range batches {
					for range size {
						batches[i] = append(batches[i], h.keyed(h.issue()))
					}
				}
				begin, busy := time.Now(), processorTime()
				for _, batch := range batches {
					add(b, j, batch...)
				}
				ours := time.Since(begin)
				work = append(work, (processorTime()-busy).Seconds()*1e6/float64(commits*size))
				begin = time.Now()
				for range commits {
					bare.commit(size)
				}
				theirs := time.Since(begin)
				ratios = append(ratios, float64(theirs)/float64(ours))
				rates = append(rates, float64(commits*size)/ours.Seconds())
			}
			slices.Sort(ratios)
			slices.Sort(rates)
			slices.Sort(work)
			b.ReportMetric(ratios[rounds/2], "of-bare")
			b.ReportMetric(rates[rounds/2], "issues/s")
			b.ReportMetric(work[rounds/2], "cpu-µs/issue")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// processorTime is what this process has used of the processor: a measure that
// other programs on the machine disturb less than the clock.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// keyed gives an entry the answer to a key, as every real entry has.
func (h *harness) keyed(e centre.Entry) centre.Entry {
	e.Reply = &centre.Reply{
		Caller: e.Records[0].Actor, Key: fmt.Sprintf("%016x-%d", e.Records[0].Seq*0x9E3779B97F4A7C15,
			e.Records[0].Seq),
		Fingerprint: strings.Repeat("f", 43), Day: h.state.Queue.Day(), Status: 201,
		Body: []byte(
			`{"id":"123456","number":"B017","direction":"benefits","issued_at":"2026-11-16T10:00:00+04:00","ahead":12,"estimate":{"p50":420,"p80":800},"track":"tracktracktracktracktrack"}`),
	}
	return e
}

// bare is the limit: the same settings, one narrow table.
type bare struct {
	b    *testing.B
	db   *sql.DB
	stmt *sql.Stmt
	n    int
}

func newBare(b *testing.B) *bare {
	name := "file:" + filepath.Join(b.TempDir(), "bare.db") +
		"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate"
	db, err := sql.Open("sqlite3", name)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, number INTEGER, body TEXT)`); err != nil {
		b.Fatal(err)
	}
	stmt, err := db.Prepare(`INSERT INTO t (number, body) VALUES (?, ?)`)
	if err != nil {
		b.Fatal(err)
	}
	return &bare{b: b, db: db, stmt: stmt}
}

func (w *bare) commit(size int) {
	tx, err := w.db.Begin()
	if err != nil {
		w.b.Fatal(err)
	}
	stmt := tx.Stmt(w.stmt)
	for range size {
		w.n++
		if _, err := stmt.Exec(w.n, `{"direction":"benefits","language":"az"}`); err != nil {
			w.b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		w.b.Fatal(err)
	}
}
