//go:build rig

package rig_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

// The other control is the least program that keeps something: SQLite with WAL, one
// row a commit. With synchronous=NORMAL, the driver's default, a power cut must lose
// rows that were committed; with FULL, which the journal insists on, none.
func TestAPowerCutTellsNormalFromFull(t *testing.T) {
	disk := newVolume(t, 128<<20)
	lost := map[string]int{}
	committed := map[string]int{}
	played, least := 0, min(rounds(5), 20)
	// A busy machine writes its memory back at once, and little is lost in a cut:
	// then more cuts are needed to see the difference.
	for round := 0; round < least || lost["NORMAL"] == 0 && round < 8*least; round++ {
		played++
		for _, synchronous := range []string{"NORMAL", "FULL"} {
			name := filepath.Join(disk.dir, fmt.Sprint(synchronous, "-", round, ".db"))
			n := commitUntilCut(t, disk, name, synchronous)
			kept := 0
			db := openSQLite(t, name, synchronous)
			if err := db.QueryRow("SELECT count(*) FROM kept").Scan(&kept); err != nil &&
				synchronous == "FULL" {
				t.Fatalf("after the cut: %v", err)
			}
			_ = db.Close()
			committed[synchronous] += n
			lost[synchronous] += max(0, n-kept)
		}
	}
	if lost["NORMAL"] == 0 {
		t.Error("synchronous=NORMAL lost nothing: the rig is blind")
	}
	if lost["FULL"] != 0 {
		t.Errorf("synchronous=FULL lost %d of %d committed rows", lost["FULL"], committed["FULL"])
	}
	t.Logf("%d cuts each: NORMAL lost %d of %d committed rows, FULL %d of %d", played, lost["NORMAL"],
		committed["NORMAL"], lost["FULL"], committed["FULL"])
}

func openSQLite(t *testing.T, name, synchronous string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+name+"?_journal_mode=WAL&_synchronous="+synchronous)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

// commitUntilCut commits row after row, cuts the power, and gives how many were
// committed before.
func commitUntilCut(t *testing.T, disk *volume, name, synchronous string) (committed int) {
	t.Helper()
	db := openSQLite(t, name, synchronous)
	if _, err := db.Exec("CREATE TABLE kept (n INTEGER PRIMARY KEY)"); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(300 * time.Millisecond); time.Now().Before(end); committed++ {
		if _, err := db.Exec("INSERT INTO kept VALUES (?)", committed); err != nil {
			t.Fatal(err)
		}
	}
	disk.cut()
	_ = db.Close() // it cannot write any more
	disk.restart()
	return committed
}
