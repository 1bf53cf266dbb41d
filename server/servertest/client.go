package servertest

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// M is a JSON object.
type M = map[string]any

// Key makes an idempotency key.
func Key() string { return rand.Text() }

// Client is one caller with its credentials. A request that gets no answer ends
// the test; what the answer must be is said with Reply.Want.
type Client struct {
	t     testing.TB
	base  string
	token string
	http  *http.Client
}

// Within is the same caller, who waits for an answer no longer than this.
func (c *Client) Within(patience time.Duration) *Client {
	hasty, way := *c, *c.http
	way.Timeout = patience
	hasty.http = &way
	return &hasty
}

// Reply is an answer, read whole.
type Reply struct {
	t      testing.TB
	what   string
	Status int
	Header http.Header
	Body   []byte
}

// Get asks for a path.
func (c *Client) Get(path string) Reply {
	c.t.Helper()
	return c.Send(http.MethodGet, path, "", nil)
}

// Post sends a JSON body; Key fills in a missing key of a request.
func (c *Client) Post(path string, body any) Reply {
	c.t.Helper()
	return c.json(http.MethodPost, path, body)
}

// Delete sends a DELETE with a JSON body, or none.
func (c *Client) Delete(path string, body any) Reply {
	c.t.Helper()
	if body == nil {
		return c.Send(http.MethodDelete, path, "", nil)
	}
	return c.json(http.MethodDelete, path, body)
}

func (c *Client) json(method, path string, body any) Reply {
	c.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.Send(method, path, "application/json", text)
}

// Send sends any bytes under any content type.
func (c *Client) Send(method, path, contentType string, body []byte) Reply {
	c.t.Helper()
	r, err := c.Try(method, path, contentType, body)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return r
}

// Try is Send for when the server may be gone.
func (c *Client) Try(method, path, contentType string, body []byte) (Reply, error) {
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return Reply{}, fmt.Errorf("making the request: %w", err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return Reply{}, fmt.Errorf("sending the request: %w", err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return Reply{}, fmt.Errorf("reading the answer: %w", err)
	}
	return Reply{t: c.t, what: method + " " + path, Status: resp.StatusCode, Header: resp.Header, Body: text},
		nil
}

// Want ends the test unless the answer has this status.
func (r Reply) Want(status int) Reply {
	r.t.Helper()
	if r.Status != status {
		r.t.Fatalf("%s: %d, want %d\n%.600s", r.what, r.Status, status, r.Body)
	}
	return r
}

// Problem ends the test unless the answer is a problem document with this status
// and code, and gives its fields.
func (r Reply) Problem(status int, code string) M {
	r.t.Helper()
	r.Want(status)
	if ct := r.Header.Get("Content-Type"); !strings.HasPrefix(ct, "application/problem+json") {
		r.t.Fatalf("%s: %d as %q, want a problem document\n%.300s", r.what, r.Status, ct, r.Body)
	}
	p := r.JSON()
	if p["code"] != code {
		r.t.Fatalf("%s: code %v, want %s\n%.600s", r.what, p["code"], code, r.Body)
	}
	if title, _ := p["title"].(string); title == "" || title == code {
		r.t.Errorf("%s: code %s has no wording: title %q", r.what, code, title)
	}
	return p
}

// JSON reads the answer as an object.
func (r Reply) JSON() M {
	r.t.Helper()
	var m M
	if err := json.Unmarshal(r.Body, &m); err != nil {
		r.t.Fatalf("%s: the answer is no JSON object: %v\n%.300s", r.what, err, r.Body)
	}
	return m
}

// Into reads the answer into v.
func (r Reply) Into(v any) {
	r.t.Helper()
	if err := json.Unmarshal(r.Body, v); err != nil {
		r.t.Fatalf("%s: %v\n%.300s", r.what, err, r.Body)
	}
}

// Text is a field of the answer as text; missing fields end the test.
func (r Reply) Text(field string) string {
	r.t.Helper()
	v, ok := r.JSON()[field].(string)
	if !ok {
		r.t.Fatalf("%s: no text %q in the answer\n%.300s", r.what, field, r.Body)
	}
	return v
}
