package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/invopop/jsonschema"

	"dost/server/problem"
)

// object is a JSON object of the OpenAPI document; encoding sorts its names.
type object = map[string]any

// documents are the routes that publish the contract. Each document is made when it is
// first asked for: a start does not wait for what a developer reads. One that cannot be
// made is an error of that request, which the test of the contract sends.
func (k *kit) documents(routes []Route, lives []Live) []Route {
	own := []Route{
		{Method: http.MethodGet, Path: "/api/openapi.json", For: []Role{Anyone},
			Summary: "This document", Out: object{}},
		{Method: http.MethodGet, Path: "/api/frames.json", For: []Role{Anyone},
			Summary: "JSON Schema of the live frames", Out: object{}},
	}
	routes, lives = append(slices.Clone(routes), own...), slices.Clone(lives)
	own[0].Do = publish(func() ([]byte, error) { return OpenAPI(k.Title, k.Version, routes, lives) })
	own[1].Do = publish(func() ([]byte, error) { return Frames(lives) })
	return own
}

// publish answers with a document that is made once.
func publish(make func() ([]byte, error)) Handler {
	document := sync.OnceValues(make)
	return func(c *gin.Context) error {
		body, err := document()
		if err != nil {
			return err
		}
		c.Header("Cache-Control", "no-cache")
		writeBytes(c, http.StatusOK, typeJSON, body)
		return nil
	}
}

// OpenAPI is the OpenAPI 3.1 document of the routes and live endpoints.
func OpenAPI(title, version string, routes []Route, lives []Live) ([]byte, error) {
	s := newSchemas()
	problem := s.of(Problem{})
	s.named["web.Problem"].AdditionalProperties = jsonschema.TrueSchema

	paths := map[string]object{}
	add := func(method, path string, operation object) {
		path = pathOf(path)
		if paths[path] == nil {
			paths[path] = object{}
		}
		paths[path][strings.ToLower(method)] = operation
	}
	for _, r := range routes {
		add(r.Method, r.Path, s.operation(r, problem))
	}
	for _, l := range lives {
		add(http.MethodGet, l.Path, liveOperation(l, problem))
	}
	document, err := json.Marshal(object{
		"openapi":           "3.1.0",
		"jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
		"info":              object{"title": title, "version": version, "description": whileStarting},
		"servers":           []object{{"url": "/"}},
		"paths":             paths,
		"components":        object{"schemas": s.named, "securitySchemes": securitySchemes},
	})
	if err != nil {
		return nil, fmt.Errorf("encoding the OpenAPI document: %w", err)
	}
	return bytes.ReplaceAll(document, []byte(`"#/$defs/`), []byte(`"#/components/schemas/`)), nil
}

const whileStarting = "While the server starts, everything but /healthz answers 503; " +
	"its problem document has the code starting, and says how far it is: n of m records are read"

var securitySchemes = object{
	"device": object{"type": "http", "scheme": "bearer",
		"description": "A paired device's token; a browser carries it in a cookie set by POST /api/device. " +
			"A program that books visits is such a device, of the kind booking: a manager gives it a pairing code on the console's page of devices, " +
			"which it hands in with POST /api/pair for its token"},
	"session": object{"type": "apiKey", "in": "cookie", "name": "session",
		"description": "Staff, set by POST /api/session; over TLS its name begins with __Host-"},
}

// operation is one route as OpenAPI has it.
func (s *schemas) operation(r Route, problem *jsonschema.Schema) object {
	o := frame(r.Method, r.Path, r.Summary, r.For)
	keyed := false
	if r.In != nil {
		body := object{"required": true, "content": jsonOf(s.of(r.In))}
		if r.Limit > 0 {
			body["description"] = fmt.Sprintf("At most %d bytes", r.Limit)
		}
		o["requestBody"] = body
		keyed = s.needsKey(r.In)
	}
	status, success := r.Status, object{"description": "Done"}
	if status == 0 {
		status = http.StatusOK
	}
	switch {
	case r.Type != "":
		success["content"] = object{r.Type: object{}}
	case r.Out != nil:
		success["content"] = jsonOf(s.of(r.Out))
	}
	responses := problems(codesOf(r, keyed), problem)
	responses[strconv.Itoa(status)] = success
	o["responses"] = responses
	return o
}

// needsKey says whether a request's body must have an idempotency key.
func (s *schemas) needsKey(in any) bool {
	schema := s.of(in)
	if named := s.named[strings.TrimPrefix(schema.Ref, "#/$defs/")]; named != nil {
		schema = named
	}
	return slices.Contains(schema.Required, "key")
}

func liveOperation(l Live, p *jsonschema.Schema) object {
	o := frame(http.MethodGet, l.Path, l.Summary, l.For)
	codes := append([]problem.Code{CodeUnavailable}, roleCodes(l.For)...)
	responses := problems(codes, p)
	responses["101"] = object{"description": "A WebSocket; its frames are in /api/frames.json"}
	o["responses"] = responses
	return o
}

// frame is what every operation has.
func frame(method, path, summary string, roles []Role) object {
	o := object{
		"operationId": operationID(method, path),
		"summary":     summary,
		"x-roles":     roles,
		"security":    security(roles),
	}
	var parameters []object
	for _, p := range parameter.FindAllStringSubmatch(path, -1) {
		parameters = append(parameters, object{"name": p[1], "in": "path", "required": true,
			"schema": object{"type": "string"}})
	}
	if parameters != nil {
		o["parameters"] = parameters
	}
	return o
}

// security is which sign-in the roles have; an empty requirement is none.
func security(roles []Role) []object {
	if open(roles) {
		return []object{}
	}
	var list []object
	if slices.Contains(roles, Kiosk) || slices.Contains(roles, Display) {
		list = append(list, object{"device": []string{}})
	}
	if slices.Contains(roles, Agent) || slices.Contains(roles, Manager) {
		list = append(list, object{"session": []string{}})
	}
	return list
}

// codesOf are the refusals of a route: its own and those of the kit.
func codesOf(r Route, keyed bool) []problem.Code {
	codes := append(slices.Clone(r.Codes), roleCodes(r.For)...)
	codes = append(codes, CodeInternal)
	if r.In != nil {
		codes = append(codes, CodeBadJSON, CodeUnknownField, CodeTooLarge, CodeWrongContentType)
	}
	if r.Method != http.MethodGet {
		codes = append(codes, CodeCrossSite)
	}
	if keyed {
		codes = append(codes, CodeKeyMissing, CodeKeyMalformed, CodeKeyReused, CodeUnavailable)
	}
	return codes
}

func roleCodes(roles []Role) []problem.Code {
	if open(roles) {
		return []problem.Code{CodeTooManyRequests}
	}
	return []problem.Code{CodeNotSignedIn, CodeWrongRole, CodeTooManyRequests}
}

// problems are the responses of the codes, one for each status.
func problems(codes []problem.Code, p *jsonschema.Schema) object {
	byStatus := map[int][]problem.Code{}
	for _, code := range codes {
		status := Status(code)
		if !slices.Contains(byStatus[status], code) {
			byStatus[status] = append(byStatus[status], code)
		}
	}
	responses := object{}
	for status, codes := range byStatus {
		slices.Sort(codes)
		responses[strconv.Itoa(status)] = object{
			"description": http.StatusText(status),
			"content": object{"application/problem+json": object{"schema": object{
				"allOf":      []any{p},
				"properties": object{"code": object{"enum": codes}},
			}}},
		}
	}
	return responses
}

func jsonOf(schema *jsonschema.Schema) object {
	return object{"application/json": object{"schema": schema}}
}

// parameter is a parameter in Gin's pattern, ":id" or "*path".
var parameter = regexp.MustCompile(`[:*](\w+)`)

// pathOf writes Gin's pattern as OpenAPI does: "/tickets/{id}".
func pathOf(pattern string) string { return parameter.ReplaceAllString(pattern, "{$1}") }

var notInIDs = regexp.MustCompile(`[^A-Za-z0-9]+`)

// operationID is "post-api-desk-tickets-id-recall".
func operationID(method, path string) string {
	return strings.ToLower(method) + "-" + strings.Trim(notInIDs.ReplaceAllString(path, "-"), "-")
}
