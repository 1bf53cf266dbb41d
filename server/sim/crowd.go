package sim

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"dost/server/appointment"
	"dost/server/queue"
)

// Bounds of a service, of the way to the desk and of coming back, in milliseconds.
const (
	shortest = 30 * 1000
	longest  = 60 * 60 * 1000

	walkFrom, walkTo = 10 * 1000, 40 * 1000 // assumed
	backTo           = 10 * 60 * 1000       // after the time told
	tries            = 3                    // at the kiosk, the first among them

	earliest, latest = 40 * 60 * 1000, -15 * 60 * 1000 // before the time booked, assumed: 10 ± 8 minutes
)

// visitor is a person of the day, drawn before it begins.
type visitor struct {
	at      int64 // milliseconds from midnight: at the kiosk, for the first time
	service int64
	walk    int64
	back    int64 // after the time told, when refused
	group   queue.GroupID
	named   string // the service, if any
	demand  int32
	early   int64 // before the time booked; negative = after it
	returns bool
	absent  bool // does not answer the call
	books   bool // where only appointments are received
	missing bool // does not come although booked

	booking appointment.ID // 0 = without
	tried   int
	left    bool // for good, without a ticket
}

// draw makes the day's visitors: those without an appointment, then those of the
// bookings. They are in no particular order.
func draw(p *Profile, bookings []appointment.Booking, midnight time.Time, seed uint64) []visitor {
	if len(p.Demands) == 0 {
		return nil
	}
	random := rand.New(rand.NewPCG(seed, 1)) // #nosec G404 -- a simulation's dice
	var demands []float64
	shapes := make([][]float64, len(p.Demands))
	for i := range p.Demands {
		demands = append(demands, p.Demands[i].Weight)
		shapes[i] = cumulated(p.Demands[i].Quarters[:])
	}
	demands = cumulated(demands)
	list := make([]visitor, 0, p.Visitors+len(bookings))
	for range p.Visitors {
		v := p.visitor(random, pick(demands, random.Float64()))
		quarter := pick(shapes[v.demand], random.Float64())
		v.at = int64(quarter)*15*60*1000 + random.Int64N(15*60*1000)
		v.group = p.group(random.Float64())
		list = append(list, v)
	}
	random = rand.New(rand.NewPCG(seed, 2)) // #nosec G404 -- a simulation's dice
	for _, b := range bookings {
		demand := slices.IndexFunc(p.Demands, func(d Demand) bool { return d.Direction == b.Direction })
		v := p.visitor(random, max(0, demand))
		if demand < 0 || b.Status != appointment.Booked || v.missing {
			continue
		}
		v.at, v.booking, v.group = b.At.Sub(midnight).Milliseconds()-v.early, b.ID, b.Group
		list = append(list, v)
	}
	return list
}

// visitor draws what does not depend on when somebody comes. It takes the same
// number of draws whatever comes out, so that visitor n is the same however many
// there are.
func (p *Profile) visitor(random *rand.Rand, demand int) visitor {
	d := &p.Demands[demand]
	v := visitor{
		demand: int32(demand), service: d.Service.draw(random), // #nosec G115 -- at most queue.MaxDirections
		walk:    walkFrom + random.Int64N(walkTo-walkFrom),
		back:    random.Int64N(backTo),
		returns: random.Float64() < p.ComeBack,
		absent:  random.Float64() < p.NoShow,
		books:   random.Float64() < p.BookInstead,
		missing: random.Float64() < p.MissedVisit,
	}
	v.early = min(max(int64((10+8*random.NormFloat64())*60*1000), latest), earliest)
	if which := random.Float64(); len(d.Services) > 0 {
		v.named = d.Services[int(which*float64(len(d.Services)))]
	}
	return v
}

func (p *Profile) group(x float64) queue.GroupID {
	for _, s := range p.Groups {
		if x -= s.Of; x < 0 {
			return s.Group
		}
	}
	return ""
}

// draw gives milliseconds.
func (d Distribution) draw(random *rand.Rand) int64 {
	mean, spread := float64(d.Mean.Milliseconds()), float64(d.Deviation.Milliseconds())
	variance := math.Log(1 + spread*spread/(mean*mean))
	x := math.Exp(math.Log(mean) - variance/2 + math.Sqrt(variance)*random.NormFloat64())
	return int64(min(max(x, shortest), longest))
}

// cumulated are the running sums of weights, of which the last is the whole.
func cumulated(weights []float64) []float64 {
	sums := make([]float64, len(weights))
	sum := 0.0
	for i, w := range weights {
		sum += w
		sums[i] = sum
	}
	return sums
}

// pick is the place in which the part x of the whole falls.
func pick(sums []float64, x float64) int {
	x *= sums[len(sums)-1]
	i, _ := slices.BinarySearchFunc(sums, x, func(sum, x float64) int {
		if sum > x {
			return 1
		}
		return -1
	})
	return min(i, len(sums)-1)
}
