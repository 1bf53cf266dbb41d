// Package reception is what a visit leaves behind: applications with their
// deadlines, and the confirmation that anyone can check. It is pure; people's
// names are never in it, only in Person, which the journal keeps sealed.
package reception

// Person is an applicant. It travels beside events, never inside them.
type Person struct {
	Name  string `json:"name"`            // as the identity card has it
	FIN   string `json:"fin"`             // 7 characters of 0-9 A-H J-N P-Z
	Phone string `json:"phone,omitempty"` // +994 …, optional
}
