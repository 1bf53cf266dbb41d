package servertest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	. "dost/server/servertest"
)

// frameTypes is what the screens' code is checked against: written from the schema
// that the server publishes, never by hand.
const frameTypes = "../../assets/types/frames.d.ts"

// The screens read frames by the names that the server sends. With DOST_WRITE_TYPES
// set the file is written anew.
func TestTheTypesOfFramesAreTheServers(t *testing.T) {
	s := Start(t, Options{})
	var document struct {
		Frames []struct {
			Path   string
			Schema schema
		}
		Defs map[string]schema `json:"$defs"`
	}
	if err := json.Unmarshal(s.Anyone(t).Get("/api/frames.json").Want(200).Body, &document); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("// What the live endpoints send. Written from the schema that the server publishes\n" +
		"// (GET /api/frames.json) by a test of server/servertest, which compares it.\n\n")
	b.WriteString("/** The frame of each endpoint. */\nexport interface Frames {\n")
	for _, f := range document.Frames {
		fmt.Fprintf(&b, "  %s: %s;\n", keyOf(f.Path), f.Schema.typescript())
	}
	b.WriteString("}\n")
	for _, name := range slices.Sorted(maps.Keys(document.Defs)) {
		definition := document.Defs[name]
		if len(definition.Properties) == 0 {
			fmt.Fprintf(&b, "\nexport type %s = %s;\n", identifier(name), definition.typescript())
			continue
		}
		fmt.Fprintf(&b, "\nexport interface %s {\n", identifier(name))
		for _, field := range slices.Sorted(maps.Keys(definition.Properties)) {
			mark := "?"
			if slices.Contains(definition.Required, field) {
				mark = ""
			}
			fmt.Fprintf(&b, "  %s%s: %s;\n", field, mark, definition.Properties[field].typescript())
		}
		b.WriteString("}\n")
	}
	if os.Getenv("DOST_WRITE_TYPES") != "" {
		if err := os.WriteFile(frameTypes, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(frameTypes)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != b.String() {
		t.Errorf("%s is not what the server sends: run this test with DOST_WRITE_TYPES=1", frameTypes)
	}
}

// schema is as much of JSON Schema as the frames are written in.
type schema struct {
	Ref                  string `json:"$ref"`
	Type                 string
	Properties           map[string]schema
	Required             []string
	Items                *schema
	AdditionalProperties json.RawMessage
	OneOf                []schema
}

func (s schema) typescript() string {
	switch {
	case s.Ref != "":
		return identifier(strings.TrimPrefix(s.Ref, "#/$defs/"))
	case len(s.OneOf) > 0:
		parts := make([]string, len(s.OneOf))
		for i, one := range s.OneOf {
			parts[i] = one.typescript()
		}
		return strings.Join(parts, " | ")
	case s.Items != nil:
		return "Array<" + s.Items.typescript() + ">"
	case s.Type == "integer" || s.Type == "number":
		return "number"
	case s.Type == "object":
		var value schema
		if json.Unmarshal(s.AdditionalProperties, &value) != nil {
			value = schema{}
		}
		return "Record<string, " + value.typescript() + ">"
	case s.Type != "":
		return s.Type
	}
	return "any"
}

// identifier is "DeskFrame" for "desk.Frame".
func identifier(name string) string {
	room, kind, found := strings.Cut(name, ".")
	if !found {
		return name
	}
	return strings.ToUpper(room[:1]) + room[1:] + kind
}

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// keyOf is the key of a path in Frames: one with parameters stands for many.
func keyOf(path string) string {
	if pattern := parameter.ReplaceAllLiteralString(path, "${string}"); pattern != path {
		return "[path: `" + pattern + "`]"
	}
	return `"` + path + `"`
}
