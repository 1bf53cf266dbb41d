package journal

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/event"
	"dost/server/queue"
	"dost/server/regime"
)

// rounds is of how many the benchmarks report the median.
const rounds = 5

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// state builds a state as the centre does at a start.
func state(b testing.TB, j *Journal) *centre.State {
	b.Helper()
	s := centre.New()
	err := j.Load(func(text []byte) error {
		fresh := centre.New()
		if err := json.Unmarshal(text, fresh); err != nil {
			return err
		}
		s = fresh
		return nil
	},
		func(r event.Record) error { s.ApplyFormer(r); return nil },
		func(r event.Record) error { s.Apply(r); return nil })
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// bareRows is the limit of speed for a replay: rows with JSON read from SQLite and
// decoded into their structs, and nothing checked or done with them.
func bareRows(b testing.TB, j *Journal) (events int) {
	rows, err := j.db.Query(`SELECT seq, at, kind, body FROM events ORDER BY seq`)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var seq, at int64
		var kind string
		var body []byte
		if err := rows.Scan(&seq, &at, &kind, &body); err != nil {
			b.Fatal(err)
		}
		into := bare[kind]()
		if err := json.Unmarshal(body, into); err != nil {
			b.Fatal(err)
		}
		events++
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return events
}

// BenchmarkReplay starts a centre in the middle of a day of 30,000 visits, from its
// records and from a snapshot, beside bareRows. "of-bare" is the goal of speed,
// at least 0.7; "snapshot-of-replay" is less than 1 when a snapshot pays.
func BenchmarkReplay(b *testing.B) {
	path := filepath.Join(b.TempDir(), "journal.db")
	writeLong(b, path, 30_000, 1)
	j, err := Open(path, Keys{Identity: make([]byte, 32), Lookup: make([]byte, 32)})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	var rates, ratios, cores, snapshots []float64
	for range rounds {
		runtime.GC()
		begin := time.Now()
		events := bareRows(b, j)
		bare := time.Since(begin)
		runtime.GC()
		begin, busy := time.Now(), processor()
		s := state(b, j)
		ours := time.Since(begin)
		cores = append(cores, float64(processor()-busy)/float64(ours))
		rates, ratios = append(rates, float64(events)/ours.Seconds()),
			append(ratios, float64(bare)/float64(ours))
		text, err := json.Marshal(s)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		begin = time.Now()
		if err := json.Unmarshal(text, centre.New()); err != nil {
			b.Fatal(err)
		}
		snapshots = append(snapshots, float64(time.Since(begin))/float64(ours))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(rates), "records/s")
	b.ReportMetric(median(ratios), "of-bare")
	b.ReportMetric(median(cores), "processors")
	b.ReportMetric(median(snapshots), "snapshot-of-replay")
}

// BenchmarkStart starts with ten years of history, 4 million tickets (or
// DOST_BENCH_TICKETS): without a snapshot (at most 60 s) and with one (at most 1 s).
func BenchmarkStart(b *testing.B) {
	tickets := 4_000_000
	if text := os.Getenv("DOST_BENCH_TICKETS"); text != "" {
		var err error
		if tickets, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(b.TempDir(), "journal.db")
	begin := time.Now()
	writeLong(b, path, tickets, 3650)
	written := time.Since(begin)
	keys := Keys{Identity: make([]byte, 32), Lookup: make([]byte, 32)}
	var bare, with []float64
	var records uint64
	for range rounds {
		j, err := Open(path, keys)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := j.db.Exec(`DELETE FROM snapshots`); err != nil {
			b.Fatal(err)
		}
		begin := time.Now()
		s := state(b, j)
		bare = append(bare, time.Since(begin).Seconds())
		text, err := json.Marshal(s)
		if err != nil {
			b.Fatal(err)
		}
		if err := j.SaveSnapshot(s.Queue.Seq(), text); err != nil {
			b.Fatal(err)
		}
		if err := j.Close(); err != nil {
			b.Fatal(err)
		}
		begin = time.Now()
		if j, err = Open(path, keys); err != nil {
			b.Fatal(err)
		}
		state(b, j)
		with = append(with, time.Since(begin).Seconds())
		records = j.Head().Seq
		if err := j.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(written.Seconds(), "s-to-write")
	b.ReportMetric(float64(records), "records")
	b.ReportMetric(median(bare), "s-without-snapshot")
	b.ReportMetric(median(with), "s-with-snapshot")
}

// bare gives an empty event of each kind that the long history holds, to decode into.
var bare = map[string]func() any{
	"queue.configured":         func() any { return new(queue.Configured) },
	"queue.day-opened":         func() any { return new(queue.DayOpened) },
	"queue.desk-opened":        func() any { return new(queue.DeskOpened) },
	"queue.issued":             func() any { return new(queue.Issued) },
	"queue.called":             func() any { return new(queue.CalledUp) },
	"queue.arrived":            func() any { return new(queue.Arrived) },
	"queue.ended":              func() any { return new(queue.Ended) },
	"regime.hours-set":         func() any { return new(regime.HoursSet) },
	"reception.registered":     func() any { return new(application.Registered) },
	"reception.print-ordered":  func() any { return new(application.PrintOrdered) },
	"reception.advanced":       func() any { return new(application.Advanced) },
	"appointment.booked":       func() any { return new(appointment.WasBooked) },
	"appointment.checked-in":   func() any { return new(appointment.CameIn) },
	"appointment.news-told":    func() any { return new(appointment.Notified) },
	"appointment.reminder-due": func() any { return new(appointment.ReminderFellDue) },
}

// processor is what this process has used of the processors.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
