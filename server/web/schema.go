package web

import (
	"encoding"
	"encoding/json"
	"path"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/invopop/jsonschema"
)

// schemas reflects Go values into JSON Schema 2020-12, each named type once.
// Pointers that are always written may be null, the rest never is.
type schemas struct {
	reflector *jsonschema.Reflector
	named     jsonschema.Definitions
}

func newSchemas() *schemas {
	return &schemas{
		named: jsonschema.Definitions{},
		reflector: &jsonschema.Reflector{
			Anonymous:        true,
			Namer:            schemaName,
			Mapper:           ownForm,
			AdditionalFields: nullables,
		},
	}
}

// of is the schema of v's type; named types stand in s.named and are referred to
// as "#/$defs/NAME".
func (s *schemas) of(v any) *jsonschema.Schema {
	schema := s.reflector.Reflect(v)
	for name, definition := range schema.Definitions {
		s.named[name] = definition
	}
	schema.Definitions, schema.Version = nil, ""
	return schema
}

var notInNames = regexp.MustCompile(`[^A-Za-z0-9_]+`)

// schemaName is "package.Type", so that two surfaces may both have a Ticket.
func schemaName(t reflect.Type) string {
	if t.Name() == "" {
		return ""
	}
	name := notInNames.ReplaceAllString(t.Name(), "_")
	if t.PkgPath() == "" {
		return name
	}
	return path.Base(t.PkgPath()) + "." + name
}

var (
	writesJSON = reflect.TypeFor[json.Marshaler]()
	writesText = reflect.TypeFor[encoding.TextMarshaler]()
)

// ownForm covers types that write themselves: text is a string, other JSON may
// be anything.
func ownForm(t reflect.Type) *jsonschema.Schema {
	switch {
	case t == reflect.TypeFor[time.Time](), t == reflect.TypeFor[json.RawMessage]():
		return nil
	case t.Implements(writesJSON):
		return &jsonschema.Schema{}
	case t.Implements(writesText):
		return &jsonschema.Schema{Type: "string"}
	}
	return nil
}

// nullables repeats the pointer fields that are written even when nil, with the
// tag that lets them be null.
func nullables(t reflect.Type) []reflect.StructField {
	var fields []reflect.StructField
	for f := range t.Fields() {
		tag := f.Tag.Get("json")
		if f.Type.Kind() != reflect.Pointer || f.Anonymous || !f.IsExported() || tag == "-" ||
			strings.Contains(tag, ",omitempty") || strings.Contains(tag, ",omitzero") {
			continue
		}
		f.Tag += ` jsonschema:"nullable"`
		fields = append(fields, f)
	}
	return fields
}
