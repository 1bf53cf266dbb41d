package servertest_test

import (
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	. "dost/server/servertest"
)

// onPaper serves a visitor to the end and gives the numbers that the visitor goes
// home with, the ticket's and the application's, and the confirmation's code.
func onPaper(t *testing.T, p *Process, agent *Client) (ticket, application, code string) {
	t.Helper()
	issued := p.Post("/api/kiosk/tickets", M{"key": Key(), "direction": "benefits"}).Want(http.StatusCreated)
	id := agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK).Text("id")
	agent.Post("/api/desk/tickets/"+id+"/arrive", M{"key": Key()}).Want(http.StatusOK)
	a := registered(agent, id, "05-02-01-03", "registered", "1AAAAA1", nil)
	agent.Post("/api/desk/tickets/"+id+"/finish",
		M{"key": Key(), "outcome": "registered"}).Want(http.StatusOK)
	return issued.Text("number"), a["number"].(string), a["code"].(string)
}

// The real program's journal is backed up while it runs, lost, and put back with
// its keys on another machine: no number of a ticket or of an application that went
// home on paper since the backup is ever given again, a confirmation from that time
// is still genuine, and the audit holds (promises 1, 4).
func TestAfterARestoreNoNumberOnPaperIsRepeated(t *testing.T) {
	t.Parallel()
	binary := Program(t)
	folder := t.TempDir()
	old, anew, copied := filepath.Join(folder, "old"), filepath.Join(folder, "new"),
		filepath.Join(folder, "copy.db")
	run := func(args ...string) {
		t.Helper()
		if out, err := exec.Command(binary, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	given := map[string]bool{}
	visit := func(p *Process, agent *Client) (application, code string) {
		t.Helper()
		ticket, application, code := onPaper(t, p, agent)
		for _, number := range []string{ticket, application} {
			if given[number] {
				t.Errorf("%s was given a second time", number)
			}
			given[number] = true
		}
		return application, code
	}

	p := Launch(t, binary, old)
	agent := p.Server.Agent(t, 3)
	visit(p, agent)
	run("backup", "--data", old, copied)
	lost, code := visit(p, agent)
	visit(p, agent)
	p.Kill()

	// The machine is gone. README, To production: the folder of keys, and the copy.
	if err := os.CopyFS(filepath.Join(anew, "keys"), os.DirFS(filepath.Join(old, "keys"))); err != nil {
		t.Fatal(err)
	}
	run("restore", "--data", anew, copied)
	var after []string
	for range 2 { // the second start skips nothing more
		p = Launch(t, binary, anew)
		agent = p.Server.Agent(t, 3)
		for range 2 {
			number, _ := visit(p, agent)
			after = append(after, number)
		}
		verdict := agent.Get("/v/" + code).Want(http.StatusOK).JSON()
		if verdict["genuine"] != true || verdict["number"] != lost || verdict["state"] != nil {
			t.Errorf("the confirmation from after the backup is %v", verdict)
		}
		p.Kill()
	}
	if len(given) != 2*(3+4) {
		t.Errorf("%d numbers for 7 visits: %v", len(given), slices.Sorted(maps.Keys(given)))
	}
	for i, want := range []string{"002002", "002003", "002004", "002005"} {
		if !strings.HasSuffix(after[i], "-"+want) {
			t.Errorf("the numbers after the restore are %v", after)
			break
		}
	}
	run("audit", "verify", "--data", anew)
}
