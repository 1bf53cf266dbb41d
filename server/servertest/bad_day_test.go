package servertest_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	. "dost/server/servertest"
)

// day is a data folder on a bad day, and the program that people run on it.
type day struct {
	t      *testing.T
	binary string
	data   string
}

func badDay(t *testing.T) day {
	return day{t: t, binary: Program(t), data: filepath.Join(t.TempDir(), "data")}
}

// says runs a command and gives all that it prints; it must succeed, or fail.
func (d day) says(succeed bool, args ...string) string {
	d.t.Helper()
	out, err := exec.Command(d.binary, args...).CombinedOutput()
	if (err == nil) != succeed {
		d.t.Fatalf("server %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// refuses shows that a start changes no file and says each of the words.
func (d day) refuses(words ...string) {
	d.t.Helper()
	before := d.files()
	out := d.says(false, "serve", "--demo", "--data", d.data, "--addr", "127.0.0.1:0")
	for _, word := range words {
		if !strings.Contains(out, word) {
			d.t.Errorf("the start does not say %q:\n%s", word, out)
		}
	}
	if after := d.files(); !maps.Equal(before, after) {
		d.t.Errorf("the start has changed files: %v, and now %v", slices.Sorted(maps.Keys(before)),
			slices.Sorted(maps.Keys(after)))
	}
}

// files are those that nobody could make anew: what follows the journal goes on after
// the last answer of a server that runs.
func (d day) files() map[string]string {
	d.t.Helper()
	all := map[string]string{}
	for name, text := range Files(d.t, d.data) {
		if !strings.HasPrefix(name, "projections.db") {
			all[name] = string(text)
		}
	}
	return all
}

// cp copies as a person does, over what is there.
func (d day) cp(from, to string) {
	d.t.Helper()
	if out, err := exec.Command("cp", from, to).CombinedOutput(); err != nil {
		d.t.Fatalf("%v: %s", err, out)
	}
}

// tickets takes n of them and gives the last number.
func tickets(p *Process, n int) (last string) {
	for range n {
		last = p.Post("/api/kiosk/tickets",
			M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated).Text("number")
	}
	return last
}

// The server is killed, and somebody copies the backup over the journal: the start
// touches nothing and says what to do, and doing it ends well. What was acknowledged
// after the backup is kept aside and can be put back.
func TestABackupCopiedOverTheJournalOfAKilledServer(t *testing.T) {
	d := badDay(t)
	journal, backup := filepath.Join(d.data, "centre.db"), filepath.Join(t.TempDir(), "backup.db")
	p := Launch(t, d.binary, d.data)
	tickets(p, 20)
	d.says(true, "backup", "--data", d.data, backup)
	tickets(p, 1)
	p.Kill()
	whole := t.TempDir()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		d.cp(journal+suffix, filepath.Join(whole, "centre.db"+suffix))
	}
	d.cp(backup, journal)
	d.refuses("do not belong together", "server restore", "centre.db-wal")
	for _, command := range [][]string{{"audit", "verify"}, {"staff", "list"}} {
		before := d.files()
		if out := d.says(false, append(command, "--data", d.data)...); !strings.Contains(out,
			"do not belong together") {
			t.Errorf("%v says\n%s", command, out)
		}
		if !maps.Equal(before, d.files()) {
			t.Errorf("%v has changed files", command)
		}
	}

	out := d.says(true, "restore", "--data", d.data, backup)
	if !strings.Contains(out, "before-restore-") {
		t.Errorf("it does not say what is kept where:\n%s", out)
	}
	p = Launch(t, d.binary, d.data)
	if number := tickets(p, 1); number != "B521" {
		t.Errorf("the number after the backup's 20 is %s", number)
	}
	p.Kill()

	// The same backup once more, after people were given numbers beyond it: they stay
	// theirs.
	given := map[string]bool{"B521": true}
	d.says(true, "restore", "--data", d.data, backup)
	p = Launch(t, d.binary, d.data)
	for range 3 {
		number := tickets(p, 1)
		if given[number] {
			t.Errorf("%s is given again", number)
		}
		given[number] = true
	}
	p.Kill()

	// The whole folder of the crash turns up: the last ticket was in its log.
	d.says(true, "restore", "--data", d.data, filepath.Join(whole, "centre.db"))
	p = Launch(t, d.binary, d.data)
	defer p.Kill()
	if number := tickets(p, 1); number != "B1522" || given[number] {
		t.Errorf("the number after the crash's 21 and three restores is %s", number)
	}
	if kept, _ := filepath.Glob(filepath.Join(d.data, "before-restore-*", "centre.db")); len(kept) != 3 {
		t.Errorf("kept are %v", kept)
	}
}

// A restore as a tired person runs it: wrong folder, wrong file, the server still
// running, without keys, twice, and with the second backup after all.
func TestARestoreByATiredPerson(t *testing.T) {
	d := badDay(t)
	away := t.TempDir()
	monday, tuesday := filepath.Join(away, "monday.db"), filepath.Join(away, "tuesday.db")
	p := Launch(t, d.binary, d.data)
	tickets(p, 3)
	d.says(true, "backup", "--data", d.data, monday)
	tickets(p, 3)
	d.says(true, "backup", "--data", d.data, tuesday)
	tickets(p, 3)
	if info, err := os.Stat(tuesday); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup: %v, %v", info.Mode(), err)
	}
	says := func(word string, args ...string) {
		t.Helper()
		before := d.files()
		if out := d.says(false, args...); !strings.Contains(out, word) {
			t.Errorf("%v does not say %q:\n%s", args, word, out)
		}
		if !maps.Equal(before, d.files()) {
			t.Errorf("%v has changed files", args)
		}
	}
	says("stop the server", "restore", "--data", d.data, tuesday)
	p.Kill()
	says("no such file", "restore", "--data", d.data, filepath.Join(away, "sunday.db"))
	says("not a centre's journal", "restore", "--data", d.data, filepath.Join(d.data, "keys", "identity.key"))
	says("keys", "restore", "--data", away, tuesday)
	says("no such", "restore", "--data", filepath.Join(away, "nowhere"), tuesday)
	says("keys", "backup", "--data", away, filepath.Join(away, "copy.db"))
	if _, err := os.Stat(filepath.Join(away, "keys")); err == nil {
		t.Error("keys were made in a folder that is no centre's")
	}
	for range 2 {
		d.says(true, "restore", "--data", d.data, monday)
	}
	d.says(true, "restore", "--data", d.data, tuesday)
	d.says(true, "audit", "verify", "--data", d.data)

	// The keys of another centre are in the folder.
	keys, own := filepath.Join(d.data, "keys"), filepath.Join(away, "own-keys")
	if err := os.Rename(keys, own); err != nil {
		t.Fatal(err)
	}
	says("keys", "restore", "--data", d.data, tuesday)
	says("keys", "serve", "--demo", "--data", d.data, "--addr", "127.0.0.1:0")
	if err := os.Rename(own, keys); err != nil {
		t.Fatal(err)
	}
	p = Launch(t, d.binary, d.data)
	defer p.Kill()
	if number := tickets(p, 1); number != "B1507" {
		t.Errorf("the number after tuesday's 6 and three restores is %s", number)
	}
}

// The machine that restores is itself going down: the program is killed at any
// moment. Whoever starts the server then either finds the old journal, or is told to
// run the restore again; run to its end, it is whole.
func TestARestoreIsKilledAtAnyMoment(t *testing.T) {
	d := badDay(t)
	backup := filepath.Join(t.TempDir(), "backup.db")
	p := Launch(t, d.binary, d.data)
	tickets(p, 20)
	d.says(true, "backup", "--data", d.data, backup)
	tickets(p, 1)
	p.Kill()
	crashed := t.TempDir()
	if err := os.CopyFS(crashed, os.DirFS(d.data)); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	d.says(true, "restore", "--data", d.data, backup)
	span := time.Since(begun)
	met := map[string]int{}
	for round := range crashRounds() {
		if err := os.RemoveAll(d.data); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(d.data, os.DirFS(crashed)); err != nil {
			t.Fatal(err)
		}
		for range 2 { // it is tried again, and killed again
			cmd := exec.Command(d.binary, "restore", "--data", d.data, backup)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(rand.N(span))
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
		out, err := exec.Command(d.binary, "audit", "verify", "--data", d.data).CombinedOutput()
		switch {
		case err == nil:
			met["a whole journal"]++
		case strings.Contains(string(out), "server restore"):
			met["unfinished"]++
		default:
			t.Fatalf("round %d: %s", round, out)
		}
		d.says(true, "restore", "--data", d.data, backup)
		p := Launch(t, d.binary, d.data)
		kept, _ := filepath.Glob(filepath.Join(d.data, "before-restore-*"))
		if number, want := tickets(p, 1), fmt.Sprintf("B%d", 21+500*len(kept)); number != want {
			t.Fatalf("round %d: the number is %s, want %s", round, number, want)
		}
		p.Kill()
	}
	t.Log(fmt.Sprint(met))
}
