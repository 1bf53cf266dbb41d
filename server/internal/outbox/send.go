package outbox

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"dost/server/integration"
	"dost/server/internal/journal"
	"dost/server/internal/projection"
)

// drain sends what waits for a system, in order, until nothing does or a try
// fails. What the system refuses for good is set aside for a person to look at:
// it must not keep all that follow from being told.
func (b *Outbox) drain(ctx context.Context, e *endpoint) {
	after := uint64(0)
	for ctx.Err() == nil {
		connection := e.get()
		messages, err := b.store.Waiting(connection.System, after, batch)
		if err != nil {
			b.Log.Error("reading the outbox", "system", connection.System, "error", err)
			return
		}
		for _, m := range messages {
			if !e.get().Active || !b.deliver(ctx, e, m) {
				return
			}
			after = m.Position
		}
		if len(messages) < batch {
			return
		}
	}
}

// deliver sends one message and settles it; false when the line must pause.
func (b *Outbox) deliver(ctx context.Context, e *endpoint, m projection.Message) bool {
	message, sendable, err := b.compose(m)
	if err != nil {
		b.Log.Error("composing a message", "system", m.System, "message", m.ID, "error", err)
		if m.Kind == integration.VisitorNotification {
			return true // no visitor waits because another's telephone cannot be read
		}
		e.failed(b.Clock(), "not-composed", b.Chance())
		return false
	}
	if !sendable {
		return true
	}
	trial, stop := context.WithTimeout(ctx, sendWithin)
	defer stop()
	_, failure := b.post(trial, e.get(), "/messages", message)
	var refusal *refusedError
	switch {
	case failure == nil, errors.As(failure, &refusal):
	case ctx.Err() != nil:
		return false // the server closes: no failure of the system's
	default:
		e.failed(b.Clock(), troubleOf(failure), b.Chance())
		b.Log.Warn("a system does not take its messages", "system", m.System, "error", failure)
		return false
	}
	trouble := ""
	if refusal != nil {
		trouble = troubleOf(failure)
		b.Log.Warn("a system refuses a message", "system", m.System, "message", m.ID, "error", failure)
	}
	e.worked(b.Clock())
	if err = b.store.Settle(m.ID, trouble); err != nil {
		// The store is down: it will be sent again, and taken once.
		b.Log.Error("settling a message", "system", m.System, "message", m.ID, "error", err)
		return false
	}
	return true
}

// compose makes the message that is sent now. What is of no use any more is dropped,
// and what must not come at night waits: neither is sendable, and neither keeps those
// behind it.
func (b *Outbox) compose(m projection.Message) (message integration.Message, sendable bool, err error) {
	message, err = b.store.Compose(m, b.Centre)
	why, now := "", b.Clock()
	switch v := message.Visitor; {
	case errors.Is(err, journal.ErrErased):
		why = "erased"
	case err != nil:
		return message, false, err
	case v == nil:
		return message, true, nil
	case v.Stale(now):
		why = "stale"
	case v.Waits(now):
		return message, false, nil
	default:
		if b.Words != nil {
			v.Text = b.Words(v.Notification)
		}
		if v.Text == "" {
			return message, false, errors.New("the message to a visitor has no text")
		}
		return message, true, nil
	}
	if err := b.store.Drop(m.ID, why); err != nil {
		return message, false, err
	}
	return message, false, nil
}

// refusedError is an answer that no further try would change.
type refusedError struct{ status int }

func (e *refusedError) Error() string { return "the system refuses it: " + strconv.Itoa(e.status) }

// statusError is an answer that a later try may change.
type statusError struct{ status int }

func (e *statusError) Error() string { return "the system answers " + strconv.Itoa(e.status) }

// post sends one signed request and gives the body of its answer.
func (b *Outbox) post(ctx context.Context, c journal.Connection, path string, what any) ([]byte, error) {
	body, err := json.Marshal(what)
	if err != nil {
		return nil, fmt.Errorf("writing a message: %w", err)
	}
	address, err := url.Parse(strings.TrimSuffix(c.URL, "/") + path)
	if err != nil {
		return nil, fmt.Errorf("reading the address of %s: %w", c.System, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("asking %s: %w", c.System, err)
	}
	now := b.Clock()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set(integration.HeaderTime, strconv.FormatInt(now.Unix(), 10))
	req.Header.Set(integration.HeaderSignature,
		integration.Sign([]byte(c.Secret), now, address.EscapedPath(), body))
	reply, err := b.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("asking %s: %w", c.System, err)
	}
	defer func() { _ = reply.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(reply.Body, maxAnswer))
	switch {
	case reply.StatusCode >= 200 && reply.StatusCode < 300 && err == nil:
		return answer, nil
	case err != nil:
		return nil, fmt.Errorf("reading the answer of %s: %w", c.System, err)
	case reply.StatusCode == http.StatusBadRequest, reply.StatusCode == http.StatusUnprocessableEntity,
		reply.StatusCode == http.StatusRequestEntityTooLarge:
		return nil, &refusedError{reply.StatusCode}
	}
	return nil, &statusError{reply.StatusCode}
}

// troubleOf names a failure for the manager, as a code of assets/i18n
// ("connections.trouble.CODE"); statuses as "http-503".
func troubleOf(err error) string {
	var (
		status      *statusError
		refusal     *refusedError
		certificate *tls.CertificateVerificationError
		dns         *net.DNSError
		timeout     net.Error
	)
	switch {
	case errors.As(err, &refusal):
		return "http-" + strconv.Itoa(refusal.status)
	case errors.As(err, &status):
		return "http-" + strconv.Itoa(status.status)
	case errors.As(err, &certificate):
		return "certificate"
	case errors.As(err, &dns):
		return "name"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "no-server"
	}
	return "network"
}

// LookUp asks a system about a person. It never takes longer than three seconds:
// what is not connected, or does not answer by then, is left to the agent.
func (b *Outbox) LookUp(ctx context.Context, q integration.LookUpQuestion) integration.LookUpAnswer {
	b.mu.Lock()
	e := b.endpoints[q.System]
	b.mu.Unlock()
	if e == nil || !e.get().Active {
		return integration.LookUpAnswer{State: integration.Manual}
	}
	if !e.admit(b.Clock()) {
		return integration.LookUpAnswer{State: integration.Silent}
	}
	trial, stop := context.WithTimeout(ctx, lookUpWithin)
	defer stop()
	q.Centre = b.Centre
	answer, err := b.ask(trial, e.get(), q)
	switch {
	case err == nil:
		e.worked(b.Clock())
		// The question's id leads to who asked; whom it was about is in no log.
		b.Log.Info("a system was asked about a person", "system", q.System, "service", q.Service, "question",
			q.ID, "state", answer.State)
		return answer
	case ctx.Err() != nil:
		e.gaveUp() // the agent went on: no failure of the system's
	default:
		e.failed(b.Clock(), troubleOf(err), b.Chance())
		b.Log.Warn("a system does not answer", "system", q.System, "error", err)
	}
	return integration.LookUpAnswer{State: integration.Silent}
}

func (b *Outbox) ask(ctx context.Context, c journal.Connection,
	q integration.LookUpQuestion) (integration.LookUpAnswer, error) {
	body, err := b.post(ctx, c, "/look-ups", q)
	if err != nil {
		return integration.LookUpAnswer{}, err
	}
	return integration.ReadAnswer(body)
}

// Try sends a message that says nothing, and tells the trouble; "" = it works.
func (b *Outbox) Try(ctx context.Context, system string) (trouble string, known bool) {
	b.mu.Lock()
	e := b.endpoints[system]
	b.mu.Unlock()
	if e == nil {
		return "", false
	}
	trial, stop := context.WithTimeout(ctx, lookUpWithin)
	defer stop()
	now := b.Clock()
	_, err := b.post(trial, e.get(), "/messages", integration.Message{
		ID: "trial-" + strconv.FormatInt(now.UnixNano(), 36), System: system, Kind: integration.Trial,
		Centre: b.Centre, At: now.UTC().Truncate(time.Second),
	})
	if err != nil {
		trouble = troubleOf(err)
		e.failed(b.Clock(), trouble, b.Chance())
		return trouble, true
	}
	e.worked(b.Clock())
	b.Kick()
	return "", true
}
