package web

import (
	"encoding/json"
	"fmt"

	"github.com/invopop/jsonschema"
)

// Frames is the JSON Schema (2020-12) of what the live endpoints send: "frames"
// names each endpoint and its schema; the document itself accepts any frame. Each has
// its schema: Mount takes none without.
func Frames(lives []Live) ([]byte, error) {
	s := newSchemas()
	var (
		all   []*jsonschema.Schema
		named = []object{}
	)
	for _, l := range lives {
		schema := s.of(l.Schema)
		all = append(all, schema)
		named = append(named, object{
			"path": pathOf(l.Path), "summary": l.Summary, "x-roles": l.For, "schema": schema,
		})
	}
	document := object{
		"$schema": jsonschema.Version,
		"title":   "The frames of the live endpoints",
		"frames":  named,
		"$defs":   s.named,
	}
	if len(all) > 0 {
		document["anyOf"] = all
	}
	b, err := json.Marshal(document)
	if err != nil {
		return nil, fmt.Errorf("encoding the schema of the frames: %w", err)
	}
	return b, nil
}
