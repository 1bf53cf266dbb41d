package hub

// reserve takes a place for a client that is about to watch a topic.
func (h *Hub) reserve(topic string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing || h.count >= h.options.MaxClients || h.places[topic] >= h.options.EachTopic {
		return ErrFull
	}
	h.places[topic]++
	h.count++
	h.done.Add(1)
	return nil
}

// release gives the place back.
func (h *Hub) release(topic string) {
	h.mu.Lock()
	h.count--
	if h.places[topic]--; h.places[topic] == 0 {
		delete(h.places, topic)
	}
	h.mu.Unlock()
	h.done.Done()
}

// enrol lets a client watch a topic. Since its first frame may be older or newer than
// what the others have, the next one goes out whatever it shows.
func (h *Hub) enrol(name string, c *client) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing {
		return false
	}
	t := h.topics[name]
	if t == nil {
		t = &topic{clients: map[*client]struct{}{}}
		h.topics[name] = t
	}
	t.clients[c] = struct{}{}
	t.sum.Store(0)
	return true
}

// strike ends a client: its socket, its watching and its place.
func (h *Hub) strike(name string, c *client) {
	_ = c.conn.Close()
	h.mu.Lock()
	if t := h.topics[name]; t != nil {
		if delete(t.clients, c); len(t.clients) == 0 {
			delete(h.topics, name)
		}
	}
	h.mu.Unlock()
	h.release(name)
}
