package display_test

import (
	"os"
	"testing"
	"time"

	"dost/server/queue"
	"dost/server/regime"
	"github.com/chromedp/chromedp"
)

func (s *screen) shot(name string) {
	time.Sleep(400 * time.Millisecond)
	b, err := chromedp.Run(s.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		s.t.Fatal(err)
	}
	os.WriteFile("/tmp/shots/"+name+".png", b, 0o644)
}

func TestLook(t *testing.T) {
	os.MkdirAll("/tmp/shots", 0o755)
	r := newRig(t)
	r.receiveAlways()
	s := r.open("")
	s.shot("1-idle")
	r.agents("1", "2", "3", "4", "5", "6")
	langs := []string{"az", "ru", "en"}
	dirs := []queue.DirectionID{"social-services", "benefits", "employment"}
	for i := 0; i < 40; i++ {
		r.issue(dirs[i%3], langs[i%3])
	}
	r.call("3")
	s.shot("2-one")
	t.Log(eval[map[string]string](s, "({...document.documentElement.dataset})"), eval[[]string](s, "window.problems"))
	s.until(30*time.Second, "document.documentElement.dataset.spoken==='1'")
	t.Log(eval[map[string]string](s, "({...document.documentElement.dataset})"))
	r.call("4")
	r.call("5")
	time.Sleep(11 * time.Second)
	r.call("1")
	s.shot("3-four")
	for _, d := range []queue.DeskID{"2", "6"} {
		r.call(d)
	}
	for _, d := range []queue.DeskID{"1", "3", "4", "5"} {
		r.served(d)
		r.call(d)
	}
	s.shot("4-burst")
	r.do(regime.CloseNow(regime.Scope{}, queue.Text{Az: "elektrik enerjisi kəsilib", Ru: "отключено электричество", En: "the power is out"}, time.Now().Add(2*time.Hour)))
	s.shot("5-closed-with-calls")
	r.connect(false)
	time.Sleep(5 * time.Second)
	s.shot("6-offline")
	r.connect(true)
	s.until(6*time.Second, "!document.querySelector('.offline')")
	t.Log(eval[map[string]string](s, "({...document.documentElement.dataset})"), eval[[]string](s, "window.heard"))
}

func TestLook2(t *testing.T) {
	r := newRig(t)
	tpl, _ := regime.TemplateByID("march-2020")
	reg := tpl.Regimes[0]
	reg.From = time.Now().Add(-time.Second)
	reg.To = time.Now().Add(48 * time.Hour)
	r.do(regime.Enact{Regime: reg})
	s := r.open("")
	s.shot("7-closed")
	t.Log(eval[[]string](s, "window.problems"))
}
