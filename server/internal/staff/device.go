package staff

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dost/server/internal/journal"
	"dost/server/web"
)

// device is a paired device in use.
type device struct {
	caller  web.Caller
	seen    atomic.Int64 // milliseconds UTC; 0 = never
	written int64        // seen as stored; touched and loadDevices only
}

// devices are those in use, by their token. The zero value has none.
type devices struct {
	mu    sync.RWMutex
	inUse map[fingerprint]*device
}

func (l *devices) add(key fingerprint, caller web.Caller, seen int64) {
	d := &device{caller: caller, written: seen}
	d.seen.Store(seen)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.inUse == nil {
		l.inUse = map[fingerprint]*device{}
	}
	l.inUse[key] = d
}

// identify finds a device by its token, and counts it as seen.
func (l *devices) identify(token string, now time.Time) (web.Caller, bool) {
	key := fingerprintOf(token)
	l.mu.RLock()
	d := l.inUse[key]
	l.mu.RUnlock()
	if d == nil {
		return web.Caller{}, false
	}
	d.seen.Store(now.UnixMilli())
	return d.caller, true
}

func (l *devices) remove(id string) (web.Caller, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for key, d := range l.inUse {
		if d.caller.ID == id {
			delete(l.inUse, key)
			return d.caller, true
		}
	}
	return web.Caller{}, false
}

// seen is when each device in use was last seen; who never was is not in it.
func (l *devices) seen() map[string]time.Time {
	l.mu.RLock()
	defer l.mu.RUnlock()
	list := map[string]time.Time{}
	for _, d := range l.inUse {
		if at := d.seen.Load(); at != 0 {
			list[d.caller.ID] = time.UnixMilli(at)
		}
	}
	return list
}

// touched is when devices were last seen, for those seen since last written.
func (l *devices) touched() map[string]time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := map[string]time.Time{}
	for _, d := range l.inUse {
		if at := d.seen.Load(); at > d.written {
			d.written = at
			list[d.caller.ID] = time.UnixMilli(at)
		}
	}
	return list
}

func (s *Staff) loadDevices() error {
	stored, err := s.store.Devices()
	if err != nil {
		return err
	}
	for _, d := range stored {
		if !d.Revoked.IsZero() || len(d.Hash) != len(fingerprint{}) {
			continue
		}
		var seen int64
		if !d.Seen.IsZero() {
			seen = d.Seen.UnixMilli()
		}
		s.devices.add(fingerprint(d.Hash), web.Caller{Role: web.Role(d.Kind), ID: d.ID, Name: d.Name}, seen)
	}
	return nil
}

// AddDevice makes a device of one of web.DeviceKinds, and gives its token, which
// is shown this once.
func (s *Staff) AddDevice(kind web.Role, name, actor string) (token string, caller web.Caller, err error) {
	if kind, name, err = checkDevice(kind, name); err != nil {
		return "", web.Caller{}, err
	}
	token = newToken()
	key := fingerprintOf(token)
	added := s.record(actor, "device-added", "")
	added.After = journal.Facts{"kind": string(kind), "name": name}
	id, err := s.store.AddDevice(
		journal.Device{Kind: string(kind), Letter: letterOf(kind), Name: name, Hash: key[:], Demo: s.demo,
			Created: s.now()}, added)
	if err != nil {
		return "", web.Caller{}, fmt.Errorf("adding a device: %w", err)
	}
	caller = web.Caller{Role: kind, ID: id, Name: name}
	s.devices.add(key, caller, 0)
	return token, caller, nil
}

// letterOf begins the ids of a kind of device.
func letterOf(kind web.Role) string {
	row, _ := kind.Row()
	return row.Letter
}

func checkDevice(kind web.Role, name string) (web.Role, string, error) {
	if !slices.Contains(deviceKinds, kind) {
		return "", "", web.Fail(CodeBadKind,
			"a device is one of: "+strings.Join(web.RoleNames(deviceKinds), ", "), nil)
	}
	name, err := checkName(name)
	return kind, name, err
}

// present checks a token that a browser hands in for its cookie. A wrong one is
// bad-token; many from one address are delayed.
func (s *Staff) present(token, address string) (web.Caller, error) {
	source := "token " + address
	if err := s.signIns.begin(source); err != nil {
		return web.Caller{}, err
	}
	caller, ok := s.devices.identify(token, s.now())
	if !ok {
		return web.Caller{}, web.Fail(web.CodeBadToken, "no device in use has this token", nil)
	}
	s.signIns.succeeded(source)
	return caller, nil
}

// RevokeDevice makes a device's token void for good and closes its sockets.
func (s *Staff) RevokeDevice(id, actor string) error {
	// Out of memory first: a store that is down must not keep a stolen token good.
	caller, known := s.devices.remove(id)
	taken := s.record(actor, "device-revoked", id)
	if known {
		taken.Before = journal.Facts{"kind": string(caller.Role), "name": caller.Name}
	}
	err := s.store.RevokeDevice(id, taken)
	if known {
		s.revoked(caller)
	}
	if errors.Is(err, journal.ErrUnknown) {
		return web.Fail(CodeUnknownDevice, "no device in use has this id", nil)
	}
	if err != nil {
		return fmt.Errorf("revoking a device: %w", err)
	}
	return nil
}

// Devices are all devices ever paired with the moment they were last seen.
func (s *Staff) Devices() ([]journal.Device, error) {
	list, err := s.store.Devices()
	if err != nil {
		return nil, err
	}
	seen := s.devices.seen()
	for i := range list {
		if at, ok := seen[list[i].ID]; ok && at.After(list[i].Seen) {
			list[i].Seen = at
		}
	}
	return slices.Clip(list), nil
}
