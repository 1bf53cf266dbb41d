package display_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"dost/server/queue"
)

// tenAtOnce calls ten tickets of three directions and languages within 300 ms.
func (r *rig) tenAtOnce() (numbers []string) {
	r.t.Helper()
	r.receiveAlways()
	r.agents("1", "2", "3", "4", "5", "6")
	languages := []string{"az", "ru", "en"}
	for i := range 10 {
		r.issue([]queue.DirectionID{"social-services", "benefits", "employment"}[i%3], languages[i%3])
	}
	begun := time.Now()
	for i := range 10 {
		desk := queue.DeskID([]string{"1", "2", "3", "4", "5", "6"}[i%6])
		if d, _ := r.state.Queue.DeskAt(desk); d.Active != 0 {
			r.served(desk)
		}
		r.call(desk)
		numbers = append(numbers, r.shown().Calls[0].Number)
		time.Sleep(20 * time.Millisecond)
	}
	if took := time.Since(begun); took > 300*time.Millisecond {
		r.t.Logf("the ten calls took %v on this machine", took)
	}
	return numbers
}

const onBoard = `[...document.querySelectorAll("[data-number]")].map((e) => e.dataset.number)`

func TestTenCallsAtOnceAreAllShownAndQueuedInOrder(t *testing.T) {
	r := newRig(t)
	s := r.open("")
	numbers := r.tenAtOnce()
	s.until(time.Second, `window.heard.length === 10`)
	if heard := eval[[]string](s, `window.heard`); !slices.Equal(heard, numbers) {
		t.Errorf("announced %v, want %v", heard, numbers)
	}
	board := eval[[]string](s, onBoard)
	for _, n := range numbers {
		if !slices.Contains(board, n) {
			t.Errorf("%s is not on the screen: %v", n, board)
		}
	}
	if board[0] != numbers[9] {
		t.Errorf("%s takes the large half, want the newest, %s", board[0], numbers[9])
	}
	// The voice is still at the first while all ten stand on the screen.
	if spoken := eval[string](s, `document.documentElement.dataset.spoken`); spoken != "0" {
		t.Errorf("%s calls were spoken already: the picture waited for the sound", spoken)
	}
	// Its clips are joined and heard to the end: a real announcement, not a failure.
	s.until(20*time.Second, `document.documentElement.dataset.spoken === "1"`)
	if failed := eval[string](s, `document.documentElement.dataset.failed`); failed != "0" {
		t.Errorf("%s announcements failed", failed)
	}
	if p := eval[[]string](s, `window.problems`); len(p) > 0 {
		t.Errorf("the page had problems: %v", p)
	}
}

func TestAVoiceThatFailsSilencesNeitherPictureNorTheRest(t *testing.T) {
	r := newRig(t)
	// The second sound never ends, every other cannot begin.
	s := r.open(`let played = 0;
window.AudioContext = class extends AudioContext {
  createBufferSource() {
    if (++played !== 2) throw new Error("no output");
    return { connect() {}, disconnect() {}, stop() {}, start() {} };
  }
  createBuffer(channels, length, rate) { return super.createBuffer(channels, Math.min(length, rate / 2), rate); }
};`)
	numbers := r.tenAtOnce()
	s.until(time.Second, `window.heard.length === 10`)
	s.until(30*time.Second, `document.documentElement.dataset.spoken === "10"`)
	if heard := eval[[]string](s, `window.heard`); !slices.Equal(heard, numbers) {
		t.Errorf("announced %v, want %v", heard, numbers)
	}
	if failed := eval[string](s, `document.documentElement.dataset.failed`); failed != "10" {
		t.Errorf("%s announcements failed, want all 10: the test's voice was not used", failed)
	}
}

func TestBlockedSoundIsSaidAndEndsAtATouch(t *testing.T) {
	r := newRig(t)
	s := r.open("", chromedp.Flag("autoplay-policy", "document-user-activation-required"))
	const line = `document.body.innerText.includes("Səs söndürülüb")`
	s.until(3*time.Second, line)
	r.tenAtOnce()
	s.until(time.Second, `window.heard.length === 10`)
	s.run(chromedp.MouseClickXY(900, 500))
	s.until(3*time.Second, `!`+line)
}

func TestACutOffScreenSaysSoAndComesBack(t *testing.T) {
	r := newRig(t)
	r.receiveAlways()
	r.agents("1", "2")
	r.issue("benefits", "az")
	r.issue("benefits", "ru")
	r.call("1")
	s := r.open("")
	r.connect(false)
	s.until(5*time.Second,
		`document.querySelector(".stale") && document.body.innerText.includes("Əlaqə yoxdur")`)
	r.call("2")
	r.connect(true)
	s.until(6*time.Second, `!document.querySelector(".stale") && window.heard.includes("B002")`)
	// What was announced stays announced when the page begins anew.
	s.run(chromedp.Reload())
	s.until(5*time.Second, onBoard+`.includes("B002")`)
	time.Sleep(time.Second)
	if heard := eval[[]string](s, `window.heard`); len(heard) != 0 {
		t.Errorf("announced again after a reload: %v", heard)
	}
}

// A manager revokes the display: nothing of the hall stays on it. It is set up again
// by the arrows and OK of a remote control, and a code that is mistyped does no harm.
func TestARevokedScreenSaysSoAndIsPairedByRemoteControl(t *testing.T) {
	r := newRig(t)
	r.receiveAlways()
	r.agents("1")
	r.issue("benefits", "az")
	r.call("1")
	s := r.open("")
	s.until(2*time.Second, onBoard+`.includes("B001")`)
	r.pair(false)
	s.until(5*time.Second,
		`document.querySelector(".pairing") && document.body.innerText.includes("Bu ekran mərkəzə qoşulmayıb")`)
	if board := eval[[]string](s, onBoard); len(board) > 0 {
		t.Errorf("a screen that is not paired shows %v", board)
	}
	s.until(time.Second, `document.activeElement.name === "code"`)
	s.run(chromedp.KeyEvent(kb.ArrowDown))
	s.enter("2345ABCE") // the last letter is wrong
	s.until(5*time.Second, `document.querySelector(".trouble")`)
	s.run(chromedp.KeyEvent(kb.ArrowDown))
	s.enter("2345ABCD")
	s.until(5*time.Second, onBoard+`.includes("B001")`)

	// Paired in another window of the same machine, it comes back by itself.
	r.pair(false)
	s.until(5*time.Second, `document.querySelector(".pairing")`)
	r.pair(true)
	s.until(5*time.Second, onBoard+`.includes("B001")`)
	if p := eval[[]string](s, `window.problems`); len(p) > 0 {
		t.Errorf("the page had problems: %v", p)
	}
}

// enter walks to each letter of the pad with the arrows, presses it, and presses OK on
// the button that has the focus when the code is whole.
func (s *screen) enter(code string) {
	s.t.Helper()
	// Pressing the arrow that brings the focus nearer, a step at a time, as a hand does.
	const arrow = `(() => {
  const here = document.activeElement.getBoundingClientRect(), there = document.querySelector('[data-key="%s"]').getBoundingClientRect();
  const x = there.x - here.x, y = there.y - here.y;
  return y > 1 ? "down" : y < -1 ? "up" : x > 1 ? "right" : x < -1 ? "left" : "here";
})()`
	keys := map[string]string{"down": kb.ArrowDown, "up": kb.ArrowUp, "right": kb.ArrowRight,
		"left": kb.ArrowLeft}
	for _, letter := range code {
		for steps := 0; ; steps++ {
			way := eval[string](s, fmt.Sprintf(arrow, string(letter)))
			if way == "here" {
				break
			}
			if steps > 12 {
				s.t.Fatalf("%c cannot be reached with the arrows", letter)
			}
			s.run(chromedp.KeyEvent(keys[way]))
		}
		s.run(chromedp.KeyEvent(kb.Enter))
	}
	s.until(time.Second, `document.activeElement.name === "go"`)
	s.run(chromedp.KeyEvent(kb.Enter))
}

// Capitals of the newest four are at least 98 mm high on a 55" screen (surfaces, Display):
// 155 px of 1920. Noto Sans has capitals of 0.714 em.
func TestNumbersAreReadableAcrossTheHall(t *testing.T) {
	r := newRig(t)
	s := r.open("")
	r.receiveAlways()
	r.agents("1", "2", "3", "4")
	for _, desk := range []queue.DeskID{"1", "2", "3", "4"} {
		r.issue("benefits", "ru")
		r.call(desk)
	}
	s.until(2*time.Second, onBoard+`.length === 4`)
	for _, height := range eval[[]float64](s,
		`[...document.querySelectorAll(".number")].map((e) => parseFloat(getComputedStyle(e).fontSize) * 0.714)`) {
		if height < 155 {
			t.Errorf("capitals of %.0f px, want 155", height)
		}
	}
	// Rows are measured by their width: a line's invisible descent may reach below.
	if wide := eval[[]string](s, `[...document.querySelectorAll(".row, .newest, main, .foot")]
		.filter((e) => e.scrollWidth > e.clientWidth + 1 || (e.matches("main, .foot") && e.scrollHeight > e.clientHeight + 1))
		.map((e) => [e.className, e.scrollWidth, e.clientWidth, e.scrollHeight, e.clientHeight].join(" "))`); len(wide) > 0 {
		t.Errorf("something is cut off in %v", wide)
	}
}
