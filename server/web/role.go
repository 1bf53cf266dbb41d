package web

// Role is what a caller may do. Staff roles come from a session, device roles
// from a token.
type Role string

// The roles. Anyone needs no sign-in.
const (
	Anyone  Role = "anyone"
	Kiosk   Role = "kiosk"
	Display Role = "display"
	Agent   Role = "agent"
	Manager Role = "manager"
	// Operator answers the call centre's telephone, and books visits.
	Operator Role = "operator"
	// Volunteer helps people in the hall, with a phone in the hand.
	Volunteer Role = "volunteer"
	// Enrolling is a manager who must set up a second factor, and until then may do
	// nothing else.
	Enrolling Role = "enrolling"
	// Door is the device at the entrance on which people are counted in and out.
	Door Role = "door"
	// Booking is another program that books visits for people: a portal, the call
	// centre's own system. It is paired like a device.
	Booking Role = "booking"
)

// Credential is how the callers of a role show who they are.
type Credential string

// The credentials.
const (
	None     Credential = ""         // no sign-in, or a state of another role's session
	Password Credential = "password" // staff: a session after login and password
	Token    Credential = "token"    // devices and programs: given once, when they are paired
)

// RoleRow is a role with all that the server must know of it.
type RoleRow struct {
	Role   Role
	Shows  Credential
	Cookie string // under which a browser keeps the session's or the device's token; "" = it has none
	Letter string // begins the ids of devices of this kind ("K1")
}

// roles is the one list of roles and kinds of devices, in the order of the role ×
// route table. Everything else that knows them all is made from it: the command
// line, cookies, the schema of stored accounts and devices, the console's choices.
// Each role has a cookie of its own, so that one browser can show a kiosk, a
// display, a desk and the console at the same time, as people do in the demo.
var roles = []RoleRow{
	{Role: Anyone},
	{Role: Kiosk, Shows: Token, Cookie: "device-kiosk", Letter: "K"},
	{Role: Display, Shows: Token, Cookie: "device-display", Letter: "D"},
	{Role: Door, Shows: Token, Cookie: "device-door", Letter: "E"}, // entrance: D is the display's
	{Role: Booking, Shows: Token, Cookie: "device-booking", Letter: "B"},
	{Role: Agent, Shows: Password, Cookie: "session"},
	{Role: Manager, Shows: Password, Cookie: "session-manager"},
	{Role: Operator, Shows: Password, Cookie: "session-operator"},
	{Role: Volunteer, Shows: Password, Cookie: "session-volunteer"},
	{Role: Enrolling},
}

// Roles are all there are, in the order of the role × route table.
func Roles() []Role { return rolesWhere(func(RoleRow) bool { return true }) }

// StaffRoles are those of people who sign in.
func StaffRoles() []Role { return rolesWhere(func(r RoleRow) bool { return r.Shows == Password }) }

// DeviceKinds are the roles of paired devices and programs.
func DeviceKinds() []Role { return rolesWhere(func(r RoleRow) bool { return r.Shows == Token }) }

// Row gives what the server knows of a role; ok is false for one that it has not.
func (r Role) Row() (row RoleRow, ok bool) {
	for _, row := range roles {
		if row.Role == r {
			return row, true
		}
	}
	return RoleRow{}, false
}

// RoleNames are roles as words, for messages and choices.
func RoleNames(roles []Role) []string {
	list := make([]string, len(roles))
	for i, r := range roles {
		list[i] = string(r)
	}
	return list
}

func rolesWhere(match func(RoleRow) bool) []Role {
	var list []Role
	for _, r := range roles {
		if match(r) {
			list = append(list, r.Role)
		}
	}
	return list
}
