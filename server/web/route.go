// Package web is the Gin kit of the server: routes as data with their roles and
// shapes, handlers that return errors, one table from code to status, strict
// bodies, problem documents.
package web

import (
	"time"

	"github.com/gin-gonic/gin"

	"dost/server/centre"
	"dost/server/problem"
)

// Handler is an endpoint; the error it returns becomes a problem document.
type Handler func(c *gin.Context) error

// Route is one endpoint as data: the router, the role test and the OpenAPI
// document are all made from it.
type Route struct {
	Method string
	Path   string // Gin's pattern: "/api/desk/tickets/:id/recall"
	// a caller with any of them may call; staff of role Manager may not act as Agent unless listed
	For     []Role
	Summary string // one English sentence for the OpenAPI document
	In      any    // zero value of the request body's struct; nil = no body
	Out     any    // zero value of the success body; nil = none, or not JSON
	Status  int    // status of success; 0 = 200
	Type    string // media type of success when not JSON: "application/pdf"
	Codes   []problem.Code
	// Public routes are also answered on the listener that faces the world, for
	// visitors' phones (security, Public side). They are For Anyone.
	Public bool
	// Limit is the largest body of this route in bytes, where the kit's MaxBody is
	// too small for what the route is for: an uploaded document. 0 = MaxBody. Only
	// routes for staff may have one.
	Limit int
	Do    Handler
}

// Live is one WebSocket endpoint: each client gets the newest frame of its topic,
// whole, at connection and whenever it shows something new.
type Live struct {
	Path    string
	For     []Role
	Summary string
	Public  bool // as a Route's
	// Topic names what this client sees ("display", "desk/agent3"), or refuses.
	// It runs before the upgrade.
	Topic func(c *gin.Context) (string, error)
	// Frame composes the topic's frame from the state. It must not keep s, must
	// be quick (the state is locked for reading), and begins with head, embedded.
	// Beside head it shows nothing that is new at every moment: a frame is sent when
	// what follows its head has changed.
	Frame  func(s *centre.State, topic string, head Head) any
	Schema any // zero value of the frame, for the JSON Schema
	// Touched is the sequence number of the last record that touched the topic's own
	// ticket; 0 = no ticket. A Public view must have it: its topics are looked at
	// once a second, and at once only when this has grown.
	Touched func(s *centre.State, topic string) uint64
}

// Head begins every frame. Seq is the sequence number of the state shown and
// never goes back; a frame that shows nothing new is repeated every two seconds with
// a new At, which is how a screen knows that it is not cut off.
type Head struct {
	Seq   uint64    `json:"seq"`
	At    time.Time `json:"at"`
	Build string    `json:"build"` // changes when the server was upgraded: the screen reloads itself
}

// Surface is what the server mounts.
type Surface interface {
	Routes() []Route
	Lives() []Live
}
