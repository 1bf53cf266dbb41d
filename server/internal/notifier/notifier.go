// Package notifier tells visitors by message what falls due by itself: it hands over
// what is pending to the system of visitors' messages, where one is connected, and
// brings back what that would not or did not take, so that the operator calls.
package notifier

import (
	"context"
	"log/slog"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/integration"
	"dost/server/internal/projection"
	"dost/server/notification"
)

// Centre is the running centre, with its time.
type Centre interface {
	Do(ctx context.Context, envelope centre.Envelope) (centre.Answer, error)
	Read(f func(s *centre.State))
	Now() time.Time
}

// Store is what the notifier needs of what is kept.
type Store interface {
	Contact(id appointment.ID) (c appointment.Contact, ok bool, err error)
	Undelivered(before time.Time) ([]projection.Undelivered, error)
	Drop(message, why string) error
}

// Notifier goes its rounds. An order of its own makes what was pending told and keeps
// the message in one transaction, so that a kill at any moment neither loses it nor
// has it sent twice. All fields are needed.
type Notifier struct {
	Centre Centre
	Store  Store
	Known  func() bool // the system of messages is connected, though it may rest
	Speaks func() bool // it does not rest
	Log    *slog.Logger
}

const (
	actor = "courier" // as the first journals name it
	// what is pending waits for the morning, and messages for their time, without a record
	pace  = 2 * time.Second
	batch = 50 // visitors in one command
)

// Run goes its rounds until ctx ends: at the pace of a clock and not of every change,
// since a message may well be two seconds later, and a busy hour changes much.
func (n *Notifier) Run(ctx context.Context) {
	rounds := time.NewTicker(pace)
	defer rounds.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-rounds.C:
		}
		if !n.Known() {
			continue // a centre whose operators do all the calling pays nothing
		}
		if n.Speaks() {
			n.handOver(ctx)
		}
		n.bringBack(ctx)
	}
}

// handOver gives the system what is due and may be told at this hour.
func (n *Notifier) handOver(ctx context.Context) {
	now := n.Centre.Now()
	var due []appointment.Booking
	n.Centre.Read(func(s *centre.State) {
		for _, b := range s.Appointment.Pending() {
			if b.Pending.ByMessage(b.At, now) {
				due = append(due, b)
			}
		}
	})
	var load []appointment.ID
	for _, b := range due {
		switch _, ok, err := n.Store.Contact(b.ID); {
		case err != nil:
			// The others are told all the same.
			n.Log.Error("reading whom a message is for", "booking", b.ID, "error", err)
			continue
		case !ok:
			n.do(ctx, appointment.ReturnNotification{
				Notified: appointment.Notified{ID: b.ID, Notification: b.Pending.Kind, Was: b.Pending.Was,
					Regime: b.Pending.Regime},
				Since: b.Pending.Since, Failure: notification.NoTelephone,
			})
			continue
		}
		if load = append(load, b.ID); len(load) == batch {
			n.do(ctx, appointment.Notify{IDs: load, Via: notification.ByMessage})
			load = nil
		}
	}
	if len(load) > 0 {
		n.do(ctx, appointment.Notify{IDs: load, Via: notification.ByMessage})
	}
}

// bringBack returns to the operator what the system refused, or has not taken in
// time. Where the visit is over there is nothing left to tell.
func (n *Notifier) bringBack(ctx context.Context) {
	now := n.Centre.Now()
	list, err := n.Store.Undelivered(now.Add(-notification.TakenWithin))
	if err != nil {
		n.Log.Error("looking for messages that were not taken", "error", err)
		return
	}
	for _, u := range list {
		ahead := false
		n.Centre.Read(func(s *centre.State) {
			b, ok := s.Appointment.Booking(u.Notified.ID)
			ahead = ok && b.Status == appointment.Booked && now.Before(b.At)
		})
		if !ahead {
			if err := n.Store.Drop(u.Message, "stale"); err != nil {
				n.Log.Error("dropping a message", "message", u.Message, "error", err)
			}
			continue
		}
		why := notification.NotTaken
		if u.Refused {
			why = notification.NotAccepted
		}
		n.do(ctx, appointment.ReturnNotification{Notified: u.Notified, Record: u.Record, Since: u.At,
			Failure: why})
	}
}

// do carries out an order of the notifier's. A centre that is busy or down is asked
// again in the next round.
func (n *Notifier) do(ctx context.Context, command appointment.Command) {
	envelope := centre.Envelope{Actor: actor, Command: command}
	if _, tells := command.(appointment.Notify); tells {
		envelope.HandOvers = []string{integration.Messages}
	}
	if _, err := n.Centre.Do(ctx, envelope); err != nil && ctx.Err() == nil {
		n.Log.Warn("telling visitors", "error", err)
	}
}
