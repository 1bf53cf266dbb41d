package sim

// kind is what is due at a moment of the agenda.
type kind uint8

const (
	sits    kind = iota // an agent sits down
	ticks               // the clock of the centre
	comes               // a visitor stands at the kiosk
	reaches             // the visitor called stands at the desk
	absent              // the agent gives up waiting for the visitor called
	ends                // the service is over
	free                // the agent looks for the next visitor
	goes                // the agent's shift is over
	closes              // the centre's closing time
)

// due is an entry of the agenda: what, when, and to whom (an index of visitors or
// of seats). Of two at one moment the one entered first is first.
type due struct {
	at   int64 // milliseconds from midnight
	turn int64
	who  int32
	what kind
}

func (a due) before(b due) bool { return a.at < b.at || a.at == b.at && a.turn < b.turn }

// agenda is a binary heap of what is due.
type agenda struct {
	heap []due
	turn int64
}

func (g *agenda) add(at int64, what kind, who int32) {
	g.turn++
	d := due{at, g.turn, who, what}
	g.heap = append(g.heap, d)
	i := len(g.heap) - 1
	for i > 0 {
		above := (i - 1) / 2
		if !d.before(g.heap[above]) {
			break
		}
		g.heap[i] = g.heap[above]
		i = above
	}
	g.heap[i] = d
}

// next takes what is due first; ok is false when nothing is.
func (g *agenda) next() (first due, ok bool) {
	if len(g.heap) == 0 {
		return first, false
	}
	first = g.heap[0]
	last := g.heap[len(g.heap)-1]
	g.heap = g.heap[:len(g.heap)-1]
	if n := len(g.heap); n > 0 {
		i := 0
		for {
			below := 2*i + 1
			if below >= n {
				break
			}
			if below+1 < n && g.heap[below+1].before(g.heap[below]) {
				below++
			}
			if !g.heap[below].before(last) {
				break
			}
			g.heap[i] = g.heap[below]
			i = below
		}
		g.heap[i] = last
	}
	return first, true
}
