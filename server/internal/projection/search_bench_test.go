package projection_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"sort"
	"testing"
	"time"

	"dost/server/application"
	"dost/server/centre"
)

// BenchmarkSearch holds the search to its bound over 100,000 applications: 50 ms.
// Beside each search, in the same round, runs the bare indexed look-up of one
// application by its number in the same file: the ratio holds where the absolute
// figure depends on the machine's mood.
func BenchmarkSearch(b *testing.B) {
	j, path := fresh(b)
	crowd(b, j, 100_000)
	for _, follower := range []string{"names", "applications"} {
		if err := j.WaitFor(b.Context(), follower, j.log.Head().Seq); err != nil {
			b.Fatal(err)
		}
	}
	bare, err := sql.Open("sqlite3", "file:"+beside(path)+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = bare.Close() }()
	for _, test := range []struct{ name, query string }{
		{"full name", "Sinaqov50000 Hesen"}, {"common beginning", "sin"}, {"common word", "Hesen"},
		{"two beginnings", "sinaq hes"}, {"nobody", "Sinaqovzade Hesenaga"},
	} {
		b.Run(test.name, func(b *testing.B) {
			var searches, lookUps []time.Duration
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				if _, err := j.SearchName(test.query, application.NameCursor{}, 30); err != nil {
					b.Fatal(err)
				}
				searches = append(searches, time.Since(start))
				start = time.Now()
				var id int64
				if err := bare.QueryRow(`SELECT id FROM applications WHERE number = ?`,
					application.Number("DEMO", 2026, i%100_000+1)).Scan(&id); err != nil {
					b.Fatal(err)
				}
				lookUps = append(lookUps, time.Since(start))
			}
			search, lookUp := quantile(searches, 0.5), quantile(lookUps, 0.5)
			worst := quantile(searches, 0.99)
			b.ReportMetric(float64(worst.Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(search)/float64(lookUp), "times-a-look-up")
			if worst > 50*time.Millisecond {
				b.Errorf("%q takes %v (p99), more than 50 ms", test.query, worst)
			}
		})
	}
}

// crowd registers n invented people; first names are shared by many, as in life.
func crowd(b *testing.B, j *rig, n int) {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	first := []string{"Həsən", "Əli", "Günel", "Leyla", "Şəmsi", "Oğuz", "Kamran", "Nərgiz"}
	for seq := 1; seq <= n; {
		var batch []centre.Entry
		for ; len(batch) < 1000 && seq <= n; seq++ {
			p := application.Person{
				Name: fmt.Sprintf("Sınaqov%d %s %s oğlu", random.IntN(n), first[random.IntN(8)],
					first[random.IntN(8)]),
				FIN: fmt.Sprintf("%07d", seq),
			}
			batch = append(batch, registered(uint64(seq), p))
		}
		if err := j.log.Append(batch); err != nil {
			b.Fatal(err)
		}
	}
}

func quantile(list []time.Duration, q float64) time.Duration {
	sorted := append([]time.Duration{}, list...)
	sort.Slice(sorted, func(i, k int) bool { return sorted[i] < sorted[k] })
	return sorted[int(q*float64(len(sorted)-1))]
}
