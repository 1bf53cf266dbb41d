//go:build rig

package rig_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// rounds is how many rounds to play: DOST_RIG_ROUNDS, or the rig's own few.
func rounds(few int) int {
	if n, err := strconv.Atoi(os.Getenv("DOST_RIG_ROUNDS")); err == nil && n > 0 {
		return n
	}
	return few
}

// need skips the rig where root or a tool is missing, and says so.
func need(t *testing.T, tools ...string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("left out: this rig needs root")
	}
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("left out: this rig needs %s, which is not installed", tool)
		}
	}
}

// run runs a tool and gives what it printed; a failure ends the test.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// volume is a disk of the test's own: ext4 on a loop device over a file.
type volume struct {
	t     *testing.T
	image string
	dir   string // where it is mounted
}

// newVolume makes and mounts a disk of so many bytes; the end of the test
// unmounts it.
func newVolume(t *testing.T, sizeBytes int64) *volume {
	t.Helper()
	need(t, "mkfs.ext4", "mount", "umount", "losetup")
	folder := t.TempDir()
	v := &volume{t, filepath.Join(folder, "disk"), filepath.Join(folder, "mounted")}
	if err := os.WriteFile(v.image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(v.image, sizeBytes); err != nil {
		t.Fatal(err)
	}
	run(t, "mkfs.ext4", "-q", "-F", "-b", "4096", "-m", "0", v.image)
	if err := os.Mkdir(v.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-o", "loop", v.image, v.dir).CombinedOutput(); err != nil {
		t.Skipf("left out: no loop device can be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", v.dir).Run() })
	return v
}

// The file system's shutdown (include/uapi/linux/ext4.h, EXT4_IOC_SHUTDOWN), as
// `xfs_io -x -c shutdown` sends it: the log is not flushed either.
const (
	shutdownCommand   = 0x8004587d
	withoutLogFlushes = 2
)

// cut takes the power away: from this moment nothing reaches the disk, and what
// was not synced is gone.
func (v *volume) cut() {
	v.t.Helper()
	root, err := os.Open(v.dir)
	if err != nil {
		v.t.Fatal(err)
	}
	defer root.Close()
	how := uint32(withoutLogFlushes)
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, root.Fd(), shutdownCommand,
		uintptr(unsafe.Pointer(&how))); errno != 0 {
		v.t.Skipf("left out: this file system cannot be shut down: %v", errno)
	}
}

// restart gives the power back: the disk is unmounted and mounted, and the file
// system's journal replayed. Nothing may be using it.
func (v *volume) restart() {
	v.t.Helper()
	for try := 0; ; try++ {
		out, err := exec.Command("umount", v.dir).CombinedOutput()
		if err == nil {
			break
		}
		if try == 50 {
			v.t.Fatalf("umount: %v\n%s", err, out)
		}
		time.Sleep(100 * time.Millisecond) // a killed process lets go of its files at its own pace
	}
	run(v.t, "mount", "-o", "loop", v.image, v.dir)
}

// audit checks the chain and the numbers of a centre's data with the program's
// own command.
func audit(t testing.TB, binary, data string) {
	t.Helper()
	if out, err := exec.Command(binary, "audit", "verify", "--data", data).CombinedOutput(); err != nil {
		t.Errorf("AUDIT: %v\n%s", err, out)
	}
}
