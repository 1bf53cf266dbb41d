package servertest_test

import (
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	. "dost/server/servertest"
)

// Two visitors follow their tickets: who is called is told where to go, and who waits
// behind that there is one fewer ahead, though nothing happened to that ticket.
func TestPhonesFollowTheirOwnTicketAndTheLine(t *testing.T) {
	s := Start(t, Options{})
	kiosk, agent := s.Kiosk(t), s.Agent(t, 3, "benefits")
	var phones []*Feed
	for range 3 {
		phones = append(phones, s.Anyone(t).Watch("/live/track/"+given(kiosk)))
	}
	for i, phone := range phones {
		phone.Until("its place in the line", func(f M) bool {
			return f["state"] == "waiting" && f["ahead"] == float64(i)
		})
	}
	agent.Post("/api/desk/next", M{"key": Key()}).Want(http.StatusOK)
	phones[0].Until("the call", func(f M) bool { return f["state"] == "called" && f["desk"] == "3" })
	phones[1].Until("nobody ahead", func(f M) bool { return f["ahead"] == 0.0 })
	phones[2].Until("one ahead", func(f M) bool { return f["ahead"] == 1.0 })
}

// given takes a ticket and gives the token to follow it with.
func given(kiosk *Client) (track string) {
	order := M{"key": Key(), "direction": "benefits"}
	return kiosk.Post("/api/kiosk/tickets", order).Want(http.StatusCreated).Text("track")
}

// While a crowd works, no view ever shows an older state after a newer one; and when
// it rests, every view comes to show the newest.
func TestNoViewGoesBackAndAllArriveAtTheNewest(t *testing.T) {
	s := Start(t, Options{})
	track := given(s.Kiosk(t))
	views := map[string]*Feed{
		"display": s.Display(t).Watch("/live/display"), "kiosk": s.Kiosk(t).Watch("/live/kiosk"),
		"manager": s.Staff(t, "manager").Watch("/live/manager"), "desk": s.Agent(t, 6).Watch("/live/desk"),
		"phone": s.Anyone(t).Watch("/live/track/" + track),
	}
	stop := Crowd{Kiosks: 3, Agents: 4}.Work(t, s, NewLedger())
	var (
		group sync.WaitGroup
		end   = make(chan uint64, len(views)) // to each view, the last number
	)
	for name, view := range views {
		group.Go(func() {
			if n := forward(t, name, view, end); n < 3 {
				t.Errorf("the %s was sent %d frames", name, n)
			}
		})
	}
	time.Sleep(3 * time.Second)
	stop()
	for range views {
		end <- s.App.Seq()
	}
	group.Wait()
}

// forward reads a view until it shows the state that end names; it checks the order
// and counts the frames.
func forward(t *testing.T, name string, view *Feed, end <-chan uint64) (n int) {
	var (
		seq    float64
		at     time.Time
		newest = -1.0
	)
	deadline := time.After(20 * time.Second)
	for newest < 0 || seq < newest {
		select {
		case number := <-end:
			newest = float64(number)
		case f := <-view.Frames:
			n++
			now, err := time.Parse(time.RFC3339Nano, f["at"].(string))
			if err != nil {
				t.Error(err)
			}
			if f["seq"].(float64) < seq || f["seq"] == seq && now.Before(at) {
				t.Errorf("the %s went back from %v %v to %v %v", name, seq, at, f["seq"], now)
			}
			seq, at = f["seq"].(float64), now
		case <-deadline:
			t.Errorf("the %s shows state %v, the newest is %v", name, seq, newest)
			return n
		}
	}
	return n
}

// Screens and phones that come, go and are sent away leave nothing behind.
func TestViewsEndWithTheirServer(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("a day", func(t *testing.T) {
		s := Start(t, Options{})
		track := given(s.Kiosk(t))
		var feeds []*Feed
		for range 10 {
			feeds = append(feeds, s.Anyone(t).Watch("/live/track/"+track),
				s.Display(t).Watch("/live/display"))
		}
		for _, f := range feeds {
			f.Until("a frame", func(M) bool { return true })
		}
		if n := runtime.NumGoroutine(); n < before+2*len(feeds) {
			t.Fatalf("%d goroutines with %d sockets, %d before: this counts nothing", n, len(feeds), before)
		}
		s.Stop()
		for _, f := range feeds {
			<-f.Ended
			if f.Code != 4503 {
				t.Errorf("a socket was closed with %d", f.Code)
			}
		}
	})
	eventually(t, "all goroutines ended", func() bool { return runtime.NumGoroutine() <= before })
}
