package live

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"dost/server/centre"
	"dost/server/web"
)

// follow runs a lane of /live/display on a server where it and a phone are watched.
func follow(t *testing.T, gap time.Duration) *harness {
	h := newHarness(t, "/live/display display", "/live/track/:token track/a")
	l := lane{
		composer: h.composer("/live/display", "/live/track/:token"), hub: h, gap: gap,
		shows: func(l web.Live) bool { return l.Path == "/live/display" },
	}
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { l.run(ctx, h.changed); close(ended) }()
	t.Cleanup(func() { end(); <-ended })
	return h
}

func TestTheHallSeesEveryChangeAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := follow(t, 0)
		for want := 1; want <= 5; want++ {
			h.change()
			sent := h.sent()
			if len(sent) != 1 || sent[0] != (note{topic: "/live/display display", figure: want}) {
				t.Fatalf("after change %d: %+v", want, sent)
			}
		}
	})
}

// What shows nothing new is sent at the beats alone.
func TestNothingNewIsSentAtTheBeatOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := follow(t, 0)
		h.change()
		h.sent()
		h.changed <- struct{}{} // something that this view does not show
		if sent := h.sent(); len(sent) != 0 {
			t.Errorf("sent again: %+v", sent)
		}
		time.Sleep(5 * time.Second)
		sent := h.sent()
		if len(sent) != 2 || !sent[0].repeat || sent[0].at != beat || sent[1].at != 2*beat {
			t.Errorf("in five seconds: %+v", sent)
		}
	})
}

// A busy server shows its staff each moment's newest, the first change at once.
func TestTheStaffSeesABurstAsAFewFrames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := follow(t, staffGap)
		const changes = 100
		for range changes {
			h.change()
			time.Sleep(time.Millisecond)
		}
		time.Sleep(staffGap)
		sent := h.sent()
		if len(sent) < 5 || len(sent) > 7 {
			t.Errorf("%d frames for %d changes in 100 ms", len(sent), changes)
		}
		if sent[0].at != 0 || sent[len(sent)-1].figure != changes {
			t.Errorf("the first and the last: %+v %+v", sent[0], sent[len(sent)-1])
		}
	})
}

// A frame that does not begin with its head would hide whether it shows anything new.
func TestAFrameBeginsWithItsHead(t *testing.T) {
	h := newHarness(t)
	c := h.composer("/live/display")
	if _, err := c.frame("/live/display display"); err != nil {
		t.Fatal(err)
	}
	c.lives["/live/display"] = web.Live{Frame: func(_ *centre.State, _ string, head web.Head) any {
		return struct {
			Figure int
			web.Head
		}{1, head}
	}}
	if _, err := c.frame("/live/display display"); err == nil {
		t.Error("a frame with its head in the middle was taken")
	}
}
