package queue

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// A flat is how the body of an event is read when it stands there as this program
// writes events: an object of texts, whole numbers, truths, moments and objects of
// the same kind, without blanks and escapes. A body that is anything else, in
// whatever way, is not read here at all but by encoding/json; what both read they
// read alike, which a fuzz test holds. It takes a fifth of the time, and a start is
// mostly reading events.
type flat struct{ fields []flatField }

type flatField struct {
	key   string // with quotes and colon, as in the body
	index int
	kind  reflect.Kind // Struct for a moment, and with below for an object
	below *flat
}

var (
	instant    = reflect.TypeFor[time.Time]()
	unmarshals = []reflect.Type{reflect.TypeFor[json.Unmarshaler](),
		reflect.TypeFor[encoding.TextUnmarshaler]()}
)

// flats are the types that were asked for.
var flats sync.Map // of reflect.Type to *flat

// flatFor is how a type is read; nil when it is not flat.
func flatFor(of reflect.Type) *flat {
	known, met := flats.Load(of)
	if !met {
		known, _ = flats.LoadOrStore(of, flatOf(of))
	}
	return known.(*flat)
}

func flatOf(of reflect.Type) *flat {
	if of.Kind() != reflect.Struct {
		return nil
	}
	f := &flat{}
	for i := range of.NumField() {
		field := of.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" || name == "-" || field.Anonymous || !field.IsExported() {
			return nil
		}
		x := flatField{key: `"` + name + `":`, index: i, kind: field.Type.Kind()}
		if field.Type != instant {
			for _, by := range unmarshals {
				if reflect.PointerTo(field.Type).Implements(by) {
					return nil
				}
			}
			switch x.kind {
			case reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Uint64:
			case reflect.Struct:
				if x.below = flatOf(field.Type); x.below == nil {
					return nil
				}
			default:
				return nil
			}
		}
		f.fields = append(f.fields, x)
	}
	return f
}

// read reads an object from the beginning of a body and gives what follows on it; ok
// is false when it is not as it should be, and what was read is then worth nothing.
func (f *flat) read(body []byte, into reflect.Value) (rest []byte, ok bool) {
	if len(body) < 2 || body[0] != '{' {
		return nil, false
	}
	if body = body[1:]; body[0] == '}' {
		return body[1:], true
	}
	for next := 0; ; next++ {
		// They come in their order; those that are empty may be left out.
		for next < len(f.fields) && !begins(body, f.fields[next].key) {
			next++
		}
		if next == len(f.fields) {
			return nil, false
		}
		x := &f.fields[next]
		if body, ok = x.read(body[len(x.key):], into.Field(x.index)); !ok || len(body) == 0 {
			return nil, false
		}
		switch body[0] {
		case ',':
			body = body[1:]
		case '}':
			return body[1:], true
		default:
			return nil, false
		}
	}
}

func begins(body []byte, key string) bool {
	return len(body) > len(key) && string(body[:len(key)]) == key
}

func (x *flatField) read(body []byte, into reflect.Value) (rest []byte, ok bool) {
	switch {
	case x.below != nil:
		return x.below.read(body, into)
	case x.kind == reflect.String:
		n := textAt(body)
		if n < 0 {
			return nil, false
		}
		into.SetString(string(body[1 : n-1]))
		return body[n:], true
	case x.kind == reflect.Struct:
		n := textAt(body)
		if n < 0 || into.Addr().Interface().(*time.Time).UnmarshalJSON(body[:n]) != nil {
			return nil, false
		}
		return body[n:], true
	case x.kind == reflect.Bool:
		if !begins(body, "true") { // a false one is left out
			return nil, false
		}
		into.SetBool(true)
		return body[4:], true
	}
	return x.number(body, into)
}

// textAt is the length of the text with its quotes at the beginning of a body; -1
// when there is none, or one that has to be looked at more closely.
func textAt(body []byte) int {
	if len(body) == 0 || body[0] != '"' {
		return -1
	}
	ascii := true
	for i := 1; i < len(body); i++ {
		switch c := body[i]; {
		case c == '"':
			if !ascii && !utf8.Valid(body[1:i]) {
				return -1
			}
			return i + 1
		case c < ' ' || c == '\\':
			return -1
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return -1
}

func (x *flatField) number(body []byte, into reflect.Value) (rest []byte, ok bool) {
	n, end, sign := int64(0), 0, int64(1)
	if len(body) > 0 && body[0] == '-' && x.kind != reflect.Uint64 {
		body, sign = body[1:], -1
	}
	for end < len(body) && body[end] >= '0' && body[end] <= '9' {
		n = 10*n + int64(body[end]-'0')
		end++
	}
	if end == 0 || end > 18 || end > 1 && body[0] == '0' {
		return nil, false
	}
	if x.kind == reflect.Uint64 {
		into.SetUint(uint64(n))
	} else {
		into.SetInt(sign * n)
	}
	return body[end:], true
}
