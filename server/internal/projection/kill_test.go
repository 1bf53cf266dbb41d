package projection_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
)

const (
	killedJournal = "DOST_FOLLOWER_JOURNAL" // set: this process is the child that will be killed
	killedSeed    = "DOST_FOLLOWER_SEED"
	killedRounds  = "DOST_FOLLOWER_ROUNDS" // how many rounds to play; unset = 6
)

// TestMain runs the child of TestAKillLeavesFollowersThatEqualTheLog when it is asked to.
func TestMain(m *testing.M) {
	if path := os.Getenv(killedJournal); path != "" {
		fmt.Fprintln(os.Stderr, work(path))
		os.Exit(1) // work ends by being killed only
	}
	os.Exit(m.Run())
}

// work goes on with a log and its followers, for ever, and says when it has begun.
func work(path string) error {
	seed, err := strconv.ParseUint(os.Getenv(killedSeed), 10, 64)
	if err != nil {
		return err
	}
	j, err := journal.Open(path, keys)
	if err != nil {
		return err
	}
	s, err := projection.Open(beside(path), j, discard)
	if err != nil {
		return err
	}
	go s.Run(context.Background())
	state, err := stateOf(j)
	if err != nil {
		return err
	}
	w := newWalk(state, seed)
	if state.Queue.Seq() == 0 {
		if err := j.Connect(connection(integration.Messages, true), w.at, "manager:m"); err != nil {
			return err
		}
		if err := j.Append(w.opening()); err != nil {
			return err
		}
	}
	for n := 0; ; n++ {
		var batch []centre.Entry
		for range 1 + w.random.IntN(20) {
			batch = append(batch, w.step())
		}
		if err := j.Append(batch); err != nil {
			return err
		}
		if w.random.IntN(8) == 0 { // a reader, for whom the followers come to the log's end
			if list, err := s.Waiting(integration.Messages, 0, 50); err == nil && len(list) > 0 {
				w.message = list[w.random.IntN(len(list))].ID
			}
		}
		if n == 0 {
			fmt.Println("begun")
		}
		// now and then the followers come first
		time.Sleep(time.Duration(w.random.IntN(30)) * time.Millisecond)
	}
}

// stateOf replays a log.
func stateOf(j *journal.Journal) (*centre.State, error) {
	state := centre.New()
	err := j.Load(func(snapshot []byte) error { return json.Unmarshal(snapshot, state) }, nil,
		func(r event.Record) error {
			state.Apply(r)
			return nil
		})
	return state, err
}

// Kills at random moments between log and followers, round after round on one log: what
// the followers hold afterwards, brought to the log's end, is what the log alone gives.
func TestAKillLeavesFollowersThatEqualTheLog(t *testing.T) {
	rounds := 6
	if asked := os.Getenv(killedRounds); asked != "" {
		var err error
		if rounds, err = strconv.Atoi(asked); err != nil {
			t.Fatal(err)
		}
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1)) // #nosec G404 -- moments, not secrets
	path := filepath.Join(t.TempDir(), "journal.db")
	behind, records := 0, uint64(0)
	for round := range rounds {
		killAfter(t, path, seed+uint64(round), time.Duration(random.IntN(250))*time.Millisecond)
		late, head := settled(t, path, round > 0)
		behind += late
		if records = head; t.Failed() {
			t.Fatalf("after the kill of round %d", round)
		}
	}
	if behind == 0 {
		t.Error("no kill came between the log and its followers: the test shows nothing")
	}
	t.Logf("%d rounds, %d records; %d times a follower was behind", rounds, records, behind)
}

// killAfter has the child work, and kills it some time after it began.
func killAfter(t *testing.T, path string, seed uint64, life time.Duration) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0]) // #nosec G204 -- this test binary
	child.Env = append(os.Environ(), killedJournal+"="+path, killedSeed+"="+strconv.FormatUint(seed, 10))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Error("the child did not begin")
	}
	time.Sleep(life)
	_ = child.Process.Kill()
	_ = child.Wait() // it was killed
}

// settled opens what the killed process left, and compares. It tells how many followers
// were behind the log, and the log's last record. followed says that they had come to its
// end once: none may begin anew then.
func settled(t *testing.T, path string, followed bool) (behind int, head uint64) {
	t.Helper()
	j, err := journal.Open(path, keys)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	s, err := projection.Open(beside(path), j, discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Standings() {
		if followed && f.Seq == 0 {
			t.Errorf("%s has begun anew: its cursor did not fit", f.Follower)
		}
		if f.Behind > 0 {
			behind++
		}
	}
	if err := s.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rebuilt(t, path, j)
	return behind, j.Head().Seq
}
