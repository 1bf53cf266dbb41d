package app

import (
	"context"
	"log/slog"
	"time"

	"dost/server/appointment"
	"dost/server/centre"
	"dost/server/integration"
	"dost/server/internal/projection"
)

// courier hands the news of visits to the system of visitors' messages, where one is
// connected, and brings back what it would not or did not take: then the operator
// calls. An order of its own makes the news told and keeps the message in one
// transaction, so that a kill at any moment neither loses it nor has it sent twice.
type courier struct {
	centre interface {
		Do(ctx context.Context, o centre.Order) (centre.Answer, error)
		Read(f func(s *centre.State))
		Now() time.Time
	}
	store interface {
		Contact(id appointment.ID) (c appointment.Contact, ok bool, err error)
		Untaken(before time.Time) ([]projection.Untaken, error)
		Drop(message, why string) error
	}
	known  func() bool // the system is connected, though it may rest
	speaks func() bool // it does not
	log    *slog.Logger
}

const (
	courierActor = "courier"
	courierRound = 2 * time.Second        // news waits for the morning, and messages for their time, without a record
	courierCalm  = 200 * time.Millisecond // between two rounds, however much happens
	courierLoad  = 50                     // visitors in one order
)

func (a *App) messenger() *courier {
	return &courier{
		centre: a.centre, store: a.mail, log: a.options.Log, speaks: a.messages,
		known: func() bool { return a.outbox.Knows(integration.Messages) },
	}
}

// run goes its rounds until ctx ends: at the pace of a clock and not of every change,
// since a message may well be two seconds later, and a busy hour changes much.
func (c *courier) run(ctx context.Context) {
	rounds := time.NewTicker(courierRound)
	defer rounds.Stop()
	for {
		late := false
		select {
		case <-ctx.Done():
			return
		case <-rounds.C:
			late = true
		}
		if !c.known() {
			continue // a centre whose operators do all the calling pays nothing
		}
		if c.speaks() {
			c.handOver(ctx)
		}
		if late {
			c.bringBack(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(courierCalm):
		}
	}
}

// handOver gives the system what is due and may be told at this hour.
func (c *courier) handOver(ctx context.Context) {
	now := c.centre.Now()
	var due []appointment.Booking
	c.centre.Read(func(s *centre.State) {
		for _, b := range s.Appointment.Untold() {
			if b.News.Failed == "" && now.Before(b.At) && integration.Awake(integration.About(b.News.Kind), b.At, now) {
				due = append(due, b)
			}
		}
	})
	var load []appointment.ID
	for _, b := range due {
		switch _, ok, err := c.store.Contact(b.ID); {
		case err != nil:
			// The others are told all the same.
			c.log.Error("reading whom a message is for", "booking", b.ID, "error", err)
			continue
		case !ok:
			c.do(ctx, appointment.GiveBack{
				Told:  appointment.NewsTold{ID: b.ID, News: b.News.Kind, Was: b.News.Was, Regime: b.News.Regime},
				Since: b.News.Since, Why: appointment.NoTelephone,
			})
			continue
		}
		if load = append(load, b.ID); len(load) == courierLoad {
			c.do(ctx, appointment.Tell{IDs: load, Via: appointment.ByMessage})
			load = nil
		}
	}
	if len(load) > 0 {
		c.do(ctx, appointment.Tell{IDs: load, Via: appointment.ByMessage})
	}
}

// bringBack returns to the operator what the system refused, or has not taken in
// time. Where the visit is over there is nothing left to tell.
func (c *courier) bringBack(ctx context.Context) {
	now := c.centre.Now()
	list, err := c.store.Untaken(now.Add(-appointment.TakenWithin))
	if err != nil {
		c.log.Error("looking for messages that were not taken", "error", err)
		return
	}
	for _, u := range list {
		ahead := false
		c.centre.Read(func(s *centre.State) {
			b, ok := s.Appointment.Booking(u.Told.ID)
			ahead = ok && b.Status == appointment.Booked && now.Before(b.At)
		})
		if !ahead {
			if err := c.store.Drop(u.Message, "stale"); err != nil {
				c.log.Error("dropping a message", "message", u.Message, "error", err)
			}
			continue
		}
		why := appointment.NotTaken
		if u.Refused {
			why = appointment.NotAccepted
		}
		c.do(ctx, appointment.GiveBack{Told: u.Told, Record: u.Record, Since: u.At, Why: why})
	}
}

// do carries out an order of the courier's. A centre that is busy or down is asked
// again in the next round.
func (c *courier) do(ctx context.Context, command appointment.Command) {
	order := centre.Order{Actor: courierActor, Command: command}
	if _, tells := command.(appointment.Tell); tells {
		order.HandOvers = []string{integration.Messages}
	}
	if _, err := c.centre.Do(ctx, order); err != nil && ctx.Err() == nil {
		c.log.Warn("telling visitors", "error", err)
	}
}
