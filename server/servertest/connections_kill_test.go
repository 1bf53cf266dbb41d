package servertest_test

import (
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	. "dost/server/servertest"
)

// The real program is killed without warning while it hands applications over,
// again and again, and acknowledgements are lost besides. In the end every
// application that was acknowledged at the desk has been told of, once and in
// order.
func TestKilledWhileHandingOverNothingIsLostOrTakenTwice(t *testing.T) {
	t.Parallel()
	binary, data, systems := Program(t), filepath.Join(t.TempDir(), "data"), NewStandIn(t)
	var want []string
	for round := range crashRounds() {
		p := Launch(t, binary, data)
		if round == 0 {
			systems.Connect(p.Server.Staff(t, "manager"), "esdas")
		}
		agent := p.Server.Agent(t, 3)
		systems.Swallow(1)
		for n := range 4 {
			want = append(want, serveOne(t, p.Server, agent, n, "registered"))
		}
		time.Sleep(time.Duration(round) * 60 * time.Millisecond) // into the sending, each time elsewhere
		p.Kill()
	}
	systems.Swallow(0)
	p := Launch(t, binary, data)
	defer p.Kill()
	want = append(want, serveOne(t, p.Server, p.Server.Agent(t, 3), 9, "registered"))
	eventually(t, "every message", func() bool { return len(systems.Taken("esdas")) >= len(want) })
	time.Sleep(time.Second) // what would come twice comes now
	taken := numbers(systems.Taken("esdas"))
	if !slices.Equal(taken, want) {
		t.Errorf("told of\n%v, want\n%v", taken, want)
	}
	_, repeats, forged := systems.Counts()
	if forged != 0 {
		t.Errorf("%d requests were forged", forged)
	}
	t.Logf("%d applications through %d kills; %d messages came again and were known", len(want),
		crashRounds(), repeats)
}

// Passports are imported into a stopped centre by the command line: each doubt is
// told with field and line, what is no passport is refused, the second import of
// the same document stores nothing, and the desk has the service.
func TestPassportsImportedFromTheCommandLine(t *testing.T) {
	t.Parallel()
	binary, data := Program(t), filepath.Join(t.TempDir(), "data")
	fixtures := filepath.Join("..", "passport", "testdata")
	run := func(args ...string) (string, error) {
		out, err := exec.Command(binary, args...).CombinedOutput()
		return string(out), err
	}
	file := filepath.Join(fixtures, fixture)
	out, err := run("passports", "import", file, filepath.Join(fixtures, "web-page.html"), "--data", data)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, part := range []string{fixture + ": 01-05-07-02 stored as version 1", "doubt: field 12, line ",
		"unit not marked", "web-page.html: "} {
		if !strings.Contains(out, part) {
			t.Errorf("the import does not say %q:\n%s", part, out)
		}
	}
	if out, err := run("passports", "import", file, "--data", data); err != nil ||
		!strings.Contains(out, "is in force already, as version 1") {
		t.Errorf("again: %v\n%s", err, out)
	}
	out, err = run("passports", "import", "connections_kill_test.go", file, "--data", data)
	if err == nil || !strings.Contains(out, "not stored") ||
		!strings.Contains(out, "1 of 2 files were not stored") {
		t.Errorf("what is no passport: %v\n%s", err, out)
	}
	p := Launch(t, binary, data)
	p.Server.Agent(t, 1).Get("/api/desk/services/01-05-07-02").Want(http.StatusOK)
	if out, err := run("passports", "import", file, "--data", data); err == nil ||
		!strings.Contains(out, "manager's console") {
		t.Errorf("while the centre runs: %v\n%s", err, out)
	}
	p.Kill()
	if out, err := run("audit", "verify", "--data", data); err != nil {
		t.Errorf("the audit: %v\n%s", err, out)
	}
}

// The source documents, where they lie beside the working copy: four passports
// and one document that is none.
func TestTheSourceDocumentsImport(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "seeds", "*.txt"))
	if err != nil || len(files) < 5 {
		t.Skip("the source documents are not beside this working copy: the fixtures alone were imported")
	}
	binary := Program(t)
	out, err := exec.Command(binary, append(append([]string{"passports", "import"}, files...), "--data",
		filepath.Join(t.TempDir(), "data"))...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "1 of 5 files were not stored") ||
		!strings.Contains(string(out), "not-a-passport") {
		t.Errorf("%v\n%s", err, out)
	}
	for id, doubts := range map[string]int{"01-09-07-00": 0, "05-02-01-03": 0, "01-05-02-01": 17,
		"05-04-05-00": 17} {
		_, part, found := strings.Cut(string(out), id+" stored as version 2")
		if part, _, _ = strings.Cut(part, "differences to version 1"); !found ||
			strings.Count(part, "doubt: field") < doubts {
			t.Errorf("%s: %s", id, part)
		}
	}
	for _, file := range files {
		out, err := exec.Command(binary, "passports", "show", file, "--json").Output()
		if refused := strings.HasPrefix(filepath.Base(file), "004"); refused != (err != nil) || !refused &&
			!strings.Contains(string(out), `"findings"`) {
			t.Errorf("show %s: %v, %s", filepath.Base(file), err, fmt.Sprintf("%.80s", out))
		}
	}
}
