package application

import (
	"dost/server/civil"
	"dost/server/queue"
)

// Match is an application that a search by name found, and whose it is.
type Match struct {
	Application ApplicationID
	Person      Person
}

// NameCursor is where a search by name goes on: among the names that have its words
// whole, or after those among the names that begin so, before an application. The
// zero value is the beginning.
type NameCursor struct {
	Begun  bool
	Before ApplicationID // 0 = the newest and all before it
}

// NamePage is a part of what a search by name finds, newest first; those with its
// words whole stand before those that only begin so. Next is where it goes on when
// there may be More.
type NamePage struct {
	Matches []Match
	Next    NameCursor
	More    bool
}

// Deadline is an application that waits for something with a date.
type Deadline struct {
	Application ApplicationID
	Number      string
	Service     string
	Agent       queue.AgentID
	Stage       Stage
	Awaits      Awaited
	By          civil.Day
}

// DeadlineQuery asks for applications that wait for something after one day and
// until another, in the order of their days and, within a day, of their numbers.
type DeadlineQuery struct {
	After, Until civil.Day
	Agent        queue.AgentID  // "" = of everybody
	Cursor       DeadlineCursor // goes on behind it
	Limit        int
}

// DeadlineCursor names a place among the deadlines.
type DeadlineCursor struct {
	By          civil.Day
	Application ApplicationID
}

// Workload counts an agent's deadlines: before a day, on it, and after it.
type Workload struct {
	Agent              queue.AgentID
	Late, Today, Later int
}
