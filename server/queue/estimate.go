package queue

import (
	"math"
	"slices"
	"time"
)

// What the estimate knows before the day has taught it anything: the mean
// service of the agency's centres in 2023 (domain, Real figures), with a spread that is
// an assumption of ours, weighing as much as ten visits.
const (
	priorMean   = 7*time.Minute + 5*time.Second
	priorSpread = 4 * time.Minute
	priorWeight = 10

	keptSamples   = 40        // the newest visits that count
	longestSample = time.Hour // a forgotten ticket must not frighten the next visitors

	// z80 is the 80 % point of the normal distribution.
	z80 = 0.8416
)

// sample is how long one visit kept a desk busy, in milliseconds: integers, so
// that sums do not depend on the order of adding.
type sample struct {
	Ticket TicketID `json:"ticket"`
	Millis int64    `json:"ms"`
}

// samples are a direction's newest visits of today, oldest first.
type samples struct {
	list         []sample
	sum, squares int64
}

func (v *samples) count(x sample, n int64) {
	v.sum += n * x.Millis
	v.squares += n * x.Millis * x.Millis
}

func (v *samples) add(id TicketID, d time.Duration) {
	if len(v.list) == keptSamples {
		v.count(v.list[0], -1)
		v.list = slices.Delete(v.list, 0, 1)
	}
	x := sample{id, min(d, longestSample).Milliseconds()}
	v.list = append(v.list, x)
	v.count(x, 1)
}

// drop forgets a visit whose end was taken back.
func (v *samples) drop(id TicketID) {
	for i, x := range v.list {
		if x.Ticket == id {
			v.list = slices.Delete(v.list, i, i+1)
			v.count(x, -1)
			return
		}
	}
}

// moments are the mean and the standard deviation, in milliseconds, of the
// samples together with the prior.
func (v *samples) moments() (mean, deviation float64) {
	const m, d = float64(priorMean / time.Millisecond), float64(priorSpread / time.Millisecond)
	n := float64(priorWeight + len(v.list))
	mean = (priorWeight*m + float64(v.sum)) / n
	variance := (priorWeight*(m*m+d*d)+float64(v.squares))/n - mean*mean
	return mean, math.Sqrt(max(0, variance))
}

// Estimate is the expected wait of a visitor of the direction with that many
// ahead, in whole seconds:
//
//	p50 = ahead·m/k + r
//	p80 = p50 + 0.84·σ·√(ahead+1)/k
//
// m and σ are the mean and spread of the direction's last 40 visits of today,
// from call to end without time on hold, mixed with a prior of ten visits (7:05
// ± 4:00). k counts the open, unpaused desks that serve the direction, each as
// one part in the number of its directions where somebody waits, and is at
// least 1. r is half of a mean visit over k, what is left of the visits under
// way, when none of these desks is idle; with an idle desk it is 0. With fewer
// visitors ahead than desks idle, p50 is 0.
func (s *State) Estimate(d DirectionID, ahead int) Estimate {
	l := s.lines[d]
	if l == nil {
		return Estimate{}
	}
	ahead = max(0, ahead)
	desks, idle := s.strength(l)
	mean, deviation := l.samples.moments()
	p50 := float64(ahead) * mean / desks
	switch {
	case idle == 0:
		p50 += mean / 2 / desks
	case ahead < idle:
		p50 = 0
	}
	p80 := p50 + z80*deviation*math.Sqrt(float64(ahead+1))/desks
	return Estimate{P50: seconds(p50), P80: seconds(p80)}
}

// strength is how many desks work for a direction, at least 1, and how many of
// them are idle.
func (s *State) strength(l *direction) (desks float64, idle int) {
	for _, k := range s.deskList {
		if k.Agent == "" || k.Paused != "" || !slices.Contains(k.serve, l) {
			continue
		}
		if k.Active == 0 {
			idle++
		}
		shares := 1
		for _, other := range k.serve {
			if other != l && !other.empty() {
				shares++
			}
		}
		desks += 1 / float64(shares)
	}
	return max(1, desks), idle
}

// seconds rounds milliseconds to a duration of whole seconds.
func seconds(millis float64) time.Duration {
	return time.Duration(math.Round(millis/1000)) * time.Second
}
