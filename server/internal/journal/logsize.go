package journal

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// pagesByLog is how many pages a file has once its log is laid over it, as the last
// transaction in the log has it; 0 for a log without one. Every file that the log
// belongs to says the same of itself. SQLite keeps the figure to itself and goes by
// the file's, so that a log of a larger file vanishes in a smaller one without a word.
//
// The log is read here as SQLite's file format describes it (section 4). That needs no
// lock, and takes none away: SQLite has none on a log. It must not be in use.
func pagesByLog(name string) (pages uint32, err error) {
	f, err := os.Open(name) // #nosec G304 -- beside the journal that the operator names
	if err != nil {
		return 0, fmt.Errorf("reading the log: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	in := bufio.NewReaderSize(f, 1<<20)
	var header [32]byte
	if _, err := io.ReadFull(in, header[:]); err != nil {
		return 0, ended(err)
	}
	sum := logSum{order: binary.LittleEndian}
	if header[3]&1 == 1 {
		sum.order = binary.BigEndian
	}
	size := binary.BigEndian.Uint32(header[8:])
	sum.add(header[:24])
	if !sum.is(header[24:]) || size < 512 || size > 1<<16 {
		return 0, nil // SQLite begins such a log anew
	}
	frame := make([]byte, 24+size)
	for {
		if _, err := io.ReadFull(in, frame); err != nil {
			return pages, ended(err)
		}
		sum.add(frame[:8])
		sum.add(frame[24:])
		if [8]byte(frame[8:16]) != [8]byte(header[16:24]) || !sum.is(frame[16:24]) {
			return pages, nil // what follows is of an earlier round
		}
		if commit := binary.BigEndian.Uint32(frame[4:]); commit > 0 {
			pages = commit
		}
	}
}

// ended is no error: a log ends where it ends.
func ended(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return fmt.Errorf("reading the log: %w", err)
}

// logSum is the running checksum of a log.
type logSum struct {
	order  binary.ByteOrder
	s0, s1 uint32
}

// add takes a multiple of eight bytes.
func (s *logSum) add(b []byte) {
	for ; len(b) >= 8; b = b[8:] {
		s.s0 += s.order.Uint32(b) + s.s1
		s.s1 += s.order.Uint32(b[4:]) + s.s0
	}
}

func (s *logSum) is(b []byte) bool {
	return binary.BigEndian.Uint32(b) == s.s0 && binary.BigEndian.Uint32(b[4:]) == s.s1
}
