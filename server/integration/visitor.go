package integration

import "dost/server/notification"

// Messages is the system that takes short messages to visitors' telephones: the
// operator's SMS gateway. No passport names it; it is connected like the others.
const Messages = "visitor-messages"

// VisitorNotification is the kind of a message to a visitor.
const VisitorNotification Kind = "visitor.told"

// Visitor is what a message tells whom. Text is all that the visitor reads; the rest
// is for the gateway's own order.
type Visitor struct {
	Phone string `json:"phone"` // "+994501234567"
	Text  string `json:"text"`
	notification.Notification
}
