package writer_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/civil"
	"dost/server/internal/journal"
	"dost/server/internal/writer"
	"dost/server/queue"
	"dost/server/regime"
)

const (
	crashJournal = "DOST_CRASH_JOURNAL" // set: this process is the child that will be killed
	crashRound   = "DOST_CRASH_ROUND"
	crashRounds  = "DOST_CRASH_ROUNDS" // how many rounds to play; unset = 10
)

// TestMain runs the child of TestKill when it is asked to.
func TestMain(m *testing.M) {
	if path := os.Getenv(crashJournal); path != "" {
		work(path, os.Getenv(crashRound))
		os.Exit(1) // work ends by being killed only
	}
	os.Exit(m.Run())
}

// morning is when a round begins: five rounds share a business day.
func morning(round int) time.Time { return monday.AddDate(0, 0, round/5) }

// work issues tickets from eight hands and writes each acknowledged key and its
// label to standard output, for ever.
func work(path, round string) {
	fatal := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	j, err := journal.Open(path, keys)
	fatal(err)
	number, err := strconv.Atoi(round)
	fatal(err)
	begun := time.Now()
	opts := quiet()
	opts.SnapshotEvery = 500
	c, err := writer.New(j, func() time.Time { return morning(number).Add(time.Since(begun)) }, opts)
	fatal(err)
	for key, command := range map[string]centre.Command{
		"config": queue.Configure{Config: queue.DefaultConfig()},
		"hours":  regime.SetHours{Hours: regime.RoundTheClock()},
	} {
		_, err = c.Do(context.Background(), centre.Envelope{Actor: "m", Key: key, Command: command})
		fatal(err)
	}
	var out sync.Mutex
	var group sync.WaitGroup
	for hand := range 8 {
		group.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprint(round, ".", hand, ".", i)
				a, err := c.Do(context.Background(), issue("kiosk:K1", key))
				fatal(err)
				out.Lock()
				fmt.Println(key, string(a.Body))
				out.Unlock()
			}
		})
	}
	group.Wait()
}

// TestKill kills a working server at random moments, round after round on one
// journal. Every acknowledged key has its number afterwards, no number is there
// twice and none is missing, and the next number follows (promises 1, 2).
func TestKill(t *testing.T) {
	rounds := 10
	if asked := os.Getenv(crashRounds); asked != "" {
		var err error
		if rounds, err = strconv.Atoi(asked); err != nil {
			t.Fatal(err)
		}
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1)) // #nosec G404 -- moments, not secrets
	path := filepath.Join(t.TempDir(), "journal.db")
	total := 0
	acknowledged := map[string]string{} // key → label, of the present day
	for round := range rounds {
		if round > 0 && !morning(round).Equal(morning(round-1)) {
			clear(acknowledged)
		}
		life := time.Duration(20+random.IntN(180)) * time.Millisecond
		for key, label := range runAndKill(t, path, round, life) {
			acknowledged[key] = label
			total++
		}
		inspect(t, path, morning(round), acknowledged)
	}
	if total < 10*rounds {
		t.Errorf("only %d acknowledgements in %d rounds: the test shows nothing", total, rounds)
	}
	t.Logf("%d rounds, %d acknowledged, none lost, none repeated", rounds, total)
}

// runAndKill starts the child, lets it live for a while after its first
// acknowledgement, kills it, and gives what it had acknowledged.
func runAndKill(t *testing.T, path string, round int, life time.Duration) map[string]string {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0]) // #nosec G204 -- this test binary
	child.Env = append(os.Environ(), crashJournal+"="+path, crashRound+"="+strconv.Itoa(round))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	acknowledged := map[string]string{}
	for lines.Scan() {
		if len(acknowledged) == 0 {
			time.AfterFunc(life, func() { _ = child.Process.Kill() })
		}
		// A line cut off by the kill was not acknowledged to anyone.
		if key, label, whole := strings.Cut(lines.Text(), " "); whole && strings.HasSuffix(label, `"`) &&
			len(label) > 2 {
			acknowledged[key] = label
		}
	}
	_ = child.Wait() // it was killed
	if len(acknowledged) == 0 {
		t.Fatal("the child acknowledged nothing")
	}
	return acknowledged
}

// inspect opens the journal that the killed server left.
func inspect(t *testing.T, path string, now time.Time, acknowledged map[string]string) {
	t.Helper()
	j, err := journal.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	kept := map[string]string{}
	today := func(r centre.Reply) {
		if r.Day == civil.DayOf(now) {
			kept[r.Key] = string(r.Body)
		}
	}
	if err := j.Replies(today); err != nil {
		t.Fatal(err)
	}
	holder := map[string]string{}
	for key, label := range kept {
		if other, twice := holder[label]; twice && label != "" {
			t.Fatalf("%s was given to %s and to %s", label, key, other)
		}
		holder[label] = key
	}
	for key, label := range acknowledged {
		if kept[key] != label {
			t.Fatalf("%s was told %s, and the journal has %q", key, label, kept[key])
		}
	}
	if err := j.VerifyNumbers(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := j.VerifyChain(context.Background(), nil, nil); err != nil {
		t.Fatal(err)
	}
	clock := &handClock{at: now}
	c, err := writer.New(j, clock.now, quiet())
	if err != nil {
		t.Fatal(err)
	}
	highest := tally(c).Issued
	// The day is in the key: two days that stop at the same number must not share one.
	key := fmt.Sprint("next-after-", civil.DayOf(now), "-", highest)
	if a := do(t, c, issue("kiosk:K9", key)); string(a.Body) != label(highest+1) {
		t.Fatalf("after %d comes %s", highest, a.Body)
	}
	acknowledged[key] = label(highest + 1)
	end(t, c)
}
