package rules

import (
	"dost/server/i18n"
	"dost/server/regime"
)

// Exception is a day that is not as the rule says.
type Exception struct {
	Date    string `json:"date"` // 2006-01-02
	Working bool   `json:"working"`
	// Holiday is a day of rest that counts as a holiday of art. 105: its eve is shorter.
	Holiday bool      `json:"holiday,omitempty"`
	Reason  i18n.Text `json:"reason"`
}

// ExceptionOf is an exception as it is on the wire.
func ExceptionOf(o regime.Override) Exception {
	return Exception{o.Day.Date(), o.Working, o.Holiday, o.Reason}
}
