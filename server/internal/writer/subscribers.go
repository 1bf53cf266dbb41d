package writer

import "sync"

// subscribers tells subscribers that something changed. A signal that nobody has
// taken yet stands for all that follow.
type subscribers struct {
	lock        sync.Mutex
	subscribers map[chan struct{}]struct{}
}

func (c *subscribers) subscribe() (<-chan struct{}, func()) {
	signal := make(chan struct{}, 1)
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.subscribers == nil {
		c.subscribers = map[chan struct{}]struct{}{}
	}
	c.subscribers[signal] = struct{}{}
	return signal, func() {
		c.lock.Lock()
		defer c.lock.Unlock()
		delete(c.subscribers, signal)
	}
}

func (c *subscribers) signal() {
	c.lock.Lock()
	defer c.lock.Unlock()
	for subscriber := range c.subscribers {
		select {
		case subscriber <- struct{}{}:
		default:
		}
	}
}
