package web

// Health is the answer of the two probes, /healthz and /readyz.
type Health struct {
	Status   string   `json:"status"`           // ok, unavailable, starting
	Seq      uint64   `json:"seq"`              // of the last durable record; 0 while starting
	Build    string   `json:"build"`            // of the screens; "" while starting
	Troubles []string `json:"troubles"`         // codes
	Detail   string   `json:"detail,omitempty"` // what whoever runs the server can do
	N        uint64   `json:"n,omitempty"`      // of a start: records read …
	M        uint64   `json:"m,omitempty"`      // … of how many; 0 while that is not known
}
