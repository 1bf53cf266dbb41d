package servertest

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"testing"
)

// Files reads all files below a centre's data folder, by their names in it, also
// while a server of this process works on them: by another program, since to close a
// file here would drop the locks that SQLite holds on it (promises 18).
func Files(t testing.TB, data string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(data, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		inside, err := filepath.Rel(data, name)
		if err != nil {
			return err
		}
		all[inside], err = exec.Command("cat", name).Output()
		return err
	})
	if err != nil {
		t.Fatalf("reading the data folder: %v", err)
	}
	return all
}
