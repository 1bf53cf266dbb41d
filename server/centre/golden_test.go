package centre_test

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dost/server/centre"
	"dost/server/event"
	"dost/server/queue"
)

// update writes the golden file of a new format. One that is there stays as it is.
var update = flag.Bool("update", false, "write the golden file of a new format")

// journalOf names the released journal of which a format's golden file is made: the
// newest when the format was new.
var journalOf = map[int]string{1: "journal-v2", 2: "journal-v3"}

// newest is the newest released journal, which holds every kind of event.
func newest(t testing.TB) string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join("..", "internal", "journal", "testdata", "journal-v*.jsonl"))
	if err != nil || len(all) == 0 {
		t.Fatalf("released journals: %v, %v", all, err)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(a)-len(b), cmp.Compare(a, b)) })
	return strings.TrimSuffix(filepath.Base(all[len(all)-1]), ".jsonl")
}

// released are the records of a released journal.
func released(t testing.TB, name string) (records []event.Record) {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "internal", "journal", "testdata", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l struct {
			Seq   uint64          `json:"seq"`
			At    int64           `json:"at"`
			Actor string          `json:"actor"`
			Kind  string          `json:"kind"`
			Body  json.RawMessage `json:"body"`
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		ev, err := centre.Events.Decode(l.Kind, l.Body)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, event.Record{Seq: l.Seq, At: time.UnixMilli(l.At).UTC(), Actor: l.Actor,
			Event: ev})
	}
	if err := lines.Err(); err != nil || len(records) == 0 {
		t.Fatalf("%d records: %v", len(records), err)
	}
	return records
}

// written is the state in JSON.
func written(t testing.TB, s *centre.State) []byte {
	t.Helper()
	body, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestTheFormatIsTheGoldenOne: whoever changes what a snapshot holds, or what the
// records make of it, gives it another number and says in Format what is new. The
// golden file has the shape of the state in its first line, for fields that are
// empty here, and then the state at the end of each day of the released journal.
func TestTheFormatIsTheGoldenOne(t *testing.T) {
	var got bytes.Buffer
	fmt.Fprintf(&got, "%q\n", shape(reflect.TypeFor[centre.State](), map[reflect.Type]bool{}))
	s := centre.New()
	for _, r := range released(t, journalOf[centre.Format]) {
		if _, opens := r.Event.(queue.DayOpened); opens && s.Queue.Day() > 0 {
			fmt.Fprintf(&got, "%s\n", written(t, s))
		}
		s.Apply(r)
	}
	fmt.Fprintf(&got, "%s\n", written(t, s))
	name := golden(centre.Format)
	want, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && *update {
		want, err = got.Bytes(), os.WriteFile(name, got.Bytes(), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("snapshots are not what format %d is: raise centre.Format, say there what is new, "+
			"and write its golden file with -update", centre.Format)
	}
	for line := range bytes.Lines(want[bytes.IndexByte(want, '\n')+1:]) {
		read := centre.New()
		if err := json.Unmarshal(line, read); err != nil {
			t.Fatal(err)
		}
		if again := written(t, read); string(again)+"\n" != string(line) {
			t.Errorf("read and written again it is\n%s\nand was\n%s", again, line)
		}
	}
}

func golden(format int) string {
	return filepath.Join("testdata", fmt.Sprintf("snapshot-v%d.json", format))
}

// shape lists every field with a JSON name that can be reached from a type.
func shape(of reflect.Type, met map[reflect.Type]bool) string {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return shape(of.Elem(), met)
	case reflect.Map:
		return shape(of.Key(), met) + shape(of.Elem(), met)
	case reflect.Struct:
	default:
		return ""
	}
	if met[of] || !strings.HasPrefix(of.PkgPath(), "dost/") {
		return ""
	}
	met[of] = true
	var fields, below []string
	for i := range of.NumField() {
		f := of.Field(i)
		if name, named := f.Tag.Lookup("json"); named {
			fields = append(fields, name+" "+f.Type.Kind().String())
		}
		below = append(below, shape(f.Type, met))
	}
	slices.Sort(below)
	if fields == nil {
		return strings.Join(below, "")
	}
	// no names of Go types: they may change
	return "{" + strings.Join(fields, "; ") + "} " + strings.Join(below, "")
}

// TestACloneGoesOnAlone: a clone taken after any record comes to what the original
// comes to, and changes nothing in the one that stays.
func TestACloneGoesOnAlone(t *testing.T) {
	records := released(t, newest(t))
	var ends []byte
	for i := len(records); i >= 0; i-- {
		s := centre.New()
		for _, r := range records[:i] {
			s.Apply(r)
		}
		before := written(t, s)
		if ends == nil {
			ends = before
		}
		clone := s.Clone()
		if !bytes.Equal(written(t, clone), before) {
			t.Fatalf("the clone after record %d is\n%s\nof\n%s", i, written(t, clone), before)
		}
		for _, r := range records[i:] {
			clone.Apply(r)
		}
		if !bytes.Equal(written(t, s), before) {
			t.Fatalf("the clone after record %d changed the state that it was taken of", i)
		}
		if !bytes.Equal(written(t, clone), ends) {
			t.Fatalf("the clone after record %d ends in\n%s\nnot in\n%s", i, written(t, clone), ends)
		}
	}
}
