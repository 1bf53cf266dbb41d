//go:build rig

package rig_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unsafe"

	. "dost/server/servertest"
)

// inOwnNetwork plays a test in a network namespace of its own: outside it starts
// this binary again, inside, and hands over what that says. It is true inside.
func inOwnNetwork(t *testing.T) bool {
	t.Helper()
	const inside = "DOST_RIG_INSIDE"
	need(t, "ip", "iptables", "nsenter", "sysctl", "bash")
	if os.Getenv(inside) == t.Name() {
		run(t, "ip", "link", "set", "lo", "up")
		return true
	}
	if _, err := os.Stat("/dev/net/tun"); err != nil {
		t.Skip("left out: there is no /dev/net/tun for a wire")
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v", "-test.timeout=30m")
	cmd.Env = append(os.Environ(), inside+"="+t.Name())
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	out, err := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "===") && line != "PASS" {
			t.Log(line)
		}
	}
	if err != nil {
		t.Errorf("in a network of its own: %v", err)
	}
	if strings.Contains(string(out), "--- SKIP") {
		t.Skip("left out, see above")
	}
	return false
}

// wire joins two network namespaces: this one, and the server's. It carries packets
// between two tun devices, so it can be cut without either end being told, lose
// packets and hold them back.
type wire struct {
	t     *testing.T
	pid   string // of the server
	cut   atomic.Bool
	loss  atomic.Int64 // percent
	delay atomic.Int64 // nanoseconds, each way
}

const (
	nearDevice, nearAddress = "rignear", "10.77.0.2"
	farDevice, farAddress   = "rigfar", "10.77.0.1"
)

// overAWire launches the program in a network namespace of its own, at the far end
// of a wire. The demo listens on loopback only; the namespace hands packets on.
func overAWire(t *testing.T, binary, data string) (*Process, *wire) {
	t.Helper()
	p := Launch(t, binary, data, func(c *exec.Cmd) {
		c.Args = append([]string{"sh", "-c", `ip link set lo up && exec "$@"`, "sh", c.Path}, c.Args[1:]...)
		c.Path = "/bin/sh"
		c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	})
	w := &wire{t: t, pid: fmt.Sprint(p.Cmd.Process.Pid)}
	near, far := tun(t, nearDevice), tun(t, farDevice)
	go w.carry(near, far)
	go w.carry(far, near)
	run(t, "ip", "addr", "add", nearAddress+"/30", "dev", nearDevice)
	run(t, "ip", "link", "set", nearDevice, "up")
	run(t, "ip", "link", "set", farDevice, "netns", w.pid)
	w.inside("ip", "addr", "add", farAddress+"/30", "dev", farDevice)
	w.inside("ip", "link", "set", farDevice, "up")
	w.inside("sysctl", "-q", "-w", "net.ipv4.conf.all.route_localnet=1")
	port := p.Server.URL[strings.LastIndexByte(p.Server.URL, ':')+1:]
	w.inside("iptables", "-t", "nat", "-A", "PREROUTING", "-p", "tcp", "--dport", port, "-j", "DNAT",
		"--to-destination", "127.0.0.1:"+port)
	p.Server.URL = "http://" + farAddress + ":" + port
	p.Client = p.Server.Kiosk(t)
	return p, w
}

// inside runs a tool in the server's namespace.
func (w *wire) inside(args ...string) string {
	w.t.Helper()
	return run(w.t, "nsenter", append([]string{"-t", w.pid, "-n"}, args...)...)
}

// ask sends a request from inside, whatever the wire does.
func (w *wire) ask(p *Process, method, path, body string) string {
	w.t.Helper()
	port := p.Server.URL[strings.LastIndexByte(p.Server.URL, ':')+1:]
	request := fmt.Sprintf(
		"%s %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\nAuthorization: Bearer demo-kiosk\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		method, path, port, len(body), body)
	return w.inside("bash", "-c", `exec 3<>/dev/tcp/127.0.0.1/$0; printf '%s' "$1" >&3; cat <&3`, port,
		request)
}

// plug pulls the plug out of the server's side, or puts it in again.
func (w *wire) plug(in bool) {
	w.t.Helper()
	if in {
		w.inside("ip", "link", "set", farDevice, "up")
	} else {
		w.inside("ip", "link", "set", farDevice, "down")
	}
}

// carry moves packets one way, each after its delay, in order.
func (w *wire) carry(from, to *os.File) {
	type packet struct {
		due  time.Time
		data []byte
	}
	line := make(chan packet, 10_000)
	go func() {
		for p := range line {
			time.Sleep(time.Until(p.due))
			_, _ = to.Write(p.data) // a device that is down takes nothing
		}
	}()
	defer close(line)
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if errors.Is(err, os.ErrClosed) {
			return
		}
		if err != nil { // the device is down
			time.Sleep(10 * time.Millisecond)
			continue
		}
		if w.cut.Load() || rand.Int64N(100) < w.loss.Load() {
			continue
		}
		select {
		case line <- packet{time.Now().Add(time.Duration(w.delay.Load())),
			append([]byte(nil), buffer[:n]...)}:
		default: // a full line loses packets, as wires do
		}
	}
}

// tun makes a device whose packets this process carries (Linux,
// Documentation/networking/tuntap.rst).
func tun(t *testing.T, name string) *os.File {
	t.Helper()
	fd, err := syscall.Open("/dev/net/tun", syscall.O_RDWR|syscall.O_CLOEXEC, 0)
	if err != nil {
		t.Fatalf("opening /dev/net/tun: %v", err)
	}
	const setInterface, packetsOnly = 0x400454ca, 0x0001 | 0x1000
	var request struct {
		name  [16]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:15], name)
	request.flags = packetsOnly
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), setInterface,
		uintptr(unsafe.Pointer(&request))); errno != 0 {
		t.Fatalf("making the device %s: %v", name, errno)
	}
	if err := syscall.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	file := os.NewFile(uintptr(fd), name)
	t.Cleanup(func() { _ = file.Close() })
	return file
}
