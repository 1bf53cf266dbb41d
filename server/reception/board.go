package reception

import "dost/server/queue"

// Match is an application that a search by name found, and whose it is.
type Match struct {
	Application ApplicationID
	Person      Person
}

// Deadline is an application that waits for something with a date.
type Deadline struct {
	Application ApplicationID
	Number      string
	Service     string
	Agent       queue.AgentID
	Stage       Stage
	Awaits      Awaited
	By          queue.Day
}
